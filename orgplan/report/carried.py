"""What was taken over from an earlier workbook, on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from orgplan.carry import Carried, Value
from orgplan.diff import SameUnit
from orgplan.io.findings import shown
from orgplan.organisation import Organisation
from orgplan.report.diff_touched import LISTED
from orgplan.report.diff_words import guess_words
from orgplan.report.layout import heading, item
from orgplan.report.unit_workbook import field_name
from orgplan.report.unit_workbook.units_sheet import COLUMN
from orgplan.text import Language, Text, same

_TO_LOOK_AT = ("name", "kind", "parent")
"""Fields in which a correction of before is told value by value."""


def carried_lines(
    carried: Carried, earlier: Organisation, file: str, language: Language
) -> Iterator[RenderableType]:
    """Say in short what was taken over, and what is new, gone or doubtful.

    Parameters
    ----------
    carried
        What was taken over.
    earlier
        The units of before.
    file
        Name of the workbook of before.
    language
        Language of the lines.
    """
    yield heading(Text(f"Lấy lại từ {file}", f"Taken over from {file}"), language)
    yield item(_counts(carried).to(language))
    new = carried.reading.organisation
    perhaps = {unit_id for one in carried.doubtful for unit_id in (one.old, one.new)}
    for words, rows in (
        (_KEPT, [_value(one) for one in carried.values if one.field in _TO_LOOK_AT]),
        (_OVERRULED, [_overruled(one) for one in carried.overruled]),
        (
            _ADDED,
            [same(_unit(new, unit_id)) for unit_id in carried.added if unit_id not in perhaps],
        ),
        (
            _GONE,
            [same(_unit(earlier, unit_id)) for unit_id in carried.gone if unit_id not in perhaps],
        ),
        (_DOUBTFUL, [_doubt(one, earlier, new) for one in carried.doubtful]),
        (_LOST, [same(f"{duty.unit}: {duty.prose} {_code(duty.code)}") for duty in carried.lost]),
        (_UNFIT, [same(_unit(new, unit_id)) for unit_id in carried.unfit]),
    ):
        yield from _list(words, rows, language)
    yield from _figures(carried, language)


def _counts(carried: Carried) -> Text:
    """How much was taken over, by field."""
    fields = Counter(_column(value.field) for value in _in_order(carried.values))
    parts = [
        Text(f"{count} {words.vi}", f"{count} {words.en}")
        for count, words in (
            (carried.units, Text("đơn vị có ở cả hai bản", "of the units were there before")),
            (carried.confirmed, Text("giá trị đã xác nhận", "of the guesses were confirmed")),
            (carried.codes, Text("nhiệm vụ đã có mã chức năng", "of the duties keep their code")),
        )
        if count
    ] or [_NOTHING]
    if fields:
        named = [Text(f"{name.vi} {n}", f"{name.en} {n}") for name, n in fields.items()]
        parts.append(
            Text(
                f"giữ như bản trước: {', '.join(t.vi for t in named)}",
                f"kept as before: {', '.join(t.en for t in named)}",
            )
        )
    return Text("; ".join(t.vi for t in parts) + ".", "; ".join(t.en for t in parts) + ".")


def _in_order(values: Sequence[Value]) -> list[Value]:
    """The values in the order of the columns, unknown columns last."""
    return sorted(values, key=lambda value: COLUMN.get(value.field, len(COLUMN)))


def _column(field: str) -> Text:
    """The heading of a column, unknown ones in quotation marks."""
    name = field_name(field)
    return same(shown(field)) if name == same(field) else Text(name.vi.lower(), name.en)


def _value(value: Value) -> Text:
    name = _column(value.field)
    now, then = value.value or "–", value.instead or "–"
    return Text(
        f"{value.unit}: {name.vi} {now} (tệp mới suy ra {then})",
        f"{value.unit}: {name.en} {now} (concluded from the new file: {then})",
    )


def _overruled(value: Value) -> Text:
    name = _column(value.field)
    return Text(
        f"{value.unit}: {name.vi} {value.value} (bản trước: {value.instead})",
        f"{value.unit}: {name.en} {value.value} (before: {value.instead})",
    )


def _unit(organisation: Organisation, unit_id: str) -> str:
    return f"{organisation[unit_id].name} ({unit_id})"


def _doubt(one: SameUnit, earlier: Organisation, new: Organisation) -> Text:
    words = guess_words(one)
    before, after = _unit(earlier, one.old), _unit(new, one.new)
    return Text(f"{before} → {after}: {words.vi}", f"{before} → {after}: {words.en}")


def _code(code: str) -> str:
    return f"[{code}]" if code else ""


def _list(words: Text, rows: Sequence[Text], language: Language) -> Iterator[RenderableType]:
    """The rows below their heading; beyond a dozen only how many."""
    if not rows:
        return
    yield item(f"{words.to(language)} ({len(rows)}):")
    for row in rows[:LISTED]:
        yield item(row.to(language).strip(), "• ", depth=2)
    if len(rows) > LISTED:
        more = len(rows) - LISTED
        yield item(Text(f"… và {more} mục nữa", f"… and {more} more").to(language), depth=2)


def _figures(carried: Carried, language: Language) -> Iterator[RenderableType]:
    if not carried.figures:
        return
    fields = Counter(field for _, field in carried.figures)
    named = [(_column(field), n) for field, n in fields.items()]
    vi = ", ".join(f"{name.vi} {n}" for name, n in named)
    en = ", ".join(f"{name.en} {n}" for name, n in named)
    yield item(
        Text(
            f"Số liệu của bản trước mà tệp mới không có cột, không lấy lại: {vi}.",
            f"Figures of before that have no column in the new files, not taken over: {en}.",
        ).to(language)
    )


_NOTHING = Text("không có gì lấy lại được", "nothing could be taken over")
_KEPT = Text(
    "Giữ như bản trước, khác với giá trị suy ra từ tệp mới",
    "Kept as before, unlike what was concluded from the new files",
)
_OVERRULED = Text(
    "Theo tệp mới, khác với bản trước; nếu tệp mới sai, sửa trong bảng vừa ghi",
    "As the new files state, unlike before; where they are wrong, correct the new workbook",
)
_ADDED = Text("Đơn vị mới", "New units")
_GONE = Text("Không còn trong tệp mới", "Not in the new files any more")
_DOUBTFUL = Text(
    "Có thể là một đơn vị nhưng chưa chắc nên chưa lấy lại gì; nếu đúng, ghi tên mới vào bản trước "
    "rồi chạy lại",
    "Perhaps the same unit, so nothing was taken over; if it is, write the new name into the "
    "earlier table and run again",
)
_LOST = Text(
    "Nhiệm vụ không còn hoặc đã ghi khác, không lấy lại",
    "Duties that are gone or in other words, not taken over",
)
_UNFIT = Text(
    "Biên chế cạnh mã chức năng không còn khớp, đã để trống; cần ghi lại",
    "Posts beside function codes do not fit any more and were left blank; enter them anew",
)
