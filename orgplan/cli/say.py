"""Printing: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from orgplan.errors import Finding
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console


def note(words: Text, language: Language) -> None:
    """Print a message to stderr."""
    print(words.to(language), file=sys.stderr, flush=True)


def findings(listed: Iterable[Finding], language: Language) -> None:
    """Print findings to stderr, each as a block of lines."""
    for finding in listed:
        print(finding.render(language), file=sys.stderr)


def counted(listed: Iterable[Finding]) -> Text:
    """How many errors and notes there are."""
    severities = [finding.severity for finding in listed]
    errors, notes = severities.count("error"), severities.count("note")
    vi, en = f"{errors} lỗi", f"{errors} error" + ("" if errors == 1 else "s")
    if notes:
        vi += f", {notes} lưu ý"
        en += f", {notes} note" + ("" if notes == 1 else "s")
    return Text(vi, en)


def document(content: object) -> None:
    """Print one JSON document to stdout, and nothing else."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def console(*, errors: bool = False) -> Console:
    """A console that prints what it is given: no markup, no guessing of colours."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    return Console(file=stream, markup=False, highlight=False, emoji=False)
