"""Writing files whole or not at all: to a temporary name beside the target, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with plain line ends; the old file stays until the new one is complete."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file; the old one stays until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        _open_up(temporary, 0o666)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def folder_of_outputs(folder: Path) -> Iterator[Path]:
    """A temporary folder whose files replace those of the target when all of them are complete.

    If anything goes wrong, or the user interrupts, the target keeps what it had. Files of the
    target that the new run does not write are left alone.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        yield temporary
        _open_up(temporary, 0o777)
        _replace(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _replace(temporary: Path, folder: Path) -> None:
    if not folder.exists():
        temporary.replace(folder)
        return
    for file in sorted(temporary.iterdir()):
        file.replace(folder / file.name)


def _open_up(path: Path, mode: int) -> None:
    """Give a temporary file or folder the rights that a plain new one would have."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(mode & ~mask)


def relative_path(path: Path, folder: Path) -> str:
    """The path as seen from a folder, with forward slashes; absolute on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()
