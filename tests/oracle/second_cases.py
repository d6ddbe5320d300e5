"""The same question once more after a small change of the data, with a plan already agreed.

``second(seed, agreed)`` takes a random case and the plan file that answers it, changes one thing
and asks again, staying close to the plan (``changed_from`` in the first tier) or with one agency
locked. Only valid input is drawn: what the scenario names is still there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from .brute_force import Document, World, items_of, mapping_of, text_of
from .random_cases import TOO_MANY_CANDIDATES, Case, Json, candidates

AGREED = "agreed/first.json"
ATTEMPTS = 40
FIGURES = ("posts", "staff", "heads", "deputies", "functions")
CHANGES = ("posts", "add", "remove", "function", "keep", "target", "given", "nothing")
LOCKED_CHANGES = ("posts", "add", "remove", "function", "keep", "merges", "target")


def second(case: Case, agreed: Json, seed: int) -> tuple[Case, str] | None:
    """A case after a small change, to be answered close to a plan; and the change."""
    rng = Random(f"second/{seed}")
    wanted = CHANGES[seed % len(CHANGES)]
    for change in (wanted, *rng.sample(CHANGES, len(CHANGES))):
        changed = _changed(case, change, rng)
        if changed is not None:
            tier: Json = {"changed_from": 1, "plan": AGREED}
            goals = [tier, *items_of(changed.scenario.get("goals"))]
            asked = changed.scenario | {"goals": goals}
            plans = changed.plans | {AGREED: agreed}
            made = replace(changed, scenario=asked, plans=plans)
            return (_contradicted(made, agreed, rng) if change != "nothing" else made), change
    return None


def _contradicted(case: Case, agreed: Document, rng: Random) -> Case:
    """Half of the time: a unit that the plan ends is to live on, so that the plan has to change."""
    inner = case.world().inner
    lines = [mapping_of(line) for line in items_of(agreed["units"])]
    ended = [text_of(line["id"]) for line in lines if not line["kind_after"]]
    ended = [unit for unit in ended if unit in inner]
    if not ended or rng.random() < 0.5:
        return case
    return _with_rule(case, {"rule": "keep", "units": [rng.choice(ended)]})


def locked(case: Case, agreed: Json, seed: int) -> tuple[Case, str, str] | None:
    """A case after a small change elsewhere, with one agency locked; the change, the agency."""
    rng = Random(f"locked/{seed}")
    first = case.world()
    agencies = sorted({str(first.agency[unit]) for unit in first.inner})
    wanted = LOCKED_CHANGES[seed % len(LOCKED_CHANGES)]
    for change in (wanted, *rng.sample(LOCKED_CHANGES, len(LOCKED_CHANGES))):
        for agency in rng.sample(agencies, len(agencies)):
            changed = _changed(case, change, rng, lambda c, a=agency: _fits(first, c, a, agreed))
            if changed is not None:
                lock: Json = {"plan": AGREED, "agencies": [agency]}
                asked = changed.scenario | {"lock": [lock] if seed % 2 else lock}
                plans = changed.plans | {AGREED: agreed}
                return replace(changed, scenario=asked, plans=plans), change, agency
    return None


def part_of(agency: str, agreed: Document, world: World) -> dict[str, list[object]]:
    """The lines of a plan file that speak of one agency: `units`, `moves` and `after`."""
    own = {unit for unit in world.inner if world.agency[unit] == agency}
    standing = {text_of(line["id"]): line for line in map(mapping_of, items_of(agreed["after"]))}
    there = {u for u in standing if agency in _above(world, standing, u)[:1]}
    ours = own | there
    return {
        "units": [u for u in map(mapping_of, items_of(agreed["units"])) if u["id"] in own],
        "moves": [
            m
            for m in map(mapping_of, items_of(agreed["moves"]))
            if not m["given"] and (m["from"] in ours or m["to"] in ours)
        ],
        "after": [standing[u] for u in standing if u in there],
    }


def without_figures(part: dict[str, list[object]]) -> dict[str, list[object]]:
    """The same lines without posts and leaders; functions alone are left of what a unit has."""
    bare: dict[str, list[object]] = {"units": part["units"]}
    for key in ("moves", "after"):
        bare[key] = []
        for line in map(mapping_of, part[key]):
            functions = list(mapping_of(line.get("functions")))
            rest = {k: v for k, v in line.items() if k not in FIGURES}
            bare[key].append(rest | {"functions": functions})
    return bare


def same_figures(first: World, second_world: World, part: dict[str, list[object]]) -> bool:
    """Whether every unit that the lines name has the posts and leaders that it had."""
    named = {text_of(mapping_of(line)["id"]) for key in ("units", "after") for line in part[key]}
    named |= {text_of(mapping_of(move)[end]) for move in part["moves"] for end in ("from", "to")}
    return all(first.units[unit] == second_world.units[unit] for unit in named)


def _above(world: World, standing: Mapping[str, Document], unit: str) -> list[str]:
    """Agencies above a unit in a plan file, nearest first; none for an agency itself."""
    if world.kinds.is_agency(text_of(standing[unit]["kind"])):
        return []
    found, above = [], standing[unit]["parent"]
    while above is not None:
        if world.kinds.is_agency(text_of(standing[str(above)]["kind"])):
            found.append(str(above))
        above = standing[str(above)]["parent"]
    return found


def _fits(first: World, changed: Case, agency: str, agreed: Document) -> bool:
    """Whether everything that the plan says of an agency is as it was, posts left aside."""
    now = changed.world()
    part = part_of(agency, agreed, first)
    named = {
        text_of(line["id"]) for key in ("units", "after") for line in map(mapping_of, part[key])
    }
    for move in map(mapping_of, part["moves"]):
        named |= {text_of(move["from"]), text_of(move["to"])}
    named |= {unit for unit in now.inner if now.agency[unit] == agency}
    return all(unit in first.units and unit in now.units for unit in named) and all(
        _shape(first, unit) == _shape(now, unit) for unit in named
    )


def _shape(world: World, unit: str) -> tuple[object, ...]:
    row = world.units[unit]
    return row.parent, row.kind, list(row.blocks)


# --- changes -----------------------------------------------------------------------------------


def _changed(
    case: Case, change: str, rng: Random, fits: Callable[[Case], bool] = lambda _: True
) -> Case | None:
    """A case with one thing changed; None if nothing valid was found."""
    before = case.world()
    for _ in range(ATTEMPTS):
        changed = MAKERS[change](case, rng)
        if changed is not None and _is_valid(before, changed) and fits(changed):
            return changed
    return None


def _is_valid(before: World, changed: Case) -> bool:
    """Whether what the scenario names is still there, and brute force is quick."""
    try:
        world = changed.world()
    except (KeyError, ValueError):
        return False
    codes = {block.function for block in world.blocks}
    named = {unit for unit in before.raw if f'"{unit}"' in json.dumps(changed.scenario)}
    held = {f for block in before.blocks if (f := block.function) is not None}
    inner = {unit for unit in before.inner if unit in named}
    return (
        held <= codes
        and named <= set(world.raw)
        and inner <= set(world.inner)
        and candidates(world) <= TOO_MANY_CANDIDATES // 20
    )


def _posts(case: Case, rng: Random) -> Case | None:
    """A few posts more or fewer in one unit."""
    place = rng.randrange(len(case.units))
    staff = Fraction(text_of(case.units[place]["staff"]) or "0") + rng.choice([-3, -2, -1, 1, 2, 5])
    return None if staff < 0 else _with_row(case, place, {"staff": str(float(staff))})


def _with_row(case: Case, place: int, cells: Mapping[str, object]) -> Case:
    rows = [row | cells if n == place else row for n, row in enumerate(case.units)]
    return replace(case, units=rows)


def _add(case: Case, rng: Random) -> Case | None:
    """One more unit beside another, with a function that others have."""
    known = case.world().inner
    inner = [row for row in case.units if row["id"] in known]
    if not inner:
        return None
    model = rng.choice(inner)
    cells: Json = {"id": "new-1", "name": "Unit new-1", "staff": str(rng.randint(1, 9))}
    cells["functions"] = rng.choice(["", *(_codes(row)[0] for row in inner if _codes(row))])
    return replace(case, units=[*case.units, model | cells])


def _codes(row: Mapping[str, object]) -> list[str]:
    entries = [entry.strip() for entry in text_of(row["functions"]).split(";") if entry.strip()]
    return [entry.split(":")[0] for entry in entries]


def _remove(case: Case, rng: Random) -> Case | None:
    """One unit less."""
    parents = {row["parent"] for row in case.units}
    leaves = [row for row in case.units if row["id"] not in parents and row["parent"]]
    if not leaves:
        return None
    gone = rng.choice(leaves)
    return replace(case, units=[row for row in case.units if row is not gone])


def _function(case: Case, rng: Random) -> Case | None:
    """A function goes from one row to another."""
    givers = [n for n, row in enumerate(case.units) if _codes(row)]
    if not givers:
        return None
    giver = rng.choice(givers)
    entries = [e.strip() for e in text_of(case.units[giver]["functions"]).split(";") if e.strip()]
    moved = entries.pop(rng.randrange(len(entries)))
    code = moved.split(":")[0]
    takers = [n for n, row in enumerate(case.units) if n != giver and code not in _codes(row)]
    if not takers:
        return None
    taker = rng.choice(takers)
    there = text_of(case.units[taker]["functions"])
    changed = _with_row(case, giver, {"functions": "; ".join(entries)})
    return _with_row(changed, taker, {"functions": f"{there}; {code}" if there else code})


def _with_rule(case: Case, rule: Json) -> Case:
    rules = [*items_of(case.scenario.get("rules")), rule]
    return replace(case, scenario=case.scenario | {"rules": rules})


def _keep(case: Case, rng: Random) -> Case | None:
    """One more unit is to live on."""
    inner = case.world().inner
    return _with_rule(case, {"rule": "keep", "units": [rng.choice(inner)]}) if inner else None


def _merges(case: Case, rng: Random) -> Case | None:
    """Nobody takes in more than one unit."""
    return _with_rule(case, {"rule": "max_absorbed", "at_most": 1})


def _target(case: Case, rng: Random) -> Case | None:
    """Another target."""
    cut = rng.choice(["10%", "25%", "34%", "50%"])
    return replace(case, scenario=case.scenario | {"target": {"cut": cut}})


def _given(case: Case, rng: Random) -> Case | None:
    """One given change is no longer given."""
    given = items_of(case.scenario.get("given"))
    if not given:
        return None
    given.pop(rng.randrange(len(given)))
    return replace(case, scenario=case.scenario | {"given": given})


def _nothing(case: Case, rng: Random) -> Case | None:
    """The same data."""
    return case


MAKERS: dict[str, Callable[[Case, Random], Case | None]] = {
    "posts": _posts,
    "add": _add,
    "remove": _remove,
    "function": _function,
    "keep": _keep,
    "merges": _merges,
    "target": _target,
    "given": _given,
    "nothing": _nothing,
}
