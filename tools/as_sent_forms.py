"""The ten forms of tools/as_sent.py: which columns they have, how they number, what is odd."""

from __future__ import annotations

from tools.as_sent_form import Form, Place
from tools.as_sent_pages import Cell

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
ROMANS += ("XV", "XVI", "XVII", "XVIII", "XIX", "XX")


def _roman(place: Place) -> Cell:
    return ("I", place[-1], ".".join(map(str, place[1:])))[len(place) - 1]


def _letters(place: Place) -> Cell:
    return ("A", ROMANS[place[-1] - 1], place[-1])[len(place) - 1]


def _small_letters(place: Place) -> Cell:
    return ("I", place[-1], "abcd"[(place[-1] - 1) % 4])[len(place) - 1]


def _as_excel_keeps_it(place: Place) -> Cell:
    """1, 1.1 … 1.9, and 1.1 again for 1.10: a cell of numbers forgets the last nought."""
    return (None, place[-1], float(".".join(map(str, place[1:]))) if place[1:] else 0)[
        len(place) - 1
    ]


def _before_the_name(place: Place) -> Cell:
    return "".join(f"{number}." for number in place[1:]) or None


def _dotted(place: Place) -> Cell:
    return ".".join(map(str, place))


_POSTS = {"staff": "Giao", "present": "Có mặt"}
_LEADERS = {"heads": "Cấp trưởng", "deputies": "Cấp phó"}
_TWO_LINES = (("staff", "present", "Biên chế"), ("heads", "deputies", "Lãnh đạo"))

ROMAN = Form(
    {
        "number": "STT",
        "name": "Tên cơ quan, đơn vị",
        **_POSTS,
        **_LEADERS,
        "duties": "Chức năng, nhiệm vụ chính",
        "site": "Địa điểm, trụ sở",
        "short": "Tên viết tắt",
        "note": "Ghi chú",
    },
    _TWO_LINES,
    _roman,
    total="end",
    signed=True,
    counted_columns=True,
    sheet="Biểu 01",
)
LETTERS = Form(
    {
        "number": "TT",
        "name": "Cơ quan, đơn vị",
        **_POSTS,
        **_LEADERS,
        "duties": "Nhiệm vụ được giao",
        "note": "Ghi chú",
    },
    _TWO_LINES,
    _letters,
    duties="rows",
    total="end",
    signed=True,
)
SMALL_LETTERS = Form(
    {
        "number": "Số TT",
        "name": "Tên đơn vị",
        "staff": "Biên chế được giao",
        "present": "Hiện có",
        "heads": "Trưởng",
        "deputies": "Phó",
        "duties": "Chức năng, nhiệm vụ",
        "site": "Trụ sở",
    },
    number=_small_letters,
    duties="lines",
    capitals=True,
    total="top",
    total_name="Tổng số",
    sheet="Phụ lục 1",
)
FLOATS = Form(
    {
        "number": "STT",
        "name": "Đơn vị",
        "staff": "Số biên chế",
        "present": "Số có mặt",
        "heads": "Trưởng phòng và tương đương",
        "deputies": "Phó trưởng phòng và tương đương",
        "duties": "Chức năng, nhiệm vụ chính",
        "site": "Nơi làm việc",
        "short": "Tên viết tắt",
    },
    number=_as_excel_keeps_it,
    duties="lines",
    sheet="Biên chế",
)
IN_NAMES = Form(
    {
        "name": "Tên phòng, đơn vị",
        "staff": "Tổng số biên chế",
        "present": "Hiện có",
        "heads": "Trưởng",
        "deputies": "Phó",
        "duties": "Nhiệm vụ",
        "note": "Ghi chú",
    },
    number=_before_the_name,
    signed=True,
    sheet="Bieu 01",
)
INDENTED = Form(
    {
        "name": "Tên tổ chức",
        "staff": "Biên chế",
        "present": "Biên chế có mặt",
        "heads": "Cấp trưởng",
        "deputies": "Cấp phó",
        "duties": "Chức năng, nhiệm vụ",
        "site": "Địa điểm",
    },
    shape="indents",
    duties="lines",
    signed=True,
)
GROUPED = Form(
    {
        "name": "Các phòng, đơn vị",
        "staff": "Biên chế giao",
        "present": "Có mặt",
        "heads": "Trưởng phòng",
        "deputies": "Phó trưởng phòng",
        "duties": "Chức năng, nhiệm vụ",
        "site": "Địa điểm",
        "note": "Ghi chú",
    },
    shape="levels",
    total="end",
    total_name="Cộng",
)
COLUMNS = Form(
    {
        "name1": "Cấp 1",
        "name2": "Cấp 2",
        "name3": "Cấp 3",
        **_POSTS,
        **_LEADERS,
        "duties": "Chức năng, nhiệm vụ",
        "site": "Địa điểm",
        "note": "Ghi chú",
    },
    (("name1", "name3", "Tên cơ quan, đơn vị"), *_TWO_LINES),
    shape="columns",
    duties="lines",
)
SPACES = Form(
    {
        "name": "Tên cơ quan, đơn vị",
        "staff": "Biên chế",
        "present": "Có mặt",
        "heads": "Cấp trưởng",
        "deputies": "Cấp phó",
        "duties": "Chức năng, nhiệm vụ",
    },
    shape="spaces",
)
DOTTED = Form(
    {
        "number": "TT",
        "name": "Tên cơ quan, đơn vị",
        "staff": "Biên chế",
        "present": "Có mặt",
        "heads": "Cấp trưởng",
        "deputies": "Cấp phó",
        "duties": "Chức năng, nhiệm vụ chính",
        "note": "Ghi chú",
    },
    number=_dotted,
    delimiter="\t",
    encoding="utf-16-le",
)
