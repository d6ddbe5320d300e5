"""Severance: the worked examples of the Ministry to the đồng, and what is refused."""

from __future__ import annotations

import dataclasses
import itertools
import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.severance import Leaving, decree_of, decrees, estimate, read_leaving
from orgplan.severance.estimate import in_years
from tests.cli.running import orgplan

DECIDED = date(2025, 3, 1)
EARLY = Leaving(
    "early-retirement",
    DECIDED,
    date(2025, 6, 1),
    Fraction("4.65"),
    Fraction("0.6"),
    Fraction(1, 4),
    service=22 * 12,
    early=30,
)
RESIGNS = Leaving(
    "resignation",
    DECIDED,
    date(2025, 6, 1),
    Fraction("3.66"),
    allowances=Fraction(1, 4),
    service=15 * 12,
)


def amounts(leaving: Leaving) -> dict[str, int]:
    return {step.id: step.amount for step in estimate(leaving).steps}


def refused(leaving: Leaving) -> dict[str, str]:
    """Place and expectation of everything that is wrong, in English."""
    with pytest.raises(InputError) as caught:
        estimate(leaving)
    return {finding.place: finding.expected.en for finding in caught.value.findings}


def test_the_first_example_of_the_ministry() -> None:
    found = estimate(EARLY)
    assert found.pay.amount == 15_356_250
    assert amounts(EARLY) == {
        "lump_sum": 460_687_500,
        "years_early": 191_953_125,
        "service": 92_137_500,
    }
    assert found.total == 744_778_125


def test_the_second_example_of_the_ministry() -> None:
    found = estimate(RESIGNS)
    assert found.pay.amount == 10_705_500
    assert amounts(RESIGNS) == {
        "lump_sum": 513_864_000,
        "service": 240_873_750,
        "job_search": 32_116_500,
    }
    assert found.total == 786_854_250


def test_every_step_says_its_formula_its_source_and_that_it_is_unchecked() -> None:
    for step in (estimate(EARLY).pay, *estimate(EARLY).steps):
        assert step.formula.vi != ""
        assert step.source.confirmed is False
        assert step.source.note
    assert [step.formula.vi for step in estimate(EARLY).steps] == [
        "1 × S × 30 tháng",
        "5 × S × 2,5 năm",
        "(5 + 0,5 × 2 năm) × S",
    ]


def test_from_the_13th_month_the_lump_sum_is_half() -> None:
    decided = date(2024, 6, 1)
    last = dataclasses.replace(EARLY, decided=decided, leaves=date(2025, 5, 31))
    later = dataclasses.replace(EARLY, decided=decided, leaves=date(2025, 6, 1))
    assert amounts(last)["lump_sum"] == 460_687_500
    assert 2 * amounts(later)["lump_sum"] == 460_687_500
    assert amounts(later)["service"] == amounts(last)["service"]


def test_with_more_than_five_years_left_sixty_months_at_nine_tenths() -> None:
    at_most = estimate(dataclasses.replace(EARLY, early=60))
    more = estimate(dataclasses.replace(EARLY, early=61))
    pay = 15_356_250
    assert [step.amount for step in at_most.steps[:2]] == [60 * pay, 25 * pay]
    assert [step.amount for step in more.steps[:2]] == [54 * pay, 22 * pay]


@pytest.mark.parametrize(
    ("years", "months", "pays"),
    [(15, 0, "4"), (15, 7, "4.5"), (19, 11, "6.5"), (20, 0, "5"), (20, 7, "5.5"), (30, 0, "10")],
)
def test_pay_by_service(years: int, months: int, pays: str) -> None:
    found = amounts(dataclasses.replace(EARLY, service=12 * years + months))
    assert found["service"] == Fraction(pays) * 15_356_250


def test_half_a_dong_is_rounded_up() -> None:
    assert Fraction("4.25") * 15_356_250 == Fraction("65264062.5")
    assert amounts(dataclasses.replace(EARLY, service=12 * 15 + 1))["service"] == 65_264_063


def test_parts_are_rounded_to_whole_dong_and_the_total_adds_what_is_printed() -> None:
    odd = dataclasses.replace(RESIGNS, coefficient=Fraction("3.337"), allowances=Fraction("0.333"))
    found = estimate(odd)
    exact = Fraction("3.337") * 2_340_000 * Fraction("1.333")
    assert exact.denominator > 1
    for step, times in zip(found.steps, (48, Fraction("22.5"), 3), strict=True):
        assert abs(step.amount - times * exact) <= Fraction(1, 2)
    assert found.total == sum(step.amount for step in found.steps)


def test_short_service_is_paid_by_its_months() -> None:
    found = amounts(dataclasses.replace(RESIGNS, service=7))
    assert found["lump_sum"] == Fraction("0.8") * 7 * 10_705_500
    assert found["service"] == Fraction("1.5") * 10_705_500


@pytest.mark.parametrize(
    ("months", "years"), [(0, "0"), (1, "0.5"), (6, "0.5"), (7, "1"), (12, "1"), (30, "2.5")]
)
def test_odd_months_count_half_a_year_or_a_whole_one(months: int, years: str) -> None:
    assert in_years(months) == Fraction(years)


def test_decrees_follow_each_other_without_a_gap() -> None:
    listed = decrees()
    for earlier, later in itertools.pairwise(listed):
        assert earlier.in_force.to + timedelta(days=1) == later.in_force.from_
    assert all((decree.figures is None) == (decree.refused is not None) for decree in listed)
    assert decree_of(date(2024, 12, 31)) is None
    assert decree_of(date(2031, 1, 1)) is None


def test_after_august_2025_it_says_that_the_figures_were_not_seen() -> None:
    for day in (date(2025, 9, 1), date(2030, 12, 31)):
        with pytest.raises(InputError) as caught:
            estimate(dataclasses.replace(EARLY, leaves=day))
        (finding,) = caught.value.findings
        assert finding.place == "--leaves"
        assert finding.advice is not None
        assert "chưa thấy các mức của NĐ 154/2025/NĐ-CP" in finding.advice.vi
    assert refused(dataclasses.replace(EARLY, leaves=date(2024, 12, 31))) == {
        "--leaves": "2025-01-01 to 2025-08-31"
    }


@pytest.mark.parametrize("early", [0, 23, 121])
def test_less_than_two_or_more_than_ten_years_left_are_refused(early: int) -> None:
    expected = {"--early": "24 to 120 months early"}
    assert refused(dataclasses.replace(EARLY, early=early)) == expected


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = dataclasses.replace(
        EARLY, service=179, early=12, coefficient=Fraction(0), leaves=date(2025, 2, 28)
    )
    assert refused(wrong) == {
        "--leaves": "2025-03-01 or later",
        "--coefficient": "a coefficient above 0",
        "--service": "15 years or more",
        "--early": "24 to 120 months early",
    }


def test_a_resignation_is_paid_in_the_first_year_only_and_has_no_months_early() -> None:
    late = dataclasses.replace(RESIGNS, decided=date(2024, 6, 1), early=30)
    assert refused(late) == {
        "--early": "nothing for a resignation",
        "--leaves": "before 2025-06-01",
    }


def test_words_are_read_with_decimal_point_or_comma() -> None:
    words = {
        "decided": "01/3/2025",
        "leaves": "2025-06-01",
        "coefficient": "4,65",
        "position": "0.6",
        "allowances": "25 %",
        "service": "22",
        "early": "30",
    }
    assert read_leaving("early-retirement", words) == EARLY


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("decided", "2025-02-30"),
        ("leaves", "mai"),
        ("coefficient", "=4.65"),
        ("coefficient", "1e9"),
        ("position", "-1"),
        ("allowances", "0.25"),
        ("service", "22.5"),
        ("early", "٣٠"),
    ],
)
def test_words_that_are_no_figures_are_refused_at_their_option(key: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_leaving("early-retirement", {key: words})
    assert [finding.place for finding in caught.value.findings] == [f"--{key}"]


ARGUMENTS = (
    *("severance", "early-retirement", "--leaves", "2025-06-01", "--decided", "2025-03-01"),
    *("--coefficient", "4,65", "--position", "0,6", "--allowances", "25%"),
    *("--service", "22", "--early", "30"),
)


def test_the_command_prints_the_steps(tmp_path: Path) -> None:
    done = orgplan(*ARGUMENTS, cwd=tmp_path, COLUMNS="120")
    assert done.returncode == 0
    for words in ("15.356.250", "460.687.500", "191.953.125", "92.137.500", "744.778.125"):
        assert words in done.stdout
    assert "chưa đối chiếu Công báo" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_command_prints_one_document(tmp_path: Path) -> None:
    done = orgplan(*ARGUMENTS, "--json", "--language", "en", cwd=tmp_path)
    document = json.loads(done.stdout)
    assert document["total"] == sum(step["amount"] for step in document["steps"]) == 744_778_125
    assert {step["confirmed"] for step in document["steps"]} == {False}


def test_the_command_refuses_with_the_code_of_wrong_input(tmp_path: Path) -> None:
    changed = [word if word != "2025-06-01" else "2025-10-01" for word in ARGUMENTS]
    done = orgplan(*changed, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "NĐ 154/2025/NĐ-CP" in done.stderr
    done = orgplan("severance", "pension", cwd=tmp_path)
    assert done.returncode == 2
    assert "nghỉ hưu trước tuổi" in done.stderr
