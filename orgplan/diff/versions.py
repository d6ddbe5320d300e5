"""Finding and reading a version of the organisation: a file, a folder, a pattern, a scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from orgplan.diff.question import Question, read_question
from orgplan.errors import Finding, InputError, UsageError
from orgplan.io.findings import visible
from orgplan.io.function_list import read_function_list
from orgplan.io.guess_notes import guess_notes
from orgplan.io.organisation import read_organisation
from orgplan.io.organisation_files import find_files
from orgplan.io.recognise import kind_of
from orgplan.io.ruleset import load_ruleset
from orgplan.io.text_file import is_file, is_folder, read_text_file
from orgplan.io.yaml_tree import parse_tree
from orgplan.organisation import Organisation
from orgplan.ruleset import Ruleset, builtin_names, builtin_path
from orgplan.text import Text

_TABLES = (".xlsx", ".xlsm", ".csv", ".tsv")
_TREES = (".yaml", ".yml", ".json")
_SCENARIO = "scenario.yaml"
_A_VERSION = Text(
    "một tệp đơn vị, thư mục, mẫu tên hoặc kịch bản",
    "a table of units, a folder, a pattern or a scenario",
)


@dataclass(frozen=True)
class Version:
    """One version of the organisation.

    Parameters
    ----------
    files
        The files that it was read from.
    organisation
        The units.
    notes
        What somebody should look at in the files, guesses summed up.
    """

    files: tuple[Path, ...]
    organisation: Organisation
    notes: tuple[Finding, ...]


@dataclass(frozen=True)
class Source:
    """What the user named: organisation files, or a scenario that names them."""

    files: tuple[Path, ...]
    question: Question | None = None


def find_source(name: str) -> Source:
    """Find what the user means by a name.

    Raises
    ------
    UsageError
        If the name is empty.
    InputError
        If there is nothing of that name, a folder without tables, or a scenario that cannot be
        read.
    """
    if not name.strip():
        raise UsageError(Text("tên tệp để trống", "an empty file name"))
    path = Path(name)
    if is_folder(path):
        return _folder(path)
    if _is_scenario(path):
        question = read_question(path)
        files, complaints = find_files(question.scenario.organisation, path.parent)
        if complaints:
            at = [replace(c, path=("organisation", *c.path)) for c in complaints]
            raise InputError([question.finding(c) for c in at])
        return Source(files, question)
    files, complaints = find_files(path.name, path.parent)
    if complaints:
        advice = complaints[0].advice
        found = Text("không tìm thấy tệp", "no such file")
        raise InputError([Finding(visible(name), found, _A_VERSION, advice)])
    return Source(files)


def _folder(folder: Path) -> Source:
    """The scenario of a folder, or all its tables."""
    if (folder / _SCENARIO).is_file():
        return find_source(str(folder / _SCENARIO))
    files, _ = find_files([f"*{suffix}" for suffix in _TABLES], folder)
    if not files:
        nothing = Text("thư mục không có bảng đơn vị nào", "a folder without a table of units")
        raise InputError([Finding(visible(str(folder)), nothing, _A_VERSION)])
    return Source(files)


def _is_scenario(path: Path) -> bool:
    if path.suffix.lower() not in _TREES or not is_file(path):
        return False
    try:
        return kind_of(parse_tree(read_text_file(path).source)) == "scenario"
    except InputError:
        return False


def read_version(source: Source, question: Question | None) -> Version:
    """Read a version; a scenario says how, its own one first.

    Raises
    ------
    InputError
        With everything that is wrong in the files.
    """
    asked = source.question or question
    reading = read_organisation(
        source.files,
        default_kind=None if asked is None else asked.scenario.kind,
        ruleset=None if asked is None else asked.ruleset,
        staff_includes_subunits=None if asked is None else asked.scenario.staff_includes_subunits,
    )
    shown_as = source.question.path.name if source.question else source.files[0].name
    guesses = guess_notes(reading.guesses, shown_as)
    return Version(source.files, reading.organisation, (*reading.notes, *guesses))


def agency_kinds(question: Question | None) -> frozenset[str]:
    """Kinds of which the units are agencies; without a scenario those of the newest statute."""
    return frozenset(name for name, kind in _ruleset(question).kinds.items() if kind.agency)


def labels_of(question: Question | None) -> dict[str, Text]:
    """What kinds are called, and functions where the scenario names a list of them.

    Raises
    ------
    InputError
        If that list cannot be read.
    """
    ruleset = _ruleset(question)
    kinds = {name: ruleset.label_of(name) for name in ruleset.kinds}
    listed = None if question is None else question.scenario.function_list
    if question is None or listed is None:
        return kinds
    return {**read_function_list(question.path.parent / listed), **kinds}


def _ruleset(question: Question | None) -> Ruleset:
    if question is not None:
        return question.ruleset
    newest = builtin_names()[-1]
    path = builtin_path(newest)
    if path is None:
        raise LookupError(newest)
    return load_ruleset(path, {}).ruleset
