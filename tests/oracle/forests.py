"""Random problems too large for brute force, with the same features: for engines against engines.

``forest(seed)`` is deterministic. The rulesets, operations, rules and goals are drawn as in
`random_cases`; the organisation is a forest of 15 to 40 internal units in two to four agencies, up
to four levels deep. Only valid input is drawn.
"""

from __future__ import annotations

from random import Random

from .brute_force import World
from .random_cases import FOCI, Case, Json, _Draft, _fill_cells, _row

FEWEST, MOST = 15, 40
DEEPEST = 3
"""Levels of internal units below an agency."""


def forest(seed: int) -> Case:
    """The case of a seed."""
    focus = FOCI[seed % len(FOCI)]
    return _Forest(Random(f"forest/{seed}"), focus).case(seed)


class _Forest(_Draft):
    """One case while it is drawn, over a larger table."""

    def __init__(self, rng: Random, focus: str) -> None:
        super().__init__(rng, focus)
        self.rows = _grown(rng, self.ruleset)

    def _make_small(self) -> None:
        """Nothing is enumerated here: all operations stay."""


def _grown(rng: Random, ruleset: Json) -> list[Json]:
    """Agencies, some of them below others, and units below them where their kinds fit."""
    rows: list[Json] = []
    if rng.random() < 0.3:
        rows.append(_row("ubnd", "", "committee"))
    for number in range(1, rng.randint(2, 4) + 1):
        above = str(rng.choice(rows)["id"]) if rows and rng.random() < 0.3 else ""
        rows.append(_row(f"so-{number}", above, "department"))
    kinds = World([], {}, ruleset).kinds
    agencies = [row for row in rows if row["kind"] == "department"]
    level = dict.fromkeys((str(row["id"]) for row in agencies), 0)
    nested = rng.choice([0.1, 0.3, 0.5])
    most = rng.choice([20, 25, 30, MOST])
    for number in range(rng.randint(FEWEST, most)):
        upper = [
            row
            for row in rows
            if 0 < level.get(str(row["id"]), 0) < DEEPEST
            and kinds.contains(str(row["kind"]), "team")
        ]
        if upper and rng.random() < nested:
            parent, pool = rng.choice(upper), ["team", "team", "division", "sub_department"]
        else:
            parent = rng.choice(agencies)
            pool = [*["division"] * 6, "office", "center", *["sub_department"] * 2]
        fits = [kind for kind in pool if kinds.contains(str(parent["kind"]), kind)]
        unit = _row(f"{number:03d}", str(parent["id"]), rng.choice(fits or ["division"]))
        level[str(unit["id"])] = level[str(parent["id"])] + 1
        rows.append(unit)
    for row in rows:
        _fill_cells(rng, row)
    return rows
