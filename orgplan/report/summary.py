"""The summary of a result as data: what a person wants to know first, in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from orgplan.approval import Standing
from orgplan.case import Case
from orgplan.goals.displaced_staff import DisplacedStaff
from orgplan.measures import share_of
from orgplan.plan import Plan
from orgplan.problem import Baseline
from orgplan.report.decisions import DecisionLine, approval_remarks, decision_lines
from orgplan.report.proof import proof_words
from orgplan.report.provenance import standing_of
from orgplan.report.remarks import remarks
from orgplan.report.story import AgencyStory, story
from orgplan.report.tally import Tally, tally
from orgplan.report.unconfirmed import unconfirmed_figures
from orgplan.result import Result, TierValue
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class CountLine:
    """Counted units of an agency, of a kind, or in all.

    Parameters
    ----------
    name
        Of what.
    before, after
        Units [units].
    required
        Units that must go; None where nothing is asked of this line alone.
    counted
        Whether these units count for the target.
    """

    name: Text
    before: int
    after: int
    required: int | None = None
    counted: bool = True

    @property
    def cut(self) -> int:
        """Units fewer."""
        return self.before - self.after

    @property
    def share(self) -> Fraction | None:
        """The cut in percent, to one decimal; None of nothing."""
        return round(Fraction(100 * self.cut, self.before), 1) if self.before else None


@dataclass(frozen=True, slots=True)
class TermLine:
    """One goal of a tier: its name, weight, value and unit; of posts, how many are employees."""

    name: Text
    unit: Text
    weight: int
    value: Fraction
    employees: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier of goals.

    Parameters
    ----------
    terms
        Its goals.
    value, bound
        The weighted sum, and what no plan undercuts.
    slack
        Share of its own optimum that later tiers could use.
    """

    terms: tuple[TermLine, ...]
    value: Fraction
    bound: Fraction | None
    slack: Fraction

    @property
    def spent(self) -> Fraction | None:
        """Slack that was used, in percent of the optimum; None where it says nothing."""
        if not self.slack or not self.bound:
            return None
        return round(100 * (self.value - self.bound) / self.bound, 1)


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a plan.

    Parameters
    ----------
    total
        The line of the whole scope.
    agencies, kinds
        Its parts, two ways.
    given, after_given
        Counted units before the given changes, and after them.
    baseline
        Which of the two the cut is measured against.
    asked
        The cut that the target asks for; None without target.
    from_rounding
        Units that must go only because every agency rounds by itself.
    per_agency
        Whether the target asks every agency by itself.
    posts, employees
        Civil-servant posts in scope, and employees of public service units [posts].
    """

    total: CountLine
    agencies: tuple[CountLine, ...]
    kinds: tuple[CountLine, ...]
    given: int
    after_given: int
    baseline: Baseline
    asked: Fraction | None
    per_agency: bool
    from_rounding: int
    posts: Fraction
    employees: Fraction


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the terminal shows of a result."""

    result: Result
    figures: Figures | None
    tiers: tuple[TierLine, ...]
    remarks: tuple[Text, ...]
    stories: tuple[AgencyStory, ...]
    tally: Tally | None
    decisions: tuple[DecisionLine, ...]
    approvals: tuple[Text, ...]
    standing: Standing | None
    proof: tuple[Text, ...]
    unconfirmed: tuple[Text, ...]


def summary(result: Result) -> Summary:
    """Collect what there is to say about a result."""
    plan = result.plan
    return Summary(
        result=result,
        figures=None if plan is None else counted_figures(result.case, plan),
        tiers=() if plan is None else _tiers(result, plan),
        remarks=() if plan is None else tuple(remarks(result.case)),
        stories=() if plan is None else story(result.case, plan),
        tally=None if plan is None else tally(result.case, plan),
        decisions=() if plan is None else decision_lines(result.case, plan),
        approvals=() if plan is None else approval_remarks(result.case, plan),
        standing=standing_of(result),
        proof=proof_words(result),
        unconfirmed=unconfirmed_figures(result.case, plan),
    )


def counted_figures(case: Case, plan: Plan) -> Figures:
    """The counts of a plan in all, by agency and by kind."""
    problem, target = case.problem, case.scenario.target
    before, after = problem.before_count, plan.after_count
    required = {} if target is None else target.required(problem)
    total_before = sum(before.values())
    needed = case.required_cut if target is not None else None
    total = CountLine(Text("Cộng", "Total"), total_before, sum(after.values()), needed)
    agencies = tuple(
        CountLine(_plain(case.name_after(a)), before[a], after[a], required.get(a))
        for a in before
        if before[a] or after[a]
    )
    extra = 0
    if target is not None and target.per == "agency":
        extra = case.required_cut - share_of(target.cut, total_before, target.round)
    posts, employees = _posts(plan)
    return Figures(
        total=total,
        agencies=agencies,
        kinds=_kinds(case, plan),
        given=sum(problem.before_given.values()),
        after_given=sum(problem.before_after_given.values()),
        baseline=problem.baseline,
        asked=None if target is None else target.cut,
        per_agency=target is not None and target.per == "agency",
        from_rounding=extra,
        posts=posts,
        employees=employees,
    )


def _plain(name: str) -> Text:
    return Text(name, name)


def _kinds(case: Case, plan: Plan) -> tuple[CountLine, ...]:
    """Internal units in scope by kind, given changes applied; counted kinds first."""
    problem = case.problem
    before = Counter(problem.before[u].kind for u in problem.in_scope)
    after = Counter(plan.kind_after(u) for u in plan.survivors)
    known = list(dict.fromkeys([*problem.ruleset.kinds, *before, *after]))
    lines = [
        CountLine(
            problem.ruleset.label_of(kind), before[kind], after[kind], counted=problem.counts(kind)
        )
        for kind in known
        if before[kind] or after[kind]
    ]
    return tuple(sorted(lines, key=lambda line: not line.counted))


def _posts(plan: Plan) -> tuple[Fraction, Fraction]:
    """Posts of the agencies in scope and what stands in them: civil servants, employees."""
    problem = plan.problem
    posts = employees = Fraction(0)
    for unit in problem.before:
        if problem.agency[unit.id] in problem.scope:
            if unit.kind in SERVICE_KINDS:
                employees += unit.staff
            else:
                posts += unit.staff
    return posts, employees


def _tiers(result: Result, plan: Plan) -> tuple[TierLine, ...]:
    return tuple(_tier(result, plan, place, value) for place, value in enumerate(result.tiers))


def _tier(result: Result, plan: Plan, place: int, found: TierValue) -> TierLine:
    tier = result.case.tiers[place]
    terms = tuple(
        TermLine(
            goal.label,
            goal.unit,
            weight,
            found.terms[goal.name],
            _employees_displaced(plan) if isinstance(goal, DisplacedStaff) else Fraction(0),
        )
        for goal, weight in tier.terms
    )
    return TierLine(terms, found.value, found.bound, tier.slack)


def _employees_displaced(plan: Plan) -> Fraction:
    """Employees of public service units among the displaced posts [posts]."""
    problem = plan.problem
    return sum(
        (
            block.posts
            for block, _ in plan.displaced
            if problem.before[block.unit].kind in SERVICE_KINDS
        ),
        Fraction(0),
    )
