"""What stands on the pages of a frontier in words, and what is known of each of its points."""

from __future__ import annotations

from orgplan.draw.traces import State
from orgplan.frontier import Frontier, FrontierPoint
from orgplan.goals import Tier
from orgplan.text import Text, number

COUNTS = Text("Số đầu mối có phương án", "Counts that some plan leaves")
"""Title of the only panel where the scenario sets no goals."""


def price_title(tier: Tier) -> Text:
    """What the steps show, with the unit of the first tier."""
    unit = _unit(tier)
    vi, en = "", ""
    if unit is not None:
        vi, en = f" ({unit.vi})", f" ({unit.en})"
    return Text(
        f"Giá của mỗi đầu mối giảm thêm, theo mục tiêu 1{vi}",
        f"Price of each further unit cut, in goal 1{en}",
    )


def tier_title(place: int, tier: Tier) -> Text:
    """Number, goals, weights and unit of a tier."""
    weighted, unit = len(tier.terms) > 1 or tier.terms[0][1] > 1, _unit(tier)
    vi = " + ".join(g.label.vi + (f" × {w}" if weighted else "") for g, w in tier.terms)
    en = " + ".join(g.label.en + (f" × {w}" if weighted else "") for g, w in tier.terms)
    if unit is not None:
        vi, en = f"{vi} ({unit.vi})", f"{en} ({unit.en})"
    return Text(f"{place + 1}. {_capital(vi)}", f"{place + 1}. {_capital(en)}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _unit(tier: Tier) -> Text | None:
    """The unit of a tier of one goal with weight 1; None for a weighted sum."""
    (goal, weight), *others = tier.terms
    return goal.unit if not others and weight == 1 else None


def state_of(point: FrontierPoint, tier: int) -> State:
    """What is known of one tier of a point."""
    if point.values is None:
        return "unknown"
    known = zip(point.values[: tier + 1], point.bounds[: tier + 1], strict=True)
    return "proven" if point.proven or all(v == b for v, b in known) else "open"


def target_words(found: Frontier) -> Text:
    """What the target asks for, and the best plan known within it."""
    assert found.required_after is not None
    target, cut = found.case.scenario.target, found.before - found.required_after
    share = Text("", "")
    if target is not None:
        percent = target.cut * 100
        share = Text(f" {number(percent, 'vi')} %", f" {number(percent)} %")
    if found.per_agency:
        return Text(
            f"Mục tiêu{share.vi} ở từng cơ quan: cộng lại giảm ít nhất {cut}",
            f"Target{share.en} in each agency: at least {cut} fewer in sum",
        )
    asked = Text(
        f"Mục tiêu{share.vi}: giảm ít nhất {cut}", f"Target{share.en}: at least {cut} fewer"
    )
    best = found.best
    if best is None or best.values is None:
        return asked
    at, values = found.cut(best), best.values
    vi, en = (" / ".join(number(round(v, 2), lang) for v in values) for lang in ("vi", "en"))
    word = Text("tốt nhất", "best")
    if not found.best_is_proven:
        word = Text("tốt nhất đã biết", "best known")
    return Text(
        f"{asked.vi}; {word.vi}: {vi}, khi giảm {at}",
        f"{asked.en}; {word.en}: {en}, with {at} fewer",
    )
