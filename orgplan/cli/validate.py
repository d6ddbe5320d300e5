"""`orgplan validate`: check organisation, scenario and ruleset files; complete tables as sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import Spoken, said
from orgplan.errors import UsageError
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.io.reading import Reading

NAME = "validate"
ABOUT = Text(
    "Kiểm tra tệp tổ chức, kịch bản và quy định; nêu mọi lỗi và mọi giá trị suy ra trong một lần.",
    "Check organisation, scenario and ruleset files; all errors and guesses are told in one go.",
)
Complete = Annotated[
    Path | None,
    typer.Option(
        "--complete",
        metavar="OUT.xlsx",
        show_default=False,
        help=said(
            "Ghi bảng đơn vị hoàn chỉnh (có mã, cấp trên, loại hình) để xem lại và dùng.",
            "Write the completed table of units (ids, superiors, kinds) to check and use.",
        ),
    ),
]

Carry = Annotated[
    Path | None,
    typer.Option(
        "--carry",
        metavar="OLD.xlsx",
        show_default=False,
        help=said(
            "Lấy lại mã, loại hình, mã chức năng … đã điền trong bảng hoàn chỉnh trước; "
            "số liệu luôn theo tệp mới.",
            "Take over ids, kinds and codes filled in in an earlier completed table; figures are "
            "always those of the new files.",
        ),
    ),
]


def command(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help=said("Các tệp.", "The files."))
    ],
    complete: Complete = None,
    carry: Carry = None,
    language: Spoken = None,
) -> int:
    """Check every file; the gravest exit code counts."""
    if complete is not None or carry is not None:
        spoken = language_of(files[0], language)
        return guarded(lambda: _complete(files, complete, carry, spoken), spoken)
    codes = {_one(path, language_of(path, language)) for path in files}
    return next((code for code in (Exit.INTERRUPTED, Exit.INTERNAL) if code in codes), max(codes))


def _complete(
    files: list[Path], output: Path | None, earlier: Path | None, language: Language
) -> int:
    from orgplan.cli.carry import write_carried
    from orgplan.cli.complete import write_completed

    if output is None:
        raise UsageError(_CARRY_ALONE)
    if earlier is None:
        return write_completed(files, output, language)
    return write_carried(files, output, earlier, language)


def _one(path: Path, language: Language) -> int:
    return guarded(lambda: _validate(path, language), language)


def _validate(path: Path, language: Language) -> int:
    from orgplan.io.recognise import validate_file

    validated = validate_file(path)
    say.findings(validated.findings, language)
    if any(finding.severity == "error" for finding in validated.findings):
        say.note(say.counted(validated.findings), language)
        return Exit.INPUT
    if validated.reading is not None:
        tell_guesses(validated.reading, language)
    _tell_result(path, len(validated.findings), validated.reading, language)
    return Exit.DONE


def tell_guesses(reading: Reading, language: Language) -> None:
    """Print every value that was concluded."""
    from orgplan.report.guesses import guess_list

    console = say.console()
    for line in guess_list(reading, language):
        console.print(line)
    if reading.guesses:
        console.print()


def _tell_result(path: Path, notes: int, reading: Reading | None, language: Language) -> None:
    from orgplan.io.findings import visible
    from orgplan.report.guesses import counted_guesses, helped_by_completing
    from orgplan.report.written import quoted

    name = visible(str(path))
    vi, en = [f"{name}: không có lỗi"], [f"{name}: no errors"]
    if notes:
        vi.append(f"{notes} lưu ý")
        en.append(f"{notes} {'note' if notes == 1 else 'notes'}")
    left = None if reading is None else counted_guesses(reading)
    if left is not None and left.vi:
        vi.append(left.vi)
        en.append(left.en)
    print(Text(", ".join(vi), ", ".join(en)).to(language))
    if reading is not None and helped_by_completing(reading):
        command = f"orgplan validate {quoted(path)} --complete {_COMPLETED.to(language)}"
        print(Text(f"Tiếp theo: {command}", f"Next: {command}").to(language))


_COMPLETED = Text("don-vi-hoan-chinh.xlsx", "units-completed.xlsx")
_CARRY_ALONE = Text(
    "--carry đi cùng --complete OUT.xlsx", "--carry is given together with --complete OUT.xlsx"
)
