"""Tables that number in full: A, I, 1, a below each other, or 4.1 before the name."""

from __future__ import annotations

from pathlib import Path

from tests.variants.expected import Loads, U, Variant
from tests.variants.sheets import sheet


def four_levels(path: Path) -> None:
    """A, I, 1, a below each other, two header lines, a total, signatures: Home Affairs collects."""
    sheet(
        path,
        [
            ("UBND TỈNH SÔNG THU", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"),
            (),
            ("TỔNG HỢP TỔ CHỨC BỘ MÁY, BIÊN CHẾ CÁC CƠ QUAN CHUYÊN MÔN",),
            ("(Kèm theo Báo cáo số      /BC-SNV ngày     tháng 01 năm 2025 của Sở Nội vụ)",),
            (),
            ("TT", "Tên cơ quan, đơn vị", "Biên chế", None, "Lãnh đạo", None, "Ghi chú"),
            (None, None, "Giao", "Có mặt", "Cấp trưởng", "Cấp phó", None),
            ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
            ("A", "Ủy ban nhân dân tỉnh Sông Thu", "-", "-", "-", "-"),
            ("I", "Sở Nội vụ", 4, 4, 1, 3),
            (1, "Văn phòng", 10, 9, 1, 2),
            (2, "Thanh tra", 4, 4, 1, "-"),
            (3, "Phòng Tổ chức, biên chế", 7, 7, 1, 1),
            (4, "Chi cục Văn thư - Lưu trữ", 3, 3, 1, 1, "Đề nghị giữ nguyên"),
            ("a", "Phòng Hành chính", 4, 4, 1, "–"),
            ("b", "Phòng Quản lý lưu trữ", 5, 4, 1, 1),
            ("II", "Sở Tài chính", 4, 3, 1, 2),
            (1, "Văn phòng", 8, 8, 1, 1),
            (2, "Phòng Ngân sách", 9, 9, 1, 2),
            (3, "Trung tâm Tư vấn tài chính", 4, 4, 1, 1, "Tự bảo đảm chi thường xuyên"),
            ("a", "Phòng Nghiệp vụ", 6, 6, 1, "-"),
            (None, "Tổng cộng", 66, 65, 12, 14),
            (None, None, None, "Sông Thu, ngày      tháng 01 năm 2025"),
            (None, "NGƯỜI LẬP BIỂU", None, "GIÁM ĐỐC"),
            (None, "(Ký, ghi rõ họ tên)", None, "(Ký tên, đóng dấu)"),
        ],
        name="Biểu 01",
        merged=["A4:G4", "A5:G5", "A7:A8", "B7:B8", "C7:D7", "E7:F7", "G7:G8"],
    )


FOUR_LEVELS = Loads(
    (
        U("ubnd-tinh-song-thu", None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0, 0, 0, 0),
        U("so-noi-vu", "ubnd-tinh-song-thu", "Sở Nội vụ", "department", 4, 4, 1, 3),
        U("snv-van-phong", "so-noi-vu", "Văn phòng", "office", 10, 9, 1, 2),
        U("snv-thanh-tra", "so-noi-vu", "Thanh tra", "inspectorate", 4, 4, 1, 0),
        U(
            "snv-phong-to-chuc-bien-che",
            "so-noi-vu",
            "Phòng Tổ chức, biên chế",
            "division",
            7,
            7,
            1,
            1,
        ),
        U(
            "snv-chi-cuc-van-thu-luu-tru",
            "so-noi-vu",
            "Chi cục Văn thư - Lưu trữ",
            "sub_department",
            3,
            3,
            1,
            1,
            note="Đề nghị giữ nguyên",
        ),
        U(
            "snv-ccvtlt-phong-hanh-chinh",
            "snv-chi-cuc-van-thu-luu-tru",
            "Phòng Hành chính",
            "sub_division",
            4,
            4,
            1,
            0,
        ),
        U(
            "snv-ccvtlt-phong-quan-ly-luu-tru",
            "snv-chi-cuc-van-thu-luu-tru",
            "Phòng Quản lý lưu trữ",
            "sub_division",
            5,
            4,
            1,
            1,
        ),
        U("so-tai-chinh", "ubnd-tinh-song-thu", "Sở Tài chính", "department", 4, 3, 1, 2),
        U("stc-van-phong", "so-tai-chinh", "Văn phòng", "office", 8, 8, 1, 1),
        U("stc-phong-ngan-sach", "so-tai-chinh", "Phòng Ngân sách", "division", 9, 9, 1, 2),
        U(
            "stc-trung-tam-tu-van-tai-chinh",
            "so-tai-chinh",
            "Trung tâm Tư vấn tài chính",
            "public_service_unit",
            4,
            4,
            1,
            1,
            note="Tự bảo đảm chi thường xuyên",
        ),
        U(
            "stc-tttvtc-phong-nghiep-vu",
            "stc-trung-tam-tu-van-tai-chinh",
            "Phòng Nghiệp vụ",
            "psu_division",
            6,
            6,
            1,
            0,
        ),
    ),
    # The rows have 68 posts, the total says 66: told, not corrected.
    told=(("23", "66"), ("23", "68")),
)


def numbers_in_names(path: Path) -> None:
    """No number column: "1. Văn phòng", "4.1. Phòng …"; the agency stands in the title only."""
    sheet(
        path,
        [
            ("UBND TỈNH SÔNG THU",),
            ("SỞ TƯ PHÁP",),
            ("BIỂU THỐNG KÊ BIÊN CHẾ NĂM 2025",),
            ("Tên phòng, đơn vị", "Số biên chế", "Hiện có", "Trưởng", "Phó", "Nhiệm vụ được giao"),
            ("1. Văn phòng", 7, 7, 1, 2, "Văn thư, hành chính; Kế toán, tài vụ"),
            ("2. Thanh tra", 4, 3, 1, 1, "Thanh tra chuyên ngành tư pháp"),
            ("3. Phòng Hành chính tư pháp", 6, 6, 1, 1, "Hộ tịch, quốc tịch"),
            ("4. Trung tâm Trợ giúp pháp lý", 15, 14, 1, 2, None),
            ("4.1. Phòng Hành chính - Tổng hợp", 5, 5, 1, 1, "Pháp chế"),
            ("4.2. Phòng Nghiệp vụ", 6, 5, 1, None, "- Trợ giúp pháp lý;\n- Tư vấn pháp luật."),
            ("Cộng", 32, 30, None, None, None),
            ("Ghi chú: Số liệu tính đến ngày 31 tháng 12 năm 2024.",),
            ("Nơi nhận:", None, None, None, "GIÁM ĐỐC"),
            ("- Sở Nội vụ;", None, None, None, None),
            ("- Lưu: VT.", None, None, None, None),
        ],
        merged=["A3:F3"],
    )


_STP = "so-tu-phap"
_TGPL = "stp-trung-tam-tro-giup-phap-ly"
NUMBERS_IN_NAMES = Loads(
    (
        U("ubnd-tinh-song-thu", None, "Ủy ban nhân dân tỉnh Sông Thu", "province", 0),
        U(_STP, "ubnd-tinh-song-thu", "Sở Tư pháp", "department", 0),
        U(
            "stp-van-phong",
            _STP,
            "Văn phòng",
            "office",
            7,
            7,
            1,
            2,
            duties=("Văn thư, hành chính", "Kế toán, tài vụ"),
        ),
        U(
            "stp-thanh-tra",
            _STP,
            "Thanh tra",
            "inspectorate",
            4,
            3,
            1,
            1,
            duties=("Thanh tra chuyên ngành tư pháp",),
        ),
        U(
            "stp-phong-hanh-chinh-tu-phap",
            _STP,
            "Phòng Hành chính tư pháp",
            "division",
            6,
            6,
            1,
            1,
            duties=("Hộ tịch, quốc tịch",),
        ),
        U(_TGPL, _STP, "Trung tâm Trợ giúp pháp lý", "public_service_unit", 4, 4, 1, 2),
        U(
            "stp-tttgpl-phong-hanh-chinh-tong-hop",
            _TGPL,
            "Phòng Hành chính - Tổng hợp",
            "psu_division",
            5,
            5,
            1,
            1,
            duties=("Pháp chế",),
        ),
        U(
            "stp-tttgpl-phong-nghiep-vu",
            _TGPL,
            "Phòng Nghiệp vụ",
            "psu_division",
            6,
            5,
            1,
            0,
            duties=("Trợ giúp pháp lý", "Tư vấn pháp luật"),
        ),
    ),
    staff_guessed=(_TGPL,),
    guessed=((_STP, "name"), ("ubnd-tinh-song-thu", "name")),
)


NUMBERED = (
    Variant("Biểu tổng hợp các sở.xlsx", four_levels, FOUR_LEVELS),
    Variant("stp_bieu2.xlsx", numbers_in_names, NUMBERS_IN_NAMES),
)
