"""Components that share sums: asked side by side, and never twice for what is already proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from orgplan.engine.asked_part import AskedPart
from orgplan.engine.backend import Outcome, Watch
from orgplan.engine.cache import Cache, JsonValue
from orgplan.engine.components import split, without_narrowing
from orgplan.engine.coordination import Coordinator
from orgplan.engine.cp_sat import CpSat
from orgplan.engine.crowd import Crowd, Means, Work
from orgplan.engine.formulation import build, formulate, formulation_of
from orgplan.engine.inquiry import Inquiry
from orgplan.engine.knowledge import Knowledge, Narrowing
from orgplan.engine.lexicographic import Search
from orgplan.engine.proofs import Proof, Proofs
from orgplan.linear import Constraint, Linear, LinearModel, Literal, total
from tests.sampled import sampled

R = TypeVar("R")

SEEDS = range(5, 400, 40)
PARTS, CHOICES = 3, 8


def choices(limit: int, *, forbidden: int = 0) -> tuple[LinearModel, Linear]:
    """Three components that pick one of eight choices each: the dearer, the less it uses.

    The first so many choices of the last component are forbidden. Together they may use `limit`.
    """
    model = LinearModel()
    uses, costs = [], []
    for part in range(PARTS):
        picks = [model.boolean("pick") for _ in range(CHOICES)]
        model.add(total(picks), low=1, high=1)
        for place, pick in enumerate(picks):
            uses.append(pick * place)
            costs.append(pick * (7 - place) * (7 - place + part))
        if part == PARTS - 1 and forbidden:
            model.add(total(picks[:forbidden]), high=0)
    model.add(total(uses), high=limit, over_plan=True)
    return model, total(costs)


class Counting(Crowd):
    """A crowd that counts what it is given."""

    given = 0

    def do(self, works: Sequence[Work[R]]) -> Iterator[tuple[int, R]]:
        """Count, and do it."""
        self.given += len(works)
        return super().do(works)


def answer(
    limit: int, folder: Path | None = None, *, workers: int = 1, forbidden: int = 0
) -> tuple[Outcome, int]:
    """What a coordinator finds, and how many questions it put to components."""
    model, objective = choices(limit, forbidden=forbidden)
    with Cache(folder) as cache, Counting(Watch(60), workers) as crowd:
        coordinator = Coordinator(model, CpSat, crowd, 1, cache)
        outcome = coordinator.minimise(objective, None, lambda values, bound: None)
        return outcome, crowd.given


def share(part: AskedPart, expression: Linear) -> Linear:
    """What of an expression lies in the first component, whose variables come first."""
    width = len(part.component.variables)
    return Linear({index: factor for index, factor in expression.terms.items() if index < width})


def whole(limit: int, forbidden: int = 0) -> Outcome:
    """What one solver finds over the whole model."""
    model, objective = choices(limit, forbidden=forbidden)
    return CpSat().minimise(model, objective, Watch(60))


@pytest.mark.parametrize("limit", [0, 3, 10, 17, 30])
def test_kept_proofs_answer_the_same_question_without_asking(limit: int, tmp_path: Path) -> None:
    first, asked = answer(limit, tmp_path)
    again, asked_again = answer(limit, tmp_path)
    assert asked > 0
    assert asked_again == 0
    assert (first.verdict, first.bound) == (again.verdict, again.bound)  # ties are another matter
    assert first.bound == whole(limit).bound


def test_with_another_limit_what_is_covered_by_kept_proofs_is_not_asked(tmp_path: Path) -> None:
    for limit in range(22):
        answer(limit, tmp_path)
    _, asked_fresh = answer(10)
    again, asked = answer(10, tmp_path)
    assert asked == 0 < asked_fresh
    assert again.bound == whole(10).bound


def test_after_a_change_in_one_component_only_that_one_is_asked_anew(tmp_path: Path) -> None:
    answer(10, tmp_path)
    model, objective = choices(10, forbidden=2)
    changed: set[int] = set()

    class Noting(Crowd):
        def do(self, works: Sequence[Work[R]]) -> Iterator[tuple[int, R]]:
            for work in works:
                assert isinstance(work, Inquiry)
                changed.add(len(work.linear.constraints))
            return super().do(works)

    with Cache(tmp_path) as cache, Noting(Watch(60)) as crowd:
        coordinator = Coordinator(model, CpSat, crowd, 1, cache)
        sizes = [len(part.component.linear.constraints) for part in coordinator.parts]
        outcome = coordinator.minimise(objective, None, lambda values, bound: None)
    assert outcome.bound == whole(10, forbidden=2).bound
    assert sizes[0] == sizes[1] < sizes[2]
    assert max(changed) > sizes[0] + 2  # the changed component with both its measured variables
    _, asked_fresh = answer(10, forbidden=2)
    _, asked = answer(10, tmp_path, forbidden=2)
    assert asked == 0 < asked_fresh


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_change_no_question_and_no_answer(workers: int) -> None:
    for limit in (3, 10, 17):
        assert answer(limit, workers=workers) == answer(limit)


def test_an_answer_is_widened_to_the_loosest_budget_for_which_it_holds() -> None:
    model, objective = choices(10)
    part = AskedPart(split(model)[0], CpSat, 1)
    goal = part.measure(share(part, objective))
    part.measures.append(part.measure(share(part, Linear(model.constraints[-1].terms))))
    with Crowd(Watch(60)) as crowd:
        ((_, found),) = crowd.do([part.inquiry(goal, (3,))])
        ((_, impossible),) = crowd.do([part.inquiry(goal, (-1,))])
    assert found.proof == Proof((3,), 16)  # four would do with 9
    assert impossible.proof == Proof((-1,), None)


def test_what_is_proven_already_and_what_is_asked_alone_is_not_widened() -> None:
    model, objective = choices(10)
    part = AskedPart(split(model)[0], CpSat, 1)
    goal = part.measure(share(part, objective))
    part.measures.append(part.measure(share(part, Linear(model.constraints[-1].terms))))
    with Crowd(Watch(60)) as crowd:
        ((_, nothing_new),) = crowd.do([part.inquiry(goal, (2,), 25)])
        ((_, alone),) = crowd.do([part.inquiry(goal, (2,), 24, widely=False)])
        ((_, impossible),) = crowd.do([part.inquiry(goal, (-1,), 24, widely=False)])
    assert nothing_new.values is not None and nothing_new.proof is None
    assert alone.proof == Proof((2,), 25)
    assert impossible.proof == Proof((-1,), None)


def test_a_bound_said_twice_is_not_what_a_solver_has_translated_with_the_bound_said_once() -> None:
    for times in (2, 1):
        model, objective = choices(10)
        for _ in range(times):
            model.add(Linear({5: 1}), low=1)
        part = AskedPart(split(model)[0], CpSat, 1)
        goal = part.measure(share(part, Linear(model.constraints[PARTS].terms)))
        if times == 1:
            goal = part.measure(share(part, objective))
        with Crowd(Watch(60)) as crowd:
            ((_, found),) = crowd.do([part.inquiry(goal, None)])
        assert found.proof == Proof((), 5 if times == 2 else 4)


def test_the_lowest_offer_is_a_bound_for_all_budgets() -> None:
    proofs = Proofs((0,), (9,), bottom=1)
    assert proofs.lowest == 1
    proofs.learn(Proof((4,), 7))
    assert proofs.lowest == 1
    proofs.learn(Proof((None,), 3))
    assert proofs.lowest == 3


@pytest.mark.parametrize("work", [0.0, 0.05])
def test_what_is_thought_easy_has_the_same_answer_however_soon_the_first_try_ends(
    work: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgplan.engine.cp_sat._LITTLE", work)
    for limit in (0, 3, 10, 17, 30):
        model, objective = choices(limit)
        for ceilings in ({}, {0: 0}, {0: -1}, dict.fromkeys(range(CHOICES), 0)):
            easy, hard = (
                CpSat().minimise(model, objective, Watch(60), ceilings=ceilings, easy=easy)
                for easy in (True, False)
            )
            assert (easy.verdict, easy.bound) == (hard.verdict, hard.bound)


def test_a_sum_that_is_its_objective_shares_the_variable() -> None:
    model, objective = choices(10)
    part = AskedPart(split(model)[0], CpSat, 1)
    mine = share(part, objective)
    assert part.measure(mine) == part.measure(mine * 1)


def test_knowledge_that_does_not_fit_counts_as_none(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        record: JsonValue = [[], [[1, 2], [1], "x"], [[1, 0], [1, 0, 1], None]]
        cache.put("key", [record, [[[0, 1]], [[1, 9]], []], [[], []], 7])
        knowledge = Knowledge("key", sums=1, width=3)
        knowledge.load(cache)
    assert list(knowledge.proofs) == [Proof((1,), 2)]
    assert list(knowledge.points) == [(1, 0, 1)]


def test_proofs_hold_within_narrower_bounds_only_and_points_within_their_bounds(
    tmp_path: Path,
) -> None:
    free, kept = Proof((1,), 2), Proof((1,), 5)
    first_is_one, both_are_one = ((0, 1, 1),), ((0, 1, 1), (1, 1, 1))

    def known(narrowing: Narrowing) -> tuple[set[Proof], set[tuple[int, ...]]]:
        with Cache(tmp_path) as cache:
            knowledge = Knowledge("key", 1, 2, narrowing)
            knowledge.load(cache)
        return set(knowledge.proofs), set(knowledge.points)

    with Cache(tmp_path) as cache:
        for narrowing, proof, point in [((), free, (0, 1)), (first_is_one, kept, (1, 1))]:
            knowledge = Knowledge("key", 1, 2, narrowing)
            knowledge.load(cache)
            knowledge.learn(proof, [point])
            knowledge.save(cache)
    assert known(()) == ({free}, {(0, 1), (1, 1)})
    assert known(first_is_one) == ({free, kept}, {(1, 1)})
    assert known(both_are_one) == ({free, kept}, {(1, 1)})
    assert known(((1, 0, 0),)) == ({free}, set())


@pytest.mark.parametrize(
    ("factor", "low", "high", "narrowing"),
    [
        (1, 1, None, ((0, 1, 9),)),
        (2, 3, 7, ((0, 2, 3),)),
        (-2, -7, -3, ((0, 2, 3),)),
        (-1, None, -4, ((0, 4, 9),)),
        (1, -5, 20, ()),
    ],
)
def test_a_constraint_on_one_variable_is_a_narrowing(
    factor: int, low: int | None, high: int | None, narrowing: Narrowing
) -> None:
    model = LinearModel()
    both = [model.integer("x", 0, 9), model.integer("y", 0, 9)]
    model.add(total(both), low=1)
    row = Constraint({0: factor}, low, high)
    conditional = Constraint({1: 1}, 1, None, when=(Literal(0),))
    model.constraints += [row, conditional]
    wider, found = without_narrowing(model)
    assert found == narrowing
    assert [*wider.constraints] == [model.constraints[0], conditional]


@pytest.mark.parametrize("pick", range(CHOICES))
def test_a_component_with_one_choice_fixed_begins_with_what_was_proven_without(
    pick: int, tmp_path: Path
) -> None:
    def fixed(folder: Path | None) -> tuple[Outcome, int]:
        model, objective = choices(10)
        model.add(Linear({pick: 1}), low=1)
        with Cache(folder) as cache, Counting(Watch(60)) as crowd:
            coordinator = Coordinator(model, CpSat, crowd, 1, cache)
            return coordinator.minimise(objective, None, lambda v, b: None), crowd.given

    free, _ = answer(10, tmp_path)
    assert free.values is not None
    fresh, asked_fresh = fixed(None)
    again, asked = fixed(tmp_path)
    assert (again.verdict, again.bound) == (fresh.verdict, fresh.bound)
    assert asked < asked_fresh
    assert asked == 0 or not free.values[pick]


def test_a_component_that_is_impossible_alone_is_the_whole_claim(tmp_path: Path) -> None:
    case, _ = sampled(5, tmp_path, 0, 0)
    model = build(case)
    alone = [model.linear.boolean("pick") for _ in range(CHOICES)]
    for one in alone:
        for other in alone:
            model.linear.add(one - other, low=0, high=0)
    model.linear.add(total(alone), low=1, high=CHOICES - 1)
    search = Search(formulation_of(model, case.tiers), case.tiers, CpSat, Watch(60), apart="always")
    search.run()
    assert search.infeasible
    (claim,) = search.claims
    places = {i for c in claim.model.constraints for i in c.terms}
    assert places == {index for one in alone for index in one.terms}
    assert CpSat().minimise(claim.question(), Linear(), Watch(60)).verdict == "infeasible"


def test_random_cases_have_the_same_plan_with_and_without_kept_proofs_and_workers(
    tmp_path: Path,
) -> None:
    for seed in SEEDS:
        case, _ = sampled(seed, tmp_path / str(seed), 0, 0)
        plans = []
        for workers, folder in [(1, None), (2, tmp_path / "kept"), (1, tmp_path / "kept")]:
            with Cache(folder) as cache:
                means = Means(workers, None, cache)
                search = Search(
                    formulate(case, cache),
                    case.tiers,
                    CpSat,
                    Watch(60),
                    apart="always",
                    means=means,
                )
                search.run()
            plans.append((search.infeasible, search.canonical, search.plan, search.bounds))
        assert plans[0] == plans[1] == plans[2]
