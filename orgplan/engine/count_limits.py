"""Limits on the number of counted units that stay: in the whole plan and in each agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgplan.case import Case
from orgplan.rules import AgencyCut, Cap, KindCut, Target

Limits = Mapping[str | None, tuple[int | None, int | None]]
"""Agency, or None for the whole scope → least and greatest number that stays."""


def count_limits(case: Case) -> Limits:
    """What the target and the rules on agencies ask of the number of counted units that stay."""
    limits: dict[str | None, tuple[int | None, int | None]] = {}
    for area, low, high in _asked(case):
        known_low, known_high = limits.get(area, (None, None))
        lows = [x for x in (known_low, low) if x is not None]
        highs = [x for x in (known_high, high) if x is not None]
        limits[area] = (max(lows, default=None), min(highs, default=None))
    return limits


def _asked(case: Case) -> Iterator[tuple[str | None, int | None, int | None]]:
    count = case.problem.before_count
    for rule in case.rules:
        if isinstance(rule, Target):
            for agency, cut in rule.required(case.problem).items():
                before = sum(count.values()) if agency is None else count[agency]
                yield agency, None, before - cut
        elif isinstance(rule, AgencyCut):
            for agency, before in count.items():
                if before:
                    low, high = rule.bounds(before)
                    yield (
                        agency,
                        None if high is None else before - high,
                        None if low is None else before - low,
                    )


def sums_over_agencies(case: Case) -> bool:
    """Whether a rule sums counted units agency by agency."""
    return any(
        isinstance(rule, AgencyCut) or (isinstance(rule, Target) and rule.per == "agency")
        for rule in case.rules
    )


def only_counts(case: Case) -> bool:
    """Whether nothing but numbers of counted units is limited over the plan: no cap, no slack."""
    return not any(tier.slack for tier in case.tiers) and no_other_sums(case)


def no_other_sums(case: Case) -> bool:
    """Whether no rule limits another sum over the whole plan than numbers of counted units."""
    return not any(
        isinstance(rule, Cap) or (isinstance(rule, KindCut) and rule.per == "total")
        for rule in case.rules
    )
