"""Trade-offs of small organisations: what is open, supported, said, drawn and written."""

from __future__ import annotations

import csv
import dataclasses
import io
from fractions import Fraction
from pathlib import Path

import pytest
from rich.console import Console

import orgplan
from orgplan.case import Case
from orgplan.check import check
from orgplan.draw.scene import Label
from orgplan.engine.backend import Watch
from orgplan.errors import UsageError
from orgplan.io.scenario import load_case
from orgplan.report.trade_off import (
    last_words,
    print_trade_off,
    proof_words,
    trade_off_chart,
    trade_off_document,
    write_trade_off,
)
from orgplan.report.trade_off.table import MOST_ROWS, shown_places
from orgplan.text import Language
from orgplan.trade_off import (
    Stretch,
    TradeOff,
    TradeOffPoint,
    TradeOffProgress,
    measure_of,
    trade_off,
)
from orgplan.trade_off.front import with_support
from tests.test_engines import FIRST_STEPS
from tests.tiny import Tiny


def four(**scenario: object) -> Case:
    """Four divisions of 1, 2, 3 and 4 posts in one department."""
    units = [{"id": "so"}, *({"id": f"p{n}", "staff": n} for n in (1, 2, 3, 4))]
    return Tiny.read({"units": units}).case(**scenario)


def pairs(found: TradeOff) -> list[tuple[Fraction, Fraction]]:
    """The values of all points."""
    return [point.values for point in found.points]


def of_units(**scenario: object) -> TradeOff:
    """Units left against posts displaced: 1, 2 and 3 posts have to go one after the other."""
    return trade_off(four(**scenario), "remaining_units", "displaced_staff")


def points(*values: tuple[int, int], complete: bool = True) -> list[bool | None]:
    """Whether each of some proven points is supported."""
    listed = [TradeOffPoint((Fraction(a), Fraction(b)), proven=True) for a, b in values]
    return [point.supported for point in with_support(listed, complete=complete)]


def test_every_pair_of_values_is_there() -> None:
    """From one unit left with 6 posts displaced to all four with none; each is supported."""
    found = of_units()
    assert pairs(found) == [(1, 6), (2, 3), (3, 1), (4, 0)]
    assert found.complete and all(point.proven and point.supported for point in found.points)


def test_the_target_and_every_rule_hold() -> None:
    """A cut of a half leaves two points, a rule that keeps p1 makes them dearer."""
    assert pairs(of_units(target={"cut": "50%"})) == [(1, 6), (2, 3)]
    keep = [{"rule": "keep", "units": ["p1"]}]
    assert pairs(of_units(target={"cut": "50%"}, rules=keep)) == [(1, 9), (2, 5)]


def test_against_the_cut_the_target_is_left_out_and_more_is_better() -> None:
    """The same points, told as units cut, in either order."""
    case = four(target={"cut": "50%"})
    found = trade_off(case, "cut", "displaced_staff")
    assert pairs(found) == [(0, 0), (1, 1), (2, 3), (3, 6)]
    assert found.complete and all(point.supported for point in found.points)
    assert pairs(trade_off(case, "displaced_staff", "cut")) == [(0, 0), (1, 1), (3, 2), (6, 3)]


def test_supported_points_lie_on_the_edge_of_the_hull() -> None:
    """One above the straight line is not, one on it is; one that is missing may take it away."""
    assert points((0, 4), (1, 3), (4, 0)) == [True, True, True]
    assert points((0, 4), (3, 3), (4, 0)) == [True, False, True]
    assert points((0, 4), (3, 3), (4, 0), complete=False) == [None, False, None]


def test_parameters_come_from_tiers_then_caps() -> None:
    """Sizes need bounds; a goal that nobody knows, or twice the same, is refused."""
    tier = [{"size_deviation": 1, "low": 2}]
    cap = [{"rule": "cap", "goal": "size_deviation", "at_most": 9, "low": 3}]
    assert measure_of(four(goals=tier), "size_deviation").goal is not None
    assert measure_of(four(rules=cap), "size_deviation").goal is not None
    for case, one, told in (
        (four(), "size_deviation", "needs low, high"),
        (four(), "changed_from", "needs plan"),
        (four(), "posts", "choose one of: cut, displaced_staff"),
        (four(), "touched_units", "twice"),
    ):
        with pytest.raises(UsageError, match=told):
            trade_off(case, one, "touched_units")


def test_no_plan_at_all_is_a_proof() -> None:
    """No point, nothing open, confirmed by a second look."""
    found = of_units(rules=[{"rule": "min_staff", "kinds": {"division": 11}}])
    assert (found.points, found.open, found.confirmed) == ((), (), True)
    assert next(proof_words(found)).en == "Proven: no plan keeps every rule."


def test_stopped_between_two_points_the_stretch_between_is_open() -> None:
    """Both ends are found first; after one more the stop button is pressed."""
    watch = Watch(600)

    def stop(news: TradeOffProgress) -> None:
        if news.points == 3:
            watch.stop()

    found = trade_off(four(), "remaining_units", "displaced_staff", watch=watch, listener=stop)
    assert found.interrupted and not found.complete
    assert pairs(found) == [(1, 6), (2, 3), (4, 0)] and all(p.proven for p in found.points)
    assert found.open == (Stretch(Fraction(2), Fraction(4)),)
    assert [point.supported for point in found.points] == [None, None, None]
    told = " ".join(words.en for words in proof_words(found))
    assert "Still open: remaining units from 2 to 4" in told


def test_an_interruption_keeps_what_is_there() -> None:
    """Ctrl-C after the second end."""

    def interrupt(news: TradeOffProgress) -> None:
        if news.points == 2:
            raise KeyboardInterrupt

    found = trade_off(four(), "remaining_units", "displaced_staff", listener=interrupt)
    assert found.interrupted and pairs(found) == [(1, 6), (4, 0)]


def test_without_time_nothing_is_claimed() -> None:
    """No point, and no proof that there is none."""
    found = trade_off(four(), "remaining_units", "displaced_staff", time_limit=1e-9, kept=False)
    assert found.points == () and not found.complete
    assert "is not proven" in next(proof_words(found)).en


def steps(language: Language = "en") -> TradeOff:
    """The first steps: displaced posts against mismatch."""
    case, _ = load_case(FIRST_STEPS, language=language)
    return trade_off(case, "displaced_staff", "mismatch")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_terminal_and_page_say_it_in_one_language(language: Language) -> None:
    """Both measures with their units, every point, what is proven."""
    found = steps(language)
    console = Console(file=io.StringIO(), width=100, markup=False, highlight=False)
    print_trade_off(found, console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert (
        "A. Biên chế bị xáo trộn (biên chế)" if language == "vi" else "A. Displaced posts (posts)"
    ) in shown
    (page,) = trade_off_chart(found)
    labels = [shape.text for shape in page.shapes if isinstance(shape, Label)]
    assert (
        "Lệch chức năng (biên chế)" if language == "vi" else "Mismatch of functions (posts)"
    ) in labels
    assert all(shape.size >= 9 for shape in page.shapes if isinstance(shape, Label))


def test_every_label_and_mark_stays_on_the_page() -> None:
    """Also with an open stretch, unproven and unsupported points."""
    found = of_units()
    first, second, *rest = found.points
    mixed = (
        dataclasses.replace(first, proven=False),
        dataclasses.replace(second, supported=False),
        dataclasses.replace(rest[0], supported=None),
        *rest[1:],
    )
    for stretch in (Stretch(None, None), Stretch(Fraction(1), Fraction(2))):
        (page,) = trade_off_chart(dataclasses.replace(found, points=mixed, open=(stretch,)))
        for shape in page.shapes:
            if isinstance(shape, Label):
                left, top, right, bottom = shape.extent
                assert left >= 0 and top >= 0 and right <= page.width and bottom <= page.height


def test_there_is_nothing_to_draw_without_a_point() -> None:
    """A refusal, no empty page."""
    with pytest.raises(UsageError, match="no point"):
        orgplan.draw(dataclasses.replace(of_units(), points=()))


def test_every_file_is_there_and_every_plan_passes_check(tmp_path: Path) -> None:
    """Table, pictures, a plan a point; files of an earlier run go, files of others stay."""
    for name in ("plan-77.json", "mine.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    found = steps()
    written = write_trade_off(found, tmp_path)
    plans = {f"plan-{n}.json" for n in range(1, len(found.points) + 1)}
    files = {"trade-off.csv", "trade-off.pdf", "trade-off.png", "trade-off.svg"}
    assert {path.name for path in tmp_path.iterdir()} == plans | files | {"mine.json"}
    assert set(written.files) == files and written.plans == len(found.points)
    assert all(check(tmp_path / name).ok for name in plans)
    text = (tmp_path / "trade-off.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + len(found.points)


def test_the_document_has_values_supported_and_proven() -> None:
    """Points in the order of the table, each with the name of its plan file."""
    document = trade_off_document(of_units())
    assert document["between"] == ["remaining_units", "displaced_staff"]
    listed = document["points"]
    assert isinstance(listed, list)
    assert listed[1] == {"values": [2, 3], "supported": True, "proven": True, "plan": "plan-2.json"}
    assert document["complete"] is True and document["open"] == []


def test_the_table_of_pandas_and_the_short_table() -> None:
    """One row a point; of a long one only so many rows, ends included."""
    found = of_units()
    assert list(found.table.columns) == [
        "remaining_units",
        "displaced_staff",
        "supported",
        "proven",
    ]
    many = tuple(
        TradeOffPoint((Fraction(n), Fraction(-n)), proven=True, supported=True) for n in range(100)
    )
    shown = shown_places(dataclasses.replace(found, points=many))
    assert len(shown) == MOST_ROWS and shown[0] == 0 and shown[-1] == 99


def test_the_last_line_offers_what_makes_sense() -> None:
    """More time where it ran out, with the same two measures."""
    found = steps()
    assert "Next: orgplan solve" in last_words(found, 60).en
    half = dataclasses.replace(found, open=(Stretch(None, None),))
    told = last_words(half, 60).en
    assert "--between displaced_staff --and mismatch --time-limit 600" in told
