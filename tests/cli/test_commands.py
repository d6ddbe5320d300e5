"""Exit codes, streams and files of the commands, each run in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import FIRST_STEPS, ROOT, SCENARIOS, command, environment, orgplan

DIRTY = ROOT / "tests" / "data" / "dirty"
ENGLISH = ("optimal", "gap", " units", "merged", "displaced", "bound", "error", "posts", "Next")


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The first steps, solved into the default folder: where, stdout, stderr."""
    cwd = tmp_path_factory.mktemp("solved")
    done = orgplan("solve", FIRST_STEPS, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd, done.stdout, done.stderr


def test_the_folder_is_named_after_the_scenario_and_holds_everything(
    solved: tuple[Path, str, str],
) -> None:
    folder = solved[0] / "out" / "scenario"
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "plan.json",
        "annex.xlsx",
        "changes.csv",
        "chart.pdf",
        "chart.png",
        "chart-02.png",
        "chart.svg",
        "chart-02.svg",
    }


def test_the_last_line_is_a_command_that_works(solved: tuple[Path, str, str]) -> None:
    last = solved[1].splitlines()[-1]
    words = last.split(": ", 1)[1].split()
    assert words[:2] == ["orgplan", "check"]
    done = orgplan(*words[1:], cwd=solved[0])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1. Biên chế bị xáo trộn: 9 biên chế" in done.stdout
    spoken = orgplan(*words[1:], "--language", "en", cwd=solved[0]).stdout
    assert "3. Surplus leaders: 1 leader\n" in spoken


def test_the_vietnamese_summary_has_no_english_left(solved: tuple[Path, str, str]) -> None:
    shown = "\n".join(line for line in solved[1].splitlines() if " / " not in line)
    assert [word for word in ENGLISH if word in shown.replace("plan.json", "")] == []
    assert "DỰ THẢO" in shown
    assert "8 → 6 đầu mối, giảm 2 (25,0 %)" in shown


def test_progress_on_stderr_is_plain_lines(solved: tuple[Path, str, str]) -> None:
    assert "\x1b" not in solved[1] + solved[2]
    assert "mục tiêu 1/3: biên chế bị xáo trộn" in solved[2]


def test_english_is_equal(tmp_path: Path) -> None:
    done = orgplan("solve", FIRST_STEPS, "--language", "en", "--no-charts", cwd=tmp_path)
    assert done.returncode == 0
    assert "8 → 6 units, 2 fewer (25.0 %)" in done.stdout
    assert "Next: orgplan check out/scenario/plan.json" in done.stdout
    assert "goal 1/3: displaced posts" in done.stderr


def test_json_is_the_plan_file_and_nothing_else(tmp_path: Path) -> None:
    done = orgplan("solve", FIRST_STEPS, "--json", "--no-charts", "-o", "here", cwd=tmp_path)
    assert done.returncode == 0
    written = (tmp_path / "here" / "plan.json").read_text(encoding="utf-8")
    assert done.stdout == written
    assert json.loads(done.stdout)["status"] == "optimal"
    assert "{" not in done.stderr


def test_a_solve_is_logged_beside_its_scenario(own_steps: Path, tmp_path: Path) -> None:
    """One line a run, whether there is a plan or not; the last lines say where."""
    done = orgplan("solve", own_steps, "--no-charts", cwd=tmp_path)
    assert done.returncode == 0
    assert "Nhật ký: thêm một dòng vào" in done.stdout
    assert "Dự thảo: 4/4 thay đổi chưa được phê duyệt" in done.stdout
    late = orgplan(
        "solve", own_steps, "--json", "--engine=highs", "--time-limit=0.000001", cwd=tmp_path
    )
    assert late.returncode == 5
    assert "Nhật ký" in late.stderr
    log = own_steps.parent / "orgplan-runs.csv"
    lines = log.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert ";optimal;" in lines[1]
    assert ";../out/scenario/plan.json;" in lines[1]
    assert ";unknown;" in lines[2]


def test_the_log_can_be_declined(own_steps: Path, tmp_path: Path) -> None:
    done = orgplan("solve", own_steps, "--no-charts", "--no-log", cwd=tmp_path)
    assert done.returncode == 0
    assert "Nhật ký" not in done.stdout
    assert not (own_steps.parent / "orgplan-runs.csv").exists()


def test_a_log_that_cannot_be_written_stops_nothing(own_steps: Path, tmp_path: Path) -> None:
    for number in ("", *(f"-{n}" for n in range(2, 100))):
        (own_steps.parent / f"orgplan-runs{number}.csv").mkdir()
    done = orgplan("solve", own_steps, "--no-charts", cwd=tmp_path)
    assert done.returncode == 0
    assert "không ghi được nhật ký" in done.stderr
    assert (tmp_path / "out" / "scenario" / "plan.json").is_file()


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "ascii"])
def test_consoles_that_lack_letters_get_utf_8(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        command("solve", FIRST_STEPS, "--no-charts"),
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C"),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Sở Tài chính" in done.stdout.decode("utf-8")


def test_wrong_input_is_told_whole_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,parent,name,kind\na,,A,x\na,zz,B,x\n", encoding="utf-8")
    (tmp_path / "s.yaml").write_text(
        "orgplan: 1\nname: x\norganisation: units.csv\nruleset: generic\ntarget: {cutt: 3%}\n",
        encoding="utf-8",
    )
    before = sorted(path.name for path in tmp_path.iterdir())
    done = orgplan("solve", "s.yaml", "--json", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "s.yaml:5:10: lỗi" in done.stderr
    assert "^" in done.stderr
    assert "units.csv:3:1: lỗi" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("lỗi")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_no_plan_is_said_with_what_to_try(impossible: Path, tmp_path: Path) -> None:
    done = orgplan("solve", impossible, "-o", "out", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "Đã chứng minh: không có phương án nào" in done.stdout
    assert "keep-both" in done.stdout
    tried = done.stdout.split("CÓ THỂ LÀM GÌ")[1]
    assert tried.index("orgplan explain") < tried.index("operations")
    assert done.stdout.splitlines()[-1].endswith(f": orgplan explain {impossible}")
    document = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert document["status"] == "infeasible"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.json"]
    as_json = orgplan("solve", impossible, "--json", "-o", "out", cwd=tmp_path)
    assert as_json.returncode == 4
    assert json.loads(as_json.stdout)["status"] == "infeasible"


def test_stopped_without_a_plan(hard: Path, tmp_path: Path) -> None:
    done = orgplan("solve", hard, "--time-limit", "0.001", "-o", "out", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert "chưa tìm được phương án" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_require_optimal_saves_the_plan_but_says_5(hard: Path, tmp_path: Path) -> None:
    arguments = ("solve", hard, "--time-limit", "6", "-o", "out", "--no-charts")
    done = orgplan(*arguments, "--require-optimal", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert "Chưa chứng minh là tốt nhất" in done.stdout
    assert (tmp_path / "out" / "plan.json").exists()
    assert orgplan(*arguments, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["solve"], "thiếu SCENARIO"),
        (["slove", "x"], "không có lệnh slove; có phải: solve?"),
        (["solve", "x", "--time-limt", "3"], "không có tùy chọn --time-limt"),
        (["solve", "x", "--engine", "foo"], "cần: cp-sat hoặc highs"),
        (["solve", "x", "--workers", "0"], "cần: một số nguyên từ 1"),
        (["solve", "x", "--time-limit", "soon"], "cần: số giây lớn hơn 0"),
        (["solve", "x", "--time-limit", "-3"], "cần số giây lớn hơn 0"),
        (["solve", "x", "--time-limit", "nan"], "cần số giây lớn hơn 0"),
        (["solve", "x", "--time-limit"], "--time-limit"),
        (["check"], "thiếu PLAN"),
        (["schema", "plan"], "cần: scenario hoặc ruleset"),
        (["validate"], "thiếu FILE"),
        (["solve", "x", "y"], "thừa"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = orgplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


def test_an_output_folder_that_cannot_be_is_refused_before_the_search(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in ("file", "file/below"):
        done = orgplan("solve", FIRST_STEPS, "-o", folder, cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert "là một tệp, không phải thư mục" in done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = orgplan("solve", FIRST_STEPS, "-o", locked / "out", cwd=tmp_path)
    assert done.returncode == 2


def test_check_finds_a_false_plan(solved: tuple[Path, str, str]) -> None:
    good = solved[0] / "out" / "scenario" / "plan.json"
    false = good.with_name("false.json")
    document = json.loads(good.read_text(encoding="utf-8"))
    document["goals"][0]["value"] = 1
    false.write_text(json.dumps(document), encoding="utf-8")
    done = orgplan("check", false, cwd=solved[0])
    assert done.returncode == 4
    assert "KHÔNG ĐẠT" in done.stdout
    as_json = orgplan("check", false, "--json", cwd=solved[0])
    assert as_json.returncode == 4
    assert json.loads(as_json.stdout)["ok"] is False
    false.unlink()


def test_validate_takes_many_files(tmp_path: Path) -> None:
    good = SCENARIOS / "khanh-hoa" / "units.csv"
    done = orgplan("validate", good, FIRST_STEPS, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("không có lỗi") == 2
    both = orgplan("validate", good, DIRTY / "many-errors.csv", cwd=tmp_path)
    assert both.returncode == 3
    assert "many-errors.csv:" in both.stderr


def test_a_file_that_is_not_there_is_called_so(tmp_path: Path) -> None:
    for name in ("missing", "missing.csv", "missing.yaml"):
        done = orgplan("validate", name, cwd=tmp_path, ORGPLAN_LANG="en")
        assert done.returncode == 3
        assert "no such file" in done.stderr


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_names_arguments_once(tmp_path: Path, language: str) -> None:
    files = orgplan("validate", "--help", cwd=tmp_path, ORGPLAN_LANG=language).stdout
    assert files.splitlines()[0].endswith("] FILE...")
    kinds = orgplan("schema", "--help", cwd=tmp_path, ORGPLAN_LANG=language).stdout
    assert kinds.splitlines()[0].endswith("] [scenario|ruleset]")
    assert kinds.count("scenario|ruleset") == 2
    assert not set("<>{}") & set(files + kinds)


def test_validate_speaks_the_language_asked_for(tmp_path: Path) -> None:
    done = orgplan("validate", DIRTY / "cycle.csv", "--language", "en", cwd=tmp_path)
    assert done.returncode == 3
    assert "error:" in done.stderr


def test_schema_is_json(tmp_path: Path) -> None:
    for what in ([], ["scenario"], ["ruleset"]):
        done = orgplan("schema", *what, cwd=tmp_path)
        assert json.loads(done.stdout)["$schema"].startswith("https://json-schema.org")
    done = orgplan("schema", "ruleset", "-o", "ruleset.schema.json", cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("", "Đã ghi ruleset.schema.json\n")
    assert json.loads((tmp_path / "ruleset.schema.json").read_text(encoding="utf-8"))


def test_version(tmp_path: Path) -> None:
    from orgplan.version import __version__

    assert orgplan("--version", cwd=tmp_path).stdout == f"orgplan {__version__}\n"


@pytest.mark.parametrize("engine", ["cp-sat", "highs"])
def test_both_engines_answer(tmp_path: Path, engine: str) -> None:
    done = orgplan("solve", FIRST_STEPS, "--engine", engine, "--json", "--no-charts", cwd=tmp_path)
    assert done.returncode == 0
    assert [goal["value"] for goal in json.loads(done.stdout)["goals"]] == [9, 6, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    line = " ".join(command("schema")) + " | head -c 10"
    done = subprocess.run(
        line, shell=True, cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
