"""`orgplan validate` tells every concluded value; `--complete` writes what then loads as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import orgplan
from tests.cli.test_init import AS_SENT, names


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """One table as sent, and a scenario that names it."""
    (tmp_path / "so-noi-vu.csv").write_text(AS_SENT, encoding="utf-8")
    (tmp_path / "s.yaml").write_text(
        "orgplan: 1\nname: x\norganisation: so-noi-vu.csv\nruleset: vn-provincial-2026-01\n",
        encoding="utf-8",
    )
    return tmp_path


def test_every_guess_is_listed_with_place_unit_value_and_reason(sent: Path) -> None:
    done = orgplan("validate", "so-noi-vu.csv", cwd=sent)
    assert done.returncode == 0, done.stderr
    assert "so-noi-vu.csv: giá trị do máy suy ra, cần xác nhận" in done.stdout
    assert "Loại hình (5)" in done.stdout
    assert "snv-van-phong → office" in done.stdout
    assert "Văn phòng → snv-van-phong" in done.stdout
    assert "snv-van-phong → so-noi-vu" in done.stdout
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Tiếp theo: orgplan validate so-noi-vu.csv --complete ")
    again = orgplan(*last.split(": ", 1)[1].split()[1:], cwd=sent)
    assert again.returncode == 0, again.stderr


def test_the_list_fits_a_terminal_of_80_columns(sent: Path) -> None:
    for language in ("vi", "en"):
        done = orgplan("validate", "s.yaml", "--language", language, cwd=sent, COLUMNS="80")
        assert done.returncode == 0, done.stderr
        listed = done.stdout.split("\n\n")[1]
        assert max(len(line) for line in listed.splitlines()) <= 80


def test_the_completed_workbook_loads_without_a_guess(sent: Path) -> None:
    done = orgplan("validate", "so-noi-vu.csv", "--complete", "units.xlsx", cwd=sent)
    assert done.returncode == 0, done.stderr
    assert "Đã ghi units.xlsx" in done.stdout
    assert done.stdout.splitlines()[-1] == "Tiếp theo: orgplan validate units.xlsx"
    again = orgplan("validate", "units.xlsx", cwd=sent)
    assert again.returncode == 0, again.stderr
    assert again.stdout == "units.xlsx: không có lỗi, 1 lưu ý, 4 nhiệm vụ chưa có mã\n"


def test_a_scenario_is_completed_and_told_to_use_the_workbook(sent: Path) -> None:
    done = orgplan("validate", "s.yaml", "--complete", "units.xlsx", cwd=sent)
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert "`organisation: units.xlsx`" in last
    scenario = (sent / "s.yaml").read_text(encoding="utf-8")
    (sent / "s.yaml").write_text(scenario.replace("so-noi-vu.csv", "units.xlsx"), encoding="utf-8")
    again = orgplan("validate", "s.yaml", cwd=sent)
    assert again.returncode == 0, again.stderr
    assert "cần xác nhận" not in again.stdout


def test_units_are_completed_even_where_the_scenario_names_ids_that_are_not_there(
    sent: Path,
) -> None:
    with (sent / "s.yaml").open("a", encoding="utf-8") as file:
        file.write("rules: [{rule: keep, units: [van-phong]}]\n")
    done = orgplan("validate", "s.yaml", "--complete", "units.xlsx", cwd=sent)
    assert done.returncode == 3
    assert "van-phong" in done.stderr
    assert (sent / "units.xlsx").exists()
    assert orgplan("validate", "units.xlsx", cwd=sent).returncode == 0


def test_several_files_are_completed_together(sent: Path) -> None:
    other = AS_SENT.replace("SỞ NỘI VỤ", "SỞ TƯ PHÁP")
    (sent / "so-tu-phap.csv").write_text(other, encoding="utf-8")
    files = ("so-noi-vu.csv", "so-tu-phap.csv")
    done = orgplan("validate", *files, "--complete", "all.xlsx", cwd=sent)
    assert done.returncode == 0, done.stderr
    (sent / "s.yaml").write_text(
        "orgplan: 1\nname: x\norganisation: all.xlsx\nruleset: vn-provincial-2026-01\n"
        "scope: {agencies: [so-noi-vu, so-tu-phap]}\n",
        encoding="utf-8",
    )
    assert orgplan("validate", "s.yaml", cwd=sent).returncode == 0


@pytest.mark.parametrize("file", ["so-noi-vu.csv", "s.yaml", "units.xlsx"])
def test_an_input_is_never_overwritten(sent: Path, file: str) -> None:
    orgplan("validate", "so-noi-vu.csv", "--complete", "units.xlsx", cwd=sent)
    scenario = (sent / "s.yaml").read_text(encoding="utf-8")
    (sent / "s.yaml").write_text(scenario.replace("so-noi-vu.csv", "units.xlsx"), encoding="utf-8")
    before = (sent / file).read_bytes()
    for source in ("s.yaml", "units.xlsx"):
        done = orgplan("validate", source, "--complete", "./units.xlsx", cwd=sent)
        assert done.returncode == 2
    assert orgplan("validate", file, "--complete", file, cwd=sent).returncode == 2
    assert (sent / file).read_bytes() == before


def test_a_workbook_that_is_there_is_never_replaced(sent: Path) -> None:
    (sent / "units.xlsx").write_bytes(b"mine")
    for source in ("so-noi-vu.csv", "s.yaml"):
        done = orgplan("validate", source, "--complete", "units.xlsx", cwd=sent)
        assert (done.returncode, done.stdout) == (2, "")
        assert "chọn tên khác" in done.stderr
        assert "--carry units.xlsx" in done.stderr
    assert (sent / "units.xlsx").read_bytes() == b"mine"


def test_wrong_files_write_nothing(sent: Path) -> None:
    (sent / "bad.csv").write_text("id,parent,name,kind\na,zz,A,department\n", encoding="utf-8")
    before = names(sent)
    for wrong in (("bad.csv",), ("so-noi-vu.csv", "bad.csv")):
        done = orgplan("validate", *wrong, "--complete", "units.xlsx", cwd=sent)
        assert done.returncode == 3
        assert "bad.csv:2:2" in done.stderr
    mixed = orgplan("validate", "s.yaml", "so-noi-vu.csv", "--complete", "u.xlsx", cwd=sent)
    assert mixed.returncode == 2
    assert orgplan("validate", "so-noi-vu.csv", "--complete", "u.csv", cwd=sent).returncode == 2
    assert names(sent) == before
