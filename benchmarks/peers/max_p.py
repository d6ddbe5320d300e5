"""Peer: MaxP of spopt, region building with a floor (Wei, Rey, Knaap 2020).

MaxP builds as many regions as keep a least number of posts and makes each as much alike as it can.
That is the floor of a plan and little else. What it cannot be told: how many units must go (the
floor is raised here, by halving the interval, until few enough regions are left), who receives
(the cheapest member, chosen afterwards), what a merger costs (it sees the distance between posts
by function instead), and limits on absorbed units and functions (the plan may break them). It is a
local search and proves nothing. Every family is a map of its own, in which all units touch, so
that its tables stay small.
"""

from __future__ import annotations

import time
import warnings

import numpy as np

from benchmarks.answer import Answer
from benchmarks.peers.families import Family, Question, merged, read_question
from orgplan.case import Case

Regions = list[list[list[int]]]
STARTS, ANNEALINGS = 20, 2
"""Constructions and annealings a family; spopt's own 99 and 10 take five times as long."""


def solve(case: Case, limit: float) -> Answer:
    """Raise the floor until the cut is reached or the seconds are over."""
    deadline = time.perf_counter() + limit
    question = read_question(case)
    low = question.floor
    best = _regions(question, low, deadline)
    if best is not None and _number(best) > question.remaining:
        best = None
        high = 1 + max(int(family.posts.sum()) for family in question.families)
        while high - low > 1:
            middle = (low + high) // 2
            found = _regions(question, middle, deadline)
            if found is None:
                break
            if _number(found) > question.remaining:
                low = middle
            else:
                high, best = middle, found
    if best is None:
        return Answer("nothing", remark="no regions within the time")
    return Answer("plan", merged(case, _receivers(question, best)), remark="sees the floor only")


def _number(regions: Regions) -> int:
    return sum(len(family) for family in regions)


def _regions(question: Question, floor: int, deadline: float) -> Regions | None:
    """Regions of every family under one floor, or None if the time is over."""
    found: Regions = []
    for family in question.families:
        if time.perf_counter() > deadline:
            return None
        found.append(_of_family(family, min(floor, int(family.posts.sum()))))
    return found


def _of_family(family: Family, floor: int) -> list[list[int]]:
    import pandas as pd
    from libpysal.weights import W
    from spopt.region import MaxPHeuristic

    units = range(family.mergers)
    if int(family.posts.min()) >= floor:
        return [[unit] for unit in units]
    columns = [f"f{code}" for code in range(family.holds.shape[1])]
    share = family.posts[:, None] * family.holds / np.maximum(1, family.holds.sum(1))[:, None]
    table = pd.DataFrame(share, columns=columns).assign(posts=family.posts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        np.random.seed(1)
        touching = W({u: [v for v in units if v != u] for u in units}, silence_warnings=True)
        model = MaxPHeuristic(
            table, touching, columns, "posts", floor, 2, STARTS, ANNEALINGS, policy="keep"
        )
        model.solve()
    regions: dict[int, list[int]] = {}
    for unit, label in enumerate(model.labels_):
        regions.setdefault(int(label), []).append(unit)
    return list(regions.values())


def _receivers(question: Question, regions: Regions) -> dict[str, str]:
    """Unit that ends → the cheapest receiver of its region."""
    ends: dict[str, str] = {}
    for family, groups in zip(question.families, regions, strict=True):
        for members in groups:
            inside = np.array(members)
            best = members[int(family.cost[np.ix_(inside, inside)].sum(axis=0).argmin())]
            ends |= {family.units[u]: family.units[best] for u in members if u != best}
    return ends
