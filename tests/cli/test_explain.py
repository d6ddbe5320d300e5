"""`orgplan explain` as users run it: streams, exit codes, both languages."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

from orgplan.cli.work_progress import Work, WorkLines
from orgplan.text import Text
from tests.cli.running import FIRST_STEPS, orgplan
from tests.cli.test_interrupt import start
from tests.report.words import foreign

NAMES = ("S", "A", "B", "None", "Có", "Không", "Phòng", "Sở")


def test_without_a_plan_it_names_the_clash_and_the_ways_out_and_says_4(
    impossible: Path, tmp_path: Path
) -> None:
    """Both units by name, the line of each, what to change, and the command to run next."""
    done = orgplan("explain", impossible, cwd=tmp_path, COLUMNS="80")
    assert done.returncode == 4, done.stderr
    text = " ".join(done.stdout.split())
    assert "Giữ lại Phòng A (a) kịch bản, none.yaml:7:26 · [keep-both]" in text
    assert "Giữ lại Phòng B (b) kịch bản, none.yaml:7:29 · [keep-both]" in text
    assert "Mục tiêu cắt giảm: ít nhất 50 % số đầu mối" in text
    assert "Không buộc phải giữ lại Phòng A (a) (trong kịch bản: bỏ a khỏi rules.keep-both" in text
    assert "Không đòi giảm đầu mối nào nữa (trong kịch bản: target.cut: 0%)" in text
    assert "danh sách đầy đủ" in text
    assert done.stdout.splitlines()[-1].endswith(f": orgplan solve {impossible}")
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 80
    assert foreign(done.stdout.replace(str(impossible), ""), "vi", NAMES) == []


def test_the_same_in_english(impossible: Path, tmp_path: Path) -> None:
    done = orgplan("explain", impossible, "--language", "en", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert "RULES THAT CLASH" in done.stdout and "WAYS OUT" in done.stdout
    assert foreign(done.stdout, "en", NAMES) == []


def test_json_without_a_plan_is_that_of_the_interface(impossible: Path, tmp_path: Path) -> None:
    """One document on stdout, with scenario edits that can be carried out."""
    done = orgplan("explain", impossible, "--json", cwd=tmp_path)
    assert done.returncode == 4
    document = json.loads(done.stdout)
    assert document["status"] == "infeasible"
    assert [(entry["rule"], entry["units"]) for entry in document["conflict"]] == [
        ("keep", ["a"]),
        ("keep", ["b"]),
        ("target", []),
    ]
    changes = [repair["change"] for repair in document["repairs"]]
    assert [{"target": {"cut": "0%"}}] in changes
    assert [{"rule": "keep-both", "set": {"units": ["a"]}}] in changes
    assert document["complete"] and document["minimal"] and document["repairs_complete"]


def test_a_solve_names_the_clash_too(impossible: Path, tmp_path: Path) -> None:
    """Briefly, and with the command that says more."""
    done = orgplan("solve", impossible, "-o", "out", "--no-log", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    clash = done.stdout.split("QUY ĐỊNH MÂU THUẪN NHAU")[1].split("CÓ THỂ LÀM GÌ")
    assert "Giữ lại Phòng A (a)" in clash[0] and "Mục tiêu cắt giảm" in clash[0]
    assert "CÁCH GỠ" in clash[0]
    assert "orgplan explain" in clash[1]
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    told = json.loads(orgplan("explain", impossible, "--json", cwd=tmp_path).stdout)
    assert plan["repairs"] == told["repairs"] != []
    assert [clash["id"] for clash in plan["conflict"]] == [c["id"] for c in told["conflict"]]


def test_with_a_plan_it_tells_prices_room_and_reasons(tmp_path: Path) -> None:
    done = orgplan("explain", FIRST_STEPS, "--time-limit", "60", cwd=tmp_path, COLUMNS="80")
    assert done.returncode == 0, done.stderr
    for title in ("CÁI GIÁ CỦA", "CÒN SIẾT ĐƯỢC", "LÝ DO CỦA"):
        assert title in done.stdout
    assert done.stdout.splitlines()[-1].startswith("Phương án tốt nhất, đã chứng minh. Tiếp theo:")


def test_one_unit_can_be_asked_about(tmp_path: Path) -> None:
    """Only its reason is told and no price of a rule is worked out."""
    known = json.loads(orgplan("explain", FIRST_STEPS, "--json", cwd=tmp_path).stdout)
    assert known["status"] == "optimal" and known["prices"]
    ends = next(entry["unit"] for entry in known["changes"] if entry["kind_after"] is None)
    changed = {entry["unit"] for entry in known["changes"]}
    done = orgplan("explain", FIRST_STEPS, "--unit", ends, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"({ends}): " in done.stdout and "CÁI GIÁ CỦA" not in done.stdout
    rows = (FIRST_STEPS.parent / "units.csv").read_text(encoding="utf-8").splitlines()[2:]
    stays = next(row.split(",")[0] for row in rows if row.split(",")[0] not in changed)
    done = orgplan("explain", FIRST_STEPS, "--unit", stays, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f'--why-not "dissolve {stays}"' in done.stdout
    wish = orgplan("explain", FIRST_STEPS, "--why-not", f"keep {ends}", "--json", cwd=tmp_path)
    assert wish.returncode == 0
    answer = json.loads(wish.stdout)["why_not"]
    assert answer["units"] == [ends] and answer["status"] in ("optimal", "infeasible")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "nowhere"], "«nowhere»"),
        (["--why-not", "marry a b"], "cách viết: merge A B"),
        (["--why-not", "keep nowhere"], "không có đơn vị «nowhere»"),
        (["--why-not", "keep a", "--unit", "a"], "--unit hoặc --why-not"),
        (["--time-limit", "-1"], "cần số giây lớn hơn 0"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], told: str) -> None:
    done = orgplan("explain", FIRST_STEPS, *arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert done.stdout == ""


def test_a_question_about_a_unit_waits_for_a_plan(impossible: Path, tmp_path: Path) -> None:
    done = orgplan("explain", impossible, "--unit", "a", cwd=tmp_path)
    assert done.returncode == 4
    assert "trước hết phải có phương án" in done.stderr


def test_stopped_without_anything_is_5(hard: Path, tmp_path: Path) -> None:
    done = orgplan("explain", hard, "--time-limit", "0.001", cwd=tmp_path)
    assert done.returncode == 5, done.stderr
    assert "cũng chưa chứng minh là không có" in done.stdout
    assert "--time-limit" in done.stdout.splitlines()[-1]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt" or sys.platform == "win32", reason="signals are POSIX")
def test_an_interruption_prints_what_is_known(hard: Path, tmp_path: Path) -> None:
    child = start("explain", hard, "--json", cwd=tmp_path)
    assert child.stderr is not None
    begun = (line for line in child.stderr if " s  " in line)
    assert next(begun) and next(begun)  # the second line: the search is under way
    child.send_signal(signal.SIGINT)
    shown, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors
    assert json.loads(shown)["interrupted"]


def test_the_line_of_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """What is being worked on; of plain lines there is one at the start, however much is news."""
    state = Work("en")
    assert state.line().endswith("looking for a plan")
    state.take(Text("tìm cách gỡ", "finding ways out"))
    assert state.line().endswith("s  finding ways out")
    lines = WorkLines(Work("vi"), every=3600)
    with lines.shown():
        for _ in range(50):
            lines.take(Text("tìm cách gỡ", "finding ways out"))
    assert capsys.readouterr().err == "0 s  đang tìm phương án\n"


class Counting(Work):
    """Work that counts how often it is told."""

    told = threading.Semaphore(0)

    def line(self) -> str:
        """The line."""
        self.told.release()
        return super().line()


def test_plain_lines_go_on_without_news(capsys: pytest.CaptureFixture[str]) -> None:
    """They are printed again and again while one piece of work lasts, and end with it."""
    state = Counting("en")
    with WorkLines(state, every=0.001).shown():
        for _ in range(4):
            assert state.told.acquire(timeout=60)
    told = capsys.readouterr().err.splitlines()
    assert len(told) >= 3 and all(line.endswith("looking for a plan") for line in told)
    assert not any(thread.name.endswith("(_print_until)") for thread in threading.enumerate())
