"""The organisation files that a scenario names: one, a list, or a glob such as `units/*.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from orgplan.errors import Complaint, PathStep
from orgplan.io.findings import shown
from orgplan.io.guess import did_you_mean, near
from orgplan.text import Text

MAX_FILES = 2_000
RUN_LOG = "orgplan-runs"
"""How the names of the logs begin that `orgplan solve` keeps beside a scenario."""
_NOT_UNITS = (".", "~$", RUN_LOG)
_WILD = frozenset("*?[")
_A_FILE = Text(
    "một tệp đơn vị, tính từ thư mục của tệp này", "a file, relative to this one's folder"
)


def find_files(
    names: str | Sequence[str], folder: Path
) -> tuple[tuple[Path, ...], list[Complaint]]:
    """Find the organisation files.

    Parameters
    ----------
    names
        What the scenario says.
    folder
        The folder of the scenario.

    Returns
    -------
    paths
        The files, in order; those of one glob by name, none of them twice.
    complaints
        Names that mean no file; paths start at the value of `organisation`.
    """
    listed = [((), names)] if isinstance(names, str) else [((n,), x) for n, x in enumerate(names)]
    paths: dict[Path, None] = {}
    complaints: list[Complaint] = []
    if not listed:
        nothing = Text("danh sách trống", "an empty list")
        complaints.append(Complaint((), nothing, _A_FILE))
    for place, name in listed:
        found = _matches(name, folder)
        if not found:
            complaints.append(_no_file(place, name, folder))
        paths.update(dict.fromkeys(found))
    return tuple(paths), complaints


def _matches(name: str, folder: Path) -> list[Path]:
    """The files of one name; hidden files, those that Excel holds open and our log do not count."""
    try:
        exact = folder / name
        if name and exact.is_file():
            return [exact]
        if not _WILD & set(name) or "**" in name or Path(name).is_absolute():
            return []
        found = islice(folder.glob(name), MAX_FILES)
        return sorted(p for p in found if p.is_file() and not p.name.startswith(_NOT_UNITS))
    except (OSError, ValueError, NotImplementedError):
        return []


def _no_file(place: tuple[PathStep, ...], name: str, folder: Path) -> Complaint:
    found = Text(f"không tìm thấy tệp {shown(name)}", f"no such file: {shown(name)}")
    return Complaint(place, found, _A_FILE, did_you_mean(near(name, list(_neighbours(folder)))))


def _neighbours(folder: Path) -> Iterator[str]:
    try:
        for path in islice(folder.iterdir(), 100):
            if path.is_file():
                yield path.name
    except OSError:
        return
