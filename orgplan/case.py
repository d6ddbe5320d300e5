"""A case: a scenario joined with its organisation and ruleset, ready to be solved or judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from orgplan.decisions import Decision, complain_decisions
from orgplan.errors import CaseError, Complaint, PathStep
from orgplan.figures import FIRST_DAY, LAST_DAY
from orgplan.goals import EarlierPlan, GoalName, GoalParameters, Tier, make_goal
from orgplan.operations import AcrossEntry, DissolveOptions, TransferOptions
from orgplan.organisation import Organisation
from orgplan.problem import Problem
from orgplan.rules import RULE_LIST, Cap, LockedAgency, Rule
from orgplan.rules.rule import complain_functions, complain_kinds, nearest
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario
from orgplan.shown import Shown
from orgplan.text import Language, Text

GENERAL = Text("việc chung", "general duties")
"""What the posts without a function are called."""
_FIRST_YEAR, _LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
"""Between them lies the day of every decision."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that a case was made from: where it is and what was in it."""

    path: Path
    sha256: str


@dataclass(frozen=True)
class Inputs:
    """Every file behind a case."""

    scenario: InputFile
    organisation: tuple[InputFile, ...]
    ruleset: InputFile
    ruleset_name: str
    builtin_ruleset: bool
    plans: tuple[InputFile, ...] = ()


@dataclass(frozen=True)
class Case(Shown):
    """What is to be planned, under which rules, and what is better.

    Parameters
    ----------
    scenario
        The scenario as written.
    problem
        Organisation, scope and operations, given changes applied.
    rules
        Every rule that holds, the target last.
    tiers
        Goals in order of importance.
    language
        Language of every output.
    inputs
        The files behind it, or None for a case made in memory.
    function_names
        Function code → its name, for those that the department's list has.
    earlier
        Plan files that the scenario names, by the path that it gives.
    """

    scenario: Scenario
    problem: Problem
    rules: tuple[Rule, ...]
    tiers: tuple[Tier, ...]
    language: Language = "vi"
    inputs: Inputs | None = field(default=None, compare=False)
    function_names: Mapping[str, Text] = field(default_factory=dict, compare=False)
    earlier: Mapping[str, EarlierPlan] = field(default_factory=dict, compare=False)

    def __repr__(self) -> str:
        return (
            f"Case({self.scenario.name!r}, {len(self.problem.before)} units, "
            f"{len(self.rules)} rules, {len(self.tiers)} tiers)"
        )

    def function_name(self, code: str | None) -> Text:
        """A function as people call it: its name in the list, else its code; None is general."""
        if code is None:
            return GENERAL
        return self.function_names.get(code) or Text(code, code)

    @cached_property
    def decided(self) -> Mapping[str, Decision]:
        """Unit or agency → what people decided about it."""
        return {decision.unit: decision for decision in self.scenario.decisions}

    def name_after(self, unit_id: str) -> str:
        """Name of a unit in every output about the time after: as decided, else as it is."""
        decision = self.decided.get(unit_id)
        if decision is not None and decision.name is not None:
            return decision.name
        return self.problem.before[unit_id].name

    @property
    def required_cut(self) -> int:
        """Units that must go: over the whole scope, or the sum over its agencies."""
        target = self.scenario.target
        return 0 if target is None else sum(target.required(self.problem).values())

    @property
    def switched_off(self) -> tuple[Rule, ...]:
        """Rules of the statute and the scenario that do not hold here."""
        listed = _numbered(self.scenario, self.problem.ruleset)
        return tuple(rule for _, rule in listed if not _holds(rule, self.scenario))

    @property
    def unconfirmed(self) -> tuple[Rule, ...]:
        """Rules in force whose figure the department must still check."""
        return tuple(rule for rule in self.rules if rule.confirmed is False)


def make_case(
    scenario: Scenario,
    organisation: Organisation,
    ruleset: Ruleset,
    *,
    earlier: Mapping[str, EarlierPlan] | None = None,
    language: Language | None = None,
    inputs: Inputs | None = None,
) -> Case:
    """Join a scenario with its organisation and ruleset.

    Parameters
    ----------
    scenario, organisation, ruleset
        What was read; the ruleset with its parameters filled in.
    earlier
        Plan files that goals, locks and approvals name, by the path that the scenario gives.
    language
        Language of every output; the scenario's own if None.
    inputs
        The files behind it.

    Raises
    ------
    CaseError
        With everything in the scenario that contradicts the organisation or the ruleset.
    """
    complaints = list(_complaints_about_scope(scenario, organisation, ruleset))
    if complaints:
        raise CaseError(complaints)
    problem = Problem.make(
        organisation,
        ruleset,
        given=scenario.given,
        scope=None if scenario.scope.agencies == "all" else scenario.scope.agencies,
        operations=scenario.operations,
        counted_kinds=scenario.count.kinds,
        baseline=scenario.count.baseline,
    )
    numbered = _numbered(scenario, ruleset)
    prior = earlier or {}
    locks = _locks(scenario, prior)
    complaints += _complaints_about_rules(scenario, problem, numbered)
    complaints += _complaints_about_locks(locks, problem)
    complaints += _complaints_about_operations(scenario, problem)
    complaints += complain_decisions(scenario.decisions, problem)
    complaints += _complaints_about_road_map(scenario, ruleset)
    complaints += _complaints_about_audit(scenario, organisation)
    if any(complaint.severity == "error" for complaint in complaints):
        raise CaseError(complaints)
    rules = [_finished(rule, scenario, prior) for _, rule in numbered if _holds(rule, scenario)]
    rules += [lock for _, lock in locks]
    if scenario.target is not None:
        rules.append(scenario.target)
    tiers = tuple(
        Tier(
            tuple((make_goal(name, tier, prior), weight) for name, weight in tier.weights.items()),
            tier.slack or Fraction(0),
        )
        for tier in scenario.tiers
    )
    return Case(
        scenario,
        problem,
        tuple(rules),
        tiers,
        language or scenario.language or "vi",
        inputs,
        earlier=prior,
    )


def _numbered(scenario: Scenario, ruleset: Ruleset) -> list[tuple[tuple[PathStep, ...], Rule]]:
    """All rules with their place; those without id get one from their number in the list."""
    listed: list[tuple[tuple[PathStep, ...], Rule]] = [
        (("ruleset", "rules", place), rule)
        for place, rule in enumerate(RULE_LIST.validate_python(ruleset.rules))
    ]
    listed += [(("rules", place), rule) for place, rule in enumerate(scenario.rules)]
    return [
        (path, rule if rule.id else rule.model_copy(update={"id": f"{rule.rule}-{number}"}))
        for number, (path, rule) in enumerate(listed, start=1)
    ]


def _holds(rule: Rule, scenario: Scenario) -> bool:
    return rule.id not in scenario.disable and (rule.enabled or rule.id in scenario.enable)


def _finished(rule: Rule, scenario: Scenario, earlier: Mapping[str, EarlierPlan]) -> Rule:
    if not isinstance(rule, Cap):
        return rule
    return rule.bound_to(_first_parameters(scenario, rule.goal), earlier)


def _locks(
    scenario: Scenario, earlier: Mapping[str, EarlierPlan]
) -> list[tuple[tuple[PathStep, ...], LockedAgency]]:
    """One rule for each locked agency, with the place that names it."""
    several = isinstance(scenario.lock, tuple)
    return [
        (
            ("lock", *((number,) if several else ()), "agencies", place),
            LockedAgency(
                id=LockedAgency.id_of(agency),
                agency=agency,
                plan=lock.plan,
                note=lock.plan,
                agreed=earlier[lock.plan],
            ),
        )
        for number, lock in enumerate(scenario.locks)
        for place, agency in enumerate(lock.agencies)
    ]


def _first_parameters(scenario: Scenario, goal: GoalName) -> GoalParameters | None:
    return next((tier for tier in scenario.tiers if goal in tier.weights), None)


def _complaints_about_scope(
    scenario: Scenario, organisation: Organisation, ruleset: Ruleset
) -> Iterator[Complaint]:
    if scenario.scope.agencies == "all":
        return
    agencies = [u.id for u in organisation if ruleset.kind(u.kind).agency]
    for place, unit_id in enumerate(scenario.scope.agencies):
        if unit_id not in agencies:
            listed = ", ".join(agencies[:12])
            yield Complaint(
                ("scope", "agencies", place),
                Text(vi=f"«{unit_id}» không phải là cơ quan", en=f"{unit_id!r} is no agency"),
                Text(vi=f"một trong các cơ quan: {listed}", en=f"one of the agencies: {listed}"),
            )


def _complaints_about_rules(
    scenario: Scenario, problem: Problem, numbered: list[tuple[tuple[PathStep, ...], Rule]]
) -> Iterator[Complaint]:
    seen: dict[str, tuple[PathStep, ...]] = {}
    taken = {"target", *(LockedAgency.id_of(a) for lock in scenario.locks for a in lock.agencies)}
    for path, rule in numbered:
        if rule.id in seen or rule.id in taken:
            yield Complaint(
                (*path, "id"),
                Text(vi=f"mã quy tắc «{rule.id}» dùng hai lần", en=f"rule id {rule.id!r} twice"),
                Text(vi="mỗi quy tắc một mã riêng", en="a different id for each rule"),
            )
        seen[rule.id] = path
        if not _holds(rule, scenario):
            continue
        for complaint in rule.complaints(problem):
            if path[0] == "rules":
                yield Complaint(
                    (*path, *complaint.path),
                    complaint.found,
                    complaint.expected,
                    complaint.advice,
                    complaint.at_key,
                    complaint.severity,
                )
    others = {"target", *(LockedAgency.id_of(a) for lock in scenario.locks for a in lock.agencies)}
    for key, names, more in (
        ("disable", scenario.disable, set()),
        ("enable", scenario.enable, set()),
        ("willingness", scenario.willingness, others),
    ):
        for place, name in enumerate(names):
            if name not in seen and name not in more:
                listed = ", ".join([*seen, *sorted(more)])
                yield Complaint(
                    (key, place),
                    Text(vi=f"không có quy tắc «{name}»", en=f"no rule has the id {name!r}"),
                    Text(vi=f"một trong các mã: {listed}", en=f"one of {listed}"),
                )


def _complaints_about_locks(
    locks: list[tuple[tuple[PathStep, ...], LockedAgency]], problem: Problem
) -> Iterator[Complaint]:
    seen: set[str] = set()
    for path, lock in locks:
        if lock.agency in seen:
            yield Complaint(
                path,
                Text(
                    vi=f"«{lock.agency}» được khóa hai lần",
                    en=f"{lock.agency!r} is locked twice",
                ),
                Text(vi="mỗi cơ quan một lần", en="each agency once"),
            )
            continue
        seen.add(lock.agency)
        for complaint in lock.complaints(problem):
            yield replace(complaint, path=(*path, *complaint.path))


def _complaints_about_operations(scenario: Scenario, problem: Problem) -> Iterator[Complaint]:
    operations = scenario.operations
    path: tuple[PathStep, ...] = ("operations", "merge", "across")
    for place, entry in enumerate(operations.across):
        named: list[tuple[tuple[PathStep, ...], str]] = []
        if isinstance(entry, AcrossEntry):
            named += [((*path, place, "from", n), u) for n, u in enumerate(entry.from_)]
            named.append(((*path, place, "to"), entry.to))
            yield from complain_kinds(entry.kinds or (), problem, (*path, place, "kinds"))
        else:
            named += [((*path, place, n), u) for n, u in enumerate(entry)]
        yield from _unknown_units(named, problem)
    if isinstance(operations.dissolve, DissolveOptions):
        kinds, units = operations.dissolve.kinds, operations.dissolve.units
        yield from complain_kinds(kinds, problem, ("operations", "dissolve", "kinds"))
        yield from _unknown_units(
            [(("operations", "dissolve", "units", n), u) for n, u in enumerate(units)], problem
        )
    if isinstance(operations.transfer, TransferOptions):
        where = ("operations", "transfer", "functions")
        yield from complain_functions(operations.transfer.functions, problem, where)
    yield from complain_kinds(operations.flatten, problem, ("operations", "flatten"))
    for kind, target in operations.convert.items():
        yield from complain_kinds([kind], problem, ("operations", "convert"), at_key=True)
        for complaint in complain_kinds([target], problem, ()):
            yield Complaint(
                ("operations", "convert", kind),
                complaint.found,
                complaint.expected,
                complaint.advice,
            )
    yield from complain_kinds(scenario.count.kinds or (), problem, ("count", "kinds"))


def _complaints_about_audit(scenario: Scenario, organisation: Organisation) -> Iterator[Complaint]:
    path: tuple[PathStep, ...] = ("audit", "more_deputies")
    for unit_id in scenario.audit.more_deputies:
        if unit_id not in organisation:
            yield _unknown_unit((*path, unit_id), unit_id, organisation, at_key=True)


def _complaints_about_road_map(scenario: Scenario, ruleset: Ruleset) -> Iterator[Complaint]:
    """A day that no decision can have, or more years than the statute leaves."""
    asked, statute = scenario.road_map, ruleset.surplus_leaders
    if asked is None:
        return
    if not _FIRST_YEAR <= asked.decided.year <= _LAST_YEAR:
        yield Complaint(
            ("road_map", "decided"),
            Text(vi=f"năm {asked.decided.year}", en=f"the year {asked.decided.year}"),
            Text(
                vi=f"một ngày từ năm {_FIRST_YEAR} đến năm {_LAST_YEAR}",
                en=f"a day from the year {_FIRST_YEAR} to {_LAST_YEAR}",
            ),
        )
    if asked.years is not None and statute is not None and asked.years > statute.years:
        basis = statute.cite or ruleset.name
        yield Complaint(
            ("road_map", "years"),
            Text(vi=f"{asked.years} năm", en=f"{asked.years} years"),
            Text(
                vi=f"không quá {statute.years} năm ({basis})",
                en=f"at most {statute.years} years ({basis})",
            ),
        )


def _unknown_units(
    named: list[tuple[tuple[PathStep, ...], str]], problem: Problem
) -> Iterator[Complaint]:
    for path, unit_id in named:
        if unit_id not in problem.before:
            yield _unknown_unit(path, unit_id, problem.before)


def _unknown_unit(
    path: tuple[PathStep, ...], unit_id: str, organisation: Organisation, *, at_key: bool = False
) -> Complaint:
    return Complaint(
        path,
        Text(vi=f"không có đơn vị «{unit_id}»", en=f"unknown unit {unit_id!r}"),
        Text(vi="mã của một đơn vị", en="the id of a unit"),
        nearest(unit_id, organisation.ids),
        at_key=at_key,
    )
