"""The JSON Schema says what the readers do: the same files are sound, the same keys unknown."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from orgplan.io.json_schema import ruleset_schema, scenario_schema
from orgplan.io.schema_errors import schema_complaints
from orgplan.io.yaml_tree import parse_yaml, to_data
from orgplan.rules import RULES
from orgplan.scenario import Scenario

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*/scenario*.yaml"))
RULESETS = sorted((ROOT / "orgplan" / "ruleset").glob("*.yaml"))
FILES = [(path, "scenario") for path in SCENARIOS] + [(path, "ruleset") for path in RULESETS]
SCHEMAS = {"scenario": scenario_schema(), "ruleset": ruleset_schema()}


def as_text(path: Path) -> object:
    """The file as orgplan reads it: every scalar a text."""
    return to_data(parse_yaml(path.read_text(encoding="utf-8"), path.name))


def as_editor(path: Path) -> object:
    """The file as an editor reads it: numbers and truth values are what they look like."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(data, default=str))


def problems(kind: str, data: object) -> list[str]:
    """What the schema says against data."""
    validator = jsonschema.Draft202012Validator(SCHEMAS[kind])
    return [error.message for error in validator.iter_errors(data)]


def mappings(data: object) -> Iterator[dict[str, object]]:
    """Every mapping in data."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from mappings(value)
    elif isinstance(data, list):
        for value in data:
            yield from mappings(value)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_schemas(kind):
    """Valid by the metaschema, and the same text each time."""
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[kind])
    again = {"scenario": scenario_schema, "ruleset": ruleset_schema}[kind]()
    assert json.dumps(again) == json.dumps(SCHEMAS[kind])


@pytest.mark.parametrize("read", [as_text, as_editor])
@pytest.mark.parametrize(("path", "kind"), FILES, ids=lambda value: getattr(value, "stem", None))
def test_files_of_the_package_are_valid(path, kind, read):
    """Figures may be numbers or texts."""
    assert problems(kind, read(path)) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_unknown_keys_fail_wherever_they_stand(path):
    """In every mapping of a scenario that has its own keys."""
    data = as_editor(path)
    for place, mapping in enumerate(mappings(data)):
        if (
            set(mapping) & {"division", "department", "sub_department"}
            or "province_class" in mapping
        ):
            continue
        changed = copy.deepcopy(data)
        list(mappings(changed))[place]["unheard_of"] = ["x"]
        assert problems("scenario", changed), mapping


def test_unknown_keys_of_a_ruleset_fail():
    """At the top, in a kind, in a quota, in a rule."""
    data = as_editor(ROOT / "orgplan" / "ruleset" / "vn_provincial_2025_03.yaml")
    assert isinstance(data, dict)
    for target in (data, data["kinds"]["office"], data["leaders"]["office"], data["rules"][0]):
        target["unheard_of"] = 1
        assert problems("ruleset", data)
        del target["unheard_of"]
    assert problems("ruleset", data) == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_is_described_in_both_languages(kind):
    """What an editor shows beside a key is Vietnamese and English."""
    schema = SCHEMAS[kind]
    for name, definition in {**schema["$defs"], "the whole": schema}.items():
        for key, value in definition.get("properties", {}).items():
            assert " / " in value.get("description", ""), f"{name}.{key}"


MINIMAL = {"orgplan": "1", "name": "n", "organisation": "o.csv", "ruleset": "generic"}
ODD: list[dict[str, object]] = [
    {"operations": {"merge": "maybe"}},
    {"operations": {"merge": ["a"]}},
    {"operations": {"merge": {"across": [["a"], {"from": ["a"]}]}}},
    {"operations": {"merge": {"across": [["a", "b"], {"from": ["a"], "to": "b"}]}}},
    {"operations": {"dissolve": {"kind": ["a"]}}},
    {"operations": {"dissolve": "true", "transfer": {"functions": ["/a"]}}},
    {"operations": {"flatten": "x", "convert": {"a": ["b"]}}},
    {"operations": "x"},
    {"goals": ["displaced_staff", {"mismatch": "2", "unknown": "0.5", "slack": "3%"}]},
    {"goals": "mismatch"},
    {"goals": [["a"]]},
    {"goals": [None]},
    {"goals": [{"mismatch": "1.5"}]},
    {"given": [{"merge": ["a"]}]},
    {"given": [{"merge": ["a"], "into": "b", "nam": "c"}]},
    {"given": [{"x": "y"}, "z"]},
    {"given": [{"transfer": ["a/b"], "from": "a", "to": "b"}]},
    {"rules": [{"rule": "keeps", "unit": ["a"]}]},
    {"rules": [{"unit": ["a"]}]},
    {"rules": ["keep"]},
    {"rules": [{"rule": ["keep"]}]},
    {"rules": [{"rule": "keep", "units": "a"}]},
    {"rules": [{"rule": "keep", "units": []}]},
    {"rules": [{"rule": "keep", "units": ["a"], "confirmed": "true"}]},
    {"rules": [{"rule": "separate_functions", "pairs": [["a"]]}]},
    {"rules": [{"rule": "single_lead", "functions": "x", "within": "agency"}]},
    {"rules": [{"rule": "single_lead", "functions": "all", "within": "agency"}]},
    {"rules": [{"rule": "min_staff", "kinds": {"division": "-7"}}]},
    {"rules": [{"rule": "min_staff", "kinds": {"division": "7.5"}}]},
    {"rules": [{"rule": "cap", "goal": "mismatch", "at_most": "3", "measured": "x"}]},
    {"target": {"cut": "15%", "pre": "total"}},
    {"target": "15%"},
    {"target": {"cut": "15"}},
    {"scope": {"agencies": "al"}},
    {"scope": {"agencies": [["a"]]}},
    {"settings": {"time_limit": "abc"}},
    {"settings": {"workers": "0.5"}},
    {"language": "fr"},
    {"orgplan": "2"},
    {"name": None},
    {"organisation": {"a": "b"}},
    {"ruleset": {"x": "y"}},
    {"ruleset": {"name": "g", "province_class": "2"}},
    {"foo": "x"},
    {"kind": ["x"]},
    {"given": None, "rules": None, "target": None},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_three_judges_agree(odd):
    """The walk that names the mistakes, pydantic and the JSON Schema refuse the same scenarios."""
    data = {**MINIMAL, **odd}
    try:
        Scenario.model_validate(data)
        valid = True
    except ValidationError:
        valid = False
    assert (not schema_complaints(Scenario, data)) == valid
    assert (not problems("scenario", data)) == valid


def test_every_rule_is_in_the_schema():
    """A rule that is added is in the schema of both files by itself."""
    for schema in SCHEMAS.values():
        assert {rule.__name__ for rule in RULES} <= schema["$defs"].keys()
