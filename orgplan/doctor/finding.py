"""What one look at the computer found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orgplan.text import Text

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at.

    Parameters
    ----------
    name
        Short name, the same in every language: ``python``, ``font`` …
    state
        ``ok``; ``note`` where orgplan works but somebody should know; ``fault`` where it does not.
    found
        What is there.
    advice
        What to do, or None.
    """

    name: str
    state: State
    found: Text
    advice: Text | None = None


def reason(problem: BaseException) -> str:
    """An error in one short line."""
    words = f"{type(problem).__name__}: {problem}".strip().splitlines()[0]
    return words[:200]
