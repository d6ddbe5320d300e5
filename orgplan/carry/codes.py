"""The function codes of one unit, and its posts split over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from orgplan.carry.duties import CarriedDuties
from orgplan.io.duty_sheet import CodedDuty, gather_codes
from orgplan.io.findings import Cell, Findings, LineSource
from orgplan.io.numbers import Entry, read_functions, write_functions
from orgplan.io.reading import Duty
from orgplan.organisation import Block, Unit, split_posts


@dataclass(frozen=True, slots=True)
class CarriedCodes:
    """The codes of one unit.

    Parameters
    ----------
    functions
        Its list of functions.
    duties
        Its duties in prose, with their codes.
    blocks
        Its posts, split over all of them.
    fit
        Whether the posts beside codes of before fit; if not, the codes stand without them.
    """

    functions: str
    duties: tuple[Duty, ...]
    blocks: tuple[Block, ...]
    fit: bool = True


def carried_codes(
    unit: Unit, unit_id: str, own: str, before: str, duties: CarriedDuties
) -> CarriedCodes:
    """Put the codes of before beside those of the new files.

    Parameters
    ----------
    unit
        The unit as the new files have it.
    unit_id
        Its id in the result.
    own
        The list of functions of the new files.
    before
        The list of before, if it shall stand in its place; else empty.
    duties
        The duties, with the codes of before.
    """
    listed = own or before
    if listed == own and not duties.taken:
        blocks = tuple(replace(block, unit=unit_id) for block in unit.blocks)
        return CarriedCodes(listed, duties.duties, blocks)
    fitting = _blocks(unit_id, unit.staff, listed, duties.duties)
    if fitting is not None:
        return CarriedCodes(listed, duties.duties, fitting)
    listed = own or _without_posts(before)
    bare = tuple(
        replace(duty, code=_without_posts(duty.code), posts="") if n in duties.taken else duty
        for n, duty in enumerate(duties.duties)
    )
    fitting = _blocks(unit_id, unit.staff, listed, bare)
    assert fitting is not None  # the new files fit by themselves, and codes alone take no posts
    return CarriedCodes(listed, bare, fitting, fit=False)


def _blocks(
    unit: str, staff: Fraction, functions: str, duties: Sequence[Duty]
) -> tuple[Block, ...] | None:
    """The blocks as the reader makes them; None where codes contradict or take too many posts."""
    listed, _ = read_functions(functions)
    findings = Findings()
    rows = [CodedDuty(duty, _cell(unit), _cell(duty.code), _cell(duty.posts)) for duty in duties]
    entries = gather_codes(rows, {unit: listed}, {}, findings).get(unit, listed)
    if findings.failed or sum(entry.posts or Fraction(0) for entry in entries) > staff:
        return None
    return split_posts(unit, staff, entries)


def _without_posts(functions: str) -> str:
    listed, _ = read_functions(functions)
    return write_functions(Entry(entry.code, None) for entry in listed)


def _cell(text: str) -> Cell:
    return Cell(text, LineSource(""), 0, 0, 0)
