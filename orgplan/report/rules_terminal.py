"""The reference of rules and goals on a terminal, and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType

from orgplan.report.layout import Paragraph, capital, heading, item, title
from orgplan.report.rules_reference import (
    Entry,
    Key,
    common_keys,
    goal_entries,
    rule_entries,
)
from orgplan.text import Language, Text

_RULES = Text("QUY TẮC: điều kiện mà phương án phải giữ", "RULES: what a plan must keep")
_GOALS = Text("MỤC TIÊU ƯU TIÊN: càng nhỏ càng tốt", "GOALS: the smaller, the better")
_KEYS = Text("THAM SỐ", "PARAMETERS")
_EXAMPLE = Text("VÍ DỤ TRONG KỊCH BẢN", "EXAMPLE IN A SCENARIO")
_IN_ENGLISH = Text("GIẢI THÍCH CHI TIẾT (bằng tiếng Anh)", "IN DETAIL")
_MORE = Text(
    "Xem kỹ một mục: orgplan rules TÊN; quy tắc của một bộ quy định: orgplan rules --ruleset TÊN",
    "One of them in detail: orgplan rules NAME; those of a statute: orgplan rules --ruleset NAME",
)


def print_all(language: Language, console: Console) -> None:
    """Print every rule and goal: name, label, sentence."""
    for words, entries in ((_RULES, rule_entries()), (_GOALS, goal_entries())):
        console.print(heading(words, language))
        wide = max(len(entry.name) for entry in entries) + 2
        for entry in entries:
            console.print(Paragraph(_label(entry, language), entry.name.ljust(wide), 1, "bold"))
            console.print(item(entry.summary.to(language), " " * wide))
    console.print()
    console.print(Paragraph(_MORE.to(language)))


def print_entry(entry: Entry, language: Language, console: Console) -> None:
    """Print one rule or goal with its parameters, an example and the whole explanation."""
    for part in _parts(entry, language):
        console.print(part)


def _label(entry: Entry, language: Language) -> str:
    unit = "" if entry.unit is None else f" [{entry.unit.to(language)}]"
    return capital(entry.label.to(language)) + unit


def _parts(entry: Entry, language: Language) -> Iterator[RenderableType]:
    yield title(f"{entry.name} – {_label(entry, language)}")
    yield item(entry.summary.to(language))
    if entry.keys or entry.unit is None:
        yield heading(_KEYS, language)
    yield from _keys(entry.keys, language)
    for name, keys in entry.inner.items():
        yield item(Text(f"Trong `{name}`:", f"In `{name}`:").to(language))
        yield from _keys(keys, language, depth=2)
    if entry.takes_common:
        words = Text("Mọi quy tắc còn nhận:", "Every rule also takes:").to(language)
        named = "; ".join(f"{key.name} ({key.meaning.to(language)})" for key in common_keys())
        yield item(f"{words} {named}.")
    yield heading(_EXAMPLE, language)
    for line in entry.example.splitlines():
        before = len(line) - len(line.lstrip(" -"))
        yield item(line[before:], line[:before])
    if any(section.heading for section in entry.sections):
        yield heading(_IN_ENGLISH, language)
        yield from _sections(entry)


def _keys(keys: Sequence[Key], language: Language, depth: int = 1) -> Iterator[RenderableType]:
    for key in keys:
        yield item(f"{key.meaning.to(language)}{_how(key, language)}", f"{key.name}: ", depth)


def _how(key: Key, language: Language) -> str:
    form = key.form.to(language)
    if key.required:
        return Text(f" – bắt buộc; {form}", f" – required; {form}").to(language)
    if key.default is None:
        return f" – {form}"
    said = Text(f"nếu không ghi: {key.default}", f"default: {key.default}").to(language)
    return f" – {form}; {said}"


def _sections(entry: Entry) -> Iterator[RenderableType]:
    """The docstring without its first sentence, which the summary says."""
    for section in entry.sections:
        words = " ".join(section.body.replace("``", "`").split())
        rest = words if section.heading else words.removeprefix(entry.summary.en).strip()
        if section.heading:
            yield item(section.heading)
        if rest:
            yield item(rest, depth=2)


def entry_document(entry: Entry) -> dict[str, object]:
    """One rule or goal as it stands in a JSON document."""
    return {
        "name": entry.name,
        "label": _both(entry.label),
        "summary": _both(entry.summary),
        "unit": None if entry.unit is None else _both(entry.unit),
        "parameters": [_key_document(key) for key in entry.keys],
        "example": entry.example,
        "details": {
            section.heading.lower(): section.body for section in entry.sections if section.heading
        },
    }


def all_documents() -> dict[str, object]:
    """Every rule and goal."""
    return {
        "rules": [entry_document(entry) for entry in rule_entries()],
        "goals": [entry_document(entry) for entry in goal_entries()],
        "common_parameters": [_key_document(key) for key in common_keys()],
    }


def _key_document(key: Key) -> dict[str, object]:
    return {
        "key": key.name,
        "value": _both(key.form),
        "required": key.required,
        "default": key.default,
        "meaning": _both(key.meaning),
    }


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
