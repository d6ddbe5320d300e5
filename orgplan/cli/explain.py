"""`orgplan explain`: why there is no plan and what opens one, or why the plan is as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.options import (
    AsJson,
    NoCache,
    ScenarioFile,
    Seed,
    Spoken,
    TimeLimit,
    Workers,
    said,
)
from orgplan.cli.question import Question, Run
from orgplan.cli.stop import StopButton
from orgplan.errors import UsageError
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.explain import Explanation

NAME = "explain"
ABOUT = Text(
    "Giải thích: quy định nào mâu thuẫn và cách gỡ; hoặc vì sao có từng thay đổi, giá bao nhiêu.",
    "Explain: which rules clash and the ways out; or why the plan is as it is, and what it costs.",
)
_STOPPING = Text(
    "\nĐang dừng; những gì đã biết sẽ được in ra.", "\nStopping; what is known will be printed."
)
_BOTH = Text("dùng --unit hoặc --why-not, không dùng cả hai", "give --unit or --why-not, not both")
_FIRST_A_PLAN = Text(
    "Chưa trả lời được câu hỏi riêng: trước hết phải có phương án.",
    "Your question has to wait: there must be a plan first.",
)
Unit = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="ID",
        show_default=False,
        help=said(
            "Chỉ hỏi về một đơn vị: vì sao thay đổi, giữ lại thì tốn gì.",
            "Ask about one unit only: why it changes, what it costs to let it live on.",
        ),
    ),
]
WhyNot = Annotated[
    str | None,
    typer.Option(
        "--why-not",
        metavar='"merge A B"',
        show_default=False,
        help=said(
            "Chỉ hỏi một điều mong muốn: merge A B [into C], apart A B, keep A, freeze A, "
            'dissolve A (mã đơn vị, hoặc tên đặt trong "").',
            "Ask about one wish only: merge A B [into C], apart A B, keep A, freeze A, "
            'dissolve A (ids of units, or names in "").',
        ),
    ),
]


def command(
    scenario: ScenarioFile,
    unit: Unit = None,
    why_not: WhyNot = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    seed: Seed = None,
    no_cache: NoCache = False,
    language: Spoken = None,
) -> int:
    """Explain the answer to a scenario."""
    question = Question(scenario, as_json, time_limit, workers, seed, language, kept=not no_cache)

    def work(button: StopButton) -> int:
        if unit is not None and why_not is not None:
            raise UsageError(_BOTH)
        run = question.read(button)
        found = _search(run, unit, why_not)
        _print(found, run, unit, why_not)
        plan, status = found.result.plan, found.result.status
        known, none = plan is not None, status == "infeasible"
        return run.code(interrupted=found.interrupted, known=known, excluded=none)

    return question.answered(_STOPPING, work)


def _search(run: Run, unit: str | None, why_not: str | None) -> Explanation:
    from orgplan.cli.work_progress import work_display
    from orgplan.explain import explain

    news, how = work_display(run.case.language, say.console(errors=True)), run.question
    with run.searching(news) as watch:
        return explain(
            run.case,
            unit=unit,
            why_not=why_not,
            workers=how.workers,
            seed=how.seed,
            listener=news.take,
            watch=watch,
            kept=how.kept,
        )


def _print(found: Explanation, run: Run, unit: str | None, why_not: str | None) -> None:
    from orgplan.report.explain import explanation_document, last_words, print_explanation

    if run.question.json:
        say.document(explanation_document(found))
        return
    if found.result.plan is None and (unit is not None or why_not is not None):
        say.note(_FIRST_A_PLAN, run.case.language)
    console = say.console()
    print_explanation(found, console, unit)
    console.print("\n" + last_words(found, run.limit).to(run.case.language), soft_wrap=True)
