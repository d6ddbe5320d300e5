"""What was found as lines of a terminal, or as a document.

It prints without the libraries that other pages are printed with: one of them may be what is
missing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from orgplan.doctor.finding import Look, State
from orgplan.text import Language, Text

_STATES: Mapping[State, Text] = {
    "ok": Text("đạt", "ok"),
    "note": Text("LƯU Ý", "NOTE"),
    "fault": Text("LỖI", "FAULT"),
}
_NAMES = {
    "platform": Text("hệ điều hành", "platform"),
    "libraries": Text("thư viện", "libraries"),
    "solvers": Text("bộ giải", "solvers"),
    "font": Text("phông chữ", "font"),
    "console": Text("cửa sổ lệnh", "console"),
    "language": Text("ngôn ngữ", "language"),
    "folder": Text("thư mục này", "this folder"),
    "temp": Text("thư mục tạm", "temporary files"),
    "cache": Text("kết quả đã lưu", "cache"),
    "processors": Text("bộ xử lý", "processors"),
    "memory": Text("bộ nhớ", "memory"),
    "network": Text("mạng", "network"),
}
_WIDE_STATE, _WIDE_NAME = 7, 17


def count(looks: Sequence[Look], state: State) -> int:
    """How many of them are in that state."""
    return sum(1 for look in looks if look.state == state)


def document(looks: Sequence[Look], language: Language) -> dict[str, object]:
    """Everything that was looked at, as a JSON document."""
    return {
        "ok": not count(looks, "fault"),
        "checks": [
            {
                "name": look.name,
                "state": look.state,
                "found": look.found.to(language),
                "advice": None if look.advice is None else look.advice.to(language),
            }
            for look in looks
        ],
    }


def lines(looks: Sequence[Look], language: Language, width: int) -> Iterator[str]:
    """The page, wrapped to a width [characters]."""
    indent = " " * (_WIDE_STATE + _WIDE_NAME)
    for look in looks:
        state = _STATES[look.state].to(language).ljust(_WIDE_STATE)
        name = _NAMES.get(look.name, Text(look.name, look.name)).to(language).ljust(_WIDE_NAME)
        yield from _wrapped(look.found.to(language), state + name, indent, width)
        if look.advice is not None:
            yield from _wrapped(look.advice.to(language), indent + "→ ", indent + "  ", width)
    yield ""
    yield from _wrapped(_verdict(looks).to(language), "", "", width)


def _wrapped(words: str, first: str, later: str, width: int) -> list[str]:
    room = max(width, len(first) + 20)
    return textwrap.wrap(
        words,
        room,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words=True,
    )


def _verdict(looks: Sequence[Look]) -> Text:
    faults, notes = count(looks, "fault"), count(looks, "note")
    more = Text("", "")
    if notes:
        more = Text(f" {notes} điều cần lưu ý.", f" {notes} note{'' if notes == 1 else 's'}.")
    if faults:
        many = "fault" if faults == 1 else "faults"
        return Text(
            f"{faults} lỗi: orgplan chưa chạy được đầy đủ; làm theo mũi tên ở trên.{more.vi}",
            f"{faults} {many}: orgplan does not work fully; follow the arrows above.{more.en}",
        )
    return Text(f"Máy này chạy được orgplan.{more.vi}", f"orgplan works on this computer.{more.en}")
