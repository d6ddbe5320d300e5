"""Solve the Khánh Hòa scenarios with one solver worker, and record time and memory.

Every engine works in this process on the same cases; ratios of medians are what counts.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from pathlib import Path

from orgplan.case import Case
from orgplan.engine.lexicographic import Progress
from orgplan.io.scenario import load_case
from orgplan.result import Result
from orgplan.solve import EngineName, solve
from orgplan.version import __version__

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ("scenario.yaml", "scenario-total.yaml")


def peak_memory() -> float | None:
    """Greatest resident memory of this process so far [GB], where the system tells it."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**3 if platform.system() == "Darwin" else 1024**2)


def measure(case: Case, engine: EngineName, limit: float) -> tuple[Result, float, float]:
    """Solve once: the answer, seconds to the proof of the last tier, seconds in all.

    Tiers with slack are minimised once more together with the decision between equal optima, so
    their last proof comes with the end of the solve.
    """
    slack = any(tier.slack for tier in case.tiers)
    proven = 0.0

    def listen(progress: Progress) -> None:
        nonlocal proven
        if progress.tier > 0 and progress.best is not None and progress.best == progress.bound:
            proven = progress.seconds

    started = time.perf_counter()
    result = solve(case, engine=engine, time_limit=limit, listener=listen)
    total = time.perf_counter() - started
    return result, total if slack else proven, total


def main() -> None:
    """Run every scenario with every engine and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for one solve")
    parser.add_argument("--whole", action="store_true", help="also one model without components")
    parser.add_argument("--highs", action="store_true", help="also HiGHS on one model")
    parser.add_argument("--also-2025", action="store_true", help="also scenario-2025.yaml")
    wish = parser.parse_args()
    engines: list[EngineName] = ["cp-sat"]
    engines += ["cp-sat-whole"] if wish.whole else []
    engines += ["highs"] if wish.highs else []
    names = (*SCENARIOS, *(["scenario-2025.yaml"] if wish.also_2025 else []))
    results = ROOT / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    with (results / "khanh_hoa.jsonl").open("a", encoding="utf-8") as file:
        for name in names:
            case, _ = load_case(ROOT / "scenarios" / "khanh-hoa" / name)
            first = None
            for engine in engines:
                runs = [measure(case, engine, wish.limit) for _ in range(wish.runs)]
                proven = statistics.median(run[1] for run in runs)
                total = statistics.median(run[2] for run in runs)
                first = first or total
                values = [float(tier.value) for tier in runs[0][0].tiers]
                memory = peak_memory()
                print(
                    f"{name:22} {engine:13} {runs[0][0].status:9} tiers {values} "
                    f"proven {proven:.1f} s, in all {total:.1f} s, ratio {total / first:.2f}, "
                    f"memory {memory or 0:.2f} GB",
                    flush=True,
                )
                row = {
                    "version": __version__,
                    "scenario": name,
                    "engine": engine,
                    "status": runs[0][0].status,
                    "tiers": values,
                    "proven_seconds": proven,
                    "seconds": total,
                    "runs": wish.runs,
                    "peak_gb": memory,
                    "machine": f"{platform.system()} {platform.machine()}",
                    "python": platform.python_version(),
                }
                file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
