"""What there is to say of every rule and goal: the reference pages and `orgplan rules` share it.

All of it comes from the classes and their schema, so that neither can drift from the program.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.decisions import Lock
from orgplan.goals import GOALS, Goal
from orgplan.goals.tier import GoalParameters
from orgplan.io.json_schema import description, scenario_schema
from orgplan.report.schema_forms import Json, form, last, mapping
from orgplan.rules import RULES, LockedAgency, Rule, Target
from orgplan.text import Text, same

COMMON = ("id", "cite", "note", "confirmed", "enabled")
"""Keys that every rule may carry."""
_TAKES: Mapping[str, tuple[str, ...]] = {
    "mismatch": ("unknown",),
    "size_deviation": ("low", "high"),
    "changed_from": ("plan",),
}
_HEADING = re.compile(r"^(\w[\w ]*)\n-{3,}\n+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Key:
    """One key that may be written.

    Parameters
    ----------
    name
        The key.
    form
        What may be written for it, in a few words.
    default
        Its value where nothing is written, or None if it has none.
    required
        Whether it must be there.
    meaning
        What it says.
    """

    name: str
    form: Text
    default: str | None
    required: bool
    meaning: Text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a docstring; the first one has no heading."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule or goal.

    Parameters
    ----------
    name
        As scenarios write it.
    label, summary
        What it is called, and what it says in one sentence.
    unit
        Unit of the value of a goal; None for a rule.
    example
        Lines of a scenario that use it.
    keys
        Its own parameters.
    inner
        Keys of the mappings that its parameters hold, by the name of their form.
    sections
        The docstring.
    takes_common
        Whether it takes the keys that every rule may carry.
    """

    name: str
    label: Text
    summary: Text
    unit: Text | None
    example: str
    keys: tuple[Key, ...]
    inner: Mapping[str, tuple[Key, ...]]
    sections: tuple[Section, ...]
    takes_common: bool = False


def rule_entries() -> tuple[Entry, ...]:
    """Every rule in the order of the list, then what scenarios write under keys of their own."""
    definitions = _definitions()
    listed = [_rule_entry(rule, rule.__name__, definitions) for rule in RULES]
    own = ((Target, Target.__name__), (LockedAgency, Lock.__name__))
    return (*listed, *(_rule_entry(rule, model, definitions) for rule, model in own))


def goal_entries() -> tuple[Entry, ...]:
    """Every goal in the order of the list."""
    tier = mapping(_definitions()["TierData"])
    return tuple(_goal_entry(goal, tier) for goal in GOALS)


def common_keys() -> tuple[Key, ...]:
    """The keys that every rule may carry."""
    name = RULES[0].__name__
    return _keys(name, mapping(_definitions()[name]), COMMON)


def tier_keys() -> tuple[Key, ...]:
    """The keys that a tier may carry beside its goals."""
    names = (*GoalParameters.model_fields, "slack")
    return _keys("TierData", mapping(_definitions()["TierData"]), names)


def sections_of(docstring: str) -> tuple[Section, ...]:
    """A docstring cut at its headings."""
    first, *rest = _HEADING.split(inspect.cleandoc(docstring))
    named = zip(rest[::2], rest[1::2], strict=True)
    return (Section("", first.strip()), *(Section(name, body.strip()) for name, body in named))


def _rule_entry(rule: type[Rule], model: str, definitions: Json) -> Entry:
    """A rule; `model` is what a scenario writes for it."""
    name = str(rule.model_fields["rule"].default)
    schema = mapping(definitions[model])
    written = mapping(schema["properties"])
    own = tuple(key for key in written if key not in (*COMMON, "rule"))
    keys = _keys(model, schema, own)
    example = f"rules:\n  - {rule.example}" if rule in RULES else f"{name}: {rule.example}"
    inner = _inner(schema, definitions)
    sections = sections_of(rule.__doc__ or "")
    common = all(key in written for key in COMMON)
    return Entry(name, rule.label, rule.summary, None, example, keys, inner, sections, common)


def _inner(schema: Json, definitions: Json) -> dict[str, tuple[Key, ...]]:
    """The keys of every mapping that a schema refers to."""
    found = {}
    for model in dict.fromkeys(_referred(schema)):
        keys = mapping(mapping(definitions[model]).get("properties"))
        if keys:
            found[model] = _keys(model, mapping(definitions[model]), tuple(keys))
    return found


def _goal_entry(goal: type[Goal], tier: Json) -> Entry:
    keys = _keys("TierData", tier, _TAKES.get(goal.name, ()))
    example = f"goals:\n  - {goal.example}"
    sections = sections_of(goal.__doc__ or "")
    return Entry(goal.name, goal.label, goal.summary, goal.unit, example, keys, {}, sections)


def _definitions() -> Json:
    return mapping(scenario_schema()["$defs"])


def _referred(schema: object) -> list[str]:
    """Names of the models that a schema refers to, in their order."""
    found: list[str] = []
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            found.append(last(schema["$ref"]))
        for value in schema.values():
            found += _referred(value)
    elif isinstance(schema, list):
        for value in schema:
            found += _referred(value)
    return found


def _keys(model: str, schema: Json, names: tuple[str, ...]) -> tuple[Key, ...]:
    needed = schema.get("required")
    properties = mapping(schema["properties"])
    return tuple(
        _key(model, name, mapping(properties[name]), isinstance(needed, list) and name in needed)
        for name in names
    )


def _key(model: str, name: str, entry: Json, required: bool) -> Key:
    default = entry.get("default")
    plain = str(default).lower() if isinstance(default, bool) else str(default)
    written = None if default in (None, "") else plain
    return Key(name, form(entry), written, required, description(model, name) or same(""))
