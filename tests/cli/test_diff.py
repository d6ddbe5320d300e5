"""`orgplan diff` as a command: what it takes for a version, its exit codes and files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import SCENARIOS, orgplan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two versions of the first steps, and the scenario that names the newer one."""
    source = SCENARIOS / "first-steps"
    text = (source / "units.csv").read_text(encoding="utf-8")
    (tmp_path / "old.csv").write_text(text, encoding="utf-8")
    (tmp_path / "units.csv").write_text(
        text.replace("Phòng Giá / Prices Division,division,5,5", "Phòng Giá,division,6,5"),
        encoding="utf-8",
    )
    shutil.copy(source / "scenario.yaml", tmp_path)
    return tmp_path


def test_differences_are_no_failure(folder: Path) -> None:
    done = orgplan("diff", "old.csv", "units.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "THAY ĐỔI GIỮA HAI BẢN: old.csv → units.csv" in done.stdout
    assert "biên chế 5 → 6" in done.stdout
    assert "ẢNH HƯỞNG" not in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("new", ["scenario.yaml", "."])
def test_a_scenario_or_its_folder_is_its_organisation(folder: Path, new: str) -> None:
    done = orgplan("diff", "old.csv", new, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "ẢNH HƯỞNG ĐẾN KỊCH BẢN scenario.yaml" in done.stdout


def test_a_folder_without_a_scenario_is_all_its_tables(folder: Path) -> None:
    (folder / "gui").mkdir()
    rows = (folder / "old.csv").read_text(encoding="utf-8").splitlines()
    (folder / "gui" / "a.csv").write_text("\n".join(rows[:4]), encoding="utf-8")
    (folder / "gui" / "b.csv").write_text("\n".join([rows[0], *rows[4:]]), encoding="utf-8")
    for name in ("gui", "gui/*.csv"):
        done = orgplan("diff", "old.csv", name, "--json", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["same"] is True


def test_the_scenario_of_the_option_wins(folder: Path) -> None:
    done = orgplan(
        "diff", "old.csv", "units.csv", "--scenario", "scenario.yaml", "--json", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["touched"]["complete"] is True
    assert document["touched"]["findings"] == []


@pytest.mark.parametrize("name", ["d.xlsx", "d.csv"])
def test_a_table_is_written_whole(folder: Path, name: str) -> None:
    done = orgplan("diff", "old.csv", "units.csv", "-o", f"out/{name}", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (folder / "out").iterdir()] == [name]
    assert f"Đã ghi out/{name}" in done.stderr.replace("\\", "/")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["old.csv"], 2, "thiếu NEW"),
        (["olt.csv", "units.csv"], 3, "có phải `old.csv`?"),
        (["old.csv", "x" * 300], 3, "không tìm thấy tệp"),
        (["", "units.csv"], 2, "để trống"),
        (["old.csv", "units.csv", "-o", "old.csv"], 2, "tệp đầu vào"),
        (["old.csv", "units.csv", "-o", "d.docx"], 2, ".xlsx hoặc .csv"),
        (["old.csv", "empty"], 3, "không có bảng đơn vị nào"),
        (["old.csv", "broken.csv"], 3, "broken.csv:2"),
        (["old.csv", "units.csv", "--scenario", "no.yaml"], 3, "không tìm thấy tệp"),
    ],
)
def test_what_cannot_be_compared(folder: Path, arguments: list[str], code: int, told: str) -> None:
    (folder / "empty").mkdir()
    (folder / "broken.csv").write_text("id,parent,name,kind\na,zz,A,x\n", encoding="utf-8")
    done = orgplan("diff", *arguments, cwd=folder)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_page_speaks_english(folder: Path) -> None:
    done = orgplan("diff", "old.csv", "scenario.yaml", "--language", "en", cwd=folder)
    assert "CHANGES BETWEEN TWO VERSIONS" in done.stdout
    assert "The scenario is not touched." in done.stdout


def test_tables_as_departments_send_them_are_compared_by_what_was_read(tmp_path: Path) -> None:
    """Ids come from names there, so a unit with a new name has a new id: it is guessed."""
    old = (
        "SỞ NỘI VỤ,,\nSTT,Tên đơn vị,Biên chế\nI,Văn phòng,10\nII,Phòng Tổ chức - Biên chế,8\n"
        "III,Phòng Cải cách hành chính,5\n"
    )
    new = old.replace("Phòng Tổ chức - Biên chế,8", "Phòng Tổ chức và Biên chế,9")
    (tmp_path / "old.csv").write_text(old, encoding="utf-8")
    (tmp_path / "new.csv").write_text(new + "IV,Phòng Công chức,6\n", encoding="utf-8")
    done = orgplan("diff", "old.csv", "new.csv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [unit["name"] for unit in document["added"]] == ["Phòng Công chức"]
    assert document["removed"] == []
    (guess,) = document["guesses"]
    assert guess["new"].endswith("phong-to-chuc-va-bien-che")
    assert "tên gần giống" in guess["because"]
