"""The changes of a plan in words, grouped by the agency in which each unit stands before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from orgplan.case import Case
from orgplan.decisions import Form
from orgplan.plan import Move, Plan
from orgplan.report.forms import consolidations, form_of_end, is_flattened
from orgplan.report.layout import capital
from orgplan.report.posts import totals_before
from orgplan.text import Text, amount, same

_MERGED = Text("sáp nhập vào", "merged into")
_FLATTENED = Text("nhập vào cấp trên", "absorbed by the unit above,")
_ENDS: Mapping[Form | None, Text] = {
    "merge": _MERGED,
    "reorganise": Text("tổ chức lại, nhập vào", "reorganised into"),
    "dissolve": Text("giải thể, chuyển nhiệm vụ về", "dissolved, functions passed to"),
}
"""How a unit ends in one other, by the form that is decided."""
_SPLIT = Text("giải thể, chuyển nhiệm vụ:", "dissolved, functions passed on:")
_REORGANISED = Text("tổ chức lại, chuyển nhiệm vụ:", "reorganised, functions passed on:")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what happens, and details one a line.

    Parameters
    ----------
    unit
        Id of the unit.
    words
        The sentence.
    details
        Where each block goes, if the blocks part.
    """

    unit: str
    words: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyStory:
    """The changes of one agency; `name` is empty for units outside agencies."""

    agency: str
    name: str
    changes: tuple[Change, ...]


def story(case: Case, plan: Plan) -> tuple[AgencyStory, ...]:
    """What the plan does, given changes left out, in order of the organisation.

    Units that come after have the names that people decided, and a change the form.
    """
    problem, teller = case.problem, _Teller(case, plan)
    listed: dict[str | None, list[Change]] = {}
    for unit_id in problem.before.ids:
        found = list(teller.changes(unit_id))
        if found:
            listed.setdefault(problem.agency[unit_id], []).extend(found)
    place = problem.before.position
    return tuple(
        AgencyStory(agency or "", "" if agency is None else case.name_after(agency), tuple(changes))
        for agency, changes in sorted(
            listed.items(), key=lambda one: -1 if one[0] is None else place[one[0]]
        )
    )


class _Teller:
    """Tells the changes of one plan."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case, self.plan, self.problem = case, plan, case.problem
        self.totals = totals_before(case.problem.before)

    def changes(self, unit_id: str) -> Iterator[Change]:
        """Everything that happens to one unit; what several share is told at the first of them."""
        plan = self.plan
        fate = plan.fate(unit_id)
        if unit_id in self.consolidated:
            yield from self._consolidated(unit_id)
        elif fate == "merged":
            yield self._merged(unit_id)
        elif fate == "dissolved":
            yield self._dissolved(unit_id)
        else:
            yield from self._surviving(unit_id)

    def _surviving(self, unit_id: str) -> Iterator[Change]:
        plan = self.plan
        if unit_id in plan.converted:
            yield self._converted(unit_id)
        if unit_id in plan.lost:
            yield self._gave(unit_id)
        if plan.parent_after[unit_id] != self.problem.before[unit_id].parent:
            yield self._new_parent(unit_id)
        if self._is_renamed(unit_id) and unit_id not in self.consolidated.values():
            who, name = self._with_posts(unit_id), self.case.name_after(unit_id)
            words = Text(f"{who.vi}: đổi tên thành {name}", f"{who.en}: renamed {name}")
            yield Change(unit_id, words)

    @cached_property
    def consolidated(self) -> Mapping[str, str]:
        """Unit that ends → the unit that carries on, where the decision says consolidation."""
        return consolidations(self.case, self.plan)

    def _consolidated(self, unit_id: str) -> Iterator[Change]:
        heir = self.consolidated[unit_id]
        together = [u for u, to in self.consolidated.items() if to == heir]
        if unit_id != together[0]:
            return
        place = self.problem.before.position
        members = [self._with_posts(u) for u in sorted([*together, heir], key=place.__getitem__)]
        vi, en = _listed([m.vi for m in members], "và"), _listed([m.en for m in members], "and")
        decision = self.case.decided.get(heir)
        if decision is None or decision.name is None:
            vi, en = f"hợp nhất {vi}, tên mới chưa quyết định", f"{en} consolidated, name undecided"
        else:
            to = self._elsewhere(unit_id, heir)
            vi, en = f"hợp nhất {vi} thành {to.vi}", f"{en} consolidated as {to.en}"
        yield Change(unit_id, Text(capital(vi), en))

    def _merged(self, unit_id: str) -> Change:
        receivers = self.plan.receivers.get(unit_id, ())
        to = self._elsewhere(unit_id, receivers[0]) if receivers else same("–")
        who = self._with_posts(unit_id)
        usual = _FLATTENED if is_flattened(self.plan, unit_id) else _MERGED
        how = _ENDS.get(form_of_end(self.case, self.plan, unit_id), usual)
        return Change(unit_id, Text(f"{who.vi} → {how.vi} {to.vi}", f"{who.en} → {how.en} {to.en}"))

    def _dissolved(self, unit_id: str) -> Change:
        who = self._with_posts(unit_id)
        again = form_of_end(self.case, self.plan, unit_id) == "reorganise"
        how = _REORGANISED if again else _SPLIT
        words = Text(f"{who.vi} → {how.vi}", f"{who.en} → {how.en}")
        return Change(unit_id, words, self._where_blocks_go(unit_id))

    def _gave(self, unit_id: str) -> Change:
        name = self._called(unit_id, self._name(unit_id))
        words = Text(f"{name.vi}: chuyển bớt chức năng:", f"{name.en} passes functions on:")
        return Change(unit_id, words, self._where_blocks_go(unit_id))

    def _converted(self, unit_id: str) -> Change:
        who = self._with_posts(unit_id)
        label_of = self.problem.ruleset.label_of
        old = label_of(self.problem.before[unit_id].kind)
        new = label_of(self.plan.kind_after(unit_id))
        words = Text(
            f"{who.vi}: chuyển đổi mô hình, {old.vi} → {new.vi}",
            f"{who.en}: converted, {old.en} → {new.en}",
        )
        return Change(unit_id, words)

    def _new_parent(self, unit_id: str) -> Change:
        parent = self.plan.parent_after[unit_id]
        to = same("–") if parent is None else self._elsewhere(unit_id, parent)
        who = self._with_posts(unit_id)
        words = Text(f"{who.vi}: nay trực thuộc {to.vi}", f"{who.en}: now under {to.en}")
        return Change(unit_id, words)

    def _where_blocks_go(self, unit_id: str) -> tuple[Text, ...]:
        moves = [move for move in self.plan.moves if move.unit == unit_id and not move.given]
        return tuple(self._detail(move) for move in moves)

    def _detail(self, move: Move) -> Text:
        function = self.case.function_name(move.function)
        posts, to = amount(move.posts), self._elsewhere(move.unit, move.to)
        vi = f"{function.vi} ({posts.vi}) → {to.vi}"
        return Text(vi, f"{function.en} ({posts.en}) → {to.en}")

    def _with_posts(self, unit_id: str) -> Text:
        """The name with its own posts; those with sub-units besides where they differ."""
        staff, all_posts = self.problem.before[unit_id].staff, self.totals[unit_id]
        own, total = amount(staff), amount(all_posts)
        name = self._called(unit_id, self._name(unit_id))
        if all_posts == staff:
            return Text(f"{name.vi} ({own.vi})", f"{name.en} ({own.en})")
        return Text(
            f"{name.vi} ({own.vi}; cả cấp dưới {total.vi})",
            f"{name.en} ({own.en}; {total.en} with sub-units)",
        )

    def _called(self, unit_id: str, name: str) -> Text:
        """The name; below a unit that is no agency also where it stands, as names there repeat."""
        parent = self.problem.before[unit_id].parent
        if parent is None or self.problem.is_agency(parent):
            return same(name)
        above = self.problem.before[parent].name
        return Text(f"{name} thuộc {above}", f"{name} of {above}")

    def _name(self, unit_id: str) -> str:
        """The name before, with the id where a sister has the same one."""
        before = self.problem.before
        unit = before[unit_id]
        sisters = before.roots if unit.parent is None else before.children(unit.parent)
        if sum(1 for sister in sisters if before[sister].name == unit.name) == 1:
            return unit.name
        return f"{unit.name} [{unit_id}]"

    def _is_renamed(self, unit_id: str) -> bool:
        return self.case.name_after(unit_id) != self.problem.before[unit_id].name

    def _elsewhere(self, unit_id: str, receiver: str) -> Text:
        """The name of a receiver after, with what stands above it if that is not the same."""
        problem, case = self.problem, self.case
        renamed = self._is_renamed(receiver)
        name = case.name_after(receiver) if renamed else self._name(receiver)
        home = problem.agency[receiver]
        if home is not None and home not in (problem.agency[unit_id], receiver):
            return same(f"{name} ({case.name_after(home)})")
        if problem.before[receiver].parent == problem.before[unit_id].parent:
            return same(name)
        return self._called(receiver, name)


def _listed(words: Sequence[str], last: str) -> str:
    """The words with commas, and the last one after its own."""
    return ", ".join(words[:-1]) + f" {last} {words[-1]}"
