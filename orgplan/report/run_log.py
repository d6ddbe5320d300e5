"""The log of runs: one line in `orgplan-runs.csv` for each solve, in the scenario's own folder.

It answers, months later, from which inputs a plan file came. It names files, never folders above
the scenario's own and never a person. The cells are parted by semicolons: where the comma is the
decimal sign, as in Viet Nam, spreadsheets expect that. No cell may be taken for a formula, a date
or a number of another size: fingerprints and versions carry a word, seconds are whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from orgplan.case import InputFile
from orgplan.io.findings import visible
from orgplan.io.holding import holding
from orgplan.io.organisation_files import RUN_LOG
from orgplan.io.writing import relative_path
from orgplan.report.changes_csv import BOM, harmless
from orgplan.report.provenance import status_words
from orgplan.result import Result
from orgplan.text import Text, number
from orgplan.version import __version__

HEADINGS: tuple[Text, ...] = (
    Text("Thời điểm (UTC)", "Time (UTC)"),
    Text("Phiên bản", "Version"),
    Text("Kịch bản", "Scenario"),
    Text("Mã tệp kịch bản", "Scenario hash"),
    Text("Tệp đơn vị", "Organisation files"),
    Text("Số tệp đơn vị", "Number of files"),
    Text("Mã tệp đơn vị", "Organisation hash"),
    Text("Bộ quy định", "Ruleset"),
    Text("Mã bộ quy định", "Ruleset hash"),
    Text("Phương án trước", "Earlier plans"),
    Text("Mã phương án trước", "Earlier plans hash"),
    Text("Trạng thái", "Status"),
    Text("Kết quả", "Outcome"),
    Text("Đầu mối trước", "Units before"),
    Text("Đầu mối sau", "Units after"),
    Text("Giá trị mục tiêu", "Goal values"),
    Text("Đã chứng minh", "Proven"),
    Text("Tệp phương án", "Plan file"),
    Text("Mã tệp phương án", "Plan hash"),
    Text("Số giây", "Seconds"),
    Text("Ngôn ngữ", "Language"),
)
"""Heads of the columns; both languages stand in each, so that one log serves both."""
_DIGITS = 12
_MOST_LOGS = 99
_YES, _NO = Text("có", "yes"), Text("chưa", "no")
_CSV_END = "\r\n"


def log_run(result: Result, plan: Path | None, now: datetime) -> Path | None:
    """Add one line about a run to the log in the folder of the scenario.

    Parameters
    ----------
    result
        The answer; one without a plan is logged too.
    plan
        The plan file, or None where nothing was written.
    now
        The time of the run, in UTC.

    Returns
    -------
    log
        The file that has the line; None for a case that comes from no file.

    Raises
    ------
    OSError
        If the folder cannot be written to, or another program holds the log.
    """
    if result.case.inputs is None:
        return None
    line = _line(run_cells(result, plan, now))
    for log in _candidates(result.case.inputs.scenario.path.parent):
        if _append(log, line):
            return log
    raise OSError(f"{_MOST_LOGS} logs with other columns")


def run_cells(result: Result, plan: Path | None, now: datetime) -> list[str]:
    """The cells of one run, in the order of the headings."""
    case = result.case
    inputs, language = case.inputs, case.language
    if inputs is None:
        raise ValueError("a run without files cannot be logged")
    found = result.plan
    stopped = ", interrupted" if result.interrupted else ""
    values = (
        f"{place}) {number(tier.value, language)}" for place, tier in enumerate(result.tiers, 1)
    )
    return [
        now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        f"orgplan {__version__}",
        inputs.scenario.path.name,
        _fingerprint([inputs.scenario]),
        ", ".join(file.path.name for file in inputs.organisation),
        str(len(inputs.organisation)),
        _fingerprint(inputs.organisation),
        inputs.ruleset_name,
        _fingerprint([inputs.ruleset]),
        ", ".join(file.path.name for file in inputs.plans),
        _fingerprint(inputs.plans),
        f"{result.status}{stopped}",
        status_words(result).to(language),
        "" if found is None else str(sum(case.problem.before_count.values())),
        "" if found is None else str(sum(found.after_count.values())),
        " | ".join(values),
        (_YES if _is_proven(result) else _NO).to(language),
        "" if plan is None else _place(plan, inputs.scenario.path.parent),
        "" if plan is None else _marked(hashlib.sha256(plan.read_bytes()).hexdigest()),
        str(math.ceil(result.seconds)),
        language,
    ]


def _is_proven(result: Result) -> bool:
    """Whether the answer is the last word; of "no plan" a second engine must not have failed."""
    if result.status == "infeasible":
        return result.confirmed is not False
    return result.status == "optimal"


def _fingerprint(files: Sequence[InputFile]) -> str:
    """The start of the hash of a file; of several, that of their hashes in order."""
    if not files:
        return ""
    if len(files) == 1:
        return _marked(files[0].sha256)
    joined = "\n".join(file.sha256 for file in files)
    return _marked(hashlib.sha256(joined.encode("ascii")).hexdigest())


def _marked(digest: str) -> str:
    """With a word before it: digits alone would become a number in a spreadsheet."""
    return f"sha256:{digest[:_DIGITS]}"


def _place(plan: Path, folder: Path) -> str:
    """The plan file as seen from the folder, but no absolute path and nobody's home on the way."""
    short = f"…/{plan.resolve().parent.name}/{plan.name}"
    relative = relative_path(plan, folder)
    if Path(relative).is_absolute():
        return short
    common = Path(os.path.commonpath([plan.resolve(), folder.resolve()]))
    with suppress(RuntimeError):
        home = Path.home().resolve()
        if plan.resolve().is_relative_to(home) and not common.is_relative_to(home):
            return short
    return short if common == Path(common.anchor) else relative


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    safe = [harmless(visible(" ".join(cell.split()))) for cell in cells]
    csv.writer(text, delimiter=";", lineterminator=_CSV_END).writerow(safe)
    return text.getvalue().encode("utf-8", "replace")


def _head() -> bytes:
    cells = [f"{heading.vi} / {heading.en}" for heading in HEADINGS]
    return BOM.encode("utf-8") + _line(cells)


def _candidates(folder: Path) -> Iterator[Path]:
    """The logs that may have our columns, and names that nothing has yet, in order."""
    head = _head()
    names = [RUN_LOG, *(f"{RUN_LOG}-{number}" for number in range(2, _MOST_LOGS + 1))]
    for name in names:
        path = folder / f"{name}.csv"
        if not path.exists() or (path.is_file() and _may_begin(path, head)):
            yield path


def _may_begin(path: Path, head: bytes) -> bool:
    """Whether a log has our head, or another run may be writing it just now."""
    with path.open("rb") as file:
        return head.startswith(file.read(len(head)))


def _append(path: Path, line: bytes) -> bool:
    """Add a line while no other run does so; whether the log has our columns.

    A new or empty log gets its head first.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        with holding(handle):
            before = _before_line(handle)
            if before is not None:
                os.write(handle, before + line)
            return before is not None
    finally:
        os.close(handle)


def _before_line(handle: int) -> bytes | None:
    """What a log lacks before a further line: its head, a line end, or nothing.

    None if the log has other columns; a spreadsheet may have saved it again.
    """
    head = _head()
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return head
    os.lseek(handle, 0, os.SEEK_SET)
    if os.read(handle, len(head)) != head:
        return None
    os.lseek(handle, size - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else _CSV_END.encode("ascii")
