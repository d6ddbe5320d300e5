"""The audit on a terminal and as a workbook: the same figures, true words, nothing that runs."""

from __future__ import annotations

import dataclasses
import io
import json
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console

from orgplan.audit import Audit, audit
from orgplan.io.scenario import load_case
from orgplan.report.audit import AUDIT_FILES, audit_workbook, print_audit, write_audit
from orgplan.report.audit.topics import topics
from orgplan.text import LANGUAGES, Language
from tests.report.towns import write_merging, write_two_agencies

ROOT = Path(__file__).resolve().parents[2]
KHANH_HOA = ROOT / "scenarios/khanh-hoa/scenario.yaml"
MERGERS = ROOT / "scenarios/khanh-hoa/scenario-2025.yaml"
LAM_DONG = ROOT / "scenarios/lam-dong-cong-thuong/scenario.yaml"
DIRTY = ROOT / "tests/data/dirty/formula-cells.csv"
ENGLISH = ("units", "posts", "deputies", "minimum", "Total", "agencies", "below", "over quota")


@cache
def of(path: Path, language: Language = "vi") -> Audit:
    return audit(load_case(path, language=language)[0])


def printed(found: Audit, width: int = 80) -> str:
    stream = io.StringIO()
    print_audit(
        found, Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
    )
    return stream.getvalue()


def workbook(found: Audit) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(audit_workbook(found)))


@pytest.fixture(scope="module")
def khanh_hoa() -> Audit:
    """The illustrative province before any merger."""
    return of(KHANH_HOA)


@pytest.fixture(scope="module")
def mergers() -> Audit:
    """The same with its given mergers."""
    return of(MERGERS)


def test_the_verdict_comes_first(khanh_hoa: Audit) -> None:
    lines = printed(khanh_hoa, 200).splitlines()
    assert lines[0].startswith("Khánh Hòa")
    at = lines.index("KẾT LUẬN RÀ SOÁT HIỆN TRẠNG")
    assert lines[at + 1].strip() == (
        "14 đơn vị dưới mức biên chế tối thiểu, 20 cấp phó vượt số lượng được bố trí "
        "(ở 20 đơn vị), 1 vi phạm quy tắc khác."
    )


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("path", [KHANH_HOA, MERGERS, LAM_DONG])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(path: Path, width: int) -> None:
    for line in printed(of(path), width).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip(), line


def test_the_vietnamese_audit_has_no_english(mergers: Audit) -> None:
    shown = printed(mergers, 120).replace("more_deputies", "")
    assert [word for word in ENGLISH if word in shown] == []
    english = printed(of(MERGERS, "en"), 120)
    assert "Deputies over the number allowed" in english
    assert [words for words in ("cấp phó vượt", "đầu mối", "Cộng") if words in english[100:]] == []


def test_a_few_units_are_shown_whole_with_their_figures() -> None:
    shown = printed(of(LAM_DONG), 120).splitlines()
    rows = [line.split() for line in shown if "biên chế  " in line]
    assert [row[-5:] for row in rows[:2]] == [
        ["chế", "1", "2", "3", "0"],
        ["chế", "1", "2", "1", "1"],
    ]
    assert any(line.split() == ["Cộng", "6", "đơn", "vị", "6", "17", "12", "6"] for line in shown)


def test_many_units_are_shown_only_where_something_is_found(khanh_hoa: Audit) -> None:
    part = printed(khanh_hoa, 120).split("SỐ LƯỢNG ĐƯỢC BỐ TRÍ")[1].split("CẤP PHÓ CỦA")[0]
    assert "Phòng Nội chính" in part
    assert "Phòng Kinh tế " not in part.replace("Phòng Kinh tế đối ngoại", "")


def test_long_tables_are_cut_and_keep_their_sums(mergers: Audit) -> None:
    shown = printed(dataclasses.replace(mergers, baselines=mergers.baselines * 4), 120)
    assert "… còn " in shown
    assert "xem đủ trong audit.xlsx" in shown


def test_what_is_unconfirmed_or_only_a_remark_is_said(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    units = (ROOT / "scenarios/khanh-hoa/units.csv").as_posix()
    path.write_text(
        f"orgplan: 1\nname: x\nlanguage: vi\norganisation: {units}\n"
        "ruleset: vn-provincial-2026-01\nawaited: [so-noi-vu, Sở Dân tộc]\n",
        encoding="utf-8",
    )
    shown = printed(of(path), 200)
    assert "TƯƠNG QUAN SỐ CẤP PHÓ GIỮA CÁC ĐƠN VỊ (lưu ý)" in shown
    assert "chưa rõ cách áp dụng với chi cục" in shown
    assert "Văn phòng: Ghi theo trí nhớ, chưa thấy văn bản; chưa đối chiếu Công báo." in shown
    assert "Cơ quan chưa gửi số liệu (1): Sở Dân tộc." in shown
    assert "là bình quân trên toàn tỉnh, do Ủy ban nhân dân tỉnh phân bổ" in shown
    assert "Kịch bản không đặt mục tiêu cắt giảm." in shown


def test_both_moments_stand_side_by_side(mergers: Audit) -> None:
    shown = printed(mergers, 120)
    line = next(part for part in shown.splitlines() if "Đầu mối bên trong được tính" in part)
    assert line.split()[-2:] == ["125", "111"]
    assert "kịch bản tính từ trước các chủ trương đã có" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_is_a_sheet_with_all_its_rows(language: Language) -> None:
    found = of(MERGERS, language)
    book = workbook(found)
    listed = topics(found)
    assert book.sheetnames == [topic.sheet.to(language) for topic in listed]
    assert all(len(name) <= 31 for name in book.sheetnames)
    for topic, sheet in zip(listed, book.worksheets, strict=True):
        width = len(topic.columns) + (topic.grouped is not None)
        first = next(row for row in sheet.iter_rows() if row[0].border.left.style)
        assert sum(cell.value is not None for cell in first) == width
        filled = [row for row in sheet.iter_rows(first[0].row + 1) if row[0].border.left.style]
        assert len(filled) == len(topic.rows)
        assert all(len(row.cells) == len(topic.columns) for row in topic.rows)


def test_sheets_are_ready_for_paper(mergers: Audit) -> None:
    for sheet in workbook(mergers).worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows
        widths = sum(column.width for column in sheet.column_dimensions.values())
        assert widths < 186, "narrower type than 9 points"


def test_equal_audits_give_equal_bytes() -> None:
    again = audit(load_case(LAM_DONG)[0])
    assert audit_workbook(of(LAM_DONG)) == audit_workbook(again)


def test_names_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(DIRTY.read_bytes())
    (tmp_path / "s.yaml").write_text(
        'orgplan: 1\nname: "=cmd()"\nlanguage: vi\norganisation: units.csv\nruleset: generic\n',
        encoding="utf-8",
    )
    found = of(tmp_path / "s.yaml")
    cells = [c for sheet in workbook(found).worksheets for row in sheet.iter_rows() for c in row]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize(
    ("make", "told"), [(write_two_agencies, "Phòng Hai"), (write_merging, "Sở AB")]
)
def test_an_audit_of_a_town_prints_and_is_written(make, told: str, tmp_path: Path) -> None:
    found = of(make(tmp_path))
    assert told in printed(found)
    write_audit(found, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(AUDIT_FILES)
    document = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    assert len(document["moments"]) == len(found.findings)


def test_files_of_others_stay_and_old_ones_are_replaced(tmp_path: Path) -> None:
    found = of(LAM_DONG)
    (tmp_path / "plan.json").write_text("mine", encoding="utf-8")
    (tmp_path / "audit.json").write_text("old", encoding="utf-8")
    write_audit(found, tmp_path)
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "audit.json").read_text(encoding="utf-8").startswith("{")
