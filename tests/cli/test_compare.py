"""`orgplan compare` as users run it: streams, files, exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import FIRST_STEPS, orgplan


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first steps solved at 15 % and at 40 %, into out/scenario and out/forty."""
    folder = tmp_path_factory.mktemp("solved")
    for name in ("scenario.yaml", "units.csv"):
        shutil.copy(FIRST_STEPS.parent / name, folder / name)
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "forty.yaml").write_text(text.replace("cut: 15%", "cut: 40%"), encoding="utf-8")
    for name in ("scenario.yaml", "forty.yaml"):
        done = orgplan("solve", name, "--no-charts", "--no-log", cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def test_it_prints_the_plans_side_by_side(solved: Path) -> None:
    """Vietnamese unless told otherwise; the last line is a command that works."""
    done = orgplan("compare", "out/scenario", "out/forty/plan.json", cwd=solved)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("SO SÁNH PHƯƠNG ÁN\n")
    assert "Đầu mối sau" in done.stdout and "THIẾU 15 điểm % (2/8)" in done.stdout
    assert "PA 1 theo kịch bản của PA 2: tất cả cơ quan: giảm 2 đầu mối" in done.stdout
    assert "\x1b" not in done.stdout and done.stderr == ""
    last = done.stdout.splitlines()[-1]
    words = last.split(": ", 1)[1].split()
    assert words[0] == "orgplan"
    assert orgplan(*words[1:], "--no-charts", cwd=solved).returncode == 0
    assert {p.name for p in (solved / "out/compare").iterdir()} == {"compare.xlsx", "compare.json"}


def test_json_is_one_document(solved: Path, tmp_path: Path) -> None:
    """On stdout alone; where the files are on stderr."""
    where = tmp_path / "here"
    arguments = ("out/scenario", "out/forty", "out/scenario", "--json", "-o", where)
    done = orgplan("compare", *arguments, "--language", "en", cwd=solved)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["distances"] == [[0, 3, 0], [3, 0, 3], [0, 3, 0]]
    assert [plan["count"]["after"] for plan in document["plans"]] == [6, 4, 6]
    assert [line["values"] for line in document["tiers"]] == [[9, 25, 9], [6, 18, 6], [1, 2, 1]]
    assert document == json.loads((where / "compare.json").read_text(encoding="utf-8"))
    assert done.stderr.startswith("\nWritten to ")
    assert (where / "compare.png").stat().st_size > 10_000


def test_english_is_equal(solved: Path) -> None:
    done = orgplan("compare", "out/scenario", "out/forty", "--language", "en", cwd=solved)
    assert done.returncode == 0
    assert "SHORT by 15 points (2/8)" in done.stdout
    assert "Plan 1 under the scenario of Plan 2: all agencies together" in done.stdout


def test_a_changed_input_is_3_and_names_the_file(solved: Path, tmp_path: Path) -> None:
    """Both plans read the same table: each is told with its own path, and nothing is printed."""
    folder = Path(shutil.copytree(solved, tmp_path / "plans"))
    with (folder / "units.csv").open("a", encoding="utf-8") as table:
        table.write("\n")
    done = orgplan("compare", "out/scenario", "out/forty", "-o", "none", cwd=folder)
    assert done.returncode == 3
    assert done.stdout == ""
    for name in ("scenario", "forty"):
        assert f"{Path('out', name, 'plan.json')}:inputs.organisation.sha256: lỗi:" in done.stderr
    assert "đã thay đổi sau khi lập phương án" in done.stderr
    assert not (folder / "none").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare"], "thiếu PLAN"),
        (["compare", "out/scenario"], "cần ít nhất hai phương án"),
        (["compare", "out/scenario", "out/forty", "-o", "units.csv"], "là một tệp"),
    ],
)
def test_wrong_usage(solved: Path, arguments: list[str], told: str) -> None:
    done = orgplan(*arguments, cwd=solved)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


def test_a_folder_without_a_plan_is_3(solved: Path) -> None:
    """The message says which file was looked for."""
    done = orgplan("compare", "out/scenario", "out", cwd=solved)
    assert done.returncode == 3
    assert str(Path("out", "plan.json")) in done.stderr
