"""A trade-off whose first engine says that there is no plan: believed, contradicted, or open."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.case import Case
from orgplan.check import check
from orgplan.engine import confirmation
from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.hard_stop import SolverProcess
from orgplan.engine.highs import Highs
from orgplan.errors import EngineError
from orgplan.io.scenario import load_case
from orgplan.linear import LinearModel
from orgplan.report.trade_off import (
    last_words,
    proof_words,
    status_words,
    trade_off_document,
    write_trade_off,
)
from orgplan.trade_off import Stretch, TradeOff, trade_off
from tests.oracle import random_cases
from tests.test_engines import FIRST_STEPS
from tests.test_second_opinion import WITHOUT_PLAN
from tests.trade_off.test_trade_off import four

Minimise = Callable[..., Outcome]
BETWEEN = ("displaced_staff", "mismatch")


def steps() -> Case:
    """The first steps: ten units, of which some have to go."""
    return load_case(FIRST_STEPS, language="en")[0]


def lying(
    monkeypatch: pytest.MonkeyPatch, backend: type[CpSat] | type[Highs], *, after: int
) -> None:
    """An engine that says "no plan" after it has told the truth so many times."""
    honest: Minimise = backend.minimise
    asked: list[None] = []

    def minimise(self: object, *rest: object, **named: object) -> Outcome:
        asked.append(None)
        return honest(self, *rest, **named) if len(asked) <= after else Outcome("infeasible")

    monkeypatch.setattr(backend, "minimise", minimise)


def weighed(case: Case) -> TradeOff:
    """Nothing kept from an honest run helps here."""
    return trade_off(case, *BETWEEN, time_limit=60, kept=False)


def values(found: TradeOff) -> list[tuple[Fraction, Fraction]]:
    """The values of all points."""
    return [point.values for point in found.points]


def told(found: TradeOff) -> str:
    """What is said of the proof, in English."""
    return " ".join(words.en for words in proof_words(found))


def test_an_engine_that_lies_at_once_is_replaced_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All points come from the second engine, proven; everything written names the wrong one."""
    right = weighed(steps())
    lying(monkeypatch, CpSat, after=0)
    found = weighed(steps())
    assert values(found) == values(right)
    assert found.complete and all(point.proven for point in found.points)
    assert (found.engine, found.contradicted, found.confirmed) == ("HiGHS", "CP-SAT", None)
    assert "the solver CP-SAT had wrongly concluded that there is no plan" in told(found)
    proof = trade_off_document(found)["proof"]
    assert isinstance(proof, dict) and proof["contradicted"] == "CP-SAT"
    write_trade_off(found, tmp_path, charts=False)
    assert '"contradicted": "CP-SAT"' in (tmp_path / "plan-1.json").read_text("utf-8")
    assert check(tmp_path / "plan-1.json").ok


@pytest.mark.parametrize("after", [0, 4, 8, 12])
def test_an_engine_that_lies_on_the_way_is_replaced_too(
    after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At one end, at the other, between two points: each search asks four times.

    The second engine proves all points anew.
    """
    pair = ("remaining_units", "displaced_staff")
    right = trade_off(four(), *pair, kept=False)
    lying(monkeypatch, CpSat, after=after)
    found = trade_off(four(), *pair, kept=False)
    assert values(found) == values(right) and len(right.points) == 4
    assert found.complete and all(point.proven for point in found.points)
    assert (found.engine, found.contradicted) == ("HiGHS", "CP-SAT")


def test_without_time_for_the_second_engine_the_plan_is_told_and_nothing_is_proven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The plan that refutes the first engine is a point, unproven; all the rest is open."""
    lying(monkeypatch, CpSat, after=0)
    watch = Watch(60)
    honest: Minimise = Highs.minimise

    def last_moment(self: Highs, *rest: object, **named: object) -> Outcome:
        outcome = honest(self, *rest, **named)
        watch.seconds = 0.0
        return outcome

    monkeypatch.setattr(Highs, "minimise", last_moment)
    found = trade_off(steps(), *BETWEEN, watch=watch, kept=False)
    assert [point.proven for point in found.points] == [False]
    assert found.open == (Stretch(None, None),) and found.contradicted == "CP-SAT"
    assert "Proven are 0 of the 1 points" in told(found)
    assert "--time-limit 600" in last_words(found, 60).en


@pytest.mark.parametrize("after", [1, 5])
def test_engines_that_exclude_each_other_are_an_error(
    after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HiGHS finds an assignment, and none when it is asked again: no answer can be given."""
    lying(monkeypatch, CpSat, after=0)
    lying(monkeypatch, Highs, after=after)
    with pytest.raises(EngineError, match="HiGHS finds no plan where"):
        weighed(steps())


def test_no_plan_that_nobody_confirmed_is_not_called_proven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second engine had no time: the conclusion is told with its doubt."""

    def unknown(*_: LinearModel | Watch | SolverProcess) -> Outcome:
        return Outcome("unknown")

    case, _ = load_case(random_cases.case(WITHOUT_PLAN).write(tmp_path), language="en")
    pair = ("displaced_staff", "remaining_units")
    assert "Proven: no plan keeps every rule." in told(trade_off(case, *pair))
    monkeypatch.setattr(confirmation, "look", unknown)
    monkeypatch.setattr(SolverProcess, "look", unknown)
    found = trade_off(case, *pair)
    assert (found.points, found.open, found.confirmed) == ((), (), False)
    assert "roven" not in told(found)
    assert "Not confirmed by a second solver in time" in told(found)
    assert status_words(found).en == "no plan exists, not confirmed by a second solver"
