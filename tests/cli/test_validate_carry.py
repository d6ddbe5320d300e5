"""`orgplan validate --complete --carry`: what people filled in survives files that come again."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from orgplan.io.organisation import read_organisation
from orgplan.io.reading import Reading
from tests.cli.running import orgplan
from tests.cli.test_init import AS_SENT, names

SHORT = {"snv-van-phong": "vp", "snv-phong-to-chuc-bien-che": "tc"}
CODES = {"vp": ("admin/clerical", 5), "tc": ("org/posts", None)}


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario with a table as sent, and a completed workbook on which somebody has worked."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "so-noi-vu.csv").write_text(AS_SENT, encoding="utf-8")
    (folder / "f.csv").write_text(
        "code,vi,en\nadmin/clerical,Văn thư,Clerical\norg/posts,Biên chế,Posts\n", encoding="utf-8"
    )
    (folder / "s.yaml").write_text(
        "orgplan: 1\nname: x\norganisation: so-noi-vu.csv\nfunction_list: f.csv\n"
        "ruleset: vn-provincial-2026-01\nrules: [{rule: keep, units: [vp]}]\n",
        encoding="utf-8",
    )
    orgplan("validate", "s.yaml", "--complete", "old.xlsx", cwd=folder)
    fill_in(folder / "old.xlsx")
    return folder


@pytest.fixture
def desk(worked_on: Path, tmp_path: Path) -> Path:
    """A copy of it, to work on."""
    shutil.copytree(worked_on, tmp_path, dirs_exist_ok=True)
    return tmp_path


def fill_in(path: Path) -> None:
    """Short ids, a corrected kind, a site, and codes for two duties."""
    book = openpyxl.load_workbook(path)
    units, duties = book["Đơn vị"], book["Nhiệm vụ"]
    for sheet in (units, duties):
        for row in sheet.iter_rows(min_row=6):
            row[0].value = SHORT.get(row[0].value, row[0].value)
    for row in units.iter_rows(min_row=6):
        if row[0].value == "tc":
            row[3].value, row[9].value = "office", "Trụ sở 2"
    for row in duties.iter_rows(min_row=6):
        if row[0].value in CODES:
            row[3].value, row[4].value = CODES[row[0].value]
    book.save(path)


def content(reading: Reading) -> tuple[object, ...]:
    duties = [(duty.unit, duty.prose, duty.code, duty.posts) for duty in reading.duties]
    return list(reading.organisation), duties, reading.guesses, dict(reading.functions)


def test_the_same_files_again_give_the_same_workbook(desk: Path) -> None:
    done = orgplan("validate", "s.yaml", "--complete", "new.xlsx", "--carry", "old.xlsx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "5 đơn vị có ở cả hai bản" in done.stdout
    assert "tc: loại hình office (tệp mới suy ra division)" in done.stdout
    assert "cần xác nhận" not in done.stdout
    old, new = (read_organisation([desk / name]) for name in ("old.xlsx", "new.xlsx"))
    assert content(new) == content(old)
    assert new.organisation["vp"].functions == ("admin/clerical",)
    (compare,) = [line for line in done.stdout.splitlines() if "orgplan diff" in line]
    told = orgplan(*compare.split(": ", 1)[1].split()[1:], cwd=desk)
    assert "Hai bản giống nhau" in told.stdout


def test_only_what_is_new_is_left_to_confirm_and_the_workbook_loads_without_a_guess(
    desk: Path,
) -> None:
    table = AS_SENT + "5;Phòng Thi đua;3;0;Thi đua, khen thưởng\n"
    (desk / "so-noi-vu.csv").write_text(table.replace(";12;", ";11;"), encoding="utf-8")
    done = orgplan("validate", "s.yaml", "--complete", "new.xlsx", "--carry", "old.xlsx", cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "Đơn vị mới (1):" in done.stdout
    assert "Còn lại: 3 giá trị cần xác nhận, 3 nhiệm vụ chưa có mã." in done.stdout
    book = openpyxl.load_workbook(desk / "new.xlsx")
    listed = [row[2] for row in book["Cần xác nhận"].iter_rows(min_row=6, values_only=True)]
    assert listed == ["snv-phong-thi-dua"] * 3
    again = read_organisation([desk / "new.xlsx"])
    assert again.guesses == ()
    assert again.organisation["vp"].staff == 11
    scenario = (desk / "s.yaml").read_text(encoding="utf-8")
    (desk / "s.yaml").write_text(scenario.replace("so-noi-vu.csv", "new.xlsx"), encoding="utf-8")
    assert orgplan("validate", "s.yaml", cwd=desk).returncode == 0


def test_a_scenario_that_names_the_earlier_workbook_takes_the_new_files_beside_it(
    desk: Path,
) -> None:
    scenario = (desk / "s.yaml").read_text(encoding="utf-8")
    (desk / "s.yaml").write_text(scenario.replace("so-noi-vu.csv", "old.xlsx"), encoding="utf-8")
    carry = ("--complete", "new.xlsx", "--carry", "old.xlsx")
    refused = orgplan("validate", "s.yaml", *carry, cwd=desk)
    assert refused.returncode == 2
    assert "các tệp mới gửi" in refused.stderr
    done = orgplan("validate", "s.yaml", "so-noi-vu.csv", *carry, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert content(read_organisation([desk / "new.xlsx"])) == content(
        read_organisation([desk / "old.xlsx"])
    )
    assert "Danh mục chức năng" in openpyxl.load_workbook(desk / "new.xlsx").sheetnames


def test_files_alone_are_carried_and_everything_is_told_in_english(desk: Path) -> None:
    table = AS_SENT.replace("Phòng Tổ chức, biên chế", "Phòng Tổ chức và biên chế")
    table = table.replace("4;Phòng Cải cách hành chính;7", "4;Phòng Chuyển đổi số;2")
    table = table.replace("Văn phòng;12", "Văn phòng;4").replace("Quản lý công", "Theo dõi công")
    (desk / "so-noi-vu.csv").write_text(table, encoding="utf-8")
    done = orgplan(
        *("validate", "so-noi-vu.csv", "--language", "en"),
        *("--complete", "new.xlsx", "--carry", "old.xlsx"),
        cwd=desk,
        COLUMNS="80",
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout
    assert "Taken over from old.xlsx" in told
    assert "New units (1):\n    • Phòng Chuyển đổi số" in told
    assert "Not in the new files any more (1):\n    • Phòng Cải cách hành chính" in told
    assert "Perhaps the same unit" in told
    assert "Duties that are gone or in other words, not taken over (1):" in told
    assert "Posts beside function codes do not fit any more" in told
    assert max(len(line) for line in told.split("Written:")[0].splitlines()) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("s.yaml", "--carry", "old.xlsx"), "--carry đi cùng --complete"),
        (("s.yaml", "--complete", "old.xlsx", "--carry", "old.xlsx"), "hai tệp khác nhau"),
        (("s.yaml", "--complete", "./old.xlsx", "--carry", "old.xlsx"), "hai tệp khác nhau"),
        (("s.yaml", "--complete", "f.csv", "--carry", "old.xlsx"), ".xlsx"),
        (("s.yaml", "--complete", "there.xlsx", "--carry", "old.xlsx"), "chọn tên khác"),
        (("s.yaml", "--complete", "new.xlsx", "--carry", "other.csv"), "cột Mã đơn vị"),
        (("s.yaml", "s.yaml", "--complete", "new.xlsx", "--carry", "old.xlsx"), "một kịch bản"),
    ],
)
def test_impossible_wishes_are_refused_and_nothing_is_written(
    desk: Path, arguments: tuple[str, ...], words: str
) -> None:
    (desk / "there.xlsx").write_bytes(b"mine")
    (desk / "other.csv").write_text(AS_SENT, encoding="utf-8")
    before, kept = names(desk), (desk / "old.xlsx").read_bytes()
    done = orgplan("validate", *arguments, cwd=desk)
    assert done.returncode == 2
    assert words in done.stderr
    assert (names(desk), (desk / "old.xlsx").read_bytes()) == (before, kept)


def test_an_earlier_workbook_with_errors_is_told_with_its_places(desk: Path) -> None:
    book = openpyxl.load_workbook(desk / "old.xlsx")
    book["Đơn vị"]["B7"] = "khong-co"
    book.save(desk / "old.xlsx")
    done = orgplan("validate", "s.yaml", "--complete", "new.xlsx", "--carry", "old.xlsx", cwd=desk)
    assert done.returncode == 3
    assert "old.xlsx!Đơn vị!B7" in done.stderr
    assert not (desk / "new.xlsx").exists()


def test_a_corrected_name_that_the_new_file_states_otherwise_is_told(desk: Path) -> None:
    book = openpyxl.load_workbook(desk / "old.xlsx")
    for row in book["Đơn vị"].iter_rows(min_row=6):
        if row[0].value == "snv-thanh-tra" or row[2].value == "Văn phòng":
            row[0].value, row[2].value = "snv-van-phong", "Văn phòng Sở Nội vụ"
    for row in book["Nhiệm vụ"].iter_rows(min_row=6):
        row[0].value = "snv-van-phong" if row[0].value == "vp" else row[0].value
    book.save(desk / "old.xlsx")
    done = orgplan("validate", "s.yaml", "--complete", "new.xlsx", "--carry", "old.xlsx", cwd=desk)
    told = " ".join(done.stdout.split())
    assert "snv-van-phong: tên đơn vị Văn phòng (bản trước: Văn phòng Sở Nội vụ)" in told
