"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from orgplan.cli.help_page import SPOKEN
from orgplan.text import Text


def said(vi: str, en: str) -> str:
    """A help text in the language of the help pages."""
    return Text(vi, en).to(SPOKEN)


Spoken = Annotated[
    Literal["vi", "en"] | None,
    typer.Option(
        "--language",
        metavar="vi|en",
        show_default=False,
        help=said(
            "Ngôn ngữ của mọi kết quả; nếu không nêu: của kịch bản.",
            "Language of every output; without it that of the scenario.",
        ),
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help=said(
            "In ra stdout đúng một tài liệu JSON.",
            "Print one JSON document on stdout, nothing else.",
        ),
    ),
]
ScenarioFile = Annotated[
    Path,
    typer.Argument(metavar="SCENARIO", help=said("Tệp kịch bản, .yaml.", "Scenario file, .yaml.")),
]
