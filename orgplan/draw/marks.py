"""What becomes of a unit, as marks that survive a black-and-white copy.

Every mark differs from every other in three ways, each enough by itself: the fill, the pattern of
the outline, and a badge. Badges are letters that Tinos has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from orgplan.draw.scene import INK, Part
from orgplan.plan import Plan
from orgplan.text import Text


class Mark(Enum):
    """One thing that a plan does to a unit."""

    DISSOLVED = "dissolved"
    MERGED = "merged"
    CONVERTED = "converted"
    MOVED = "moved"
    RECEIVES = "receives"
    GIVES = "gives"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a mark looks and what it is called.

    Parameters
    ----------
    label
        What the legend says.
    badge
        One letter, white on the colour of the outline; empty for none.
    fill, stroke
        Colours.
    line
        Width of the outline [pt].
    dashes
        Strokes and gaps of the outline [pt]; empty is solid.
    """

    label: Text
    badge: str
    fill: str
    stroke: str
    line: float
    dashes: tuple[float, ...] = ()


STYLES: dict[Mark, MarkStyle] = {
    Mark.DISSOLVED: MarkStyle(
        Text("Giải thể, chia cho nhiều đơn vị", "Dissolved, split over several units"),
        "×", "#F4CFCB", "#8E1B1B", 1.4, (4.0, 2.2),
    ),
    Mark.MERGED: MarkStyle(
        Text("Sáp nhập vào đơn vị khác", "Merged into another unit"),
        "→", "#FFF0C2", INK, 1.3, (6.0, 2.0, 1.3, 2.0),
    ),
    Mark.CONVERTED: MarkStyle(
        Text("Chuyển đổi mô hình", "Converted to another kind"),
        "◊", "#CFDDF2", "#1F4E8C", 1.5, (1.5, 1.7),
    ),
    Mark.MOVED: MarkStyle(
        Text("Chuyển về cấp trên khác", "Under another parent unit"),
        "▲", "#E3D8EE", "#4B2E83", 1.3, (6.0, 1.7, 1.3, 1.7, 1.3, 1.7),
    ),
    Mark.RECEIVES: MarkStyle(
        Text("Tiếp nhận nhiệm vụ, biên chế", "Takes over tasks and posts"),
        "+", "#CFE8CC", "#1E5B2A", 2.4,
    ),
    Mark.GIVES: MarkStyle(
        Text("Chuyển bớt nhiệm vụ, biên chế", "Hands over some tasks and posts"),
        "−", "#EBEBEB", "#444444", 1.1, (10.0, 3.0),
    ),
    Mark.KEPT: MarkStyle(Text("Giữ nguyên", "Kept as it is"), "", "#FFFFFF", INK, 0.8),
}  # fmt: skip
"""Every mark, the one that decides the look of a box with several marks first."""


def marks_of(plan: Plan, unit: str, part: Part) -> tuple[Mark, ...]:
    """What a plan does to a unit, the mark that decides its look first.

    The part before shows what will happen to the unit, the part after what is new in it; a unit
    that only takes over is therefore plain before.
    """
    found: set[Mark] = set()
    if not plan.survives(unit):
        several = len(plan.receivers.get(unit, ())) > 1
        return (Mark.DISSOLVED if several else Mark.MERGED,)
    if unit in plan.converted:
        found.add(Mark.CONVERTED)
    if plan.parent_after[unit] != plan.problem.before.parent(unit):
        found.add(Mark.MOVED)
    if unit in plan.lost:
        found.add(Mark.GIVES)
    if unit in plan.gained and part == "after":
        found.add(Mark.RECEIVES)
    return tuple(mark for mark in STYLES if mark in found) or (Mark.KEPT,)
