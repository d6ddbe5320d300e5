"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from orgplan.engine.cache.place import VARIABLE
from tests.oracle import kept


@pytest.fixture(scope="session", autouse=True)
def _kept_for_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What brute force finds is kept beside the temporary folders of all processes of the run."""
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(kept.VARIABLE, str(run / "kept-of-brute-force"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_user() -> Iterator[None]:
    """Nothing that tests compute is kept, and nothing that the user keeps is read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "")
        yield


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a cache of its own, made when it is first used."""
    folder = tmp_path_factory.getbasetemp() / "caches"
    count = len(list(folder.iterdir())) if folder.is_dir() else 0
    monkeypatch.setenv(VARIABLE, str(folder / str(count)))
