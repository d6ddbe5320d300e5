"""The JSON of a frontier: what `orgplan frontier --json` prints."""

from __future__ import annotations

from fractions import Fraction

from orgplan.frontier import Frontier, FrontierPoint
from orgplan.io.plan_file import exact

Json = dict[str, object]


def frontier_document(found: Frontier) -> Json:
    """The document of interface section 5, with what else is known.

    `tiers` of a point is null where no plan is known and none is excluded; `bounds` are proven
    lower bounds of the tiers up to the first unproven one; `price` is that of one more unit cut, in
    the first tier, against the next greater proven count.
    """
    case = found.case
    return {
        "points": [_point(found, point) for point in found.points],
        "complete": found.complete,
        "before": found.before,
        "required_after": found.required_after,
        "target_per": None if case.scenario.target is None else case.scenario.target.per,
        "goals": [
            {"tier": place, "weights": {goal.name: weight for goal, weight in tier.terms}}
            for place, tier in enumerate(case.tiers, start=1)
        ],
        "name": case.scenario.name,
        "language": case.language,
        "proof": {"engine": found.engine, "version": found.engine_version},
        "interrupted": found.interrupted,
        "seconds": round(found.seconds, 3),
    }


def _point(found: Frontier, point: FrontierPoint) -> Json:
    share, price = found.share(point), found.prices.get(point.after)
    return {
        "after": point.after,
        "tiers": None if point.values is None else [exact(value) for value in point.values],
        "proven": point.proven,
        "bounds": [_known(bound) for bound in point.bounds],
        "cut": found.cut(point),
        "cut_percent": None if share is None else round(float(share), 4),
        "price": _known(price),
        "meets_target": found.meets_target(point),
    }


def _known(value: Fraction | None) -> int | float | None:
    return None if value is None else exact(value)
