"""`orgplan diff`: what changed between two versions of the organisation, and what it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, Spoken, said
from orgplan.errors import UsageError
from orgplan.io.language import choose_language, written_language
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.diff import Difference
    from orgplan.diff.question import Question
    from orgplan.diff.touched import Touched
    from orgplan.report.diff_fields import Labels

NAME = "diff"
ABOUT = Text(
    "Nêu thay đổi giữa hai bản số liệu tổ chức và những khóa, quyết định, quy tắc bị ảnh hưởng.",
    "Say what changed between two versions of the organisation, and which locks, decisions and "
    "rules it touches.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run was asked for."""

    old: str
    new: str
    scenario: Path | None
    output: Path | None
    json: bool
    language: Language

    @property
    def between(self) -> str:
        """The versions as the user named them."""
        return f"{self.old} → {self.new}"


def command(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help=said(
                "Bản cũ: tệp, thư mục, mẫu tên tệp hoặc kịch bản.",
                "Old version: a file, a folder, a pattern, or a scenario.",
            ),
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(metavar="NEW", help=said("Bản mới, cũng vậy.", "New version, likewise.")),
    ],
    scenario: Annotated[
        Path | None,
        typer.Option(
            "--scenario",
            metavar="SCENARIO",
            show_default=False,
            help=said(
                "Kịch bản để xét ảnh hưởng; nếu không nêu: NEW, nếu đó là kịch bản.",
                "Scenario that may be touched; without it NEW, where that is one.",
            ),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            show_default=False,
            help=said("Ghi thành bảng .xlsx hoặc .csv.", "Write a table, .xlsx or .csv."),
        ),
    ] = None,
    as_json: AsJson = False,
    language: Spoken = None,
) -> int:
    """Compare two versions."""
    from orgplan.io.text_file import is_file

    asked = next(
        (p for p in (scenario, Path(new), Path(old)) if p is not None and is_file(p)), None
    )
    written = None if asked is None or asked.suffix not in (".yaml", ".yml") else asked
    spoken = choose_language(language, None if written is None else written_language(written))
    wish = Wish(old, new, scenario, output, as_json, spoken)
    return guarded(lambda: _diff(wish), spoken)


def _diff(wish: Wish) -> int:
    from orgplan.diff import diff
    from orgplan.diff.question import read_question
    from orgplan.diff.touched import touched
    from orgplan.diff.versions import agency_kinds, find_source, labels_of, read_version

    _refuse_impossible(wish)
    first, second = find_source(wish.old), find_source(wish.new)
    question = second.question
    if wish.scenario is not None:
        question = read_question(wish.scenario)
    how = question or first.question
    old, new = read_version(first, how), read_version(second, how)
    say.findings((*old.notes, *new.notes), wish.language)
    difference = diff(old.organisation, new.organisation, agency_kinds(how))
    found = None if question is None else touched(difference, question, new.files)
    labels = labels_of(how)
    if wish.output is not None:
        asked = () if question is None else (question.path,)
        _refuse_input(wish.output, (*old.files, *new.files, *asked))
        _write(wish.output, difference, labels, found, wish)
    _show(difference, labels, found, question, wish)
    return Exit.DONE


def _refuse_impossible(wish: Wish) -> None:
    """Say what cannot work before anything is read."""
    if wish.output is not None and wish.output.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageError(
            Text("-o: cần một tệp .xlsx hoặc .csv", "-o: a file .xlsx or .csv is expected")
        )


def _refuse_input(output: Path, files: Sequence[Path]) -> None:
    """Keep a file that was compared from being replaced by the comparison."""
    if any(output.resolve() == path.resolve() for path in files):
        raise UsageError(
            Text(
                f"-o: {output} là một tệp đầu vào; hãy chọn tên khác",
                f"-o: {output} is one of the inputs; choose another name",
            )
        )


def _write(
    path: Path, difference: Difference, labels: Labels, found: Touched | None, wish: Wish
) -> None:
    from orgplan.io.findings import visible
    from orgplan.io.writing import write_bytes
    from orgplan.report.diff_table import diff_csv, diff_xlsx

    if path.suffix.lower() == ".csv":
        content = diff_csv(difference, labels, wish.language).encode("utf-8")
    else:
        content = diff_xlsx(difference, labels, found, wish.between, wish.language)
    write_bytes(path, content)
    name = visible(str(path))
    say.note(Text(f"Đã ghi {name}", f"Written: {name}"), wish.language)


def _show(
    difference: Difference,
    labels: Labels,
    found: Touched | None,
    question: Question | None,
    wish: Wish,
) -> None:
    if wish.json:
        from orgplan.report.diff_document import diff_document

        say.document(diff_document(difference, found, wish.language))
        return
    from orgplan.report.diff_terminal import print_difference
    from orgplan.report.diff_touched import print_touched

    console = say.console()
    print_difference(difference, labels, wish.between, wish.language, console)
    if found is not None and question is not None:
        print_touched(found, question.path.name, wish.language, console)
