"""A value as it lies on disk: JSON under a seal that opens for the same key and orgplan only."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeGuard

from orgplan.version import __version__

JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]


def is_whole(value: JsonValue) -> TypeGuard[list[int]]:
    """Whether a value is a list of nothing but whole numbers."""
    return isinstance(value, list) and {*map(type, value)} <= {int}


def is_text(value: JsonValue) -> TypeGuard[list[str]]:
    """Whether a value is a list of nothing but text."""
    return isinstance(value, list) and {*map(type, value)} <= {str}


LARGEST = 16 * 1024**2
"""Longest value that is kept [bytes of JSON]."""
_FORMAT = b"orgplan cache 1"
_WORTH_PRESSING = 4096
"""Shorter values are kept as they are: pressing them takes longer than writing them [bytes]."""
_WRITER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_PLAIN, _PRESSED = b"p", b"z"
_SEAL = 1 + hashlib.sha256().digest_size


def seal(key: str, value: JsonValue) -> bytes | None:
    """A value with its seal; None if it cannot be kept."""
    try:
        content = _WRITER.encode(value).encode("ascii")
    except (TypeError, ValueError, RecursionError):
        return None
    if len(content) > LARGEST:
        return None
    kind = _PLAIN
    if len(content) >= _WORTH_PRESSING:
        kind, content = _PRESSED, zlib.compress(content, 1)
    return kind + _checksum(key, kind, content) + content


def unseal(key: str, sealed: object) -> JsonValue:
    """The value below a seal; None if the seal is not that of this key and this orgplan."""
    if not isinstance(sealed, bytes) or not _SEAL <= len(sealed) <= _SEAL + LARGEST:
        return None
    kind, checksum, content = sealed[:1], sealed[1:_SEAL], sealed[_SEAL:]
    if checksum != _checksum(key, kind, content):
        return None
    try:
        if kind == _PRESSED:
            content = zlib.decompressobj().decompress(content, LARGEST)
        value: JsonValue = json.loads(content)
    except (ValueError, zlib.error, RecursionError):
        return None
    return value


def _checksum(key: str, kind: bytes, content: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in (_FORMAT, stamp().encode("ascii"), key.encode("utf-8"), kind, content):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.digest()


@cache
def stamp() -> str:
    """Version of orgplan and, for those who change it, the state of its source files.

    A result of older code would come back as if the present code had proven it.
    """
    digest = hashlib.sha256(__version__.encode("ascii"))
    top = Path(__file__).parents[2]
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if not name.endswith(".py"):
                continue
            with suppress(OSError):
                found = Path(folder, name).stat()
                digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns};".encode())
    return f"{__version__} {digest.hexdigest()}"
