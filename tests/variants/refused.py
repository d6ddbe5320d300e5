"""Tables that cannot be used as they are: what is wrong must be told at its cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.variants.expected import Refused, Variant
from tests.variants.sheets import sheet, text

_HEADER = ("STT", "Tên cơ quan, đơn vị", "Biên chế", "Có mặt")


def turned_into_a_date(path: Path) -> None:
    """1.2 was typed, and Excel made it 1 February."""
    sheet(
        path,
        [
            ("SỞ CÔNG THƯƠNG",),
            _HEADER,
            (1, "Chi cục Quản lý thị trường", 3, 3),
            (1.1, "Phòng Hành chính", 4, 4),
            (date(2025, 2, 1), "Phòng Nghiệp vụ", 6, 6),
            (2, "Văn phòng", 8, 8),
        ],
        name="Bieu 1",
    )


def number_without_its_parent(path: Path) -> None:
    """3.1 and 3.2 follow 2: row 3 was deleted."""
    sheet(
        path,
        [
            ("SỞ NỘI VỤ",),
            _HEADER,
            (1, "Văn phòng", 9, 9),
            (2, "Thanh tra", 4, 4),
            (3.1, "Phòng Hành chính", 4, 4),
            (4, "Phòng Công chức", 7, 6),
        ],
    )


def jumps_two_levels(path: Path) -> None:
    """Two spaces are a level everywhere; one row stands two levels below the row above it."""
    text(
        path,
        [
            "Tên đơn vị;Biên chế",
            "Sở Y tế;4",
            "  Văn phòng;9",
            "  Chi cục Dân số;3",
            "    Phòng Hành chính;4",
            "Sở Du lịch;3",
            "    Phòng Lữ hành;5",
            "  Văn phòng;6",
        ],
    )


def totals_and_own_posts(path: Path) -> None:
    """One Chi cục with its total, the other with its own posts, and the agency with its own."""
    sheet(
        path,
        [
            _HEADER,
            ("I", "Sở Y tế", 4, None),
            (1, "Văn phòng", 9, None),
            (2, "Chi cục Dân số", 12, None),
            (2.1, "Phòng Hành chính", 4, None),
            (2.2, "Phòng Truyền thông", 5, None),
            (3, "Chi cục An toàn thực phẩm", 3, None),
            (3.1, "Phòng Nghiệp vụ", 6, None),
            (3.2, "Phòng Hành chính", 4, None),
        ],
        name="Sở Y tế",
    )


def names_of_no_kind(path: Path) -> None:
    """A council is no unit that the rules know."""
    sheet(
        path,
        [
            ("SỞ TƯ PHÁP",),
            _HEADER,
            (1, "Văn phòng", 7, 7),
            (2, "Hội đồng phối hợp phổ biến, giáo dục pháp luật", 3, 3),
            (3, "Phòng Bổ trợ tư pháp", 5, 5),
            (4, "Đồng chí Giám đốc", 1, 1),
        ],
    )


def row_without_a_number(path: Path) -> None:
    """A row was put in by hand and has no number where the others have one."""
    sheet(
        path,
        [
            ("SỞ TƯ PHÁP",),
            _HEADER,
            (1, "Văn phòng", 7, 7),
            (None, "Phòng Bổ trợ tư pháp", 5, 5),
            (2, "Thanh tra", 4, 4),
        ],
    )


def no_agency_anywhere(path: Path) -> None:
    """Rows, titles, sheet and file name no agency."""
    sheet(
        path, [("BIỂU SỐ 1",), _HEADER, (1, "Phòng Tổng hợp", 7, 7), (2, "Phòng Nghiệp vụ", 5, 5)]
    )


def three_mistakes_at_once(path: Path) -> None:
    """An unreadable figure, a row without a number and a number without its parent: all told."""
    sheet(
        path,
        [
            ("SỞ TƯ PHÁP",),
            _HEADER,
            (1, "Văn phòng", "bảy", 7),
            (None, "Phòng Bổ trợ tư pháp", 5, 5),
            (2, "Thanh tra", 4, 4),
            (5.1, "Phòng Hành chính", 4, 4),
        ],
    )


REFUSED = (
    Variant("sct.xlsx", turned_into_a_date, Refused({"!Bieu 1!A5": ("1.2", "date")})),
    Variant("snv 2.xlsx", number_without_its_parent, Refused({"!Sheet1!A5": ("3.1",)})),
    Variant("syt.csv", jumps_two_levels, Refused({":7:1": ("level", "cấp")})),
    Variant(
        "syt mau 2.xlsx",
        totals_and_own_posts,
        Refused(
            {
                "!Sở Y tế!C2": ("staff_includes_subunits",),
                "!Sở Y tế!C4": ("staff_includes_subunits",),
                "!Sở Y tế!C7": ("staff_includes_subunits",),
            }
        ),
    ),
    Variant(
        "stp.xlsx",
        names_of_no_kind,
        Refused(
            {
                "!Sheet1!B4": ("Hội đồng", "Phòng", "Chi cục", "Trung tâm"),
                "!Sheet1!B6": ("Đồng chí", "Phòng", "Chi cục", "Trung tâm"),
            }
        ),
    ),
    Variant("stp 3.xlsx", row_without_a_number, Refused({"!Sheet1!B4": ("number", "số")})),
    Variant("bieu.xlsx", no_agency_anywhere, Refused({"!Sheet1!A2": ("agency", "cơ quan")})),
    Variant(
        "stp 4.xlsx",
        three_mistakes_at_once,
        Refused({"!Sheet1!C3": ("bảy",), "!Sheet1!B4": ("number",), "!Sheet1!A6": ("5.1",)}),
    ),
)
