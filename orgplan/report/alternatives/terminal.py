"""Alternatives on a terminal: one table, then what each is better and worse at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from orgplan.alternatives import Alternatives
from orgplan.draw.curve_words import tier_title
from orgplan.report.alternatives.fates import OtherFate, other_fates
from orgplan.report.alternatives.weighed import Side, weighed
from orgplan.report.alternatives.words import ended_words, introduction
from orgplan.report.layout import heading, indented, item, title
from orgplan.report.proof import short
from orgplan.text import Language, Text

_MOST_UNITS = 12
"""Units of another fate that are listed; all of them stand in the table file."""
_SIDES: dict[Side, Text] = {
    "better": Text("Tốt hơn", "Better"),
    "worse": Text("Kém hơn", "Worse"),
    "other": Text("Khác", "Other"),
}
DISTANCE = Text(
    "≠ 1, ≠ 2 …: số đơn vị được sắp xếp khác với phương án 1, 2 …",
    "≠ 1, ≠ 2 …: units that fare otherwise than in plan 1, 2 …",
)
NO_BETTER_NO_WORSE = Text(
    "Mọi mục tiêu như phương án 1: hai phương án tốt ngang nhau.",
    "Every goal is as in plan 1: the two are equally good.",
)


def print_alternatives(found: Alternatives, console: Console) -> None:
    """Print the plans, as wide as the console is."""
    for part in _parts(found, found.case.language):
        console.print(part)


def _parts(found: Alternatives, language: Language) -> Iterator[RenderableType]:
    yield title(found.case.scenario.name)
    if found.plans:
        yield heading(Text("CÁC PHƯƠNG ÁN KHÁC NHAU", "ALTERNATIVES"), language)
        for words in introduction(found):
            yield item(words.to(language))
        for place, tier in enumerate(found.case.tiers):
            yield item(tier_title(place, tier).to(language), depth=2)
        yield indented(_table(found, language))
        if len(found.plans) > 1:
            yield item(DISTANCE.to(language))
        for number in range(1, len(found.plans)):
            yield from _alternative(found, number, language)
    yield heading(Text("CHỨNG MINH", "PROOF"), language)
    for words in ended_words(found):
        yield item(words.to(language))


def headings(found: Alternatives) -> tuple[Text, ...]:
    """Heads of the table: goals, then the distances to the plans before."""
    tiers = [Text(str(n), str(n)) for n in range(1, len(found.case.tiers) + 1)]
    to = [Text(f"≠ {n}", f"≠ {n}") for n in range(1, len(found.plans))]
    return (Text("Phương án", "Plan"), Text("Còn", "Left"), *tiers, *to)


def rows(found: Alternatives, language: Language) -> Iterator[list[str]]:
    """Rows of the table."""
    for place, (result, plan) in enumerate(zip(found.results, found.plans, strict=True)):
        values = [short(tier.value, language) for tier in result.tiers]
        far = [str(found.distances[place][other]) for other in range(place)]
        far += [""] * (len(found.plans) - 1 - len(far))
        yield [str(place + 1), str(sum(plan.after_count.values())), *values, *far]


def _table(found: Alternatives, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head in headings(found):
        table.add_column(head.to(language), justify="right", no_wrap=True)
    for row in rows(found, language):
        table.add_row(*row)
    return table


def _alternative(found: Alternatives, number: int, language: Language) -> Iterator[RenderableType]:
    """What one plan is better and worse at, and the units that fare otherwise."""
    case, best, plan = found.case, found.plans[0], found.plans[number]
    yield heading(Text(f"PHƯƠNG ÁN {number + 1}", f"PLAN {number + 1}"), language)
    told = weighed(case, best, plan)
    if all(part.side == "other" for part in told):
        yield item(NO_BETTER_NO_WORSE.to(language))
    for side, head in _SIDES.items():
        words = "; ".join(part.words.to(language) for part in told if part.side == side)
        if words:
            yield item(f"{head.to(language)}: {words}.")
    units = found.differing(number)
    yield from _units(tuple(other_fates(case, best, plan, units)), language)


def _units(fates: tuple[OtherFate, ...], language: Language) -> Iterator[RenderableType]:
    named = "1 unit fares" if len(fates) == 1 else f"{len(fates)} units fare"
    yield item(
        Text(
            f"{len(fates)} đơn vị được sắp xếp khác phương án 1:",
            f"{named} otherwise than in plan 1:",
        ).to(language)
    )
    for agency, group in groupby(fates[:_MOST_UNITS], key=lambda fate: fate.agency):
        yield item(agency or "–", depth=2)
        for fate in group:
            was = Text(f"phương án 1: {fate.best.vi}", f"plan 1: {fate.best.en}").to(language)
            yield item(f"{fate.name}: {fate.here.to(language)} ({was})", depth=3)
    left = len(fates) - _MOST_UNITS
    if left > 0:
        more = Text(
            f"… và {left} đơn vị nữa, đủ cả trong differences.csv",
            f"… and {left} more, all of them in differences.csv",
        )
        yield item(more.to(language), depth=2)
