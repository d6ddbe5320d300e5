"""A wish in words, such as ``merge A B``, as a rule.

A unit is named by its id, or by its name, in quotation marks if that has several words.
"""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Sequence

from orgplan.case import Case
from orgplan.errors import Complaint, UsageError
from orgplan.problem import Problem
from orgplan.rules import Apart, Ends, Freeze, Keep, Rule, Together
from orgplan.text import Text, nfc

ID = "why-not"
"""Id of the rule of a wish."""

FORMS = Text(
    'merge A B [into C] · apart A B · keep A · freeze A · dissolve A; tên có dấu cách đặt trong ""',
    'merge A B [into C] · apart A B · keep A · freeze A · dissolve A; names with blanks in ""',
)


def wish(words: str, case: Case) -> Rule:
    """The rule that a wish amounts to.

    Parameters
    ----------
    words
        A verb and units.
    case
        Whose units are named.

    Raises
    ------
    UsageError
        The verb, the number of units or a unit is not known.
    """
    try:
        verb, *named = shlex.split(words)
    except ValueError:
        verb, named = "", []
    made = _VERBS.get(verb.lower())
    if made is None:
        raise _refused(f"«{words}»", repr(words))
    into: str | None = None
    if verb.lower() == "merge" and len(named) > 2 and named[-2].lower() == "into":
        into = unit_named(named[-1], case.problem)
        named = named[:-2]
    units = tuple(dict.fromkeys(unit_named(name, case.problem) for name in named))
    least = 2 if verb.lower() in ("merge", "apart") else 1
    if len(units) < least:
        raise _refused(f"«{words}»: thiếu đơn vị", f"{words!r}: a unit is missing")
    rule = made(units, into)
    for complaint in rule.complaints(case.problem):
        raise UsageError(_sentence(complaint))
    return rule


def _merged(units: Sequence[str], into: str | None) -> Rule:
    return Together(id=ID, units=tuple(units), into=into)


_VERBS: dict[str, Callable[[Sequence[str], str | None], Rule]] = {
    "merge": _merged,
    "apart": lambda units, _: Apart(id=ID, units=tuple(units)),
    "keep": lambda units, _: Keep(id=ID, units=tuple(units)),
    "freeze": lambda units, _: Freeze(id=ID, units=tuple(units)),
    "dissolve": lambda units, _: Ends(id=ID, units=tuple(units)),
}


def unit_named(name: str, problem: Problem) -> str:
    """The id of a unit that is named by its id or by its whole name.

    Raises
    ------
    UsageError
        There is no such unit, or there are several.
    """
    before = problem.before
    if name in before:
        return name
    wanted = nfc(name).casefold()
    found = [unit.id for unit in before if nfc(unit.name).casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(found[:8])
        raise UsageError(
            Text(
                f"có {len(found)} đơn vị tên «{name}»; dùng mã: {listed}",
                f"{len(found)} units are called {name!r}; use an id: {listed}",
            )
        )
    near = difflib.get_close_matches(name, [*before.ids, *(u.name for u in before)], n=1)
    vi = f"không có đơn vị «{name}»" + (f"; có phải: {near[0]}?" if near else "")
    en = f"there is no unit {name!r}" + (f"; did you mean {near[0]}?" if near else "")
    raise UsageError(Text(vi, en))


def _refused(vi: str, en: str) -> UsageError:
    return UsageError(
        Text(f"không hiểu {vi}; cách viết: {FORMS.vi}", f"{en} is no wish; write: {FORMS.en}")
    )


def _sentence(complaint: Complaint) -> Text:
    found, wanted = complaint.found, complaint.expected
    return Text(f"{found.vi}; cần: {wanted.vi}", f"{found.en}; wanted: {wanted.en}")
