"""A change of one rule of a scenario, as words, as data, and applied to a case."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from orgplan.case import Case
from orgplan.rules import AgencyCut, KindCut, LockedAgency, Rule, Target
from orgplan.text import Text

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True)
class Edit:
    """A rule as it is and as it would be.

    Parameters
    ----------
    old
        The rule of the case, with everything it names.
    new
        What it becomes; None if it is given up.
    says
        What that asks of people.
    """

    old: Rule
    new: Rule | None
    says: Text

    def as_json(self) -> dict[str, JsonValue]:
        """The edit as interface.md writes it: what to set, or that the rule is dropped."""
        if isinstance(self.new, Target):
            return {"target": {"cut": _percent(self.new.cut)}}
        if self.new is None:
            dropped: dict[str, JsonValue] = {"rule": self.old.id, "drop": True}
            if isinstance(self.old, LockedAgency):
                dropped["units"] = [self.old.agency]
            return dropped
        shares = isinstance(self.old, AgencyCut | KindCut)
        changed: dict[str, JsonValue] = {
            name: _data(getattr(self.new, name), shares=shares)
            for name in type(self.old).model_fields
            if getattr(self.new, name) != getattr(self.old, name)
        }
        return {"rule": self.old.id, "set": changed}


def joined(one: Text, other: Text) -> Text:
    """Two sentences as one."""
    return Text(f"{one.vi}; {other.vi}", f"{one.en}; {other.en}")


def applied(case: Case, edits: Iterable[Edit]) -> Case:
    """The case with its rules changed; the files stay as they are."""
    instead = {id(edit.old): edit.new for edit in edits}
    rules = tuple(new for rule in case.rules if (new := instead.get(id(rule), rule)) is not None)
    return with_rules(case, rules)


def with_rules(case: Case, rules: Iterable[Rule]) -> Case:
    """The case with other rules; what its scenario says of the target follows."""
    chosen = tuple(rules)
    target = next((rule for rule in chosen if isinstance(rule, Target)), None)
    scenario = case.scenario.model_copy(update={"target": target})
    return dataclasses.replace(case, scenario=scenario, rules=chosen)


def _data(value: object, *, shares: bool) -> JsonValue:
    """A parameter as scenario files write it."""
    if isinstance(value, Fraction):
        return _percent(value) if shares else _number(value)
    if isinstance(value, dict):
        return {str(key): _data(inner, shares=shares) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_data(inner, shares=shares) for inner in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    fields = getattr(type(value), "model_fields", {})
    given = {name: getattr(value, name) for name in fields}
    return {
        n: _data(v, shares=shares) for n, v in given.items() if v is not None and v is not False
    }


def _percent(share: Fraction) -> str:
    return f"{_decimal(share * 100)}%"


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _decimal(value: Fraction) -> str:
    """An exact decimal number; shares are made of few decimals (`orgplan.rules.easing`)."""
    for places in range(13):
        whole = value * 10**places
        if whole.denominator == 1:
            text = f"{whole.numerator:0{places + 1}d}"
            return f"{text[:-places]}.{text[-places:]}" if places else text
    return str(float(value))
