"""Duties in prose that come again: the same duty keeps the code that people gave it."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgplan.diff.matching import folded
from orgplan.io.reading import Duty

_ENDS = re.compile(r"^[\W_]+|[\W_]+$")


def folded_prose(prose: str) -> str:
    """What two spellings of one duty have in common, apart from capitals and marks at the ends."""
    return folded(_ENDS.sub("", prose))


@dataclass(frozen=True, slots=True)
class CarriedDuties:
    """The duties of one unit.

    Parameters
    ----------
    duties
        Those of the new files, then what people had added to them.
    taken
        Places in `duties` of those with a code from before.
    lost
        Duties of before that the new files do not have.
    """

    duties: tuple[Duty, ...]
    taken: frozenset[int]
    lost: tuple[Duty, ...]


def carried_duties(new: Sequence[Duty], old: Sequence[Duty], unit: str) -> CarriedDuties:
    """Give the duties of a unit the codes and posts of before.

    Parameters
    ----------
    new, old
        The duties of the unit in both readings.
    unit
        Its id in the result.

    Returns
    -------
    carried
        A duty that people wrote several times, with a code each, stands so often; rows with a
        code and no prose are people's own and stay.
    """
    known: dict[str, deque[Duty]] = defaultdict(deque)
    for duty in old:
        known[folded_prose(duty.prose)].append(duty)
    own = {folded_prose(duty.prose) for duty in new} | {""}
    duties: list[Duty] = []
    taken: set[int] = set()
    for duty in new:
        same = known[folded_prose(duty.prose)]
        before = same.popleft() if same else None
        if before is not None and before.code and not duty.code:
            taken.add(len(duties))
            duties.append(replace(duty, unit=unit, code=before.code, posts=before.posts))
        else:
            duties.append(replace(duty, unit=unit))
    lost: list[Duty] = []
    for prose, left in known.items():
        if prose not in own:
            lost += left
            continue
        for duty in left:
            if duty.code:
                taken.add(len(duties))
                duties.append(replace(duty, unit=unit))
    return CarriedDuties(tuple(duties), frozenset(taken), tuple(lost))
