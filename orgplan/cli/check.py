"""`orgplan check`: judge a plan file without any solver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, Spoken, said
from orgplan.io.language import language_of
from orgplan.text import Language, Text

NAME = "check"
ABOUT = Text(
    "Đọc lại dữ liệu và xét một phương án, không dùng bộ giải.",
    "Read the inputs again and judge a plan, without any solver.",
)


def command(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help=said("Tệp plan.json.", "A plan.json."))
    ],
    as_json: AsJson = False,
    language: Spoken = None,
) -> int:
    """Judge a plan."""
    spoken = language_of(plan, language)
    return guarded(lambda: _check(plan, as_json, spoken), spoken)


def _check(plan: Path, as_json: bool, language: Language) -> int:
    from orgplan.check import check, verdict_document

    verdict = check(plan, language=language)
    if as_json:
        say.document(verdict_document(verdict, language=language))
    else:
        from orgplan.report.verdict import print_verdict

        print_verdict(verdict, language, say.console())
    return Exit.DONE if verdict.ok else Exit.NO_PLAN
