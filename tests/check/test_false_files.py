"""A plan file that lies about itself: lost and doubled posts, false counts, values and proofs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orgplan.check import check

from .town import Json, decide, edit, entry, town

Change = Callable[[Json], None]

GIVEN: Json = {
    "given": [
        {"merge": ["y"], "into": "x"},
        {"move": ["e"], "to": "so"},
        {"transfer": ["trade"], "from": "d", "to": "b"},
    ],
    "target": {"cut": "20%"},
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan: c and vp end in a, after three given changes; nothing is proven of it."""
    path = decide(town(tmp_path, **GIVEN), merge={"c": "a", "vp": "a"})
    assert check(path).violations == ()
    return path


def _set(part: str, unit: str, key: str, value: object) -> Change:
    return lambda document: entry(document, part, unit).__setitem__(key, value)


def _move(unit: str, key: str, value: object) -> Change:
    return lambda document: entry(document, "moves", unit, "from").__setitem__(key, value)


def _count(key: str, value: object) -> Change:
    return lambda document: document["count"].__setitem__(key, value)


def _goal(tier: int, key: str, value: object) -> Change:
    def change(document: Json) -> None:
        found = next(item for item in document["goals"] if item["tier"] == tier)
        (found if key in found else found["terms"])[key] = value

    return change


def _drop(part: str, unit: str, key: str = "id") -> Change:
    def change(document: Json) -> None:
        document[part].remove(entry(document, part, unit, key))

    return change


def _double(unit: str, to: str) -> Change:
    def change(document: Json) -> None:
        again = entry(document, "moves", unit, "from") | {"to": to}
        document["moves"].append(again)

    return change


def _stated(unit: str, function: str | None, to: str, given: bool) -> Change:
    move = {"from": unit, "function": function, "posts": 4, "to": to, "given": given}
    return lambda document: document["moves"].append(move)


def _agency(key: str, value: object) -> Change:
    def change(document: Json) -> None:
        document["count"]["agencies"][0][key] = value

    return change


def _proof(status: str, gap: float | None, bounds: list[float | None]) -> Change:
    def change(document: Json) -> None:
        document["status"], document["gap"] = status, gap
        for goal, bound in zip(document["goals"], bounds, strict=True):
            goal["bound"] = bound

    return change


FALSE: list[tuple[str, str, tuple[str, ...], Change]] = [
    ("a unit is not listed", "file-units", ("b",), _drop("units", "b")),
    ("a receiver is called kept", "file-units", ("a",), _set("units", "a", "fate", "kept")),
    (
        "a bystander is called a receiver",
        "file-units",
        ("d",),
        _set("units", "d", "fate", "receives"),
    ),
    ("a merger is called a split", "file-units", ("c",), _set("units", "c", "fate", "dissolved")),
    (
        "a given merger is called the plan's",
        "file-units",
        ("y",),
        _set("units", "y", "fate", "merged"),
    ),
    (
        "a merger of the plan is called given",
        "file-units",
        ("c",),
        _set("units", "c", "fate", "given"),
    ),
    (
        "the receiver is another than in the moves",
        "file-units",
        ("c",),
        _set("units", "c", "into", ["b"]),
    ),
    (
        "a given merger has another receiver",
        "file-units",
        ("y",),
        _set("units", "y", "into", ["b"]),
    ),
    ("a survivor goes into somebody", "file-units", ("b",), _set("units", "b", "into", ["a"])),
    ("a survivor has no kind", "file-units", ("b",), _set("units", "b", "kind_after", None)),
    (
        "an ended unit has a kind",
        "file-units",
        ("c",),
        _set("units", "c", "kind_after", "division"),
    ),
    ("a given move is not told", "file-units", ("e",), _set("units", "e", "moved_given", False)),
    ("a given move is invented", "file-units", ("b",), _set("units", "b", "moved_given", True)),
    ("a block of an ended unit is lost", "file-moves", ("c",), _drop("moves", "c", "from")),
    ("a given move of a block is lost", "file-moves", ("y", "x"), _drop("moves", "y", "from")),
    ("a block is moved twice to one place", "file-moves", ("c", "a"), _double("c", "a")),
    ("a block is moved to two places", "file-moves", ("c", "b"), _double("c", "b")),
    ("posts are lost on the way", "file-moves", ("c", "a"), _move("c", "posts", 3)),
    ("posts are made on the way", "file-moves", ("c", "a"), _move("c", "posts", 4.01)),
    ("a given move goes elsewhere", "file-moves", ("y", "b"), _move("y", "to", "b")),
    ("a move of the plan is called given", "file-moves", ("c", "a"), _move("c", "given", True)),
    (
        "a block that the unit does not have",
        "file-moves",
        ("b", "a"),
        _stated("b", "budget", "a", False),
    ),
    (
        "a block of a unit that is gone",
        "file-moves",
        ("y", "a"),
        _stated("y", "land/register", "a", False),
    ),
    ("a receiver that is gone", "file-moves", ("c", "y"), _move("c", "to", "y")),
    ("an invented given move", "file-moves", ("b", "a"), _stated("b", "licensing", "a", True)),
    ("a block goes to where it is", "file-moves", ("b",), _stated("b", "licensing", "b", False)),
    ("a survivor is missing after", "file-after", ("b",), _drop("after", "b")),
    ("another parent after", "file-after", ("b",), _set("after", "b", "parent", "so-2")),
    ("another name after", "file-after", ("b",), _set("after", "b", "name", "Phòng Z")),
    ("another kind after", "file-after", ("b",), _set("after", "b", "kind", "office")),
    ("other posts after", "file-after", ("a",), _set("after", "a", "staff", 12)),
    ("other heads after", "file-after", ("a",), _set("after", "a", "heads", 1)),
    ("unknown deputies after", "file-after", ("a",), _set("after", "a", "deputies", None)),
    (
        "other functions after",
        "file-after",
        ("b",),
        _set("after", "b", "functions", {"licensing": 8}),
    ),
    ("false count before", "file-count", (), _count("before", 9)),
    ("false count after", "file-count", (), _count("after", 5)),
    ("false required cut", "file-count", (), _count("required_cut", 1)),
    ("false share", "file-count", (), _count("cut_percent", 25.1)),
    ("no share", "file-count", (), _count("cut_percent", None)),
    ("false count before given changes", "file-count", (), _count("before_given", 8)),
    ("false count after given changes", "file-count", (), _count("before_after_given", 9)),
    ("false count of an agency", "file-count", ("so",), _agency("after", 4)),
    ("no agencies", "file-count", ("so", "so-2"), _count("agencies", [])),
    ("a false term", "file-goals", (), _goal(1, "displaced_staff", 8)),
    ("a term that the tier does not have", "file-goals", (), _goal(2, "touched_units", 3)),
    ("a false value", "file-goals", (), _goal(2, "value", 8.9999)),
    ("a tier that the scenario does not have", "file-goals", (), _goal(2, "tier", 3)),
    ("a bound above the value", "file-proof", (), _proof("feasible", -0.05, [20, None])),
    ("optimal without a bound", "file-proof", (), _proof("optimal", 0, [19, None])),
    ("optimal with a lower bound", "file-proof", (), _proof("optimal", 0, [18, 9])),
    ("optimal with a gap", "file-proof", (), _proof("optimal", 0.1, [19, 9])),
    ("a false gap", "file-proof", (), _proof("feasible", 0.01, [18, None])),
    ("a gap without a bound", "file-proof", (), _proof("feasible", 0, [None, None])),
    ("a later bound without the one before", "file-proof", (), _proof("feasible", None, [None, 9])),
    ("a later bound after an unproven tier", "file-proof", (), _proof("feasible", 1 / 19, [18, 9])),
    (
        "a plan that is said not to exist",
        "file-status",
        (),
        _proof("infeasible", None, [None, None]),
    ),
]


@pytest.mark.parametrize(("says", "wanted", "units", "change"), FALSE, ids=[f[0] for f in FALSE])
def test_a_false_statement_is_named(
    plan: Path, says: str, wanted: str, units: tuple[str, ...], change: Change
) -> None:
    """One statement of a sound plan file is changed, and the part with its units is named."""
    violations = check(edit(plan, change)).violations
    assert (wanted, units) in [(v.id, v.units) for v in violations] or (
        wanted == "file-count" and set(units) == {u for v in violations for u in v.units}
    ), [(v.id, v.units, v.message.en) for v in violations]


def test_one_lie_is_one_violation(plan: Path) -> None:
    """A false figure does not make the rest of the file false."""
    violations = check(edit(plan, _count("after", 5))).violations
    assert len(violations) == 1
    assert violations[0].message.en == "`count`, after: the file says 5, 6 is right"
    assert violations[0].message.vi == "`count`, after: tệp ghi 5, đúng là 6"
    assert violations[0].amount == 1


def test_beyond_the_slack_is_not_optimal(tmp_path: Path) -> None:
    """With 10 % slack a value of 4 needs a bound of 4, not of 3: floor(1.1 × 3) is 3."""
    goals = [{"displaced_staff": 1, "slack": "10%"}]
    path = decide(town(tmp_path, goals=goals), merge={"c": "a"})
    assert check(edit(path, _proof("optimal", 0, [4]))).violations == ()
    violations = check(edit(path, _proof("optimal", 0, [3]))).violations
    assert [v.id for v in violations] == ["file-proof"]


def test_posts_are_conserved_to_the_hundredth(plan: Path) -> None:
    """A lost block is reported with its posts."""
    violations = check(edit(plan, _drop("moves", "c", "from"))).violations
    lost = [v for v in violations if v.id == "file-moves"]
    assert [v.amount for v in lost] == [4]
    assert "structure-whole" in {v.id for v in violations}
