"""`orgplan frontier`: the whole curve of cut against cost, as table and picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from orgplan.cli import say
from orgplan.cli.options import (
    AsJson,
    NoCharts,
    ScenarioFile,
    Scheduler,
    Seed,
    Spoken,
    TimeLimit,
    Workers,
    results,
    said,
)
from orgplan.cli.question import NOTHING, SAVED, Question, Run
from orgplan.cli.stop import StopButton
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.frontier import Frontier

NAME = "frontier"
ABOUT = Text(
    "Tính cả đường cắt giảm – chi phí: với mỗi số đầu mối còn lại, tốt nhất tốn bao nhiêu.",
    "Find the whole curve of cut against cost: what the best plan costs at every count of units.",
)
CurveEngine = Literal["cp-sat", "cp-sat-whole", "highs"]
Engine = Annotated[
    CurveEngine,
    typer.Option("--engine", metavar="cp-sat|cp-sat-whole|highs", help=said("Bộ giải.", "Solver.")),
]


def command(
    scenario: ScenarioFile,
    output: Annotated[Path | None, results("-frontier")] = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    seed: Seed = None,
    engine: Engine = "cp-sat",
    language: Spoken = None,
    no_charts: NoCharts = False,
) -> int:
    """Find the frontier of a scenario."""
    folder = output or Path("out") / f"{scenario.stem}-frontier"
    question = Question(
        scenario,
        as_json,
        time_limit,
        workers,
        seed,
        language,
        scheduler=scheduler,
        charts=not no_charts,
    )

    def work(button: StopButton) -> int:
        run = question.read(button, folder)
        found = _search(run, engine)
        _tell(found, run, folder)
        known, none = bool(found.known), found.complete and not found.points
        return run.code(interrupted=found.interrupted, known=known, excluded=none)

    return question.answered(SAVED, work)


def _search(run: Run, engine: CurveEngine) -> Frontier:
    from orgplan.cli.progress import frontier_display
    from orgplan.frontier import frontier

    news, how = frontier_display(run.case, say.console(errors=True)), run.question
    with run.searching(news) as watch:
        return frontier(
            run.case,
            workers=how.workers,
            scheduler=how.scheduler,
            engine=engine,
            seed=how.seed,
            listener=news.take,
            watch=watch,
            kept=how.kept,
        )


def _tell(found: Frontier, run: Run, folder: Path) -> None:
    """Write the curve where there is a plan on it, and print."""
    from orgplan.report.frontier import (
        frontier_document,
        last_words,
        print_frontier,
        write_frontier,
    )

    written = NOTHING
    if found.known:
        charts, shield = run.question.charts, run.button.shield
        written = write_frontier(found, folder, charts=charts, before_replacing=shield).words
    run.tell(
        lambda: frontier_document(found),
        lambda console: print_frontier(found, console),
        written,
        last_words(found, run.limit),
    )
