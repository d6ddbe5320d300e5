"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orgplan.engine.cache.place import VARIABLE


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
