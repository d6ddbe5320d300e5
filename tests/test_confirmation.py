"""The second look at "there is no plan": what it confirms, refutes, and leaves open in time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest

from orgplan.engine import confirmation, hard_stop
from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.confirmation import EXACT, LARGEST, SMALL, Claim, confirm, examine
from orgplan.engine.confirmation_worker import heard, look, spoken
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.formulation import build
from orgplan.engine.hard_stop import SolverProcess
from orgplan.engine.model_text import read, written
from orgplan.io.scenario import load_case
from orgplan.linear import Constraint, Linear, LinearModel, total
from tests.oracle import random_cases
from tests.test_engines import SEEDS, expected

# fmt: off
WITHOUT_PLAN = (
    6, 23, 30, 39, *range(64, 82), 85, 89, *range(91, 101), 107, 120, 126, 133, 140, 150, 153, 160,
    *range(174, 191), 192, 199, *range(201, 206), *range(207, 211), 216, 217, 230, 233, 240, 243,
    246, 250, 260, *range(285, 290), *range(291, 303), 304, *range(311, 321), 326, 327, 340, 346,
    350, 355, 360, 373, *range(394, 400),
)
# fmt: on
"""Random cases for which brute force finds no plan (see the last test)."""
FEW = WITHOUT_PLAN[::5]
WITH_PLAN = tuple(seed for seed in range(60) if seed not in WITHOUT_PLAN)[::2]
UNKNOWN = Outcome("unknown")
LONG = 600.0
"""Seconds that no test here needs: what is open long before was stopped on purpose."""


def model_of(seed: int, folder: Path) -> LinearModel:
    """The model of a random case, without goals."""
    case, _ = load_case(random_cases.case(seed).write(folder / str(seed)))
    return build(case).linear


def confirmed(seeds: Iterable[int], folder: Path) -> Iterator[bool]:
    """Whether "no plan" is confirmed of each random case."""
    for seed in seeds:
        claim = Claim(model_of(seed, folder))
        yield confirm([claim], Watch(LONG), seconds=LONG) == "confirmed"


def test_no_plan_is_confirmed_where_there_is_none(tmp_path: Path) -> None:
    """Of random cases without a plan, a fifth."""
    assert all(confirmed(FEW, tmp_path))
    assert len(FEW) >= 20


@pytest.mark.slow
def test_no_plan_is_confirmed_in_all_cases_without_one(tmp_path: Path) -> None:
    """Each of more than a hundred for which brute force finds no plan."""
    assert len(WITHOUT_PLAN) >= 60
    assert all(confirmed(WITHOUT_PLAN, tmp_path))


def test_no_plan_is_refuted_where_there_is_one(tmp_path: Path) -> None:
    """Random cases that have a plan: an assignment is found that keeps everything."""
    for seed in WITH_PLAN:
        claim = Claim(model_of(seed, tmp_path))
        assert confirm([claim], Watch(LONG), seconds=LONG) == "refuted", seed


def test_highs_and_cp_sat_confirm_without_the_help_of_exact_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What exact arithmetic decides at once is decided alike by either solver alone."""
    monkeypatch.setattr(confirmation, "tightened", lambda model, watch: model)
    for seed in FEW:
        claim = Claim(model_of(seed, tmp_path))
        for second in ("HiGHS", "CP-SAT"):
            found = examine([claim], Watch(LONG), seconds=LONG, second=second)
            assert (found.opinion, found.by) == ("confirmed", second), seed


def packing(seed: int) -> tuple[LinearModel, Linear]:
    """Whole things of some weight that must weigh enough together; their cost."""
    rng = Random(seed)
    model = LinearModel()
    things = [model.integer("things", 0, 2) for _ in range(6)]
    weights = [rng.randint(3, 9) for _ in things]
    weight = total([thing * w for thing, w in zip(things, weights, strict=True)])
    model.add(weight, low=rng.randint(20, 40))
    return model, total([thing * rng.randint(2, 9) for thing in things]) + 3


@pytest.mark.parametrize("seed", range(10))
def test_a_least_value_is_confirmed_and_a_greater_one_is_refuted(seed: int) -> None:
    """Nothing is below the optimum; that nothing is at the optimum is false."""
    model, cost = packing(seed)
    optimum = CpSat().minimise(model, cost, Watch(LONG)).bound
    assert optimum is not None
    true, false = Claim(model, cost, optimum), Claim(model, cost, optimum + 1)
    assert confirm([true], Watch(LONG), seconds=LONG) == "confirmed"
    found = examine([true, false], Watch(LONG), seconds=LONG)
    assert found.opinion == "refuted"
    assert found.values is not None
    assert sum(c * found.values[i] for i, c in cost.terms.items()) + 3 == optimum


def refuse(model: LinearModel, clock: Watch) -> Outcome:
    """A solver that must not be asked."""
    raise AssertionError("a solver was asked")


def test_trivial_claims_need_no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """An objective without variables, and constraints that the bounds contradict."""
    monkeypatch.setattr(confirmation, "look", refuse)
    model, cost = packing(1)
    impossible = LinearModel(list(model.bounds), list(model.names), list(model.constraints))
    impossible.add(total([Linear({index: 1}) for index in range(6)]), high=0)
    for claim in (
        Claim(model, Linear(), -3),
        Claim(model, Linear(constant=7), 7 - 100),
        Claim(model, cost, 0),
        Claim(impossible),
        Claim(impossible, Linear(), 5),
    ):
        found = examine([claim], Watch(LONG), seconds=LONG)
        assert (found.opinion, found.by) == ("confirmed", EXACT)


def test_a_constant_objective_below_its_least_value_says_that_there_is_nothing_at_all() -> None:
    """That no assignment has 2 below 5 is false as soon as there is an assignment."""
    model, _ = packing(1)
    assert confirm([Claim(model, Linear(constant=2), 5)], Watch(LONG), seconds=LONG) == "refuted"


def test_where_nothing_is_claimed_nothing_is_confirmed() -> None:
    """An engine that gives no reasons is not believed for that."""
    assert confirm([], Watch(LONG), seconds=LONG) == "open"


# --- what the second engine says is not believed blindly ------------------------------------------


@pytest.mark.parametrize("values", [(0,) * 6, (2, 2, 2, 2, 2, 99), (2,) * 5])
def test_an_assignment_that_breaks_something_refutes_nothing(
    values: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A constraint, a bound, a missing value: then the claim stays open."""
    monkeypatch.setattr(confirmation, "look", lambda model, clock: Outcome("optimal", values))
    model, _ = packing(2)
    assert confirm([Claim(model)], Watch(LONG), seconds=LONG) == "open"


def split_evenly(scale: int) -> LinearModel:
    """Four weights of which no two add up to the half in between, whatever the scale."""
    model = LinearModel([(0, 1)] * 4, ["x"] * 4)
    weights = {0: 7 * scale + 1, 1: 9 * scale + 1, 2: 11 * scale - 1, 3: 13 * scale + 1}
    half = 20 * scale
    model.constraints.append(Constraint(weights, half + 1, half + 1))
    return model


def test_floating_point_is_not_believed_of_sums_that_are_too_large() -> None:
    """The same sum that no choice reaches: confirmed in small figures, open in huge ones."""
    assert confirm([Claim(split_evenly(10))], Watch(LONG), seconds=LONG) == "confirmed"
    huge = Claim(split_evenly(LARGEST))
    assert confirm([huge], Watch(LONG), seconds=LONG) == "open"
    by_cp_sat = examine([huge], Watch(LONG), seconds=LONG, second="CP-SAT")
    assert by_cp_sat.opinion == "confirmed"


def test_a_solver_that_fails_leaves_the_claim_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second opinion must not cost the first answer."""

    def fail(*_: object, **__: object) -> Outcome:
        raise RuntimeError("no such library")

    monkeypatch.setattr("orgplan.engine.highs.Highs.minimise", fail)
    monkeypatch.setattr(SolverProcess, "look", lambda self, model, clock: UNKNOWN)
    assert confirm([Claim(packing(3)[0])], Watch(LONG), seconds=LONG) == "open"


# --- time -----------------------------------------------------------------------------------------


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A HiGHS that hears no clock: it comes back only when the test is over."""
    over = threading.Event()

    def hang(model: LinearModel, clock: Watch) -> Outcome:
        over.wait()
        return Outcome("infeasible")

    monkeypatch.setattr(confirmation, "look", hang)
    yield
    over.set()


@pytest.mark.usefixtures("hanging")
def test_a_hanging_solver_leaves_the_claim_open() -> None:
    """The thread that does not come back is left alone; waiting for it would never end."""
    assert confirm([Claim(packing(4)[0])], Watch(LONG), seconds=0.3) == "open"


@pytest.mark.usefixtures("hanging")
def test_what_is_not_found_here_in_a_second_is_given_to_a_process() -> None:
    """The process answers where the thread hangs."""
    assert confirm([Claim(packing(4)[0])], Watch(LONG), seconds=LONG) == "refuted"


def test_the_stop_button_ends_the_second_look() -> None:
    """A press from another thread ends it long before its time."""
    watch = Watch(LONG)
    threading.Timer(0.3, watch.stop).start()
    with SolverProcess((sys.executable, "-c", "while True: pass")) as process:
        assert process.look(packing(4)[0], watch) == UNKNOWN


def test_ctrl_c_stops_the_watch_and_leaves_the_claim_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a notebook nobody else takes the interruption."""
    over = threading.Event()

    def press(self: threading.Thread, timeout: float | None = None) -> None:
        raise KeyboardInterrupt

    watch = Watch(LONG)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "join", press)
        found = hard_stop.within(lambda: Outcome("optimal") if over.wait() else UNKNOWN, watch)
    assert found == UNKNOWN
    assert watch.stopped.is_set()
    over.set()


def test_the_time_of_the_search_may_be_over() -> None:
    """What counts is the time allowed for the second look."""
    assert confirm([Claim(packing(5)[0])], Watch(0), seconds=LONG) == "refuted"


def test_without_time_a_claim_is_open() -> None:
    """Not confirmed, and not refuted either."""
    assert confirm([Claim(packing(5)[0])], Watch(LONG), seconds=0) == "open"


def test_a_hanging_process_is_killed() -> None:
    """What hears nothing is gone afterwards, and the answer is `unknown`."""
    with SolverProcess((sys.executable, "-c", "while True: pass")) as process:
        process._process = started = process._start()
        assert process.look(packing(6)[0], Watch(0.3)) == UNKNOWN
    assert started.returncode is not None


def test_a_process_that_cannot_start_or_dies_leaves_the_claim_open(tmp_path: Path) -> None:
    """No such program, and one that ends without a word."""
    model, _ = packing(6)
    for command in ((str(tmp_path / "none"),), (sys.executable, "-c", "")):
        with SolverProcess(command) as process:
            assert process.look(model, Watch(LONG)) == UNKNOWN


# --- the process ----------------------------------------------------------------------------------


def test_a_model_is_written_and_read_back(tmp_path: Path) -> None:
    """Bounds, terms, limits and conditions survive; one line each; figures of any size."""
    for model in (*(model_of(seed, tmp_path) for seed in FEW[:5]), split_evenly(2**70)):
        line = written(model)
        assert "\n" not in line
        again = read(line)
        assert again.bounds == model.bounds
        assert [(c.terms, c.low, c.high, c.when) for c in again.constraints] == [
            (c.terms, c.low, c.high, c.when) for c in model.constraints
        ]


def test_outcomes_are_written_and_read_back() -> None:
    """Also that of a process which has ended without one."""
    for outcome in (Outcome("infeasible"), Outcome("unknown"), Outcome("optimal", (0, -3, 12))):
        assert heard(spoken(outcome)) == outcome
    assert heard("") == UNKNOWN


def test_large_models_are_looked_at_in_one_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process says what the thread here says, for one claim after the other."""
    monkeypatch.setattr(confirmation, "SMALL", 0)
    monkeypatch.setattr(confirmation, "tightened", lambda model, watch: model)
    monkeypatch.setattr(confirmation, "look", refuse)
    starts: list[object] = []
    start = SolverProcess._start

    def counted(process: SolverProcess) -> subprocess.Popen[str]:
        starts.append(process)
        return start(process)

    monkeypatch.setattr(SolverProcess, "_start", counted)
    claims = [Claim(model_of(seed, tmp_path)) for seed in FEW[:5]]
    assert confirm(claims, Watch(LONG), seconds=LONG) == "confirmed"
    refuted = [*claims, Claim(model_of(WITH_PLAN[0], tmp_path))]
    assert confirm(refuted, Watch(LONG), seconds=LONG) == "refuted"
    assert len(starts) == 2


SCRIPT = """\
from orgplan.engine.backend import Watch
from orgplan.engine.confirmation import SMALL, Claim, confirm
from orgplan.linear import LinearModel, total

model = LinearModel()
many = [model.boolean("b") for _ in range(SMALL + 1)]
for one, other in zip(many, many[1:]):
    model.add(one + other, low=1)
model.add(total(many), high={most})
print(confirm([Claim(model)], Watch(600), seconds=600))
"""


@pytest.mark.parametrize(
    ("most", "opinion"), [(SMALL // 2 - 1, "confirmed"), (SMALL // 2, "refuted")]
)
def test_a_script_without_guard_beside_strange_files_is_served(
    most: int, opinion: str, tmp_path: Path
) -> None:
    """A script at top level, in a folder whose files are called like modules."""
    (tmp_path / "work.py").write_text(SCRIPT.format(most=most), encoding="utf-8")
    for name in ("queue", "signal", "numpy", "orgplan"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "work.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [opinion]


def market_split(rows: int, columns: int) -> LinearModel:
    """Equations that no branch and bound solves in hours (Cornuéjols, Dawande 1999)."""
    rng = Random(1)
    model = LinearModel([(0, 1)] * columns, ["x"] * columns)
    for _ in range(rows):
        weights = {index: rng.randrange(100) for index in range(columns)}
        half = sum(weights.values()) // 2
        model.constraints.append(Constraint(weights, half, half))
    return model


def test_the_process_does_not_outlive_whoever_asked() -> None:
    """In the middle of a long solve the end of its input ends it."""
    with SolverProcess() as process:
        child = process._start()
        assert child.stdin is not None
        child.stdin.write(f"{LONG} {written(market_split(5, 40))}\n")
        child.stdin.close()
        assert child.wait() == 0
        assert child.stdout is not None
        child.stdout.close()


@pytest.mark.slow
def test_a_hard_claim_is_open_when_its_time_is_over() -> None:
    """HiGHS itself, here and in a process: not confirmed, not refuted."""
    claim = Claim(market_split(5, 40))
    assert confirm([claim], Watch(LONG), seconds=2) == "open"
    with SolverProcess() as process:
        assert process.look(claim.question(), Watch(2)) == UNKNOWN
    assert look(claim.question(), Watch(1)).verdict == "unknown"


@pytest.mark.slow
def test_brute_force_finds_no_plan_where_we_say_so() -> None:
    """The list at the top of this file is that of the oracle."""
    found = tuple(seed for seed in SEEDS if expected(seed).status == "infeasible")
    assert found == WITHOUT_PLAN
