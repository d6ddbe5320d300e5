"""`orgplan alternatives`: clearly different plans near the best one, or that there are no more."""

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
from orgplan.cli.question import NOTHING, Question, Run
from orgplan.cli.refusals import refuse_overwriting_plans
from orgplan.cli.stop import StopButton
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.alternatives import Alternatives

NAME = "alternatives"
ABOUT = Text(
    "Tìm vài phương án gần tốt nhất mà khác nhau rõ rệt, hoặc chứng minh là không còn.",
    "Find a few plans near the best one that clearly differ, or prove that there are no more.",
)
_STOPPING = Text(
    "\nĐang dừng; các phương án đã tìm được sẽ được ghi.",
    "\nStopping; the plans found will be saved.",
)
Number = Annotated[
    int,
    typer.Option(
        "-n",
        "--number",
        metavar="N",
        min=1,
        help=said(
            "Số phương án, kể cả phương án tốt nhất.", "Number of plans, the best one included."
        ),
    ),
]
Within = Annotated[
    str,
    typer.Option(
        "--within",
        metavar="P%",
        help=said(
            "Mục tiêu 1 được kém hơn mức tốt nhất bao nhiêu.",
            "How much worse than at its best goal 1 may be.",
        ),
    ),
]
MinDifference = Annotated[
    int,
    typer.Option(
        "--min-difference",
        metavar="N",
        min=1,
        help=said(
            "Số đơn vị ít nhất mà hai phương án bất kỳ sắp xếp khác nhau.",
            "Least number of units that fare otherwise between any two plans.",
        ),
    ),
]


def command(
    scenario: ScenarioFile,
    number: Number = 5,
    within: Within = "2%",
    min_difference: MinDifference = 3,
    output: Annotated[Path | None, results("-alternatives")] = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    no_cache: NoCache = False,
    seed: Seed = None,
    language: Spoken = None,
    no_charts: NoCharts = False,
) -> int:
    """Find alternatives of a scenario."""
    folder = output or Path("out") / f"{scenario.stem}-alternatives"
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
        from orgplan.alternatives import margin_of

        margin_of(within)
        run = question.read(button, folder, refuse_overwriting_plans)
        found = _search(run, number, within, min_difference)
        _tell(found, run, folder)
        none = found.ended == "no_plan"
        return run.code(interrupted=found.interrupted, known=bool(found.plans), excluded=none)

    return question.answered(_STOPPING, work)


def _search(run: Run, number: int, within: str, min_difference: int) -> Alternatives:
    from orgplan.alternatives import alternatives
    from orgplan.cli.analysis_progress import alternatives_display
    from orgplan.solve import load_solvers

    load_solvers()
    news, how = alternatives_display(run.case, say.console(errors=True)), run.question
    with run.searching(news) as watch:
        return alternatives(
            run.case,
            number,
            within,
            min_difference,
            seed=how.seed,
            listener=news.take,
            watch=watch,
            workers=how.workers,
            scheduler=how.scheduler,
            kept=how.kept,
        )


def _tell(found: Alternatives, run: Run, folder: Path) -> None:
    """Write the plans where there are any, and print."""
    from orgplan.report.alternatives import (
        alternatives_document,
        last_words,
        print_alternatives,
        write_alternatives,
    )

    written = NOTHING
    if found.plans:
        charts, shield = run.question.charts, run.button.shield
        written = write_alternatives(found, folder, charts=charts, before_replacing=shield).words
    run.tell(
        lambda: alternatives_document(found, folder),
        lambda console: print_alternatives(found, console),
        written,
        last_words(found, folder, run.limit),
    )
