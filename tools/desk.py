"""Writes what comes in during the story of six weeks, beside scenarios/khanh-hoa-as-sent/units/.

``python tools/desk.py`` writes three files, all illustrative: in `tuan-1/` the first table of Sở
Ngoại vụ, with a mistake; in `tuan-2/` the completed workbook after colleagues gave every duty its
code; in `tuan-4/` the second table of Sở Y tế, with a new division, one renamed, and other posts.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from orgplan.io.scenario import read_scenario_organisation  # noqa: E402 - the path comes first
from orgplan.report.unit_workbook import (  # noqa: E402 - the path comes first
    Contents,
    write_unit_workbook,
)
from tools.as_sent import SENDINGS, clean_rows, functions, page_of  # noqa: E402 - the path comes first
from tools.as_sent_form import Row  # noqa: E402 - the path comes first
from tools.as_sent_pages import write_xlsx  # noqa: E402 - the path comes first

FOLDER = ROOT / "scenarios" / "khanh-hoa-as-sent"
LATE = "So Ngoai vu.csv"
AGAIN = "so-y-te-01.xlsx"
FILLED = "don-vi-da-dien.xlsx"


def write_mistaken(path: Path) -> None:
    """The table of Sở Ngoại vụ with words among the posts."""
    text = (FOLDER / "units" / LATE).read_text(encoding="utf-8-sig")
    wrong = text.replace("Phòng Lãnh sự;4;4", "Phòng Lãnh sự;4 người;4")
    assert wrong != text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\ufeff" + wrong, encoding="utf-8", newline="")


def write_filled(path: Path) -> None:
    """The completed workbook of all 21 tables, every duty with its code."""
    read = read_scenario_organisation(FOLDER / "scenario.yaml")
    codes = {name.casefold(): code for code, name in functions().items()}
    duties = tuple(replace(duty, code=codes[duty.prose.casefold()]) for duty in read.reading.duties)
    reading = replace(read.reading, guesses=(), duties=duties)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_unit_workbook(Contents(reading, "vi", read.ruleset, read.function_names), path)


def changed_rows() -> list[Row]:
    """The clean table as Sở Y tế sees itself a month later."""
    names = functions()
    rows: list[Row] = []
    for row in clean_rows():
        if row.id == "syt-y":
            rows.append(replace(row, staff=6, present=6))
        elif row.id == "syt-kh":
            rows.append(replace(row, name="Phòng Kế hoạch - Tài chính - Thống kê"))
        elif row.id == "syt-d":
            rows += [row, _new_division(row, names["licensing/health"])]
        else:
            rows.append(row)
    return rows


def _new_division(beside: Row, duty: str) -> Row:
    name = "Phòng Quản lý hành nghề y dược tư nhân"
    return replace(
        beside,
        id="syt-hn",
        name=name,
        staff=5,
        present=4,
        heads=1,
        deputies=0,
        duties=(duty,),
        short="P. QLHN",
    )


def write_again(path: Path) -> None:
    """The second table of Sở Y tế."""
    rows = changed_rows()
    sending = next(one for one in SENDINGS if one.file == AGAIN)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_xlsx(page_of(sending, rows), path)


def write_all(folder: Path) -> None:
    """Write the files of every week."""
    write_mistaken(folder / "tuan-1" / LATE)
    write_filled(folder / "tuan-2" / FILLED)
    write_again(folder / "tuan-4" / AGAIN)


if __name__ == "__main__":
    write_all(FOLDER)
