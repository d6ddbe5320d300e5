"""A question about a scenario: what every command that searches does around its own search.

The scenario is read, what cannot work is refused, the stop button stops the clock of the search,
whatever goes wrong becomes a message, and the answer becomes output and an exit code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.refusals import refuse_folder, refuse_scheduler, refuse_time
from orgplan.cli.stop import StopButton
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console

    from orgplan.case import Case
    from orgplan.engine.backend import Watch

SAVED = Text(
    "\nĐang dừng; những gì đã biết sẽ được ghi.", "\nStopping; what is known will be saved."
)
"""What is said when the user stops a command that writes files."""
NOTHING = Text("\nKhông ghi tệp nào.", "\nNothing was written.")


class Shown(Protocol):
    """News on stderr while a search goes on."""

    def shown(self) -> AbstractContextManager[object]:
        """The context in which news are shown."""
        ...


@dataclass(frozen=True)
class Question:
    """How the user wants a scenario to be looked at; None leaves it to the scenario.

    Parameters
    ----------
    scenario
        The file.
    json
        Whether stdout takes one JSON document.
    time_limit
        Of the search [s].
    workers, seed
        As for `orgplan.solve`.
    language
        Of every output.
    scheduler, kept
        As for `orgplan.solve`.
    charts
        Whether pictures are drawn.
    """

    scenario: Path
    json: bool
    time_limit: float | None
    workers: int | None
    seed: int | None
    language: Language | None
    scheduler: str | None = None
    kept: bool = True
    charts: bool = True

    def answered(self, stopping: Text, work: Callable[[StopButton], int]) -> int:
        """The exit code of some work that Ctrl-C stops; `stopping` is said then."""
        spoken = language_of(self.scenario, self.language)
        with StopButton(lambda: say.note(stopping, spoken)) as button:
            return guarded(lambda: work(button), spoken, lambda: button.pressed)

    def read(
        self,
        button: StopButton,
        folder: Path | None = None,
        refuse: Callable[[Case, Path], None] = lambda case, folder: None,
    ) -> Run:
        """Refuse what cannot work, read the scenario, tell what there is to remark about it.

        Parameters
        ----------
        button
            What will stop the search.
        folder
            Where files will be written, if any.
        refuse
            Raises a `UsageError` where they would replace what the case needs.

        Raises
        ------
        UsageError
            If the time limit, the scheduler or the folder cannot be.
        InputError
            With everything that is wrong in the files.
        """
        from orgplan.io.scenario import load_case

        refuse_time(self.time_limit)
        refuse_scheduler(self.scheduler)
        if folder is not None:
            refuse_folder(folder)
        case, notes = load_case(self.scenario, language=self.language)
        if folder is not None:
            refuse(case, folder)
        say.findings(notes, case.language)
        return Run(self, case, button)


@dataclass(frozen=True)
class Run:
    """A question whose scenario has been read."""

    question: Question
    case: Case
    button: StopButton

    @property
    def limit(self) -> float:
        """Time that the search is allowed [s]."""
        return self.question.time_limit or float(self.case.scenario.settings.time_limit)

    @contextmanager
    def searching(self, news: Shown) -> Iterator[Watch]:
        """The clock of a search, from now on, while news are shown."""
        from orgplan.engine.backend import Watch

        watch = Watch(self.limit)
        with self.button.stopping(watch), news.shown():
            yield watch

    def tell(
        self,
        document: Callable[[], object],
        show: Callable[[Console], None],
        written: Text,
        last: Text,
    ) -> None:
        """Print an answer: its document alone, or shown with what was written and is next."""
        if self.question.json:
            say.document(document())
            say.note(written, self.case.language)
            return
        console = say.console()
        show(console)
        for words in (written, last):
            console.print(words.to(self.case.language), soft_wrap=True)

    def code(self, *, interrupted: bool, known: bool, excluded: bool) -> Exit:
        """Exit code where something is known, or it is excluded that there is anything."""
        if interrupted or self.button.pressed:
            return Exit.INTERRUPTED
        if known:
            return Exit.DONE
        return Exit.NO_PLAN if excluded else Exit.UNPROVEN
