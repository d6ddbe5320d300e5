"""The table of a question: every solver against orgplan, medians over the runs."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.measure import Measurement

HEADER = (
    "solver",
    "status",
    "value",
    "gap",
    "seconds",
    "CPU s",
    "time ×",
    "value ×",
    "peak GB",
    "remark",
)
BASE = "orgplan"


def median(runs: Sequence[Measurement]) -> Measurement:
    """One line for several runs of one solver: medians of figures, the worst status."""
    if len(runs) == 1:
        return runs[0]
    worst = next((run for run in runs if run.status != "proven"), runs[0])
    return replace(
        worst,
        seconds=_middle([run.seconds for run in runs]),
        cpu_seconds=_middle([run.cpu_seconds for run in runs]),
        peak_gb=_middle([run.peak_gb for run in runs]),
    )


def lines(measured: Sequence[Measurement]) -> list[str]:
    """Markdown rows of one question, header first."""
    base = next((m for m in measured if m.solver == BASE), None)
    rows = [HEADER, tuple("---" for _ in HEADER), *(_row(m, base) for m in measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]


def disagreements(measured: Sequence[Measurement]) -> list[str]:
    """Claims that cannot both be true: a proof above another's plan, a proven bad plan."""
    found: list[str] = []
    for one in measured:
        if one.status == "proven" and one.violations:
            found.append(f"{one.scenario}: {one.solver} calls a plan proven that breaks a rule")
        for other in measured:
            if one.bound is None or not other.comparable or other.value is None:
                continue
            if one.bound > other.value + 1e-6:
                found.append(
                    f"{one.scenario}: {one.solver} proves {one.bound:g}, "
                    f"but {other.solver} has a plan worth {other.value:g}"
                )
    return found


def _row(measured: Measurement, base: Measurement | None) -> tuple[str, ...]:
    rules = f"breaks {measured.violations} rules; " if measured.violations else ""
    same = base is not None and measured.comparable and base.comparable
    return (
        measured.solver,
        measured.status,
        _shown(measured.value, "{:.2f}"),
        _shown(None if measured.gap is None else 100 * measured.gap, "{:.2f} %"),
        _shown(measured.seconds, "{:.2f}"),
        _shown(measured.cpu_seconds, "{:.2f}"),
        _ratio(measured, base, lambda m: m.seconds),
        _ratio(measured, base, lambda m: m.value) if same else "–",
        _shown(measured.peak_gb, "{:.2f}"),
        (rules + measured.remark)[:90].replace("|", "/"),
    )


def _ratio(
    measured: Measurement,
    base: Measurement | None,
    figure: Callable[[Measurement], float | None],
) -> str:
    own, other = figure(measured), None if base is None else figure(base)
    return f"{own / other:.2f}" if own is not None and other else "–"


def _shown(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None
