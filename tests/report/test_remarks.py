"""What a plan could not look at is said: posts without a function, functions no goal asks about."""

from __future__ import annotations

from orgplan.report.remarks import remarks
from tests.tiny import Data, Tiny

HALF: Data = {
    "units": [{"id": "so"}, {"id": "a", "functions": {"x": 6}}, {"id": "b", "staff": 6}],
}
KNOWN: Data = {"units": [{"id": "so"}, {"id": "a", "functions": {"x": 6}}]}
UNKNOWN: Data = {"units": [{"id": "so"}, {"id": "a", "staff": 6}]}
NEAR = [{"mismatch": 1}]
CALM = [{"displaced_staff": 1}]


def _said(data: Data, goals: list[Data]) -> list[str]:
    return [sentence.en for sentence in remarks(Tiny.read(data).case(goals=goals))]


def test_posts_without_a_function_are_told_with_their_share() -> None:
    (said,) = _said(HALF, NEAR)
    assert said.startswith("50 % of the posts have no function")


def test_functions_that_no_goal_asks_about_are_told() -> None:
    (said,) = _said(KNOWN, CALM)
    assert "no goal looks at mismatch" in said
    assert _said(KNOWN, NEAR) == []


def test_where_nothing_is_known_of_functions_no_goal_is_missed() -> None:
    (said,) = _said(UNKNOWN, CALM)
    assert said.startswith("100 % of the posts")


def test_without_goals_nothing_is_missed() -> None:
    assert _said(KNOWN, []) == []
