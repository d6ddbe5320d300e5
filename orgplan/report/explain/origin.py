"""Where a rule comes from: the statute with its citation, or the line of the scenario."""

from __future__ import annotations

from orgplan.case import Case
from orgplan.io.rule_places import RulePlaces
from orgplan.report.grounds import UNCHECKED
from orgplan.rules import LockedAgency, Rule, Target
from orgplan.text import Text, same


def statute_ids(case: Case) -> frozenset[str]:
    """Ids of the rules that come with the ruleset of a case."""
    listed = enumerate(case.problem.ruleset.rules, start=1)
    return frozenset(str(data.get("id") or f"{data['rule']}-{n}") for n, data in listed)


class Origins:
    """The origins of the rules of one case.

    Parameters
    ----------
    case
        The case; its scenario file is read once more for the lines.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._places = RulePlaces(case)
        self._of_statute = statute_ids(case)

    def of(self, rule: Rule) -> Text:
        """The origin of a rule, or of a part of one."""
        where = self._statute() if rule.id in self._of_statute else self._scenario(rule)
        parts = [where, same(f"[{rule.id or rule.rule}]")]
        if rule.cite:
            parts.append(same(rule.cite))
        if rule.confirmed is False:
            parts.append(UNCHECKED)
        if rule.note and not isinstance(rule, LockedAgency) and rule.id not in self._of_statute:
            parts.append(Text(f"ghi chú: {rule.note}", f"note: {rule.note}"))
        return Text(" · ".join(p.vi for p in parts), " · ".join(p.en for p in parts))

    def _statute(self) -> Text:
        ruleset = self._case.problem.ruleset
        label = same(ruleset.name) if ruleset.label is None else ruleset.label.text
        return Text(f"quy định: {label.vi}", f"statute: {label.en}")

    def _scenario(self, rule: Rule) -> Text:
        place = self._places.of(rule)
        what = Text("kịch bản", "scenario")
        if isinstance(rule, Target):
            what = Text("mục tiêu của kịch bản", "target of the scenario")
        return what if place is None else Text(f"{what.vi}, {place}", f"{what.en}, {place}")
