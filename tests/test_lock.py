"""Locked agencies come out as in the agreed plan, or it is said why they cannot.

Random cases are solved, one agency is locked, something elsewhere (or posts) changes, and the case
is solved again: status and tiers are those of brute force over all plans that leave the agency's
lines of the plan file as they were, and the product writes the same lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from orgplan.audit import audit
from orgplan.check import check
from orgplan.errors import InputError
from orgplan.io.plan_file import plan_document, write_plan
from orgplan.io.scenario import load_case
from orgplan.plan import Plan
from orgplan.report.grounds import grounds
from orgplan.result import Result
from orgplan.solve import solve
from tests.oracle import brute_force, random_cases, second_cases
from tests.oracle.kept import kept
from tests.test_second_solve import CASES, ENGINES, SEEDS, EngineName, first_plan

FEW = range(4, 2 * CASES, 17)
ENOUGH = 40
ROOT = Path(__file__).parents[1]
Json = dict[str, Any]


@dataclass(frozen=True)
class Locked:
    """A case with one agency locked, what else was changed, and what brute force says of it."""

    name: str
    case: random_cases.Case
    agreed: random_cases.Json
    change: str
    agency: str
    expected: brute_force.Answer


@cache
def locked(seed: int, folder: Path) -> Locked | None:
    """The locked case of a seed; None where the first one has no plan."""
    return kept(f"locked-{seed}", lambda: _locked(seed, folder))


def _locked(seed: int, folder: Path) -> Locked | None:
    agreed = first_plan(seed, folder)
    drawn = random_cases.case(seed % CASES)
    found = None if agreed is None else second_cases.locked(drawn, agreed, seed)
    if agreed is None or found is None:
        return None
    case, change, agency = found
    expected = brute_force.solve(case.units, case.scenario, case.ruleset, case.plans)
    return Locked(f"{seed}-locked", case, agreed, change, agency, expected)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the cases are written."""
    return tmp_path_factory.mktemp("locked")


def agree(seeds: Iterable[int], folder: Path, engine: EngineName) -> int:
    """Demand status, tiers and the agency's lines as they were; how many cases were compared."""
    compared = 0
    for seed in seeds:
        asked = locked(seed, folder)
        if asked is None:
            continue
        case, _ = load_case(asked.case.write(folder / asked.name))
        result = solve(case, engine=engine)
        values = tuple(tier.value for tier in result.tiers)
        assert (result.status, values) == (asked.expected.status, asked.expected.tiers), seed
        if result.plan is not None:
            has_the_agreed_lines(asked, json.loads(json.dumps(plan_document(result, folder))))
        compared += 1
    return compared


def has_the_agreed_lines(asked: Locked, document: Json) -> None:
    """Demand that the plan file speaks of the agency as before; figures only if they are equal."""
    first, now = random_cases.case(asked.case.seed).world(), asked.case.world()
    part = second_cases.part_of(asked.agency, document, now)
    agreed = second_cases.part_of(asked.agency, asked.agreed, first)
    if not second_cases.same_figures(first, now, agreed):
        part, agreed = second_cases.without_figures(part), second_cases.without_figures(agreed)
    assert part == agreed


@pytest.mark.parametrize("engine", ENGINES)
def test_a_locked_agency_comes_out_as_agreed(engine: EngineName, folder: Path) -> None:
    assert agree(FEW, folder, engine) >= 20


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_locked_agency_comes_out_as_agreed_in_all_cases(engine: EngineName, folder: Path) -> None:
    """Each engine has a third of them: all go by the same rules."""
    own = SEEDS[ENGINES.index(engine) :: len(ENGINES)]
    assert agree(own, folder, engine) >= 100


@pytest.mark.slow
def test_enough_locked_cases_are_compared_and_the_lock_matters(folder: Path) -> None:
    asked = [found for seed in SEEDS if (found := locked(seed, folder)) is not None]
    entering = sum(map(_takes_from_outside, asked))
    binding = sum(1 for _ in islice(filter(_is_binding, asked), ENOUGH))
    changes = Counter(found.change for found in asked)
    statuses = Counter(found.expected.status for found in asked)
    assert len(asked) >= 300
    assert all(changes[change] >= 10 for change in second_cases.LOCKED_CHANGES)
    assert min(statuses["optimal"], statuses["infeasible"], binding) >= ENOUGH
    assert entering >= 5


def _is_binding(found: Locked) -> bool:
    """Whether the answer would be another one without the lock."""
    case = found.case
    free = {key: value for key, value in case.scenario.items() if key != "lock"}
    answer = brute_force.solve(case.units, free, case.ruleset, case.plans)
    return (answer.status, answer.tiers) != (found.expected.status, found.expected.tiers)


def _takes_from_outside(found: Locked) -> bool:
    """Whether the agreed plan moves something into the agency, or out of it."""
    world = random_cases.case(found.case.seed).world()
    moves = found.agreed["moves"]
    assert isinstance(moves, list)
    ends = [(world.agency.get(m["from"]), world.agency.get(m["to"])) for m in moves]
    return any(found.agency in pair and pair[0] != pair[1] for pair in ends)


# --- what cannot be locked ---------------------------------------------------------------------

UNITS = """\
id,parent,name,kind,staff,functions
so,,So,department,,
a,so,A,division,5,tax:2; trade:3
b,so,B,division,8,
c,so,C,division,3,
so-2,,So 2,department,,
d,so-2,D,division,4,tax:1; land:3
e,so-2,E,division,6,
"""
RULES = """\
orgplan_ruleset: 1
name: small
label: {vi: nhỏ, en: small}
in_force: {from: 2026-01-01, to: null}
kinds:
  department: {agency: true, contains: ["*"]}
  division: {counted: true, absorbs: [division, office]}
  office: {counted: true, absorbs: [division]}
"""
SCENARIO = """\
orgplan: 1
name: small
language: en
organisation: units.csv
ruleset: small.yaml
operations: {dissolve: true, transfer: {functions: [tax]}, convert: {division: office}}
"""
LOCK = "lock: {plan: agreed.json, agencies: [so]}\n"


class Desk:
    """A folder with a small organisation, and the plan that is agreed there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "small.yaml").write_text(RULES, encoding="utf-8")
        self.write()

    def write(self, more: str = "", units: str = UNITS) -> Path:
        """Write table and scenario; the path of the scenario."""
        (self.folder / "units.csv").write_text(units, encoding="utf-8")
        path = self.folder / "scenario.yaml"
        path.write_text(SCENARIO + more, encoding="utf-8")
        return path

    def agree(self, rules: str) -> None:
        """Solve under some rules and keep the plan."""
        case, _ = load_case(self.write(rules))
        write_plan(solve(case), self.folder / "agreed.json")

    def edit(self, change: Callable[[Json], object]) -> None:
        """Change the agreed plan file."""
        path = self.folder / "agreed.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        change(document)
        path.write_text(json.dumps(document), encoding="utf-8")

    def refused(self, more: str = LOCK, units: str = UNITS) -> list[str]:
        """Place and words of every error."""
        with pytest.raises(InputError) as problem:
            load_case(self.write(more, units))
        found = [f for f in problem.value.findings if f.severity == "error"]
        assert all(f.render("vi") != f.render("en") for f in found)
        return [f"{f.place.removeprefix('scenario.yaml')} {f.found.en}" for f in found]

    def solved(self, more: str = LOCK, units: str = UNITS) -> Result:
        """The answer with the lock."""
        case, _ = load_case(self.write(more, units))
        return solve(case)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A is divided between B and C; D and E stay."""
    made = Desk(tmp_path)
    rules = "rules:\n  - {rule: apart, units: [a, b]}\n  - {rule: keep, units: [b, c, d, e]}\n"
    made.agree(rules + "target: {cut: 20%}\n")
    made.edit(_divide)
    yield made


def _divide(document: Json) -> None:
    """A: tax to B, trade to C."""
    for unit in document["units"]:
        if unit["id"] == "a":
            unit |= {"fate": "dissolved", "into": ["b", "c"]}
        elif unit["id"] in "bc":
            unit["fate"] = "receives"
    document["moves"] = [
        {"from": "a", "function": "tax", "posts": 2, "to": "b", "given": False},
        {"from": "a", "function": "trade", "posts": 3, "to": "c", "given": False},
    ]


def test_the_lock_holds_against_goals_and_with_other_posts(desk: Desk) -> None:
    """Nothing is gained by dividing A, and still it is divided; posts may change."""
    result = desk.solved(LOCK + "goals: [touched_units]\n", UNITS.replace(",8,", ",18,"))
    assert result.plan is not None
    assert result.plan.receivers == {"a": ("b", "c")}
    assert result.tiers[0].value == 3


def test_a_lock_that_the_rules_contradict_leaves_no_plan(desk: Desk) -> None:
    assert desk.solved(LOCK + "rules: [{rule: keep, units: [a]}]\n").status == "infeasible"
    assert desk.solved("rules: [{rule: keep, units: [a]}]\n").status == "optimal"


def test_a_lock_is_not_called_broken_before_there_is_a_plan(desk: Desk) -> None:
    case, _ = load_case(desk.write(LOCK))
    unchanged = Plan(case.problem, frozenset(), {}, {})
    (lock,) = (rule for rule in case.rules if rule.rule == "lock")
    assert list(lock.violations(unchanged))
    assert "lock" not in {row.rule for row in audit(case).present.broken}
    assert not any("hiện trạng" in words.vi for words in grounds(case).values())


def test_each_agency_has_a_rule_of_its_own_before_the_target(desk: Desk) -> None:
    several = (
        "lock:\n"
        "  - {plan: agreed.json, agencies: [so]}\n"
        "  - {plan: agreed.json, agencies: [so-2]}\n"
    )
    case, _ = load_case(desk.write(several + "rules: [{rule: same_site}]\ntarget: {cut: 0%}\n"))
    assert [rule.id for rule in case.rules] == ["same_site-1", "lock-so", "lock-so-2", "target"]
    assert case.inputs is not None
    assert [file.path.name for file in case.inputs.plans] == ["agreed.json"]


def test_check_judges_the_lock_and_reads_the_agreed_plan_again(desk: Desk) -> None:
    path = desk.folder / "plan.json"
    write_plan(desk.solved(), path)
    assert check(path).ok
    document = json.loads(path.read_text(encoding="utf-8"))
    document["moves"][0]["to"] = document["moves"][1]["to"] = "b"
    path.write_text(json.dumps(document), encoding="utf-8")
    broken = {violation.id: violation.units for violation in check(path).violations}
    assert broken["lock-so"] == ("a",)
    desk.edit(lambda agreed: agreed.update(name="other"))
    with pytest.raises(InputError, match="has changed since the plan was made"):
        check(path)


@pytest.mark.parametrize(
    ("agencies", "said"),
    [
        ("[sp]", [":7:38 unknown agency 'sp'"]),
        ("[a]", [":7:38 'a' is no agency"]),
        ("[so-2, so, so-2]", [":7:48 'so-2' is locked twice"]),
    ],
)
def test_a_lock_names_agencies_once(agencies: str, said: list[str], desk: Desk) -> None:
    assert desk.refused(LOCK.replace("[so]", agencies)) == said


def test_a_lock_out_of_scope_is_refused(desk: Desk) -> None:
    said = desk.refused(LOCK + "scope: {agencies: [so-2]}\n")
    assert said == [":7:38 'so' is not in the scope"]


def test_an_agency_that_given_changes_end_cannot_be_locked(desk: Desk) -> None:
    said = desk.refused(LOCK + "given: [{merge: [so], into: so-2}]\n")
    assert said == [":7:38 'so' ended by a given change"]


def test_broken_given_changes_say_nothing_about_locks(desk: Desk) -> None:
    """Whether the agency fits is judged when the given changes are right."""
    units = UNITS + "n,so,N,division,1,\n"
    for given in ("[{merge: [x], into: b}]", "[{merge: [n]}]"):
        said = desk.refused(LOCK + f"given: {given}\n", units)
        assert [line.split(" ")[0] for line in said if line.startswith(":7:")] == []
        assert said


def test_the_id_of_a_lock_is_taken(desk: Desk) -> None:
    said = desk.refused(LOCK + "rules: [{id: lock-so, rule: same_site}]\n")
    assert said == [":8:14 rule id 'lock-so' twice"]


def test_a_lock_is_no_rule_that_a_scenario_lists(desk: Desk) -> None:
    said = desk.refused("rules: [{rule: lock, agency: so, plan: agreed.json}]\n")
    assert [line.split(" ")[0] for line in said] == [":7:16"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("e,so-2,", "n,so,N,division,1,\ne,so-2,", "new units that the plan does not know: N (n)"),
        ("a,so,A,division,5,tax:2; trade:3\n", "", "units of the plan that are gone: a"),
        ("b,so,", "b,so-2,", "units that stand elsewhere than in the plan: B (b)"),
        ("e,so-2,", "e,so,", "units that stand elsewhere than in the plan: E (e)"),
        (
            "C,division",
            "C,office",
            "units that cannot have the kind that the plan gives them: C (c)",
        ),
        (
            "trade:3",
            "trade:2; land:1",
            "units that were split, with functions that the plan does not know: A (a)",
        ),
        (
            "tax:2; trade:3",
            "trade:5",
            "agreed moves for which nothing is left to move: a → b",
        ),
    ],
)
def test_data_that_leave_open_what_was_agreed_are_refused(
    old: str, new: str, said: str, desk: Desk
) -> None:
    assert desk.refused(units=UNITS.replace(old, new)) == [f":7:38 {said}"]


def test_a_receiver_that_is_gone_is_named_with_its_giver(desk: Desk) -> None:
    assert desk.refused(units=UNITS.replace("c,so,C,division,3,\n", "")) == [
        ":7:38 units of the plan that are gone: c",
        ":7:38 agreed receivers that are gone or may not receive: a → c",
    ]


@pytest.mark.parametrize(
    "units",
    [
        UNITS.replace("so-2", "so-3"),
        UNITS.replace("e,so-2,E,division,6,\n", ""),
        UNITS.replace("b,so,B,division,8,", "b,so,B,division,8,law"),
        UNITS.replace("tax:2; trade:3", "tax:4; trade:1"),
    ],
)
def test_data_that_change_no_fate_of_the_agency_are_fine(units: str, desk: Desk) -> None:
    """Another agency, posts, a function of a unit that lives on."""
    result = desk.solved(units=units)
    assert result.plan is not None
    assert result.plan.receivers == {"a": ("b", "c")}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda plan: plan.pop("after"), ":7:38 the plan does not say what stands after (`after`)"),
        (lambda plan: plan["units"].pop(0), ":7:38 the plan leaves no agency 'so'"),
        (lambda plan: plan["units"].clear(), "agreed.json:units"),
        (lambda plan: plan.update(after={}), "agreed.json:after"),
        (lambda plan: plan["after"][0].update(parent=1), "agreed.json:after[0].parent"),
        (lambda plan: plan["after"][0].update(functions=[1]), "agreed.json:after[0].functions"),
    ],
)
def test_plan_files_that_do_not_speak_of_the_agency_are_refused(
    change: Callable[[Json], object], said: str, desk: Desk
) -> None:
    desk.edit(change)
    (found,) = desk.refused()
    assert found.removesuffix(" missing or wrong here") == said


def test_a_plan_file_without_a_plan_says_so(desk: Desk) -> None:
    desk.agree("target: {cut: 100%}\n")
    assert desk.refused() == ["agreed.json:status this file says that there is no plan"]


def test_a_missing_plan_file_is_told_at_its_place(desk: Desk) -> None:
    (desk.folder / "agreed.json").unlink()
    assert desk.refused() == [":7:14 no such file: `agreed.json`"]
    several = "lock:\n  - {plan: agreed.json, agencies: [so]}\n"
    assert desk.refused(several) == [":8:12 no such file: `agreed.json`"]


# --- a province --------------------------------------------------------------------------------


@pytest.mark.slow
def test_three_departments_of_khanh_hoa_stay_while_a_rule_is_tightened(tmp_path: Path) -> None:
    """Their lines of the plan file are the same, to the byte, and the others change."""
    agencies = ["so-tu-phap", "so-cong-thuong", "so-y-te"]
    for path in (ROOT / "scenarios" / "khanh-hoa").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    scenario = tmp_path / "scenario.yaml"
    case, _ = load_case(scenario)
    first = solve(case, time_limit=600)
    write_plan(first, tmp_path / "agreed.json")
    text = scenario.read_text(encoding="utf-8")
    text = text.replace("max_absorbed, at_most: 3", "max_absorbed, at_most: 1")
    text += f"lock: {{plan: agreed.json, agencies: [{', '.join(agencies)}]}}\n"
    scenario.write_text(text, encoding="utf-8")
    tightened, _ = load_case(scenario)
    second = solve(tightened, time_limit=600)
    assert first.status == second.status == "optimal"
    before, after = plan_document(first, tmp_path), plan_document(second, tmp_path)
    for agency in agencies:
        assert _lines(agency, first, before) == _lines(agency, first, after)
    assert before["moves"] != after["moves"]
    write_plan(second, tmp_path / "plan.json")
    assert check(tmp_path / "plan.json").ok


def _lines(agency: str, result: Result, document: Json) -> str:
    """What a plan file says of an agency without across moves, as text."""
    problem = result.case.problem
    own = {unit for unit in problem.in_scope if problem.agency[unit] == agency}
    found = [line for line in document["units"] if line["id"] in own]
    found += [line for line in document["moves"] if {line["from"], line["to"]} & own]
    found += [line for line in document["after"] if line["id"] in own]
    assert len(found) > len(own)
    return json.dumps(found)
