"""`orgplan sweep`: one scenario with many values, solved point by point, as one table."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, NoCharts, ScenarioFile, Spoken, said
from orgplan.cli.refusals import refuse_folder, refuse_time
from orgplan.cli.stop import StopButton
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.engine.pool import Pool
    from orgplan.report.sweep.folder import Written
    from orgplan.sweep import Grid, Sweep

NAME = "sweep"
ABOUT = Text(
    "Giải một kịch bản với nhiều giá trị khác nhau, thành một bảng và một biểu đồ.",
    "Solve a scenario with many values of its fields, as one table and one picture.",
)


@dataclass(frozen=True)
class Wish:
    """How the user wants a scenario to be swept; None leaves it to the scenario."""

    scenario: Path
    vary: tuple[str, ...]
    folder: Path
    table: Path | None
    json: bool
    time_limit: float | None
    workers: int | None
    scheduler: str | None
    fresh: bool
    charts: bool
    language: Language | None
    spoken: Language


Varied = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="FIELD=VALUES",
        help=said(
            "Trường và các giá trị: `target.cut=10%..30%:5%` hoặc "
            "`rules.max-size.at_most=10,12,14`. Nhiều --vary: mọi tổ hợp.",
            "A field and its values: `target.cut=10%..30%:5%` or "
            "`rules.max-size.at_most=10,12,14`. Several --vary: every combination.",
        ),
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        show_default=False,
        help=said(
            "Thư mục kết quả; nếu không nêu: out/<tên tệp kịch bản>-sweep/.",
            "Folder of the results; without it out/<scenario file name>-sweep/.",
        ),
    ),
]
TableFile = Annotated[
    Path | None,
    typer.Option(
        "--table",
        metavar="FILE",
        show_default=False,
        help=said(
            "Tệp bảng, .csv hoặc .parquet; nếu không nêu: sweep.csv trong thư mục kết quả.",
            "File of the table, .csv or .parquet; without it sweep.csv in the folder.",
        ),
    ),
]
SecondsAPoint = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="S",
        show_default=False,
        help=said("Số giây cho mỗi điểm.", "Seconds allowed for each point."),
    ),
]
PointsAtATime = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        max=1024,
        show_default=False,
        help=said(
            "Số điểm giải cùng lúc; nếu không nêu: `workers` của kịch bản.",
            "Points solved at a time; without it `workers` of the scenario.",
        ),
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="local|tcp://HOST:PORT",
        show_default=False,
        help=said(
            "Giải trên cụm Dask; nếu không nêu: các tiến trình của máy này.",
            "Solve on a Dask cluster; without it in processes of this computer.",
        ),
    ),
]
Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh",
        help=said(
            "Giải lại mọi điểm, bỏ kết quả của lần chạy trước.",
            "Solve every point again; forget what an earlier run finished.",
        ),
    ),
]


def command(
    scenario: ScenarioFile,
    vary: Varied,
    output: Folder = None,
    table: TableFile = None,
    time_limit: SecondsAPoint = None,
    workers: PointsAtATime = None,
    scheduler: Scheduler = None,
    fresh: Fresh = False,
    as_json: AsJson = False,
    no_charts: NoCharts = False,
    language: Spoken = None,
) -> int:
    """Sweep a scenario."""
    spoken = language_of(scenario, language)
    wish = Wish(
        scenario,
        tuple(vary),
        Path("out") / f"{scenario.stem}-sweep" if output is None else output,
        table,
        as_json,
        time_limit,
        workers,
        scheduler,
        fresh,
        not no_charts,
        language,
        spoken,
    )
    told = Text(
        "\nĐang dừng; các điểm đã giải xong được giữ lại.",
        "\nStopping; the points that are finished are kept.",
    )
    with StopButton(lambda: say.note(told, spoken)) as button:
        return guarded(lambda: _sweep(wish, button), spoken, lambda: button.pressed)


def _sweep(wish: Wish, button: StopButton) -> int:
    from orgplan.report.sweep import write_sweep
    from orgplan.sweep import read_grid

    grid = read_grid(wish.vary)
    _refuse_impossible(wish)
    sweep = _run(wish, grid, button)
    if sweep.interrupted:
        _tell_kept(sweep, wish)
        return Exit.INTERRUPTED
    written = write_sweep(
        sweep, wish.folder, table=wish.table, charts=wish.charts, before_replacing=button.shield
    )
    _print(sweep, written, wish)
    if button.pressed:
        return Exit.INTERRUPTED
    stopped = any(row.status == "unknown" for row in sweep.rows)
    return Exit.UNPROVEN if stopped else Exit.DONE


def _refuse_impossible(wish: Wish) -> None:
    """Say what cannot work before the time is spent on it."""
    from orgplan.report.sweep.table_file import refuse_table

    refuse_time(wish.time_limit)
    refuse_folder(wish.folder)
    if wish.table is not None:
        refuse_table(wish.table)
        refuse_folder(wish.table.parent)


def _run(wish: Wish, grid: Grid, button: StopButton) -> Sweep:
    import math

    from orgplan.cli.sweep_progress import display
    from orgplan.engine.backend import Watch
    from orgplan.sweep.run import Wish as How
    from orgplan.sweep.run import run
    from orgplan.sweep.store import STATE_FILE, Store

    def opened(asked: int) -> AbstractContextManager[Pool]:
        from orgplan.engine.pool import open_pool

        return open_pool(wish.scheduler, min(wish.workers or asked, len(grid)))

    how = How(wish.time_limit, wish.language, Store(wish.folder / STATE_FILE), wish.fresh)
    watch = Watch(math.inf)
    news = display(wish.spoken, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return run(wish.scenario, grid, how, opened, watch, news.take)


def _tell_kept(sweep: Sweep, wish: Wish) -> None:
    done, total = len(sweep.rows), len(sweep.grid)
    say.note(
        Text(
            f"Đã dừng: {done}/{total} điểm đã giải xong và được giữ trong {wish.folder}; "
            "chạy lại lệnh này để giải tiếp các điểm còn lại.",
            f"Stopped: {done} of {total} points are finished and kept in {wish.folder}; "
            "the same command goes on with the others.",
        ),
        sweep.language,
    )


def _print(sweep: Sweep, written: Written, wish: Wish) -> None:
    from orgplan.report.sweep import print_sweep
    from orgplan.report.sweep.closing import closing_words

    lines = [words.to(sweep.language) for words in closing_words(sweep, written)]
    if wish.json:
        from orgplan.sweep.document import sweep_document

        say.document(sweep_document(sweep))
        for line in lines:
            say.note(Text(line, line), sweep.language)
        return
    console = say.console()
    print_sweep(sweep, console)
    for line in lines:
        console.print(line, soft_wrap=True)
