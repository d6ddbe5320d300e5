"""The line of progress: what it keeps, what it says, how often it is printed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from orgplan.cli.progress import PlainLines, State
from orgplan.engine.lexicographic import CONFIRMING, Progress
from orgplan.text import Language, Text

NAMES = (Text("xáo trộn", "displaced"), Text("lệch", "mismatch"))


def state(language: Language, *news: Progress) -> State:
    made = State(NAMES, language)
    for item in news:
        made.take(item)
    return made


def heard(tier: int, best: int | None, bound: int | None) -> Progress:
    low = None if bound is None else Fraction(bound)
    return Progress(tier, None if best is None else Fraction(best), low, 1.0)


def test_the_line_of_the_contract() -> None:
    line = state("en", heard(1, 360, None), heard(1, None, 254)).line()
    assert line.split("  ")[1:] == ["best 360", "bound 254", "gap 29.4 %", "goal 1/2: displaced"]
    vi = state("vi", heard(1, 360, 254)).line()
    assert "tốt nhất 360  cận dưới 254  khoảng cách 29,4 %  mục tiêu 1/2: xáo trộn" in vi


def test_another_tier_begins_anew_and_ties_have_no_figures() -> None:
    line = state("en", heard(1, 360, 254), heard(2, None, 3)).line()
    assert "360" not in line
    assert "bound 3" in line
    ties = state("en", heard(2, 5, 3), heard(0, 28977710, 5)).line()
    assert ties.endswith("s  final choice among the best plans")


def test_worse_news_and_negative_bounds_are_not_shown() -> None:
    line = state("en", heard(1, 360, -80), heard(1, 400, 100), heard(1, None, 90)).line()
    assert "best 360  bound 100" in line
    assert "bound 0" in state("en", heard(1, None, -80)).line()


def test_before_any_news() -> None:
    assert state("vi").line().endswith("đang tìm phương án")


def test_plain_lines_are_one_a_tier(capsys: pytest.CaptureFixture[str]) -> None:
    lines = PlainLines(State(NAMES, "en"))
    with lines.shown():
        for best in range(50, 10, -1):
            lines.take(heard(1, best, 3))
        lines.take(heard(2, 7, 7))
        lines.take(heard(0, None, None))
    told = capsys.readouterr().err.splitlines()
    assert [line.split("  ")[1:] for line in told] == [
        ["proven", "goal 1/2: displaced"],
        ["proven", "goal 2/2: mismatch"],
    ]


def test_asking_a_second_solver_is_told_at_once_and_is_no_tier(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is called proven when a plan turns up after all."""
    lines = PlainLines(State(NAMES, "en"))
    lines.take(heard(CONFIRMING, None, None))
    lines.take(heard(1, 4, 4))
    told = capsys.readouterr().err.splitlines()
    assert [line.split("  ")[1:] for line in told] == [["there is no plan; asking a second solver"]]
    vi = state("vi", heard(CONFIRMING, None, None)).line()
    assert vi.endswith("s  không có phương án; đang hỏi bộ giải thứ hai")
