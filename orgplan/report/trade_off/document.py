"""The JSON of a trade-off: what `orgplan trade-off --json` prints."""

from __future__ import annotations

from orgplan.io.plan_file import exact
from orgplan.trade_off import Stretch, TradeOff

Json = dict[str, object]


def trade_off_document(found: TradeOff) -> Json:
    """All points with what is proven of them.

    `supported` is null where points that are not known yet may still decide it. `open` lists the
    stretches of the first measure in which points may be missing, null for an end that is not
    known. `plan` is the name of the plan file of a point, null where it has none. `proof` names an
    engine under `contradicted` only where one had wrongly said that there is no plan.
    """
    proof: Json = {"engine": found.engine, "version": found.engine_version}
    if found.contradicted is not None:
        proof["contradicted"] = found.contradicted
    return {
        "between": [found.one.name, found.other.name],
        "points": [
            {
                "values": [exact(value) for value in point.values],
                "supported": point.supported,
                "proven": point.proven,
                "plan": None if point.plan is None else f"plan-{place}.json",
            }
            for place, point in enumerate(found.points, start=1)
        ],
        "complete": found.complete,
        "open": [_ends(stretch) for stretch in found.open],
        "confirmed": found.confirmed,
        "name": found.case.scenario.name,
        "language": found.case.language,
        "proof": proof,
        "interrupted": found.interrupted,
        "seconds": round(found.seconds, 3),
    }


def _ends(stretch: Stretch) -> list[int | float | None]:
    return [None if end is None else exact(end) for end in (stretch.low, stretch.high)]
