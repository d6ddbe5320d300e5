"""A case as the peers see it: families of siblings, whole merges, rules about one group.

The peers write down only what their formulations need; a case that asks for more is refused with
`CannotExpressError` instead of being answered wrongly. Everything is read from the case and from
`orgplan.measures`; nothing comes from orgplan's model or engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt

from benchmarks.answer import CannotExpressError
from orgplan.case import Case
from orgplan.goals.displaced_staff import DisplacedStaff
from orgplan.goals.mismatch import Mismatch
from orgplan.measures import similarity
from orgplan.organisation import Unit
from orgplan.plan import Plan
from orgplan.rules.max_absorbed import MaxAbsorbed
from orgplan.rules.max_functions import MaxFunctions
from orgplan.rules.min_staff import MinStaff
from orgplan.rules.target import Target

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Family:
    """Siblings that may merge with each other.

    Parameters
    ----------
    units
        Their ids, in input order.
    posts
        Posts of each, times `Question.posts_scale`; shape (units,).
    holds
        Which unit has which function of the family; shape (units, functions).
    cost
        What it costs if the first unit ends in the second, times `Question.cost_scale`; shape
        (units, units), the diagonal 0.
    """

    units: tuple[str, ...]
    posts: Whole
    holds: npt.NDArray[np.bool_]
    cost: Whole

    @property
    def mergers(self) -> int:
        """Units of the family."""
        return len(self.units)


@dataclass(frozen=True)
class Question:
    """Everything that a plan of whole mergers among siblings is judged by.

    Parameters
    ----------
    families
        All families; their units are all counted units.
    floor
        Least posts of a surviving unit, scaled.
    max_absorbed, max_functions
        Most units that end in one, most functions of one.
    remaining
        Most units that may remain.
    posts_scale, cost_scale
        Whole numbers that make posts and costs whole.
    """

    families: tuple[Family, ...]
    floor: int
    max_absorbed: int
    max_functions: int
    remaining: int
    posts_scale: int
    cost_scale: int

    def value(self, cost: int) -> Fraction:
        """A scaled cost in the unit of the tier."""
        return Fraction(cost, self.cost_scale)


def read_question(case: Case) -> Question:
    """The question of a case.

    Raises
    ------
    CannotExpressError
        If the case has other goals, rules or operations, nested units, or several kinds.
    """
    _refuse_other_operations(case)
    displaced, mismatch, unknown = _weights(case)
    children: dict[str, list[Unit]] = {}
    for unit_id in case.problem.in_scope:
        unit = case.problem.before[unit_id]
        children.setdefault(unit.parent or "", []).append(unit)
    posts_scale = math.lcm(
        *{b.posts.denominator for units in children.values() for u in units for b in u.blocks}
    )
    depth = {f.count("/") + 1 for us in children.values() for u in us for f in u.functions}
    share_scale = math.lcm(unknown.denominator, *range(1, max(depth, default=1) + 1))
    likeness = _Likeness(share_scale)
    families = tuple(
        _family(units, posts_scale, likeness, displaced, mismatch, int(unknown * share_scale))
        for units in children.values()
    )
    floor, absorbed, functions = _limits(case, families)
    counted = len(case.problem.in_scope)
    return Question(
        families=families,
        floor=math.ceil(floor * posts_scale),
        max_absorbed=absorbed,
        max_functions=functions,
        remaining=counted - case.required_cut,
        posts_scale=posts_scale,
        cost_scale=posts_scale * share_scale,
    )


def merged(case: Case, receivers: Mapping[str, str]) -> Plan:
    """The plan in which each key ends wholly in its value."""
    moved = {
        block.key: receiver
        for unit_id, receiver in receivers.items()
        for block in case.problem.before[unit_id].blocks
    }
    return Plan(case.problem, frozenset(receivers), moved, {})


class _Likeness:
    """Similarity of two functions times a scale, worked out once for each pair."""

    def __init__(self, scale: int) -> None:
        self.scale = scale
        self.of = cache(self._of)

    def _of(self, first: str, second: str) -> int:
        return int(similarity(first, second) * self.scale)


def _family(
    units: list[Unit],
    posts_scale: int,
    likeness: _Likeness,
    displaced: int,
    mismatch: int,
    unknown: int,
) -> Family:
    codes = sorted({function for unit in units for function in unit.functions})
    place = {code: number for number, code in enumerate(codes)}
    posts = np.zeros((len(units), len(codes)), np.int64)
    general = np.zeros(len(units), np.int64)
    holds = np.zeros((len(units), len(codes)), np.bool_)
    for row, unit in enumerate(units):
        for block in unit.blocks:
            scaled = int(block.posts * posts_scale)
            if block.function is None:
                general[row] += scaled
            else:
                posts[row, place[block.function]] += scaled
                holds[row, place[block.function]] = True
    alike = np.array([[likeness.of(a, b) for b in codes] for a in codes], np.int64)
    near = np.zeros((len(units), len(codes)), np.int64)
    for row in range(len(units)):
        if holds[row].any():
            near[row] = alike[:, holds[row]].max(axis=1)
    total = posts.sum(axis=1) + general
    foreign = posts @ (likeness.scale - near).T + (general * unknown)[:, None]
    cost = displaced * likeness.scale * total[:, None] + mismatch * foreign
    np.fill_diagonal(cost, 0)
    return Family(tuple(unit.id for unit in units), total, holds, cost)


def _weights(case: Case) -> tuple[int, int, Fraction]:
    """Weights of displaced posts and of mismatch, and the cost of a general post."""
    if len(case.tiers) != 1:
        raise CannotExpressError("one tier only")
    displaced = mismatch = 0
    unknown = Fraction(0)
    for goal, weight in case.tiers[0].terms:
        if isinstance(goal, DisplacedStaff):
            displaced = weight
        elif isinstance(goal, Mismatch):
            mismatch, unknown = weight, goal.unknown
        else:
            raise CannotExpressError(f"the goal {goal.name}")
    return displaced, mismatch, unknown


def _limits(case: Case, families: Iterable[Family]) -> tuple[Fraction, int, int]:
    """Least posts, most absorbed units and most functions of a surviving unit."""
    floor = Fraction(0)
    widest = max((family.mergers for family in families), default=1)
    absorbed, functions = widest - 1, 10**6
    kinds = {case.problem.before[u].kind for u in case.problem.in_scope}
    for rule in case.rules:
        if isinstance(rule, Target) and rule.per == "total":
            continue
        if isinstance(rule, MinStaff) and rule.applies_to == "all" and kinds == set(rule.kinds):
            floor = max(floor, *rule.kinds.values())
        elif isinstance(rule, MaxAbsorbed):
            absorbed = min(absorbed, rule.at_most)
        elif isinstance(rule, MaxFunctions) and rule.applies_to == "all" and rule.at_most:
            functions = min(functions, rule.at_most)
        else:
            raise CannotExpressError(f"the rule {rule.id}")
    return floor, absorbed, functions


def _refuse_other_operations(case: Case) -> None:
    """Whole mergers among siblings of one kind that absorbs itself, and no units below units."""
    problem, operations = case.problem, case.problem.operations
    if operations.merge is not True or operations.dissolve or operations.transfer:
        raise CannotExpressError("operations other than whole mergers among siblings")
    if operations.flatten or operations.convert:
        raise CannotExpressError("flatten and convert")
    if any(problem.before.children(unit_id) for unit_id in problem.in_scope):
        raise CannotExpressError("units below units")
    kinds = {problem.before[unit_id].kind for unit_id in problem.in_scope}
    if len(kinds) > 1 or not all(problem.ruleset.kind(k).may_absorb(k) for k in kinds):
        raise CannotExpressError("several kinds")
    if problem.in_scope and not all(problem.counts(kind) for kind in kinds):
        raise CannotExpressError("units that do not count")
    if problem.baseline != "after_given":
        raise CannotExpressError("the baseline before given changes")
