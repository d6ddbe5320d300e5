"""The files of a new start: the scenario runs as it is, and everything in its comments is right."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from orgplan.cli.program import app
from orgplan.errors import UsageError
from orgplan.io.parameters import declared_parameters
from orgplan.io.ruleset import read_ruleset
from orgplan.io.scenario import load_case
from orgplan.io.schema_errors import schema_complaints
from orgplan.io.text_file import read_text_file
from orgplan.io.yaml_tree import parse_tree, to_data
from orgplan.report.starter import DEFAULT_RULESET, Start
from orgplan.ruleset import builtin_names, builtin_path
from orgplan.scenario import Scenario
from orgplan.solve import solve
from orgplan.text import LANGUAGES, Language, Text
from tests.report.test_unit_workbook import town

CLASSES = {"vn-provincial-2020": {"province_class": "2"}}
CLASSES["vn-provincial-2025-03"] = CLASSES["vn-provincial-2020"]


def start(ruleset: str = DEFAULT_RULESET, language: Language = "vi") -> Start:
    path = builtin_path(ruleset)
    assert path is not None
    parameters = CLASSES.get(ruleset, {})
    return Start(language, read_ruleset(path, parameters), ruleset, parameters)


def write(made: Start, folder: Path) -> Path:
    for name, content in made.files().items():
        (folder / name).write_bytes(content)
    return folder / "scenario.yaml"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ruleset", builtin_names())
def test_the_example_has_a_best_plan_under_every_built_in_ruleset(
    tmp_path: Path, ruleset: str, language: Language
) -> None:
    case, notes = load_case(write(start(ruleset, language), tmp_path))
    assert [note.found.en for note in notes] == []
    assert case.language == language
    result = solve(case)
    assert result.status == "optimal"
    assert result.plan is not None
    assert case.required_cut == 2
    before, after = case.problem.before_count, result.plan.after_count
    assert sum(before.values()) - sum(after.values()) == 2


def test_the_ruleset_without_a_choice_is_the_newest_one_and_needs_no_parameter() -> None:
    assert builtin_names()[-1] == DEFAULT_RULESET
    path = builtin_path(DEFAULT_RULESET)
    assert path is not None
    assert not declared_parameters(parse_tree(read_text_file(path).source).root)


def commented(text: str) -> list[str]:
    """The scenario with one setting after the other switched on; a list comes on as a whole."""
    groups = re.findall(r"(?m)^(?:#[a-z].*\n(?:#  .*\n)*|#  .*\n)", text)
    made = []
    for group in groups:
        switched = re.sub("(?m)^#", "", group)
        key = re.match(r"[a-z_]+(?=:)", switched)
        rest = text.replace(group, switched, 1)
        if key is not None:
            rest = re.sub(rf"(?m)^{key[0]}:.*\n", "", text).replace(group, switched, 1)
        made.append(rest)
    return made


def test_every_setting_in_the_comments_is_one_that_the_schema_knows(tmp_path: Path) -> None:
    text = start().files()["scenario.yaml"].decode()
    variants = commented(text)
    assert len(variants) > 8
    for number, variant in enumerate(variants):
        path = tmp_path / f"{number}.yaml"
        path.write_text(variant, encoding="utf-8")
        tree = parse_tree(read_text_file(path).source)
        assert tree.findings == ()
        complaints = schema_complaints(Scenario, to_data(tree.root))
        assert [(c.path, c.found.en) for c in complaints] == [], variant


def test_own_files_give_a_scenario_of_their_agencies_and_the_completed_workbook(
    tmp_path: Path,
) -> None:
    case, _ = load_case(write(replace(start(), own=town()), tmp_path))
    assert case.scenario.name == "Sắp xếp tổ chức bộ máy Sở «Nội vụ» & Lao động"
    assert case.scenario.scope.agencies == ("so",)
    assert tuple(case.problem.original) == tuple(town().organisation)
    assert [rule.id for rule in case.rules if rule.id == "keep-offices"] == ["keep-offices"]
    assert [list(tier.weights) for tier in case.scenario.tiers] == [
        ["displaced_staff"],
        ["mismatch"],
        ["surplus_leaders"],
    ]


def test_a_function_list_goes_along_and_the_example_speaks_its_codes(tmp_path: Path) -> None:
    names = {f"f/{n}": Text(f"Việc {n}", f"Task {n}") for n in range(30)}
    table = "code,vi,en\n" + "".join(f"{c},{t.vi},{t.en}\n" for c, t in names.items())
    made = replace(start(), function_names=names, function_list=table.encode())
    case, notes = load_case(write(made, tmp_path))
    assert notes == ()
    assert dict(case.function_names) == names
    used = {code for unit in case.problem.before for code in unit.functions}
    assert used <= set(names)


def test_the_page_names_commands_that_exist() -> None:
    page = start().files()["README.md"].decode()
    named = set(re.findall(r"`orgplan ([a-z]+)", page))
    assert len(named) == 3
    assert named <= {command.name for command in app.registered_commands}
    assert page.index("Bắt đầu") < page.index("Getting started")


def test_a_ruleset_without_agencies_has_no_example() -> None:
    plain = start()
    kinds = {"division": plain.ruleset.kinds["division"]}
    bare = plain.ruleset.model_copy(update={"kinds": kinds})
    with pytest.raises(UsageError, match="--from"):
        replace(plain, ruleset=bare).files()
