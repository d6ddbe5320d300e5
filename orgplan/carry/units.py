"""One unit of the result: stated values of the new files, the rest from before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgplan.carry.carried import Value
from orgplan.carry.codes import CarriedCodes
from orgplan.carry.matched import Matched
from orgplan.organisation import Unit

_CONCLUDED = ("name", "kind")
_WORDS = ("site", "short", "note")
_FIGURES = ("present", "heads", "deputies")


def carried_unit(unit: Unit, codes: CarriedCodes, matched: Matched) -> Unit:
    """Make a unit of the result.

    Parameters
    ----------
    unit
        The unit as the new files have it.
    codes
        Its codes and blocks in the result.
    matched
        Both readings.
    """
    parent = matched.parents[unit.id]
    made = replace(
        unit,
        id=matched.id_of[unit.id],
        parent=None if parent is None else matched.id_of[parent],
        blocks=codes.blocks,
    )
    before = matched.before(unit.id)
    if before is None:
        return made
    free = [name for name in _CONCLUDED if matched.is_free(unit.id, name)]
    free += [
        name for name in _WORDS if not getattr(unit, name) and not matched.has_column(unit.id, name)
    ]
    columns = {
        name: value
        for name, value in before.extra.items()
        if name not in unit.extra and not matched.has_column(unit.id, name)
    }
    words = {name: getattr(before, name) for name in free}
    return replace(made, **words, extra={**unit.extra, **columns})


def carried_values(
    unit: Unit, made: Unit, functions: tuple[str, str], matched: Matched
) -> Iterator[Value]:
    """What was taken over for a unit and is not as the new files had it.

    Parameters
    ----------
    unit, made
        The unit as the new files have it, and in the result.
    functions
        Its list of functions in the result and in the new files.
    matched
        Both readings.
    """
    if matched.before(unit.id) is None:
        return
    found: list[tuple[str, str, str]] = [("id", made.id, unit.id)]
    above = "" if unit.parent is None else matched.id_of[unit.parent]
    found.append(("parent", made.parent or "", above))
    found += [(name, getattr(made, name), getattr(unit, name)) for name in (*_CONCLUDED, *_WORDS)]
    found.append(("functions", *functions))
    found += [(name, value, unit.extra.get(name, "")) for name, value in made.extra.items()]
    for field, value, instead in found:
        if value != instead:
            yield Value(made.id, field, value, instead)


def overruled_values(unit: Unit, made: Unit, matched: Matched) -> Iterator[Value]:
    """Names and kinds of before that give way to what the new files state.

    Parameters
    ----------
    unit, made
        The unit as the new files have it, and in the result.
    matched
        Both readings.
    """
    before = matched.before(unit.id)
    if before is None:
        return
    for name in _CONCLUDED:
        value, instead = getattr(made, name), getattr(before, name)
        if value != instead:
            yield Value(made.id, name, value, instead)


def lost_figures(matched: Matched) -> Iterator[tuple[str, str]]:
    """Unit of the result and field of figures of before for which the new files have no column."""
    for unit in matched.new:
        before = matched.before(unit.id)
        if before is None:
            continue
        for field in _FIGURES:
            absent = getattr(unit, field) is None and not matched.has_column(unit.id, field)
            if absent and getattr(before, field) is not None:
                yield matched.id_of[unit.id], field
