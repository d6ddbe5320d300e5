"""`orgplan severance`: estimate the severance pay of one leaving, with every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, SpokenByItself, said
from orgplan.io.language import choose_language
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.severance import Estimate

NAME = "severance"
ABOUT = Text(
    "Ước tính trợ cấp khi nghỉ hưu trước tuổi hoặc thôi việc do sắp xếp, từng bước, có căn cứ.",
    "Estimate severance pay for early retirement or resignation, step by step, with its basis.",
)


def _option(name: str, metavar: str, vi: str, en: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{name}", metavar=metavar, show_default=False, help=said(vi, en)
    )
    return option


_DATE = "YYYY-MM-DD"


def command(
    way: Annotated[
        Literal["early-retirement", "resignation"],
        typer.Argument(
            metavar="early-retirement|resignation",
            help=said("Nghỉ hưu trước tuổi hoặc thôi việc.", "How somebody leaves."),
        ),
    ],
    leaves: Annotated[str, _option("leaves", _DATE, "Ngày nghỉ.", "Day of leaving.")],
    decided: Annotated[
        str,
        _option(
            "decided",
            _DATE,
            "Ngày quyết định sắp xếp có hiệu lực.",
            "Day on which the reorganisation decision takes effect.",
        ),
    ],
    coefficient: Annotated[
        str, _option("coefficient", "N", "Hệ số lương, như 4,65.", "Salary coefficient, as 4.65.")
    ],
    service: Annotated[
        str,
        _option(
            "service",
            "N",
            "Số năm đóng bảo hiểm xã hội bắt buộc.",
            "Full years of service with compulsory insurance.",
        ),
    ],
    service_months: Annotated[
        str, _option("service-months", "M", "Số tháng lẻ.", "Months beyond the full years.")
    ] = "",
    position: Annotated[
        str, _option("position", "N", "Hệ số phụ cấp chức vụ.", "Position allowance, as 0.6.")
    ] = "",
    allowances: Annotated[
        str,
        _option(
            "allowances",
            "P%",
            "Các phụ cấp khác, theo tỷ lệ của hai hệ số trên.",
            "Other allowances, as a share of the two.",
        ),
    ] = "",
    early: Annotated[
        str,
        _option("early", "M", "Số tháng nghỉ trước tuổi.", "Months before the age of retirement."),
    ] = "",
    as_json: AsJson = False,
    language: SpokenByItself = None,
) -> int:
    """Estimate one leaving; nothing is stored."""
    words = {
        "leaves": leaves,
        "decided": decided,
        "coefficient": coefficient,
        "position": position,
        "allowances": allowances,
        "service": service,
        "service-months": service_months,
        "early": early,
    }
    spoken = choose_language(language)
    return guarded(lambda: _severance(way, words, as_json, spoken), spoken)


def _severance(
    way: Literal["early-retirement", "resignation"],
    words: dict[str, str],
    as_json: bool,
    language: Language,
) -> int:
    from orgplan.report.severance import severance_document, severance_lines
    from orgplan.severance import estimate, read_leaving

    found: Estimate = estimate(read_leaving(way, words))
    if as_json:
        say.document(severance_document(found, language))
        return Exit.DONE
    console = say.console()
    for line in severance_lines(found, language):
        console.print(line)
    return Exit.DONE
