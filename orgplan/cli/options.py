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
SpokenByItself = Annotated[
    Literal["vi", "en"] | None,
    typer.Option(
        "--language",
        metavar="vi|en",
        show_default=False,
        help=said(
            "Ngôn ngữ của mọi kết quả; nếu không nêu: theo ORGPLAN_LANG hoặc máy tính.",
            "Language of every output; without it that of ORGPLAN_LANG or of the computer.",
        ),
    ),
]
"""The same for commands that speak of no scenario."""
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


def results(ending: str) -> object:
    """The option for the folder of results, whose default name ends so."""
    return typer.Option(
        "-o",
        "--output",
        metavar="DIR",
        show_default=False,
        help=said(
            f"Thư mục kết quả; nếu không nêu: out/<tên tệp kịch bản>{ending}/.",
            f"Folder of the results; without it out/<scenario file name>{ending}/.",
        ),
    )


OutputFolder = Annotated[Path | None, results("")]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        metavar="S",
        show_default=False,
        help=said(
            "Số giây cho phép; nếu không có phương án: thêm tối đa 10 giây để xác nhận.",
            "Seconds allowed; up to 10 more to confirm that there is no plan.",
        ),
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        max=1024,
        show_default=False,
        help=said(
            "Số việc tính song song; nếu không nêu: của kịch bản. Kết quả đã chứng minh không đổi.",
            "Parts solved at once; without it that of the scenario. What is proven is the same.",
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
            "Chia việc cho một cụm Dask: local là cụm trên máy này, tcp://máy:cổng là cụm đang "
            "chạy. Kết quả đã chứng minh không đổi.",
            "Spread the work over a Dask cluster: local is one on this machine, tcp://host:port "
            "one that runs. What is proven is the same.",
        ),
    ),
]
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help=said(
            "Không dùng và không lưu kết quả tính từng phần trên đĩa.",
            "Neither use nor keep results of parts on disk.",
        ),
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        max=2**31 - 1,
        show_default=False,
        help=said("Hạt giống của phép tìm.", "Seed of the search."),
    ),
]
EngineName = Literal["cp-sat", "highs"]
Engine = Annotated[
    EngineName,
    typer.Option("--engine", metavar="cp-sat|highs", help=said("Bộ giải.", "Solver.")),
]
RequireOptimal = Annotated[
    bool,
    typer.Option(
        "--require-optimal",
        help=said(
            "Mã thoát 5 nếu chưa chứng minh là tốt nhất.",
            "Exit with 5 unless the plan is proven to be the best.",
        ),
    ),
]
NoLog = Annotated[
    bool,
    typer.Option(
        "--no-log",
        help=said(
            "Không ghi dòng nào vào nhật ký orgplan-runs.csv cạnh kịch bản.",
            "Add no line to the log orgplan-runs.csv beside the scenario.",
        ),
    ),
]
NoCharts = Annotated[
    bool, typer.Option("--no-charts", help=said("Không vẽ sơ đồ.", "Draw no charts."))
]
