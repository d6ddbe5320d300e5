"""Joining a scenario with its organisation and ruleset so that all contradictions are told at once.

`make_case` stops where it cannot go on; here it is asked again without what it stumbled over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgplan.case import Case, Inputs, make_case
from orgplan.errors import CaseError, Complaint, PathStep
from orgplan.given import GivenChange, GivenMerge, GivenMove
from orgplan.goals import EarlierPlan, GoalParameters
from orgplan.io.findings import listed, shown
from orgplan.io.guess import did_you_mean, near
from orgplan.io.schema_messages import expected_text, found_text
from orgplan.organisation import Organisation
from orgplan.rules import RULE_LIST, Cap, Rule
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario, Scope
from orgplan.text import Language, Text, same

_ROUNDS = 4


@dataclass(frozen=True)
class Joined:
    """A scenario with everything that it speaks of."""

    scenario: Scenario
    organisation: Organisation
    ruleset: Ruleset
    earlier: Mapping[str, EarlierPlan]

    def case(self, language: Language, inputs: Inputs | None) -> Case:
        """The finished case.

        Raises
        ------
        CaseError
            With everything that contradicts something else.
        """
        complaints = [*complain_default_kind(self.scenario, self.ruleset), *self._caps()]
        if complaints:
            raise CaseError([*complaints, *self._all_complaints(self.scenario)])
        try:
            return self._make(self.scenario, language, inputs)
        except CaseError:
            raise CaseError(self._all_complaints(self.scenario)) from None

    def _make(
        self, scenario: Scenario, language: Language | None = None, inputs: Inputs | None = None
    ) -> Case:
        return make_case(
            scenario,
            self.organisation,
            self.ruleset,
            earlier=self.earlier,
            language=language,
            inputs=inputs,
        )

    def _caps(self) -> Iterator[Complaint]:
        """Caps on goals whose parameters stand neither there nor in a tier."""
        for path, rule in _rules(self.scenario, self.ruleset):
            if isinstance(rule, Cap):
                parameters = cap_parameters(rule, self.scenario)
                kind = None
                if rule.goal == "changed_from" and parameters.plan is None:
                    kind = "tier_plan"
                elif rule.goal == "size_deviation" and parameters.low is parameters.high is None:
                    kind = "tier_sizes"
                if kind is not None:
                    found, expected = found_text(kind, {}), expected_text(kind, {})
                    yield Complaint(path, found or same(""), expected or same(""))

    def _all_complaints(self, scenario: Scenario) -> list[Complaint]:
        """What `make_case` complains about, asked again without what stopped it."""
        complaints: list[Complaint] = []
        doubtful: frozenset[str] = frozenset()
        rest = scenario.model_copy(
            update={"rules": tuple(r for r in scenario.rules if not _unfinished(r, scenario))}
        )
        kept = [n for n, r in enumerate(scenario.rules) if not _unfinished(r, scenario)]
        for _ in range(_ROUNDS):
            found = self._complaints(rest)
            complaints += [
                _renumbered(c, kept) for c in found if _value(rest, c.path) not in doubtful
            ]
            heads = {c.path[0] for c in found if c.path}
            if "given" in heads:
                bad = {c.path[1] for c in found if c.path and c.path[0] == "given"}
                doubtful = frozenset(
                    u for n, change in enumerate(rest.given) if n in bad for u in _units(change)
                )
                given = tuple(change for n, change in enumerate(rest.given) if n not in bad)
                # what was agreed is measured on all given changes: judged when they are sound
                rest = rest.model_copy(update={"given": given, "lock": ()})
            elif "scope" in heads:
                rest = rest.model_copy(update={"scope": Scope()})
            else:
                break
        return _first_given_only(complaints)

    def _complaints(self, scenario: Scenario) -> tuple[Complaint, ...]:
        try:
            self._make(scenario)
        except CaseError as problem:
            return problem.complaints
        return ()


def complain_default_kind(scenario: Scenario, ruleset: Ruleset) -> Iterator[Complaint]:
    """A default kind that the ruleset does not have."""
    kind = scenario.kind
    if kind is not None and not ruleset.knows(kind):
        names = listed(list(ruleset.kinds), 20)
        yield Complaint(
            ("kind",),
            Text(f"không có loại hình {shown(kind)}", f"unknown kind {shown(kind)}"),
            Text(f"một trong {names}", f"one of {names}"),
            did_you_mean(near(kind, list(ruleset.kinds))),
        )


def cap_parameters(rule: Cap, scenario: Scenario) -> GoalParameters:
    """The parameters of a capped goal: its own, else those of the first tier with this goal."""
    first = next((tier for tier in scenario.tiers if rule.goal in tier.weights), None)
    return rule.parameters(first)


def plans_named(scenario: Scenario, ruleset: Ruleset) -> dict[str, tuple[PathStep, ...]]:
    """The plan files that goals, caps, locks and approvals name, and where each is first named."""
    named: dict[str, tuple[PathStep, ...]] = {}
    for place, tier in enumerate(scenario.tiers):
        if tier.plan is not None:
            named.setdefault(tier.plan, ("goals", place, "plan"))
    for path, rule in _rules(scenario, ruleset):
        if isinstance(rule, Cap) and rule.plan is not None:
            named.setdefault(rule.plan, (*path, "plan"))
    for place, lock in enumerate(scenario.locks):
        several = isinstance(scenario.lock, tuple)
        named.setdefault(lock.plan, ("lock", place, "plan") if several else ("lock", "plan"))
    for place, decision in enumerate(scenario.decisions):
        if decision.approved is not None and decision.approved.plan is not None:
            named.setdefault(decision.approved.plan, ("decisions", place, "approved", "plan"))
    return named


def _rules(scenario: Scenario, ruleset: Ruleset) -> Iterator[tuple[tuple[PathStep, ...], Rule]]:
    for place, rule in enumerate(RULE_LIST.validate_python(ruleset.rules)):
        yield ("ruleset", "rules", place), rule
    for place, rule in enumerate(scenario.rules):
        yield ("rules", place), rule


def _unfinished(rule: Rule, scenario: Scenario) -> bool:
    """Whether a cap lacks the parameters of its goal, so that it cannot be made."""
    if not isinstance(rule, Cap):
        return False
    parameters = cap_parameters(rule, scenario)
    return rule.goal == "changed_from" and parameters.plan is None


def _renumbered(complaint: Complaint, kept: list[int]) -> Complaint:
    """A complaint about rules with its place among all of them."""
    path = complaint.path
    if len(path) < 2 or path[0] != "rules" or not isinstance(path[1], int):
        return complaint
    return Complaint(
        ("rules", kept[path[1]], *path[2:]),
        complaint.found,
        complaint.expected,
        complaint.advice,
        complaint.at_key,
        complaint.severity,
    )


def _first_given_only(complaints: list[Complaint]) -> list[Complaint]:
    """Drop complaints about given changes that come from leaving others out."""
    first = next((c for c in complaints if c.path and c.path[0] == "given"), None)
    if first is None:
        return complaints
    start = complaints.index(first)
    end = start
    while end < len(complaints) and complaints[end].path[:1] == ("given",):
        end += 1
    return complaints[:end] + [c for c in complaints[end:] if c.path[:1] != ("given",)]


def _units(change: GivenChange) -> tuple[str, ...]:
    if isinstance(change, GivenMerge):
        return (*change.merge, change.into)
    if isinstance(change, GivenMove):
        return (*change.move, change.to)
    return (change.from_, change.to)


def _value(scenario: Scenario, path: tuple[PathStep, ...]) -> str | None:
    """The text at a path of a scenario, where it is one."""
    here: object = scenario
    for step in path:
        if isinstance(here, (tuple, list)) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            name = "from_" if step == "from" else str(step)
            here = getattr(here, name, None)
    return here if isinstance(here, str) else None
