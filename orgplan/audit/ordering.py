"""Deputies of one unit compared with those of another, where a statute orders them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.audit.state import State
from orgplan.ruleset.schema import OrderingRule


@dataclass(frozen=True, slots=True)
class OrderingRemark:
    """A unit with more deputies than another one lets it have.

    Parameters
    ----------
    rule
        What the statute says.
    unit, deputies
        The unit and its deputies.
    other, other_deputies
        The superior, or the unit with inner units that has fewest.
    """

    rule: OrderingRule
    unit: str
    deputies: int
    other: str
    other_deputies: int


def ordering_remarks(state: State) -> tuple[OrderingRemark, ...]:
    """Everything that an ordering of the statute speaks against, clause by clause.

    Public service units are left out: another decree speaks of them. So are comparisons with a
    unit whose deputies the files do not state.
    """
    found = {"superior": _against_superior, "inner_units": _against_sisters}
    return tuple(
        remark
        for rule in state.problem.ruleset.ordering
        for remark in found[rule.clause](state, rule)
    )


def _judged(state: State) -> Iterator[str]:
    return (u for u in state.problem.in_scope if not state.is_service(u))


def _deputies(state: State, unit_id: str) -> int:
    return state.organisation[unit_id].deputies or 0


def _against_superior(state: State, rule: OrderingRule) -> Iterator[OrderingRemark]:
    for unit_id in _judged(state):
        above = state.organisation.parent(unit_id)
        if above is not None and state.said(above):
            own, others = _deputies(state, unit_id), _deputies(state, above)
            if own > others:
                yield OrderingRemark(rule, unit_id, own, above, others)


def _against_sisters(state: State, rule: OrderingRule) -> Iterator[OrderingRemark]:
    """One level is read as one kind under one superior."""
    organisation = state.organisation
    fewest: dict[tuple[str | None, str], str] = {}
    for unit_id in _judged(state):
        if organisation.children(unit_id) and state.said(unit_id):
            known = fewest.setdefault(_level(state, unit_id), unit_id)
            if _deputies(state, unit_id) < _deputies(state, known):
                fewest[_level(state, unit_id)] = unit_id
    for unit_id in _judged(state):
        sister = fewest.get(_level(state, unit_id))
        if sister is not None and not organisation.children(unit_id):
            own, others = _deputies(state, unit_id), _deputies(state, sister)
            if own > others:
                yield OrderingRemark(rule, unit_id, own, sister, others)


def _level(state: State, unit_id: str) -> tuple[str | None, str]:
    unit = state.organisation[unit_id]
    return unit.parent, unit.kind
