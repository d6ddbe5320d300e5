"""The summary: true figures, nothing beyond the proof, one language, any name printed as it is."""

from __future__ import annotations

import dataclasses
import io
from fractions import Fraction

import pytest
from rich.console import Console

from orgplan.goals import GOALS
from orgplan.plan import Status
from orgplan.report.layout import _ONE, measured
from orgplan.report.proof import first_unproven, proof_words
from orgplan.report.provenance import provenance, status_words
from orgplan.report.story import story
from orgplan.report.summary import summary
from orgplan.report.terminal import print_summary
from orgplan.result import Result, TierValue
from orgplan.text import Language, Text

ENGLISH = ("optimal", "gap", "units", "merged", "bound", "posts", "proven", "goal", "Total")


def printed(result: Result, width: int = 80, language: Language | None = None) -> str:
    if language is not None:
        result = dataclasses.replace(
            result, case=dataclasses.replace(result.case, language=language)
        )
    stream = io.StringIO()
    console = Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
    print_summary(summary(result), console)
    return stream.getvalue()


def with_tiers(result: Result, status: Status, *tiers: tuple[int, int | None]) -> Result:
    """The same plan with made-up values and bounds."""
    made = tuple(
        TierValue(old.terms, Fraction(value), None if bound is None else Fraction(bound))
        for old, (value, bound) in zip(result.tiers, tiers, strict=True)
    )
    gaps = [(t.value - t.bound) / max(1, abs(t.value)) for t in made if t.bound is not None]
    gap = max(gaps) if gaps else None
    return dataclasses.replace(result, status=status, tiers=made, gap=gap, canonical=False)


def test_counts_required_and_rounding(two_agencies: Result) -> None:
    figures = summary(two_agencies).figures
    assert figures is not None
    assert (figures.total.before, figures.total.after, figures.total.required) == (6, 4, 2)
    assert [(line.before, line.required, line.after) for line in figures.agencies] == [
        (3, 1, 2),
        (3, 1, 2),
    ]
    assert figures.from_rounding == 0
    assert (figures.posts, figures.employees) == (47, 20)


def test_rounding_in_every_agency_is_said(two_agencies: Result) -> None:
    case = two_agencies.case
    target = case.scenario.target
    assert target is not None
    scenario = case.scenario.model_copy(
        update={"target": target.model_copy(update={"cut": Fraction(1, 10)})}
    )
    result = dataclasses.replace(two_agencies, case=dataclasses.replace(case, scenario=scenario))
    figures = summary(result).figures
    assert figures is not None
    assert figures.from_rounding == 1
    assert "Làm tròn lên ở từng cơ quan thêm 1 đầu mối: 10 % của 6 là 1." in printed(result, 120)


def test_both_baselines_are_shown_where_they_differ(merging: Result, two_agencies: Result) -> None:
    shown = printed(merging, 200)
    assert "6 → 4, giảm 2 (33,3 %)" in shown
    assert "5 → 4, giảm 1 (20,0 %)" in shown
    assert "chủ trương" not in printed(two_agencies)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_console(two_agencies: Result, width: int) -> None:
    shares: dict[Language, str] = {"vi": "33,3 %", "en": "33.3 %"}
    for language, share in shares.items():
        shown = printed(two_agencies, width, language)
        assert max(len(line) for line in shown.splitlines()) <= width
        assert share in shown


def test_vietnamese_has_no_english_left(merging: Result) -> None:
    shown = "\n".join(line for line in printed(merging).splitlines() if " / " not in line)
    assert [word for word in ENGLISH if word in shown] == []


def test_names_are_printed_as_they_are(two_agencies: Result) -> None:
    assert "[bold]Phòng Hai[/bold] (3) → sáp nhập vào Phòng Một" in printed(two_agencies)


def test_control_characters_do_not_reach_the_terminal(two_agencies: Result) -> None:
    scenario = two_agencies.case.scenario.model_copy(update={"name": "a\x1b[31mb\u202e"})
    case = dataclasses.replace(two_agencies.case, scenario=scenario)
    shown = printed(dataclasses.replace(two_agencies, case=case))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_names_that_repeat_carry_their_id(merging: Result) -> None:
    assert merging.plan is not None
    told = story(merging.case, merging.plan)
    words = " ".join(c.words.vi for agency in told for c in agency.changes)
    if "Phòng Kế hoạch" in words:
        assert "Phòng Kế hoạch [s" in words


def test_unconfirmed_figures_are_said_once(two_agencies: Result) -> None:
    shown = printed(two_agencies, 120)
    assert shown.count("biên chế tối thiểu (floor)") == 1
    assert "số lượng cấp phó: Phòng" in shown


def test_an_optimal_plan_is_called_proven(two_agencies: Result) -> None:
    assert two_agencies.status == "optimal"
    assert "Đã chứng minh" in proof_words(two_agencies)[0].vi
    assert status_words(two_agencies).en == "best plan, proven"


def test_a_plan_without_proof_is_never_called_the_best(two_agencies: Result) -> None:
    result = with_tiers(two_agencies, "feasible", (17, 17), (10, 7))
    words = proof_words(result)
    assert first_unproven(result) == 1
    assert words[0].en.startswith("Not proven to be the best: goal 2 is 10 and cannot be below 7")
    assert "gap 30 %" in words[0].en
    assert "The other goals are proven." in words[0].en
    assert not any(text.en.startswith("Proven") for text in words)
    assert "khoảng cách 30 %" in status_words(result).vi


def test_no_bound_is_said(two_agencies: Result) -> None:
    result = with_tiers(two_agencies, "feasible", (17, None), (10, None))
    assert first_unproven(result) == 0
    assert "no bound is known" in proof_words(result)[0].en
    shown = printed(result)
    assert shown.count("(chưa có cận dưới)") == 2


def test_slack_that_was_used_is_said(two_agencies: Result) -> None:
    result = with_tiers(two_agencies, "optimal", (17, 16), (10, 10))
    shown = printed(result, 120)
    assert "(xét riêng, không thể dưới 16; hiện cao hơn 6,2 %, được nới 10 %)" in shown


def test_without_a_plan_the_summary_says_so_and_what_to_try(two_agencies: Result) -> None:
    none = dataclasses.replace(
        two_agencies, plan=None, tiers=(), gap=None, status="infeasible", canonical=False
    )
    shown = printed(none, 120)
    assert "Đã chứng minh: không có phương án nào giữ được mọi quy tắc" in shown
    assert "mở thêm thao tác trong operations: merge.cousins" in shown
    assert "orgplan explain" in shown
    stopped = dataclasses.replace(none, status="unknown")
    assert "cũng chưa chứng minh là không có" in printed(stopped, 120)
    assert "--time-limit" in printed(stopped, 120)


def test_one_is_said_in_the_singular() -> None:
    assert measured(1, Text("người", "leaders")) == Text("1 người", "1 leader")
    assert measured(Fraction(3, 2), Text("biên chế", "posts")) == Text("1,5 biên chế", "1.5 posts")
    assert set(_ONE) >= {goal.unit.en for goal in GOALS}


def test_a_result_and_its_case_are_one_line(two_agencies: Result) -> None:
    shown = repr(two_agencies)
    assert shown.startswith("Result(optimal, values [17, 2], ")
    assert repr(two_agencies.case) == "Case('Hai sở / Two agencies', 11 units, 3 rules, 2 tiers)"
    assert "\n" not in shown


def test_provenance_names_files_and_proof_on_one_line(two_agencies: Result) -> None:
    inputs = two_agencies.case.inputs
    assert inputs is not None
    line = provenance(two_agencies, "vi")
    assert "\n" not in line
    assert f"kịch bản scenario.yaml {inputs.scenario.sha256[:8]}" in line
    assert two_agencies.engine_version in line
