"""The changed fields of one unit in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from orgplan.case import GENERAL
from orgplan.diff import Change, Difference, UnitChange
from orgplan.diff.difference import Field, Value
from orgplan.organisation import Organisation, Unit
from orgplan.report.table import EMPLOYEES, POSTS
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text, amount, same

Labels = Mapping[str, Text]
"""Kind or function code → what people call it."""
FIELDS: Mapping[Field, Text] = {
    "id": Text("mã", "id"),
    "parent": Text("trực thuộc", "under"),
    "kind": Text("loại hình", "kind"),
    "name": Text("tên", "name"),
    "staff": POSTS,
    "present": Text("có mặt", "present"),
    "heads": Text("cấp trưởng", "heads"),
    "deputies": Text("cấp phó", "deputies"),
    "function": Text("chức năng", "function"),
    "site": Text("địa điểm", "site"),
    "short": Text("tên viết tắt", "short name"),
    "note": Text("ghi chú", "note"),
    "column": Text("cột", "column"),
}
_LONGEST = 60
_NONE = same("–")


def change_words(difference: Difference, change: UnitChange, labels: Labels) -> Iterator[Text]:
    """Every changed field of a unit, the most important first; words and columns in one."""
    texts = []
    for one in change.changes:
        if one.field in ("site", "short", "note", "column"):
            texts.append(one)
        elif one.field == "function":
            continue
        else:
            yield _field(difference, change, one, labels)
    yield from _functions(change, labels)
    if texts:
        listed = [(field_name(one), cut_off(one.before), cut_off(one.after)) for one in texts]
        yield Text(
            "; ".join(f"{name.vi}: {before} → {after}" for name, before, after in listed),
            "; ".join(f"{name.en}: {before} → {after}" for name, before, after in listed),
        )


def _field(difference: Difference, change: UnitChange, one: Change, labels: Labels) -> Text:
    name = field_name(one, change.new)
    if one.field == "name":
        return Text(f"trước là {one.before}", f"was called {one.before}")
    before, after = shown_value(difference, one, labels)
    if one.field == "parent":
        return Text(
            f"chuyển từ {before.vi} sang {after.vi}", f"moved from {before.en} to {after.en}"
        )
    return Text(f"{name.vi} {before.vi} → {after.vi}", f"{name.en} {before.en} → {after.en}")


def shown_value(difference: Difference, one: Change, labels: Labels) -> tuple[Text, Text]:
    """Both values of a change as people read them: units and kinds by their names."""
    if one.field == "parent":
        return _unit(difference.old, one.before), _unit(difference.new, one.after)
    if one.field == "kind":
        return _kind(one.before, labels), _kind(one.after, labels)
    return _value(one.before), _value(one.after)


def field_name(one: Change, unit: Unit | None = None) -> Text:
    """What a field is called; a function or column with its own name."""
    if one.field == "staff" and unit is not None and unit.kind in SERVICE_KINDS:
        return EMPLOYEES
    name = FIELDS[one.field]
    if one.field == "function":
        code = GENERAL if one.about is None else same(one.about)
        return Text(f"{name.vi} {code.vi}", f"{name.en} {code.en}")
    if one.field == "column":
        return Text(f"{name.vi} «{one.about}»", f"{name.en} {one.about!r}")
    return name


def _unit(version: Organisation, unit_id: Value) -> Text:
    if not isinstance(unit_id, str):
        return Text("cấp cao nhất", "the top")
    return same(version[unit_id].name)


def _kind(kind: Value, labels: Labels) -> Text:
    return labels.get(str(kind), same(str(kind)))


def _value(value: Value) -> Text:
    if value is None or value == "":
        return _NONE
    return amount(value) if isinstance(value, Fraction | int) else same(value)


def cut_off(value: Value) -> str:
    """A long text cut to what a line bears."""
    words = " ".join(str(value or "–").split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _functions(change: UnitChange, labels: Labels) -> Iterator[Text]:
    """Functions that came, went, or have other posts; general duties only where they matter."""
    found = [one for one in change.changes if one.field == "function"]
    blocks = {block.function for unit in (change.old, change.new) for block in unit.blocks}
    if len(blocks) == 1 or all(one.about is None for one in found):
        return
    came = [one for one in found if one.before is None]
    went = [one for one in found if one.after is None]
    other = [one for one in found if one.before is not None and one.after is not None]
    if came:
        entries = [_with(one, one.after, labels) for one in came]
        yield _listed(Text("thêm chức năng", "new functions:"), entries)
    if went:
        entries = [_with(one, one.before, labels) for one in went]
        yield _listed(Text("thôi chức năng", "no longer:"), entries)
    if other:
        entries = [_both(one, labels) for one in other]
        yield _listed(Text("biên chế theo chức năng", "posts of functions:"), entries)


def _with(one: Change, posts: Value, labels: Labels) -> Text:
    code, value = _code(one, labels), _value(posts)
    return Text(f"{code.vi} ({value.vi})", f"{code.en} ({value.en})")


def _both(one: Change, labels: Labels) -> Text:
    code, before, after = _code(one, labels), _value(one.before), _value(one.after)
    return Text(f"{code.vi} {before.vi} → {after.vi}", f"{code.en} {before.en} → {after.en}")


def _code(one: Change, labels: Labels) -> Text:
    return GENERAL if one.about is None else labels.get(one.about, same(one.about))


def _listed(head: Text, entries: Sequence[Text]) -> Text:
    return Text(
        f"{head.vi} {', '.join(e.vi for e in entries)}",
        f"{head.en} {', '.join(e.en for e in entries)}",
    )
