"""Explain a case: why there is no plan and what opens one, or why the plan is as it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from orgplan.case import Case
from orgplan.errors import UsageError
from orgplan.explain.conflict import Conflict, find_conflict
from orgplan.explain.explanation import Explanation
from orgplan.explain.floors import Floor, floors
from orgplan.explain.loosening import Loosenings, loosenings
from orgplan.explain.prices import Price, prices
from orgplan.explain.reasons import Reason, reasons
from orgplan.explain.repairs import Repairs
from orgplan.explain.repairs import Search as RepairSearch
from orgplan.explain.why_not import WhyNot, ask
from orgplan.explain.wishes import ID, unit_named, wish
from orgplan.result import Result
from orgplan.rules import Keep, Rule
from orgplan.solve import load_solvers, solve
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.engine.backend import Watch
    from orgplan.engine.subsets import Subsets

_MOMENT = 1.0
"""Seconds in which an operation has to show that it opens a plan."""

ExplainListener = Callable[[Text], None]
"""Told of what is being worked on."""

_PLAN = Text("tìm phương án", "finding the plan")
_CONFLICT = Text("tìm các quy định mâu thuẫn nhau", "finding the rules that clash")
_REPAIRS = Text("tìm cách gỡ", "finding ways out")
_PRICES = Text("tính cái giá của từng quy định", "working out what each rule costs")
_LOOSENING = Text(
    "tính xem từng quy định phải nới đến đâu thì phương án mới đổi",
    "working out how far each rule would have to give way",
)
_WISH = Text("tính thử điều mong muốn", "working out the wish")


def explain(
    case: Case,
    *,
    unit: str | None = None,
    why_not: str | None = None,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    listener: ExplainListener | None = None,
    watch: Watch | None = None,
    kept: bool = True,
) -> Explanation:
    """Say why a case has no plan and what opens one, or why its plan is as it is.

    Without a plan: the smallest clash of rules, and the repairs. With one: what each rule costs and
    the reasons of each change. Both only as far as time allows.

    Parameters
    ----------
    case
        The question.
    unit
        Only this unit, by id or name: its reasons, and what it would cost to let it live on.
    why_not
        Only this wish, such as ``merge A B``: what would come of it (`orgplan.explain.wishes`).
    time_limit
        Seconds in all; the scenario's own if None.
    workers
        Threads or processes; the scenario's own if None.
    seed
        Seed of the searches; the scenario's own if None.
    listener
        Told of what is being worked on.
    watch
        Clock and stop button, for callers that want to stop from outside.
    kept
        Whether results of components are kept on disk and used again.

    Raises
    ------
    UsageError
        If the unit is no unit in scope, or the wish is none.
    EngineError
        If a solver's plan does not keep the rules: a defect, never the user's fault.
    """
    from orgplan.engine.backend import Watch

    wanted = None if why_not is None else wish(why_not, case)
    unit = None if unit is None else unit_named(unit, case.problem)
    if unit is not None and unit not in case.problem.movable:
        raise UsageError(
            Text(
                f"«{unit}» không phải đơn vị bên trong được sắp xếp",
                f"{unit!r} is no internal unit in scope",
            )
        )
    load_solvers()
    limit = float(case.scenario.settings.time_limit) if time_limit is None else time_limit
    talk = Talk(
        case,
        watch or Watch(limit),
        case.scenario.settings.workers if workers is None else workers,
        case.scenario.settings.seed if seed is None else seed,
        listener or (lambda text: None),
        kept,
    )
    return talk.held(lambda: talk.run(unit, wanted))


def explain_clash(
    result: Result,
    watch: Watch,
    *,
    workers: int | None = None,
    listener: ExplainListener | None = None,
    kept: bool = True,
) -> Explanation:
    """Say why there is no plan, and what opens one, after a solve has told that there is none.

    Parameters
    ----------
    result
        The answer, whose status is `infeasible`.
    watch
        Clock and stop button.
    workers, listener, kept
        As for `explain`.
    """
    settings = result.case.scenario.settings
    talk = Talk(
        result.case,
        watch,
        settings.workers if workers is None else workers,
        result.seed,
        listener or (lambda text: None),
        kept,
        result,
    )
    return talk.held(talk.without_plan)


@dataclass
class Talk:
    """One explanation under way: what is known so far can be told at any time."""

    case: Case
    watch: Watch
    workers: int
    seed: int
    tell: ExplainListener
    kept: bool
    result: Result | None = None
    conflict: Conflict | None = None
    floors: list[Floor] = field(default_factory=list)
    repairs: Repairs | None = None
    prices: list[Price] = field(default_factory=list)
    loosenings: Loosenings = field(default_factory=Loosenings)
    reasons: list[Reason] = field(default_factory=list)
    why_not: WhyNot | None = None
    complete: bool = False
    _open: ExitStack = field(default_factory=ExitStack)

    def held(self, ask: Callable[[], None]) -> Explanation:
        """What is known once everything was asked, or the user has interrupted it."""
        with self._open:
            try:
                ask()
            except KeyboardInterrupt:
                self.watch.stop()
            return self.explanation()

    def run(self, unit: str | None, wanted: Rule | None) -> None:
        """Ask everything in order of importance."""
        self.tell(_PLAN)
        self.result = self.solve(self.case, settled=True, confirm=True)
        if self.result.status == "infeasible":
            self.without_plan()
        elif self.result.plan is not None:
            self._with_plan(self.result, unit, wanted)

    def without_plan(self) -> None:
        """The clash, its ways out, and how far each agency can go down."""
        self.tell(_CONFLICT)
        try:
            self.conflict = find_conflict(self.subsets)
        except TimeoutError:
            return
        if self.conflict is None:
            return
        self.tell(_REPAIRS)
        found = RepairSearch(self.case, self.subsets, self.origin, self.alone, self.workers)
        self.repairs = found.run(self.conflict)
        self.complete = self.conflict.minimal and self.repairs.complete
        self.floors.extend(floors(self.subsets, self.conflict))
        held = [floor for floor in self.floors if floor.least is not None and floor.before > 1]
        held.sort(key=lambda floor: (floor.least or 0) - (floor.wanted or 0), reverse=True)
        names = [floor.agency for floor in held]
        if not any(len(repair.parts) == 1 for repair in self.repairs.repairs):
            self.repairs = found.opened(self.repairs, self.conflict, names, self.quick)

    def _with_plan(self, result: Result, unit: str | None, wanted: Rule | None) -> None:
        assert result.plan is not None
        if wanted is not None:
            self.tell(_WISH)
            self.why_not = ask(self.case, result, wanted, self.settled, self._clash)
            self.complete = self.why_not.result.status in ("optimal", "infeasible")
            return
        self.reasons.extend(
            reason for reason in reasons(self.case, result.plan) if unit in (None, reason.unit)
        )
        if unit is None:
            self.tell(_PRICES)
            self.prices.extend(prices(self.case, result, self.alone, self.workers))
        self._price_changes(result)
        priced = all(price.proven for price in self.prices)
        if unit is None:
            self.tell(_LOOSENING)
            dear = [price.rule for price in self.prices if price.proven and price.costs]
            self.loosenings = loosenings(self.case, result, dear, self.alone, self.workers)
        self.complete = (priced and self.loosenings.complete) and all(
            reason.kind_after is not None or reason.instead is not None for reason in self.reasons
        )

    def _price_changes(self, result: Result) -> None:
        """For each unit that ends, what it would cost to let it live on."""
        for place, reason in enumerate(self.reasons):
            if reason.kind_after is not None or self.watch.left <= 0:
                continue
            name = self.case.problem.name(reason.unit)
            self.tell(Text(f"nếu giữ lại {name}", f"if {name} lived on"))
            keep = Keep(id=ID, units=(reason.unit,))
            instead = ask(self.case, result, keep, self.settled, self._clash)
            self.reasons[place] = reason.with_price(instead)

    def alone(self, case: Case) -> Result:
        """Solve a case while others are solved too."""
        return self.solve(case, workers=1)

    def settled(self, case: Case) -> Result:
        """Solve a case and decide equal optima: what does not have to change stays as it is."""
        return self.solve(case, settled=True)

    def quick(self, case: Case) -> Result:
        """Solve a case, if it can be done in a moment."""
        from orgplan.engine.backend import Watch

        return self.solve(
            case, watch=Watch(min(_MOMENT, self.watch.left), stopped=self.watch.stopped)
        )

    def solve(
        self,
        case: Case,
        *,
        settled: bool = False,
        confirm: bool = False,
        workers: int | None = None,
        watch: Watch | None = None,
    ) -> Result:
        """Solve a case in the time that is left.

        Where it is not `settled` only the values matter. That there is no plan is looked at by a
        second engine in the clash that is found then.
        """
        return solve(
            case,
            seed=self.seed,
            watch=watch or self.watch,
            workers=workers or self.workers,
            kept=self.kept,
            equal_optima=settled,
            confirm=confirm,
        )

    @cached_property
    def _instances(self) -> list[tuple[Rule, Rule]]:
        """Each part of a rule that can be given up alone, and the rule that it is part of."""
        return [(part, rule) for rule in self.case.rules for part in rule.instances()]

    @property
    def origin(self) -> list[Rule]:
        """For each part, the rule that it is a part of."""
        return [rule for _, rule in self._instances]

    @cached_property
    def subsets(self) -> Subsets:
        """The rules, to be held or left out one by one."""
        from orgplan.engine.crowd import Crowd
        from orgplan.engine.subsets import Subsets

        crowd = self._open.enter_context(Crowd(self.watch, self.workers))
        return Subsets(self.case, [part for part, _ in self._instances], crowd, self.seed)

    def _clash(self, wanted: Rule) -> Conflict | None:
        """What a wish clashes with."""
        place = self.subsets.add(wanted)
        try:
            return find_conflict(self.subsets, [*range(len(self._instances)), place])
        except TimeoutError:
            return None

    def explanation(self) -> Explanation:
        """What is known."""
        if self.result is None:
            raise KeyboardInterrupt
        return Explanation(
            self.case,
            self.result,
            self.conflict,
            tuple(self.floors),
            self.repairs,
            tuple(self.prices),
            self.loosenings.found,
            tuple(self.reasons),
            self.why_not,
            self.watch.elapsed,
            self.watch.stopped.is_set(),
            self.complete,
        )
