"""Why an agency cannot be locked: what an earlier plan says of it does not fit the data of today.

Posts may change, they decide nothing. Units that are new or gone, and functions on which an agreed
move hangs, leave open what was agreed: that is for people to say, so the lock is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orgplan.errors import Complaint
from orgplan.goals import EarlierPlan
from orgplan.problem import Problem
from orgplan.rules.rule import nearest
from orgplan.text import Text

_SHOWN = 5


def was_agency(unit_id: str, agreed: EarlierPlan, problem: Problem) -> bool:
    """Whether a unit is an agency; one that is gone is judged by the kind in the plan."""
    if unit_id in problem.before:
        return problem.is_agency(unit_id)
    kind = agreed.kind_after.get(unit_id)
    ruleset = problem.ruleset
    return kind is not None and ruleset.knows(kind) and ruleset.kind(kind).agency


def agreed_agency(unit_id: str, agreed: EarlierPlan, problem: Problem) -> str | None:
    """The agency below which a unit would stand now if every unit above fared as agreed."""
    seen = {unit_id}
    above = problem.before.parent(unit_id)
    while above is not None and above not in seen and not problem.is_agency(above):
        seen.add(above)
        if agreed.kind_after.get(above, "") is not None:
            above = problem.before.parent(above)
            continue
        there = agreed.destinations(problem.before[above].lead_block.key)
        above = there[0] if len(there) == 1 and there[0] in problem.before else None
    return None if above in seen else above


def complain_lock(agency: str, agreed: EarlierPlan, problem: Problem) -> Iterator[Complaint]:
    """Everything that keeps an agency from coming out as agreed; paths start at its name.

    Parameters
    ----------
    agency
        What the scenario names.
    agreed
        The earlier plan; one that knows no unit could not be read, and only the name is judged.
    problem
        Given changes applied.
    """
    wrong = _no_agency(agency, problem)
    if wrong is not None:
        yield wrong
        return
    if agreed.kind_after:
        yield from _Comparison(agency, agreed, problem).complaints()


def _no_agency(agency: str, problem: Problem) -> Complaint | None:
    heir = problem.given.ended.get(agency)
    advice = None
    if heir is not None:
        found = Text(
            f"«{agency}» đã kết thúc do thay đổi đã có chủ trương",
            f"{agency!r} ended by a given change",
        )
        advice = Text(f"nêu cơ quan tiếp nhận: «{heir}»", f"name its receiver: {heir!r}")
    elif agency not in problem.before:
        found = Text(f"không có cơ quan «{agency}»", f"unknown agency {agency!r}")
        advice = nearest(agency, [u for u in problem.before.ids if problem.is_agency(u)])
    elif not problem.is_agency(agency):
        found = Text(f"«{agency}» không phải là cơ quan", f"{agency!r} is no agency")
        home = problem.agency[agency]
        if home is not None:
            advice = Text(f"khóa cả cơ quan: «{home}»", f"lock the whole agency: {home!r}")
    elif agency not in problem.scope:
        found = Text(
            f"«{agency}» nằm ngoài phạm vi sắp xếp (scope)", f"{agency!r} is not in the scope"
        )
        advice = Text(
            "ngoài phạm vi thì không có gì thay đổi, không cần khóa",
            "nothing changes outside the scope, there is nothing to lock",
        )
    else:
        return None
    expected = Text("một cơ quan trong phạm vi sắp xếp", "an agency in scope")
    return Complaint((), found, expected, advice)


class _Comparison:
    """One agency as it is now beside what the earlier plan says of it."""

    def __init__(self, agency: str, agreed: EarlierPlan, problem: Problem) -> None:
        self.agency = agency
        self.agreed = agreed
        self.problem = problem
        self.own = tuple(u for u in problem.in_scope if problem.agency[u] == agency)
        self.left = agreed.standing_in(agency, lambda u: was_agency(u, agreed, problem))
        self.now = tuple(
            u
            for u in problem.in_scope
            if agreed.kind_after.get(u) is not None and agreed_agency(u, agreed, problem) == agency
        )
        self.inside = dict.fromkeys([*self.own, *self.left, *self.now])

    def complaints(self) -> Iterator[Complaint]:
        """Everything that does not fit, or that the plan says nothing of the agency."""
        if self.agreed.kind_after.get(self.agency) is None:
            yield _misfit(
                f"phương án không có cơ quan «{self.agency}» sau sắp xếp",
                f"the plan leaves no agency {self.agency!r}",
            )
        elif self.agency not in self.agreed.parents:
            yield _misfit(
                "phương án không ghi bộ máy sau sắp xếp (`after`)",
                "the plan does not say what stands after (`after`)",
            )
        else:
            yield from self._units()
            yield from self._moves()

    def _units(self) -> Iterator[Complaint]:
        """Units that are new, gone, elsewhere, or of another kind."""
        before, kinds, inside = self.problem.before, self.agreed.kind_after, self.inside
        givers = (source for (source, _), to in self.agreed.moves.items() if to in inside)
        now, left = set(self.now), set(self.left)
        yield from self._about_units(
            (u for u in self.own if u not in kinds),
            "đơn vị mới, phương án chưa biết",
            "new units that the plan does not know",
        )
        yield from _about(
            (u for u in dict.fromkeys([*self.left, *givers]) if u not in before),
            "đơn vị có trong phương án, nay không còn",
            "units of the plan that are gone",
        )
        yield from self._about_units(
            (u for u in before.ids if (u in now) != (u in left)),
            "đơn vị nay trực thuộc nơi khác so với phương án",
            "units that stand elsewhere than in the plan",
        )
        yield from self._about_units(
            (u for u in inside if u in before and not self._may_have_its_kind(u)),
            "đơn vị không còn mang được loại hình ghi trong phương án",
            "units that cannot have the kind that the plan gives them",
        )

    def _may_have_its_kind(self, unit_id: str) -> bool:
        kind = self.agreed.kind_after.get(unit_id)
        return kind is None or kind in self.problem.kinds_after(unit_id)

    def _moves(self) -> Iterator[Complaint]:
        """Blocks without one agreed receiver, receivers that cannot be, moves without a block."""
        before, movable = self.problem.before, self.problem.movable
        known = [u for u in before.ids if u in self.agreed.kind_after]
        there = {b.key: self.agreed.destinations(b.key) for u in known for b in before[u].blocks}
        ways = dict.fromkeys((u, to) for (u, _), places in there.items() for to in places)
        agreed = dict.fromkeys((u, to) for (u, _), to in self.agreed.moves.items() if u in before)
        unclear = dict.fromkeys(u for (u, _), p in there.items() if len(p) != 1)
        yield from self._about_units(
            (u for u in unclear if u in self.inside),
            "đơn vị được chia cho nhiều nơi, có nhiệm vụ mà phương án chưa biết",
            "units that were split, with functions that the plan does not know",
        )
        yield from _about(
            self._of_this_agency(way for way in ways if not movable.issuperset(way)),
            "nơi tiếp nhận theo phương án nay không còn hoặc không được tiếp nhận",
            "agreed receivers that are gone or may not receive",
        )
        yield from _about(
            self._of_this_agency(way for way in agreed if way not in ways),
            "việc chuyển theo phương án nay không còn gì để chuyển",
            "agreed moves for which nothing is left to move",
        )

    def _about_units(self, units: Iterable[str], vi: str, en: str) -> Iterator[Complaint]:
        """One complaint about units that are there, by name."""
        yield from _about((self.problem.name(unit_id) for unit_id in units), vi, en)

    def _of_this_agency(self, ways: Iterable[tuple[str, str]]) -> Iterator[str]:
        for unit_id, to in ways:
            if to != unit_id and (unit_id in self.inside or to in self.inside):
                yield f"{unit_id} → {to}"


def _about(names: Iterable[str], vi: str, en: str) -> Iterator[Complaint]:
    """One complaint that names the first few of what does not fit, if there is any."""
    listed = list(names)
    if listed:
        shown = ", ".join(listed[:_SHOWN])
        if len(listed) > _SHOWN:
            shown += f", … ({len(listed)})"
        yield _misfit(f"{vi}: {shown}", f"{en}: {shown}")


def _misfit(vi: str, en: str) -> Complaint:
    return Complaint(
        (),
        Text(vi, en),
        Text(
            "cơ quan có số liệu còn khớp với phương án đã thống nhất",
            "an agency whose data still fit the agreed plan",
        ),
        Text(
            "bỏ cơ quan này khỏi `lock`; mục tiêu `changed_from` vẫn giữ gần nhất với phương án",
            "take it out of `lock`; the goal `changed_from` still stays as close as it can",
        ),
    )
