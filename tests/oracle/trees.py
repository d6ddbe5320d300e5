"""Random deep trees whose superiors are dear to end: for the search that settles them.

``tree(seed)`` is deterministic. One or two agencies hold 25 to 40 units on two to four levels. The
first tier is what is displaced and what mismatches, as in the scenarios that ship; rules and
operations come by chance. In a third of the trees superiors are small or the target is high, so
that some of them do end.
"""

from __future__ import annotations

from random import Random

from .random_cases import COLUMNS, Case, Json

CODES = ("budget/state", "budget/local", "records", "licensing/trade", "licensing/land", "social")
KINDS: Json = {
    "department": {"agency": True, "contains": ["*"]},
    "sub_department": {"counted": True, "absorbs": ["*"], "contains": ["*"]},
    "division": {"counted": True, "absorbs": ["division", "office", "sub_department"]},
    "office": {"counted": True, "absorbs": ["division", "office"]},
    "team": {"counted": False, "absorbs": ["team"]},
}
DEEPEST = 3


def tree(seed: int, fewest: int = 25, most: int = 40) -> Case:
    """The case of a seed."""
    rng = Random(f"tree/{seed}")
    ruleset: Json = {"kinds": KINDS, "leaders": {}, "rules": []}
    rows = _rows(rng, rng.randint(fewest, most))
    scenario: Json = {"goals": _goals(rng), "rules": _rules(rng, rows)}
    target: Json = {"cut": rng.choice(["10%", "15%", "20%", "30%", "40%"])}
    if rng.random() < 0.2:
        target["per"] = "agency"
    scenario["target"] = target
    operations = _operations(rng)
    if operations:
        scenario["operations"] = operations
    return Case(seed, "tree", rows, scenario, ruleset, {})


def _rows(rng: Random, number: int) -> list[Json]:
    rows = [_row(f"so-{n}", "", "department", 0, []) for n in range(rng.choice([1, 1, 2]))]
    level = dict.fromkeys((str(row["id"]) for row in rows), 0)
    small = rng.random() < 0.35
    wide = rng.choice([2, 3, 5])
    for n in range(number):
        agency = [u for u in level if level[u] == 0]
        upper = [
            str(row["id"])
            for row in rows
            if row["kind"] == "sub_department" and level[str(row["id"])] <= DEEPEST
        ]
        parent = rng.choice(upper if upper and rng.random() < 0.75 else agency)
        superior = rng.random() < 1 / wide and level[parent] < DEEPEST
        kind = "sub_department" if superior else rng.choice(["division"] * 5 + ["office", "team"])
        staff = rng.randint(0, 2) if superior and small else rng.randint(1, 15)
        codes = rng.sample(CODES, rng.choice([0, 1, 1, 2, 2]))
        unit = _row(f"{n:03d}", parent, kind, staff, codes)
        level[str(unit["id"])] = level[parent] + 1
        rows.append(unit)
    return rows


def _row(unit: str, parent: str, kind: str, staff: int, codes: list[str]) -> Json:
    row: Json = dict.fromkeys(COLUMNS, "")
    held = "; ".join(f"{code}:{staff // (len(codes) + 1)}" for code in codes)
    head: Json = {"id": unit, "parent": parent, "name": f"Unit {unit}", "kind": kind}
    return row | head | {"staff": str(staff), "functions": held}


def _goals(rng: Random) -> list[object]:
    first: Json = {"displaced_staff": rng.randint(1, 3), "mismatch": rng.randint(1, 3)}
    others: list[object] = [
        "extra_receivers",
        {"size_deviation": 1, "low": 5, "high": 30},
        "touched_units",
        "remaining_units",
    ]
    return [first, *rng.sample(others, rng.choice([0, 1, 2]))]


def _rules(rng: Random, rows: list[Json]) -> list[Json]:
    least = rng.randint(2, 5)
    pool: list[Json] = [
        {"rule": "max_absorbed", "at_most": rng.randint(1, 3)},
        {"rule": "max_staff", "kinds": {"division": rng.randint(20, 40)}},
        {"rule": "min_staff", "kinds": {"division": least}, "applies_to": "changed"},
        {"rule": "min_staff", "kinds": {"division": least}},
        {"rule": "separate_functions", "pairs": [rng.sample(CODES, 2)]},
        {"rule": "max_functions", "at_most": rng.randint(3, 6)},
    ]
    return rng.sample(pool, rng.choice([0, 1, 1, 2, 3]))


def _operations(rng: Random) -> Json:
    operations: Json = {}
    if rng.random() < 0.2:
        operations["merge"] = {"cousins": True}
    if rng.random() < 0.25:
        operations["flatten"] = ["sub_department"]
    if rng.random() < 0.15:
        operations["dissolve"] = {"kinds": ["office"]}
    if rng.random() < 0.15:
        operations["convert"] = {"office": "division"}
    if rng.random() < 0.1:
        operations["transfer"] = {"functions": ["social"]}
    return operations
