"""What people call the answers of a sweep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from orgplan.goals import GOALS
from orgplan.plan import Status
from orgplan.sweep import Row, Sweep
from orgplan.sweep.table import tier_label
from orgplan.text import Text

STATUSES: dict[Status, Text] = {
    "optimal": Text("tốt nhất", "best"),
    "feasible": Text("chưa chứng minh", "not proven"),
    "infeasible": Text("không có", "none exists"),
    "unknown": Text("chưa tìm được", "not found"),
}
"""Status of a point, as short as a cell below the head “plan” needs."""
AFTER = Text("Đầu mối sau sắp xếp", "Counted units after")
_UNITS = {goal.name: goal.unit for goal in GOALS}


def tier_title(rows: Sequence[Row], place: int) -> Text:
    """Number, goals and unit of a tier."""
    label, number = tier_label(rows, place), place + 1
    if not label.vi:
        return Text(f"Bậc {number}", f"Tier {number}")
    terms = next(row.tiers[place].terms for row in rows if place < len(row.tiers))
    units = {_UNITS[name] for name in terms if name in _UNITS}
    unit = units.pop() if len(terms) == 1 and units else None
    vi, en = f"Bậc {number}: {label.vi}", f"Tier {number}: {label.en}"
    if unit is None:
        return Text(f"{vi} (tổng có trọng số)", f"{en} (weighted sum)")
    return Text(f"{vi} ({unit.vi})", f"{en} ({unit.en})")


def tiers_of(rows: Sequence[Row]) -> int:
    """How many tiers there are at most."""
    return max((len(row.tiers) for row in rows), default=0)


def tally_words(sweep: Sweep) -> Text:
    """How many points there are, and what is known of them."""
    counted = Counter(row.status for row in sweep.rows)
    told: dict[Status, Text] = {
        "optimal": Text("có phương án tốt nhất, đã chứng minh", "with the best plan, proven"),
        "feasible": Text("có phương án chưa chứng minh", "with a plan that is not proven"),
        "infeasible": Text("không có phương án, đã chứng minh", "without any plan, proven"),
        "unknown": Text("dừng khi chưa có phương án", "stopped without a plan"),
    }
    some = [(counted[status], words) for status, words in told.items() if counted[status]]
    total = len(sweep.grid)
    vi, en = f"{total} điểm", f"{total} points" if total > 1 else "1 point"
    if len(sweep.rows) < total:
        vi, en = f"{len(sweep.rows)}/{vi}", f"{len(sweep.rows)} of {en}"
    vi_parts = ", ".join(f"{count} {words.vi}" for count, words in some)
    en_parts = ", ".join(f"{count} {words.en}" for count, words in some)
    return Text(f"{vi}: {vi_parts}", f"{en}: {en_parts}") if some else Text(vi, en)
