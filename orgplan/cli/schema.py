"""`orgplan schema`: the JSON Schema of scenario and ruleset files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.help_page import SPOKEN
from orgplan.cli.options import said
from orgplan.text import Text

NAME = "schema"
ABOUT = Text(
    "In JSON Schema của tệp kịch bản hoặc tệp quy định, để trình soạn thảo gợi ý và kiểm tra.",
    "Print the JSON Schema of scenario or ruleset files, so that editors complete and check them.",
)


def command(
    what: Annotated[
        Literal["scenario", "ruleset"],
        typer.Argument(metavar="scenario|ruleset", help=said("Loại tệp.", "Kind of file.")),
    ] = "scenario",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            show_default=False,
            help=said("Ghi vào tệp này thay vì in ra.", "Write to this file instead."),
        ),
    ] = None,
) -> int:
    """Print or write a schema."""
    return guarded(lambda: _schema(what, output), SPOKEN)


def _schema(what: Literal["scenario", "ruleset"], output: Path | None) -> int:
    from orgplan.io.findings import visible
    from orgplan.io.json_schema import ruleset_schema, scenario_schema
    from orgplan.io.plan_file import dump
    from orgplan.io.writing import write_text

    content = scenario_schema() if what == "scenario" else ruleset_schema()
    if output is None:
        say.document(content)
    else:
        write_text(output, dump(content))
        name = visible(str(output))
        say.note(Text(f"Đã ghi {name}", f"Written: {name}"), SPOKEN)
    return Exit.DONE
