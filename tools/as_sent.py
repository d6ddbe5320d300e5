"""Writes what 21 agencies would send, from the clean table: scenarios/khanh-hoa-as-sent/units/.

``python tools/as_sent.py`` reads scenarios/khanh-hoa (illustrative data) and writes one file an
agency, each in the form and with the habits chosen below. Duties become prose, so the posts of a
function are lost, as they are when a department writes its own table. The same table gives the
same content every time.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.as_sent_form import Form, Posts, Row  # noqa: E402 - the path comes first
from tools.as_sent_forms import (  # noqa: E402 - the path comes first
    COLUMNS,
    DOTTED,
    FLOATS,
    GROUPED,
    IN_NAMES,
    INDENTED,
    LETTERS,
    ROMAN,
    SMALL_LETTERS,
    SPACES,
)
from tools.as_sent_pages import Page, write_csv, write_xlsx  # noqa: E402 - the path comes first

CLEAN = ROOT / "scenarios" / "khanh-hoa"
SENT = ROOT / "scenarios" / "khanh-hoa-as-sent" / "units"


@dataclass(frozen=True, slots=True)
class Sending:
    """How one agency sends its table.

    Parameters
    ----------
    agency
        Its id in the clean table.
    file
        The name that somebody gave the file.
    form
        The form that it filled in.
    posts
        Whether the figures are own posts, totals, or totals of civil servants without the public
        service units.
    above
        The first title line: the body above it, as it writes it.
    kinds
        Whether the form has the column of kinds: where names mislead.
    """

    agency: str
    file: str
    form: Form
    posts: Posts = "own"
    above: str = "UBND TỈNH KHÁNH HÒA"
    kinds: bool = False


LONG = "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA"
SENDINGS = (
    Sending("van-phong-ubnd", "01_VP UBND tinh.xlsx", ROMAN, kinds=True),
    Sending("so-noi-vu", "so-noi-vu.xlsx", LETTERS, kinds=True),
    Sending("so-tu-phap", "Sở Tư pháp - bieu 01.xlsx", ROMAN, above=LONG, kinds=True),
    Sending("so-ke-hoach-dau-tu", "SKHDT_bieu 01 (gui SNV).xlsx", IN_NAMES, "civil"),
    Sending("so-tai-chinh", "so tai chinh.csv", SPACES, "all"),
    Sending("so-cong-thuong", "Bieu 01 - So Cong Thuong.xlsx", INDENTED, "civil", LONG),
    Sending("so-nong-nghiep", "SoNN-PTNT_TCBM_2025.xlsx", FLOATS, kinds=True),
    Sending("so-giao-thong", "Sở GTVT.xlsx", COLUMNS, "own", LONG),
    Sending("so-xay-dung", "so xay dung (sua lan 2).xlsx", GROUPED, "all"),
    Sending("so-tai-nguyen", "09 STNMT.xlsx", COLUMNS, "civil", kinds=True),
    Sending("so-thong-tin", "so-tttt.csv", DOTTED, "own", "Ủy ban nhân dân tỉnh Khánh Hòa"),
    Sending("so-lao-dong", "SLDTBXH_Phu luc 1.xlsx", IN_NAMES, "civil", kinds=True),
    Sending("so-van-hoa", "Phu luc - So VHTT.xlsx", INDENTED, "civil", kinds=True),
    Sending("so-du-lich", "so-du-lich.xlsx", SMALL_LETTERS, "all", "UBND tỉnh Khánh Hòa"),
    Sending("so-khoa-hoc", "SKHCN.xlsx", GROUPED, "civil", LONG),
    Sending("so-giao-duc", "Sở GDĐT (chính thức).xlsx", IN_NAMES, "own", LONG, kinds=True),
    Sending("so-y-te", "so-y-te-01.xlsx", SMALL_LETTERS, "civil", kinds=True),
    Sending("so-ngoai-vu", "So Ngoai vu.csv", SPACES, "own", "UBND tỉnh Khánh Hòa"),
    Sending("thanh-tra-tinh", "Thanh tra tinh.xlsx", INDENTED, "all", LONG, kinds=True),
    Sending("ban-dan-toc", "Ban Dan toc.xlsx", COLUMNS, "own", kinds=True),
    Sending("bql-van-phong", "BQL KKT Van Phong.xlsx", LETTERS, "civil", kinds=True),
)


def functions() -> Mapping[str, str]:
    """Code → Vietnamese name, as in functions.csv."""
    with (CLEAN / "functions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["vi"] for row in csv.DictReader(file)}


def clean_rows() -> list[Row]:
    """The clean table, every function written as its name, in its order."""
    names = functions()
    with (CLEAN / "units.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                **{key: row[key] for key in ("id", "parent", "name", "kind", "site", "short")},
                note=row["note"],
                staff=int(row["staff"]),
                present=int(row["present"]),
                heads=int(row["heads"] or 0),
                deputies=int(row["deputies"] or 0),
                duties=tuple(
                    names[entry.partition(":")[0].strip()]
                    for entry in row["functions"].split(";")
                    if entry.strip()
                ),
            )
            for row in csv.DictReader(file)
        ]


def below(
    rows: list[Row], row: Row, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Row]]:
    """The row with its place in the outline, and all rows below it."""
    yield path, row
    children = [child for child in rows if child.parent == row.id]
    for place, child in enumerate(children, start=1):
        yield from below(rows, child, (*path, place))


def page_of(sending: Sending, rows: list[Row]) -> Page:
    """The form of an agency, filled in as it does."""
    agency = next(row for row in rows if row.id == sending.agency)
    units = list(below(rows, agency, (1,)))
    return sending.form.page(units, sending.posts, sending.above, kinds=sending.kinds)


def write_all(folder: Path) -> None:
    """Write the file of every agency into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = clean_rows()
    for sending in SENDINGS:
        page = page_of(sending, rows)
        write = write_csv if sending.file.endswith(".csv") else write_xlsx
        write(page, folder / sending.file)


if __name__ == "__main__":
    write_all(SENT)
