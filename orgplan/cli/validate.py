"""`orgplan validate`: check organisation, scenario and ruleset files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import Spoken, said
from orgplan.io.language import language_of
from orgplan.text import Language, Text

NAME = "validate"
ABOUT = Text(
    "Kiểm tra tệp tổ chức, kịch bản và quy định; nêu mọi lỗi trong một lần.",
    "Check organisation, scenario and ruleset files; all errors are told in one go.",
)


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help=said("Các tệp.", "The files."))
    ],
    language: Spoken = None,
) -> int:
    """Check every file; the gravest exit code counts."""
    codes = {_one(path, language_of(path, language)) for path in files}
    return next((code for code in (Exit.INTERRUPTED, Exit.INTERNAL) if code in codes), max(codes))


def _one(path: Path, language: Language) -> int:
    return guarded(lambda: _validate(path, language), language)


def _validate(path: Path, language: Language) -> int:
    from orgplan.io.findings import visible
    from orgplan.io.recognise import validate_file

    found = validate_file(path)
    say.findings(found, language)
    if any(finding.severity == "error" for finding in found):
        say.note(say.counted(found), language)
        return Exit.INPUT
    name, notes = visible(str(path)), len(found)
    words = Text(f"{name}: không có lỗi", f"{name}: no errors")
    if notes:
        many = "note" if notes == 1 else "notes"
        words = Text(f"{words.vi}, {notes} lưu ý", f"{words.en}, {notes} {many}")
    print(words.to(language))
    return Exit.DONE
