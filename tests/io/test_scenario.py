"""Scenarios with everything that they name: files, languages, and all that is wrong at once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.io.language import choose_language, language_of
from orgplan.io.recognise import validate_file
from orgplan.io.scenario import load_case

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario*.yaml"))

RULESET = """\
orgplan_ruleset: 1
name: small
kinds:
  department: {agency: true, contains: [office, division]}
  office: {counted: true, absorbs: [office, division]}
  division: {counted: true, absorbs: [division]}
rules:
  - {id: floor, rule: min_staff, kinds: {division: 2}}
"""
UNITS = """\
id,parent,name,kind,staff,functions
a,,Agency A,department,0,
a1,a,Office,office,5,admin
a2,a,First,division,8,budget
a3,a,Second,division,4,records
b,,Agency B,department,0,
b1,b,Third,division,6,audit
"""
SCENARIO = """\
orgplan: 1
name: small
language: en
organisation: units.csv
ruleset: small.yaml
"""
PLAN = {
    "orgplan": 1,
    "units": [
        {"id": "a2", "fate": "receives", "into": [], "kind_after": "division"},
        {"id": "a3", "fate": "merged", "into": ["a2"], "kind_after": None},
    ],
    "moves": [{"from": "a3", "function": "records", "posts": 4, "to": "a2", "given": False}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two agencies a (a1, a2, a3) and b (b1), a ruleset, a scenario without goals, a plan."""
    (tmp_path / "small.yaml").write_text(RULESET, encoding="utf-8")
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    return tmp_path


@pytest.fixture
def load(folder: Path):  # type: ignore[no-untyped-def]
    """Write the scenario with more lines, or other ones, and load it."""

    def loader(more: str = "", *, text: str = SCENARIO):  # type: ignore[no-untyped-def]
        path = folder / "scenario.yaml"
        path.write_text(text + more, encoding="utf-8")
        return load_case(path)

    return loader


@pytest.fixture
def wrong(load):  # type: ignore[no-untyped-def]
    """Place → English words of everything that is wrong."""

    def judge(more: str = "", *, text: str = SCENARIO) -> dict[str, str]:
        with pytest.raises(InputError) as problem:
            load(more, text=text)
        errors = [f for f in problem.value.findings if f.severity == "error"]
        return {f.place: f.render("en") for f in errors}

    return judge


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_scenarios_of_the_package_load(path):
    """Every scenario that comes with the package is sound."""
    case, notes = load_case(path)
    assert case.language == "vi"
    assert not [note for note in notes if note.severity == "error"]
    validated = validate_file(path)
    summed = [note for note in notes if note not in validated.findings]
    assert [note for note in notes if note not in summed] == list(validated.findings)
    assert bool(summed) == bool(validated.reading.guesses)


def test_inputs_have_their_fingerprints(load, folder):
    """Every file behind a case is named with its SHA-256."""
    case, _ = load("goals:\n  - {changed_from: 1, plan: plan.json}\n")
    inputs = case.inputs
    assert inputs is not None
    files = [inputs.scenario, *inputs.organisation, inputs.ruleset, *inputs.plans]
    assert [file.path.name for file in files] == [
        "scenario.yaml",
        "units.csv",
        "small.yaml",
        "plan.json",
    ]
    for file in files:
        assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()
    assert inputs.ruleset_name == "small"
    assert not inputs.builtin_ruleset


def test_blank_keys_mean_their_default(load):
    """A key with nothing behind it is as if it were not there."""
    case, _ = load("given:\nrules:\ngoals:\noperations:\ntarget:\n")
    assert case.scenario.rules == ()
    assert case.scenario.operations.merging


def test_mistakes_do_not_hide_each_other(wrong, folder):
    """Scenario, ruleset parameter, table: all of it in one run, sorted by place."""
    (folder / "units.csv").write_text(UNITS.replace(",8,", ",-8,"), encoding="utf-8")
    text = SCENARIO.replace("small.yaml", "{name: small.yaml, clas: 1}")
    said = wrong("goals:\n  - displaced\nrules:\n  - {rule: keep}\n", text=text)
    assert list(said) == [
        "scenario.yaml:5:29",
        "scenario.yaml:7:5",
        "scenario.yaml:9:5",
        "units.csv:4:5",
    ]


def test_unknown_ids_beside_schema_errors(wrong):
    """What is sound is judged against the organisation although other parts are broken."""
    said = wrong(
        "rules:\n  - {rule: keep, unit: [a2]}\n  - {rule: keep, units: [a9]}\n"
        "given:\n  - {move: [zz], to: b}\n  - {merge: [b1]}\nscope: {agencies: [a, c]}\n"
        "goals:\n  - {slack: x}\n"
    )
    assert set(said) == {
        "scenario.yaml:7:18",
        "scenario.yaml:8:26",
        "scenario.yaml:10:13",
        "scenario.yaml:11:5",
        "scenario.yaml:12:23",
        "scenario.yaml:14:13",
    }


def test_given_changes_that_fail_do_not_make_others_fail(wrong):
    """A unit that a broken change would have moved is not called unknown elsewhere."""
    said = wrong(
        "given:\n  - {merge: [b1, b2], into: a2}\n  - {transfer: [audit], from: a2, to: a3}\n"
        "rules:\n  - {rule: keep, units: [b1, a9]}\n"
    )
    assert set(said) == {"scenario.yaml:7:18", "scenario.yaml:8:17", "scenario.yaml:10:30"}


def test_rules_of_the_ruleset_have_their_place_there(wrong):
    """An id that both use is told at the one of the scenario."""
    said = wrong("rules:\n  - {id: floor, rule: keep, units: [a2]}\n")
    assert list(said) == ["scenario.yaml:7:10"]


def test_caps_need_the_parameters_of_their_goal(wrong, load):
    """A cap without bounds, or without a plan, is an error; a tier may give them."""
    cap = "rules:\n  - {rule: cap, goal: changed_from, at_most: 1}\n"
    sizes = "  - {rule: cap, goal: size_deviation, at_most: 1}\n  - {rule: keep, units: [a9]}\n"
    said = wrong(cap + sizes)
    assert list(said) == ["scenario.yaml:7:5", "scenario.yaml:8:5", "scenario.yaml:9:26"]
    case, _ = load(cap + "goals:\n  - {changed_from: 1, plan: plan.json}\n")
    assert len(case.rules) == 2


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (None, "scenario.yaml:7:29"),
        ("{", "plan.json:1:2"),
        ("[]", "plan.json:orgplan"),
        ('{"orgplan": 1, "units": [{"id": "a"}], "moves": []}', "plan.json:units[0].fate"),
        ('{"orgplan": 1, "units": []}', "plan.json:moves"),
        ('{"orgplan": 1, "units": [], "moves": [{"from": "a"}]}', "plan.json:moves[0].to"),
        ("[" * 100_000, "plan.json"),
    ],
)
def test_plan_files_that_cannot_be_read(content, place, wrong, folder):
    """A missing, broken or strange plan file is told at its place."""
    if content is None:
        (folder / "plan.json").unlink()
    else:
        (folder / "plan.json").write_text(content, encoding="utf-8")
    assert list(wrong("goals:\n  - {changed_from: 1, plan: plan.json}\n")) == [place]


def test_earlier_plans_say_what_was_agreed(load):
    """Fates, receivers and moves come from the plan file."""
    case, _ = load("goals:\n  - {changed_from: 1, plan: plan.json}\n")
    ((goal, _),) = case.tiers[0].terms
    earlier = goal.earlier  # type: ignore[attr-defined]
    assert earlier.kind_after == {"a2": "division", "a3": None}
    assert earlier.destinations(("a3", "records")) == ("a2",)


@pytest.mark.parametrize("name", ["part-*.csv", "[part-1.csv, part-2.csv]", "[part-1.csv, p*2.*]"])
def test_organisations_in_several_files(name, load, folder):
    """A list, a glob, or both; a parent may stand in another file, none is read twice."""
    lines = UNITS.splitlines(keepends=True)
    (folder / "part-1.csv").write_text("".join(lines[:3]), encoding="utf-8")
    (folder / "part-2.csv").write_text("".join(lines[:1] + lines[3:]), encoding="utf-8")
    (folder / "~$part-1.csv").write_text("open", encoding="utf-8")
    case, _ = load(text=SCENARIO.replace("units.csv", name))
    assert case.problem.before.ids == ("a", "a1", "a2", "a3", "b", "b1")


@pytest.mark.parametrize("name", ["unit.csv", "'*.tsv'", "[]", "/**/*.csv", "'\\0'"])
def test_organisation_files_that_do_not_exist(name, wrong):
    """The error stands where the scenario names the file."""
    said = wrong(text=SCENARIO.replace("units.csv", name))
    assert list(said) == ["scenario.yaml:4:15"]
    assert ("did you mean `units.csv`?" in said["scenario.yaml:4:15"]) == (name == "unit.csv")


def test_default_kind(wrong, load, folder):
    """A default kind that the ruleset does not have is told where the scenario gives it."""
    lines = [",".join(x for n, x in enumerate(y.split(",")) if n != 3) for y in UNITS.splitlines()]
    (folder / "units.csv").write_text("\n".join(lines), encoding="utf-8")
    assert list(wrong("kind: divisio\n")) == ["scenario.yaml:6:7"]
    case, _ = load("kind: division\n")
    assert case.problem.before["a1"].kind == "division"


def test_a_fixed_unit_in_a_wrong_place_is_a_note(load, folder):
    """A frozen division below an office leaves no plan, but the input can be read."""
    (folder / "units.csv").write_text(UNITS.replace("a3,a,", "a3,a1,"), encoding="utf-8")
    _, notes = load("rules:\n  - {rule: freeze, units: [a3]}\n")
    assert {note.severity for note in notes} == {"note"}
    (misfit,) = [note for note in notes if "cannot end" in note.found.en]
    assert "a3" in misfit.found.vi and misfit.place == "units.csv"
    assert not [note for note in load()[1] if "cannot end" in note.found.en]


def test_a_ruleset_is_no_scenario(folder):
    """Loading the wrong file says what it is."""
    with pytest.raises(InputError) as problem:
        load_case(folder / "small.yaml")
    assert [f.found.en for f in problem.value.findings] == ["a ruleset, not a scenario"]


def test_missing_and_strange_files(tmp_path):
    """No file, a folder, bytes that are no text, a list: errors with a name."""
    (tmp_path / "latin.yaml").write_bytes(b"orgplan: 1\nname: \xe9\n")
    (tmp_path / "list.yaml").write_text("- a\n", encoding="utf-8")
    for name, place in [
        ("none.yaml", "none.yaml"),
        (".", tmp_path.name),
        ("latin.yaml", "latin.yaml:2:7"),
        ("list.yaml", "list.yaml:1:1"),
    ]:
        with pytest.raises(InputError) as problem:
            load_case(tmp_path / name)
        assert problem.value.findings[0].place == place


def test_files_are_recognised(load, folder):
    """Scenario, ruleset, organisation and plan by what is in them."""
    load()
    for name in ("scenario.yaml", "small.yaml", "units.csv"):
        assert not [f for f in validate_file(folder / name).findings if f.severity == "error"]
    (folder / "units.json").write_text('[{"id": "a", "name": "A", "kind": "x"}]', encoding="utf-8")
    assert validate_file(folder / "units.json").findings == ()
    (folder / "bad.yaml").write_text(RULESET.replace("[division]", "[x]"), encoding="utf-8")
    assert [f.place for f in validate_file(folder / "bad.yaml").findings] == ["bad.yaml:6:39"]
    (folder / "plan.json").write_text('{"orgplan": 1, "status": "optimal"}', encoding="utf-8")
    assert "orgplan check" in validate_file(folder / "plan.json").findings[0].render("vi")
    assert [f.place for f in validate_file(folder / "none.yaml").findings] == ["none.yaml"]


@pytest.mark.parametrize(
    ("explicit", "written", "environment", "language"),
    [
        ("en", "vi", {"ORGPLAN_LANG": "vi"}, "en"),
        (None, "en", {"ORGPLAN_LANG": "vi"}, "en"),
        (None, "fr", {"ORGPLAN_LANG": "en"}, "en"),
        (None, None, {"ORGPLAN_LANG": "en_GB", "LANG": "vi_VN.UTF-8"}, "en"),
        (None, None, {"LANG": "en_US.UTF-8"}, "en"),
        (None, None, {"LC_ALL": "vi_VN", "LANG": "en_US"}, "vi"),
        (None, None, {"LANG": "C.UTF-8"}, "vi"),
        (None, None, {"LANG": "enm"}, "vi"),
        (None, None, {}, "vi"),
    ],
)
def test_the_order_in_which_the_language_is_chosen(explicit, written, environment, language):
    """The call, the scenario, ORGPLAN_LANG, the locale, Vietnamese."""
    assert choose_language(explicit, written, environment) == language


@pytest.mark.parametrize(
    "text", [SCENARIO + "\tbroken", 'x: "\nlanguage: en\n', '{"language":"en"']
)
def test_the_language_is_known_of_broken_files(text, tmp_path, monkeypatch):
    """Errors come in the language of the scenario even where it cannot be parsed."""
    monkeypatch.setenv("ORGPLAN_LANG", "vi")
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    assert language_of(path) == "en"
    assert language_of(path, "vi") == "vi"
    assert language_of(tmp_path / "none.yaml") == "vi"


def test_a_vietnamese_kind_gets_the_code_that_is_meant(tmp_path: Path) -> None:
    """Departments write "Phòng"; the error offers the code of the ruleset."""
    (tmp_path / "units.csv").write_text(
        "id,parent,name,kind,staff\nso,,Sở A,department,4\np,so,Phòng B,Phòng,8\n",
        encoding="utf-8",
    )
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(
        "orgplan: 1\nname: n\nlanguage: en\norganisation: units.csv\n"
        "ruleset: vn-provincial-2026-01\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_case(scenario)
    (finding,) = [f for f in caught.value.findings if f.severity == "error"]
    assert finding.place == "units.csv:3:4"
    assert finding.advice is not None
    assert "division" in finding.advice.en
