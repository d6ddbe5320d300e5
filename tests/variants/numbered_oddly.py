"""Tables whose numbers are odd: 1.10 cut by Excel, dashes of two lengths."""

from __future__ import annotations

from pathlib import Path

from tests.variants.expected import Loads, U, Variant
from tests.variants.sheets import Cell, sheet


def tenth_place(path: Path) -> None:
    """1.10 typed as a number is 1.1 in the file; the agency is the name of the sheet."""
    stations = ["Đồng Xuân", "Hòn Chảo", "Suối Tre", "Phước Bình", "Thạnh Mỹ", "Long Sơn"]
    stations += ["Bàu Cạn", "Tân Lập", "Sơn Hà", "Cát Tiên", "Vĩnh Lộc"]
    numbers = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11]
    rows: list[tuple[Cell, ...]] = [
        ("STT", "Đơn vị", "Biên chế được giao", "Số có mặt", "Cấp trưởng", "Cấp phó"),
        (1, "Chi cục Kiểm lâm", 6, 6, 1, 2),
    ]
    for number, station in zip(numbers, stations, strict=True):
        rows.append((number, f"Hạt Kiểm lâm {station}", 9, 8, 1, 1))
    rows += [
        (2, "Chi cục Thủy lợi", 4, 4, 1, 1),
        (2.1, "Phòng Hành chính", 5, 5, 1, 0),
        (
            2.2,
            "Phòng Quản lý công trình thủy lợi, nước sạch và vệ sinh môi trường nông thôn",
            7,
            7,
            1,
            1,
        ),
        (3, "Trung tâm Khuyến nông", 20, 19, 1, 2),
    ]
    sheet(path, rows, name="Sở Nông nghiệp và Môi trường")


_NN = "so-nong-nghiep-va-moi-truong"
_KL = "snnvmt-chi-cuc-kiem-lam"
_TL = "snnvmt-chi-cuc-thuy-loi"


def _station(slug: str, name: str) -> U:
    unit = f"snnvmt-cckl-hat-kiem-lam-{slug}"
    return U(unit, _KL, f"Hạt Kiểm lâm {name}", "sub_division", 9, 8, 1, 1)


TENTH_PLACE = Loads(
    (
        U(_NN, None, "Sở Nông nghiệp và Môi trường", "department", 0),
        U(_KL, _NN, "Chi cục Kiểm lâm", "sub_department", 6, 6, 1, 2),
        _station("dong-xuan", "Đồng Xuân"),
        _station("hon-chao", "Hòn Chảo"),
        _station("suoi-tre", "Suối Tre"),
        _station("phuoc-binh", "Phước Bình"),
        _station("thanh-my", "Thạnh Mỹ"),
        _station("long-son", "Long Sơn"),
        _station("bau-can", "Bàu Cạn"),
        _station("tan-lap", "Tân Lập"),
        _station("son-ha", "Sơn Hà"),
        _station("cat-tien", "Cát Tiên"),
        _station("vinh-loc", "Vĩnh Lộc"),
        U(_TL, _NN, "Chi cục Thủy lợi", "sub_department", 4, 4, 1, 1),
        U("snnvmt-cctl-phong-hanh-chinh", _TL, "Phòng Hành chính", "sub_division", 5, 5, 1, 0),
        U(
            "snnvmt-cctl-phong-quan-ly-cong-trinh-thuy-loi-nuoc-sach-va-ve-sinh-moi",
            _TL,
            "Phòng Quản lý công trình thủy lợi, nước sạch và vệ sinh môi trường nông thôn",
            "sub_division",
            7,
            7,
            1,
            1,
        ),
        U(
            "snnvmt-trung-tam-khuyen-nong",
            _NN,
            "Trung tâm Khuyến nông",
            "public_service_unit",
            20,
            19,
            1,
            2,
        ),
    ),
    guessed=((_NN, "name"), (_NN, "id"), (_NN, "kind")),
    told=(("!A12", "1.10"),),
)


def dashes(path: Path) -> None:
    """1, 2 and dashes of two lengths below; the agency is the row without a number; totals."""
    sheet(
        path,
        [
            ("Ủy ban nhân dân tỉnh Sông Thu",),
            ("SỐ LIỆU BIÊN CHẾ CÁC PHÒNG, ĐƠN VỊ TRỰC THUỘC",),
            ("Số TT", "Đơn vị", "Biên chế", "Có mặt", "Cấp trưởng", "Cấp phó", "Địa điểm, trụ sở"),
            (None, "SỞ Y TẾ", 40, 37, 1, 3, "Phường Trung Tâm"),
            ("01", "VĂN PHÒNG", 9, 9, 1, 2, "Phường Trung Tâm"),
            ("02", "PHÒNG QUẢN LÝ DƯỢC", 8, 8, 1, 1, "Phường Trung Tâm"),
            ("03", "CHI CỤC DÂN SỐ", 13, 11, 1, 1, "Phường Bến Nước"),
            ("-", "Phòng Hành chính - Tổng hợp", 4, 4, 1, "-", "Phường Bến Nước"),
            ("–", "Phòng Truyền thông", 5, 4, 1, 1, "Phường Bến Nước"),
            ("04", "PHÒNG KẾ HOẠCH - TÀI CHÍNH", 6, 6, 1, 1, "Phường Trung Tâm"),
        ],
    )


_DS = "syt-chi-cuc-dan-so"
DASHES = Loads(
    (
        U("ubnd-tinh-song-thu", None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U(
            "so-y-te",
            "ubnd-tinh-song-thu",
            "Sở Y tế",
            "department",
            4,
            3,
            1,
            3,
            site="Phường Trung Tâm",
        ),
        U("syt-van-phong", "so-y-te", "Văn phòng", "office", 9, 9, 1, 2, site="Phường Trung Tâm"),
        U(
            "syt-phong-quan-ly-duoc",
            "so-y-te",
            "Phòng Quản lý dược",
            "division",
            8,
            8,
            1,
            1,
            site="Phường Trung Tâm",
        ),
        U(_DS, "so-y-te", "Chi cục Dân số", "sub_department", 4, 3, 1, 1, site="Phường Bến Nước"),
        U(
            "syt-ccds-phong-hanh-chinh-tong-hop",
            _DS,
            "Phòng Hành chính - Tổng hợp",
            "sub_division",
            4,
            4,
            1,
            0,
            site="Phường Bến Nước",
        ),
        U(
            "syt-ccds-phong-truyen-thong",
            _DS,
            "Phòng Truyền thông",
            "sub_division",
            5,
            4,
            1,
            1,
            site="Phường Bến Nước",
        ),
        U(
            "syt-phong-ke-hoach-tai-chinh",
            "so-y-te",
            "Phòng Kế hoạch - Tài chính",
            "division",
            6,
            6,
            1,
            1,
            site="Phường Trung Tâm",
        ),
    ),
    staff_guessed=("so-y-te", _DS),
    guessed=(("so-y-te", "name"), ("syt-van-phong", "name"), (_DS, "name")),
)


NUMBERED_ODDLY = (
    Variant("bieu so 3.xlsx", tenth_place, TENTH_PLACE),
    Variant("syt.xlsx", dashes, DASHES),
)
