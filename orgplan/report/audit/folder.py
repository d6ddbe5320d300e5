"""The files of an audit: workbook and JSON document, both or none."""

from __future__ import annotations

from pathlib import Path

from orgplan.audit import Audit
from orgplan.audit.document import audit_document
from orgplan.io.plan_file import dump
from orgplan.io.writing import folder_of_outputs, write_text
from orgplan.report.audit.workbook import audit_workbook

AUDIT_FILES = ("audit.xlsx", "audit.json")


def write_audit(audit: Audit, folder: Path) -> None:
    """Write the files into a folder; other files in it are left alone.

    Parameters
    ----------
    audit
        What was found.
    folder
        Where; made if it does not exist.
    """
    workbook, document = AUDIT_FILES
    with folder_of_outputs(folder) as temporary:
        (temporary / workbook).write_bytes(audit_workbook(audit))
        write_text(temporary / document, dump(audit_document(audit)))
