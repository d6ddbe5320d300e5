"""The same plan file, byte for byte, whoever does the work and whatever was kept before."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from orgplan.case import Case
from orgplan.engine import apart, by_parts, crowd
from orgplan.engine.cache import default_folder
from orgplan.engine.cache.place import NAME
from orgplan.engine.pool.cluster_host import local_cluster
from orgplan.io.scenario import load_case
from orgplan.solve import solve
from tests.oracle.trees import tree
from tests.test_engines import document

SEED = 9
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals to one process are POSIX")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """A tree that is settled, and asked in processes however little there is to do."""
    monkeypatch.setattr(apart, "LARGE", 10)
    monkeypatch.setattr(by_parts, "LARGE", 10)
    monkeypatch.setattr(apart, "SMALL", 4)
    monkeypatch.setattr(crowd, "LARGE_BATCH", 0)
    found, _ = load_case(tree(SEED).write(tmp_path))
    yield found


def test_workers_and_kept_results_change_no_byte(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One, two and four workers; nothing kept, an empty, a warm and a damaged cache."""
    first = document(solve(case, workers=1, kept=False))
    assert document(solve(case, workers=2, kept=False)) == first
    assert document(solve(case, workers=4, kept=True)) == first
    folder = default_folder()
    assert folder is not None
    done: list[object] = []
    keep = crowd.Crowd._keep
    monkeypatch.setattr(
        crowd.Crowd, "_keep", lambda self, work, r: (done.append(work), keep(self, work, r))
    )
    assert document(solve(case, workers=1)) == first
    assert not done  # everything was known
    content = bytearray((folder / NAME).read_bytes())
    content[len(content) // 3 :: 7] = bytes(len(content[len(content) // 3 :: 7]))
    (folder / NAME).write_bytes(content)
    assert document(solve(case, workers=1)) == first
    assert done


@pytest.mark.slow
def test_a_dask_cluster_changes_no_byte(case: Case) -> None:
    """A cluster of this computer writes the plan file of one process."""
    first = document(solve(case, workers=1, kept=False))
    assert document(solve(case, workers=2, scheduler="local", kept=False)) == first


@pytest.mark.slow
@posix
def test_a_dask_worker_killed_in_the_middle_changes_no_byte(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is killed as soon as the first result is in."""
    first = document(solve(case, workers=1, kept=False))
    killed = threading.Event()
    keep = crowd.Crowd._keep

    def kill_once(self: crowd.Crowd, work: crowd.Work[object], result: object) -> None:
        if not killed.is_set():
            workers = [
                child
                for child in psutil.Process().children(recursive=True)
                if any("spawn_main" in word for word in child.cmdline())
            ]
            workers[-1].kill()
            killed.set()
        keep(self, work, result)

    monkeypatch.setattr(crowd.Crowd, "_keep", kill_once)
    with local_cluster(2) as address:
        assert document(solve(case, scheduler=address, kept=False)) == first
    assert killed.is_set()
