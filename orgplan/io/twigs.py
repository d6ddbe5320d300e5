"""One shape for the trees of YAML, JSON and GraphML: values as text, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.io.columns import field_of, header_lines
from orgplan.io.findings import Cell, Findings, Source, listed, shown
from orgplan.io.limits import MAX_COLUMNS
from orgplan.io.numbers import plain_number
from orgplan.io.records import Record, StoredIds, judge_stored, tidy
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class Twig:
    """One value of a tree: a text, nothing, a list or a mapping.

    `row` and `column` mean what the source of the file makes of them; `number` says that the
    file stores a number and not a text.
    """

    value: str | list[Twig] | dict[str, Twig] | None
    row: int
    column: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Grove:
    """The file in which twigs stand, and what was found in it.

    `stored` collects the identifiers that were stored as numbers.
    """

    source: Source
    file: int
    findings: Findings
    stored: StoredIds = field(default_factory=StoredIds)

    def spot(self, twig: Twig) -> Cell:
        """The place of a twig, without its value."""
        return Cell("", self.source, self.file, twig.row, twig.column)

    def scalar(self, name: str, twig: Twig) -> Cell | None:
        """The text of a twig as a cell, or None if it is a list or a mapping."""
        if isinstance(twig.value, (list, dict)):
            return None
        cell = self.spot(twig)
        text = twig.value or ""
        if twig.number:
            cell = cell._replace(text=plain_number(text), written="number")
            judge_stored(name, cell, self.stored, self.findings)
            return tidy(name, cell, self.findings)
        return tidy(name, cell._replace(text=text), self.findings)


def unit_record(
    grove: Grove, twig: Twig, skipped: Sequence[str] = (), parent: Cell | None = None
) -> Record | None:
    """Turn a mapping into the record of a unit.

    Parameters
    ----------
    grove
        The file.
    twig
        The mapping.
    skipped
        Keys that are no values of the unit, as its sub-units.
    parent
        The parent where the structure of the file gives it.

    Returns
    -------
    record
        The record, or None if the twig is no mapping; the error is then reported.
    """
    if not isinstance(twig.value, dict):
        expect(grove, twig, Text("một đơn vị gồm các trường", "a unit with its fields"))
        return None
    if len(twig.value) > MAX_COLUMNS:
        expect(grove, twig, Text(f"nhiều nhất {MAX_COLUMNS} trường", f"at most {MAX_COLUMNS} keys"))
        return None
    fields: dict[str, list[str]] = {}
    extra: dict[str, str] = {}
    for key, value in twig.value.items():
        known = field_of(key)
        if known is not None:
            fields.setdefault(known, []).append(key)
        elif key not in skipped:
            text = _flat_text(grove, key, value)
            name = " ".join(header_lines([key]))
            if text and name:
                extra[name] = text
    _report_doubled(grove, twig.value, fields)
    cells: dict[str, Cell] = {}
    functions: tuple[tuple[str, str | None], ...] | None = None
    for known, keys in fields.items():
        value = twig.value[keys[0]]
        cell = grove.scalar(known, value)
        if cell is None and known == "functions":
            functions = _functions(grove, value)
            cell = grove.spot(value)
        elif cell is None:
            expect(grove, value, Text("một giá trị", "a single value"))
            cell = grove.spot(value)._replace(written="error")
        cells[known] = cell
    if parent is not None:
        cells["parent"] = parent
    return Record(cells, extra, grove.spot(twig), functions)


def expect(grove: Grove, twig: Twig, expected: Text) -> None:
    """Report a twig of the wrong shape.

    Parameters
    ----------
    grove
        The file.
    twig
        What stands there.
    expected
        What should stand there.
    """
    if isinstance(twig.value, dict):
        found = Text(f"các khóa {listed(list(twig.value))}", f"the keys {listed(list(twig.value))}")
    elif isinstance(twig.value, list):
        found = Text(f"danh sách {len(twig.value)} mục", f"a list of {len(twig.value)}")
    elif not twig.value:
        found = Text("không có gì", "nothing")
    else:
        found = Text(f"giá trị {shown(twig.value)}", f"the value {shown(twig.value)}")
    grove.findings.error(grove.spot(twig), found, expected)


def _report_doubled(grove: Grove, mapping: dict[str, Twig], fields: dict[str, list[str]]) -> None:
    for known, keys in fields.items():
        if len(keys) > 1:
            grove.findings.error(
                [grove.spot(mapping[key]) for key in keys],
                Text(
                    f"các khóa {listed(keys)} đều là trường `{known}`",
                    f"the keys {listed(keys)} are all the field `{known}`",
                ),
                Text("mỗi trường một khóa", "one key a field"),
            )


def _flat_text(grove: Grove, key: str, twig: Twig) -> str:
    """The text of a value that orgplan does not know; a flat list becomes one text."""
    cell = grove.scalar(key, twig)
    if cell is not None:
        return cell.text
    parts: list[str] = []
    for part in twig.value if isinstance(twig.value, list) else ():
        inner = grove.scalar(key, part)
        if inner is None:
            break
        parts.append(inner.text)
    else:
        if isinstance(twig.value, list):
            return "; ".join(parts)
    expect(grove, twig, Text("một giá trị hoặc một danh sách", "a single value or a flat list"))
    return ""


def _functions(grove: Grove, twig: Twig) -> tuple[tuple[str, str | None], ...]:
    """Functions as a mapping ``code: posts`` or as a list of ``code`` and ``code:posts``."""
    pairs: list[tuple[str, str | None]] = []
    if isinstance(twig.value, dict):
        for code, posts in twig.value.items():
            pairs.extend(_pair(grove, code, posts))
    elif isinstance(twig.value, list):
        for entry in twig.value:
            if isinstance(entry.value, dict):
                for code, posts in entry.value.items():
                    pairs.extend(_pair(grove, code, posts))
                continue
            cell = grove.scalar("functions", entry)
            if cell is None:
                expect(grove, entry, Text("một chức năng `mã:số`", "a function `code:posts`"))
            elif cell.text:
                code, colon, posts_text = cell.text.partition(":")
                pairs.append((code, posts_text if colon else None))
    return tuple(pairs)


def _pair(grove: Grove, code: str, posts: Twig) -> list[tuple[str, str | None]]:
    """One function of a mapping; no value means no number."""
    name = tidy("functions", grove.spot(posts)._replace(text=code), grove.findings).text
    cell = grove.scalar("functions", posts)
    if cell is None:
        expect(grove, posts, Text("một số biên chế", "a number of posts"))
        return []
    return [(name, cell.text or None)]
