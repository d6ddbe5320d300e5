"""The pool: the same results here, in processes and in processes that die; nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.engine.backend import Watch
from orgplan.engine.pool import Pool, open_pool, task_watch
from orgplan.engine.pool.run import TRIES, lost_text
from orgplan.errors import EngineError, InputError, UsageError, WorkerError
from tests.cli.running import environment
from tests.engine import pool_tasks as tasks

LONG = 600.0
"""More time than any test takes [seconds]."""
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals to one process are POSIX")


@pytest.fixture(scope="module", params=[1, 2, 3])
def pool(request: pytest.FixtureRequest) -> Iterator[Pool]:
    """The same questions to pools of one, two and three workers."""
    with open_pool(None, request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def two() -> Iterator[Pool]:
    """Two worker processes."""
    with open_pool(None, 2) as opened:
        yield opened


def test_every_task_comes_back_once_with_its_index(pool: Pool) -> None:
    found = list(pool.map(tasks.square, range(40), watch=Watch(LONG)))
    assert sorted(found) == [(number, number * number) for number in range(40)]


def test_no_task_and_one_task_need_no_process(pool: Pool) -> None:
    assert list(pool.map(tasks.square, [], watch=Watch(LONG))) == []
    assert list(pool.map(tasks.own_process, [0], watch=Watch(LONG))) == [(0, os.getpid())]


def test_large_tasks_travel_whole(pool: Pool) -> None:
    contents = [bytes([number]) * 3_000_000 for number in range(4)]
    found = pool.map(tasks.size, contents, watch=Watch(LONG))
    assert sorted(found) == [(number, 3_000_000) for number in range(4)]


def test_workers_are_other_processes_and_are_kept_between_maps(two: Pool) -> None:
    first = {found for _, found in two.map(tasks.own_process, range(6), watch=Watch(LONG))}
    second = {found for _, found in two.map(tasks.own_process, range(6), watch=Watch(LONG))}
    assert first == second
    assert len(first) == two.workers == 2
    assert os.getpid() not in first


def test_workers_end_with_the_context() -> None:
    with open_pool(None, 2) as pool:
        workers = [found for _, found in pool.map(tasks.own_process, range(4), watch=Watch(LONG))]
        assert all(map(tasks.exists, workers))
    assert tasks.all_gone(workers)


def test_what_a_task_prints_disturbs_nothing(two: Pool) -> None:
    found = list(two.map(tasks.print_aloud, range(6), watch=Watch(LONG)))
    assert sorted(found) == [(number, number) for number in range(6)]


@posix
def test_a_worker_that_is_killed_loses_nothing(two: Pool, tmp_path: Path) -> None:
    todo = [(number, tmp_path / "died") for number in range(12)]
    found = list(two.map(tasks.die_once, todo, watch=Watch(LONG)))
    assert (tmp_path / "died").exists()
    assert sorted(found) == [(number, number) for number in range(12)]


@posix
@pytest.mark.parametrize("function", [tasks.die_at_three, tasks.short_of_memory])
def test_a_task_that_always_ends_its_worker_is_an_error_that_says_so(
    two: Pool, function: Callable[[int], int]
) -> None:
    with pytest.raises(WorkerError) as told:
        list(two.map(function, range(6), watch=Watch(LONG)))
    assert f"thứ 4 làm tiến trình tính toán bị ngắt {TRIES} lần" in told.value.message.vi
    assert f"Part 4 of the work ended its worker process {TRIES} times" in told.value.message.en
    assert len(list(two.map(tasks.square, range(6), watch=Watch(LONG)))) == 6


@posix
def test_an_idle_worker_that_is_killed_is_replaced(two: Pool) -> None:
    workers = {found for _, found in two.map(tasks.own_process, range(4), watch=Watch(LONG))}
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    found = {found for _, found in two.map(tasks.own_process, range(4), watch=Watch(LONG))}
    assert len(found) == 2
    assert found.isdisjoint(workers)


@pytest.mark.parametrize(("bad", "kind"), [(1, UsageError), (2, InputError)])
def test_what_a_task_raises_is_raised_with_its_type_and_contents(
    pool: Pool, bad: int, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as told:
        list(pool.map(tasks.refuse, [0, bad, 0], watch=Watch(LONG)))
    if isinstance(told.value, UsageError):
        assert told.value.message == tasks.REFUSAL
    if isinstance(told.value, InputError):
        assert [finding.found for finding in told.value.findings] == [tasks.REFUSAL]


@pytest.mark.parametrize("function", [tasks.raise_stubborn, tasks.no_travel])
def test_what_cannot_travel_becomes_an_error_that_names_it(
    two: Pool, function: Callable[[int], int]
) -> None:
    with pytest.raises(Exception, match=r"StubbornError: |pickle") as told:
        list(two.map(function, [1, 1], watch=Watch(LONG)))
    assert isinstance(told.value, EngineError) is (function is tasks.raise_stubborn)
    assert "In a worker process:\nTraceback" in told.value.__notes__[0]


def test_running_tasks_hand_in_what_they_have_when_time_is_over(two: Pool, tmp_path: Path) -> None:
    watch = Watch(LONG)
    todo = [(number, tmp_path) for number in range(1, 9)]

    threading.Thread(target=tasks.stop_when_begun, args=(watch, tmp_path, 2)).start()
    found = list(two.map(tasks.until_stopped, todo, watch=watch))
    assert len(found) <= 2  # the other six were never begun
    assert all(result == -todo[index][0] for index, result in found)
    assert len(list(tmp_path.glob("*.pid"))) == 2


def test_tasks_that_do_not_hear_are_killed_and_results_so_far_kept(
    two: Pool, tmp_path: Path
) -> None:
    watch = Watch(LONG)
    todo = [(number, tmp_path) for number in range(4)]
    found = []
    for pair in two.map(tasks.deaf, todo, watch=watch):
        found.append(pair)
        files = tasks.wait_for(tmp_path, "[12].pid", 2)
        watch.stop()
    assert found == [(0, 0)]
    assert tasks.all_gone([int(file.read_text(encoding="ascii")) for file in files])


def test_a_map_that_nobody_finishes_leaves_no_task_running(two: Pool, tmp_path: Path) -> None:
    results = two.map(tasks.deaf, [(number, tmp_path) for number in range(3)], watch=Watch(LONG))
    assert next(results) == (0, 0)
    files = tasks.wait_for(tmp_path, "[12].pid", 2)
    del results
    assert tasks.all_gone([int(file.read_text(encoding="ascii")) for file in files])


def test_time_that_is_over_before_the_start_gives_nothing(pool: Pool) -> None:
    assert list(pool.map(tasks.square, range(4), watch=Watch(0))) == []


def test_ctrl_c_in_a_task_of_this_process_stops_the_watch() -> None:
    watch = Watch(LONG)
    with open_pool(None, 1) as pool:
        assert list(pool.map(tasks.interrupt, range(4), watch=watch)) == [(0, 0)]
    assert watch.stopped.is_set()


@posix
def test_ctrl_c_ends_the_map_and_stops_the_watch(tmp_path: Path) -> None:
    """Ctrl-C is sent to a whole terminal: workers do not hear it, the parent does."""
    done = _start(_DEAF, tmp_path)
    workers = _workers(tmp_path)
    os.killpg(done.pid, signal.SIGINT)
    printed, errors = done.communicate(timeout=60)
    assert (printed.split(), errors) == (["0", "stopped"], "")
    assert tasks.all_gone(workers)


@posix
def test_no_worker_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    done = _start(_DEAF, tmp_path)
    workers = _workers(tmp_path)
    assert all(map(tasks.exists, workers))
    done.kill()
    done.communicate(timeout=60)
    assert tasks.all_gone(workers)


def test_a_plain_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from orgplan.engine.backend import Watch\n"
        "from orgplan.engine.pool import open_pool\n"
        "from tests.engine.pool_tasks import square\n"
        "with open_pool(None, 2) as pool:\n"
        "    print(sorted(pool.map(square, [1, 2, 3], watch=Watch(600))))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", script],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[(0, 1), (1, 4), (2, 9)]\n", "")


def test_the_watch_of_a_task_is_that_of_the_map_and_of_nobody_else() -> None:
    watch = Watch(LONG)
    with open_pool(None, 1) as pool:
        assert list(pool.map(lambda _: task_watch() is watch, [0], watch=watch)) == [(0, True)]
    with pytest.raises(LookupError):
        task_watch()


def test_a_computer_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no", "such", "python").absolute()))
    with pytest.raises(WorkerError) as told, open_pool(None, 2) as pool:
        list(pool.map(tasks.square, [1, 2], watch=Watch(LONG)))
    assert "--workers 1" in told.value.message.vi


def test_lost_workers_are_told_in_words_and_not_as_an_internal_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> int:
        raise WorkerError(lost_text(3, TRIES, -9))

    assert guarded(work, "vi") == Exit.INTERNAL
    assert "thứ 4" in (told := capsys.readouterr().err)
    assert "người phát triển" not in told


_DEAF = """
import sys
from pathlib import Path
from orgplan.engine.backend import Watch
from orgplan.engine.pool import open_pool
from tests.engine.pool_tasks import deaf
watch = Watch(600)
with open_pool(None, 2) as pool:
    for index, _ in pool.map(deaf, [(n, Path(sys.argv[1])) for n in range(3)], watch=watch):
        print(index, flush=True)
print("stopped" if watch.stopped.is_set() else "went on")
"""


def _start(code: str, folder: Path) -> subprocess.Popen[str]:
    """A process of its own group that hears Ctrl-C."""
    hearing = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", hearing + code, str(folder)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def _workers(folder: Path) -> list[int]:
    """The processes of the two tasks that do not end by themselves."""
    files = tasks.wait_for(folder, "[12].pid", 2)
    return [int(file.read_text(encoding="ascii")) for file in files]
