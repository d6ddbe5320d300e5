"""`orgplan audit` as users run it: streams, files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import FIRST_STEPS, SCENARIOS, orgplan

LAM_DONG = SCENARIOS / "lam-dong-cong-thuong" / "scenario.yaml"


def test_it_prints_writes_nothing_and_says_how_to_get_the_workbook(tmp_path: Path) -> None:
    done = orgplan("audit", LAM_DONG, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "6 cấp phó vượt số lượng được bố trí (ở 5 đơn vị)" in " ".join(done.stdout.split())
    assert list(tmp_path.iterdir()) == []
    last = done.stdout.splitlines()[-1]
    words = last.split(": ", 1)[1].split()
    assert words[:2] == ["orgplan", "audit"]
    assert orgplan(*words[1:], cwd=tmp_path).returncode == 0
    assert {path.name for path in (tmp_path / "out" / "scenario").iterdir()} == {
        "audit.xlsx",
        "audit.json",
    }


def test_json_is_one_document_and_the_file_the_same(tmp_path: Path) -> None:
    done = orgplan("audit", LAM_DONG, "--json", "-o", "here", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "here" / "audit.json").read_text(encoding="utf-8")
    (moment,) = json.loads(done.stdout)["moments"]
    assert sum(row["deputies_over"] for row in moment["leaders"]) == 6
    assert done.stderr == "\nĐã ghi vào here: audit.xlsx, audit.json\n"
    silent = orgplan("audit", LAM_DONG, "--json", cwd=tmp_path)
    assert silent.stderr == ""


def test_english_is_equal(tmp_path: Path) -> None:
    done = orgplan("audit", FIRST_STEPS, "--language", "en", cwd=tmp_path)
    assert done.returncode == 0
    assert "2 units below the minimum of posts" in done.stdout
    assert "All tables as a workbook: orgplan audit" in done.stdout


def test_wrong_input_is_told_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("orgplan: 1\nname: x\n", encoding="utf-8")
    done = orgplan("audit", "s.yaml", "-o", "out", "--json", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = orgplan("audit", LAM_DONG, "-o", "file", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
