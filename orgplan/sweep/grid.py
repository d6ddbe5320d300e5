"""The grid of a sweep: fields of a scenario, each with the values that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from orgplan.errors import Finding, UsageError
from orgplan.io.findings import shown, visible
from orgplan.sweep.values import MOST_POINTS, Value, ValuesError, too_many, values_from, values_of
from orgplan.text import Text, nfc

Changes = tuple[tuple[str, str], ...]
"""One point of a grid: fields with their values, as `orgplan.load(change=…)` takes them."""

_ASKED = Text(
    "FIELD=GIÁ_TRỊ như `target.cut=10%..30%:5%` hoặc `rules.max-size.at_most=10,12,14`",
    "FIELD=VALUES such as `target.cut=10%..30%:5%` or `rules.max-size.at_most=10,12,14`",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the scenario that varies.

    Parameters
    ----------
    path
        Keys joined by dots, see `orgplan.io.changing`.
    values
        What stands there in turn.
    """

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Every combination of the values of some fields; the last field changes fastest."""

    fields: tuple[Field, ...]

    def __len__(self) -> int:
        return prod(len(field.values) for field in self.fields)

    def __iter__(self) -> Iterator[Changes]:
        paths = [field.path for field in self.fields]
        for values in product(*(field.values for field in self.fields)):
            yield tuple(zip(paths, values, strict=True))


def read_grid(written: Sequence[str]) -> Grid:
    """The grid of texts such as ``target.cut=10%..30%:5%``, one a field.

    Raises
    ------
    UsageError
        With everything that is wrong in any of them.
    """
    parts = [text.partition("=") for text in written]
    return _grid(
        (text, nfc(path), values if equals else None)
        for text, (path, equals, values) in zip(written, parts, strict=True)
    )


def make_grid(vary: Mapping[str, str | Sequence[Value]]) -> Grid:
    """The grid of fields with their values, given as texts or as Python sequences.

    Raises
    ------
    UsageError
        With everything that is wrong in any of them.
    """
    return _grid((str(path), nfc(str(path)), values) for path, values in vary.items())


def _grid(parts: Iterable[tuple[str, str, str | Sequence[Value] | None]]) -> Grid:
    fields: list[Field] = []
    findings: list[Finding] = []
    for text, path, values in parts:
        try:
            fields.append(_field(path, values, fields))
        except ValuesError as wrong:
            place = f"--vary {visible(text)}"
            findings.append(Finding(place, wrong.found, wrong.expected, wrong.advice))
    grid = Grid(tuple(fields))
    if not findings:
        findings += _size(grid)
    if findings:
        told = [Text(finding.render("vi"), finding.render("en")) for finding in findings]
        raise UsageError(Text("\n".join(t.vi for t in told), "\n".join(t.en for t in told)))
    return grid


def _field(path: str, values: str | Sequence[Value] | None, before: Sequence[Field]) -> Field:
    if not path or not path.isprintable() or "" in path.split(".") or values is None:
        what = Text("không có tên trường và dấu =", "no field name with = behind it")
        raise ValuesError(what, _ASKED)
    if any(field.path == path for field in before):
        raise ValuesError(
            Text(f"trường {shown(path)} có hai lần", f"the field {shown(path)} twice"),
            Text("mỗi trường một --vary với mọi giá trị", "one --vary a field with all its values"),
        )
    return Field(path, values_of(values) if isinstance(values, str) else values_from(values))


def _size(grid: Grid) -> Iterator[Finding]:
    if not grid.fields:
        yield Finding("--vary", Text("không có trường nào", "no field"), _ASKED)
    elif len(grid) > MOST_POINTS:
        sizes = " × ".join(str(len(field.values)) for field in grid.fields)
        wrong = too_many(Text(f"{sizes} = {len(grid)} điểm", f"{sizes} = {len(grid)} points"))
        yield Finding("--vary", wrong.found, wrong.expected, wrong.advice)
