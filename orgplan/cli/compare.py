"""`orgplan compare`: plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, NoCharts, Spoken, said
from orgplan.cli.refusals import refuse_folder
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.compare import Comparison

NAME = "compare"
ABOUT = Text(
    "Đặt các phương án cạnh nhau: đầu mối, mục tiêu, quy tắc còn cách mức bao nhiêu, đơn vị có kết "
    "quả khác.",
    "Put plans side by side: counts, goals, how far each rule is from its limit, units that fare "
    "otherwise.",
)


def command(
    plans: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN",
            help=said(
                "Từ hai tệp plan.json trở lên, hoặc thư mục chứa tệp ấy.",
                "Two plan.json or more, or folders that hold one.",
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
                "Ghi bảng tính, JSON và hình vẽ vào thư mục này; nếu không nêu: chỉ in ra.",
                "Write workbook, JSON and pictures into this folder; without it only print.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    language: Spoken = None,
    no_charts: NoCharts = False,
) -> int:
    """Compare plans."""
    first = plans[0] / "plan.json" if plans[0].is_dir() else plans[0]
    spoken = language_of(first, language)
    return guarded(
        lambda: _compare(plans, output, spoken, as_json=as_json, charts=not no_charts), spoken
    )


def _compare(
    plans: list[Path], folder: Path | None, language: Language, *, as_json: bool, charts: bool
) -> int:
    from orgplan.compare import compare

    if folder is not None:
        refuse_folder(folder)
    found = compare(*plans, language=language)
    files: tuple[str, ...] = ()
    if folder is not None:
        from orgplan.report.compare import write_comparison

        files = write_comparison(found, folder, charts=charts)
    if as_json:
        from orgplan.report.compare import comparison_document

        say.document(comparison_document(found))
    else:
        from orgplan.report.compare import print_comparison

        print_comparison(found, say.console())
    _tell_files(found, plans, folder, files, as_json=as_json)
    return Exit.DONE


def _tell_files(
    found: Comparison,
    plans: list[Path],
    folder: Path | None,
    files: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Where the files are, or how to get them."""
    from orgplan.io.findings import visible
    from orgplan.report.written import quoted

    if folder is None:
        ask = f"orgplan compare {' '.join(map(quoted, plans))} -o out/compare"
        words = Text(f"\nBảng tính và hình vẽ: {ask}", f"\nWorkbook and pictures: {ask}")
    else:
        name, listed = visible(str(folder)), ", ".join(files)
        words = Text(f"\nĐã ghi vào {name}: {listed}", f"\nWritten to {name}: {listed}")
    if not as_json:
        say.console().print(words.to(found.language), soft_wrap=True)
    elif folder is not None:
        say.note(words, found.language)
