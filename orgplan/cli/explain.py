"""`orgplan explain`: why there is no plan and what opens one, or why the plan is as it is."""

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
    ScenarioFile,
    Seed,
    Spoken,
    TimeLimit,
    Workers,
    said,
)
from orgplan.cli.refusals import refuse_time
from orgplan.cli.stop import StopButton
from orgplan.errors import UsageError
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.case import Case
    from orgplan.explain import Explanation

NAME = "explain"
ABOUT = Text(
    "Giải thích: quy định nào mâu thuẫn và cách gỡ; hoặc vì sao có từng thay đổi, giá bao nhiêu.",
    "Explain: which rules clash and the ways out; or why the plan is as it is, and what it costs.",
)


@dataclass(frozen=True)
class Wish:
    """What the user wants to know; None leaves it to the scenario."""

    scenario: Path
    unit: str | None
    why_not: str | None
    json: bool
    time_limit: float | None
    workers: int | None
    seed: int | None
    kept: bool
    language: Language | None


def command(
    scenario: ScenarioFile,
    unit: Annotated[
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
    ] = None,
    why_not: Annotated[
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
    ] = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    seed: Seed = None,
    no_cache: NoCache = False,
    language: Spoken = None,
) -> int:
    """Explain the answer to a scenario."""
    spoken = language_of(scenario, language)
    told = Text(
        "\nĐang dừng; những gì đã biết sẽ được in ra.", "\nStopping; what is known will be printed."
    )
    wish = Wish(scenario, unit, why_not, as_json, time_limit, workers, seed, not no_cache, language)
    with StopButton(lambda: say.note(told, spoken)) as button:
        return guarded(lambda: _explain(wish, button), spoken, lambda: button.pressed)


def _explain(wish: Wish, button: StopButton) -> int:
    from orgplan.io.scenario import load_case

    refuse_time(wish.time_limit)
    if wish.unit is not None and wish.why_not is not None:
        raise UsageError(
            Text(
                "dùng --unit hoặc --why-not, không dùng cả hai",
                "give --unit or --why-not, not both",
            )
        )
    case, notes = load_case(wish.scenario, language=wish.language)
    say.findings(notes, case.language)
    limit = wish.time_limit or float(case.scenario.settings.time_limit)
    found = _search(case, wish, limit, button)
    _print(found, limit, wish)
    return _code(found, button)


def _search(case: Case, wish: Wish, limit: float, button: StopButton) -> Explanation:
    from orgplan.cli.work_progress import work_display
    from orgplan.engine.backend import Watch
    from orgplan.explain import explain

    watch = Watch(limit)
    news = work_display(case.language, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return explain(
            case,
            unit=wish.unit,
            why_not=wish.why_not,
            workers=wish.workers,
            seed=wish.seed,
            listener=news.take,
            watch=watch,
            kept=wish.kept,
        )


_FIRST_A_PLAN = Text(
    "Chưa trả lời được câu hỏi riêng: trước hết phải có phương án.",
    "Your question has to wait: there must be a plan first.",
)


def _print(found: Explanation, limit: float, wish: Wish) -> None:
    from orgplan.report.explain import explanation_document, last_words, print_explanation

    language = found.case.language
    if wish.json:
        say.document(explanation_document(found))
        return
    if found.result.plan is None and (wish.unit is not None or wish.why_not is not None):
        say.note(_FIRST_A_PLAN, language)
    console = say.console()
    print_explanation(found, console, wish.unit)
    console.print("\n" + last_words(found, limit).to(language), soft_wrap=True)


def _code(found: Explanation, button: StopButton) -> int:
    if found.interrupted or button.pressed:
        return Exit.INTERRUPTED
    if found.result.status == "infeasible":
        return Exit.NO_PLAN
    return Exit.UNPROVEN if found.result.plan is None else Exit.DONE
