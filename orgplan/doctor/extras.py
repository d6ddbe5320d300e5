"""What orgplan can do without: the results of earlier runs, and Dask."""

from __future__ import annotations

from fractions import Fraction
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from orgplan.doctor.finding import Look
from orgplan.doctor.surroundings import cannot_write
from orgplan.engine.cache.place import VARIABLE, default_folder, size
from orgplan.text import Text, number


def look_at_cache() -> Look:
    """Where results are kept for the next run, and how much they take."""
    folder = default_folder()
    if folder is None:
        return Look("cache", "ok", Text(f"tắt ({VARIABLE} để trống)", f"off ({VARIABLE} is empty)"))
    problem = cannot_write(_nearest(folder))
    if problem is not None:
        return Look(
            "cache",
            "note",
            Text(
                f"không ghi được vào {folder} ({problem})", f"cannot write to {folder} ({problem})"
            ),
            Text(
                "orgplan vẫn chạy nhưng lần nào cũng tính lại từ đầu; "
                f"đặt {VARIABLE} thành một thư mục ghi được",
                "orgplan works but computes everything anew each time; "
                f"set {VARIABLE} to a folder that can be written to",
            ),
        )
    room = in_megabytes(size(folder))
    return Look("cache", "ok", Text(f"{room.vi}, ở {folder}", f"{room.en}, in {folder}"))


def in_megabytes(count: int) -> Text:
    """Bytes as people read them."""
    size_mb = Fraction(round(count / 100_000), 10)
    return Text(f"{number(size_mb, 'vi')} MB", f"{number(size_mb, 'en')} MB")


def _nearest(folder: Path) -> Path:
    """The folder, or the first one above that is there."""
    whole = folder.absolute()
    return next((path for path in (whole, *whole.parents) if path.exists()), whole)


def look_at_dask() -> Look:
    """Whether the work can be spread over several computers."""
    if find_spec("distributed") is None:
        return Look(
            "dask",
            "ok",
            Text(
                "chưa cài; chỉ cần khi dùng nhiều máy (--scheduler): "
                'python -m pip install "orgplan[cluster]"',
                "not installed; needed only for several computers (--scheduler): "
                'python -m pip install "orgplan[cluster]"',
            ),
        )
    try:
        version = metadata.version("distributed")
    except metadata.PackageNotFoundError:
        version = "?"
    return Look(
        "dask",
        "ok",
        Text(
            f"{version}, dùng được nhiều máy (--scheduler)",
            f"{version}, several computers can be used (--scheduler)",
        ),
    )
