"""The last lines of a sweep: what was taken over, what was written, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.io.findings import visible
from orgplan.report.sweep.folder import Written
from orgplan.report.written import quoted
from orgplan.sweep import Sweep
from orgplan.text import Text


def closing_words(sweep: Sweep, written: Written) -> Iterator[Text]:
    """The sentences, in order."""
    taken, total = sweep.taken_over, len(sweep.grid)
    if taken:
        yield Text(
            f"\n{taken}/{total} điểm lấy từ lần chạy trước (--fresh để giải lại tất cả)",
            f"\n{taken} of {total} points taken over from an earlier run (--fresh solves all)",
        )
    folder, table = visible(str(written.folder)), visible(str(written.table))
    inside = written.table.parent == written.folder
    names = [visible(written.table.name) if inside else table, *written.pictures]
    pages = written.pages
    vi = f"{', '.join(names)} ({pages} trang)" if pages else ", ".join(names)
    en = f"{', '.join(names)} ({pages} {'pages' if pages > 1 else 'page'})" if pages else vi
    yield Text(f"\nĐã ghi vào {folder}: {vi}", f"\nWritten to {folder}: {en}")
    yield from _next(sweep)


def _next(sweep: Sweep) -> Iterator[Text]:
    scenario = quoted(sweep.inputs.scenario.path)
    if any(not row.proven for row in sweep.rows):
        yield Text(
            "Tiếp theo: chạy lại với --time-limit lớn hơn; chỉ các điểm chưa chứng minh được giải",
            "Next: run again with a larger --time-limit; only points without proof are solved",
        )
    else:
        yield Text(
            f"Tiếp theo: ghi giá trị đã chọn vào kịch bản, rồi orgplan solve {scenario}",
            f"Next: put the chosen values into the scenario, then orgplan solve {scenario}",
        )
