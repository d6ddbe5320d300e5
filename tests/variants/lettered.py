"""Tables with letters: C is no hundred, and đ stands between d and e."""

from __future__ import annotations

from pathlib import Path

from tests.variants.expected import Loads, U, Variant
from tests.variants.sheets import sheet


def three_agencies(path: Path) -> None:
    """C is a letter, not a hundred; two agencies share their initials; duties go on below."""
    sheet(
        path,
        [
            ("ỦY BAN NHÂN DÂN TỈNH SÔNG THU",),
            ("CHỨC NĂNG, NHIỆM VỤ VÀ BIÊN CHẾ CỦA CÁC SỞ",),
            ("STT", "Cơ quan, đơn vị", "Biên chế", "Chức năng, nhiệm vụ chính"),
            ("A", "Sở Nội vụ", 4, None),
            ("I", "Văn phòng", 9, "- Văn thư, hành chính"),
            (None, None, None, "- Kế toán, tài vụ;"),
            (None, None, None, "+ Tổng hợp: chương trình, báo cáo"),
            ("II", "Phòng Công chức", 7, "Tuyển dụng công chức\nĐào tạo, bồi dưỡng"),
            ("B", "Sở Ngoại vụ", 3, None),
            ("I", "Văn phòng", 5, "Hành chính"),
            ("II", "Phòng Lãnh sự", 4, "• Lãnh sự; • Người Việt Nam ở nước ngoài"),
            ("C", "Sở Du lịch", 3, None),
            ("I", "Văn phòng", 6, None),
            ("II", "Phòng Lữ hành", 5, "Cấp giấy phép lữ hành; quản lý hướng dẫn viên"),
        ],
    )


_UBND = "ubnd-tinh-song-thu"
THREE_AGENCIES = Loads(
    (
        U(_UBND, None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U("so-noi-vu", _UBND, "Sở Nội vụ", "department", 4),
        U(
            "snv-van-phong",
            "so-noi-vu",
            "Văn phòng",
            "office",
            9,
            duties=("Văn thư, hành chính", "Kế toán, tài vụ", "Tổng hợp: chương trình, báo cáo"),
        ),
        U(
            "snv-phong-cong-chuc",
            "so-noi-vu",
            "Phòng Công chức",
            "division",
            7,
            duties=("Tuyển dụng công chức", "Đào tạo, bồi dưỡng"),
        ),
        U("so-ngoai-vu", _UBND, "Sở Ngoại vụ", "department", 3),
        U("snv-van-phong-2", "so-ngoai-vu", "Văn phòng", "office", 5, duties=("Hành chính",)),
        U(
            "snv-phong-lanh-su",
            "so-ngoai-vu",
            "Phòng Lãnh sự",
            "division",
            4,
            duties=("Lãnh sự", "Người Việt Nam ở nước ngoài"),
        ),
        U("so-du-lich", _UBND, "Sở Du lịch", "department", 3),
        U("sdl-van-phong", "so-du-lich", "Văn phòng", "office", 6),
        U(
            "sdl-phong-lu-hanh",
            "so-du-lich",
            "Phòng Lữ hành",
            "division",
            5,
            duties=("Cấp giấy phép lữ hành", "quản lý hướng dẫn viên"),
        ),
    ),
    guessed=((_UBND, "name"), ("snv-van-phong-2", "id")),
    told=(("10", "snv-van-phong-2"),),
)


def vietnamese_letters(path: Path) -> None:
    """a), b), c), d), đ), e), g): Vietnamese has a đ and no f."""
    towns = ("An Bình", "Bến Nước", "Cát Tiên", "Diên Lộc", "Đồng Xuân", "Êa Tra", "Gia Hội")
    sheet(
        path,
        [
            ("TT", "Tên đơn vị", "Biên chế"),
            ("I", "Sở Nông nghiệp và Môi trường", 4),
            ("1", "Văn phòng", 9),
            ("2", "Chi cục Kiểm lâm", 5),
            *(
                (f"{letter})", f"Hạt Kiểm lâm {town}", 8)
                for letter, town in zip("abcdđeg", towns, strict=True)
            ),
            ("3", "Phòng Kế hoạch - Tài chính", 7),
        ],
    )


_NN = "so-nong-nghiep-va-moi-truong"
_KL = "snnvmt-chi-cuc-kiem-lam"


def _station(slug: str, town: str) -> U:
    unit = f"snnvmt-cckl-hat-kiem-lam-{slug}"
    return U(unit, _KL, f"Hạt Kiểm lâm {town}", "sub_division", 8)


VIETNAMESE_LETTERS = Loads(
    (
        U(_NN, None, "Sở Nông nghiệp và Môi trường", "department", 4),
        U("snnvmt-van-phong", _NN, "Văn phòng", "office", 9),
        U(_KL, _NN, "Chi cục Kiểm lâm", "sub_department", 5),
        _station("an-binh", "An Bình"),
        _station("ben-nuoc", "Bến Nước"),
        _station("cat-tien", "Cát Tiên"),
        _station("dien-loc", "Diên Lộc"),
        _station("dong-xuan", "Đồng Xuân"),
        _station("ea-tra", "Êa Tra"),
        _station("gia-hoi", "Gia Hội"),
        U(
            "snnvmt-phong-ke-hoach-tai-chinh",
            _NN,
            "Phòng Kế hoạch - Tài chính",
            "division",
            7,
        ),
    ),
    not_told=("9", "10", "11"),
)


LETTERED = (
    Variant("cac so.xlsx", three_agencies, THREE_AGENCIES),
    Variant("SNNMT.xlsx", vietnamese_letters, VIETNAMESE_LETTERS),
)
