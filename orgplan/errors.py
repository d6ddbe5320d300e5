"""What can go wrong, as one tree.

::

    OrgplanError
    ├── InputError      a file is wrong: every finding with its place (exit 3)
    ├── CaseError       the same before the reader has added lines and columns
    ├── UsageError      a command or a call is wrong (exit 2)
    └── EngineError     a solver broke its word: never the user's fault (exit 1)
        └── WorkerError   the processes or computers that share the work failed

That no plan exists is an answer, not an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from orgplan.text import Language, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth a note, in an input file.

    Parameters
    ----------
    place
        Where: ``units.csv:14:3`` (line, field), ``units.xlsx!units!C14``,
        ``scenario.yaml:11:11`` (line, column) or ``data.json:links[0]``. Several places of one
        finding are joined by ``", "``.
    found
        What stands there.
    expected
        What should stand there.
    advice
        What to try, or None.
    excerpt
        The source line with a caret below it, or the empty string.
    order
        Sorting key: findings are shown in order of place.
    severity
        ``error`` refuses the input; ``note`` only tells.
    """

    place: str
    found: Text
    expected: Text
    advice: Text | None = None
    excerpt: str = ""
    order: tuple[int, ...] = field(default=())
    severity: Literal["error", "note"] = "error"

    def render(self, language: Language) -> str:
        """The finding as a block of text, values first and advice last."""
        word = {
            ("error", "vi"): "lỗi",
            ("note", "vi"): "lưu ý",
            ("error", "en"): "error",
            ("note", "en"): "note",
        }[self.severity, language]
        lines = [f"{self.place}: {word}: {self.found.to(language)}"]
        if self.excerpt:
            lines.extend(f"    {line}" for line in self.excerpt.splitlines())
        expected = self.expected.to(language)
        if expected:
            lines.append(("  cần: " if language == "vi" else "  expected: ") + expected)
        if self.advice is not None:
            lines.append(
                ("  gợi ý: " if language == "vi" else "  maybe: ") + self.advice.to(language)
            )
        return "\n".join(lines)


class OrgplanError(Exception):
    """Base of all errors that orgplan raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """What pickle needs: errors of worker processes travel without being made anew."""
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(
    kind: type[OrgplanError], arguments: tuple[object, ...], state: dict[str, object]
) -> OrgplanError:
    """An error that has travelled, without its constructor."""
    problem = kind.__new__(kind, *arguments)
    problem.__dict__.update(state)
    return problem


class InputError(OrgplanError):
    """Input files that cannot be used; holds every finding of the run, in order of place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(finding.render("en") for finding in self.findings))


class UsageError(OrgplanError):
    """A command or call that makes no sense as it stands."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


class EngineError(OrgplanError):
    """A solver returned something that it must never return."""


class WorkerError(EngineError):
    """The processes or computers that share the work failed; the message says what may help."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


PathStep = str | int


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong at a path inside a scenario or ruleset; a reader knows its line.

    Parameters
    ----------
    path
        Keys and list positions from the top, for example ``("rules", 2, "units", 0)``.
    found, expected, advice
        As in `Finding`.
    at_key
        Whether the key itself is meant, not its value.
    severity
        As in `Finding`.
    """

    path: tuple[PathStep, ...]
    found: Text
    expected: Text
    advice: Text | None = None
    at_key: bool = False
    severity: Literal["error", "note"] = "error"


class CaseError(OrgplanError):
    """A scenario that contradicts itself or its organisation; holds every complaint."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        self.complaints: tuple[Complaint, ...] = tuple(complaints)
        super().__init__("\n".join(f"{c.path}: {c.found.en}" for c in self.complaints))
