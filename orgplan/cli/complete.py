"""`orgplan validate --complete`: the units as read, written as a workbook that loads as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.errors import InputError, UsageError
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.io.reading import Reading
    from orgplan.report.unit_workbook import Contents


def write_completed(files: Sequence[Path], output: Path, language: Language) -> int:
    """Write the completed workbook of a scenario, or of organisation files together.

    Parameters
    ----------
    files
        One scenario, or one organisation file or several.
    output
        The workbook.
    language
        Language of the workbook and of all messages.

    Returns
    -------
    code
        Exit code: done, or invalid input if anything is wrong; units without errors are written
        even where something else in the scenario is wrong.

    Raises
    ------
    InputError
        With everything that is wrong in the organisation files; nothing is then written.
    UsageError
        If the output is no workbook or one of the inputs, or the files do not go together.
    """
    if output.suffix.lower() != ".xlsx":
        raise UsageError(_NO_WORKBOOK)
    _refuse_input(output, files)
    scenarios = [path for path in files if _is_scenario(path)]
    if not scenarios:
        return _write(_of_files(files, language), output, None)
    if len(files) > 1:
        raise UsageError(_TOGETHER)
    return _of_scenario(scenarios[0], output, language)


def _of_scenario(path: Path, output: Path, language: Language) -> int:
    from orgplan.io.organisation_files import find_files
    from orgplan.io.recognise import validate_file
    from orgplan.io.scenario import read_scenario_organisation
    from orgplan.report.unit_workbook import Contents

    found = validate_file(path).findings
    say.findings(found, language)
    wrong = any(finding.severity == "error" for finding in found)
    if wrong:
        say.note(say.counted(found), language)
    try:
        read = read_scenario_organisation(path)
    except InputError:
        return Exit.INPUT
    _refuse_input(output, find_files(read.scenario.organisation, path.parent)[0])
    contents = Contents(
        read.reading,
        language,
        read.ruleset,
        read.function_names,
        totals=read.scenario.staff_includes_subunits,
    )
    code = _write(contents, output, path)
    return Exit.INPUT if wrong else code


def _of_files(files: Sequence[Path], language: Language) -> Contents:
    from orgplan.io.organisation import read_organisation
    from orgplan.io.ruleset import read_ruleset
    from orgplan.report.starter import DEFAULT_RULESET
    from orgplan.report.unit_workbook import Contents
    from orgplan.ruleset import builtin_path

    reading = read_organisation(files)
    say.findings(reading.notes, language)
    path = builtin_path(DEFAULT_RULESET)
    assert path is not None
    return Contents(reading, language, read_ruleset(path))


def _write(contents: Contents, output: Path, scenario: Path | None) -> int:
    from orgplan.cli.validate import tell_guesses
    from orgplan.io.findings import visible
    from orgplan.report.unit_workbook import write_unit_workbook

    language = contents.language
    replaced = output.exists()
    write_unit_workbook(contents, output)
    tell_guesses(contents.reading, language)
    name = visible(str(output))
    written = Text(f"Đã ghi {name}", f"Written: {name}")
    if replaced:
        written = Text(f"{written.vi} (thay tệp cũ)", f"{written.en} (the old file is replaced)")
    print(written.to(language))
    for words in _next(contents.reading, output, scenario):
        print(words.to(language))
    return Exit.DONE


def _next(reading: Reading, output: Path, scenario: Path | None) -> Iterable[Text]:
    """What a person does with the workbook now."""
    from orgplan.io.writing import relative_path
    from orgplan.report.guesses import counted_guesses
    from orgplan.report.unit_workbook.contents import DUTIES, GUESSES
    from orgplan.report.written import quoted

    open_ = counted_guesses(reading)
    if open_.vi:
        yield Text(f"Còn lại: {open_.vi}.", f"Left to do: {open_.en}.")
    if reading.guesses:
        yield Text(
            f"Mở tệp, xem trang «{GUESSES.vi}», sửa ở trang «Đơn vị» nếu chưa đúng.",
            f"Open the file, look at the sheet “{GUESSES.en}”, correct the sheet “units”.",
        )
    if any(not duty.code for duty in reading.duties):
        yield Text(
            f"Ở trang «{DUTIES.vi}», chọn mã chức năng cho từng nhiệm vụ.",
            f"On the sheet “{DUTIES.en}”, choose a function code for every duty.",
        )
    if scenario is None:
        command = f"orgplan validate {quoted(output)}"
        yield Text(f"Tiếp theo: {command}", f"Next: {command}")
        return
    line = f"organisation: {relative_path(output, scenario.parent)}"
    command = f"orgplan validate {quoted(scenario)}"
    yield Text(
        f"Tiếp theo: ghi `{line}` trong {scenario.name}, rồi chạy {command}",
        f"Next: put `{line}` into {scenario.name}, then run {command}",
    )


def _is_scenario(path: Path) -> bool:
    """Whether a file is a scenario, or meant as one: the reader then says what is wrong with it."""
    from orgplan.io.recognise import kind_of
    from orgplan.io.text_file import read_text_file
    from orgplan.io.yaml_tree import parse_tree

    if path.suffix.lower() not in (".yaml", ".yml", ".json"):
        return False
    try:
        return kind_of(parse_tree(read_text_file(path).source)) == "scenario"
    except InputError:
        return path.suffix.lower() != ".json"


def _refuse_input(output: Path, files: Iterable[Path]) -> None:
    """Keep a file of the user's from being overwritten by what was made of it."""
    for path in files:
        if output.resolve() == path.resolve() or (
            output.exists() and path.exists() and output.samefile(path)
        ):
            raise UsageError(
                Text(
                    f"--complete: {output} là một tệp đầu vào; hãy chọn tên khác",
                    f"--complete: {output} is one of the inputs; choose another name",
                )
            )


_NO_WORKBOOK = Text(
    "--complete: cần tên một tệp .xlsx", "--complete: the name of an .xlsx file is expected"
)
_TOGETHER = Text(
    "--complete: chỉ một kịch bản, hoặc chỉ các tệp đơn vị",
    "--complete: one scenario alone, or organisation files alone",
)
