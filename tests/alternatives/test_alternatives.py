"""Alternatives of small organisations: margin, slack, interruption, what is said and written."""

from __future__ import annotations

import csv
import dataclasses
import io
import threading
from fractions import Fraction
from pathlib import Path

import pytest
from rich.console import Console

from orgplan.alternatives import Alternatives, AlternativesProgress, alternatives, margin_of
from orgplan.case import Case
from orgplan.check import check
from orgplan.engine.backend import Watch
from orgplan.errors import UsageError
from orgplan.io.scenario import load_case
from orgplan.report.alternatives import (
    alternatives_document,
    ended_words,
    last_words,
    print_alternatives,
    status_words,
    write_alternatives,
)
from orgplan.report.alternatives.weighed import weighed
from orgplan.text import Language
from tests.test_engines import FIRST_STEPS
from tests.tiny import Tiny


def four(**scenario: object) -> Case:
    """Four divisions of 1, 2, 3 and 4 posts in one department, one of which has to go."""
    units = [{"id": "so"}, *({"id": f"p{n}", "staff": n} for n in (1, 2, 3, 4))]
    return Tiny.read({"units": units}).case(target={"cut": "25%"}, **scenario)


def steps(language: Language = "en", *, asked: int = 3) -> Alternatives:
    """Plans of the first steps."""
    case, _ = load_case(FIRST_STEPS, language=language)
    return alternatives(case, asked, "50%", 2)


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("2%", Fraction(1, 50)),
        (" 2,5 % ", Fraction(1, 40)),
        ("0%", 0),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_a_margin_is_a_percentage_or_a_share(said: str | Fraction, share: Fraction) -> None:
    """Comma or point, blanks or none."""
    assert margin_of(said) == share


@pytest.mark.parametrize("said", ["2", "-2%", "two%", "", "%", "2%%", Fraction(-1)])
def test_anything_else_is_refused(said: str | Fraction) -> None:
    """A bare 2 might be meant as 2 % or as twice as much."""
    with pytest.raises(UsageError, match="margin"):
        margin_of(said)


def test_numbers_below_one_are_refused() -> None:
    """Neither no plan at all, nor plans that need not differ."""
    for asked, least in ((0, 3), (5, 0)):
        with pytest.raises(UsageError, match="at least 1"):
            alternatives(four(), asked, "2%", least)


def test_the_margin_opens_plans_of_the_next_unit() -> None:
    """p1 ends in one of three: each costs 1. With 100 % p2 may end too, which costs 2."""
    equal = alternatives(four(goals=["displaced_staff"]), 9, "0%", 1)
    assert [float(r.tiers[0].value) for r in equal.results] == [1, 1, 1]
    assert equal.ended == "no_more" and equal.confirmed and equal.limit == 1
    wide = alternatives(four(goals=["displaced_staff"]), 9, "100%", 1)
    assert [float(r.tiers[0].value) for r in wide.results] == [1, 1, 1, 2, 2, 2]
    assert wide.limit == 2 and wide.ended == "no_more"


def test_plans_as_good_as_the_optimum_are_optimal_others_have_a_gap() -> None:
    """What their files say of them follows from the proof of the best plan."""
    found = alternatives(four(goals=["displaced_staff"]), 4, "100%", 1)
    assert [r.status for r in found.results] == ["optimal"] * 3 + ["feasible"]
    assert [r.gap for r in found.results] == [0, 0, 0, Fraction(1, 2)]
    assert all(r.tiers[0].bound == 1 for r in found.results)


def test_a_distance_that_no_two_plans_have_is_a_proof() -> None:
    """With four units no two plans differ in five."""
    found = alternatives(four(goals=["displaced_staff"]), 5, "100%", 5)
    assert (len(found.plans), found.ended, found.confirmed) == (1, "no_more", True)


def test_without_goals_only_the_distance_counts() -> None:
    """Any plan within the rules is as good as any other."""
    found = alternatives(four(), 3, "2%", 2)
    assert len(found.plans) == 3 and found.limit is None
    assert all(d >= 2 for row in found.distances for d in row if d)


def test_no_plan_at_all_is_an_answer() -> None:
    """Nothing is within any margin of nothing."""
    found = alternatives(four(rules=[{"rule": "min_staff", "kinds": {"division": 11}}]))
    assert (found.plans, found.ended, found.confirmed) == ((), "no_plan", True)
    assert [words.en for words in ended_words(found)] == ["Proven: no plan keeps every rule."]


def test_what_no_second_solver_has_confirmed_is_not_called_proven() -> None:
    """Neither that there is no plan, nor that none is left."""
    nothing = alternatives(four(rules=[{"rule": "min_staff", "kinds": {"division": 11}}]))
    nobody_else = alternatives(four(goals=["displaced_staff"]), 5, "0%", 5)
    for found, count in ((nothing, 0), (nobody_else, 1)):
        unsure = dataclasses.replace(found, confirmed=False)
        assert len(unsure.plans) == count
        told = [words.en for words in ended_words(unsure)]
        assert any(words.startswith("The solver concludes: ") for words in told)
        assert "Not confirmed by a second solver in time." in told
        assert not any("no plan keeps" in words for words in told if words.startswith("Proven"))
        assert not any("no further" in words for words in told if words.startswith("Proven"))
        assert "proven" not in status_words(unsure).en
        assert "not confirmed by a second solver" in status_words(unsure).en


def test_stopped_after_the_first_plan_only_that_is_said() -> None:
    """The stop button leaves the plans that are there, and claims no proof about others."""
    watch = Watch(600)

    def stop(news: AlternativesProgress) -> None:
        if news.number == 2:
            watch.stop()

    found = alternatives(four(goals=["displaced_staff"]), 5, "0%", 1, watch=watch, listener=stop)
    assert found.interrupted and found.ended == "time" and found.confirmed is None
    assert found.results[0].status == "optimal" and found.best_possible[0]
    told = " ".join(words.en for words in ended_words(found))
    assert "Stopped on request: there may be other plans" in told and "Time ran out" not in told


def test_an_interruption_keeps_the_plans_that_are_there() -> None:
    """Ctrl-C while the third plan is looked for."""

    def interrupt(news: AlternativesProgress) -> None:
        if news.number == 3 and threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt

    found = alternatives(four(goals=["displaced_staff"]), 5, "0%", 1, listener=interrupt)
    assert found.interrupted and found.ended == "time" and len(found.plans) >= 2


def test_the_same_question_has_the_same_answer() -> None:
    """Whatever the seed and the number of workers."""
    case = four(goals=["displaced_staff", "touched_units"])
    one = alternatives(case, 4, "100%", 1, seed=1, workers=1)
    other = alternatives(case, 4, "100%", 1, seed=7, workers=2, kept=False)
    assert one.plans == other.plans


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_terminal_says_what_each_plan_is_worse_at(language: Language) -> None:
    """A table with distances, then goals and units by name, in one language."""
    found = steps(language)
    console = Console(file=io.StringIO(), width=100, markup=False, highlight=False)
    print_alternatives(found, console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert ("PHƯƠNG ÁN 2" if language == "vi" else "PLAN 2") in shown
    assert (
        "Kém hơn: lệch chức năng: 6,5"
        if language == "vi"
        else "Worse: mismatch of functions: 6.5 posts (not 6)."
    ) in shown
    assert "Phòng Giá" in shown and "≠ 2" in shown


def test_better_and_worse_are_told_apart() -> None:
    """Against the best plan the third displaces more; against the third the best displaces less."""
    found = steps()
    best, _, third = found.plans
    assert {part.side for part in weighed(found.case, best, third)} == {"worse"}
    assert {part.side for part in weighed(found.case, third, best)} == {"better"}


def test_every_file_is_there_and_every_plan_passes_check(tmp_path: Path) -> None:
    """Plans, charts, two tables; files of an earlier run go, files of others stay."""
    for name in ("plan-7.json", "mine.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    found = steps()
    written = write_alternatives(found, tmp_path)
    plans = {f"plan-{n}.{kind}" for n in (1, 2, 3) for kind in ("json", "pdf")}
    tables = {"alternatives.csv", "differences.csv"}
    assert {path.name for path in tmp_path.iterdir()} == plans | tables | {"mine.json"}
    assert set(written.files) == plans | tables
    assert all(check(tmp_path / f"plan-{n}.json").ok for n in (1, 2, 3))
    text = (tmp_path / "differences.csv").read_text(encoding="utf-8-sig")
    listed = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in listed[1:]] == ["2"] * len(found.differing(1)) + ["3"] * len(
        found.differing(2)
    )


def test_the_document_has_plans_and_distances() -> None:
    """As interface section 5 says, with why there are no more."""
    found = steps()
    document = alternatives_document(found, Path("/"))
    plans, distances = document["plans"], document["distances"]
    assert isinstance(plans, list) and len(plans) == 3
    assert distances == [[0, 2, 2], [2, 0, 3], [2, 3, 0]]
    assert (document["ended"], document["within_percent"]) == ("enough", 50)


def test_the_last_line_offers_what_makes_sense() -> None:
    """A check of a plan; more time where it ran out."""
    found = steps(asked=2)
    assert "Next: orgplan check here/plan-2.json" in last_words(found, Path("here"), 60).en
