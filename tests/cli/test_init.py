"""`orgplan init`: files that work at once, from a template or from tables as they are sent."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import SCENARIOS, orgplan

AS_SENT = """\
SỞ NỘI VỤ;;;;
DANH SÁCH PHÒNG, ĐƠN VỊ;;;;
STT;Tên đơn vị;Biên chế;Cấp phó;Nhiệm vụ
1;Văn phòng;12;2;Văn thư, lưu trữ và hành chính quản trị
2;Phòng Tổ chức, biên chế;9;1;Quản lý tổ chức bộ máy, biên chế
3;Phòng Công chức, viên chức;8;1;Quản lý công chức, viên chức
4;Phòng Cải cách hành chính;7;1;Theo dõi cải cách hành chính
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def as_sent(tmp_path: Path) -> Path:
    path = tmp_path / "so-noi-vu.csv"
    path.write_text(AS_SENT, encoding="utf-8")
    return path


def test_the_new_folder_validates_and_solves_as_it_is(tmp_path: Path) -> None:
    done = orgplan("init", "moi", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path) == ["moi"]
    assert names(tmp_path / "moi") == ["README.md", "scenario.yaml", "units.xlsx"]
    last = done.stdout.splitlines()[-1]
    assert last == "Tiếp theo: orgplan validate moi/scenario.yaml"
    checked = orgplan("validate", "moi/scenario.yaml", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    solved = orgplan("solve", "moi/scenario.yaml", "--no-charts", cwd=tmp_path)
    assert solved.returncode == 0, solved.stderr


def test_english_is_equal(tmp_path: Path) -> None:
    done = orgplan("init", "new", "--language", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Next: orgplan validate new/scenario.yaml"
    assert "units" in openpyxl.load_workbook(tmp_path / "new" / "units.xlsx").sheetnames
    checked = orgplan("validate", "new/scenario.yaml", cwd=tmp_path)
    assert checked.stdout == "new/scenario.yaml: no errors\n"


def test_files_that_are_there_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "moi").mkdir()
    (tmp_path / "moi" / "units.xlsx").write_bytes(b"mine")
    done = orgplan("init", "moi", cwd=tmp_path)
    assert done.returncode == 2
    assert "units.xlsx" in done.stderr
    assert names(tmp_path / "moi") == ["units.xlsx"]
    assert (tmp_path / "moi" / "units.xlsx").read_bytes() == b"mine"


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thư.docx").write_bytes(b"mine")
    done = orgplan("init", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert names(tmp_path) == ["README.md", "scenario.yaml", "thư.docx", "units.xlsx"]


def test_own_tables_become_a_completed_workbook_and_a_scenario(
    tmp_path: Path, as_sent: Path
) -> None:
    before = as_sent.read_bytes()
    done = orgplan("init", "moi", "--from", as_sent.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert as_sent.read_bytes() == before
    assert "giá trị cần xác nhận" in done.stdout
    assert "4 nhiệm vụ chưa có mã" in done.stdout
    scenario = (tmp_path / "moi" / "scenario.yaml").read_text(encoding="utf-8")
    assert "    - so-noi-vu    # Sở Nội vụ\n" in scenario
    assert "      - snv-van-phong\n" in scenario
    checked = orgplan("validate", "moi/scenario.yaml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert "giá trị cần xác nhận" not in checked.stdout
    solved = orgplan("solve", "moi/scenario.yaml", "--no-charts", cwd=tmp_path)
    assert solved.returncode == 0, solved.stderr


def test_several_own_tables_are_read_together(tmp_path: Path, as_sent: Path) -> None:
    other = AS_SENT.replace("SỞ NỘI VỤ", "SỞ TƯ PHÁP")
    (tmp_path / "so-tu-phap.csv").write_text(other, encoding="utf-8")
    for number, sources in enumerate(((as_sent.name, "so-tu-phap.csv"), ("so-*.csv",))):
        done = orgplan("init", f"moi{number}", "--from", *sources, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / f"moi{number}" / "scenario.yaml").read_text(encoding="utf-8")
        assert "- so-noi-vu " in text
        assert "- so-tu-phap " in text


def test_wrong_tables_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("id,parent,name,kind\na,zz,A,department\n", encoding="utf-8")
    done = orgplan("init", "moi", "--from", "bad.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert "bad.csv:2:2" in done.stderr
    assert names(tmp_path) == ["bad.csv"]


def test_a_ruleset_that_asks_for_a_class_says_so(tmp_path: Path) -> None:
    asked = orgplan("init", "moi", "--ruleset", "vn-provincial-2025-03", cwd=tmp_path)
    assert asked.returncode == 2
    assert "--province-class" in asked.stderr
    done = orgplan(
        *("init", "moi", "--ruleset", "vn-provincial-2025-03", "--province-class", "2"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "moi" / "scenario.yaml").read_text(encoding="utf-8")
    assert 'ruleset: {name: "vn-provincial-2025-03", province_class: "2"}' in text
    assert orgplan("validate", "moi/scenario.yaml", cwd=tmp_path).returncode == 0


def test_an_unknown_ruleset_is_a_usage_error_with_the_names(tmp_path: Path) -> None:
    done = orgplan("init", "moi", "--ruleset", "vn-provincial-2026-1", cwd=tmp_path)
    assert done.returncode == 2
    assert "vn-provincial-2026-01" in done.stderr
    assert names(tmp_path) == []


def test_a_ruleset_of_ones_own_is_named_from_the_new_folder(tmp_path: Path) -> None:
    own = tmp_path / "quy-dinh.yaml"
    own.write_text(
        "orgplan_ruleset: 1\nname: own\nkinds:\n"
        "  bo: {agency: true, contains: [ban]}\n  ban: {counted: true, absorbs: [ban]}\n",
        encoding="utf-8",
    )
    done = orgplan("init", "moi", "--ruleset", "quy-dinh.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert orgplan("validate", "moi/scenario.yaml", cwd=tmp_path).returncode == 0


def test_a_function_list_is_copied_and_named(tmp_path: Path) -> None:
    source = SCENARIOS / "khanh-hoa" / "functions.csv"
    done = orgplan("init", "moi", "--functions", source, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "moi" / "functions.csv").read_bytes() == source.read_bytes()
    checked = orgplan("validate", "moi/scenario.yaml", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_files_without_from_and_a_file_as_folder_are_usage_errors(
    tmp_path: Path, as_sent: Path
) -> None:
    assert orgplan("init", "moi", as_sent.name, cwd=tmp_path).returncode == 2
    done = orgplan("init", as_sent.name, "--from", as_sent.name, cwd=tmp_path)
    assert done.returncode == 2
    assert "--from" in done.stderr
