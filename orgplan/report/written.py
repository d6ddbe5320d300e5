"""What was written where, and what to run next."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from orgplan.io.findings import visible
from orgplan.report.folder import Written
from orgplan.report.provenance import standing_of
from orgplan.result import Result
from orgplan.text import Text


def written_words(written: Written) -> Text:
    """The files of a run, on one line."""
    folder = visible(str(written.folder))
    vi = [_file(name, written.pages, "trang") for name in written.files]
    en = [
        _file(name, written.pages, "pages" if written.pages > 1 else "page")
        for name in written.files
    ]
    return Text(
        f"\nĐã ghi vào {folder}: {', '.join(vi)}", f"\nWritten to {folder}: {', '.join(en)}"
    )


def _file(name: str, pages: int, word: str) -> str:
    return f"{name} ({pages} {word})" if name.startswith("chart") else name


def log_words(log: Path) -> Text:
    """Where the line about the run stands."""
    name = visible(str(log))
    return Text(f"Nhật ký: thêm một dòng vào {name}", f"Log: one line added to {name}")


def draft_sentence(result: Result) -> Text | None:
    """How many changes still lack an approval; None where that is nothing to speak of."""
    known = standing_of(result)
    if known is None or not known.missing:
        return None
    share = f"{len(known.missing)}/{known.changes}"
    return Text(
        f"Dự thảo: {share} thay đổi chưa được phê duyệt (ghi vào decisions của kịch bản)",
        f"Draft: {share} changes lack an approval (state it under decisions in the scenario)",
    )


def next_words(result: Result, written: Written) -> Text:
    """The command that makes sense now."""
    if result.plan is not None:
        command = f"orgplan check {quoted(written.plan)}"
        return Text(f"Tiếp theo: {command}", f"Next: {command}")
    if result.case.inputs is None:
        return Text("", "")
    command = f"orgplan explain {quoted(result.case.inputs.scenario.path)}"
    return Text(f"Tiếp theo: {command}", f"Next: {command}")


def quoted(path: Path) -> str:
    """A path as it stands in a command of this system."""
    text = visible(str(path))
    return subprocess.list2cmdline([text]) if sys.platform == "win32" else shlex.quote(text)
