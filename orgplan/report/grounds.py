"""Which rules speak of a unit: those that name it, and those that it breaks as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from orgplan.case import Case
from orgplan.plan import Plan
from orgplan.rules import LockedAgency, Rule
from orgplan.rules.apart import Apart
from orgplan.rules.freeze import Freeze
from orgplan.rules.keep import Keep
from orgplan.rules.together import Together
from orgplan.structure import CLAUSES
from orgplan.text import Text, same


def grounds(case: Case) -> Mapping[str, Text]:
    """Unit → the rules that name it or that it breaks before the plan, with their legal basis."""
    found: dict[str, list[Text]] = defaultdict(list)
    for rule in case.rules:
        for unit_id in _named(case, rule):
            found[unit_id].append(_with_basis(rule.label, rule))
    for rule in case.rules:
        for unit_id, message in _broken(case, rule):
            found[unit_id].append(_with_basis(_as_it_is(message), rule))
    for unit_id, message in _misplaced(case):
        found[unit_id].append(_as_it_is(message))
    return {
        unit_id: Text("; ".join(t.vi for t in texts), "; ".join(t.en for t in texts))
        for unit_id, texts in found.items()
    }


UNCHECKED = Text("chưa đối chiếu Công báo", "not yet checked against the gazette")
SEEN = Text("đã thấy trong văn bản", "seen in the text")
_NO_BASIS = Text("chưa nêu căn cứ", "no basis given")


def basis(rule: Rule) -> Text:
    """Id and legal basis of a rule, and whether its figure is confirmed; of a local rule its note.

    What a statute file remarks on its own sources is said once, with the unconfirmed figures.
    """
    remark = rule.note if rule.confirmed is None else None
    listed = [same(part) for part in (rule.id, rule.cite or remark or "") if part]
    if rule.confirmed is False:
        listed.append(UNCHECKED)
    return Text(", ".join(t.vi for t in listed), ", ".join(t.en for t in listed))


def source_words(cite: str | None, note: str | None, confirmed: bool | None) -> Text:
    """Where a figure comes from, its note, and whether anybody has seen it in a text.

    Parameters
    ----------
    cite, note
        Legal basis and remark; None for none.
    confirmed
        Whether the figure was seen; None for a figure that nobody claims to be law.
    """
    flags = {True: [SEEN], False: [UNCHECKED], None: []}[confirmed]
    listed = [*(same(part) for part in (cite, note) if part), *flags] or [_NO_BASIS]
    return Text("; ".join(t.vi for t in listed), "; ".join(t.en for t in listed))


def _with_basis(words: Text, rule: Rule) -> Text:
    known = basis(rule)
    return Text(f"{words.vi} [{known.vi}]", f"{words.en} [{known.en}]")


def _named(case: Case, rule: Rule) -> tuple[str, ...]:
    if isinstance(rule, Freeze):
        return case.problem.units_named(rule.units)
    if isinstance(rule, LockedAgency):
        return rule.units(case.problem)
    if isinstance(rule, Keep | Together | Apart):
        return rule.units
    return ()


def _broken(case: Case, rule: Rule) -> Iterator[tuple[str, Text]]:
    """Units with what is wrong with them before any change."""
    if rule.about_change:
        return
    unchanged = Plan(case.problem, frozenset(), {}, {})
    for violation in rule.violations(unchanged):
        for unit_id in violation.units:
            yield unit_id, _without(case.problem.name(unit_id), violation.message)


def _misplaced(case: Case) -> Iterator[tuple[str, Text]]:
    """Units that may not stand where they stand: the statute itself makes them end."""
    unchanged = Plan(case.problem, frozenset(), {}, {})
    for clause in CLAUSES:
        for violation in clause.violations(unchanged):
            for unit_id in violation.units[:1]:
                yield unit_id, _without(case.problem.name(unit_id), violation.message)


def _as_it_is(message: Text) -> Text:
    return Text(f"hiện trạng: {message.vi}", f"as it is: {message.en}")


def _without(name: str, message: Text) -> Text:
    """A message without the name of its unit at the beginning: it stands in the row."""
    return Text(*(words.removeprefix(f"{name} ") for words in (message.vi, message.en)))
