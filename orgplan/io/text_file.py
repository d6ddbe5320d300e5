"""Reading a small text file that orgplan asks for by name, within bounds, and its fingerprint."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from orgplan.errors import Finding, InputError
from orgplan.io.findings import Cell, Findings, LineSource, visible
from orgplan.io.plain_text import decode
from orgplan.io.source_text import SourceText
from orgplan.text import Text

MAX_BYTES = 4 * 1024 * 1024
"""Size of a scenario or ruleset."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that was read: its text and the SHA-256 of its bytes."""

    source: SourceText
    sha256: str


def read_text_file(path: Path, *, file: int = 0, most: int = MAX_BYTES) -> TextFile:
    """Read a text file.

    Parameters
    ----------
    path
        Where it is.
    file
        Its place among the files of the run.
    most
        Bytes that it may have.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, is too large or is no text.
    """
    name = visible(path.name)
    data = _bytes(path, name, file, most)
    findings = Findings()
    text = decode(data, Cell("", LineSource(name), file, 0, 0), findings, by_field=False)
    if text is None:
        raise InputError(findings.sorted())
    return TextFile(SourceText(name, text, file), hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, *, file: int = 0, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file that orgplan asks for by name.

    Parameters
    ----------
    path, file, most
        As in `read_text_file`.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read or is too large.
    """
    return _bytes(path, visible(path.name), file, most)


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that no file can have means no."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that no folder can have means no."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _bytes(path: Path, name: str, file: int, most: int) -> bytes:
    readable = Text("một tệp đọc được", "a file that can be read")
    try:
        if not path.is_file():
            raise InputError(
                [Finding(name, Text("không tìm thấy tệp", "no such file"), readable, order=(file,))]
            )
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(most + 1)
    except (OSError, ValueError) as problem:
        reason = (problem.strerror if isinstance(problem, OSError) else None) or "?"
        found = Text(f"không đọc được tệp ({reason})", f"the file cannot be read ({reason})")
        raise InputError([Finding(name, found, readable, order=(file,))]) from None
    if max(size, len(data)) > most:
        limit = f"{most // (1024 * 1024)} MB"
        found = Text(f"tệp lớn hơn {limit}", f"a file larger than {limit}")
        expected = Text(f"nhiều nhất {limit}", f"at most {limit}")
        raise InputError([Finding(name, found, expected, order=(file,))])
    return data
