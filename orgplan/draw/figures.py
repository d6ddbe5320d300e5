"""The figures that head the chart of an agency: counted units and posts, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from orgplan.draw.scene import Part
from orgplan.plan import Plan
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Language, Text, number


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """Counts and posts of one agency, or of several together.

    Parameters
    ----------
    agency
        Id of the agency; empty for a sum.
    original
        Counted units before the given changes.
    before, after
        Counted units in the part before and in the part after.
    baseline
        Counted units that the scenario measures the cut against.
    posts
        Part → posts, those of public service units apart [posts].
    service
        Part → posts of public service units [posts].
    """

    agency: str
    original: int
    before: int
    after: int
    baseline: int
    posts: Mapping[Part, Fraction]
    service: Mapping[Part, Fraction]

    @property
    def cut(self) -> int:
        """Units fewer than the scenario's baseline."""
        return self.baseline - self.after

    @property
    def has_service(self) -> bool:
        """Whether there are posts of public service units."""
        return bool(self.service["before"] or self.service["after"])

    def share(self, language: Language) -> str:
        """The cut in percent of the baseline, to one decimal."""
        if self.baseline == 0:
            return "–"
        tenths = round(Fraction(1000 * self.cut, self.baseline))
        point = "," if language == "vi" else "."
        return f"{tenths / 10:.1f} %".replace(".", point).replace("-", "−")

    def titles(self, language: Language) -> dict[Part, str]:
        """Section titles of the two parts."""
        return {
            "before": self._title_before().to(language),
            "after": self._title_after().to(language),
        }

    def _title_before(self) -> Text:
        vi, en = (
            self._amounts("before", self.before, "vi"),
            self._amounts("before", self.before, "en"),
        )
        if self.original != self.before:
            vi += f"; {self.original} đầu mối trước các chủ trương đã có"
            en += f"; {_units(self.original)} before the decisions already taken"
        return Text(f"A. HIỆN TRẠNG ({vi})", f"A. AS IT IS ({en})")

    def _title_after(self) -> Text:
        vi, en = self._amounts("after", self.after, "vi"), self._amounts("after", self.after, "en")
        fewer = self.before - self.after
        change = Text("không thay đổi số đầu mối", "same number of units")
        if fewer > 0:
            change = Text(f"giảm {fewer} đầu mối", f"{_units(fewer)} fewer")
        elif fewer < 0:
            change = Text(f"tăng {-fewer} đầu mối", f"{_units(-fewer)} more")
        return Text(f"B. PHƯƠNG ÁN ({vi}; {change.vi})", f"B. OPTION ({en}; {change.en})")

    def _amounts(self, part: Part, units: int, language: Language) -> str:
        posts = number(self.posts[part], language)
        word = "post" if self.posts[part] == 1 else "posts"
        words = Text(f"{units} đầu mối, {posts} biên chế", f"{_units(units)}, {posts} {word}")
        if not self.has_service:
            return words.to(language)
        service = number(self.service[part], language)
        people = "employee" if self.service[part] == 1 else "employees"
        more = Text(
            f", {service} người làm việc ở đơn vị sự nghiệp",
            f", {service} {people} of public service units",
        )
        return words.to(language) + more.to(language)


def _units(count: int) -> str:
    return f"{count} unit" if count == 1 else f"{count} units"


def figures_of(plan: Plan, agency: str, units: Mapping[Part, Iterable[str]]) -> AgencyFigures:
    """The figures of an agency.

    Parameters
    ----------
    plan
        The plan.
    agency
        Id of the agency.
    units
        Part → the units of the agency in it, the agency itself included.
    """
    problem = plan.problem
    counted: dict[Part, int] = {"before": 0, "after": 0}
    posts: dict[Part, Fraction] = {"before": Fraction(0), "after": Fraction(0)}
    service = dict(posts)
    for part, ids in units.items():
        for unit in ids:
            kind = problem.before[unit].kind if part == "before" else plan.kind_after(unit)
            own = _own_posts(plan, unit, part)
            (service if kind in SERVICE_KINDS else posts)[part] += own
            counted[part] += int(unit != agency and problem.counts(kind))
    return AgencyFigures(
        agency,
        problem.before_given.get(agency, counted["before"]),
        counted["before"],
        counted["after"],
        problem.before_count.get(agency, counted["before"]),
        posts,
        service,
    )


def _own_posts(plan: Plan, unit: str, part: Part) -> Fraction:
    if part == "before":
        return plan.problem.before[unit].staff
    return sum(plan.posts_after[unit].values(), Fraction(0))


def added(figures: Iterable[AgencyFigures]) -> AgencyFigures:
    """The sum of several agencies."""
    listed = list(figures)
    parts: tuple[Part, Part] = ("before", "after")
    return AgencyFigures(
        "",
        sum(f.original for f in listed),
        sum(f.before for f in listed),
        sum(f.after for f in listed),
        sum(f.baseline for f in listed),
        {part: sum((f.posts[part] for f in listed), Fraction(0)) for part in parts},
        {part: sum((f.service[part] for f in listed), Fraction(0)) for part in parts},
    )
