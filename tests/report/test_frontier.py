"""The frontier in words, tables and files: never more than is proven, nothing left out."""

from __future__ import annotations

import csv
import dataclasses
import io
from fractions import Fraction
from pathlib import Path

import pytest
from rich.console import Console

from orgplan.frontier import Frontier, FrontierPoint, frontier
from orgplan.io.scenario import load_case
from orgplan.report.frontier import (
    frontier_document,
    last_words,
    print_frontier,
    proof_words,
    status_words,
    write_frontier,
)
from orgplan.report.frontier.folder import frontier_csv
from orgplan.report.frontier.table import MOST_ROWS, by_cut, shown_places
from orgplan.text import Language
from tests.tiny import Tiny

FIRST_STEPS = Path(__file__).resolve().parents[2] / "scenarios/first-steps/scenario.yaml"
FILES = {"frontier.csv", "frontier.pdf", "frontier.png", "frontier.svg"}


@pytest.fixture(scope="module")
def steps() -> Frontier:
    """The whole frontier of the first steps: 2 to 7 units, every count proven."""
    case, _ = load_case(FIRST_STEPS, language="en")
    return frontier(case)


@pytest.fixture(scope="module")
def half(steps: Frontier) -> Frontier:
    """The same, stopped: 7 and 6 proven, 5 with a plan, 4 without, the others not looked at."""
    three, two = Fraction(3), (Fraction(9), Fraction(5))
    found = {point.after: point for point in steps.points}
    points = (
        FrontierPoint(4, None, (three, None, None), proven=False),
        FrontierPoint(5, found[5].values, (*two, None), proven=False),
        found[6],
        found[7],
    )
    return dataclasses.replace(steps, points=points, complete=False)


def long_curve(counts: int, turn: int) -> Frontier:
    """Each unit costs 1, from the turn on 3; the target is a fifth of the units."""
    rows = [{"id": "so"}, *({"id": f"u{n}", "staff": 1} for n in range(counts))]
    case = Tiny.read({"units": rows}).case(goals=["displaced_staff"], target={"cut": "20%"})
    costs = [(Fraction(cut + 2 * max(0, cut - turn)),) for cut in range(counts)]
    points = [FrontierPoint(counts - cut, cost, cost, True) for cut, cost in enumerate(costs)]
    required = counts - case.required_cut
    return Frontier(case, tuple(reversed(points)), True, required, "CP-SAT", "9", 1.0)


def printed(found: Frontier, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    print_frontier(found, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def spoken(found: Frontier, language: Language) -> Frontier:
    return dataclasses.replace(found, case=dataclasses.replace(found.case, language=language))


def test_what_is_proven_is_said_and_no_more(steps: Frontier, half: Frontier) -> None:
    """All proven; part of it; no plan, proven; nothing known."""
    assert status_words(steps).en == "every count proven"
    assert "no plan leaves any other count" in proof_words(steps)[0].en
    assert status_words(half).en == "2 of 4 counts proven, others were not looked at"
    told = " ".join(words.en for words in proof_words(half))
    assert "Proven are 2 of the 4 counts" in told
    assert "At 1 of them a plan is known that may not be the best" in told
    assert "At 1 of them no plan is known, and none is excluded" in told
    assert "Not every count that is missing in the table was looked at" in told
    none = dataclasses.replace(steps, points=())
    assert status_words(none).en == "no plan exists, proven"
    assert proof_words(none)[0].en.startswith("Proven: even without the target no plan")
    unknown = dataclasses.replace(none, complete=False)
    assert "that there is none is not proven" in proof_words(unknown)[0].en


def test_the_last_line_says_what_to_run(steps: Frontier, half: Frontier) -> None:
    """Solve if all is proven, more time if not, the rules if there is no plan."""
    assert last_words(steps, 60).en.startswith("Every count proven. Next: orgplan solve ")
    assert last_words(half, 60).en.endswith("scenario.yaml --time-limit 600")
    none = dataclasses.replace(steps, points=())
    assert "after editing the rules of the scenario: orgplan frontier" in last_words(none, 60).en


def test_slack_and_targets_per_agency_are_warned_of() -> None:
    """What solve says may differ, and a count in all says nothing of each agency."""
    rows = [{"id": "so"}, {"id": "a", "staff": 1}, {"id": "b", "staff": 2}]
    goals = [{"displaced_staff": 1, "slack": "5%"}, "touched_units"]
    case = Tiny.read({"units": rows}).case(goals=goals, target={"cut": "50%", "per": "agency"})
    told = " ".join(words.en for words in proof_words(frontier(case)))
    assert "Slack is left out" in told
    assert "does not mean that every agency keeps it" in told


def test_the_terminal_shows_values_bounds_and_prices(half: Frontier) -> None:
    """A bound stands behind what is not proven; the target and its best are named."""
    shown = printed(half)
    lines = [line.split() for line in shown.splitlines()]
    assert ["1", "7", "12.5", "%", "4", "4", "2"] in lines
    (aim,) = (line for line in lines if line[:2] == ["2", "6"])
    assert " ".join(aim) == "2 6 25.0 % 9 6 1 5 target, best within the target"
    assert "17 (≥ 9)  10 (≥ 5)  2 (≥ ?)" in shown
    assert "? (≥ 3)" in shown and "no plan known, none excluded" in shown
    assert "best known: 9 / 6 / 1, with 2 fewer" in shown
    vi = printed(spoken(half, "vi")).split("\n", 1)[1]
    assert "12,5 %" in vi and "tốt nhất trong mục tiêu" in vi and "chưa chứng minh" in vi
    assert not [word for word in ("proven", "units", "price", "Share") if word in vi.lower()]


def test_a_long_table_is_cut_to_its_ends_its_target_and_its_turns() -> None:
    """Of 3,000 counts few are shown; the file has all of them."""
    found = long_curve(3000, turn=2000)
    places = shown_places(found)
    assert len(places) <= MOST_ROWS
    cuts = {found.cut(by_cut(found)[place]) for place in places}
    assert {0, 2999, 599, 600, 601, 2000, 2001} <= cuts
    shown = printed(found)
    assert "…" in shown
    assert f"{len(places)} trong 3000 mức" in shown
    assert len(frontier_csv(found, "vi").splitlines()) == 3001
    short = long_curve(MOST_ROWS, turn=5)
    assert shown_places(short) == tuple(range(MOST_ROWS))


def test_the_csv_is_whole_and_opens_in_a_spreadsheet(half: Frontier) -> None:
    """Byte order mark, Windows line ends, a decimal point, bounds, blanks for what is unknown."""
    text = frontier_csv(half, "vi")
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head[:4] == ["Giảm", "Còn", "Tỷ lệ giảm (%)", "1. Biên chế bị xáo trộn (biên chế)"]
    assert [row[:3] for row in rows] == [
        ["1", "7", "12.5"],
        ["2", "6", "25"],
        ["3", "5", "37.5"],
        ["4", "4", "50"],
    ]
    assert rows[2][3:] == ["17", "10", "2", "", "chưa", "có", "9", "5", ""]
    assert rows[3][3:] == ["", "", "", "", "chưa", "có", "3", "", ""]
    assert rows[0][7:9] == ["có", "không"]


def test_the_document_keeps_the_contract(half: Frontier) -> None:
    """`points` with `after`, `tiers`, `proven`; null tiers where no plan is known."""
    document = frontier_document(half)
    points = document["points"]
    assert isinstance(points, list)
    assert [(p["after"], p["tiers"], p["proven"]) for p in points] == [
        (4, None, False),
        (5, [17, 10, 2], False),
        (6, [9, 6, 1], True),
        (7, [4, 4, 2], True),
    ]
    assert points[1]["bounds"] == [9, 5, None]
    assert (document["complete"], document["required_after"], document["before"]) == (False, 6, 8)


def test_the_folder_is_complete_and_keeps_what_is_not_ours(steps: Frontier, tmp_path: Path) -> None:
    """Pages of an earlier run vanish, files of the user stay; no charts means none."""
    folder = tmp_path / "curve"
    folder.mkdir()
    for name in ("frontier-02.png", "mine.txt", "frontier.txt"):
        (folder / name).write_text("old", encoding="utf-8")
    written = write_frontier(steps, folder)
    assert {path.name for path in folder.iterdir()} == FILES | {"mine.txt", "frontier.txt"}
    assert set(written.files) == FILES
    assert write_frontier(steps, folder, charts=False).files == ("frontier.csv",)
    assert {path.name for path in folder.iterdir()} == {"frontier.csv", "mine.txt", "frontier.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["curve"]


def test_equal_curves_make_equal_files(steps: Frontier, tmp_path: Path) -> None:
    """But for the seconds nothing in the files depends on the run."""
    later = dataclasses.replace(steps, seconds=99.0)
    for name, found in (("one", steps), ("two", later)):
        write_frontier(found, tmp_path / name)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
