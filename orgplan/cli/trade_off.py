"""`orgplan trade-off`: what less of one goal costs in another, as table and picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
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
    said,
)
from orgplan.cli.refusals import (
    refuse_folder,
    refuse_overwriting_plans,
    refuse_scheduler,
    refuse_time,
)
from orgplan.cli.stop import StopButton
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.case import Case
    from orgplan.trade_off import TradeOff

NAME = "trade-off"
ABOUT = Text(
    "Cân hai mục tiêu với nhau: bớt ở bên này tốn bao nhiêu ở bên kia, mọi điểm, có chứng minh.",
    "Weigh two goals against each other: what less of one costs in the other, every point, proven.",
)


@dataclass(frozen=True)
class Wish:
    """How the user wants a trade-off to be found; None leaves it to the scenario."""

    scenario: Path
    one: str
    other: str
    folder: Path
    json: bool
    time_limit: float | None
    workers: int | None
    scheduler: str | None
    kept: bool
    seed: int | None
    language: Language | None
    charts: bool


def command(
    scenario: ScenarioFile,
    one: Annotated[
        str,
        typer.Option(
            "--between",
            metavar="GOAL",
            help=said(
                "Mục tiêu thứ nhất, như displaced_staff; hoặc cut, số đầu mối giảm.",
                "The first goal, such as displaced_staff; or cut, the units cut.",
            ),
        ),
    ],
    other: Annotated[
        str,
        typer.Option(
            "--and",
            metavar="GOAL",
            help=said(
                "Mục tiêu thứ hai, như surplus_leaders.",
                "The second goal, such as surplus_leaders.",
            ),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            show_default=False,
            help=said(
                "Thư mục kết quả; nếu không nêu: out/<tên tệp kịch bản>-trade-off/.",
                "Folder of the results; without it out/<scenario file name>-trade-off/.",
            ),
        ),
    ] = None,
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
    spoken = language_of(scenario, language)
    told = Text(
        "\nĐang dừng; những gì đã biết sẽ được ghi.", "\nStopping; what is known will be saved."
    )
    wish = Wish(
        scenario,
        one,
        other,
        Path("out") / f"{scenario.stem}-trade-off" if output is None else output,
        as_json,
        time_limit,
        workers,
        scheduler,
        not no_cache,
        seed,
        language,
        not no_charts,
    )
    with StopButton(lambda: say.note(told, spoken)) as button:
        return guarded(lambda: _trade_off(wish, button), spoken, lambda: button.pressed)


def _trade_off(wish: Wish, button: StopButton) -> int:
    from orgplan.io.scenario import load_case

    refuse_time(wish.time_limit)
    refuse_scheduler(wish.scheduler)
    refuse_folder(wish.folder)
    case, notes = load_case(wish.scenario, language=wish.language)
    refuse_overwriting_plans(case, wish.folder)
    say.findings(notes, case.language)
    limit = wish.time_limit or float(case.scenario.settings.time_limit)
    found = _search(case, wish, limit, button)
    written = _write(found, wish, button)
    _print(found, written, limit, wish)
    return _code(found, button)


def _search(case: Case, wish: Wish, limit: float, button: StopButton) -> TradeOff:
    from orgplan.cli.analysis_progress import trade_off_display
    from orgplan.engine.backend import Watch
    from orgplan.solve import load_solvers
    from orgplan.trade_off import trade_off

    load_solvers()
    watch = Watch(limit)
    news = trade_off_display(case, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return trade_off(
            case,
            wish.one,
            wish.other,
            seed=wish.seed,
            listener=news.take,
            watch=watch,
            workers=wish.workers,
            scheduler=wish.scheduler,
            kept=wish.kept,
        )


def _write(found: TradeOff, wish: Wish, button: StopButton) -> Text:
    """Write what there is, and say so."""
    from orgplan.report.trade_off import write_trade_off

    if not found.points:
        return Text("\nKhông ghi tệp nào.", "\nNothing was written.")
    written = write_trade_off(
        found, wish.folder, charts=wish.charts, before_replacing=button.shield
    )
    return written.words


def _print(found: TradeOff, written: Text, limit: float, wish: Wish) -> None:
    from orgplan.report.trade_off import last_words, print_trade_off, trade_off_document

    language = found.case.language
    if wish.json:
        say.document(trade_off_document(found))
        say.note(written, language)
        return
    console = say.console()
    print_trade_off(found, console)
    for words in (written, last_words(found, limit)):
        console.print(words.to(language), soft_wrap=True)


def _code(found: TradeOff, button: StopButton) -> int:
    if found.interrupted or button.pressed:
        return Exit.INTERRUPTED
    if found.points:
        return Exit.DONE
    return Exit.NO_PLAN if found.complete else Exit.UNPROVEN
