"""The ids and parents of the result: those of before replace what was only concluded."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.io.as_sent.ids import unequal
from orgplan.organisation import Organisation


def final_ids(
    new: Organisation, made: frozenset[str], earlier: Mapping[str, str]
) -> dict[str, str]:
    """Give each unit its id: the stated one, else that of before, else the one made of its name.

    Parameters
    ----------
    new
        The new organisation.
    made
        Ids that were made of names.
    earlier
        New id → old id of the units that are in both.

    Returns
    -------
    final
        New id → id in the result; a made id that is taken meanwhile gets a number.
    """
    final = {unit_id: unit_id for unit_id in new.ids if unit_id not in made}
    taken = set(final)
    for unit_id, wanted in earlier.items():
        if unit_id in made and wanted not in taken:
            final[unit_id] = wanted
            taken.add(wanted)
    for unit_id in new.ids:
        if unit_id not in final:
            final[unit_id] = unequal(unit_id, taken)
    return final


def without_cycles(
    concluded: Mapping[str, str | None], wanted: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Put the wanted parents in place of the concluded ones, as far as no unit stands below itself.

    Parameters
    ----------
    concluded
        Unit → parent, of all units, without cycles.
    wanted
        Unit → parent, of those that shall have another one.

    Returns
    -------
    parents
        Unit → parent, without cycles.
    """
    parents = {**concluded, **wanted}
    sound: set[str] = set()
    for start in parents:
        while (cycle := _cycle(start, parents, sound)) is not None:
            parents.update((unit_id, concluded[unit_id]) for unit_id in cycle)
    return parents


def _cycle(start: str, parents: Mapping[str, str | None], sound: set[str]) -> list[str] | None:
    """The units of the cycle above a unit, or None; units without one above them become sound."""
    path: dict[str, None] = {}
    here: str | None = start
    while here is not None and here not in sound and here not in path:
        path[here] = None
        here = parents[here]
    if here is None or here in sound:
        sound.update(path)
        return None
    listed = list(path)
    return listed[listed.index(here) :]
