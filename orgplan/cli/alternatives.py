"""`orgplan alternatives`: clearly different plans near the best one, or that there are no more."""

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
    from orgplan.alternatives import Alternatives
    from orgplan.case import Case

NAME = "alternatives"
ABOUT = Text(
    "Tìm vài phương án gần tốt nhất mà khác nhau rõ rệt, hoặc chứng minh là không còn.",
    "Find a few plans near the best one that clearly differ, or prove that there are no more.",
)


@dataclass(frozen=True)
class Wish:
    """How the user wants alternatives to be found; None leaves it to the scenario."""

    scenario: Path
    folder: Path
    number: int
    within: str
    min_difference: int
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
    number: Annotated[
        int,
        typer.Option(
            "-n",
            "--number",
            metavar="N",
            min=1,
            help=said(
                "Số phương án, kể cả phương án tốt nhất.",
                "Number of plans, the best one included.",
            ),
        ),
    ] = 5,
    within: Annotated[
        str,
        typer.Option(
            "--within",
            metavar="P%",
            help=said(
                "Mục tiêu 1 được kém hơn mức tốt nhất bao nhiêu.",
                "How much worse than at its best goal 1 may be.",
            ),
        ),
    ] = "2%",
    min_difference: Annotated[
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
    ] = 3,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            show_default=False,
            help=said(
                "Thư mục kết quả; nếu không nêu: out/<tên tệp kịch bản>-alternatives/.",
                "Folder of the results; without it out/<scenario file name>-alternatives/.",
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
    """Find alternatives of a scenario."""
    spoken = language_of(scenario, language)
    told = Text(
        "\nĐang dừng; các phương án đã tìm được sẽ được ghi.",
        "\nStopping; the plans found will be saved.",
    )
    wish = Wish(
        scenario,
        Path("out") / f"{scenario.stem}-alternatives" if output is None else output,
        number,
        within,
        min_difference,
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
        return guarded(lambda: _alternatives(wish, button), spoken, lambda: button.pressed)


def _alternatives(wish: Wish, button: StopButton) -> int:
    from orgplan.alternatives import margin_of
    from orgplan.io.scenario import load_case

    refuse_time(wish.time_limit)
    refuse_scheduler(wish.scheduler)
    refuse_folder(wish.folder)
    margin_of(wish.within)
    case, notes = load_case(wish.scenario, language=wish.language)
    refuse_overwriting_plans(case, wish.folder)
    say.findings(notes, case.language)
    limit = wish.time_limit or float(case.scenario.settings.time_limit)
    found = _search(case, wish, limit, button)
    written = _write(found, wish, button)
    _print(found, written, limit, wish)
    return _code(found, button)


def _search(case: Case, wish: Wish, limit: float, button: StopButton) -> Alternatives:
    from orgplan.alternatives import alternatives
    from orgplan.cli.analysis_progress import alternatives_display
    from orgplan.engine.backend import Watch
    from orgplan.solve import load_solvers

    load_solvers()
    watch = Watch(limit)
    news = alternatives_display(case, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return alternatives(
            case,
            wish.number,
            wish.within,
            wish.min_difference,
            seed=wish.seed,
            listener=news.take,
            watch=watch,
            workers=wish.workers,
            scheduler=wish.scheduler,
            kept=wish.kept,
        )


def _write(found: Alternatives, wish: Wish, button: StopButton) -> Text:
    """Write what there is, and say so."""
    from orgplan.report.alternatives import write_alternatives

    if not found.plans:
        return Text("\nKhông ghi tệp nào.", "\nNothing was written.")
    written = write_alternatives(
        found, wish.folder, charts=wish.charts, before_replacing=button.shield
    )
    return written.words


def _print(found: Alternatives, written: Text, limit: float, wish: Wish) -> None:
    from orgplan.report.alternatives import (
        alternatives_document,
        last_words,
        print_alternatives,
    )

    language = found.case.language
    if wish.json:
        say.document(alternatives_document(found, wish.folder))
        say.note(written, language)
        return
    console = say.console()
    print_alternatives(found, console)
    for words in (written, last_words(found, wish.folder, limit)):
        console.print(words.to(language), soft_wrap=True)


def _code(found: Alternatives, button: StopButton) -> int:
    if found.interrupted or button.pressed:
        return Exit.INTERRUPTED
    if found.plans:
        return Exit.DONE
    return Exit.NO_PLAN if found.ended == "no_plan" else Exit.UNPROVEN
