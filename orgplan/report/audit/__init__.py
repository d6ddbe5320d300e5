"""The audit as people read it: on a terminal and as a workbook, from the same tables."""

from orgplan.report.audit.folder import AUDIT_FILES, write_audit
from orgplan.report.audit.terminal import print_audit
from orgplan.report.audit.workbook import audit_workbook

__all__ = ["AUDIT_FILES", "audit_workbook", "print_audit", "write_audit"]
