"""`orgplan validate --complete --carry`: files that came anew, and what was filled in before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.cli import say
from orgplan.cli.complete import default_ruleset, parted, refuse_output, write_contents
from orgplan.cli.exits import Exit
from orgplan.errors import UsageError
from orgplan.text import Language, Text, same

if TYPE_CHECKING:
    from orgplan.io.reading import Reading
    from orgplan.ruleset import Ruleset


def write_carried(files: Sequence[Path], output: Path, earlier: Path, language: Language) -> int:
    """Write the completed workbook of new files, with the work of an earlier one.

    Parameters
    ----------
    files
        Organisation files, a scenario, or a scenario and the files that came anew; a scenario
        says how to read them, and its own organisation is read where no files stand beside it.
        Its rules are not judged: they may name ids that only the new workbook has.
    output
        The workbook; there must be no such file yet.
    earlier
        The workbook that was completed before.
    language
        Language of the workbook and of all messages.

    Returns
    -------
    code
        Exit code.

    Raises
    ------
    InputError
        With everything that is wrong in the new files, or in the earlier one.
    UsageError
        If the files do not go together, or the earlier table has no ids of its own.
    """
    from orgplan.carry import carry
    from orgplan.io.findings import visible
    from orgplan.report.carried import carried_lines
    from orgplan.report.unit_workbook import Contents

    if output.resolve() == earlier.resolve():
        raise UsageError(_TWO_FILES)
    refuse_output(output, same(""))
    scenario, sent = parted(files)
    how = _without_scenario(sent) if scenario is None else _as_said(scenario, sent)
    _refuse_same(earlier, how.files)
    reading = how.read(how.files)
    say.findings(reading.notes, language)
    before = how.read([earlier])
    if any(guess.field == "id" for guess in before.guesses):
        raise UsageError(_WITHOUT_IDS)
    kinds = [name for name, kind in how.ruleset.kinds.items() if kind.agency]
    carried = carry(reading, before, kinds)
    for line in carried_lines(carried, before.organisation, visible(str(earlier)), language):
        say.console().print(line)
    print(_compare(earlier, output, scenario).to(language))
    contents = Contents(carried.reading, language, how.ruleset, how.names, totals=how.totals)
    write_contents(contents, output, scenario, language)
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _How:
    """The files that came anew, and how they and the earlier one are read."""

    files: Sequence[Path]
    read: Callable[[Sequence[Path]], Reading]
    ruleset: Ruleset
    names: Mapping[str, Text]
    totals: bool


def _without_scenario(files: Sequence[Path]) -> _How:
    from orgplan.io.organisation import read_organisation

    return _How(files, read_organisation, default_ruleset(), {}, totals=False)


def _as_said(scenario: Path, files: Sequence[Path]) -> _How:
    """As a scenario says, with its own files where no others are named."""
    from orgplan.io.organisation import read_organisation
    from orgplan.io.organisation_files import find_files
    from orgplan.io.scenario import read_scenario_organisation

    known = read_scenario_organisation(scenario)
    said = known.scenario
    read = partial(
        read_organisation,
        default_kind=said.kind,
        ruleset=known.ruleset,
        staff_includes_subunits=said.staff_includes_subunits,
        function_names=known.function_names,
    )
    sent = files or find_files(said.organisation, scenario.parent)[0]
    return _How(
        sent, read, known.ruleset, known.function_names, said.staff_includes_subunits is True
    )


def _compare(earlier: Path, output: Path, scenario: Path | None) -> Text:
    """How to see everything that changed."""
    from orgplan.report.written import quoted

    command = f"orgplan diff {quoted(earlier)} {quoted(output)}"
    if scenario is not None:
        command += f" --scenario {quoted(scenario)}"
    return Text(f"  Xem mọi thay đổi: {command}", f"  All changes: {command}")


def _refuse_same(earlier: Path, files: Iterable[Path]) -> None:
    """Say where the earlier workbook is one of the new files as well: a scenario may name it."""
    if any(earlier.resolve() == path.resolve() for path in files):
        raise UsageError(
            Text(
                f"--carry: {earlier} cũng là tệp đầu vào; hãy nêu thêm các tệp mới gửi: "
                f"orgplan validate [KỊCH BẢN] TỆP… --complete … --carry {earlier}",
                f"--carry: {earlier} is an input as well; name the files that came anew: "
                f"orgplan validate [SCENARIO] FILE… --complete … --carry {earlier}",
            )
        )


_TWO_FILES = Text(
    "--complete và --carry: cần hai tệp khác nhau; bản trước không bị thay",
    "--complete and --carry: two files are needed; the earlier one stays as it is",
)
_WITHOUT_IDS = Text(
    "--carry: cần một bảng có cột Mã đơn vị, như tệp do --complete ghi ra",
    "--carry: a table with ids is expected, such as --complete writes",
)
