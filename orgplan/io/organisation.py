"""Reading an organisation from its files, whatever their format.

Every file becomes records with places, the records become units, and only a forest without any
error leaves here. Everything that is wrong is told in one go.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from orgplan.errors import InputError
from orgplan.io.as_sent.kinds import KindWords, built_in_words
from orgplan.io.as_sent.sent_table import SentTable, read_sent
from orgplan.io.as_sent.settle import settle
from orgplan.io.delimited import read_delimited
from orgplan.io.duty_sheet import CodedDuty, gather_codes, read_duties
from orgplan.io.findings import Cell, Findings, LineSource, listed, visible
from orgplan.io.forest import (
    check_cycles,
    check_parents,
    direct_posts,
    index_units,
    note_roots,
)
from orgplan.io.limits import MAX_FILE_BYTES, MAX_UNITS
from orgplan.io.numbers import write_functions
from orgplan.io.prose import note_duties, part_duties
from orgplan.io.reading import Guess, Reading
from orgplan.io.records import Batch, Record, columns_of
from orgplan.io.table import read_records
from orgplan.io.units import Draft, KindCheck, check_function_posts, draft_unit
from orgplan.organisation import Organisation
from orgplan.ruleset import Ruleset
from orgplan.text import Text

_TEXT_TABLES = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_TREES = (".yaml", ".yml", ".json", ".graphml")
_SUFFIXES = (".xlsx", ".csv", ".tsv", ".yaml", ".json", ".graphml")


def read_organisation(
    paths: Sequence[Path],
    *,
    default_kind: str | None = None,
    ruleset: Ruleset | None = None,
    staff_includes_subunits: bool | None = None,
    function_names: Mapping[str, Text] | None = None,
) -> Reading:
    """Read an organisation from one file or several.

    Parameters
    ----------
    paths
        The files; their units are taken in this order, and a parent may stand in another file.
    default_kind
        Kind of the units whose file names none, or None if each must name its own.
    ruleset
        The ruleset whose kinds and words count; None allows any kind, and tables without
        identifiers are read with the words of the newest built-in statute.
    staff_includes_subunits
        Whether the posts of a unit include those of its sub-units; they are then made direct by
        subtraction.
    function_names
        The department's list of functions, for the codes of the sheet of duties.

    Returns
    -------
    reading
        The units in input order, and what somebody should know of how they were read.

    Raises
    ------
    InputError
        If anything is wrong, with everything that is wrong.
    """
    findings = Findings()
    if not paths:
        nothing = Cell("", LineSource("organisation"), 0, 0, 0)
        findings.error(
            nothing,
            Text("không có tệp nào", "no file"),
            Text("ít nhất một tệp đơn vị", "at least one organisation file"),
        )
    names = _names(paths)
    contents = [
        _read_file(path, name, file, default_kind is None, findings)
        for file, (path, name) in enumerate(zip(paths, names, strict=True))
    ]
    guesses = _settle(contents, default_kind, ruleset, staff_includes_subunits, findings)
    batches = [content.batch for content in contents]
    parted = [part_duties(batch.records) for batch in batches]
    records = [record for units, _ in parted for record in units]
    duties = [duty for _, listed_duties in parted for duty in listed_duties]
    coded = [row for content in contents for row in content.coded]
    drafts = _drafts(records, KindCheck(default_kind, ruleset), findings)
    drafts, written = _with_codes(drafts, coded, function_names or {}, findings)
    organisation = _build(drafts, batches, staff_includes_subunits is True, findings)
    if organisation is None or findings.failed:
        raise InputError(findings.sorted())
    on_sheet = [row.duty for row in coded]
    note_duties(duties, on_sheet, findings)
    columns = {unit: there for units, _ in parted for unit, there in columns_of(units).items()}
    return Reading(organisation, findings.sorted(), guesses, (*duties, *on_sheet), written, columns)


def _names(paths: Sequence[Path]) -> list[str]:
    """Names of the files for places; the folder is added where two have the same name."""
    count = Counter(path.name for path in paths)
    return [
        visible(path.name if count[path.name] == 1 else "/".join(path.parts[-2:])) for path in paths
    ]


@dataclass(slots=True)
class _Content:
    """What one file holds: units, or a table as sent that is not settled yet; coded duties."""

    batch: Batch
    sent: SentTable | None = None
    coded: list[CodedDuty] = field(default_factory=list)


def _read_file(path: Path, name: str, file: int, kind_needed: bool, findings: Findings) -> _Content:
    """Read one file by its suffix; a file that cannot be read gives no records."""
    nothing = _Content(Batch(whole=False))
    home = Cell("", LineSource(name), file, 0, 0)
    suffix = path.suffix.lower()
    if suffix not in (*_TEXT_TABLES, *_WORKBOOKS, *_TREES) and path.exists():
        _report_suffix(home, suffix, findings)
        return nothing
    data = _bytes(path, home, findings)
    if data is None:
        return nothing
    if suffix in _TREES:
        from orgplan.io.trees import read_tree

        return _Content(read_tree(data, suffix, home, findings))
    coded: list[CodedDuty] = []
    if suffix in _WORKBOOKS:
        from orgplan.io.workbook import read_workbook

        workbook = read_workbook(data, name, file, findings)
        table = workbook.units
        coded = [] if workbook.duties is None else read_duties(workbook.duties, findings)
    elif data.startswith(b"PK\x03\x04"):
        found = Text("một bảng tính Excel, không phải văn bản", "a workbook, not text")
        expected = Text("văn bản CSV", "CSV text")
        findings.error(home, found, expected, Text("có lẽ là `.xlsx`", "`.xlsx`"))
        return nothing
    else:
        table = read_delimited(data, name, file, findings)
    if table is None:
        return nothing
    if not table.sent:
        return _Content(read_records(table, kind_needed, findings), coded=coded)
    sent = read_sent(table, findings)
    return _Content(Batch(whole=table.complete and sent is not None), sent, coded)


def _settle(
    contents: Sequence[_Content],
    default_kind: str | None,
    ruleset: Ruleset | None,
    totals: bool | None,
    findings: Findings,
) -> tuple[Guess, ...]:
    """Fill the batches of all tables as sent, and return what had to be concluded."""
    waiting = [(content.batch, content.sent) for content in contents if content.sent is not None]
    if not waiting:
        return ()
    words = built_in_words() if ruleset is None else KindWords(ruleset)
    stated = [record for content in contents for record in content.batch.records]
    settled = settle([sent for _, sent in waiting], stated, words, default_kind, totals, findings)
    for (batch, _), records in zip(waiting, settled.records, strict=True):
        batch.records.extend(records)
    return settled.guesses


def _report_suffix(home: Cell, suffix: str, findings: Findings) -> None:
    advice = None
    if suffix in (".xls", ".ods", ".xlsb"):
        advice = Text("mở tệp rồi lưu lại dạng `.xlsx`", "save the file as `.xlsx`")
    findings.error(
        home,
        Text(f"loại tệp `{suffix}`", f"a file of type `{suffix}`"),
        Text(f"một trong các loại {listed(_SUFFIXES)}", f"one of {listed(_SUFFIXES)}"),
        advice,
    )


def _bytes(path: Path, home: Cell, findings: Findings) -> bytes | None:
    """The bytes of an ordinary file within the limit of size."""
    try:
        if not path.is_file():
            findings.error(
                home,
                Text("không tìm thấy tệp", "no such file"),
                Text("một tệp đọc được", "a file that can be read"),
            )
            return None
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(min(size, MAX_FILE_BYTES) + 1)
    except (OSError, ValueError) as problem:
        reason = (problem.strerror if isinstance(problem, OSError) else None) or "?"
        findings.error(
            home,
            Text(f"không đọc được tệp ({reason})", f"the file cannot be read ({reason})"),
            Text("một tệp đọc được", "a file that can be read"),
        )
        return None
    if size > MAX_FILE_BYTES or len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        findings.error(
            home,
            Text(f"tệp lớn hơn {limit} MB", f"a file larger than {limit} MB"),
            Text(f"nhiều nhất {limit} MB", f"at most {limit} MB"),
        )
        return None
    return data


def _drafts(records: Sequence[Record], kinds: KindCheck, findings: Findings) -> list[Draft]:
    """Read the values of all units, as long as there are not too many."""
    if len(records) > MAX_UNITS:
        findings.error(
            records[MAX_UNITS].home,
            Text(f"{len(records)} đơn vị", f"{len(records)} units"),
            Text(f"nhiều nhất {MAX_UNITS} đơn vị", f"at most {MAX_UNITS} units"),
        )
        return []
    return [draft_unit(record, kinds, findings) for record in records]


def _with_codes(
    drafts: Sequence[Draft],
    coded: Sequence[CodedDuty],
    names: Mapping[str, Text],
    findings: Findings,
) -> tuple[list[Draft], dict[str, str]]:
    """The units with the codes of the sheets of duties, and their lists of functions without."""
    listed_codes = {draft.id: draft.functions or () for draft in drafts if draft.id}
    written = {unit: write_functions(codes) for unit, codes in listed_codes.items() if codes}
    codes = gather_codes(coded, listed_codes, names, findings)
    return [
        replace(draft, functions=codes[draft.id])
        if draft.id in codes and draft.functions is not None
        else draft
        for draft in drafts
    ], written


def _build(
    drafts: Sequence[Draft], batches: Sequence[Batch], totals: bool, findings: Findings
) -> Organisation | None:
    """Prove the forest and build the organisation, or None if something is wrong."""
    whole = all(batch.whole for batch in batches)
    units = index_units(drafts, findings)
    if whole:
        doubtful = frozenset(unit_id for batch in batches for unit_id in batch.doubtful)
        check_parents(units, drafts, doubtful, findings)
    check_cycles(units, findings)
    if not totals:
        staff = {draft.id: draft.staff for draft in drafts if draft.staff is not None}
        for draft in drafts:
            if draft.staff is not None:
                check_function_posts(draft, draft.staff, findings)
    elif not findings.failed:
        staff = direct_posts(units, findings)
        for unit_id, posts in staff.items():
            check_function_posts(units[unit_id], posts, findings)
    if findings.failed:
        return None
    note_roots(units, findings)
    return Organisation(draft.unit(staff[draft.id]) for draft in drafts)
