"""`orgplan audit`: the organisation as it is, held against the law, before any plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, ScenarioFile, Spoken, said
from orgplan.io.language import language_of
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.audit import Audit

NAME = "audit"
ABOUT = Text(
    "Rà soát tổ chức như hiện có: số lượng, mức tối thiểu, cấp phó vượt, chức năng trùng, "
    "số liệu còn thiếu.",
    "Audit the organisation as it is: counts, minimums, leaders over quota, functions led twice, "
    "missing data.",
)


def command(
    scenario: ScenarioFile,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="DIR",
            show_default=False,
            help=said(
                "Ghi audit.xlsx và audit.json vào thư mục này; nếu không nêu: chỉ in ra.",
                "Write audit.xlsx and audit.json into this folder; without it only print.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    language: Spoken = None,
) -> int:
    """Audit the organisation of a scenario."""
    spoken = language_of(scenario, language)
    return guarded(lambda: _audit(scenario, output, as_json, language), spoken)


def _audit(scenario: Path, folder: Path | None, as_json: bool, language: Language | None) -> int:
    from orgplan.audit import audit
    from orgplan.io.scenario import load_case

    case, notes = load_case(scenario, language=language)
    say.findings(notes, case.language)
    found = audit(case)
    if folder is not None:
        from orgplan.report.audit import write_audit

        write_audit(found, folder)
    if as_json:
        from orgplan.audit.document import audit_document

        say.document(audit_document(found))
    else:
        from orgplan.report.audit import print_audit

        print_audit(found, say.console())
    _tell_files(found, scenario, folder, as_json)
    return Exit.DONE


def _tell_files(found: Audit, scenario: Path, folder: Path | None, as_json: bool) -> None:
    """Where the files are, or how to get them."""
    from orgplan.io.findings import visible
    from orgplan.report.audit import AUDIT_FILES
    from orgplan.report.written import quoted

    language = found.case.language
    if folder is not None:
        name, files = visible(str(folder)), ", ".join(AUDIT_FILES)
        words = Text(f"\nĐã ghi vào {name}: {files}", f"\nWritten to {name}: {files}")
    else:
        ask = f"orgplan audit {quoted(scenario)} -o out/{scenario.stem}"
        words = Text(f"\nBảng tính đầy đủ: {ask}", f"\nAll tables as a workbook: {ask}")
    if not as_json:
        say.console().print(words.to(language), soft_wrap=True)
    elif folder is not None:
        say.note(words, language)
