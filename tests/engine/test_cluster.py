"""The pool over Dask: the same results, lost workers survived, clear words where it cannot be."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from orgplan.engine.backend import Watch
from orgplan.engine.pool import Pool, cluster, open_pool
from orgplan.engine.pool.cluster_host import local_cluster
from orgplan.errors import UsageError, WorkerError
from tests.cli.running import environment
from tests.engine import pool_tasks as tasks

LONG = 600.0
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals to one process are POSIX")


@pytest.fixture(scope="module")
def dask() -> Iterator[Pool]:
    """A Dask cluster of two processes on this computer."""
    with open_pool("local", 2) as pool:
        yield pool


@pytest.mark.slow
def test_every_task_comes_back_once_with_its_index(dask: Pool) -> None:
    assert dask.workers == 2
    found = list(dask.map(tasks.square, range(20), watch=Watch(LONG)))
    assert sorted(found) == [(number, number * number) for number in range(20)]
    workers = {found for _, found in dask.map(tasks.own_process, range(6), watch=Watch(LONG))}
    assert len(workers) == 2
    assert os.getpid() not in workers


@pytest.mark.slow
def test_large_tasks_travel_whole_and_without_a_warning(dask: Pool) -> None:
    found = list(dask.map(tasks.size, [bytes(12_000_000)] * 2, watch=Watch(LONG)))
    assert sorted(found) == [(0, 12_000_000), (1, 12_000_000)]


@pytest.mark.slow
@posix
def test_a_dask_worker_that_is_killed_changes_nothing(
    dask: Pool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    todo = [(number, tmp_path / "died") for number in range(12)]
    found = list(dask.map(tasks.die_once, todo, watch=Watch(LONG)))
    assert (tmp_path / "died").exists()
    assert sorted(found) == [(number, number) for number in range(12)]
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@posix
def test_a_task_that_always_ends_its_worker_is_an_error_that_says_so() -> None:
    """In a cluster of its own: Dask may give up a worker that is killed while it starts."""
    with open_pool("local", 2) as dask, pytest.raises(WorkerError) as told:
        list(dask.map(tasks.die_at_three, range(6), watch=Watch(LONG)))
    assert "thứ 4 làm tiến trình tính toán bị ngắt" in told.value.message.vi


@pytest.mark.slow
def test_what_a_task_raises_is_raised_with_its_type_and_contents(dask: Pool) -> None:
    with pytest.raises(UsageError) as told:
        list(dask.map(tasks.refuse, [0, 1], watch=Watch(LONG)))
    assert told.value.message == tasks.REFUSAL


@pytest.mark.slow
def test_tasks_that_nobody_wants_any_more_hear_it_in_the_worker(dask: Pool, tmp_path: Path) -> None:
    watch = Watch(LONG)
    todo = [(number, tmp_path) for number in range(1, 6)]

    threading.Thread(target=tasks.stop_when_begun, args=(watch, tmp_path, 2)).start()
    assert list(dask.map(tasks.until_stopped, todo, watch=watch)) == []
    assert len(tasks.wait_for(tmp_path, "*.end", 2)) == 2


@pytest.mark.slow
def test_a_cluster_that_runs_is_found_at_its_address_and_a_lost_one_is_told() -> None:
    host = local_cluster(1)
    address = host.__enter__()
    with open_pool(address, 7) as pool:
        assert pool.workers == 1
        results = pool.map(tasks.own_process, range(50), watch=Watch(LONG))
        next(results)
        host.__exit__(None, None, None)
        with pytest.raises(WorkerError, match="cluster failed"):
            list(results)


@pytest.mark.slow
@posix
def test_nothing_of_a_local_cluster_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    """The script has no guard for its main module either."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom pathlib import Path\n"
        "from orgplan.engine.backend import Watch\n"
        "from orgplan.engine.pool import open_pool\n"
        "from tests.engine.pool_tasks import deaf\n"
        "with open_pool('local', 2) as pool:\n"
        "    todo = [(n, Path(sys.argv[1])) for n in range(3)]\n"
        "    for index, _ in pool.map(deaf, todo, watch=Watch(600)):\n"
        "        print(index, flush=True)\n",
        encoding="utf-8",
    )
    done = subprocess.Popen(
        [sys.executable, "-W", "error", script, tmp_path],
        cwd=tmp_path,
        env={**environment(), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    files = tasks.wait_for(tmp_path, "[12].pid", 2) + tasks.wait_for(tmp_path, "[12].parent", 2)
    done.send_signal(signal.SIGKILL)
    assert tasks.all_gone([int(file.read_text(encoding="ascii")) for file in files])
    assert done.communicate(timeout=60)[0] == "0\n"


@pytest.mark.slow
def test_a_scheduler_without_workers_or_with_other_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with local_cluster(0) as address, pytest.raises(UsageError) as told, open_pool(address, 1):
        pass
    assert f"dask worker {address}" in told.value.message.vi
    monkeypatch.setattr(cluster, "__version__", "0.0.7")
    with local_cluster(1) as address, pytest.raises(UsageError) as told, open_pool(address, 1):
        pass
    assert "0.0.7" in told.value.message.vi


def test_an_address_where_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with socket.socket() as free:  # bound, but nobody listens
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(UsageError) as told, open_pool(address, 2):
            pass
    assert address in told.value.message.vi
    assert address in told.value.message.en


@pytest.mark.parametrize("scheduler", ["", "Local", "localhost:8786", "tcp://host", "ucx://h:1"])
def test_what_is_no_address_is_refused_with_what_is_one(scheduler: str) -> None:
    with pytest.raises(UsageError) as told, open_pool(scheduler, 2):
        pass
    assert f"«{scheduler}»" in told.value.message.vi
    assert "tcp://" in told.value.message.en


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as told, open_pool("local", 2):
        pass
    for words in (told.value.message.vi, told.value.message.en):
        assert 'python -m pip install "orgplan[cluster]"' in words


def test_dask_is_imported_only_when_it_is_asked_for() -> None:
    code = (
        "import sys\nfrom orgplan.engine.backend import Watch\n"
        "from orgplan.engine.pool import open_pool\n"
        "with open_pool(None, 2) as pool: list(pool.map(abs, [1, 2], watch=Watch(600)))\n"
        "print(*(name in sys.modules for name in ('dask', 'numpy', 'ortools')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "False False False\n"


def test_a_cluster_that_everybody_has_left_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deserted:
        def nthreads(self) -> dict[str, int]:
            return {}

    monkeypatch.setattr(cluster, "_RECOUNT", 0.0)
    crew = cluster._Crew(Deserted())
    assert crew.workers == 1  # somebody may come back
    monkeypatch.setattr(cluster, "_DESERTED", -1.0)
    with pytest.raises(WorkerError, match="no workers left"):
        assert crew.workers
