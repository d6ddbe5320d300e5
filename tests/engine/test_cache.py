"""The cache on disk: what it gives back is right or nothing, whatever happened to its files."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgplan.engine.cache import Cache, JsonValue, clear, content_key, default_folder, sealed, size
from orgplan.engine.cache.place import NAME, files
from tests.cli.running import environment

VALUES: dict[str, JsonValue] = {
    content_key(number): [number, "đơn vị", {"frontier": [[7, number * 10**30], [6, None]]}]
    for number in range(40)
} | {content_key("long"): ["x" * 20_000, list(range(3000))]}
ANY_KEY = next(iter(VALUES))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cache with some values."""
    with Cache(tmp_path / "cache") as cache:
        for key, value in VALUES.items():
            cache.put(key, value)
    return tmp_path / "cache"


def found(folder: Path) -> dict[str, JsonValue]:
    """Everything that a new reader gets."""
    with Cache(folder) as cache:
        pairs = {key: cache.get(key) for key in VALUES}
    return {key: value for key, value in pairs.items() if value is not None}


def works(folder: Path) -> bool:
    """Whether a value that is put is there for the next reader."""
    with Cache(folder) as cache:
        cache.put("new", [1])
    with Cache(folder) as cache:
        return cache.get("new") == [1]


def test_values_come_back_as_they_were_put(folder: Path) -> None:
    assert found(folder) == VALUES
    with Cache(folder) as cache:
        assert cache.get(content_key("unknown")) is None


def test_a_value_is_there_at_once_and_the_last_one_counts(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put("key", 1)
        assert cache.get("key") == 1
        cache.put("key", 2)
        assert cache.get("key") == 2
    with Cache(tmp_path) as cache:
        cache.put("key", 3)
    with Cache(tmp_path) as cache:
        assert cache.get("key") == 3


def test_what_is_no_json_or_too_large_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "LARGEST", 1000)
    with Cache(tmp_path) as cache:
        cache.put("infinite", float("inf"))
        cache.put("large", "x" * 1000)
        cache.put("digits", 10**5000)
        cache.put("fits", "x" * 900)
        assert [cache.get(key) for key in ("infinite", "large", "digits")] == [None] * 3
        assert cache.get("fits") == "x" * 900


def test_values_of_another_version_are_missing_and_can_be_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "stamp", lambda: "0.0.7 other sources")
    assert found(folder) == {}
    with Cache(folder) as cache:
        cache.put(ANY_KEY, 7)
    assert found(folder) == {ANY_KEY: 7}


def test_the_stamp_changes_with_the_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "engine" / "cache" / "sealed.py"
    place.parent.mkdir(parents=True)
    place.write_text("1", encoding="utf-8")
    monkeypatch.setattr(sealed, "__file__", str(place))
    first = sealed.stamp.__wrapped__()
    assert sealed.stamp.__wrapped__() == first
    place.write_text("12", encoding="utf-8")
    assert sealed.stamp.__wrapped__() != first


def test_a_value_under_the_key_of_another_is_missing(folder: Path) -> None:
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute("DELETE FROM entry WHERE key = ?", (ANY_KEY,))
        other = next(key for key in VALUES if key != ANY_KEY)
        connection.execute("UPDATE entry SET key = ? WHERE key = ?", (ANY_KEY, other))
    connection.close()
    assert found(folder) == {k: v for k, v in VALUES.items() if k not in (ANY_KEY, other)}


@settings(max_examples=100, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.data())
def test_flipped_bytes_give_the_right_value_or_none(
    folder: Path, tmp_path: Path, data: st.DataObject
) -> None:
    """Any bytes of the file are changed; the file is as good as new afterwards."""
    damaged = tmp_path / "damaged"
    shutil.rmtree(damaged, ignore_errors=True)
    shutil.copytree(folder, damaged)
    content = bytearray((damaged / NAME).read_bytes())
    places = st.one_of(st.integers(0, 200), st.integers(0, len(content) - 1))
    for place in data.draw(st.lists(places, min_size=1, max_size=30)):
        content[place] ^= data.draw(st.integers(1, 255))
    (damaged / NAME).write_bytes(content)
    assert found(damaged).items() <= VALUES.items()
    works(damaged)  # may find further damage, which it mends
    assert works(damaged)


@pytest.mark.parametrize("length", [0, 1, 100, 4095, 4096, 5000, 20_000])
def test_a_truncated_file_is_replaced(folder: Path, length: int) -> None:
    content = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(content[:length])
    assert found(folder).items() <= VALUES.items()
    assert works(folder)


def test_a_file_that_is_damaged_while_it_is_open_is_replaced(folder: Path) -> None:
    with Cache(folder) as cache:
        assert cache.get(ANY_KEY) == VALUES[ANY_KEY]
        with (folder / NAME).open("r+b") as file:
            file.write(b"\0" * 20_000)
        for key, value in VALUES.items():
            assert cache.get(key) in (None, value)
        cache.put("new", [1])
    assert works(folder)


def test_a_foreign_file_is_replaced(folder: Path) -> None:
    for content in (b"", b"foreign", b"SQLite format 3\0" + b"x" * 5000):
        (folder / NAME).write_bytes(content)
        assert found(folder) == {}
        assert works(folder)


def test_a_database_of_somebody_else_is_replaced(folder: Path) -> None:
    (folder / NAME).unlink()
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute("CREATE TABLE entry (key TEXT, sealed TEXT)")
        connection.execute("INSERT INTO entry VALUES (?, ?)", (ANY_KEY, "1"))
    connection.close()
    assert found(folder) == {}
    assert works(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", [file.name for file in files(Path())])
def test_a_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "precious"
    target.write_bytes((folder / NAME).read_bytes())
    before = target.read_bytes()
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(target)
    assert found(folder) == {}
    assert works(folder)
    assert target.read_bytes() == before


def test_a_file_that_is_too_large_is_replaced(folder: Path) -> None:
    with (folder / NAME).open("ab") as file:
        file.truncate(3 * 1024**2)
    with Cache(folder, limit=0) as cache:
        assert cache.get(ANY_KEY) is None
    assert size(folder) < 3 * 1024**2


def test_the_oldest_values_are_dropped_when_it_grows_too_large(tmp_path: Path) -> None:
    limit = 400_000
    keys = [content_key(number) for number in range(1000)]
    with Cache(tmp_path, limit) as cache:
        for number, key in enumerate(keys):
            cache.put(key, [number, "x" * 3000])
    assert size(tmp_path) < 3 * limit
    with Cache(tmp_path, limit) as cache:
        kept = [number for number, key in enumerate(keys) if cache.get(key) is not None]
    assert kept[0] > 0
    assert kept == list(range(kept[0], 1000))
    assert len(kept) >= 40


def test_a_place_where_nothing_can_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="ascii")
    (tmp_path / "taken" / NAME).mkdir(parents=True)
    for folder in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "taken", None):
        with Cache(folder) as cache:
            cache.put("key", 1)
            assert cache.get("key") is None


def test_a_python_without_sqlite_has_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with Cache(tmp_path) as cache:
        cache.put("key", 1)
        assert cache.get("key") is None


def test_a_lock_that_another_process_keeps_is_no_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgplan.engine.cache.store._PATIENCE", 0.1)
    with Cache(folder) as cache:
        other = sqlite3.connect(folder / NAME, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert cache.get(ANY_KEY) is None
        cache.put("new", 1)
        other.execute("ROLLBACK")
        other.close()
    assert found(folder) == VALUES  # nothing was thrown away


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom orgplan.engine.cache import Cache\n"
        "me = sys.argv[2]\n"
        "with Cache(Path(sys.argv[1])) as cache:\n"
        "    for number in range(600):\n"
        "        cache.put(f'{me} {number}', [me, number])\n"
        "        cache.put(f'shared {number}', [number])\n"
        "        assert cache.get(f'shared {number}') == [number]\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path, name], env=environment())
        for name in "abc"
    ]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0]
    with Cache(tmp_path) as cache:
        for number in range(600):
            assert cache.get(f"shared {number}") == [number]
            assert [cache.get(f"{name} {number}") for name in "abc"] == [
                [name, number] for name in "abc"
            ]


def test_clearing_removes_the_cache_and_nothing_else(folder: Path) -> None:
    (folder / "mine.txt").write_text("mine", encoding="ascii")
    assert size(folder) > 0
    clear(folder)
    assert (size(folder), found(folder)) == (0, {})
    assert (folder / "mine.txt").exists()


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"ORGPLAN_CACHE": "/c"}, Path("/c")),
        ("linux", {"ORGPLAN_CACHE": ""}, None),
        ("linux", {"XDG_CACHE_HOME": "/x"}, Path("/x/orgplan")),
        ("linux", {"XDG_CACHE_HOME": "relative"}, Path.home() / ".cache/orgplan"),
        ("linux", {}, Path.home() / ".cache/orgplan"),
        ("darwin", {"XDG_CACHE_HOME": "/x"}, Path.home() / "Library/Caches/orgplan"),
        ("win32", {"LOCALAPPDATA": "/l"}, Path("/l/orgplan")),
        ("win32", {}, Path.home() / "AppData/Local/orgplan"),
    ],
)
def test_the_folder_is_where_programs_of_the_system_keep_theirs(
    platform: str, variables: dict[str, str], expected: Path | None
) -> None:
    assert default_folder(variables, platform) == expected


def test_tests_never_touch_the_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = default_folder()
    assert folder is not None
    assert folder.is_relative_to(tmp_path_factory.getbasetemp())
