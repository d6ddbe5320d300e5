"""From an engine that finds no plan to what a person is told: confirmed, contradicted, or open."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from orgplan.case import Case
from orgplan.check import check, verdict_document
from orgplan.engine import confirmation
from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.confirmation import EXACT
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.hard_stop import SolverProcess
from orgplan.engine.highs import Highs
from orgplan.engine.lexicographic import CONFIRMING, Progress
from orgplan.errors import EngineError
from orgplan.io.plan_file import plan_document, write_plan
from orgplan.io.scenario import load_case
from orgplan.linear import Linear, LinearModel
from orgplan.notebook import html
from orgplan.plan import Plan, Violation
from orgplan.report.proof import confirmation_words
from orgplan.report.provenance import status_words
from orgplan.report.summary import summary
from orgplan.report.terminal import print_summary
from orgplan.result import Result
from orgplan.solve import EngineName, solve
from orgplan.text import Language, Text
from tests.oracle import random_cases

WITHOUT_PLAN = 69
"""A random case for which a solver is needed to see that there is no plan."""
SEEN_AT_ONCE = 78
"""One for which the bounds of the variables say it."""
WITH_PLAN = (0, 5, 11)
Minimise = Callable[..., Outcome]


def case_of(seed: int, folder: Path, language: Language = "en") -> Case:
    case, _ = load_case(random_cases.case(seed).write(folder / str(seed)), language=language)
    return case


def proof_of(result: Result) -> Mapping[str, object]:
    proof = plan_document(result, Path("/"))["proof"]
    assert isinstance(proof, dict)
    return proof


def deny(*_: object, **__: object) -> Outcome:
    """A solver that says "no plan", whatever it is asked."""
    return Outcome("infeasible")


def answers(result: Result) -> tuple[object, ...]:
    return result.status, tuple(tier.value for tier in result.tiers)


# --- what solve makes of it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("engine", "second"), [("cp-sat", "HiGHS"), ("cp-sat-whole", "HiGHS"), ("highs", "CP-SAT")]
)
def test_no_plan_is_confirmed_by_the_other_engine(
    engine: EngineName, second: str, tmp_path: Path
) -> None:
    """The result and the plan file name who confirmed."""
    result = solve(case_of(WITHOUT_PLAN, tmp_path), engine=engine)
    assert (result.status, result.confirmed, result.confirmed_by) == ("infeasible", True, second)
    assert proof_of(result)["confirmed_by"] == second
    assert "confirmed" not in proof_of(result)


def test_exact_arithmetic_is_named_where_it_was_enough(tmp_path: Path) -> None:
    """No solver is named that was not asked."""
    result = solve(case_of(SEEN_AT_ONCE, tmp_path))
    assert (result.status, result.confirmed) == ("infeasible", True)
    assert proof_of(result)["confirmed_by"] == EXACT


def test_nothing_has_to_be_confirmed_of_a_plan(tmp_path: Path) -> None:
    """A plan is judged, not confirmed."""
    result = solve(case_of(WITH_PLAN[0], tmp_path))
    assert (result.confirmed, result.confirmed_by, result.contradicted) == (None, None, None)
    assert not {"confirmed", "confirmed_by", "contradicted"} & set(proof_of(result))


@pytest.mark.parametrize("seed", WITH_PLAN)
@pytest.mark.parametrize(
    ("engine", "liar", "second"), [("cp-sat-whole", CpSat, "HiGHS"), ("highs", Highs, "CP-SAT")]
)
def test_an_engine_that_lies_is_replaced_by_the_other(
    seed: int,
    engine: EngineName,
    liar: type[CpSat] | type[Highs],
    second: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer is the right one, it names its engine, and the lie is told."""
    case = case_of(seed, tmp_path)
    right = solve(case)
    monkeypatch.setattr(liar, "minimise", deny)
    result = solve(case, engine=engine)
    assert answers(result) == answers(right)
    assert (result.engine, result.contradicted, result.confirmed) == (second, liar.name, None)
    assert proof_of(result)["contradicted"] == liar.name
    assert result.plan is not None


def test_a_found_plan_is_kept_when_no_time_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan that refutes the first engine is told although nothing is proven of it."""
    monkeypatch.setattr(CpSat, "minimise", deny)

    def last_moment(self: Highs, model: LinearModel, *rest: object, **named: object) -> Outcome:
        outcome = found(self, model, *rest, **named)
        watch.seconds = 0.0
        return outcome

    found: Minimise = Highs.minimise
    monkeypatch.setattr(Highs, "minimise", last_moment)
    watch = Watch(60)
    case = case_of(WITH_PLAN[0], tmp_path)
    assert case.tiers
    result = solve(case, watch=watch)
    assert (result.status, result.gap, result.contradicted) == ("feasible", None, "CP-SAT")
    assert result.plan is not None


def test_a_plan_that_the_judge_refuses_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the model is wrong, and nothing is told as an answer."""
    wrong = Violation("some-rule", "keep", (), None, Text("sai", "a is gone"))

    def refuse(case: Case, plan: Plan) -> tuple[Violation, ...]:
        return (wrong,)

    monkeypatch.setattr(CpSat, "minimise", deny)
    monkeypatch.setattr(sys.modules["orgplan.solve"], "judge", refuse)
    with pytest.raises(EngineError, match="HiGHS broke a is gone"):
        solve(case_of(WITH_PLAN[0], tmp_path))


def test_engines_that_exclude_each_other_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HiGHS finds an assignment, and none when it is asked again: no answer can be given."""
    monkeypatch.setattr(CpSat, "minimise", deny)
    found: Minimise = Highs.minimise
    asked: list[None] = []

    def forgetful(self: Highs, *rest: object, **named: object) -> Outcome:
        asked.append(None)
        return found(self, *rest, **named) if len(asked) == 1 else Outcome("infeasible")

    monkeypatch.setattr(Highs, "minimise", forgetful)
    with pytest.raises(EngineError, match="finds no plan where it had found one"):
        solve(case_of(WITH_PLAN[0], tmp_path))


@pytest.fixture
def unconfirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """An answer that the second engine could not look at in time."""
    monkeypatch.setattr(confirmation, "look", lambda model, clock: Outcome("unknown"))
    monkeypatch.setattr(SolverProcess, "look", lambda self, model, clock: Outcome("unknown"))
    return solve(case_of(WITHOUT_PLAN, tmp_path))


def test_what_could_not_be_confirmed_in_time_says_so(unconfirmed: Result) -> None:
    """The status stays, the doubt is in the result and in the plan file."""
    assert (unconfirmed.status, unconfirmed.confirmed) == ("infeasible", False)
    assert proof_of(unconfirmed)["confirmed"] is False
    assert "confirmed_by" not in proof_of(unconfirmed)


@pytest.mark.parametrize(("limit", "most"), [(2.0, 4.0), (300.0, 310.0)])
def test_the_second_look_has_the_time_left_and_a_little_more(
    limit: float, most: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As much again as the limit, and never more than 10 s above it."""
    allowed: list[float] = []

    def look(self: SolverProcess, model: LinearModel, clock: Watch) -> Outcome:
        allowed.append(clock.seconds)
        return Outcome("infeasible")

    monkeypatch.setattr(confirmation, "SMALL", 0)
    monkeypatch.setattr(SolverProcess, "look", look)
    solve(case_of(WITHOUT_PLAN, tmp_path), time_limit=limit)
    assert most - limit < allowed[0] <= most


def test_a_listener_hears_that_a_second_engine_is_asked(tmp_path: Path) -> None:
    """So that nobody wonders what takes so long."""
    heard: list[Progress] = []
    solve(case_of(WITHOUT_PLAN, tmp_path), listener=heard.append)
    assert [news.tier for news in heard] == [CONFIRMING]


def test_the_claim_of_a_search_is_the_model_without_its_goals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Terms of goals forbid nothing; what is confirmed says no more than rules and structure."""
    sizes: list[int] = []

    def look(model: LinearModel, clock: Watch) -> Outcome:
        sizes.append(len(model.bounds))
        return Outcome("infeasible")

    monkeypatch.setattr(confirmation, "look", look)
    case = case_of(WITHOUT_PLAN, tmp_path)
    assert case.tiers
    solve(case, engine="cp-sat-whole")
    solve(dataclasses.replace(case, tiers=()), engine="cp-sat-whole")
    assert sizes[0] == sizes[1]


# --- what is told ---------------------------------------------------------------------------------


def printed(result: Result) -> str:
    console = Console(file=StringIO(), width=120)
    print_summary(summary(result), console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def told(result: Result, language: Language) -> tuple[str, str]:
    """The terminal and the notebook."""
    spoken = dataclasses.replace(result, case=dataclasses.replace(result.case, language=language))
    return printed(spoken), html(spoken)


def test_a_confirmation_is_told_in_both_languages(tmp_path: Path) -> None:
    """In the terminal and in notebooks, with who confirmed."""
    result = solve(case_of(WITHOUT_PLAN, tmp_path))
    for text in told(result, "en"):
        assert "Proven: no plan keeps every rule" in text
        assert "Confirmed by a second solver (HiGHS)." in text
    for text in told(result, "vi"):
        assert "Đã chứng minh: không có phương án nào" in text
        assert "Bộ giải thứ hai (HiGHS) xác nhận kết luận này." in text
    exact = dataclasses.replace(result, confirmed_by=EXACT)
    assert "Confirmed by exact arithmetic, without a solver." in printed(exact)
    assert "Phép tính chính xác, không cần bộ giải, xác nhận" in told(exact, "vi")[0]


def test_a_missing_confirmation_is_told_in_both_languages(unconfirmed: Result) -> None:
    """Nothing is called proven then, and more time is advised first."""
    for text in told(unconfirmed, "en"):
        assert "The solver concludes that no plan keeps every rule" in text
        assert "Not confirmed by a second solver in time: allow more time (--time-limit)." in text
        assert "roven" not in text
    for text in told(unconfirmed, "vi"):
        assert "Bộ giải kết luận: không có phương án nào" in text
        assert "Chưa được bộ giải thứ hai xác nhận trong thời gian cho phép" in text
        assert "hứng minh:" not in text
    advice = told(unconfirmed, "en")[0].split("WHAT TO TRY")[1].strip()
    assert advice.startswith("– first allow more time for a second solver")
    words = status_words(unconfirmed)
    assert words.en == "no plan exists, not confirmed by a second solver"
    assert "chưa được bộ giải thứ hai xác nhận" in words.vi


def test_a_contradiction_is_told_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a proven plan, and with one that is not; nothing is said where nothing was wrong."""
    monkeypatch.setattr(CpSat, "minimise", deny)
    result = solve(case_of(WITH_PLAN[0], tmp_path))
    stopped = dataclasses.replace(result, status="feasible", gap=None)
    without = dataclasses.replace(result, status="unknown", plan=None, tiers=(), gap=None)
    for found in (result, stopped, without):
        for text in told(found, "en"):
            assert "the solver CP-SAT had wrongly concluded that there is no plan" in text
        for text in told(found, "vi"):
            assert "bộ giải CP-SAT đã kết luận sai là không có phương án nào" in text
    assert confirmation_words(result) is None
    assert "wrongly" not in printed(dataclasses.replace(result, contradicted=None))


@pytest.mark.parametrize("seed", [WITHOUT_PLAN, SEEN_AT_ONCE])
def test_plan_files_that_say_it_are_accepted(seed: int, tmp_path: Path) -> None:
    """`check` reads a confirmed answer; there is nothing to judge in it."""
    path = tmp_path / "out" / "plan.json"
    path.parent.mkdir()
    write_plan(solve(case_of(seed, tmp_path)), path)
    verdict = check(path)
    assert verdict.ok and not verdict.judged
    assert verdict_document(verdict)["status"] == "infeasible"


def test_a_plan_file_after_a_contradiction_is_judged_as_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plan of the second engine passes `check`."""
    monkeypatch.setattr(CpSat, "minimise", deny)
    path = tmp_path / "out" / "plan.json"
    path.parent.mkdir()
    write_plan(solve(case_of(WITH_PLAN[1], tmp_path)), path)
    assert json.loads(path.read_text("utf-8"))["proof"]["contradicted"] == "CP-SAT"
    assert check(path).violations == ()


def test_the_objective_of_a_search_for_any_plan_is_empty() -> None:
    """The fakes of this file stand in for real calls: HiGHS and CP-SAT answer alike when asked."""
    model = LinearModel()
    model.add(model.boolean("x"), low=1)
    for backend in (CpSat(), Highs()):
        assert backend.minimise(model, Linear(), Watch(60)) == Outcome("optimal", (1,), 0)
