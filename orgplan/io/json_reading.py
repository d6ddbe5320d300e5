"""Reading JSON without trusting it: every value with its path, every wrong one reported.

Numbers stay text until a reader asks for one, so that ``1e999999999`` costs nothing, and a key
that stands twice is an error, never a silent choice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.errors import InputError
from orgplan.io.findings import Cell, Findings, PathSource, listed, shown, visible
from orgplan.io.text_file import TextFile
from orgplan.text import Text, nfc

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,2})?")
_LARGEST = 10**15
_PLAIN_KEY = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A number as it is written."""

    text: str


class _Object(dict[str, object]):
    """A JSON object that remembers the keys that stand in it twice."""

    doubled: tuple[str, ...] = ()


class _Missing:
    """Stands for a value that was reported as missing."""


class Report:
    """Collects what is wrong in one JSON file."""

    def __init__(self, name: str) -> None:
        self.source = PathSource(name)
        self.findings = Findings()

    def error(self, path: str, found: Text, expected: Text, advice: Text | None = None) -> None:
        """Add an error at a path."""
        cell = Cell("", self.source, 0, self.source.row(path), 0)
        self.findings.error(cell, found, expected, advice)

    def raise_errors(self) -> None:
        """Raise `InputError` if there is any."""
        if self.findings.failed:
            raise InputError(self.findings.sorted())


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a JSON file and its path; asking for the wrong type reports and goes on."""

    value: object
    path: str
    report: Report

    @property
    def null(self) -> bool:
        """Whether the value is null, or was reported as missing."""
        return self.value is None or isinstance(self.value, _Missing)

    def wrong(self, expected: Text, advice: Text | None = None) -> None:
        """Report that something else is expected here."""
        if not isinstance(self.value, _Missing):
            self.report.error(self.path, _described(self.value), expected, advice)

    def get(self, key: str) -> Value | None:
        """A member, or None if there is none."""
        if isinstance(self.value, dict) and key in self.value:
            return Value(self.value[key], _below(self.path, key), self.report)
        return None

    def need(self, key: str) -> Value:
        """A member that has to be there."""
        found = self.get(key)
        if found is not None:
            return found
        path = _below(self.path, key)
        if isinstance(self.value, dict):
            text = Text(f"thiếu `{key}`", f"`{key}` is missing")
            self.report.error(path, text, Text(f"một giá trị cho `{key}`", f"a value for `{key}`"))
        return Value(_Missing(), path, self.report)

    def object(self) -> Value:
        """The value itself, reported if it is no object or holds a key twice."""
        if not isinstance(self.value, dict):
            self.wrong(Text("một đối tượng {…}", "an object {…}"))
        elif isinstance(self.value, _Object) and self.value.doubled:
            keys = listed(self.value.doubled)
            text = Text(f"khóa {keys} đứng hai lần", f"the key {keys} twice")
            self.report.error(self.path, text, Text("mỗi khóa một lần", "each key once"))
        return self

    def members(self) -> Iterator[tuple[str, Value]]:
        """Keys (NFC, trimmed) and values of an object."""
        self.object()
        seen: set[str] = set()
        known: dict[str, object] = self.value if isinstance(self.value, dict) else {}
        for key, inner in known.items():
            member = Value(inner, _below(self.path, key), self.report)
            if nfc(key) in seen:
                member.report.error(
                    member.path,
                    Text(f"khóa {shown(key)} đứng hai lần", f"the key {shown(key)} twice"),
                    Text("mỗi khóa một lần", "each key once"),
                )
            seen.add(nfc(key))
            yield nfc(key), member

    def items(self) -> list[Value]:
        """The items of a list."""
        if not isinstance(self.value, list):
            self.wrong(Text("một danh sách […]", "a list […]"))
            return []
        return [
            Value(item, f"{self.path}[{place}]", self.report)
            for place, item in enumerate(self.value)
        ]

    def text(self) -> str:
        """A text that is not blank, in normal form C and trimmed."""
        found = nfc(self.value) if isinstance(self.value, str) else ""
        if not found:
            self.wrong(Text("văn bản", "a text"))
        return found

    def word(self, words: Sequence[str]) -> str:
        """One of a few words; the first of them where it is none."""
        found = self.value if isinstance(self.value, str) else ""
        if found not in words:
            named = ", ".join(words)
            self.wrong(Text(f"một trong: {named}", f"one of {named}"))
            return words[0]
        return found

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.wrong(Text("true hoặc false", "true or false"))
        return self.value is True

    def number(self) -> Fraction:
        """An exact number."""
        text = self.value.text if isinstance(self.value, _Numeral) else ""
        exact = Fraction(text) if _NUMBER.fullmatch(text) else None
        if exact is None or abs(exact) > _LARGEST:
            self.wrong(Text("một số", "a number"))
            return Fraction(0)
        return exact

    def exactly(self, wanted: int) -> None:
        """Report anything but this number."""
        text = self.value.text if isinstance(self.value, _Numeral) else ""
        if not _NUMBER.fullmatch(text) or Fraction(text) != wanted:
            self.wrong(Text(str(wanted), str(wanted)))

    def whole(self) -> int:
        """A whole number."""
        exact = self.number()
        if exact.denominator != 1:
            self.wrong(Text("một số nguyên", "a whole number"))
        return int(exact)


def read_json(file: TextFile) -> Value:
    """Parse a text file as JSON.

    Raises
    ------
    InputError
        If it is none, with line and column.
    """
    expected = Text("một tệp JSON hợp lệ", "valid JSON")
    try:
        document: object = json.loads(
            file.source.text,
            parse_int=_Numeral,
            parse_float=_Numeral,
            parse_constant=_Numeral,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as problem:
        at = (problem.lineno, problem.colno)
        found = Text("không đọc được như JSON", "this cannot be read as JSON")
        raise InputError([file.source.finding(at, found, expected)]) from None
    except (RecursionError, ValueError):
        found = Text("lồng quá nhiều cấp", "nested too deeply")
        raise InputError([file.source.finding((0, 0), found, expected)]) from None
    return Value(document, "", Report(file.source.name))


def _object(pairs: Iterable[tuple[str, object]]) -> _Object:
    found = _Object()
    doubled: dict[str, None] = {}
    for key, value in pairs:
        if key in found:
            doubled[key] = None
        found[key] = value
    if doubled:
        found.doubled = tuple(doubled)
    return found


def _below(path: str, key: str) -> str:
    step = key if _PLAIN_KEY.fullmatch(key) else f"`{visible(key)}`"
    return f"{path}.{step}" if path else step


def _described(value: object) -> Text:
    if isinstance(value, str):
        return Text(shown(value), shown(value))
    if isinstance(value, _Numeral):
        return Text(shown(value.text), shown(value.text))
    if isinstance(value, bool) or value is None:
        word = {True: "true", False: "false", None: "null"}[value]
        return Text(word, word)
    if isinstance(value, list):
        return Text("một danh sách", "a list")
    return Text("một đối tượng", "an object")
