"""A form of tools/as_sent.py and how somebody fills it in: columns, levels, figures, duties."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tools.as_sent_pages import Cell, Page

Posts = Literal["own", "all", "civil"]
Place = tuple[int, ...]
"""Where a unit stands: (1,) the agency, (1, 3) its third unit, (1, 3, 2) the second below that."""

LABELS = {
    "department": "Sở",
    "department_equivalent": "Cơ quan ngang sở",
    "management_board": "Ban Quản lý khu kinh tế, khu công nghiệp",
    "office": "Văn phòng",
    "inspectorate": "Thanh tra",
    "division": "Phòng",
    "sub_department": "Chi cục",
    "sub_division": "Phòng, hạt, đội, trạm thuộc chi cục",
    "public_service_unit": "Đơn vị sự nghiệp công lập",
}
WIDTHS = {"number": 5, "kind": 17, "name": 34, "duties": 38, "site": 12, "short": 12, "note": 18}
WIDTHS |= {"name1": 22, "name2": 22, "name3": 26}

COUNTED = ("staff", "present", "heads", "deputies")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the clean table; posts are its own [posts]."""

    id: str
    parent: str
    name: str
    kind: str
    staff: int
    present: int
    heads: int
    deputies: int
    duties: tuple[str, ...]
    site: str
    short: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form and the habits of who fills it in.

    Parameters
    ----------
    columns
        Field → header, from the left; a field of several name columns has a number behind it.
    upper
        First header line: first field, last field, text; only for forms of two header lines.
    number
        What stands in the column of numbers, or before the name where there is no such column.
    shape
        How levels show where nothing is numbered.
    duties
        One line with semicolons, several lines in the cell, or several rows.
    capitals
        Whether the agency's name stands in capitals.
    total
        Where the row of totals stands.
    total_name
        What it is called.
    signed
        Whether a place, a date and signatures stand below.
    counted_columns
        Whether a row (1) (2) (3) stands below the header.
    sheet
        Name of the sheet.
    """

    columns: Mapping[str, str]
    upper: Sequence[tuple[str, str, str]] = ()
    number: Callable[[Place], Cell] = lambda place: None
    shape: Literal["numbers", "indents", "levels", "spaces", "columns"] = "numbers"
    duties: Literal["joined", "lines", "rows"] = "joined"
    capitals: bool = False
    total: Literal["none", "top", "end"] = "none"
    total_name: str = "Tổng cộng"
    signed: bool = False
    counted_columns: bool = False
    sheet: str = "Sheet1"
    delimiter: str = ";"
    encoding: str = "utf-8"

    def page(
        self, units: Sequence[tuple[Place, Row]], posts: Posts, above: str, *, kinds: bool
    ) -> Page:
        """The form filled in for one agency, whose row comes first in `units`."""
        columns = self._columns(kinds=kinds)
        last = len(columns) - 1
        rows = self._titles(above, units[0][1].name, last)
        merged = [(3, 0, 3, last), *self._merged(list(columns), len(rows))]
        top = len(rows)
        rows += self._header(columns)
        header = tuple(range(top, len(rows)))
        if self.counted_columns:
            rows.append([f"({place})" for place in range(1, last + 2)])
        start = len(rows)
        figures = {row.id: _figures(row, units, posts) for _, row in units}
        total = self._total(columns, list(figures.values()), posts)
        depths: dict[int, int] = {}
        rows += [total] if self.total == "top" else []
        for place, row in units:
            depths[len(rows)] = len(place) - 1
            rows += self._lines(list(columns), place, row, figures[row.id])
        rows += [total] if self.total == "end" else []
        end = len(rows)
        rows += _signature(last) if self.signed else []
        return Page(
            rows,
            header,
            (start, end),
            [WIDTHS.get(key, 10) for key in columns],
            self.sheet,
            list(columns).index("name") if "name" in columns else 0,
            merged,
            depths if self.shape == "indents" else {},
            depths if self.shape == "levels" else {},
            frozenset(
                row for row in range(start, end) if depths.get(row) == 0 or rows[row] is total
            ),
            self.delimiter,
            self.encoding,
        )

    def _titles(self, above: str, agency: str, last: int) -> list[list[Cell]]:
        """Who writes, to the left; the motto of the state, to the right, in formal tables."""
        gap: list[Cell] = [None] * (last - 4)
        right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        left = (above, agency.upper())
        rows: list[list[Cell]] = [
            [name, *gap, motto] if self.signed else [name]
            for name, motto in zip(left, right, strict=True)
        ]
        return [*rows, [], ["BIỂU TỔNG HỢP CƠ CẤU TỔ CHỨC, BIÊN CHẾ NĂM 2025"], []]

    def _header(self, columns: Mapping[str, str]) -> list[list[Cell]]:
        """One header line, or two where some columns have a common heading."""
        if not self.upper:
            return [list(columns.values())]
        keys = list(columns)
        groups = {first: text for first, _, text in self.upper}
        grouped = self._grouped(keys)
        return [
            [groups.get(key, None if key in grouped else columns[key]) for key in keys],
            [columns[key] if key in grouped else None for key in keys],
        ]

    def _grouped(self, keys: Sequence[str]) -> set[str]:
        """The columns that have a common heading with others."""
        spans = [(keys.index(first), keys.index(final)) for first, final, _ in self.upper]
        return {key for start, end in spans for key in keys[start : end + 1]}

    def _merged(self, keys: Sequence[str], top: int) -> list[tuple[int, int, int, int]]:
        """The merged ranges of a header of two lines."""
        if not self.upper:
            return []
        grouped = self._grouped(keys)
        across = [
            (top, keys.index(first), top, keys.index(final)) for first, final, _ in self.upper
        ]
        down = [
            (top, place, top + 1, place) for place, key in enumerate(keys) if key not in grouped
        ]
        return across + down

    def _columns(self, *, kinds: bool) -> Mapping[str, str]:
        """The columns, with that of the kinds behind the name where it is asked for."""
        if not kinds:
            return self.columns
        names = [key for key in self.columns if key.startswith("name")]
        columns: dict[str, str] = {}
        for key, header in self.columns.items():
            columns[key] = header
            if key == names[-1]:
                columns["kind"] = "Loại hình"
        return columns

    def _lines(
        self, columns: Sequence[str], place: Place, row: Row, figures: Mapping[str, int]
    ) -> list[list[Cell]]:
        """The row of a unit, and further rows for its duties where the form has them so."""
        depth = len(place) - 1
        name = row.name.upper() if depth == 0 and self.capitals else row.name
        if "number" not in columns and self.shape == "numbers":
            name = f"{self.number(place) or ''} {name}".strip()
        if self.shape == "spaces":
            name = "    " * depth + name
        duties = _written(row.duties, self.duties)
        values: dict[str, Cell] = {
            "number": self.number(place),
            "kind": LABELS[row.kind],
            "duties": duties[0] if duties else None,
            "site": row.site,
            "short": row.short or None,
            "note": row.note or None,
            **{key: figures[key] or "-" for key in ("heads", "deputies")},
            **{key: figures[key] for key in ("staff", "present")},
            "name" if "name" in columns else f"name{depth + 1}": name,
        }
        lines: list[list[Cell]] = [[values.get(key) for key in columns]]
        for duty in duties[1:]:
            lines.append([duty if key == "duties" else None for key in columns])
        return lines

    def _total(
        self, columns: Mapping[str, str], figures: Sequence[Mapping[str, int]], posts: Posts
    ) -> list[Cell]:
        """The row of totals: of all rows, or once more the agency's where that is a total."""
        shown: dict[str, Cell] = {"name": self.total_name, "name1": self.total_name}
        for key in COUNTED:
            is_total = posts != "own" and key in {"staff", "present"}
            shown[key] = figures[0][key] if is_total else sum(each[key] for each in figures)
        return [shown.get(key) for key in columns]


def _figures(row: Row, units: Sequence[tuple[Place, Row]], posts: Posts) -> Mapping[str, int]:
    """The figures in the row of a unit: its own, or with those below it."""
    figures = {key: getattr(row, key) for key in COUNTED}
    if posts == "own":
        return figures
    children = [child for _, child in units if child.parent == row.id]
    if posts == "civil":
        children = [child for child in children if child.kind != "public_service_unit"]
    for key in ("staff", "present"):
        figures[key] += sum(_figures(child, units, posts)[key] for child in children)
    return figures


def _written(duties: Sequence[str], way: str) -> list[str]:
    """Duties as people write them: one text a row of the table."""
    if way == "rows":
        return [f"- {duty}" for duty in duties]
    if way == "lines":
        return ["\n".join(f"- {duty};" for duty in duties)[:-1] + "."] if duties else []
    small = [duty if n == 0 else duty[0].lower() + duty[1:] for n, duty in enumerate(duties)]
    return ["; ".join(small)] if small else []


def _signature(last: int) -> list[list[Cell]]:
    """Place, date and offices, as below every official table; nobody is named."""
    right: list[Cell] = [None] * max(last - 2, 1)
    return [
        [],
        [*right, "Khánh Hòa, ngày      tháng 01 năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", *right[2:], "THỦ TRƯỞNG CƠ QUAN"],
        [None, "(Ký, ghi rõ họ tên)", *right[2:], "(Ký tên, đóng dấu)"],
    ]
