"""The audit: the organisation as it is, held against the law, before any plan."""

from orgplan.audit.findings import Audit, Findings, audit

__all__ = ["Audit", "Findings", "audit"]
