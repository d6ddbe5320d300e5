"""A sweep is as many single solves; it goes on where it was, and is right before it begins."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

import orgplan
from orgplan.engine.backend import Watch
from orgplan.engine.pool.task import call
from orgplan.errors import InputError, UsageError
from orgplan.report.sweep.table_file import sweep_csv
from orgplan.sweep import Sweep, sweep
from orgplan.sweep.point import solve_point
from orgplan.sweep.row import row_of
from orgplan.sweep.store import STATE_FILE
from tests.sweep.pools import Counting, KilledError

_Work = TypeVar("_Work")
_Done = TypeVar("_Done")
SIX = {"target.cut": "10%..40%:15%", "goals.0": "displaced_staff,touched_units"}


def _swept(
    path: Path,
    folder: Path,
    pool: Counting,
    vary: Mapping[str, str] = SIX,
    *,
    fresh: bool = False,
    time_limit: float | None = None,
) -> Sweep:
    return sweep(
        path,
        vary,
        folder=folder,
        pool=pool,
        fresh=fresh,
        time_limit=time_limit,
        language="en",
    )


def test_each_row_is_the_answer_to_a_single_solve(town: Path) -> None:
    """Status, counts, values, bounds and gap, at every point, infeasible ones included."""
    found = sweep(town, {"rules.max-size.kinds.division": "13,40", "target.cut": "10%..80%:35%"})
    assert [row.status for row in found.rows] == ["optimal", "optimal", "infeasible"] + [
        "optimal"
    ] * 3
    for changes, row in zip(found.grid, found.rows, strict=True):
        alone = row_of(orgplan.solve(orgplan.load(town, change=dict(changes))), changes)
        assert dataclasses.replace(row, seconds=0) == dataclasses.replace(alone, seconds=0)


def test_an_impossible_point_is_a_row_like_the_others(town: Path) -> None:
    found = sweep(town, {"target.cut": ["20%", "100%"]})
    assert [row.after for row in found.rows] == [4, None]
    assert [row.required_cut for row in found.rows] == [2, 6]
    assert found.rows[1].tiers == ()
    assert list(found.table["status"]) == ["optimal", "infeasible"]
    assert list(found.table["proven"]) == [True, True]


@pytest.mark.parametrize("finished", [0, 1, 5])
def test_after_a_kill_only_the_rest_is_solved_and_the_table_is_the_same(
    town: Path, tmp_path: Path, finished: int
) -> None:
    whole = _swept(town, tmp_path / "whole", Counting())
    with pytest.raises(KilledError):
        _swept(town, tmp_path / "cut", Counting(most=finished))
    rest = Counting()
    found = _swept(town, tmp_path / "cut", rest)
    assert found.taken_over == finished
    assert rest.solved == list(found.grid)[finished:]
    assert sweep_csv(found) == sweep_csv(whole)
    again = Counting()
    assert sweep_csv(_swept(town, tmp_path / "cut", again)) == sweep_csv(whole)
    assert again.solved == []


def test_a_larger_grid_and_another_order_of_fields_take_over_what_fits(
    town: Path, tmp_path: Path
) -> None:
    _swept(town, tmp_path, Counting(), vary={"target.cut": "10%,25%", "goals.1": "mismatch"})
    pool = Counting()
    found = _swept(town, tmp_path, pool, vary={"goals.1": "mismatch", "target.cut": "10%,40%,25%"})
    assert pool.solved == [(("goals.1", "mismatch"), ("target.cut", "40%"))]
    assert [row.changes for row in found.rows] == list(found.grid)


def test_fresh_solves_everything_again(town: Path, tmp_path: Path) -> None:
    _swept(town, tmp_path, Counting())
    pool = Counting()
    assert _swept(town, tmp_path, pool, fresh=True).taken_over == 0
    assert len(pool.solved) == 6


@pytest.mark.parametrize("name", ["scenario.yaml", "units.csv"])
def test_points_of_files_that_have_changed_are_solved_again(
    town: Path, tmp_path: Path, name: str
) -> None:
    _swept(town, tmp_path / "out", Counting())
    with (town.parent / name).open("a", encoding="utf-8") as file:
        file.write("# x\n" if name.endswith("yaml") else "g,s,Phòng G,division,5\n")
    pool = Counting()
    _swept(town, tmp_path / "out", pool)
    assert len(pool.solved) == 6


def test_damaged_and_foreign_lines_are_ignored(town: Path, tmp_path: Path) -> None:
    """One byte changed anywhere in a line, a line cut off, and lines of something else."""
    whole = _swept(town, tmp_path, Counting())
    state = tmp_path / STATE_FILE
    lines = state.read_bytes().splitlines(keepends=True)
    chance = random.Random(5)
    for _ in range(5):
        line = bytearray(lines[2])
        place = chance.randrange(len(line) - 1)
        line[place] ^= 1 << chance.randrange(7)
        noise = [b"\n", b"{}\n", b"0123456789abcdef {}\n", b"\xff\xfe\x00\n", b"[" * 3000 + b"\n"]
        state.write_bytes(b"".join([*noise, *lines[:2], bytes(line), *lines[3:5], lines[5][:-9]]))
        pool = Counting()
        assert sweep_csv(_swept(town, tmp_path, pool)) == sweep_csv(whole)
        assert pool.solved == [list(whole.grid)[2], list(whole.grid)[5]]


def test_a_point_that_was_stopped_is_solved_again_only_with_more_time(
    town: Path, tmp_path: Path
) -> None:
    _swept(town, tmp_path, Counting(stopped=True), time_limit=2)
    same, more, later = Counting(), Counting(), Counting()
    assert {row.status for row in _swept(town, tmp_path, same, time_limit=2).rows} == {"unknown"}
    assert same.solved == []
    assert all(row.proven for row in _swept(town, tmp_path, more, time_limit=60).rows)
    assert len(more.solved) == 6
    assert all(row.proven for row in _swept(town, tmp_path, later, time_limit=2).rows)
    assert later.solved == []


@pytest.mark.parametrize(
    ("vary", "error", "words"),
    [
        ({"targt.cut": "10%"}, UsageError, "did you mean `target`?"),
        ({"target.cut": "10%", "rules.max-sice.note": "x"}, UsageError, "max-size"),
        ({"target.cut": "10%,110%"}, InputError, "with target.cut=110%"),
        ({"target.per": "total,each"}, InputError, "with target.per=each"),
        ({"organisation": "units.csv,none.csv"}, InputError, "with organisation=none.csv"),
    ],
)
def test_nothing_is_solved_while_a_point_is_wrong(
    town: Path, tmp_path: Path, vary: dict[str, str], error: type[Exception], words: str
) -> None:
    pool = Counting()
    with pytest.raises(error) as problem:
        _swept(town, tmp_path / "out", pool, vary)
    assert words in str(problem.value)
    assert pool.solved == []
    assert not (tmp_path / "out").exists()


def test_a_mistake_that_several_points_share_is_told_once(town: Path, tmp_path: Path) -> None:
    vary = {"target.cut": "10%,110%", "goals.0": "displaced_staff,mismatch"}
    with pytest.raises(InputError) as problem:
        _swept(town, tmp_path, Counting(), vary)
    (finding,) = problem.value.findings
    assert finding.place.startswith("scenario.yaml:6:")
    assert finding.found.vi.startswith("với target.cut=110%: ")


def test_files_that_change_while_points_are_solved_end_the_sweep(
    town: Path, tmp_path: Path
) -> None:
    """A row would be kept for files that are no longer there: each task looks for itself."""

    class Changing(Counting):
        def map(
            self, function: Callable[[_Work], _Done], tasks: Sequence[_Work], *, watch: Watch
        ) -> Iterator[tuple[int, _Done]]:
            for place, task in enumerate(tasks):
                yield place, call(function, task, watch)
                if function is solve_point and place == 1:
                    with town.open("a", encoding="utf-8") as file:
                        file.write("\n")

    with pytest.raises(InputError, match="changed while"):
        _swept(town, tmp_path, Changing())
    assert len((tmp_path / STATE_FILE).read_bytes().splitlines()) == 2


def test_an_interruption_keeps_what_is_finished(town: Path, tmp_path: Path) -> None:
    found = _swept(town, tmp_path, Counting(most=3, interrupted=True))
    assert found.interrupted
    assert [row.changes for row in found.rows] == list(found.grid)[:3]
    assert repr(found) == "Sweep(target.cut, goals.0: 3 of 6 points)"
    assert _swept(town, tmp_path, Counting()).taken_over == 3


@pytest.mark.slow
def test_processes_and_this_process_give_the_same_rows(town: Path) -> None:
    alone, two = (
        sweep(town, {"target.cut": "10%..90%:20%"}, workers=workers) for workers in (1, 2)
    )
    assert [dataclasses.replace(row, seconds=0) for row in two.rows] == [
        dataclasses.replace(row, seconds=0) for row in alone.rows
    ]
