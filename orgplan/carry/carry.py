"""Taking the work of an earlier reading over into a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from orgplan.carry.carried import Carried
from orgplan.carry.codes import CarriedCodes, carried_codes
from orgplan.carry.duties import CarriedDuties, carried_duties
from orgplan.carry.matched import Matched
from orgplan.carry.to_confirm import guesses_left
from orgplan.carry.units import carried_unit, carried_values, lost_figures, overruled_values
from orgplan.diff import SameUnit, diff
from orgplan.io.reading import Duty, Reading
from orgplan.organisation import Organisation


def carry(reading: Reading, earlier: Reading, agency_kinds: Collection[str] = ()) -> Carried:
    """Take over what people confirmed and filled in before, where the new files do not state it.

    Parameters
    ----------
    reading
        The new files.
    earlier
        What people have completed; what is still a guess in it is not taken over.
    agency_kinds
        Kinds of which the units are agencies; where no unit is of one, every root counts as one.

    Returns
    -------
    carried
        The new reading with the ids, parents, kinds and names of before in place of guesses, and
        with the words, columns and function codes of before where its files have none. Figures
        are always those of the new files.
    """
    matched = Matched(reading, earlier, agency_kinds)
    duties = _duties(matched)
    codes = {unit_id: _codes(unit_id, duties[unit_id], matched) for unit_id in matched.new.ids}
    made = {unit.id: carried_unit(unit, codes[unit.id], matched) for unit in matched.new}
    organisation = Organisation(made.values())
    guesses = tuple(guesses_left(matched))
    in_order = dict.fromkeys([*(duty.unit for duty in reading.duties), *matched.new.ids])
    id_of = matched.id_of
    kept = set(matched.earlier_of.values())
    return Carried(
        reading=Reading(
            organisation,
            reading.notes,
            guesses,
            tuple(duty for unit_id in in_order for duty in codes[unit_id].duties),
            {
                id_of[unit_id]: found.functions
                for unit_id, found in codes.items()
                if found.functions
            },
            {id_of[unit_id]: there for unit_id, there in reading.columns.items()},
        ),
        units=len(kept),
        confirmed=len(reading.guesses) - len(guesses),
        values=tuple(
            value
            for unit in matched.new
            for value in carried_values(
                unit,
                made[unit.id],
                (codes[unit.id].functions, reading.functions.get(unit.id, "")),
                matched,
            )
        ),
        codes=sum(len(found.taken) for found in duties.values()),
        added=tuple(id_of[u] for u in matched.new.ids if u not in matched.earlier_of),
        gone=tuple(unit_id for unit_id in matched.old.ids if unit_id not in kept),
        doubtful=_doubtful(matched, organisation, agency_kinds),
        lost=tuple(duty for found in duties.values() for duty in found.lost),
        unfit=tuple(id_of[unit_id] for unit_id, found in codes.items() if not found.fit),
        figures=tuple(lost_figures(matched)),
        overruled=tuple(
            value
            for unit in matched.new
            for value in overruled_values(unit, made[unit.id], matched)
        ),
    )


def _duties(matched: Matched) -> dict[str, CarriedDuties]:
    """The duties of every unit, those that came again with their codes."""
    new, old = _by_unit(matched.reading.duties), _by_unit(matched.earlier.duties)
    return {
        unit_id: carried_duties(
            new.get(unit_id, ()),
            old.get(matched.earlier_of.get(unit_id, ""), ()),
            matched.id_of[unit_id],
        )
        for unit_id in matched.new.ids
    }


def _by_unit(duties: Sequence[Duty]) -> Mapping[str, list[Duty]]:
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        found[duty.unit].append(duty)
    return dict(found)


def _codes(unit_id: str, duties: CarriedDuties, matched: Matched) -> CarriedCodes:
    """The codes of a unit; its list of before counts where the new file lists no codes at all."""
    own = matched.reading.functions.get(unit_id, "")
    before = ""
    if not matched.has_column(unit_id, "functions"):
        before = matched.earlier.functions.get(matched.earlier_of.get(unit_id, ""), "")
    return carried_codes(matched.new[unit_id], matched.id_of[unit_id], own, before, duties)


def _doubtful(
    matched: Matched, organisation: Organisation, agency_kinds: Collection[str]
) -> tuple[SameUnit, ...]:
    """Pairs that are merely likely, of units for which nothing was taken over."""
    final = {old: matched.id_of[new] for new, old in matched.earlier_of.items()}
    certain = set(final.values())
    guesses = diff(matched.old, organisation, agency_kinds).guesses
    return tuple(one for one in guesses if one.old not in final and one.new not in certain)
