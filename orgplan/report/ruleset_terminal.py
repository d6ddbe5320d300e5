"""The rules and quotas of one statute on a terminal: figure, citation, checked or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console, RenderableType

from orgplan.report.layout import capital, heading, item, title
from orgplan.report.rules_reference import COMMON
from orgplan.rules import RULE_LIST, Rule
from orgplan.ruleset import Ruleset
from orgplan.ruleset.schema import LeaderQuota
from orgplan.text import Language, Text, amount, same

_OF_KINDS = ("kinds", "parents")


@dataclass(frozen=True, slots=True)
class RulesetLine:
    """One rule or quota of a ruleset.

    Parameters
    ----------
    id
        Id of the rule; for a quota the kind.
    label, figures
        What it is and what it says.
    cite, note
        Legal basis and remark, or None.
    confirmed
        False if the figure must still be checked against the official gazette, None if not said.
    enabled
        Whether it holds unless a scenario says otherwise.
    """

    id: str
    label: Text
    figures: Text
    cite: str | None
    note: str | None
    confirmed: bool | None
    enabled: bool = True


def rule_lines(ruleset: Ruleset) -> tuple[RulesetLine, ...]:
    """Every rule of a ruleset, in its order."""
    return tuple(
        RulesetLine(
            rule.id or f"{rule.rule}-{number}",
            rule.label,
            _figures(rule, ruleset),
            rule.cite,
            rule.note,
            rule.confirmed,
            rule.enabled,
        )
        for number, rule in enumerate(RULE_LIST.validate_python(ruleset.rules), start=1)
    )


def quota_lines(ruleset: Ruleset) -> tuple[RulesetLine, ...]:
    """How many deputies each kind of unit may have."""
    return tuple(
        RulesetLine(
            kind, ruleset.label_of(kind), _quota(quota), quota.cite, quota.note, quota.confirmed
        )
        for kind, quota in ruleset.leaders.items()
    )


def print_ruleset(ruleset: Ruleset, language: Language, console: Console) -> None:
    """Print the rules and quotas of a ruleset with their legal basis."""
    for part in _parts(ruleset, language):
        console.print(part)


def ruleset_document(ruleset: Ruleset, language: Language) -> dict[str, object]:
    """The same as a document."""
    return {
        "ruleset": ruleset.name,
        "label": None if ruleset.label is None else ruleset.label.text.to(language),
        "rules": [_document(line, language) for line in rule_lines(ruleset)],
        "leaders": [_document(line, language) for line in quota_lines(ruleset)],
    }


def _document(line: RulesetLine, language: Language) -> dict[str, object]:
    return {
        "id": line.id,
        "label": line.label.to(language),
        "figures": line.figures.to(language),
        "cite": line.cite,
        "confirmed": line.confirmed,
        "enabled": line.enabled,
        "note": line.note,
    }


def _parts(ruleset: Ruleset, language: Language) -> Iterator[RenderableType]:
    label = "" if ruleset.label is None else f" – {ruleset.label.text.to(language)}"
    yield title(f"{ruleset.name}{label}")
    rules, quotas = rule_lines(ruleset), quota_lines(ruleset)
    if rules:
        yield heading(Text("QUY TẮC", "RULES"), language)
    for line in rules:
        yield from _line(line, language)
    if quotas:
        yield heading(Text("SỐ CẤP PHÓ ĐƯỢC BỐ TRÍ", "DEPUTIES ALLOWED"), language)
    for line in quotas:
        yield from _line(line, language)
    if not rules and not quotas:
        words = Text("Bộ quy định này không đặt điều kiện nào.", "This ruleset asks for nothing.")
        yield item(words.to(language))


def _line(line: RulesetLine, language: Language) -> Iterator[RenderableType]:
    words = f"{capital(line.label.to(language))} – {line.figures.to(language)}"
    yield item(words, f"{line.id}: ")
    yield item(f"{_basis(line).to(language)}. {_checked(line).to(language)}", depth=3)
    if line.note:
        yield item(f"{Text('Ghi chú', 'Remark').to(language)}: {line.note}", depth=3)


def _basis(line: RulesetLine) -> Text:
    if line.cite is None:
        return Text("Chưa dẫn được văn bản", "No instrument is cited")
    return Text(f"Căn cứ: {line.cite}", f"Basis: {line.cite}")


def _checked(line: RulesetLine) -> Text:
    off = Text("", "")
    if not line.enabled:
        off = Text(
            " Mặc định tắt; bật bằng enable.",
            " Off by default; `enable` in a scenario turns it on.",
        )
    if line.confirmed is None:
        return Text(f"Không ghi đã đối chiếu hay chưa.{off.vi}", f"Not said if checked.{off.en}")
    if line.confirmed:
        return Text(f"Đã đối chiếu văn bản.{off.vi}", f"Seen in the text.{off.en}")
    return Text(
        f"CHƯA đối chiếu Công báo.{off.vi}", f"NOT yet checked against the gazette.{off.en}"
    )


def _figures(rule: Rule, ruleset: Ruleset) -> Text:
    """The parameters that a rule sets, kinds by their names and before anything else."""
    names = [n for n in type(rule).model_fields if n in rule.model_fields_set]
    own = [n for n in names if n not in {*COMMON, "rule"}]
    parts = [
        _parameter(name, getattr(rule, name), ruleset)
        for name in sorted(own, key=lambda name: name not in _OF_KINDS)
    ]
    return Text("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))


def _parameter(name: str, value: object, ruleset: Ruleset) -> Text:
    if name in _OF_KINDS:
        return _value(value, ruleset)
    if name == "applies_to" and value == "changed":
        return Text("chỉ xét đơn vị có thay đổi", "only units that change")
    said = _value(value, ruleset)
    return Text(f"{name}: {said.vi}", f"{name}: {said.en}")


def _value(value: object, ruleset: Ruleset) -> Text:
    if isinstance(value, Mapping):
        listed = [
            (ruleset.label_of(str(kind)), _value(inner, ruleset)) for kind, inner in value.items()
        ]
        return Text(
            "; ".join(f"{kind.vi}: {said.vi}" for kind, said in listed),
            "; ".join(f"{kind.en}: {said.en}" for kind, said in listed),
        )
    if isinstance(value, tuple):
        parts = [_value(inner, ruleset) for inner in value]
        return Text("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))
    if isinstance(value, Fraction | int):
        return amount(value)
    return ruleset.label_of(value) if isinstance(value, str) else same(str(value))


def _quota(quota: LeaderQuota) -> Text:
    """The rows of a table of deputies in words."""
    unit = Text("biên chế", "posts")
    if quota.by_staff is None:
        unit = Text("đơn vị trực thuộc", "sub-units")
    vi, en = [], []
    for place, (limit, deputies) in enumerate(quota.rows, start=1):
        if limit is None or place == len(quota.rows):
            vi.append(f"trên nữa: {deputies}")
            en.append(f"above: {deputies}")
        else:
            up_to = amount(limit)
            vi.append(f"đến {up_to.vi} {unit.vi}: {deputies}")
            en.append(f"up to {up_to.en} {unit.en}: {deputies}")
    return Text("; ".join(vi), "; ".join(en))
