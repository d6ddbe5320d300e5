"""The decisions of people beside the plan: in words, and where the two do not fit each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgplan.approval import Standing, changed, covering, departures, touched, unapproved
from orgplan.case import Case
from orgplan.decisions import FORMS, Decision
from orgplan.plan import Plan
from orgplan.text import Text, same

NOT_APPROVED = Text("chưa phê duyệt", "not approved")
_LISTED = 8
_KEYS = {
    "name": Text("tên", "name"),
    "seat": Text("trụ sở", "seat"),
    "head": Text("người đứng đầu", "head"),
}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision, ready to print; None where nothing is said.

    Parameters
    ----------
    unit
        Id of the unit or agency.
    before
        Its name in the files.
    after
        The name that it gets, if another one.
    form, seat, head
        Legal form, place, and who will lead it.
    approval
        The approval, or that there is none.
    misfit
        Why the plan and the decision contradict each other.
    """

    unit: str
    before: str
    after: str | None
    form: Text | None
    seat: str | None
    head: Text | None
    approval: Text
    misfit: Text | None

    @property
    def words(self) -> Text:
        """All of it in one sentence."""
        known = [
            None if self.after is None else Text(f"tên mới: {self.after}", f"now {self.after}"),
            self.form,
            _named("seat", None if self.seat is None else same(self.seat)),
            _named("head", self.head),
            self.approval,
        ]
        parts = [part for part in known if part is not None]
        vi, en = "; ".join(p.vi for p in parts), "; ".join(p.en for p in parts)
        return Text(f"{self.before}: {vi}", f"{self.before}: {en}")


def _named(key: str, words: Text | None) -> Text | None:
    if words is None:
        return None
    return Text(f"{_KEYS[key].vi}: {words.vi}", f"{_KEYS[key].en}: {words.en}")


def decision_lines(case: Case, plan: Plan) -> tuple[DecisionLine, ...]:
    """Every decision of a scenario, in its order."""
    return tuple(_line(case, plan, decision) for decision in case.scenario.decisions)


def _line(case: Case, plan: Plan, decision: Decision) -> DecisionLine:
    problem = case.problem
    home = problem.before if decision.unit in problem.before else problem.original
    name = home[decision.unit].name
    return DecisionLine(
        unit=decision.unit,
        before=name,
        after=None if decision.name in (None, name) else decision.name,
        form=None if decision.form is None else FORMS[decision.form],
        seat=decision.seat or None,
        head=decision.head_words,
        approval=approval_words(case, plan, decision),
        misfit=_misfit(plan, decision),
    )


def approval_words(case: Case, plan: Plan, decision: Decision) -> Text:
    """The approval of a decision, the one from above that covers it, or that there is none."""
    if decision.approved is not None:
        words = decision.approved.words
        if _departed(case, plan, decision):
            vi = f"đã phê duyệt một phương án khác: {words.vi}"
            return Text(vi, f"another plan was approved: {words.en}")
        return Text(f"phê duyệt: {words.vi}", f"approved: {words.en}")
    above = _from_above(case, plan, decision)
    if above is None or above.approved is None:
        return NOT_APPROVED
    name, words = plan.problem.before[above.unit].name, above.approved.words
    return Text(
        f"phê duyệt: theo quyết định về {name}: {words.vi}",
        f"approved: by the decision about {name}: {words.en}",
    )


def _departed(case: Case, plan: Plan, decision: Decision) -> bool:
    """Whether what was approved is another plan."""
    return any(found.unit == decision.unit for found, _ in departures(plan, case))


def _from_above(case: Case, plan: Plan, decision: Decision) -> Decision | None:
    """The approval of something else that covers all that a decision is about, if one does."""
    if decision.unit not in plan.problem.before:
        return None
    if not _members(plan, decision.unit).isdisjoint(unapproved(plan, case)):
        return None
    return covering(plan, case, decision.unit)


def approval_remarks(case: Case, plan: Plan) -> tuple[Text, ...]:
    """What a person must know of the approvals: of another plan, or of no plan in particular."""
    remarks = [_departure_words(case, *found) for found in departures(plan, case)]
    listed = [d.approved for d in case.scenario.decisions if d.approved is not None]
    loose = "; ".join(dict.fromkeys(found.by for found in listed if found.plan is None))
    if loose:
        vi = (
            f"phê duyệt của {loose} không gắn với tệp phương án nào (approved: plan): hãy kiểm tra "
            "phương án này đúng là phương án đã được phê duyệt"
        )
        en = (
            f"the approval by {loose} is not bound to a plan file (approved: plan): check that "
            "this plan is the one that was approved"
        )
        remarks.append(Text(vi, en))
    return tuple(remarks)


def _departure_words(case: Case, decision: Decision, units: tuple[str, ...]) -> Text:
    """How many changes of which agencies are not those that were approved."""
    words = same("") if decision.approved is None else decision.approved.words
    where, count = _by_agency(case, units), len(units)
    plural = "change differs" if count == 1 else "changes differ"
    return Text(
        f"{count} thay đổi khác phương án đã phê duyệt ({words.vi}): {where}",
        f"{count} {plural} from the approved plan ({words.en}): {where}",
    )


def _by_agency(case: Case, units: tuple[str, ...]) -> str:
    """The agencies of units, with how many are in each."""
    before = case.problem.before
    agencies = Counter(case.problem.agency[unit] or unit for unit in units)
    return "; ".join(f"{before[agency].name} ({count})" for agency, count in agencies.items())


def coverage(case: Case, plan: Plan) -> Mapping[str, Text]:
    """Changed unit → the approval that covers it, or that there is none."""
    covers = {unit: covering(plan, case, unit) for unit in changed(plan, case)}
    return {
        unit: NOT_APPROVED if found is None or found.approved is None else found.approved.words
        for unit, found in covers.items()
    }


def missing_words(case: Case, known: Standing) -> Text:
    """How many changes lack an approval: a few by name, many by agency."""
    before = case.problem.before
    listed = "; ".join(before[unit].name for unit in known.missing)
    if len(known.missing) > _LISTED:
        listed = _by_agency(case, known.missing)
    share = f"{len(known.missing)}/{known.changes}"
    return Text(
        f"Còn {share} thay đổi chưa được phê duyệt: {listed}.",
        f"{len(known.missing)} of {known.changes} changes lack an approval: {listed}.",
    )


def card_lines(case: Case, plan: Plan, decision: Decision) -> tuple[Text, ...]:
    """What the box of a surviving unit says of a decision, besides its name."""
    seat = None if not decision.seat else same(decision.seat)
    lines = [_named("seat", seat), _named("head", decision.head_words)]
    if decision.approved is not None:
        lines.append(approval_words(case, plan, decision))
    return tuple(line for line in lines if line is not None)


def misfits(case: Case, plan: Plan) -> tuple[Text, ...]:
    """Decisions that do not fit the plan, each with the reason; the plan is never changed."""
    found = []
    for line in decision_lines(case, plan):
        if line.misfit is not None:
            vi = f"quyết định cho {line.before} không khớp phương án: {line.misfit.vi}"
            en = f"the decision for {line.before} does not fit the plan: {line.misfit.en}"
            found.append(Text(vi, en))
    return tuple(found)


def _misfit(plan: Plan, decision: Decision) -> Text | None:
    reasons = [*_lost_words(plan, decision), *_false_form(plan, decision)]
    if not reasons:
        return None
    return Text("; ".join(r.vi for r in reasons), "; ".join(r.en for r in reasons))


def _lost_words(plan: Plan, decision: Decision) -> Iterator[Text]:
    """What is decided for the time after, about a unit that the plan ends."""
    keys = decision.for_a_survivor
    if keys and decision.unit in plan.ended:
        vi = ", ".join(_KEYS[key].vi for key in keys)
        en = ", ".join(_KEYS[key].en for key in keys)
        heirs = plan.receivers.get(decision.unit, ())
        to = "; ".join(plan.problem.name(heir) for heir in heirs) or "–"
        yield Text(
            f"đơn vị kết thúc, nhiệm vụ chuyển về {to}; nội dung đã định ({vi}) không dùng được",
            f"the unit ends, its work goes to {to}; what is decided for it ({en}) has no use",
        )


def _false_form(plan: Plan, decision: Decision) -> Iterator[Text]:
    """The legal form, where it is not what happens to the unit or in the agency."""
    problem, form, unit = plan.problem, decision.form, decision.unit
    if form is None or form == "reorganise":
        return
    ends = unit in plan.ended or unit in problem.given.ended
    said = FORMS[form]
    if form == "dissolve":
        if not ends:
            yield _says(said, Text("đơn vị còn lại", "the unit survives"))
    elif form == "keep":
        if ends or not _members(plan, unit).isdisjoint(touched(plan)):
            yield _says(said, Text("phương án có thay đổi", "the plan changes it"))
    elif form == "convert":
        if _members(plan, unit).isdisjoint(plan.converted):
            yield _says(said, Text("loại hình không đổi", "its kind stays"))
    elif not ends and _members(plan, unit).isdisjoint(_takers(plan)):
        words = Text("không tiếp nhận đơn vị nào", "it takes over no unit")
        yield _says(said, words)


def _says(form: Text, but: Text) -> Text:
    return Text(f"hình thức «{form.vi}» nhưng {but.vi}", f"the form is “{form.en}”, but {but.en}")


def _members(plan: Plan, unit: str) -> frozenset[str]:
    """The unit itself; for an agency everything in it before or after too."""
    problem = plan.problem
    if unit not in problem.before or not problem.is_agency(unit):
        return frozenset([unit])
    homes = (problem.agency, plan.agency_after)
    return frozenset([unit, *(u for home in homes for u, agency in home.items() if agency == unit)])


def _takers(plan: Plan) -> frozenset[str]:
    """Units in which another one ended, by the plan or by a given change."""
    heirs = (heir for unit in plan.ended for heir in plan.receivers.get(unit, ()))
    return frozenset([*heirs, *plan.problem.given.ended.values()])
