"""Rows that only head a group of units: Khối hành chính, Các đơn vị sự nghiệp."""

from __future__ import annotations

from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.columns import fold
from orgplan.io.findings import Findings, shown
from orgplan.text import Text

_HEADINGS = (
    *("khoi", "cac", "nhom", "donvisunghiep", "donvithuocso", "donvitructhuoc"),
    *("coquanchuyenmon", "coquanhanhchinh", "hanhchinh", "sunghiep", "tochuchanhchinh"),
)


def drop_headings(sent: SentTable, findings: Findings) -> None:
    """Drop rows that head a group; the units below them stand where the row stood.

    Parameters
    ----------
    sent
        A table with its tree.
    findings
        Gets a note for each row.
    """
    parents = {id(sprout.parent) for sprout in sent.sprouts if sprout.parent is not None}
    headings = [s for s in sent.sprouts if id(s) in parents and _is_heading(s)]
    dropped = {id(heading) for heading in headings}
    for sprout in sent.sprouts:
        while sprout.parent is not None and id(sprout.parent) in dropped:
            sprout.parent = sprout.parent.parent
    sent.sprouts[:] = [sprout for sprout in sent.sprouts if id(sprout) not in dropped]
    for heading in headings:
        name = shown(heading.cell.text)
        findings.note(
            heading.cell,
            Text(
                f"{name} có vẻ là tên một nhóm, không phải đơn vị; được bỏ qua",
                f"{name} looks like the heading of a group, no unit; it was skipped",
            ),
            Text("mỗi dòng một đơn vị", "one unit a row"),
        )


def _is_heading(sprout: Sprout) -> bool:
    """Whether a name speaks of several units, and the row states neither id nor kind."""
    record = sprout.record
    if record is None or record.text("id") or record.text("kind"):
        return False
    return fold(sprout.cell.text).startswith(_HEADINGS)
