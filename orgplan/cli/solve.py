"""`orgplan solve`: find the best plan, write it, and print the summary."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.cli import say
from orgplan.cli.brief_clash import brief_clash
from orgplan.cli.exits import Exit
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
from orgplan.cli.question import Question, Run
from orgplan.cli.refusals import refuse_overwriting_the_plan
from orgplan.cli.stop import StopButton
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.explain import Explanation
    from orgplan.report.folder import Written
    from orgplan.result import Result

NAME = "solve"
ABOUT = Text(
    "Tìm phương án tốt nhất, chứng minh, ghi phương án, sơ đồ, phụ lục và bảng đối chiếu.",
    "Find the best plan, prove it, write the plan, the charts, the annexes and the change table.",
)
_STOPPING = Text(
    "\nĐang dừng; phương án tốt nhất tìm được sẽ được ghi.",
    "\nStopping; the best plan found will be saved.",
)


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
    question = Question(
        scenario,
        as_json,
        time_limit,
        workers,
        seed,
        language,
        scheduler=scheduler,
        kept=not no_cache,
        charts=not no_charts,
    )
    wish = Wish(output or Path("out") / scenario.stem, engine, require_optimal, not no_log)
    return question.answered(_STOPPING, lambda button: _solve(question, wish, button))


@dataclasses.dataclass(frozen=True)
class Wish:
    """What only a solve can be asked for, and where its files go."""

    folder: Path
    engine: EngineName
    require_optimal: bool
    log: bool


def _solve(question: Question, wish: Wish, button: StopButton) -> int:
    run = question.read(button, wish.folder, refuse_overwriting_the_plan)
    result = _search(_with_workers(run), wish.engine)
    if result.plan is None and (result.status != "infeasible" or result.interrupted):
        return _without_plan(result, run, wish)
    why = brief_clash(result, run)
    if why is not None:
        from orgplan.report.explain.document import told

        result = told(why)
    written = _write(result, run, wish.folder)
    _print(result, why, written, _log(result, written.plan, wish), run)
    return _code(result, wish, button)


def _with_workers(run: Run) -> Run:
    """The number of workers asked for is that of the scenario: a clash is looked for with it."""
    workers, case = run.question.workers, run.case
    if workers is None:
        return run
    settings = case.scenario.settings.model_copy(update={"workers": workers})
    scenario = case.scenario.model_copy(update={"settings": settings})
    return dataclasses.replace(run, case=dataclasses.replace(case, scenario=scenario))


def _search(run: Run, engine: EngineName) -> Result:
    from orgplan.cli.progress import display
    from orgplan.solve import load_solvers, solve

    load_solvers(engine)
    news, how = display(run.case, say.console(errors=True)), run.question
    with run.searching(news) as watch:
        return solve(
            run.case,
            engine=engine,
            seed=how.seed,
            listener=news.take,
            watch=watch,
            scheduler=how.scheduler,
            kept=how.kept,
        )


def _without_plan(result: Result, run: Run, wish: Wish) -> int:
    from orgplan.report.summary import summary
    from orgplan.report.terminal import print_summary

    language = result.case.language
    if run.question.json:
        from orgplan.io.plan_file import plan_document

        say.document(plan_document(result, wish.folder))
    print_summary(summary(result), say.console(errors=run.question.json))
    say.note(Text("Không ghi phương án nào.", "No plan was written."), language)
    log = _log(result, None, wish)
    if log is not None:
        say.note(log, language)
    return Exit.INTERRUPTED if result.interrupted else Exit.UNPROVEN


def _write(result: Result, run: Run, folder: Path) -> Written:
    from orgplan.report.folder import write_outputs

    charts, shield = run.question.charts, run.button.shield
    return write_outputs(result, folder, charts=charts, before_replacing=shield)


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
    result: Result, why: Explanation | None, written: Written, log: Text | None, run: Run
) -> None:
    from orgplan.report.summary import summary
    from orgplan.report.terminal import print_summary
    from orgplan.report.written import draft_sentence, next_words, written_words

    language = result.case.language
    if run.question.json:
        from orgplan.io.plan_file import plan_document

        say.document(plan_document(result, written.folder))
        for words in (written_words(written), log):
            if words is not None:
                say.note(words, language)
        return
    console = say.console()
    print_summary(summary(result), console, why)
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
