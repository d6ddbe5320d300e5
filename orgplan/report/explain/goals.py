"""The goals as numbered columns of a table."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.draw.curve_words import tier_title
from orgplan.report.explain.parts import Sentence
from orgplan.text import Text, same


def goal_heads(case: Case) -> tuple[Text, ...]:
    """A column head for each goal: its number."""
    return tuple(same(str(place)) for place in range(1, len(case.tiers) + 1))


def numbered_goals(words: Text, case: Case) -> Text:
    """What a table shows, and what the numbers of its columns are."""
    if not case.tiers:
        return Text(f"{words.vi}:", f"{words.en}:")
    listed = ", ".join(str(place) for place in range(1, len(case.tiers) + 1))
    if len(case.tiers) == 1:
        return Text(
            f"{words.vi} (cột 1 là mục tiêu ưu tiên):", f"{words.en} (column 1 is the goal):"
        )
    return Text(
        f"{words.vi} (cột {listed} là các mục tiêu ưu tiên):",
        f"{words.en} (columns {listed} are the goals):",
    )


def goal_lines(case: Case) -> Iterator[Sentence]:
    """The goals by name, one a line."""
    for place, tier in enumerate(case.tiers):
        yield Sentence(tier_title(place, tier), depth=2)
