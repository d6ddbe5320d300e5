"""What a box says: the name of a unit, its posts, and where it goes or what it takes over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from orgplan.draw.fonts import MIN_SIZE, Face, line_height, plain, shorten
from orgplan.draw.marks import STYLES, Mark, marks_of
from orgplan.draw.scene import INK, Anchor, Label, Part, Rect, Shape, UnitBox, baseline
from orgplan.organisation import Unit
from orgplan.plan import Plan
from orgplan.text import Language, Text, number

PAD = 1.3
BAND = 4.8
"""Width of the band that carries the badges [mm]."""
_BADGE = 12.0
_NAME_LINES = 10
_DETAIL_LINES = 8
_LISTED = 4
AGENCY_FILL = "#E4EAF5"
GIVEN_STAR = "*"
_NOTE = "•"


@dataclass(frozen=True, slots=True)
class Card:
    """The words and marks of one unit in one part of the chart.

    Parameters
    ----------
    unit
        Id of the unit.
    name
        Name and posts.
    face
        Italic for units that do not count, bold for the agency.
    marks
        The deciding mark first.
    details
        Where it goes or what it takes over, one entry a line.
    notes
        Its name on the other side of the plan, and what else people decided, one entry a line.
    agency
        Whether it is the agency itself.
    star
        Whether decisions taken before have changed it.
    size
        Size of the type [pt].
    """

    unit: str
    name: str
    face: Face
    marks: tuple[Mark, ...]
    details: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    agency: bool = False
    star: bool = False
    size: float = MIN_SIZE

    @property
    def badges(self) -> tuple[str, ...]:
        """The badges of the band, top down."""
        return tuple(STYLES[mark].badge for mark in self.marks if STYLES[mark].badge)

    def lines(self, width: float) -> tuple[tuple[str, Face], ...]:
        """The text broken to the width of the box [mm]."""
        room = width - 2 * PAD - (BAND if self.badges else 0.0)
        name = shorten(self.name, room, self.face, self.size, _NAME_LINES)
        lines = [(line, self.face) for line in name]
        posts = self.name.rpartition(" ")[2]
        if not name[-1].endswith(posts):
            lines.append((posts, self.face))
        for detail in self.details:
            wrapped = shorten(detail, room, "bold_italic", self.size, _DETAIL_LINES)
            lines.extend((line, "bold_italic") for line in wrapped)
        for note in self.notes:
            wrapped = shorten(f"{_NOTE} {note}", room, "regular", self.size, _DETAIL_LINES)
            lines.extend((line, "regular") for line in wrapped)
        return tuple(lines)

    def height(self, width: float) -> float:
        """Height of the box at a width [mm]."""
        text = len(self.lines(width)) * line_height(self.size) + 2 * PAD
        return max(text, len(self.badges) * line_height(_BADGE) + 0.4)


class Cards:
    """Cards of all units of a plan, in one language.

    Parameters
    ----------
    plan
        The plan.
    language
        Language of the words.
    names
        Unit → name that was decided for it after the plan.
    notes
        Unit → lines that its card bears after the plan besides.
    """

    def __init__(
        self,
        plan: Plan,
        language: Language,
        names: Mapping[str, str],
        notes: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.plan, self.language, self.names = plan, language, names
        self.notes = notes or {}
        self.before = plan.problem.before

    def name(self, unit: str, part: Part) -> str:
        """The name as it can be drawn, with the id where units side by side share one."""
        name = self._bare_name(unit, part)
        return f"{name} [{plain(unit)}]" if unit in self.doubles else name

    def _bare_name(self, unit: str, part: Part) -> str:
        name = self.before[unit].name
        if part == "after":
            name = self.names.get(unit, name)
        return plain(name) or plain(unit) or "?"

    @cached_property
    def doubles(self) -> frozenset[str]:
        """Units that share their name with another under the same parent, before or after."""
        groups: dict[tuple[Part, str | None, str], list[str]] = {}
        for unit in self.before.ids:
            above = self.before.parent(unit)
            groups.setdefault(("before", above, self._bare_name(unit, "before")), []).append(unit)
        for unit, above in self.plan.parent_after.items():
            groups.setdefault(("after", above, self._bare_name(unit, "after")), []).append(unit)
        return frozenset(u for group in groups.values() if len(group) > 1 for u in group)

    def card(self, unit: str, part: Part, size: float = MIN_SIZE) -> Card:
        """The card of a unit before or after."""
        total = self.before.total if part == "before" else self.plan.total_after
        star = part == "before" and unit in self.touched_by_given
        agency = self.plan.problem.is_agency(unit)
        marks = self.marks(unit, part)
        return Card(
            unit,
            f"{self.name(unit, part)} ({number(total[unit], self.language)}){GIVEN_STAR * star}",
            "bold" if agency else "regular" if self.counts(unit, part) else "italic",
            marks,
            tuple(self.details(unit, part, marks)),
            tuple(self._noted(unit, part)),
            agency,
            star,
            size,
        )

    def marks(self, unit: str, part: Part) -> tuple[Mark, ...]:
        """The marks of a unit in one part, the deciding one first."""
        return marks_of(self.plan, unit, part)

    def units_of(self, agency: str) -> Sequence[str]:
        """The units whose changes an agency answers for: its own before."""
        return self._by_agency.get(agency, ())

    @cached_property
    def _by_agency(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for unit, agency in self.plan.problem.agency.items():
            if agency is not None:
                found.setdefault(agency, []).append(unit)
        return found

    def counts(self, unit: str, part: Part) -> bool:
        """Whether a unit counts for the target, by its kind in that part."""
        problem = self.plan.problem
        kind = self.before[unit].kind if part == "before" else self.plan.kind_after(unit)
        return unit in problem.internal and problem.counts(kind)

    @cached_property
    def touched_by_given(self) -> frozenset[str]:
        """Units that received or moved by decisions taken before."""
        given = self.plan.problem.given
        took = {to for (unit, _), to in given.holder.items() if to != unit}
        return given.moved | frozenset(given.ended.values()) | took

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, Fraction]]:
        """Receiver → units that give to it → posts [posts]."""
        found: dict[str, dict[str, Fraction]] = {}
        for unit in self.before:
            for block in unit.blocks:
                to = self.plan.ends_in(block.key)
                if to != unit.id:
                    taken = found.setdefault(to, {})
                    taken[unit.id] = taken.get(unit.id, Fraction(0)) + block.posts
        return found

    def details(self, unit: str, part: Part, marks: tuple[Mark, ...]) -> Iterable[str]:
        """One line for each thing that happens to the unit."""
        for mark in marks:
            badge = STYLES[mark].badge
            if mark is Mark.MERGED:
                for to in self.plan.receivers.get(unit, ()):
                    yield f"→ {self.place(to, unit, 'after')}"
            elif mark is Mark.DISSOLVED:
                yield from self._listed("× →", self.targets(unit), unit, "after")
            elif mark is Mark.GIVES:
                yield from self._listed("− →", self.targets(unit), unit, "after")
            elif mark is Mark.RECEIVES:
                yield from self._listed("+", self.sources[unit], unit, "before")
            elif mark is Mark.CONVERTED:
                yield f"{badge} {self._converted(unit, part).to(self.language)}"
            elif mark is Mark.MOVED:
                yield f"{badge} {self._moved(unit, part).to(self.language)}"

    def _noted(self, unit: str, part: Part) -> Iterable[str]:
        """Another name on the other side of the plan, and what else is decided."""
        old, new = self._bare_name(unit, "before"), self._bare_name(unit, "after")
        if old != new and self.plan.survives(unit):
            words = Text(f"tên mới: {new}", f"new name: {new}")
            if part == "after":
                words = Text(f"trước là {old}", f"was {old}")
            yield words.to(self.language)
        if part == "after":
            yield from map(plain, self.notes.get(unit, ()))

    def targets(self, unit: str) -> Mapping[str, Fraction]:
        """Units that get something of this unit → posts [posts]."""
        return {to: self.sources[to][unit] for to in self.plan.receivers.get(unit, ())}

    def _listed(
        self, badge: str, units: Mapping[str, Fraction], beside: str, part: Part
    ) -> Iterable[str]:
        shown = list(units.items())
        rest = shown[_LISTED:] if len(shown) > _LISTED + 1 else []
        for unit, posts in shown[: len(shown) - len(rest)]:
            yield f"{badge} {self.place(unit, beside, part)} ({number(posts, self.language)})"
        if rest:
            posts = sum((posts for _, posts in rest), Fraction(0))
            words = Text(f"{len(rest)} đơn vị khác", f"{len(rest)} other units")
            yield f"{badge} {words.to(self.language)} ({number(posts, self.language)})"

    def _converted(self, unit: str, part: Part) -> Text:
        label_of = self.plan.problem.ruleset.label_of
        old, new = label_of(self.before[unit].kind), label_of(self.plan.kind_after(unit))
        if part == "before":
            return Text(f"thành {plain(new.vi)}", f"becomes {plain(new.en)}")
        return Text(f"trước là {plain(old.vi)}", f"was {plain(old.en)}")

    def _moved(self, unit: str, part: Part) -> Text:
        old, new = self.before.parent(unit), self.plan.parent_after[unit]
        if part == "before":
            name = "–" if new is None else self.name(new, "after")
            return Text(f"về {name}", f"goes under {name}")
        name = "–" if old is None else self.name(old, "before")
        return Text(f"trước thuộc {name}", f"was under {name}")

    def place(self, unit: str, beside: str, part: Part) -> str:
        """The name of another unit, with its parent where that is not the reader's own."""
        name = self.name(unit, part)
        parent, own = self.before.parent(unit), self.before.parent(beside)
        if parent is None or parent in (own, beside) or unit == own:
            return name
        return f"{name}, {self._brief(self.before[parent], part)}"

    def _brief(self, unit: Unit, part: Part) -> str:
        return plain(unit.short) or self.name(unit.id, part)


def unit_box(card: Card, part: Part, place: Rect, centred: bool) -> tuple[UnitBox, list[Shape]]:
    """The shapes of one box, and the box itself as a test or a screen reader meets it."""
    style = STYLES[card.marks[0]]
    outline = replace(
        place, fill=style.fill, stroke=style.stroke, line=style.line, dashes=style.dashes
    )
    if card.agency and card.marks == (Mark.KEPT,):
        outline = replace(outline, fill=AGENCY_FILL, line=1.4)
    labels = tuple(_labels(card, outline, centred))
    shapes: list[Shape] = [outline, *badge_band(card.badges, outline), *labels]
    return UnitBox(card.unit, part, outline, labels), shapes


def _labels(card: Card, outline: Rect, centred: bool) -> Iterable[Label]:
    band = BAND if card.badges else 0.0
    lines = card.lines(outline.width)
    step = line_height(card.size)
    top = outline.y + (outline.height - len(lines) * step) / 2
    x = outline.x + band + ((outline.width - band) / 2 if centred else PAD)
    anchor: Anchor = "center" if centred else "left"
    for n, (line, face) in enumerate(lines):
        yield Label(x, baseline(top + n * step, card.size), line, card.size, face, anchor)


def badge_band(badges: tuple[str, ...], outline: Rect) -> list[Shape]:
    """The dark band at the left of a box with its badges, evenly below each other."""
    if not badges:
        return []
    colour = outline.stroke or INK
    band = Rect(outline.x, outline.y, BAND, outline.height, colour, None)
    step = min(outline.height / len(badges), 2 * line_height(_BADGE))
    first = outline.y + (outline.height - step * len(badges)) / 2
    middle = outline.x + BAND / 2
    labels = [
        Label(
            middle,
            baseline(first + n * step + (step - line_height(_BADGE)) / 2, _BADGE),
            badge,
            _BADGE,
            "bold",
            "center",
            "#FFFFFF",
        )
        for n, badge in enumerate(badges)
    ]
    return [band, *labels]
