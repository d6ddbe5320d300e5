"""Random problems small enough for brute force and rich enough to touch every clause.

``case(seed)`` is deterministic. Every seed has a focus, one feature that is drawn for certain; the
other features come by chance. A draw in which the focus changes nothing is worth little, so
``ATTEMPTS`` names for the first seeds the draw in which it does (``python -m
tests.oracle.ablation`` finds them anew). Only valid input is drawn.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from random import Random

from .brute_force import World, covers

Json = dict[str, object]

COLUMNS = ("id", "parent", "name", "kind", "staff", "heads", "deputies", "functions", "site")
PLAN_PATH = "agreed/plan.json"
MOST_CANDIDATES = 200_000  # operations are taken back above this bound
TOO_MANY_CANDIDATES = 900_000  # and above this one the whole case is drawn again

CODES = (
    "budget/state",
    "budget/local",
    "budget",
    "records",
    "records/archive",
    "licensing",
    "licensing/trade",
    "licensing/land",
    "inspection",
    "inspection/land",
    "social/poverty/rural",
)
GOAL_NAMES = (
    "displaced_staff",
    "mismatch",
    "relocated_staff",
    "surplus_leaders",
    "size_deviation",
    "extra_receivers",
    "touched_units",
    "touched_agencies",
    "remaining_units",
    "changed_from",
)
RULE_NAMES = (
    "min_staff",
    "max_staff",
    "max_functions",
    "max_absorbed",
    "separate_functions",
    "single_lead",
    "keep",
    "freeze",
    "together",
    "apart",
    "same_site",
    "units_per_parent",
    "one_per_parent",
    "kind_cut",
    "agency_cut",
    "cap",
)
OPERATIONS = ("cousins", "across", "dissolve", "transfer", "flatten", "convert")
COUSINS = 0.9  # the chance of a nested unit once two parents are there
FOCI = (
    *(f"operation {name}" for name in OPERATIONS),
    *(f"given {name}" for name in ("merge", "move", "transfer")),
    "target",
    *(f"rule {name}" for name in RULE_NAMES),
    *(f"goal {name}" for name in GOAL_NAMES),
    *(f"cap {name}" for name in GOAL_NAMES),
    "form slack",
    "form disable",
    "form changed",
    "form merge off",
    "form baseline",
    "form count kinds",
    "form scope",
    "form across entry",
    "form per agency",
)

# Foci that chance draws often enough give their seeds to those that it does not.
PLENTY = (
    "target",
    "goal displaced_staff",
    "goal mismatch",
    "goal remaining_units",
    "goal size_deviation",
    "goal surplus_leaders",
    "form count kinds",
    "form scope",
)
NEEDY = (
    *(f"cap {name}" for name in GOAL_NAMES),
    "operation cousins",
    "rule agency_cut",
    "rule kind_cut",
    "form slack",
    "form baseline",
)
SPLITTING_FOCI = ("goal extra_receivers", "form merge off", "cap extra_receivers")
URGING_GOALS = {
    "operation cousins": ("remaining_units", "size_deviation", "surplus_leaders"),
    "operation across": ("remaining_units", "size_deviation", "mismatch"),
    "operation dissolve": ("mismatch", "size_deviation"),
    "cap extra_receivers": ("mismatch", "size_deviation"),
}

# fmt: off
ATTEMPTS: tuple[int, ...] = (
    1, 10, 45, 2, 12, 4, 0, 6, 3, 45, 0, 6, 10, 3, 18, 3, 0, 8, 6, 3, 1, 0, 9, 1, 13, 33, 1, 20,
    0, 0, 1, 0, 0, 0, 4, 0, 1, 3, 46, 3, 0, 32, 19, 3, 1, 28, 7, 1, 1, 2, 2, 39, 7, 49, 14, 9,
    3, 54, 5, 10, 0, 0, 3, 4, 17, 2, 16, 6, 4, 0, 4, 4, 12, 9, 1, 7, 0, 20, 3, 7, 7, 13, 2, 1,
    2, 1, 4, 0, 1, 0, 3, 15, 3, 10, 1, 19, 20, 1, 3, 21, 1, 19, 5, 7, 5, 42, 40, 2, 34, 7, 4, 3,
    3, 7, 15, 3, 3, 1, 2, 15, 15, 9, 4, 10, 52, 0, 10, 6, 1, 21, 1, 0, 1, 0, 6, 8, 1, 54, 1, 0,
    5, 8, 1, 0, 10, 1, 1, 2, 10, 20, 26, 6, 17, 0, 9, 1, 13, 3, 16, 7, 10, 1, 0, 18, 0, 3, 2,
    108, 5, 27, 8, 2, 2, 0, 10, 9, 0, 3, 15, 3, 1, 48, 1, 1, 1, 19, 18, 1, 10, 0, 7, 0, 3, 9,
    13, 55, 8, 0, 3, 1, 1, 1, 1, 43, 0, 2, 45, 2, 8, 24, 4, 8, 0, 2, 4, 35, 7, 0, 13, 27, 10, 1,
    0, 10, 7, 7, 1, 7, 0, 1, 0, 21, 38, 3, 43, 7, 2, 1, 0, 0, 1, 0, 6, 3, 1, 8, 0, 5, 6, 41, 1,
    3, 1, 0, 86, 1, 15, 24, 3, 22, 0, 82, 3, 5, 9, 9, 71, 0, 7, 2, 4, 9, 35, 9, 0, 4, 2, 23, 0,
    0, 20, 2, 1, 19, 24, 1, 9, 2, 22, 3, 2, 38, 18, 10, 10, 0, 0, 20, 1, 5, 5, 1, 0, 6, 2, 12,
    0, 0, 6, 4, 2, 5, 6, 8, 0, 13, 49, 9, 0, 1, 3, 9, 1, 2, 1, 8, 4, 4, 19, 0, 1, 19, 3, 5, 20,
    28, 1, 7, 10, 49, 2, 23, 2, 18, 11, 3, 6, 3, 3, 1, 7, 28, 17, 0, 8, 22, 5, 35, 3, 0, 13, 1,
    0, 10, 38, 0, 0, 12, 51, 21, 0, 47, 11, 3, 5, 5, 23, 1, 4, 4, 5, 2, 1, 13, 4, 3, 5, 89, 9,
    1, 1, 0, 11, 6, 19, 0, 17, 5, 19, 2,
)
# fmt: on


@dataclass(frozen=True)
class Case:
    """One problem: what the product reads from files, as plain values."""

    seed: int
    focus: str
    units: list[Json]
    scenario: Json
    ruleset: Json
    plans: dict[str, Json]

    def world(self) -> World:
        """Return the input as brute force reads it."""
        return World(self.units, self.scenario, self.ruleset, self.plans)

    def write(self, folder: Path) -> Path:
        """Write organisation, ruleset, plans and scenario; return the path of the scenario."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "organisation.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self.units)
        head: Json = {
            "orgplan": 1,
            "name": f"case {self.seed}",
            "language": "en",
            "organisation": "organisation.csv",
            "ruleset": "ruleset.yaml",
        }
        label = {"en": "Random", "vi": "Ngẫu nhiên"}
        statute: Json = {
            "orgplan_ruleset": 1,
            "name": "random",
            "label": label,
            "in_force": {"from": "2026-01-01", "to": None},
        }
        _write_json(folder / "ruleset.yaml", statute | self.ruleset)
        for path, plan in self.plans.items():
            _write_json(folder / path, plan)
        return _write_json(folder / "scenario.yaml", head | self.scenario)


def _write_json(path: Path, document: Mapping[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def case(seed: int) -> Case:
    """Return the case of a seed."""
    return draw(seed, ATTEMPTS[seed] if 0 <= seed < len(ATTEMPTS) else 0)


def focus_of(seed: int) -> str:
    """Return the feature that is drawn for certain."""
    turn, place = divmod(seed, len(FOCI))
    focus = FOCI[place]
    if focus in PLENTY:
        return NEEDY[(turn * len(PLENTY) + PLENTY.index(focus)) % len(NEEDY)]
    return focus


def draw(seed: int, attempt: int) -> Case:
    """Return one draw of a seed, with the focus of that seed in it."""
    again = 0
    while True:
        rng = Random(f"{seed}/{attempt}/{again}")
        drawn = _Draft(rng, focus_of(seed)).case(seed)
        if candidates(drawn.world()) <= TOO_MANY_CANDIDATES:
            return drawn
        again += 1


# --- rulesets ----------------------------------------------------------------------------------


def _ruleset(rng: Random, focus: str) -> Json:
    """Draw kinds with and without ``absorbs``, ``contains`` and ``*``, and leader quotas."""
    inner = ["division", "office", "sub_department", "center"]
    kinds: Json = {
        "committee": {"contains": ["department"]},
        "department": {"agency": True, "contains": rng.choice([inner, ["*"], [*inner, "team"]])},
        "division": {
            "counted": True,
            "absorbs": rng.choice([["division"], ["division", "office"], ["*"], ["*"]]),
            "contains": rng.choice([[], [], ["team"]]),
        },
        "office": {"counted": True, "absorbs": rng.choice([[], ["division"], ["office"]])},
        "sub_department": {
            "counted": rng.random() < 0.8,
            "absorbs": rng.choice([["sub_department", "team"], ["*"], ["*"]]),
            "contains": rng.choice([["team"], ["team", "division"], ["*"]]),
        },
        "center": {"counted": False, "absorbs": ["center"], "contains": ["department"]},
        "team": {"counted": True, "absorbs": ["team"], "contains": []},
    }
    if "flatten" in focus or "convert" in focus:
        kinds["sub_department"] = {"counted": True, "absorbs": ["*"], "contains": ["team"]}
    if rng.random() < 0.3:
        kinds["*"] = {"counted": True, "absorbs": ["*"], "contains": ["*"]}
        del kinds[rng.choice(["center", "team", "office"])]
    return {"kinds": kinds, "leaders": _leaders(rng), "rules": []}


def _leaders(rng: Random) -> Json:
    """Draw quotas by staff, by sub-units and for every other kind."""
    leaders: Json = {}
    if rng.random() < 0.8:
        leaders["division"] = {"by_staff": [[rng.randint(4, 9), 1], [14.5, 2], [None, 3]]}
    if rng.random() < 0.6:
        leaders["sub_department"] = {"by_subunits": [[0, 1], [2, 0], [3, rng.randint(0, 2)]]}
    if rng.random() < 0.5:
        leaders["*"] = {"by_staff": [[6, rng.randint(0, 1)], [12, 2]]}
    return leaders


# --- organisations -----------------------------------------------------------------------------


def _table(rng: Random, ruleset: Json, focus: str) -> list[Json]:
    """Draw 4 to 9 units in 1 to 3 agencies, with sub-units, nested agencies and odd cells."""
    agencies = rng.choice([1, 1, 1, 2, 2, 3])
    if focus in ("operation across", "given merge", "form scope", "goal touched_agencies"):
        agencies = max(2, agencies)
    if focus in ("form baseline", "form per agency", "cap touched_agencies", "form across entry"):
        agencies = max(2, agencies)
    rows: list[Json] = []
    root = ""
    if rng.random() < 0.15:
        root = "ubnd"
        rows.append(_row(root, "", "committee"))
    for number in range(1, agencies + 1):
        parent = root
        if number > 1 and rng.random() < 0.15:
            parent = str(rng.choice(rows)["id"])
        rows.append(_row(f"so-{number}", parent, "department"))
    shape = _shape(rng, focus)
    for number in range(1, rng.randint(4, 9 - len(rows)) + 1):
        _add_internal(rng, ruleset, rows, f"{number:03d}", shape)
    if rng.random() < 0.06:
        inside = [row for row in rows if row["kind"] in ("center", "sub_department")]
        if inside:
            rows.append(_row("ban", str(rng.choice(inside)["id"]), "department"))
            rows.append(_row("ban-1", "ban", "division"))
    for row in rows:
        _fill_cells(rng, row)
    return rows


def _shape(rng: Random, focus: str) -> float:
    """Return the chance of a nested unit."""
    if focus == "operation cousins":
        return COUSINS
    nested = any(word in focus for word in ("flatten", "convert", "units_per_parent"))
    return 0.6 if nested else rng.choice([0.0, 0.2, 0.45])


def _row(unit: str, parent: str, kind: str) -> Json:
    row: Json = dict.fromkeys(COLUMNS, "")
    return row | {"id": unit, "parent": parent, "name": f"Unit {unit}", "kind": kind}


def _add_internal(rng: Random, ruleset: Json, rows: list[Json], unit: str, nested: float) -> None:
    """Put one internal unit somewhere; its kind nearly always fits its parent."""
    world = World(rows, {}, ruleset)
    agencies = [u for u in world.units if world.agency[u] == u]
    upper = [u for u in world.inner if world.units[u].kind == "sub_department"]
    if nested == COUSINS and len(upper) < 2:
        parent, pool = agencies[0], ["sub_department"]
    elif upper and rng.random() < nested:
        parent = rng.choice(upper)
        pool = ["team", "team", "division"]
    else:
        parent = rng.choice(agencies)
        pool = [*["division"] * 6, "office", "center"]
        pool += ["sub_department"] * (6 if nested > 0.5 else 2 if nested > 0.1 else 1)
    fits = [k for k in pool if world.kinds.contains(world.units[parent].kind, k)]
    kind = rng.choice(fits or pool if rng.random() > 0.01 else pool)
    rows.append(_row(unit, parent, kind))


def _fill_cells(rng: Random, row: Json) -> None:
    """Draw posts, leaders, functions and site of one unit."""
    staff = rng.choice([rng.randint(1, 14), rng.randint(2, 8), rng.randint(2, 8)])
    row["staff"] = str(staff)
    odd = rng.random()
    if odd < 0.07:
        row["staff"] = rng.choice(["0", ""])
    elif odd < 0.22:
        row["staff"] = rng.choice([f"{staff}.5", f"{staff}.25", f"{staff}.01"])
    row["heads"] = rng.choice(["", "1", "1", "0"])
    row["deputies"] = rng.choice(["", "0", "1", "2", "3"])
    row["site"] = rng.choice(["", "north", "north", "south"])
    codes = rng.sample(CODES, rng.choice([0, 1, 1, 2, 2, 3]))
    left = int(float(str(row["staff"]) or 0))
    cells = []
    for code in codes:
        if rng.random() < 0.55:
            posts = rng.randint(0, left)
            left -= posts
            cells.append(f"{code}:{posts}")
        else:
            cells.append(code)
    row["functions"] = "; ".join(cells)


# --- scenarios ---------------------------------------------------------------------------------


class _Draft:
    """One case while it is drawn."""

    def __init__(self, rng: Random, focus: str) -> None:
        self.rng = rng
        self.focus = focus
        self.ruleset = _ruleset(rng, focus)
        self.rows = _table(rng, self.ruleset, focus)
        self.scenario: Json = {}
        self.plans: dict[str, Json] = {}
        self.codes: list[str] = []

    def wants(self, name: str, chance: float) -> bool:
        """Return whether a feature is drawn: for certain in its focus, else by chance."""
        lucky = self.rng.random() < chance
        return lucky or self.focus.endswith(name)

    @property
    def world(self) -> World:
        """The input as drawn so far."""
        return World(self.rows, self.scenario, self.ruleset, self.plans)

    def case(self, seed: int) -> Case:
        """Draw everything that follows the table."""
        self._draw_given()
        self._draw_scope()
        self.before = self.world
        held = [block.function for block in self.before.blocks if block.unit in self.before.inner]
        self.codes = [function for function in dict.fromkeys(held) if function is not None]
        self._draw_operations()
        self._draw_target()
        self._draw_goals()
        self._draw_rules()
        self._make_small()
        return Case(seed, self.focus, self.rows, self.scenario, self.ruleset, self.plans)

    # given changes, scope, counting

    def _draw_given(self) -> None:
        rng = self.rng
        given: list[Json] = []
        draws: tuple[tuple[str, Callable[[], Json | None]], ...] = (
            ("given merge", self._given_merge),
            ("given move", self._given_move),
            ("given transfer", self._given_transfer),
        )
        for name, make in draws:
            if self.wants(name, 0.09) or (self.focus == "form baseline" and "merge" in name):
                self.scenario["given"] = list(given)
                change = make()
                if change is not None and self._is_valid([*given, change]):
                    given.append(change)
        mixed = rng.sample(given, len(given))
        given = mixed if self._is_valid(mixed) else given
        self.scenario = {"given": given} if given else {}

    def _is_valid(self, given: Sequence[Json]) -> bool:
        """Return whether changes can be applied in this order without an input error."""
        try:
            World(self.rows, {"given": list(given)}, self.ruleset)
        except (KeyError, ValueError):
            return False
        return True

    def _given_merge(self) -> Json | None:
        world, rng = self.world, self.rng
        agencies = [u for u in world.units if world.agency[u] == u]
        pool = agencies if len(agencies) > 1 and rng.random() < 0.6 else list(world.inner)
        if len(pool) < 2:
            return None
        into, *ended = rng.sample(pool, 2 if len(pool) < 3 or rng.random() < 0.8 else 3)
        return {"merge": ended, "into": into, "name": "Merged"}

    def _given_move(self) -> Json | None:
        world, rng = self.world, self.rng
        pairs = [
            (unit, parent)
            for unit in world.inner
            for parent in world.units
            if parent not in (unit, world.units[unit].parent) and unit not in world.above[parent]
            if world.kinds.contains(world.units[parent].kind, world.units[unit].kind)
            and world.agency[parent] is not None
        ]
        if not pairs:
            return None
        unit, parent = rng.choice(pairs)
        return {"move": [unit], "to": parent}

    def _given_transfer(self) -> Json | None:
        world, rng = self.world, self.rng
        held = [block for block in world.blocks if block.function is not None]
        if not held or len(world.inner) < 2:
            return None
        block = rng.choice(held)
        source, code = block.unit, str(block.function)
        if rng.random() < 0.3:
            source, code = str(world.agency[source] or source), code.partition("/")[0]
        to = rng.choice([unit for unit in world.inner if unit != source])
        return {"transfer": [code], "from": source, "to": to}

    def _draw_scope(self) -> None:
        world, rng = self.world, self.rng
        agencies = [u for u in world.raw if world.kinds.is_agency(world.raw[u].kind)]
        if len(agencies) > 1 and self.wants("form scope", 0.15):
            named = rng.sample(agencies, rng.randint(1, len(agencies) - 1))
            self.scenario["scope"] = {"agencies": named}
        elif rng.random() < 0.1:
            self.scenario["scope"] = {"agencies": "all"}
        count: Json = {}
        if self.wants("count kinds", 0.1):
            count["kinds"] = rng.choice([["division"], ["division", "team"], ["sub_department"]])
        if self.wants("baseline", 0.3 if "given" in self.scenario else 0.03):
            count["baseline"] = "before_given"
        if count:
            self.scenario["count"] = count

    # operations

    def _draw_operations(self) -> None:
        rng, operations = self.rng, dict[str, object]()
        merge = self._merge()
        if merge is not None:
            operations["merge"] = merge
        if self.wants("dissolve", 0.22) or self.focus in SPLITTING_FOCI:
            operations["dissolve"] = self._dissolve()
        if (self.wants("transfer", 0.22) or self.focus == "rule single_lead") and self.codes:
            code = rng.choice(self.codes)
            named = [code.split("/")[0] if rng.random() < 0.5 else code]
            if self.focus == "operation transfer":
                named = list(dict.fromkeys(code.split("/")[0] for code in self.codes))
            operations["transfer"] = {"functions": named}
        if self.wants("operation flatten", 0.15):
            operations["flatten"] = ["sub_department"]
        if self.wants("operation convert", 0.15):
            targets = rng.choice([{"sub_department": "division"}, {"division": "office"}])
            if self.focus == "operation convert":
                targets = {"sub_department": "division"}
            operations["convert"] = targets
        if operations:
            self.scenario["operations"] = operations

    def _merge(self) -> object:
        if self.wants("merge off", 0.03):
            return False
        details: Json = {}
        if self.wants("cousins", 0.2):
            details["cousins"] = True
        if self.wants("operation across", 0.2) or self.focus == "form across entry":
            across = [self._across() for _ in range(self.rng.choice([1, 1, 2]))]
            details["across"] = [entry for entry in across if entry]
        return details or self.rng.choice([None, None, True])

    def _across(self) -> object:
        """Draw an entry: two parents, or a receiver and those who may go there."""
        rng, world = self.rng, self.before
        parents = list(dict.fromkeys(str(world.units[u].parent) for u in world.inner))
        if not world.inner:
            return None
        if self.focus != "form across entry" and len(parents) > 1 and rng.random() < 0.55:
            return rng.sample(parents, 2)
        to = rng.choice(world.inner)
        sources = [u for u in (*world.inner, *parents) if u != to and u != world.units[to].parent]
        if not sources:
            return None
        entry: Json = {"from": rng.sample(sources, min(len(sources), rng.randint(1, 2))), "to": to}
        if rng.random() < 0.4:
            entry["kinds"] = [rng.choice(["division", "team", "sub_department"])]
        return entry

    def _dissolve(self) -> object:
        inner = list(self.before.inner)
        some = self.rng.sample(inner, min(len(inner), 2))
        kinds = self.rng.choice([["division"], ["division", "sub_department"]])
        forms: list[object] = [True, {"units": some}, {"kinds": kinds}]
        return self.rng.choice(forms)

    def _draw_target(self) -> None:
        rng = self.rng
        if self.focus != "target" and not self.wants("per agency", 0.6):
            return
        cut = rng.choice(["5%", "10%", "15%", "20%", "25%", "33.3%", "40%", "50%"])
        if self.focus == "operation cousins":
            cut = "50%"
        target: Json = {"cut": cut}
        if self.wants("per agency", 0.2):
            target["per"] = "agency"
        elif rng.random() < 0.3:
            target["per"] = "total"
        if rng.random() < 0.3:
            target["round"] = rng.choice(["up", "down"])
        self.scenario["target"] = target

    # goals

    def _draw_goals(self) -> None:
        rng = self.rng
        kind, _, name = self.focus.partition(" ")
        wanted = rng.sample(GOAL_NAMES, rng.choice([0, 1, 2, 2, 3, 3, 4]))
        if kind == "goal":
            wanted = [name, *(goal for goal in wanted if goal != name)][: max(1, len(wanted))]
        if self.focus in URGING_GOALS and rng.random() < 0.7:
            first = rng.choice(URGING_GOALS[self.focus])
            wanted = [first, *(goal for goal in wanted if goal != first)]
        if self.focus == "form slack" and len(wanted) < 2:
            wanted = rng.sample(GOAL_NAMES, 3)
        tiers: list[object] = []
        while wanted:
            size = rng.choice([1, 1, 2, 3])
            tiers.append(self._tier(wanted[:size], last=len(wanted) <= size))
            wanted = wanted[size:]
        if tiers or rng.random() < 0.5:
            self.scenario["goals"] = tiers

    def _tier(self, goals: Sequence[str], *, last: bool) -> object:
        rng = self.rng
        if len(goals) == 1 and rng.random() < 0.3 and not self._parameters(goals[0]):
            return goals[0]
        tier: Json = {goal: rng.randint(1, 4) if len(goals) > 1 else 1 for goal in goals}
        for goal in goals:
            tier |= self._parameters(goal)
        if self.wants("slack", 0.05 if last else 0.25):
            tier["slack"] = rng.choice(["3%", "10%", "25%", "50%", "100%"])
        return tier

    def _parameters(self, goal: str) -> Json:
        """Draw the parameters that a goal carries in a tier or in a cap."""
        rng = self.rng
        if goal == "size_deviation":
            low, high = rng.randint(3, 9), rng.randint(9, 16)
            forms: list[Json] = [{"low": low, "high": high}, {"low": low}, {"high": high + 0.5}]
            return rng.choice(forms)
        if goal == "mismatch":
            return rng.choice([{}, {"unknown": 0.5}, {"unknown": 1}, {"unknown": 0.25}])
        if goal == "changed_from":
            self.plans.setdefault(PLAN_PATH, self._agreed_plan())
            return {"plan": PLAN_PATH}
        return {}

    # rules

    def _draw_rules(self) -> None:
        rng = self.rng
        names = rng.sample(RULE_NAMES, rng.choice([0, 0, 1, 1, 2, 3]))
        kind, _, name = self.focus.partition(" ")
        if kind == "rule":
            names = [name, *(other for other in names if other != name)][:3]
        elif kind == "cap":
            names = ["cap", *names[:1]]
        elif self.focus == "operation transfer":
            urging = ("separate_functions", "single_lead", "max_functions", "min_staff")
            names = [rng.choice(urging), *names[:1]]
        elif self.focus == "form changed":
            names = [rng.choice(("min_staff", "max_staff", "single_lead", "separate_functions"))]
        elif self.focus == "form disable":
            names = [rng.choice(RULE_NAMES)]
        rules = [rule for name in names if (rule := self._rule(name)) is not None]
        own: list[Json] = []
        disabled: list[str] = []
        for number, rule in enumerate(list(rules)):
            if rng.random() < 0.4:
                rule["id"] = f"r{number}-{rule['rule']}"
            local = rule["rule"] in ("keep", "freeze", "together", "apart")
            if self.focus == "form disable" or (not local and rng.random() < 0.25):
                rules.remove(rule)
                own.append(rule)
                if self.wants("form disable", 0.35):
                    disabled.append(str(rule.get("id", f"{rule['rule']}-{len(own)}")))
        self.ruleset["rules"] = own
        if rules:
            self.scenario["rules"] = rules
        if disabled:
            self.scenario["disable"] = disabled

    def _rule(self, name: str) -> Json | None:
        maker = RULE_MAKERS[name](self)
        if maker is None:
            return None
        rule: Json = {"rule": name} | maker
        if name in CHANGEABLE and self.wants("form changed", 0.2):
            rule["applies_to"] = "changed"
        return rule

    def figures(self) -> list[float]:
        """Return total posts before of the internal units in scope."""
        world = self.before
        posts = [
            sum(b.posts for b in world.blocks if b.unit == u or u in world.above[b.unit])
            for u in world.inner
        ]
        return sorted(number / 100 for number in posts)

    def kinds_there(self) -> list[str]:
        """Return the kinds of internal units in scope, each once."""
        return list(dict.fromkeys(self.before.units[unit].kind for unit in self.before.inner))

    def relatives(self) -> list[tuple[str, str]]:
        """Return pairs (unit, receiver) that may perhaps be merged."""
        world = self.before
        pairs = [(unit, other) for unit in world.movable for other in world.may_receive[unit]]
        return [(u, r) for u, r in pairs if world.units[u].parent == world.units[r].parent]

    # the plan that was agreed before

    def _agreed_plan(self) -> Json:
        """Draw a plan file: a merge or two, perhaps a split, a transfer, a new kind, a gap."""
        world, rng = self.before, self.rng
        dest = {(block.unit, block.function): block.unit for block in world.blocks}
        ended: set[str] = set()
        needed: set[str] = set()
        pairs = self.relatives()
        for unit, receiver in rng.sample(pairs, min(len(pairs), rng.choice([0, 1, 2, 3]))):
            if unit in ended | needed | world.bound or receiver in ended or world.children[unit]:
                continue
            ended.add(unit)
            needed.add(receiver)
            blocks = world.blocks_of[unit]
            for index in blocks:
                dest[unit, world.blocks[index].function] = receiver
            others = [r for u, r in pairs if u == unit and r not in ended and r != receiver]
            if others and len(blocks) > 1 and rng.random() < 0.5:
                dest[unit, world.blocks[blocks[0]].function] = rng.choice(others)
                needed.add(dest[unit, world.blocks[blocks[0]].function])
        return self._plan_document(dest, ended)

    def _plan_document(self, dest: dict[tuple[str, str | None], str], ended: set[str]) -> Json:
        world, rng = self.before, self.rng
        gone = {unit for unit in ended if rng.random() < 0.1}
        units: list[Json] = []
        moves: list[Json] = []
        for unit in world.raw:
            now = {d: None for (u, _), d in dest.items() if u == unit}
            fate, kind = "kept", world.raw[unit].kind
            if unit not in world.units:
                now, fate = {world.receiver_of_given(unit): None}, "given"
            elif unit in ended:
                fate = "dissolved" if len(now) > 1 else "given" if unit in gone else "merged"
            elif any(d == unit and u != unit for (u, _), d in dest.items()):
                fate = "receives"
            if fate in ("kept", "receives") and rng.random() < 0.05:
                kind = "office"
            if rng.random() > 0.06:
                stays = fate in ("kept", "receives")
                into = [] if stays else list(now)
                after = kind if stays else None
                units.append({"id": unit, "fate": fate, "into": into, "kind_after": after})
        for block in world.blocks:
            to = dest[block.unit, block.function]
            if to != block.unit:
                move: Json = {"from": block.unit, "function": block.function}
                move |= {"posts": block.posts / 100, "to": to, "given": block.unit in gone}
                moves.append(move)
        head: Json = {"orgplan": 1, "status": "optimal", "name": "agreed", "language": "en"}
        return head | {"units": units, "moves": moves}

    # size

    def _make_small(self) -> None:
        """Take operations back until brute force is quick."""
        operations = self.scenario.get("operations")
        if not isinstance(operations, dict):
            return
        steps = ["dissolve", "transfer", "merge", "convert"]
        for key in ("transfer", "dissolve"):
            if self.focus.endswith(key):
                steps.remove(key)
                steps.append(key)
        while steps and candidates(self.world) > MOST_CANDIDATES:
            step = steps.pop(0)
            dissolve = operations.get(step)
            if step == "dissolve" and dissolve and self.before.movable:
                operations[step] = {"units": [self.rng.choice(self.before.movable)]}
            else:
                operations.pop(step, None)


def candidates(world: World) -> int:
    """Return an upper bound of the number of plans: choices per unit, multiplied."""
    return prod(_choices(world, unit) for unit in world.movable)


def _choices(world: World, unit: str) -> int:
    operations, units = world.operations, world.units
    near = [
        r
        for r in world.may_receive[unit]
        if units[r].parent == units[unit].parent
        or operations.cousins
        or world.across(unit, r)
        or r == units[unit].parent
    ]
    blocks = world.blocks_of[unit]
    lives = 2 if units[unit].kind in operations.convert else 1
    for index in blocks:
        function = world.blocks[index].function
        if index != world.lead[unit] and any(covers(c, function) for c in operations.transfer):
            lives *= 1 + len(near)
    if unit in world.bound:
        return lives
    ways = len(near)
    if operations.may_dissolve(units[unit]) and not world.children[unit]:
        ways = len(near) ** len(blocks)
    return lives + ways


# --- parameters of rules -----------------------------------------------------------------------

CHANGEABLE = (
    "min_staff",
    "max_staff",
    "max_functions",
    "max_absorbed",
    "separate_functions",
    "single_lead",
)
Maker = Callable[[_Draft], Json | None]


def _min_staff(draft: _Draft) -> Json | None:
    figures = draft.figures()
    if not figures:
        return None
    posts = draft.rng.choice(figures[: len(figures) // 2 + 1]) + draft.rng.choice([0, 0.5, 1])
    posts = round(posts, 2)
    return {"kinds": dict.fromkeys(_some(draft, draft.kinds_there()), posts)}


def _max_staff(draft: _Draft) -> Json | None:
    figures = draft.figures()
    if not figures:
        return None
    posts = max(figures) + draft.rng.choice([0, 0, 1, 2.5, 4])
    posts = round(posts, 2)
    return {"kinds": dict.fromkeys(_some(draft, draft.kinds_there()), posts)}


def _max_functions(draft: _Draft) -> Json | None:
    limit = draft.rng.choice([1, 2, 2, 3, 3, 4])
    if draft.rng.random() < 0.5 or not draft.before.inner:
        return {"at_most": limit}
    return {"kinds": dict.fromkeys(_some(draft, draft.kinds_there()), limit)}


def _max_absorbed(draft: _Draft) -> Json | None:
    return {"at_most": draft.rng.choice([1, 1, 1, 2])}


def _separate_functions(draft: _Draft) -> Json | None:
    """Draw pairs of codes of which neither covers the other."""
    tops = [code.split("/")[0] for code in draft.codes]
    pool = list(dict.fromkeys([*draft.codes, *tops]))
    free = [(a, b) for a in pool for b in pool if a < b and not covers(a, b) and not covers(b, a)]
    if not free:
        return None
    pairs = draft.rng.sample(free, min(len(free), draft.rng.choice([1, 2, 3])))
    return {"pairs": [list(pair) for pair in pairs]}


def _single_lead(draft: _Draft) -> Json | None:
    blocks = draft.before.blocks
    held = [block.function for block in blocks if block.unit in draft.before.inner]
    twice = [code for code in draft.codes if held.count(code) > 1] or draft.codes
    if not twice:
        return None
    functions: object = draft.rng.sample(twice, 1) if draft.rng.random() < 0.7 else "all"
    return {"functions": functions, "within": draft.rng.choice(["agency", "organisation"])}


def _keep(draft: _Draft) -> Json | None:
    units = _some_units(draft, 2)
    return {"units": units} if units else None


def _freeze(draft: _Draft) -> Json | None:
    if draft.rng.random() < 0.25:
        scope = [unit for unit in draft.before.units if unit in draft.before.scope]
        if len(scope) > 1:
            return {"units": [draft.rng.choice(scope)]}
    units = _some_units(draft, 1)
    return {"units": units} if units else None


def _together(draft: _Draft) -> Json | None:
    pairs = draft.relatives()
    if not pairs:
        return None
    unit, receiver = draft.rng.choice(pairs)
    rule: Json = {"units": [unit, receiver]}
    if draft.rng.random() < 0.3:
        others = [r for u, r in pairs if u == unit]
        rule["into"] = draft.rng.choice([receiver, *others])
    return rule


def _apart(draft: _Draft) -> Json | None:
    pairs = draft.relatives()
    if not pairs:
        return None
    units = dict.fromkeys(draft.rng.choice(pairs))
    if draft.rng.random() < 0.4:
        units |= dict.fromkeys(draft.rng.choice(pairs))
    return {"units": list(units)}


def _same_site(draft: _Draft) -> Json | None:
    return {}


def _units_per_parent(draft: _Draft) -> Json | None:
    rng = draft.rng
    kind = rng.choice(["department", "department", "sub_department", "division"])
    forms: list[Json] = [
        {"at_least": 2, "or_none": True},
        {"at_least": rng.randint(1, 3)},
        {"at_most": rng.randint(1, 3)},
        {"at_least": 1, "at_most": 2, "or_none": rng.random() < 0.5},
    ]
    return {"parents": {kind: rng.choice(forms)}}


def _one_per_parent(draft: _Draft) -> Json | None:
    kinds = draft.kinds_there()
    return {"kinds": draft.rng.sample(kinds, 1)} if kinds else None


def _bounds(draft: _Draft) -> Json:
    low = draft.rng.choice(["10%", "20%", "33%", "50%"])
    high = draft.rng.choice(["50%", "60%", "34%", "25%", "75%"])
    forms: list[Json] = [{"at_least": low}, {"at_most": high}]
    forms.append({"at_least": "10%", "at_most": high})
    return draft.rng.choice(forms)


def _kind_cut(draft: _Draft) -> Json | None:
    kinds = draft.kinds_there()
    if not kinds:
        return None
    rule: Json = {"kinds": _some(draft, kinds)} | _bounds(draft)
    per = draft.rng.choice([None, "total", "agency"])
    return rule if per is None else rule | {"per": per}


def _agency_cut(draft: _Draft) -> Json | None:
    return _bounds(draft)


def _cap(draft: _Draft) -> Json | None:
    kind, _, name = draft.focus.partition(" ")
    rng, scale = draft.rng, draft.figures()
    goal = name if kind == "cap" else rng.choice(GOAL_NAMES)
    staff = rng.choice(scale or [1]) + rng.choice([0, 0.5, 1])
    inner = max(1, len(draft.before.inner))
    limit: float = {
        "displaced_staff": staff,
        "mismatch": rng.choice([staff / 2, staff / 4, 0]),
        "relocated_staff": rng.choice([0, staff / 2]),
        "surplus_leaders": rng.randint(0, 4),
        "size_deviation": staff + rng.randint(0, 4),
        "extra_receivers": rng.choice([0, 0, 1]),
        "touched_units": rng.randint(0, 4),
        "touched_agencies": rng.choice([0, 1, 1]),
        "remaining_units": rng.randint(inner // 2, inner),
        "changed_from": rng.randint(0, 3),
    }[goal]
    rule: Json = {"goal": goal, "at_most": round(limit, 2)}
    shared = any(goal in tier.weights for tier in draft.world.tiers)
    return rule if shared and rng.random() < 0.5 else rule | draft._parameters(goal)


def _some(draft: _Draft, items: Sequence[str]) -> list[str]:
    return draft.rng.sample(items, draft.rng.randint(1, min(2, len(items))))


def _some_units(draft: _Draft, most: int) -> list[str]:
    units = draft.before.inner
    return draft.rng.sample(units, min(len(units), draft.rng.randint(1, most)))


RULE_MAKERS: dict[str, Maker] = {
    "min_staff": _min_staff,
    "max_staff": _max_staff,
    "max_functions": _max_functions,
    "max_absorbed": _max_absorbed,
    "separate_functions": _separate_functions,
    "single_lead": _single_lead,
    "keep": _keep,
    "freeze": _freeze,
    "together": _together,
    "apart": _apart,
    "same_site": _same_site,
    "units_per_parent": _units_per_parent,
    "one_per_parent": _one_per_parent,
    "kind_cut": _kind_cut,
    "agency_cut": _agency_cut,
    "cap": _cap,
}
