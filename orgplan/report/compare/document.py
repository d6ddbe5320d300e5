"""The JSON of a comparison: what `orgplan compare --json` prints."""

from __future__ import annotations

from fractions import Fraction

from orgplan.compare import ComparedPlan, Comparison
from orgplan.compare.figures import GoalLine, TierLine
from orgplan.compare.limits import Fit, RuleLine, Standing
from orgplan.compare.units import FateLine
from orgplan.fates import UnitFate
from orgplan.io.plan_file import exact
from orgplan.plan import Violation
from orgplan.report.compare.words import rule_words
from orgplan.rules.slack import Slack
from orgplan.text import Language

Json = dict[str, object]


def comparison_document(found: Comparison) -> Json:
    """The comparison as plain data: lists with one entry a plan, in the order of `plans`.

    `rules` has one line a figure: `room` is how far it could be tightened with the plan still
    keeping it, below 0 how far it is broken, in the unit of `limit` (shares of 1 for shares);
    null where the rule judges nothing there. `fit[i][j]` is plan i under the scenario of plan j.
    `distances` count the units with another fate, `units` are those that differ anywhere.
    """
    language = found.language
    return {
        "plans": [_plan(plan, language) for plan in found.plans],
        "agencies": [
            {
                "id": line.agency,
                "name": line.name,
                "before": list(line.before),
                "after": list(line.after),
            }
            for line in found.agencies
        ],
        "tiers": [_tier(line) for line in found.tiers],
        "goals": [_goal(line, language) for line in found.measured],
        "rules": [_rule(line, found) for line in found.limits],
        "fit": [[_fit(fit, language) for fit in row] for row in found.fit],
        "distances": [list(row) for row in found.apart],
        "after_given": found.fates.after_given,
        "units": [_unit(line) for line in found.fates.differing],
        "unknown_units": [list(found.fates.unknown(n)) for n in range(len(found.plans))],
        "language": language,
    }


def _plan(plan: ComparedPlan, language: Language) -> Json:
    before, after = plan.before, plan.after
    share = Fraction(100 * (before - after), before) if before else Fraction(0)
    inputs = plan.case.inputs
    return {
        "path": plan.source or None,
        "name": plan.case.scenario.name,
        "scenario_sha256": None if inputs is None else inputs.scenario.sha256,
        "status": plan.status,
        "ok": not plan.violations,
        "violations": [_violation(v, language) for v in plan.violations],
        "count": {
            "before": before,
            "after": after,
            "required_cut": plan.case.required_cut,
            "cut_percent": round(float(share), 4),
        },
        "changes": plan.changes,
        "tiers": [exact(tier.value) for tier in plan.tiers],
    }


def _violation(violation: Violation, language: Language) -> Json:
    return {
        "id": violation.id,
        "rule": violation.rule,
        "units": list(violation.units),
        "amount": None if violation.amount is None else exact(violation.amount),
        "message": violation.message.to(language),
    }


def _tier(line: TierLine) -> Json:
    return {
        "weights": {goal.name: weight for goal, weight in line.terms},
        "places": list(line.places),
        "values": [exact(value) for value in line.values],
    }


def _goal(line: GoalLine, language: Language) -> Json:
    parameters = {
        name: exact(value)
        for name in ("unknown", "low", "high")
        if isinstance(value := getattr(line.goal, name, None), Fraction)
    }
    return {
        "goal": line.goal.name,
        "parameters": parameters,
        "label": line.goal.label.to(language),
        "unit": line.goal.unit.to(language),
        "wanted": list(line.wanted),
        "values": [exact(value) for value in line.values],
    }


def _rule(line: RuleLine, found: Comparison) -> Json:
    rooms = [s.slack for s in line.standings if s is not None and s.slack is not None]
    return {
        "id": line.rule.id,
        "rule": line.rule.rule,
        "label": rule_words(line, found).to(found.language),
        "figure": list(line.path),
        "side": rooms[0].side if rooms else None,
        "limit": exact(rooms[0].limit) if rooms else None,
        "holds": list(line.holds),
        "plans": [_standing(standing, found.language) for standing in line.standings],
    }


def _standing(standing: Standing | None, language: Language) -> Json | None:
    if standing is None:
        return None
    return {
        "kept": not standing.violations,
        "violations": [_violation(v, language) for v in standing.violations],
        **(_room(standing.slack) if standing.slack is not None else {"room": None, "units": []}),
    }


def _room(slack: Slack) -> Json:
    return {
        "room": exact(slack.room),
        "tightest": exact(slack.tightest),
        "attained": slack.attained,
        "found": exact(slack.found),
        "of": slack.of,
        "units": list(slack.units),
    }


def _fit(fit: Fit, language: Language) -> Json:
    return {
        "ok": not fit.violations and fit.whole,
        "structure_judged": fit.whole,
        "unjudged": [rule.id for rule in fit.unasked],
        "violations": [_violation(v, language) for v in fit.violations],
    }


def _unit(line: FateLine) -> Json:
    return {
        "id": line.unit,
        "name": line.name,
        "agency": line.agency or None,
        "fates": [
            None if fate is None else _fate(fate, word)
            for fate, word in zip(line.fates, line.words, strict=True)
        ],
    }


def _fate(fate: UnitFate, word: str | None) -> Json:
    return {
        "fate": word,
        "kind_after": fate.kind,
        "blocks": [{"function": f, "to": to} for f, to in fate.receivers.items()],
    }
