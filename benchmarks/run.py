"""Run orgplan and its peers on the same organisations and print how they compare.

``python benchmarks/run.py --suite peers --limit 60``. Every run is a process of its own, one after
the other; each line compares with orgplan on the same question in the same run. Results are
appended to ``benchmarks/results/<suite>.jsonl`` with a description of the machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

ROOT = Path(__file__).resolve().parent.parent

if TYPE_CHECKING:
    from benchmarks.measure import Measurement
    from benchmarks.suites import Question, SuiteName


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a suite; 0, or 1 where two answers contradict each other."""
    if str(ROOT) not in sys.path:  # so that the file runs from anywhere
        sys.path.insert(0, str(ROOT))
    from benchmarks.measure import name_of
    from benchmarks.suites import SUITES, Places

    wish = _parser(tuple(SUITES)).parse_args(arguments)
    results: Path = wish.results
    results.mkdir(parents=True, exist_ok=True)
    suite = cast("SuiteName", wish.suite)
    wrong: list[str] = []
    for question in SUITES[suite](Places(results / "organisations", wish.real)):
        if wish.scenarios and name_of(question.scenario) not in wish.scenarios:
            continue
        wrong += _answer(question, wish, results / f"{suite}.jsonl")
    for sentence in wrong:
        print(f"CONTRADICTION {sentence}", flush=True)
    return 1 if wrong else 0


def _parser(suites: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--suite", choices=suites, default="small")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for one solve")
    parser.add_argument("--runs", type=int, default=1, help="runs of each solver, for medians")
    parser.add_argument("--solvers", nargs="*", help="only these, such as: orgplan groups-highs")
    parser.add_argument("--scenarios", nargs="*", help="only these, such as: hard-40x10")
    parser.add_argument(
        "--real",
        type=Path,
        default=ROOT.parent / "shared" / "data" / "real",
        help="folder of real scenarios",
    )
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results")
    return parser


def _answer(question: Question, wish: argparse.Namespace, log: Path) -> list[str]:
    """Measure every solver on one question, print the table, and say what contradicts."""
    from benchmarks.table import disagreements, lines, median

    solvers = [s for s in question.solvers if not wish.solvers or s in wish.solvers]
    measured = []
    for solver in solvers:
        runs = list(_runs(solver, question.scenario, wish, log))
        measured.append(median(runs))
    if measured:
        print(f"\n{measured[0].scenario} (limit {wish.limit:g} s, runs {wish.runs})\n")
        print("\n".join(lines(measured)), flush=True)
    return disagreements(measured)


def _runs(
    solver: str, scenario: Path, wish: argparse.Namespace, log: Path
) -> Iterator[Measurement]:
    from benchmarks.machine import describe
    from benchmarks.measure import measure
    from orgplan.version import __version__

    for number in range(1, wish.runs + 1):
        measured = measure(solver, scenario, wish.limit)
        row = {
            "orgplan": __version__,
            "day": time.strftime("%Y-%m-%d"),
            "limit": wish.limit,
            "run": number,
            **asdict(measured),
            "machine": describe(),
        }
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        yield measured


if __name__ == "__main__":
    sys.exit(main())
