"""Rows for the leaders of an agency: Lãnh đạo Sở, Ban Giám đốc.

They are no units: their posts are those of the agency itself.
"""

from __future__ import annotations

from orgplan.io.as_sent.names import names_leaders
from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.findings import Findings, shown
from orgplan.io.records import Record
from orgplan.text import Text

_TAKEN = ("staff", "present", "heads", "deputies")


def is_leadership(sprout: Sprout) -> bool:
    """Whether a row speaks of leaders: by its name, unless it states a kind."""
    stated = "" if sprout.record is None else sprout.record.text("kind")
    return not stated and names_leaders(sprout.cell.text)


def take_in_leaders(sent: SentTable, findings: Findings) -> list[Sprout]:
    """Give the figures of rows for leaders to the unit above, and drop the rows.

    Parameters
    ----------
    sent
        A table, with the units of its titles attached.
    findings
        Gets leaders that have units below them or nothing above, and figures that contradict.

    Returns
    -------
    taken
        The rows that were dropped, each with its parent.
    """
    parents = {id(sprout.parent) for sprout in sent.sprouts if sprout.parent is not None}
    taken: list[Sprout] = []
    for sprout in [sprout for sprout in sent.sprouts if is_leadership(sprout)]:
        if sprout.parent is None or id(sprout) in parents or sprout.parent.elsewhere:
            _report(sprout, findings)
            sprout.cell = sprout.cell._replace(written="error")
        elif sprout.record is not None:
            _give(sprout.record, sprout.parent)
            sprout.parent.duties += sprout.duties
            taken.append(sprout)
    dropped = {id(sprout) for sprout in taken}
    sent.sprouts[:] = [sprout for sprout in sent.sprouts if id(sprout) not in dropped]
    return taken


def _give(record: Record, above: Sprout) -> None:
    """Figures of leaders count where the unit above states none itself."""
    for name in _TAKEN:
        cell = record.cells.get(name)
        stated = above.record is not None and above.record.text(name).strip("0")
        if cell is not None and cell.text and not stated:
            above.added.setdefault(name, cell)
    functions = record.cells.get("functions")
    if functions is not None and functions.text:
        above.duties.append(functions)


def _report(sprout: Sprout, findings: Findings) -> None:
    name = shown(sprout.cell.text)
    findings.error(
        sprout.cell,
        Text(f"{name} không phải là đơn vị", f"{name} is no unit"),
        Text("lãnh đạo nằm dưới cơ quan của mình", "leaders below their agency"),
        Text(
            "ghi biên chế lãnh đạo ở dòng của cơ quan, rồi xóa dòng này",
            "put the posts of the leaders into the row of the agency and delete this one",
        ),
    )
