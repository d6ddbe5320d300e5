"""Tables whose structure stands in their looks: columns, groups, indents, spaces; or nowhere."""

from __future__ import annotations

from pathlib import Path

from tests.variants.expected import Loads, U, Variant
from tests.variants.sheets import sheet, text


def staggered(path: Path) -> None:
    """Three name columns below one merged header; capitals on top, merged over the columns."""
    sheet(
        path,
        [
            ("ỦY BAN NHÂN DÂN TỈNH SÔNG THU",),
            ("SỞ XÂY DỰNG",),
            ("CƠ CẤU TỔ CHỨC CỦA SỞ",),
            (
                "Tên cơ quan, đơn vị",
                None,
                None,
                "Biên chế được giao",
                "Số có mặt",
                "Trưởng phòng và tương đương",
                "Phó trưởng phòng và tương đương",
                "Địa điểm, trụ sở",
                "Tên viết tắt",
            ),
            ("SỞ XÂY DỰNG", None, None, 4, 4, 1, 3, "Phường Trung Tâm", "SXD"),
            (None, "Văn phòng", None, 8, 8, 1, 1, "Phường Trung Tâm", "VP"),
            (None, "Thanh tra", None, 7, 6, 1, 1, "Phường Trung Tâm", "TT"),
            (None, "Phòng Quy hoạch - Kiến trúc", None, 9, 9, 1, 2, "Phường Trung Tâm", "P.QHKT"),
            (None, "Chi cục Giám định xây dựng", None, 4, 4, 1, 1, "Phường Bến Nước", "CCGĐ"),
            (None, None, "Phòng Giám định 1", 5, 5, 1, "-", "Phường Bến Nước", None),
            (None, None, "Phòng Giám định 2", 6, 5, 1, 1, "Phường Bến Nước", None),
            (None, "Trung tâm Kiểm định", None, 18, 17, 1, 2, "Xã Hòa Trung", None),
        ],
        merged=["A1:I1", "A2:I2", "A3:I3", "A4:C4", "A5:C5"],
    )


_UBND = "ubnd-tinh-song-thu"
_GD = "sxd-chi-cuc-giam-dinh-xay-dung"
_TOWN, _PIER = "Phường Trung Tâm", "Phường Bến Nước"
STAGGERED = Loads(
    (
        U(_UBND, None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U("so-xay-dung", _UBND, "Sở Xây dựng", "department", 4, 4, 1, 3, site=_TOWN, short="SXD"),
        U(
            "sxd-van-phong",
            "so-xay-dung",
            "Văn phòng",
            "office",
            8,
            8,
            1,
            1,
            site=_TOWN,
            short="VP",
        ),
        U(
            "sxd-thanh-tra",
            "so-xay-dung",
            "Thanh tra",
            "inspectorate",
            7,
            6,
            1,
            1,
            site=_TOWN,
            short="TT",
        ),
        U(
            "sxd-phong-quy-hoach-kien-truc",
            "so-xay-dung",
            "Phòng Quy hoạch - Kiến trúc",
            "division",
            9,
            9,
            1,
            2,
            site=_TOWN,
            short="P.QHKT",
        ),
        U(
            _GD,
            "so-xay-dung",
            "Chi cục Giám định xây dựng",
            "sub_department",
            4,
            4,
            1,
            1,
            site=_PIER,
            short="CCGĐ",
        ),
        U(
            "sxd-ccgdxd-phong-giam-dinh-1",
            _GD,
            "Phòng Giám định 1",
            "sub_division",
            5,
            5,
            1,
            0,
            site=_PIER,
        ),
        U(
            "sxd-ccgdxd-phong-giam-dinh-2",
            _GD,
            "Phòng Giám định 2",
            "sub_division",
            6,
            5,
            1,
            1,
            site=_PIER,
        ),
        U(
            "sxd-trung-tam-kiem-dinh",
            "so-xay-dung",
            "Trung tâm Kiểm định",
            "public_service_unit",
            18,
            17,
            1,
            2,
            site="Xã Hòa Trung",
        ),
    ),
    guessed=(("so-xay-dung", "name"),),
)


def grouped(path: Path) -> None:
    """Rows grouped with Data, Group; codes of functions with posts; the agency inside a title."""
    sheet(
        path,
        [
            ("DANH SÁCH CÁC PHÒNG, ĐƠN VỊ CỦA SỞ Y TẾ",),
            (),
            ("Tên phòng, ban", "Tổng số biên chế", "Chức năng, nhiệm vụ chính", "Ghi chú"),
            ("Văn phòng", 9, "admin/clerical:4; admin/accounting:3", None),
            ("Phòng Quản lý dược", 6, "health/pharmacy", None),
            ("Chi cục Dân số", 3, "health/population:3", "Trụ sở thuê"),
            ("Phòng Hành chính", 4, None, None),
            ("Phòng Truyền thông", 5, "health/communication:2; health/population", None),
            ("Chi cục An toàn vệ sinh thực phẩm", 2, None, None),
            ("Phòng Nghiệp vụ", 7, "health/food-safety", None),
        ],
        merged=["A1:D1"],
        levels={7: 1, 8: 1, 10: 1},
        name_column=0,
    )


_DS, _TP = "syt-chi-cuc-dan-so", "syt-chi-cuc-an-toan-ve-sinh-thuc-pham"
GROUPED = Loads(
    (
        U("so-y-te", None, "Sở Y tế", "department", 0),
        U(
            "syt-van-phong",
            "so-y-te",
            "Văn phòng",
            "office",
            9,
            functions=(("admin/clerical", 4), ("admin/accounting", 3), (None, 2)),
        ),
        U(
            "syt-phong-quan-ly-duoc",
            "so-y-te",
            "Phòng Quản lý dược",
            "division",
            6,
            functions=(("health/pharmacy", 6),),
        ),
        U(
            _DS,
            "so-y-te",
            "Chi cục Dân số",
            "sub_department",
            3,
            functions=(("health/population", 3),),
            note="Trụ sở thuê",
        ),
        U("syt-ccds-phong-hanh-chinh", _DS, "Phòng Hành chính", "sub_division", 4),
        U(
            "syt-ccds-phong-truyen-thong",
            _DS,
            "Phòng Truyền thông",
            "sub_division",
            5,
            functions=(("health/communication", 2), ("health/population", 3)),
        ),
        U(_TP, "so-y-te", "Chi cục An toàn vệ sinh thực phẩm", "sub_department", 2),
        U(
            "syt-ccatvstp-phong-nghiep-vu",
            _TP,
            "Phòng Nghiệp vụ",
            "sub_division",
            7,
            functions=(("health/food-safety", 7),),
        ),
    ),
    guessed=(("so-y-te", "name"), ("so-y-te", "id"), ("so-y-te", "kind")),
)


def spaces(path: Path) -> None:
    """Leading spaces in a csv with semicolons and decimal commas; agency and Chi cục are totals."""
    text(
        path,
        [
            "UBND tỉnh Sông Thu;;;;",
            "Tên tổ chức;Tổng số biên chế;Số có mặt;Trưởng;Phó",
            "Sở Khoa học và Công nghệ;31,5;30;1;3",
            "  Văn phòng;7;7;1;2",
            "  Phòng Quản lý khoa học;6,5;6,5;1;1",
            "  Chi cục Tiêu chuẩn Đo lường Chất lượng;14;13;1;2",
            "    Phòng Tiêu chuẩn;5;5;1;–",
            "    Phòng Đo lường;6;5;1;1",
            "",
        ],
    )


_TDC = "skhvcn-chi-cuc-tieu-chuan-do-luong-chat-luong"
_KH = "so-khoa-hoc-va-cong-nghe"
SPACES = Loads(
    (
        U(_UBND, None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U(_KH, _UBND, "Sở Khoa học và Công nghệ", "department", 4, "7/2", 1, 3),
        U("skhvcn-van-phong", _KH, "Văn phòng", "office", 7, 7, 1, 2),
        U(
            "skhvcn-phong-quan-ly-khoa-hoc",
            _KH,
            "Phòng Quản lý khoa học",
            "division",
            "13/2",
            "13/2",
            1,
            1,
        ),
        U(_TDC, _KH, "Chi cục Tiêu chuẩn Đo lường Chất lượng", "sub_department", 3, 3, 1, 2),
        U("skhvcn-cctcdlcl-phong-tieu-chuan", _TDC, "Phòng Tiêu chuẩn", "sub_division", 5, 5, 1, 0),
        U("skhvcn-cctcdlcl-phong-do-luong", _TDC, "Phòng Đo lường", "sub_division", 6, 5, 1, 1),
    ),
    staff_guessed=(_KH, _TDC),
)


def service_units_apart(path: Path) -> None:
    """Indented cells, kinds in Vietnamese; the total has civil servants, not service units."""
    sheet(
        path,
        [
            (None, "Ủy ban nhân dân tỉnh Sông Thu"),
            (None, "BIỂU TỔNG HỢP BIÊN CHẾ NĂM 2025"),
            (None, "Đơn vị", "Loại hình", "Biên chế giao", "Hiện có"),
            (None, "Sở Văn hóa, Thể thao và Du lịch", "Sở", 39, 36),
            (None, "Văn phòng", "Văn phòng", 9, 8),
            (None, "Thanh tra", "Thanh tra", 4, 4),
            (None, "Ban Quản lý di tích", "Đơn vị sự nghiệp công lập", 12, 12),
            (None, "Chi cục Thể thao", "Chi cục", 13, 12),
            (None, "Phòng Thể thao quần chúng", "Phòng", 4, 4),
            (None, "Phòng Thể thao thành tích cao", "Phòng", 6, 6),
            (None, "Phòng Quản lý di sản", "Phòng", 9, 9),
            (None, "Bảo tàng tỉnh", "Đơn vị sự nghiệp công lập", 25, 24),
        ],
        indents={5: 1, 6: 1, 7: 1, 8: 1, 9: 2, 10: 2, 11: 1, 12: 1},
    )


_VH = "so-van-hoa-the-thao-va-du-lich"
_CCTT = "svhttvdl-chi-cuc-the-thao"
SERVICE_UNITS_APART = Loads(
    (
        U(_UBND, None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U(_VH, _UBND, "Sở Văn hóa, Thể thao và Du lịch", "department", 4, 3),
        U("svhttvdl-van-phong", _VH, "Văn phòng", "office", 9, 8),
        U("svhttvdl-thanh-tra", _VH, "Thanh tra", "inspectorate", 4, 4),
        U(
            "svhttvdl-ban-quan-ly-di-tich",
            _VH,
            "Ban Quản lý di tích",
            "public_service_unit",
            12,
            12,
        ),
        U(_CCTT, _VH, "Chi cục Thể thao", "sub_department", 3, 2),
        U(
            "svhttvdl-cctt-phong-the-thao-quan-chung",
            _CCTT,
            "Phòng Thể thao quần chúng",
            "sub_division",
            4,
            4,
        ),
        U(
            "svhttvdl-cctt-phong-the-thao-thanh-tich-cao",
            _CCTT,
            "Phòng Thể thao thành tích cao",
            "sub_division",
            6,
            6,
        ),
        U("svhttvdl-phong-quan-ly-di-san", _VH, "Phòng Quản lý di sản", "division", 9, 9),
        U("svhttvdl-bao-tang-tinh", _VH, "Bảo tàng tỉnh", "public_service_unit", 25, 24),
    ),
    staff_guessed=(_VH, _CCTT),
    guessed=(("svhttvdl-ban-quan-ly-di-tich", "kind"),),
)


def flat(path: Path) -> None:
    """Neither numbers nor outline: all below the agency of the title; the total stands on top."""
    sheet(
        path,
        [
            ("UBND TỈNH SÔNG THU", None, None),
            ("SỞ TÀI CHÍNH", None, None),
            ("Các phòng, đơn vị", "Số lượng người làm việc", "Nơi làm việc"),
            ("Tổng số", 31, None),
            ("Văn phòng", 8, "Phường Trung Tâm"),
            ("Phòng Ngân sách", 10, "Phường Trung Tâm"),
            ("Phòng Giá - Công sản", "", "Phường Bến Nước"),
            ("Trung tâm Tư vấn tài chính", 13, "Phường Bến Nước"),
        ],
    )


FLAT = Loads(
    (
        U(_UBND, None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U("so-tai-chinh", _UBND, "Sở Tài chính", "department", 0),
        U("stc-van-phong", "so-tai-chinh", "Văn phòng", "office", 8, site=_TOWN),
        U("stc-phong-ngan-sach", "so-tai-chinh", "Phòng Ngân sách", "division", 10, site=_TOWN),
        U(
            "stc-phong-gia-cong-san",
            "so-tai-chinh",
            "Phòng Giá - Công sản",
            "division",
            0,
            site=_PIER,
        ),
        U(
            "stc-trung-tam-tu-van-tai-chinh",
            "so-tai-chinh",
            "Trung tâm Tư vấn tài chính",
            "public_service_unit",
            13,
            site=_PIER,
        ),
    ),
    guessed=(("so-tai-chinh", "name"), ("so-tai-chinh", "id")),
)


OUTLINED = (
    Variant("So XD.xlsx", staggered, STAGGERED),
    Variant("yte gui lai.xlsx", grouped, GROUPED),
    Variant("skhcn.csv", spaces, SPACES),
    Variant("SVHTTDL.xlsx", service_units_apart, SERVICE_UNITS_APART),
    Variant("stc.xlsx", flat, FLAT),
)
