"""`orgplan trade-off`: what less of one goal costs in another, as table and picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.options import (
    AsJson,
    NoCache,
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
from orgplan.cli.refusals import refuse_overwriting_plans
from orgplan.cli.stop import StopButton
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.trade_off import TradeOff

NAME = "trade-off"
ABOUT = Text(
    "Cân hai mục tiêu với nhau: bớt ở bên này tốn bao nhiêu ở bên kia, mọi điểm, có chứng minh.",
    "Weigh two goals against each other: what less of one costs in the other, every point, proven.",
)
One = Annotated[
    str,
    typer.Option(
        "--between",
        metavar="GOAL",
        help=said(
            "Mục tiêu thứ nhất, như displaced_staff; hoặc cut, số đầu mối giảm.",
            "The first goal, such as displaced_staff; or cut, the units cut.",
        ),
    ),
]
Other = Annotated[
    str,
    typer.Option(
        "--and",
        metavar="GOAL",
        help=said(
            "Mục tiêu thứ hai, như surplus_leaders.", "The second goal, such as surplus_leaders."
        ),
    ),
]


def command(
    scenario: ScenarioFile,
    one: One,
    other: Other,
    output: Annotated[Path | None, results("-trade-off")] = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    no_cache: NoCache = False,
    seed: Seed = None,
    language: Spoken = None,
    no_charts: NoCharts = False,
) -> int:
    """Find the trade-off between two goals of a scenario."""
    folder = output or Path("out") / f"{scenario.stem}-trade-off"
    question = Question(
        scenario,
        as_json,
        time_limit,
        workers,
        seed,
        language,
        scheduler=scheduler,
        kept=not no_cache,
        charts=not no_charts,
    )

    def work(button: StopButton) -> int:
        run = question.read(button, folder, refuse_overwriting_plans)
        found = _search(run, one, other)
        _tell(found, run, folder)
        known, none = bool(found.points), found.complete
        return run.code(interrupted=found.interrupted, known=known, excluded=none)

    return question.answered(SAVED, work)


def _search(run: Run, one: str, other: str) -> TradeOff:
    from orgplan.cli.analysis_progress import trade_off_display
    from orgplan.solve import load_solvers
    from orgplan.trade_off import trade_off

    load_solvers()
    news, how = trade_off_display(run.case, say.console(errors=True)), run.question
    with run.searching(news) as watch:
        return trade_off(
            run.case,
            one,
            other,
            seed=how.seed,
            listener=news.take,
            watch=watch,
            workers=how.workers,
            scheduler=how.scheduler,
            kept=how.kept,
        )


def _tell(found: TradeOff, run: Run, folder: Path) -> None:
    """Write the points where there are any, and print."""
    from orgplan.report.trade_off import (
        last_words,
        print_trade_off,
        trade_off_document,
        write_trade_off,
    )

    written = NOTHING
    if found.points:
        charts, shield = run.question.charts, run.button.shield
        written = write_trade_off(found, folder, charts=charts, before_replacing=shield).words
    run.tell(
        lambda: trade_off_document(found),
        lambda console: print_trade_off(found, console),
        written,
        last_words(found, run.limit),
    )
