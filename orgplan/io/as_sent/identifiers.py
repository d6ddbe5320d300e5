"""Giving ids to the units of all tables as sent."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.io.as_sent.ids import internal_id, slug, unequal
from orgplan.io.as_sent.kinds import KindWords
from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.findings import Cell, Findings, shown
from orgplan.io.records import Record
from orgplan.text import Text


def give_ids(
    tables: Sequence[SentTable], stated: Sequence[Record], words: KindWords, findings: Findings
) -> frozenset[int]:
    """Give an id to every unit, made of its name, that of its agency and of the unit above it.

    Parameters
    ----------
    tables
        The tables as sent, with the kinds of their units concluded; ids are set.
    stated
        The units of other files, whose ids are taken.
    words
        Knows which kinds are agencies.
    findings
        Gets a note for each unit whose id needs a number because another one has it.

    Returns
    -------
    kept
        Units that keep the id of their table, by `id` of the unit.
    """
    owners = {record.text("id"): record.cell("id") for record in stated}
    kept: set[int] = set()
    sprouts = [sprout for table in tables for sprout in table.sprouts]
    for sprout in sprouts:
        if sprout.record is not None and "id" in sprout.record.cells:
            sprout.id = sprout.record.text("id")
            owners.setdefault(sprout.id, sprout.cell)
            kept.add(id(sprout))
    taken = set(owners)
    for sprout in sprouts:
        if id(sprout) in kept:
            continue
        wanted = _wanted(sprout, words)
        sprout.id = unequal(wanted, taken)
        if sprout.id != wanted:
            _note_twice(sprout, wanted, owners[wanted], findings)
        owners[sprout.id] = sprout.cell
    return frozenset(kept)


def _wanted(sprout: Sprout, words: KindWords) -> str:
    """The id that the names give."""
    if words.is_agency(sprout.kind) or words.is_above(sprout.kind):
        return slug(sprout.name)
    here = sprout.parent
    while here is not None and not words.is_agency(here.kind):
        here = here.parent
    if here is None:
        return slug(sprout.name)
    above = None if sprout.parent is here or sprout.parent is None else sprout.parent.name
    return internal_id(sprout.name, here.name, above)


def _note_twice(sprout: Sprout, wanted: str, first: Cell, findings: Findings) -> None:
    where = first.place
    findings.note(
        sprout.cell,
        Text(
            f"mã {shown(wanted)} đã có ({where}); đơn vị này nhận mã {shown(sprout.id)}",
            f"the id {shown(wanted)} is taken ({where}); this unit gets {shown(sprout.id)}",
        ),
        Text("mỗi đơn vị một tên trong cơ quan", "unequal names within an agency"),
        Text("kiểm tra xem có dòng nào ghi hai lần không", "check for a row that stands twice"),
    )
