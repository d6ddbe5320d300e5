"""`orgplan solve`: find the best plan, write it, and print the summary."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.cli import say
from orgplan.cli.brief_clash import brief_clash
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import (
    AsJson,
    Engine,
    EngineName,
    NoCache,
    NoCharts,
    NoLog,
    OutputFolder,
    RequireOptimal,
    ScenarioFile,
    Scheduler,
    Seed,
    Spoken,
    TimeLimit,
    Workers,
)
from orgplan.cli.refusals import refuse_folder, refuse_scheduler, refuse_time
from orgplan.cli.stop import StopButton
from orgplan.errors import UsageError
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.case import Case
    from orgplan.explain import Conflict
    from orgplan.report.folder import Written
    from orgplan.result import Result

NAME = "solve"
ABOUT = Text(
    "Tìm phương án tốt nhất, chứng minh, ghi phương án, sơ đồ, phụ lục và bảng đối chiếu.",
    "Find the best plan, prove it, write the plan, the charts, the annexes and the change table.",
)


@dataclasses.dataclass(frozen=True)
class Wish:
    """How the user wants a scenario to be solved; None leaves it to the scenario."""

    scenario: Path
    folder: Path
    json: bool
    time_limit: float | None
    workers: int | None
    scheduler: str | None
    kept: bool
    seed: int | None
    engine: EngineName
    require_optimal: bool
    language: Language | None
    charts: bool
    log: bool


def command(
    scenario: ScenarioFile,
    output: OutputFolder = None,
    as_json: AsJson = False,
    time_limit: TimeLimit = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    no_cache: NoCache = False,
    seed: Seed = None,
    engine: Engine = "cp-sat",
    require_optimal: RequireOptimal = False,
    language: Spoken = None,
    no_charts: NoCharts = False,
    no_log: NoLog = False,
) -> int:
    """Solve a scenario."""
    spoken = language_of(scenario, language)
    told = Text(
        "\nĐang dừng; phương án tốt nhất tìm được sẽ được ghi.",
        "\nStopping; the best plan found will be saved.",
    )
    wish = Wish(
        scenario,
        Path("out") / scenario.stem if output is None else output,
        as_json,
        time_limit,
        workers,
        scheduler,
        not no_cache,
        seed,
        engine,
        require_optimal,
        language,
        not no_charts,
        not no_log,
    )
    with StopButton(lambda: say.note(told, spoken)) as button:
        return guarded(lambda: _solve(wish, button), spoken, lambda: button.pressed)


def _solve(wish: Wish, button: StopButton) -> int:
    from orgplan.io.scenario import load_case

    refuse_time(wish.time_limit)
    refuse_scheduler(wish.scheduler)
    refuse_folder(wish.folder)
    case, notes = load_case(wish.scenario, language=wish.language)
    _refuse_overwriting(case, wish)
    say.findings(notes, case.language)
    result = _search(_with_settings(case, wish), wish, button)
    if result.plan is None and (result.status != "infeasible" or result.interrupted):
        return _without_plan(result, wish)
    clash = brief_clash(result, button)
    if clash is not None:
        from orgplan.report.explain.document import clashes

        result = dataclasses.replace(result, conflict=clashes(clash, result.case))
    written = _write(result, wish, button)
    _print(result, clash, written, _log(result, written.plan, wish), wish)
    return _code(result, wish, button)


def _refuse_overwriting(case: Case, wish: Wish) -> None:
    """Keep the plan that a lock or a goal compares with: its agreement would be lost."""
    target = (wish.folder / "plan.json").resolve()
    plans = () if case.inputs is None else case.inputs.plans
    if any(file.path.resolve() == target for file in plans):
        raise UsageError(
            Text(
                f"{wish.folder / 'plan.json'} là phương án đã thống nhất mà kịch bản so sánh; "
                "kết quả sẽ ghi đè lên. Chọn thư mục khác: -o DIR, hoặc chép phương án đã "
                "thống nhất sang nơi khác",
                f"{wish.folder / 'plan.json'} is the agreed plan that the scenario compares with; "
                "the result would replace it. Choose another folder: -o DIR, or copy the agreed "
                "plan elsewhere",
            )
        )


def _with_settings(case: Case, wish: Wish) -> Case:
    if wish.workers is None:
        return case
    settings = case.scenario.settings.model_copy(update={"workers": wish.workers})
    scenario = case.scenario.model_copy(update={"settings": settings})
    return dataclasses.replace(case, scenario=scenario)


def _search(case: Case, wish: Wish, button: StopButton) -> Result:
    from orgplan.cli.progress import display
    from orgplan.engine.backend import Watch
    from orgplan.solve import load_solvers, solve

    load_solvers(wish.engine)
    limit = wish.time_limit
    watch = Watch(float(case.scenario.settings.time_limit) if limit is None else limit)
    news = display(case, say.console(errors=True))
    with button.stopping(watch), news.shown():
        return solve(
            case,
            engine=wish.engine,
            seed=wish.seed,
            listener=news.take,
            watch=watch,
            scheduler=wish.scheduler,
            kept=wish.kept,
        )


def _without_plan(result: Result, wish: Wish) -> int:
    from orgplan.report.summary import summary
    from orgplan.report.terminal import print_summary

    language = result.case.language
    if wish.json:
        from orgplan.io.plan_file import plan_document

        say.document(plan_document(result, wish.folder))
    print_summary(summary(result), say.console(errors=wish.json))
    say.note(Text("Không ghi phương án nào.", "No plan was written."), language)
    log = _log(result, None, wish)
    if log is not None:
        say.note(log, language)
    return Exit.INTERRUPTED if result.interrupted else Exit.UNPROVEN


def _write(result: Result, wish: Wish, button: StopButton) -> Written:
    from orgplan.report.folder import write_outputs

    return write_outputs(result, wish.folder, charts=wish.charts, before_replacing=button.shield)


def _log(result: Result, plan: Path | None, wish: Wish) -> Text | None:
    """Add the run to the log beside the scenario; a log that cannot be written stops nothing."""
    from datetime import UTC, datetime

    from orgplan.report.run_log import log_run
    from orgplan.report.written import log_words

    if not wish.log:
        return None
    try:
        log = log_run(result, plan, datetime.now(UTC))
    except OSError as error:
        why = error.strerror or str(error)
        words = Text(
            f"Lưu ý: không ghi được nhật ký orgplan-runs.csv ({why}); phương án vẫn đủ.",
            f"Note: the log orgplan-runs.csv could not be written ({why}); the plan is complete.",
        )
        say.note(words, result.case.language)
        return None
    return None if log is None else log_words(log)


def _print(
    result: Result, clash: Conflict | None, written: Written, log: Text | None, wish: Wish
) -> None:
    from orgplan.report.summary import summary
    from orgplan.report.terminal import print_summary
    from orgplan.report.written import draft_sentence, next_words, written_words

    language = result.case.language
    if wish.json:
        from orgplan.io.plan_file import plan_document

        say.document(plan_document(result, wish.folder))
        for words in (written_words(written), log):
            if words is not None:
                say.note(words, language)
        return
    console = say.console()
    print_summary(summary(result), console, clash)
    lines = (written_words(written), log, draft_sentence(result), next_words(result, written))
    for words in lines:
        if words is not None:
            console.print(words.to(language), soft_wrap=True)


def _code(result: Result, wish: Wish, button: StopButton) -> int:
    if result.status == "infeasible":
        return Exit.NO_PLAN
    if result.interrupted or button.pressed:
        return Exit.INTERRUPTED
    if wish.require_optimal and result.status != "optimal":
        return Exit.UNPROVEN
    return Exit.DONE
