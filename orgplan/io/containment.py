"""Units that stand where the ruleset does not let them stand and that no plan can end."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.errors import Finding
from orgplan.problem import Problem
from orgplan.rules import Freeze
from orgplan.text import Text


def containment_notes(case: Case, place: str) -> tuple[Finding, ...]:
    """Notes for fixed units below a parent that may not contain their kind.

    Such an input has no plan (problem definition, clause 4.6); reading it is no error.

    Parameters
    ----------
    case
        The case.
    place
        What to name as their place: the organisation files.
    """
    problem = case.problem
    named = [unit_id for rule in case.rules if isinstance(rule, Freeze) for unit_id in rule.units]
    frozen = frozenset(problem.units_named(named))
    return tuple(
        _note(problem, unit_id, parent, place) for unit_id, parent in _misfits(problem, frozen)
    )


def _misfits(problem: Problem, frozen: frozenset[str]) -> Iterator[tuple[str, str]]:
    scope = frozenset(problem.in_scope)
    held = set(frozen)
    for unit_id in frozen:
        held.update(problem.before.ancestors(unit_id))
    for unit in problem.before:
        parent = unit.parent
        if parent is None or (unit.id not in scope and parent not in scope):
            continue
        if unit.id in problem.may_end and unit.id not in held:
            continue
        kinds, above = (problem.before[u].kind if u in frozen else None for u in (unit.id, parent))
        fits = any(
            problem.ruleset.kind(high).may_contain(low)
            for high in ([above] if above else problem.kinds_after(parent))
            for low in ([kinds] if kinds else problem.kinds_after(unit.id))
        )
        if not fits:
            yield unit.id, parent


def _note(problem: Problem, unit_id: str, parent: str, place: str) -> Finding:
    low = problem.ruleset.label_of(problem.before[unit_id].kind)
    high = problem.ruleset.label_of(problem.before[parent].kind)
    unit, above = problem.name(unit_id), problem.name(parent)
    return Finding(
        place,
        Text(
            f"{unit} ({low.vi}) trực thuộc {above} ({high.vi}) và không thể kết thúc",
            f"{unit} ({low.en}) stands below {above} ({high.en}) and cannot end",
        ),
        Text(
            f"quy định không cho {high.vi} chứa {low.vi}, nên không có phương án nào",
            f"the ruleset does not let {high.en} contain {low.en}, so that no plan exists",
        ),
        severity="note",
        order=(2,),
    )
