"""What the reader of workbooks does not tell: number formats, errors of formulas, merged cells.

The XML parts are looked through once, cell by cell, without a document type and with a limit on
the rectangle that the cells span.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from orgplan.io.limits import MAX_CELLS

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ZEROS = re.compile(r"0{2,}")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_Start = Callable[[str, dict[str, str]], None]
_Text = Callable[[str], None]

Spot = tuple[int, int]
"""Row and column, from 0."""


class DamagedError(Exception):
    """A part that is no XML, declares a document type, or spans too much."""


@dataclass(slots=True)
class SheetPart:
    """What a sheet says of its cells besides their values.

    Parameters
    ----------
    styles
        Index of the style of each cell with a number.
    errors
        Text of each formula error.
    bare
        Cells with a formula and without a result.
    merged
        Rectangles of merged cells: first and last cell.
    indents
        Indent of each cell that has one.
    levels
        Level of each row that stands in an outline, from 1.
    hidden
        Rows that are not shown.
    rows, columns
        How many the cells span, from the first row and column.
    """

    styles: dict[Spot, int] = field(default_factory=dict)
    errors: dict[Spot, str] = field(default_factory=dict)
    bare: set[Spot] = field(default_factory=set)
    merged: list[tuple[Spot, Spot]] = field(default_factory=list)
    indents: dict[Spot, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """What the styles of a workbook say that matters here, by index of the style.

    Parameters
    ----------
    padded
        Digits of the styles that show numbers with leading zeros.
    indents
        Indent of the styles that have one.
    """

    padded: Mapping[int, int] = field(default_factory=dict)
    indents: Mapping[int, int] = field(default_factory=dict)


class _Scan:
    """Handlers that look through one part."""

    def __init__(self, styles: Styles) -> None:
        self.root = ""
        self.sheet = SheetPart()
        self._styles = styles
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._inside: set[str] = set()
        self._texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where a cell stands and what is inside it."""
        name = tag.rpartition(":")[2]
        if not self.root:
            self.root = name
        if self.root != "worksheet":
            return
        if name == "row":
            self._row = int(attributes.get("r", self._row + 2)) - 1
            self._column = -1
            self._note_row(attributes)
        elif name == "c":
            self._open(attributes)
        elif name in ("v", "is", "f"):
            self._inside.add(name)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.sheet.merged.append((spot_of(first), spot_of(last or first)))

    def _note_row(self, attributes: dict[str, str]) -> None:
        level = int(attributes.get("outlineLevel", "0"))
        if level > 0:
            self.sheet.levels[self._row] = level
        if attributes.get("hidden", "0") in ("1", "true"):
            self.sheet.hidden.add(self._row)

    def _open(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._row, self._column = max(self._row, 0), self._column + 1
        else:
            self._row, self._column = spot_of(reference)
        self._cell, self._inside, self._texts = attributes, set(), []

    def text(self, text: str) -> None:
        """Keep the text of formula errors."""
        if self._cell.get("t") == "e" and len(self._texts) < 10:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """Keep what matters of a cell that is complete."""
        if self.root != "worksheet" or tag.rpartition(":")[2] != "c":
            return
        cell, spot = self._cell, (self._row, self._column)
        self._cell = {}
        kind = cell.get("t", "n")
        if not self._inside and kind == "n":
            return
        sheet = self.sheet
        sheet.rows, sheet.columns = max(sheet.rows, spot[0] + 1), max(sheet.columns, spot[1] + 1)
        if sheet.rows * sheet.columns > MAX_CELLS:
            raise DamagedError
        style = int(cell.get("s", "0"))
        if style in self._styles.indents:
            sheet.indents[spot] = self._styles.indents[style]
        if kind == "e":
            sheet.errors[spot] = "".join(self._texts)[:20]
        elif "f" in self._inside and "v" not in self._inside:
            sheet.bare.add(spot)
        elif kind == "n" and style in self._styles.padded:
            sheet.styles[spot] = style


def scan_part(content: bytes, styles: Styles) -> SheetPart | None:
    """Look through one XML part of a workbook.

    Parameters
    ----------
    content
        The part.
    styles
        Styles of interest.

    Returns
    -------
    sheet
        What a worksheet says of its cells, or None for another part.

    Raises
    ------
    DamagedError
        If the part is no XML, declares a document type, or spans too many cells.
    """
    scan = _Scan(styles)
    _parse(content, scan.start, scan.end, scan.text)
    return scan.sheet if scan.root == "worksheet" else None


def _parse(
    content: bytes,
    start: _Start,
    end: _Text | None = None,
    text: _Text | None = None,
    separator: str | None = None,
) -> None:
    """Send the elements of a part to handlers; names are full where there is a separator."""
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise DamagedError from problem


def _refuse(*_: object) -> None:
    raise DamagedError


def spot_of(reference: str) -> Spot:
    """Read the name of a cell.

    Parameters
    ----------
    reference
        The name, as ``B3``.

    Returns
    -------
    spot
        Row and column, from 0.

    Raises
    ------
    DamagedError
        If it is no name of a cell.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None or match[2].strip("0") == "":
        raise DamagedError
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def read_styles(content: bytes) -> Styles:
    """Find the styles that show numbers with leading zeros, and those with an indent.

    Parameters
    ----------
    content
        The part ``styles.xml``.

    Returns
    -------
    styles
        What matters of them.

    Raises
    ------
    DamagedError
        If the part is no plain XML.
    """
    codes: dict[str, str] = {}
    formats: list[str] = []
    indents: dict[int, int] = {}
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside.append(name)
        elif name == "xf" and inside:
            formats.append(attributes.get("numFmtId", "0"))
        elif name == "alignment" and inside and formats:
            indent = int(attributes.get("indent", "0"))
            if indent > 0:
                indents[len(formats) - 1] = indent

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            inside.clear()

    _parse(content, start, end)
    first = [codes.get(number, "").partition(";")[0] for number in formats]
    padded = {index: len(code) for index, code in enumerate(first) if _ZEROS.fullmatch(code)}
    return Styles(padded, indents)


def sheet_targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Find the part of each sheet.

    Parameters
    ----------
    parts
        The parts of the workbook by name.

    Returns
    -------
    targets
        Name of the part, by name of the sheet.

    Raises
    ------
    DamagedError
        If the parts that say so are missing or no plain XML.
    """
    workbook = "xl/workbook.xml"
    relations = "xl/_rels/workbook.xml.rels"
    if workbook not in parts or relations not in parts:
        raise DamagedError
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def start_sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "sheet":
            for relation in (_RELATION, _STRICT_RELATION):
                key = attributes.get(f"{relation} id")
                if key is not None:
                    sheets[attributes.get("name", "")] = key

    def start_relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    _parse(parts[workbook], start_sheet, separator=" ")
    _parse(parts[relations], start_relation, separator=" ")
    return {name: targets[key] for name, key in sheets.items() if key in targets}
