"""Reading comma-, semicolon- and tab-separated text as Excel and others write it.

Lines are counted as an editor counts them, also after a quoted line break, and a file in a legacy
encoding is refused at its first wrong byte: letters that turned into others are worse than no
letters.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from orgplan.io.columns import field_of, nearest_field
from orgplan.io.findings import Cell, Findings, LineSource, shown
from orgplan.io.headers import choose_header
from orgplan.io.limits import HEADER_ROWS, MAX_CELL, MAX_COLUMNS, MAX_UNITS
from orgplan.io.plain_text import best_delimiter, decode, known_fields
from orgplan.io.table import Row, Table
from orgplan.text import Text

_SEP_LINE = re.compile(r'"?sep=([,;\t])"?\r?\n?', re.IGNORECASE)
_SCANNED = 1_000_000
"""Characters in which the field with a wrong quote is looked for."""


_Line = tuple[int, tuple[str, ...]]
"""Number and texts of a row."""


class _BrokenError(Exception):
    """The rest of the file cannot be taken apart; the finding is already there."""


def read_delimited(data: bytes, name: str, file: int, findings: Findings) -> Table | None:
    """Read a text table.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        Its name, for places.
    file
        Its position among the files of the organisation.
    findings
        Gets what is wrong with encoding, quotes and widths of rows.

    Returns
    -------
    table
        The table, or None if there is none to speak of.
    """
    source = LineSource(name)
    text = decode(data, Cell("", source, file, 0, 0), findings, by_field=True)
    if text is None:
        return None
    lines = io.StringIO(text, newline="")
    skipped, delimiter = _find_delimiter(lines)
    empty = Table(source, file, 1, (), ())
    filled, complete = _filled(lines, skipped, delimiter, empty, findings)
    if filled is None:
        return None
    if not filled:
        if complete:
            findings.error(
                empty.spot(1),
                Text("tệp trống", "nothing"),
                Text(
                    "một bảng có ít nhất các cột `id`, `parent`, `name`",
                    "a table with at least `id`, `parent`, `name`",
                ),
            )
        return None
    titles, header, sent = _cut_header(filled)
    below = filled[len(titles) + len(header) :]
    width = max(len(texts) for _, texts in header)
    return Table(
        source,
        file,
        header[-1][0],
        tuple(itertools.zip_longest(*(texts for _, texts in header), fillvalue="")),
        [_row(empty, *line, width, sent, delimiter, findings) for line in below],
        complete,
        sent,
        tuple(Row(*line) for line in titles),
        (name.rpartition("/")[2].rpartition(".")[0],),
    )


def _filled(
    lines: io.StringIO, skipped: int, delimiter: str, table: Table, findings: Findings
) -> tuple[list[_Line] | None, bool]:
    """All rows that hold anything, and whether the file could be read to its end.

    None instead of rows where there are more than anybody can have meant.
    """
    filled: list[_Line] = []
    try:
        for number, texts in _split(lines, skipped, delimiter, table, findings):
            if not any(text.strip() for text in texts):
                continue
            if not filled:
                _check_width(table, number, len(texts), findings)
            filled.append((number, texts))
            if len(filled) > MAX_UNITS + HEADER_ROWS:
                _report_too_many(table, number, findings)
                return None, False
    except _BrokenError:
        return filled, False
    return filled, True


def _cut_header(filled: list[_Line]) -> tuple[list[_Line], list[_Line], bool]:
    """Titles, lines of the header, and whether it is a table as departments send it.

    Only such a table may have titles or a header of several lines.
    """
    top = [texts[:MAX_COLUMNS] for _, texts in filled[:HEADER_ROWS]]
    width = max(len(texts) for texts in top)
    grid = [[*texts, *[""] * (width - len(texts))] for texts in top]
    usual = choose_header(grid[:1], [])
    header = usual if usual.sent or not _may_be_sent(grid[0]) else choose_header(grid, [])
    if not header.sent:
        return [], filled[:1], False
    end = header.first + header.lines
    return filled[: header.first], filled[header.first : end], True


def _may_be_sent(first: list[str]) -> bool:
    """Whether the first line leaves open that the header stands below it."""
    fields = {field_of(text) or nearest_field(text) for text in first}
    return not fields & {"id", "parent"}


def _find_delimiter(lines: io.StringIO) -> tuple[int, str]:
    """Skip a ``sep=`` line and choose the delimiter that makes the header best understood."""
    start, skipped = 0, 0
    line = lines.readline()
    declared = _SEP_LINE.fullmatch(line)
    if declared is not None:
        start, skipped = lines.tell(), 1
        lines.seek(start)
        return skipped, declared[1]
    top = [line, *itertools.islice(lines, HEADER_ROWS)]
    lines.seek(start)
    written = [line for line in top if line.strip()] or [""]
    return skipped, best_delimiter(max(written, key=known_fields))


def _split(
    lines: io.StringIO, skipped: int, delimiter: str, table: Table, findings: Findings
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Take the rows apart, each with the number of the line in which it begins."""
    start = lines.tell()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num
        try:
            texts = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            lines.seek(start)
            rest = "".join(itertools.islice(lines, begins, None))
            row = begins + skipped + 1
            _report_quote(rest[:_SCANNED], row, delimiter, str(problem), table, findings)
            raise _BrokenError from problem
        yield begins + skipped + 1, tuple(texts)


def _report_quote(
    rest: str, row: int, delimiter: str, problem: str, table: Table, findings: Findings
) -> None:
    """Say which field of a row has a quote that is never closed, or closed too early."""
    field, quoted, closed, previous = 1, False, False, delimiter
    for letter in rest:
        if letter == '"' and (quoted or closed or previous == delimiter):
            quoted, closed = not quoted, quoted
        elif quoted:
            pass
        elif letter == delimiter:
            field, closed = field + 1, False
        elif closed or letter in "\r\n":
            break
        previous = letter
    if "field limit" in problem and not quoted:
        found = Text("ô quá dài", "a very long field")
        expected = Text(f"nhiều nhất {MAX_CELL} ký tự", f"at most {MAX_CELL} characters")
    else:
        found = (
            Text("dấu ngoặc kép mở mà không đóng", "a quote that is opened and never closed")
            if quoted
            else Text(
                "dấu ngoặc kép đóng ở giữa ô", "a quote that is closed in the middle of a field"
            )
        )
        expected = Text(
            'ô trong ngoặc kép `"…"`, dấu ngoặc kép bên trong viết đôi `""`',
            'a field within quotes `"…"`, quotes inside it doubled `""`',
        )
    findings.error(table.spot(row, field), found, expected)


def _check_width(table: Table, number: int, width: int, findings: Findings) -> None:
    if width > MAX_COLUMNS:
        findings.error(
            table.spot(number),
            Text(f"{width} cột", f"{width} columns"),
            Text(f"nhiều nhất {MAX_COLUMNS} cột", f"at most {MAX_COLUMNS} columns"),
        )
        raise _BrokenError


def _row(
    table: Table,
    number: int,
    texts: tuple[str, ...],
    width: int,
    sent: bool,
    delimiter: str,
    findings: Findings,
) -> Row:
    """A row of the width of the header, or a broken one that was reported.

    Where departments send a table, a line of one text alone is no broken row: it is a signature.
    """
    if len(texts) == width:
        return Row(number, texts)
    if sent and (not any(texts[width:]) if len(texts) > width else not any(texts[1:])):
        return Row(number, (*texts, *[""] * width)[:width])
    advice = None
    if len(texts) > width:
        advice = _quote_advice(texts, delimiter)
    findings.error(
        table.spot(number),
        Text(f"{len(texts)} ô, tiêu đề có {width}", f"{len(texts)} fields, the header has {width}"),
        Text(f"{width} ô", f"{width} fields"),
        advice,
    )
    return Row(number, texts[:width], broken=True)


def _quote_advice(texts: tuple[str, ...], delimiter: str) -> Text:
    """Show the text that lost its quotes: a delimiter inside a sentence has a space behind it."""
    mark = "\\t" if delimiter == "\t" else delimiter
    example = ""
    for before, after in itertools.pairwise(texts):
        if before.strip() and after[:1] == " " and after.strip():
            example = ": " + shown(f'"{before.strip()}{delimiter}{after.rstrip()}"')
            break
    return Text(
        f"văn bản có dấu `{mark}` bên trong phải đặt trong ngoặc kép{example}",
        f"a `{mark}` inside a text needs quotes{example}",
    )


def _report_too_many(table: Table, number: int, findings: Findings) -> None:
    findings.error(
        table.spot(number),
        Text(f"hơn {MAX_UNITS} dòng", f"more than {MAX_UNITS} rows"),
        Text(f"nhiều nhất {MAX_UNITS} đơn vị", f"at most {MAX_UNITS} units"),
    )
