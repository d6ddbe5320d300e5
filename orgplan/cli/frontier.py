"""`orgplan frontier`: the whole curve of cut against cost, as table and picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import (
    AsJson,
    NoCharts,
    ScenarioFile,
    Scheduler,
    Seed,
    Spoken,
    TimeLimit,
    Workers,
    said,
)
from orgplan.cli.refusals import refuse_folder, refuse_scheduler, refuse_time
from orgplan.cli.stop import StopButton
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.case import Case
    from orgplan.frontier import Frontier

NAME = "frontier"
ABOUT = Text(
    "Tính cả đường cắt giảm – chi phí: với mỗi số đầu mối còn lại, tốt nhất tốn bao nhiêu.",
    "Find the whole curve of cut against cost: what the best plan costs at every count of units.",
)
CurveEngine = Literal["cp-sat", "cp-sat-whole", "highs"]


@dataclass(frozen=True)
class Wish:
    """How the user wants a frontier to be found; None leaves it to the scenario."""

    scenario: Path
    folder: Path
    json: bool
    time_limit: float | None
    workers: int | None
    scheduler: str | None
    seed: int | None
    engine: CurveEngine
    language: Language | None
    charts: bool


def command(
    scenario: ScenarioFile,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            show_default=False,
            help=said(
                "Thư mục kết quả; nếu không nêu: out/<tên tệp kịch bản>-frontier/.",
                "Folder of the results; without it out/<scenario file name>-frontier/.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    seed: Seed = None,
    engine: Annotated[
        CurveEngine,
        typer.Option(
            "--engine", metavar="cp-sat|cp-sat-whole|highs", help=said("Bộ giải.", "Solver.")
        ),
    ] = "cp-sat",
    language: Spoken = None,
    no_charts: NoCharts = False,
) -> int:
    """Find the frontier of a scenario."""
    spoken = language_of(scenario, language)
    told = Text(
        "\nĐang dừng; những gì đã biết sẽ được ghi.", "\nStopping; what is known will be saved."
    )
    wish = Wish(
        scenario,
        Path("out") / f"{scenario.stem}-frontier" if output is None else output,
        as_json,
        time_limit,
        workers,
        scheduler,
        seed,
        engine,
        language,
        not no_charts,
    )
    with StopButton(lambda: say.note(told, spoken)) as button:
        return guarded(lambda: _frontier(wish, button), spoken, lambda: button.pressed)


def _frontier(wish: Wish, button: StopButton) -> int:
    from orgplan.io.scenario import load_case

    refuse_time(wish.time_limit)
    refuse_scheduler(wish.scheduler)
    refuse_folder(wish.folder)
    case, notes = load_case(wish.scenario, language=wish.language)
    say.findings(notes, case.language)
    limit = wish.time_limit or float(case.scenario.settings.time_limit)
    found = _search(case, wish, limit, button)
    written = _write(found, wish, button)
    _print(found, written, limit, wish)
    return _code(found, button)


def _search(case: Case, wish: Wish, limit: float, button: StopButton) -> Frontier:
    from orgplan.cli.progress import frontier_display
    from orgplan.engine.backend import Watch
    from orgplan.frontier import frontier

    watch = Watch(limit)
    news = frontier_display(case, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return frontier(
            case,
            workers=wish.workers,
            scheduler=wish.scheduler,
            engine=wish.engine,
            seed=wish.seed,
            listener=news.take,
            watch=watch,
        )


def _write(found: Frontier, wish: Wish, button: StopButton) -> Text:
    """Write what there is, and say so; a curve without a plan leaves no file."""
    from orgplan.report.frontier import write_frontier

    if not found.known:
        return Text("\nKhông ghi tệp nào.", "\nNothing was written.")
    written = write_frontier(found, wish.folder, charts=wish.charts, before_replacing=button.shield)
    return written.words


def _print(found: Frontier, written: Text, limit: float, wish: Wish) -> None:
    from orgplan.report.frontier import frontier_document, last_words, print_frontier

    language = found.case.language
    if wish.json:
        say.document(frontier_document(found))
        say.note(written, language)
        return
    console = say.console()
    print_frontier(found, console)
    for words in (written, last_words(found, limit)):
        console.print(words.to(language), soft_wrap=True)


def _code(found: Frontier, button: StopButton) -> int:
    if found.interrupted or button.pressed:
        return Exit.INTERRUPTED
    if found.known:
        return Exit.DONE
    return Exit.NO_PLAN if found.complete and not found.points else Exit.UNPROVEN
