"""The store: one table in one SQLite file, which is replaced when it is not sound."""

from __future__ import annotations

import stat
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from orgplan.engine.cache.place import NAME, clear, files
from orgplan.engine.cache.sealed import JsonValue, seal, unseal

if TYPE_CHECKING:
    from sqlite3 import Connection, Error

_TABLE = "CREATE TABLE entry (number INTEGER PRIMARY KEY, key TEXT UNIQUE, sealed BLOB)"
_APPLICATION = 0x6F72676C
"""Written into the head of the file: whose it is."""
_NOT_DAMAGE = frozenset({3, 5, 6, 7, 8, 10, 13, 14, 15, 22, 23})
"""Primary result codes of SQLite that speak of locks, rights, room and devices, not of the file."""
_PATIENCE = 2.0
"""Time to wait for another process that is writing [seconds]."""
_BATCH, _BATCH_BYTES = 128, 4 * 1024**2
"""Values, and their bytes, that are written together."""
_LATEST = 1.0
"""Time after which the next value takes the waiting ones along [seconds]."""


class Cache:
    """Values by the key of what they follow from; see `content_key`.

    Processes may share a folder. New values wait in memory for a moment: use it as a context, or
    `close` it. Whatever goes wrong, it behaves as if it were empty.

    Parameters
    ----------
    folder
        Where the file lies; made if it is not there. None for no cache.
    limit
        Size of the file from which on the oldest values are dropped [bytes].
    """

    def __init__(self, folder: Path | None, limit: int = 256 * 1024**2) -> None:
        self._folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._waiting: dict[str, bytes] = {}
        self._since = 0.0
        self._renewed = False
        self._connection = self._begin()

    def __enter__(self) -> Cache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, key: str) -> JsonValue:
        """The value of a key; None if there is none that can be trusted."""
        with self._lock:
            sealed = self._waiting.get(key) or self._read(key)
        return None if sealed is None else unseal(key, sealed)

    def put(self, key: str, value: JsonValue) -> None:
        """Keep a value, if it can be kept."""
        if self._connection is None:
            return
        sealed = seal(key, value)
        if sealed is None:
            return
        with self._lock:
            now = time.monotonic()
            self._since = self._since if self._waiting else now
            self._waiting[key] = sealed
            full = len(self._waiting) >= _BATCH
            large = sum(map(len, self._waiting.values())) >= _BATCH_BYTES
            if full or large or now - self._since >= _LATEST:
                self._write()

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        with self._lock:
            self._write()
            self._end()

    def _read(self, key: str) -> object:
        if self._connection is None:
            return None
        from sqlite3 import Error

        try:
            found = self._connection.execute("SELECT sealed FROM entry WHERE key = ?", (key,))
            row = found.fetchone()
        except Error as problem:
            self._mend(problem)
            return None
        return None if row is None else row[0]

    def _write(self) -> None:
        """Write what waits, in one transaction."""
        rows, self._waiting = list(self._waiting.items()), {}
        if self._connection is None or not rows:
            return
        from sqlite3 import Error

        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(
                    "INSERT OR REPLACE INTO entry (key, sealed) VALUES (?, ?)", rows
                )
                self._drop_oldest(self._connection)
        except Error as problem:
            self._mend(problem)

    def _drop_oldest(self, connection: Connection) -> None:
        """Drop the quarter that was written first, until the pages in use fit the limit."""
        while _bytes_in_use(connection) > self._limit:
            first, last = connection.execute(
                "SELECT MIN(number), MAX(number) FROM entry"
            ).fetchone()
            if first is None or first == last:
                return
            end = first + (last - first) // 4
            connection.execute("DELETE FROM entry WHERE number <= ?", (end,))

    def _mend(self, problem: Error) -> None:
        """Start a new file in place of a damaged one, once; otherwise do without."""
        self._end()
        code = getattr(problem, "sqlite_errorcode", None)
        damaged = not isinstance(code, int) or code & 0xFF not in _NOT_DAMAGE
        if damaged and not self._renewed and self._folder is not None:
            self._renewed = True
            with suppress(OSError):
                clear(self._folder)
                self._connection = self._begin()

    def _begin(self) -> Connection | None:
        """Open the file, or a new one in place of something that is none of ours; None if not."""
        if self._folder is None:
            return None
        try:
            from sqlite3 import Error

            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self._folder / NAME
            if not all(_is_plain(each, self._limit) for each in files(self._folder)):
                clear(self._folder)
            for _ in range(2):
                try:
                    connection = _connect(file)
                except Error as problem:
                    if getattr(problem, "sqlite_errorcode", 0) & 0xFF in _NOT_DAMAGE:
                        return None
                    connection = None
                if connection is not None:
                    return connection
                clear(self._folder)
        except (ImportError, OSError, ValueError):
            return None
        return None

    def _end(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            from sqlite3 import Error

            with suppress(Error):
                connection.close()


def _is_plain(file: Path, limit: int) -> bool:
    """Whether there is nothing yet, or a file of a fitting size, and no link."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(found.st_mode) and found.st_size <= 2 * limit + 2**20


def _connect(file: Path) -> Connection | None:
    """Open a file of ours, or make it; None if it is something else."""
    import sqlite3

    connection = sqlite3.connect(
        file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("BEGIN IMMEDIATE")
        tables = [row[0] for row in connection.execute("SELECT sql FROM sqlite_master") if row[0]]
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if not tables and owner == 0:
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            tables, owner = [_TABLE], _APPLICATION
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    if tables == [_TABLE] and owner == _APPLICATION:
        return connection
    connection.close()
    return None


def _bytes_in_use(connection: Connection) -> int:
    """Bytes of the pages that hold something."""
    pages, free, each = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * each
