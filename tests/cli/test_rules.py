"""`orgplan rules`: everything is there, in both languages, and its examples work."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest

from orgplan.goals import GOALS, Goal
from orgplan.io.json_schema import scenario_schema
from orgplan.io.schema_errors import schema_complaints
from orgplan.io.yaml_tree import parse_yaml, to_data
from orgplan.report.rules_reference import Entry, goal_entries, rule_entries
from orgplan.rules import RULES, LockedAgency, Rule, Target
from orgplan.ruleset import builtin_names
from orgplan.scenario import Scenario
from tests.cli.running import orgplan

ENTRIES = (*rule_entries(), *goal_entries())
HEAD = "orgplan: 1\nname: x\norganisation: u.csv\nruleset: generic\n"


@pytest.mark.parametrize("described", [*RULES, Target, LockedAgency, *GOALS])
def test_the_summary_is_the_first_paragraph_of_the_docstring(
    described: type[Rule] | type[Goal],
) -> None:
    first = inspect.cleandoc(described.__doc__ or "").partition("\n\n")[0]
    assert described.summary.en == " ".join(first.split())
    assert described.summary.vi.endswith(".")
    assert described.summary.vi != described.summary.en


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_example_is_a_scenario_that_reads(entry: Entry) -> None:
    data = to_data(parse_yaml(HEAD + entry.example, "example"))
    assert schema_complaints(Scenario, data) == []
    assert entry.name in entry.example


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_parameter_has_a_meaning(entry: Entry) -> None:
    for keys in (entry.keys, *entry.inner.values()):
        assert [key.name for key in keys if not (key.meaning.vi and key.meaning.en)] == []


def test_every_key_of_a_rule_in_the_schema_is_told() -> None:
    definitions = scenario_schema()["$defs"]
    assert isinstance(definitions, dict)
    told = {entry.name: {key.name for key in entry.keys} for entry in rule_entries()}
    for rule in RULES:
        name = str(rule.model_fields["rule"].default)
        written = set(definitions[rule.__name__]["properties"])
        assert written - {"rule", "id", "cite", "note", "confirmed", "enabled"} == told[name]


def test_everything_is_listed(tmp_path: Path) -> None:
    for language in ("vi", "en"):
        done = orgplan("rules", "--language", language, cwd=tmp_path, COLUMNS="80")
        assert done.returncode == 0, done.stderr
        words = " ".join(done.stdout.split())
        for entry in ENTRIES:
            assert entry.name in words
            assert entry.summary.to("vi" if language == "vi" else "en") in words
        assert max(map(len, done.stdout.splitlines())) <= 80


def test_one_rule_is_told_with_parameters_example_and_formulation(tmp_path: Path) -> None:
    done = orgplan("rules", "single_lead", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert "within: trong cơ quan hay toàn tổ chức – bắt buộc" in words
    assert "{rule: single_lead, functions: all, within: agency}" in words
    assert "Formulation" in words


def test_json_holds_the_same(tmp_path: Path) -> None:
    done = orgplan("rules", "--json", cwd=tmp_path)
    document = json.loads(done.stdout)
    names = [entry["name"] for key in ("rules", "goals") for entry in document[key]]
    assert names == [entry.name for entry in ENTRIES]
    one = json.loads(orgplan("rules", "mismatch", "--json", cwd=tmp_path).stdout)
    assert one == next(entry for entry in document["goals"] if entry["name"] == "mismatch")


@pytest.mark.parametrize("name", builtin_names())
def test_every_built_in_ruleset_is_listed_with_its_basis(tmp_path: Path, name: str) -> None:
    asked = f"{name}:2" if name in ("vn-provincial-2020", "vn-provincial-2025-03") else name
    done = orgplan("rules", "--ruleset", asked, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["ruleset"] == name
    assert bool(document["rules"]) == bool(document["leaders"]) == (name != "generic")
    for line in (*document["rules"], *document["leaders"]):
        assert line["figures"]
        assert set(line) >= {"cite", "confirmed", "enabled", "note"}


def test_a_figure_that_nobody_checked_is_told(tmp_path: Path) -> None:
    done = orgplan("rules", "--ruleset", "vn-provincial-2025-03:1", cwd=tmp_path)
    words = " ".join(done.stdout.split())
    assert "vn-min-division: Biên chế tối thiểu – Phòng: 6; Văn phòng: 6" in words
    assert "Căn cứ: NĐ 45/2025/NĐ-CP, Điều 5(2)(b), 5(3)" in words
    assert "CHƯA đối chiếu Công báo" in words


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["minstaf"], "có phải min_staff?"),
        (["giữ lai"], "có phải keep?"),
        (["zzz"], "`orgplan rules`"),
        (["keep", "--ruleset", "generic"], "hoặc --ruleset"),
        (["--ruleset", "generik"], "có phải: generic?"),
        (["--ruleset", "generic:2"], "không có tham số"),
        (["--ruleset", "vn-provincial-2025-03"], "special|1|2|3"),
        (["--ruleset", "vn-provincial-2025-03:7"], "special|1|2|3"),
    ],
)
def test_an_unknown_name_is_wrong_usage_with_a_suggestion(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = orgplan("rules", *arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""
