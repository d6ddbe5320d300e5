"""JSON Schema of the scenario and of the ruleset, so that editors complete and check them.

An editor reads `8` as a number and `true` as a yes; the reader takes both as text. The schema
therefore allows what the reader accepts, and refuses unknown keys as it does.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, create_model
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from orgplan.goals import GOALS
from orgplan.io.schema_descriptions import BY_KEY, BY_MODEL
from orgplan.rules import RULES, AnyRule, Rule, Target
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario
from orgplan.text import Text

Json = dict[str, object]
_Field = (
    core_schema.ModelField
    | core_schema.DataclassField
    | core_schema.TypedDictField
    | core_schema.ComputedField
)

_BOOLEANS = [True, False, "true", "false", "yes", "no", "on", "off"]
_BY_PARAMETER = "ByParameter"
_FIGURES = ("Kind", "LeaderQuota", "DirectorQuota", *(rule.__name__ for rule in RULES))


class _WithoutInner(GenerateJsonSchema):
    """Leaves out the fields that no file can set."""

    def field_is_present(self, field: _Field) -> bool:
        """Whether a file may set a field."""
        return not field.get("serialization_exclude") and super().field_is_present(field)


def scenario_schema() -> Json:
    """The JSON Schema of a scenario file."""
    title = Text("Kịch bản orgplan", "orgplan scenario")
    return _schema(Scenario, "Scenario", title)


def ruleset_schema() -> Json:
    """The JSON Schema of a ruleset file; a figure may be a mapping from a parameter's values."""
    whole = create_model("Ruleset", __base__=Ruleset, rules=(tuple[AnyRule, ...], ()))
    schema = _schema(whole, "Ruleset", Text("Bộ quy định orgplan", "orgplan ruleset"))
    definitions = _mapping(schema["$defs"])
    for name in _FIGURES:
        if name in definitions:
            _vary(_mapping(definitions[name]))
    definitions[_BY_PARAMETER] = {
        "type": "object",
        "title": "Theo tham số / by parameter",
        "minProperties": 1,
        "additionalProperties": {"not": {"type": "object"}},
    }
    return schema


def _schema(model: type[BaseModel], name: str, title: Text) -> Json:
    made: JsonSchemaValue = model.model_json_schema(schema_generator=_WithoutInner)
    schema: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    definitions = _mapping(schema.setdefault("$defs", {}))
    for key, definition in {**definitions, name: schema}.items():
        _finish(key, _mapping(definition))
    schema["title"] = _both(title)
    schema.pop("description", None)
    return schema


def _finish(name: str, definition: Json) -> None:
    """Describe a model's keys and allow what the reader accepts."""
    properties = _mapping(definition.get("properties", {}))
    required = definition.get("required", [])
    needed = set(required) if isinstance(required, list) else set()
    for key, value in properties.items():
        schema = _loose(_mapping(value))
        schema.pop("title", None)
        if key not in needed and schema.get("default", 0) is None:
            schema.pop("default")
        if key not in needed and key != "rule":
            schema = _or_null(schema)
        text = description(name, key)
        if text is not None:
            schema["description"] = _both(text)
        properties[key] = schema
    rules: tuple[type[Rule], ...] = (*RULES, Target)
    labels = {rule.__name__: rule.label for rule in rules}
    definition.pop("description", None)
    definition["title"] = _both(labels[name]) if name in labels else name
    if name in labels and name != Target.__name__:
        definition["required"] = ["rule", *sorted(needed)]
    if definition.get("additionalProperties") is True:
        definition["additionalProperties"] = {"type": ["string", "number"]}


def _loose(schema: Json) -> Json:
    """A schema that takes a figure as a number or as text."""
    loose: Json = {}
    for key, value in schema.items():
        if isinstance(value, dict):
            loose[key] = value if key == "discriminator" else _loose(value)
        elif isinstance(value, list) and key in ("anyOf", "oneOf", "allOf", "prefixItems"):
            loose[key] = [_loose(_mapping(item)) for item in value]
        else:
            loose[key] = value
    kind = loose.get("type")
    if kind == "boolean":
        del loose["type"]
        loose["enum"] = _BOOLEANS
    elif kind == "integer":
        loose.update(type=["integer", "string"], pattern=r"^[0-9]+$")
    elif kind == "number":
        loose.update(type=["number", "string"], pattern=r"^[0-9]+(\.[0-9]+)?$")
    elif kind == "string" and _is_free(loose):
        loose["type"] = ["string", "number", "boolean"]
    if loose.get("const") == 1:
        del loose["const"]
        loose.pop("type", None)
        loose["enum"] = [1, "1"]
    return loose


def _is_free(schema: Json) -> bool:
    """Whether a text may be any, so that a number is one as well."""
    fixed = {"enum", "const", "format"} & schema.keys()
    return not fixed and "%" not in str(schema.get("pattern", ""))


def _or_null(schema: Json) -> Json:
    """The same, or blank, which means the default."""
    forms = schema.get("anyOf")
    if isinstance(forms, list):
        if {"type": "null"} in forms:
            return schema
        return {**schema, "anyOf": [*forms, {"type": "null"}]}
    outer: Json = {key: schema[key] for key in ("default", "description") if key in schema}
    inner = {key: value for key, value in schema.items() if key not in outer}
    return {**outer, "anyOf": [inner, {"type": "null"}]}


def _vary(definition: Json) -> None:
    """Let the figures of a model be mappings from the values of a parameter."""
    properties = _mapping(definition.get("properties", {}))
    reference = {"$ref": f"#/$defs/{_BY_PARAMETER}"}
    for key, value in properties.items():
        schema = _mapping(value)
        if key in {"label", "rule", "id"}:
            continue
        inner = schema.get("anyOf")
        forms = inner if isinstance(inner, list) else [schema]
        for form in map(_mapping, forms):
            values = form.get("additionalProperties")
            if isinstance(values, dict) and "$ref" not in values:
                form["additionalProperties"] = {"anyOf": [values, reference]}
        if any("properties" in _mapping(form) for form in forms):
            continue
        if isinstance(inner, list):
            properties[key] = {**schema, "anyOf": [*forms, reference]}
        else:
            description = schema.pop("description", "")
            properties[key] = {"anyOf": [schema, reference], "description": description}


def description(model: str, key: str) -> Text | None:
    """What a key of a model means, or None where nothing is said of it."""
    goals = {goal.name: goal.label for goal in GOALS}
    if model == "TierData" and key in goals:
        return goals[key]
    return BY_MODEL.get(model, {}).get(key) or BY_KEY.get(key)


def _both(text: Text) -> str:
    return text.vi if text.vi == text.en else f"{text.vi} / {text.en}"


def _mapping(value: object) -> Json:
    """A part of the schema that is known to be a mapping."""
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return value if isinstance(value, dict) else dict(value)
