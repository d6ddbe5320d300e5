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
    from orgplan.ruleset import Ruleset


def write_completed(files: Sequence[Path], output: Path, language: Language) -> int:
    """Write the completed workbook of a scenario, or of organisation files together.

    Parameters
    ----------
    files
        One scenario, or one organisation file or several.
    output
        The workbook; there must be no such file yet.
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
        If the output is no workbook or is there already, or the files do not go together.
    """
    refuse_output(output, _FILLED_IN)
    scenario, others = parted(files)
    if scenario is None:
        write_contents(_of_files(others, language), output, None, language)
        return Exit.DONE
    if others:
        raise UsageError(_TOGETHER)
    code = _told(scenario, language)
    try:
        contents = _of_scenario(scenario, language)
    except InputError:
        return Exit.INPUT
    write_contents(contents, output, scenario, language)
    return code


def parted(files: Sequence[Path]) -> tuple[Path | None, tuple[Path, ...]]:
    """The scenario among files, if there is one, and the others.

    Raises
    ------
    UsageError
        If there are several scenarios.
    """
    scenarios = [path for path in files if _is_scenario(path)]
    if len(scenarios) > 1:
        raise UsageError(_TOGETHER)
    others = tuple(path for path in files if path not in scenarios)
    return (scenarios[0] if scenarios else None), others


def _told(scenario: Path, language: Language) -> Exit:
    """Tell everything that is wrong in a scenario and its files."""
    from orgplan.io.recognise import validate_file

    found = validate_file(scenario).findings
    say.findings(found, language)
    if not any(finding.severity == "error" for finding in found):
        return Exit.DONE
    say.note(say.counted(found), language)
    return Exit.INPUT


def _of_scenario(path: Path, language: Language) -> Contents:
    from orgplan.io.scenario import read_scenario_organisation
    from orgplan.report.unit_workbook import Contents

    read = read_scenario_organisation(path)
    totals = read.scenario.staff_includes_subunits is True
    return Contents(read.reading, language, read.ruleset, read.function_names, totals=totals)


def _of_files(files: Sequence[Path], language: Language) -> Contents:
    from orgplan.io.organisation import read_organisation
    from orgplan.report.unit_workbook import Contents

    reading = read_organisation(files)
    say.findings(reading.notes, language)
    return Contents(reading, language, default_ruleset())


def default_ruleset() -> Ruleset:
    """The ruleset whose kinds a workbook offers where no scenario names one."""
    from orgplan.io.ruleset import read_ruleset
    from orgplan.report.starter import DEFAULT_RULESET
    from orgplan.ruleset import builtin_path

    path = builtin_path(DEFAULT_RULESET)
    assert path is not None
    return read_ruleset(path)


def write_contents(
    contents: Contents, output: Path, scenario: Path | None, language: Language
) -> None:
    """Write the workbook; tell every guess, and what a person does now."""
    from orgplan.cli.validate import tell_guesses
    from orgplan.io.findings import visible
    from orgplan.report.unit_workbook import write_unit_workbook

    write_unit_workbook(contents, output)
    if len(contents.reading.guesses) <= _FEW:
        tell_guesses(contents.reading, language)
    name = visible(str(output))
    print(Text(f"Đã ghi {name}", f"Written: {name}").to(language))
    for words in _next(contents.reading, output, scenario):
        print(words.to(language))


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


def refuse_output(output: Path, advice: Text) -> None:
    """Refuse what is no workbook; keep a file that somebody may have filled in.

    Raises
    ------
    UsageError
        If the output cannot be written; with the advice where there is such a file already.
    """
    if output.suffix.lower() != ".xlsx":
        raise UsageError(_NO_WORKBOOK)
    if output.exists() or output.is_symlink():
        raise UsageError(
            Text(
                f"--complete: {output} đã có và không bị thay; hãy chọn tên khác"
                f"{advice.vi.format(output)}",
                f"--complete: {output} is there and stays as it is; choose another name"
                f"{advice.en.format(output)}",
            )
        )


_FILLED_IN = Text(
    ", và thêm --carry {} để lấy lại những gì đã điền trong đó",
    ", and add --carry {} to take over what was filled in there",
)
_FEW = 40
"""Guesses that a terminal lists again; the workbook has them all on a sheet of its own."""
_NO_WORKBOOK = Text(
    "--complete: cần tên một tệp .xlsx", "--complete: the name of an .xlsx file is expected"
)
_TOGETHER = Text(
    "--complete: chỉ một kịch bản, hoặc chỉ các tệp đơn vị (cả hai thì cần --carry)",
    "--complete: one scenario alone, or organisation files alone (both only with --carry)",
)
