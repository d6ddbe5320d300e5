"""What a rule is: typed parameters, a solver side and a checker side.

The class docstring of every rule has fixed headings (sentence, Why, Formulation, References): it
is the reference page and the sentence in explanations.
"""

from __future__ import annotations

import difflib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from orgplan.errors import Complaint, PathStep
from orgplan.figures import Schema
from orgplan.measures import covers
from orgplan.model import PlanModel
from orgplan.plan import Plan, Violation
from orgplan.problem import Problem
from orgplan.rules.easing import Easing, given_up
from orgplan.rules.slack import Slack
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.candidates import Candidates
    from orgplan.families import Families, Sets, Truth
    from orgplan.linear import Linear

AppliesTo = Literal["all", "changed"]


class Rule(Schema):
    """One rule instance.

    Parameters
    ----------
    rule
        Name of the rule.
    id
        Name of this instance; filled in as ``<rule>-<n>`` where the file gives none.
    cite
        Legal basis.
    note
        Remark, printed.
    confirmed
        False if the department must still check the figure against the official gazette.
    enabled
        Whether the rule holds unless a scenario says otherwise.
    """

    label: ClassVar[Text]
    summary: ClassVar[Text]
    example: ClassVar[str]
    about_change: ClassVar[bool] = False
    """Whether it asks for a change or judges plans alone: the present state breaks no such rule."""

    eased_by_gain: ClassVar[bool] = True
    """Whether a unit might keep it only because it receives, or because another gives to it.

    Where False, a plan that keeps it still does when one giver lives on instead.
    """

    nested: ClassVar[bool] = False
    """Whether `closed_pairs` and `closed_sets` tell all of it for families on every level, also
    where units with sub-units end and these come to the receiver.
    """

    fixes: ClassVar[bool] = False
    """Whether `post` does no more than to fix single decisions: it makes no variable, and needs
    none but those of decisions.
    """

    rule: str
    id: str = ""
    cite: str | None = None
    note: str | None = None
    confirmed: bool | None = None
    enabled: bool = True

    @abstractmethod
    def post(self, model: PlanModel) -> None:
        """Tell a solver what this rule forbids."""

    @abstractmethod
    def violations(self, plan: Plan) -> Iterator[Violation]:
        """Every witness that a plan breaks this rule."""

    def slack(self, plan: Plan) -> Iterator[Slack]:
        """How far a plan is from each figure of this rule; none for a rule without figures.

        A figure that the plan gives nothing to judge by is left out.
        """
        yield from ()

    def couples(self, candidates: Candidates) -> Iterator[Sequence[str]]:
        """Groups of units whose decisions this rule ties together; without override, all.

        What a receiver may hold needs no mention: units that might end in one unit are tied anyway.
        A sum over an agency or the whole plan (`over_plan`) needs none either.
        """
        yield candidates.problem.in_scope

    def beyond_sets(self, problem: Problem, family: Sequence[str]) -> bool:
        """Whether it asks more of siblings that merge whole than `closed_pairs` and `closed_sets`.

        Sums over an agency or the whole plan are left aside: they are kept elsewhere.
        """
        return True

    def closed_pairs(self, families: Families) -> Truth | None:
        """Where member u may not end in member r, F × n × n; None if nowhere."""
        return None

    def closed_sets(self, sets: Sets, place: int) -> Truth | None:
        """Sets that the member at a place may not hold, F × 2^n (or 1 × 2^n); None if it may all.

        Of the member itself only its kind may matter: large families ask once for each kind.
        What is said of sets without that member does not matter.
        """
        return None

    def most_members(self) -> int | None:
        """Most siblings of which any unit may consist after whole mergers; None if no limit."""
        return None

    def instances(self) -> tuple[Rule, ...]:
        """The rule as parts that can be given up one by one, together as strict as the whole."""
        return (self,)

    def easings(self, problem: Problem) -> Iterator[Easing]:
        """Every way in which one parameter can give way; without override, to give the rule up."""
        label = self.label
        yield given_up(Text(vi=f"bỏ quy định “{label.vi}”", en=f"give up the rule “{label.en}”"))

    def without(self, part: Rule) -> Rule | None:
        """What is left of the rule without one of its `instances`; None if it is nothing."""
        return None

    def complaints(self, problem: Problem) -> Iterator[Complaint]:
        """What in the parameters contradicts the organisation; paths start at the rule."""
        yield from ()

    def broken(
        self, units: Sequence[str], vi: str, en: str, amount: Fraction | int | None = None
    ) -> Violation:
        """A violation of this rule."""
        exact = None if amount is None else Fraction(amount)
        return Violation(self.id, self.rule, tuple(units), exact, Text(vi=vi, en=en))


class SelectiveRule(Rule):
    """A rule that may judge only units that gained or lost a block in the plan."""

    applies_to: AppliesTo = "all"

    def condition(self, model: PlanModel, unit_id: str) -> list[Linear]:
        """Conditions under which the solver side judges a unit, besides its survival."""
        return [model.changed(unit_id)] if self.applies_to == "changed" else []

    def judged(self, plan: Plan) -> Iterator[str]:
        """The surviving units that the checker side judges."""
        for unit_id in plan.survivors:
            if self.applies_to == "all" or unit_id in plan.changed:
                yield unit_id


def complain_kinds(
    kinds: Iterable[str], problem: Problem, path: tuple[PathStep, ...], *, at_key: bool = False
) -> Iterator[Complaint]:
    """Complaints for kinds that the ruleset does not know; `at_key`: they are keys of a mapping."""
    known = [k for k in problem.ruleset.kinds if k != "*"]
    listed = ", ".join(known)
    for place, kind in enumerate(kinds):
        if not problem.ruleset.knows(kind):
            yield Complaint(
                (*path, kind if at_key else place),
                Text(vi=f"không có loại hình «{kind}»", en=f"unknown kind {kind!r}"),
                Text(vi=f"một trong các loại: {listed}", en=f"one of {listed}"),
                nearest(kind, known),
                at_key=at_key,
            )


def complain_units(
    units: Sequence[str], problem: Problem, path: tuple[PathStep, ...], *, agencies: bool = False
) -> Iterator[Complaint]:
    """Complaints for ids that are not internal units in scope (or, if allowed, any unit)."""
    scope = set(problem.in_scope)
    for place, unit_id in enumerate(units):
        if unit_id in scope or (agencies and unit_id in problem.before):
            continue
        yield Complaint(
            (*path, place),
            _what_is(unit_id, problem),
            Text(
                vi="mã của một đầu mối bên trong thuộc phạm vi sắp xếp",
                en="the id of an internal unit in scope",
            ),
            nearest(unit_id, sorted(scope)),
        )


def _what_is(unit_id: str, problem: Problem) -> Text:
    if unit_id in problem.given.ended:
        return Text(
            vi=f"«{unit_id}» đã kết thúc do thay đổi đã có chủ trương",
            en=f"{unit_id!r} ended by a given change",
        )
    if unit_id not in problem.before:
        return Text(vi=f"không có đơn vị «{unit_id}»", en=f"unknown unit {unit_id!r}")
    if problem.is_agency(unit_id):
        return Text(vi=f"«{unit_id}» là một cơ quan", en=f"{unit_id!r} is an agency")
    return Text(
        vi=f"«{unit_id}» không phải đầu mối bên trong thuộc phạm vi",
        en=f"{unit_id!r} is not an internal unit in scope",
    )


def nearest(word: str, known: Sequence[str]) -> Text | None:
    """A suggestion for a misspelt word, or None if nothing known is near."""
    folded = {k.casefold(): k for k in known}
    if word.casefold() in folded:
        near = folded[word.casefold()]
    else:
        matches = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
        if not matches:
            return None
        near = matches[0]
    return Text(vi=f"có phải «{near}»?", en=f"did you mean {near!r}?")


def complain_functions(
    codes: Sequence[str], problem: Problem, path: tuple[PathStep, ...], *, below: bool = True
) -> Iterator[Complaint]:
    """Complaints for function codes that no unit of the organisation has."""
    known = sorted({b.function for b in problem.blocks.values() if b.function is not None})
    for place, code in enumerate(codes):
        if any(covers(code, f) if below else code == f for f in known):
            continue
        yield Complaint(
            (*path, place),
            Text(
                vi=f"không đơn vị nào có chức năng «{code}»",
                en=f"no unit has the function {code!r}",
            ),
            Text(vi="mã của một chức năng đang có", en="the code of a function that stands there"),
            nearest(code, known),
        )
