"""Tables as sent, changed at random: an organisation or an `InputError`, nothing else."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from datetime import date, datetime, time

import pytest

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation
from tests.io.sent_books import write_book
from tests.io.test_as_sent import DOTTED, NUMBERED, OUTLINED

TABLES = {"numbered": NUMBERED, "outlined": OUTLINED, "dotted": DOTTED}
VALUES = [
    *(
        "",
        " ",
        "-",
        "–",
        "I",
        "V",
        "C",
        "A",
        "1.1",
        "1.1.1",
        "9.9",
        "a)",
        "II.3",
        "1,5",
        "Tổng cộng",
    ),
    *(
        "SỞ Y TẾ",
        "  Phòng",
        "UBND",
        "Phòng",
        "- Phòng X",
        "1. ",
        "ngày 1 tháng 2 năm 2025",
        "Cấp 1",
    ),
    *(
        "Người lập biểu",
        "Mã",
        "trực thuộc",
        "Đơn vị",
        "STT",
        "\t\tTổ",
        "a;b: 3",
        "\n- a b\n",
        "x" * 300,
    ),
    *("\u202e", "1" * 400, "IIIIIIII", "%s{0}", "＝１", "́", "0", "Biên chế"),
    *(0, 1, 1.1, 1.10, -1, 1e300, 10**12, True, date(2026, 2, 1), datetime(2026, 1, 2, 3), time(1)),
]


def mutate(lines, chance):
    """Change a few cells: another value, a swap, a row lost, doubled or moved."""
    table = [list(line) for line in lines]
    for _ in range(chance.randint(1, 8)):
        row = chance.randrange(len(table))
        what = chance.randrange(5)
        if what == 0 and len(table) > 2:
            del table[row]
        elif what == 1:
            table.insert(row, list(chance.choice(table)))
        elif table[row]:
            column = chance.randrange(len(table[row]))
            table[row][column] = chance.choice(VALUES)
    return table


def survives(path, **how):
    """Read a file: success, or findings that can be shown in both languages."""
    try:
        reading = read_organisation([path], **how)
    except InputError as problem:
        findings = problem.findings
        assert any(finding.severity == "error" for finding in findings)
    else:
        findings = reading.notes
        assert len(reading.organisation) > 0
        assert all(guess.unit in reading.organisation for guess in reading.guesses)
        assert all(duty.unit in reading.organisation for duty in reading.duties)
    for finding in findings:
        assert finding.place
        for language in ("vi", "en"):
            finding.render(language).encode("utf-8")


def as_csv(lines):
    """The lines as Excel saves them."""
    width = max(len(line) for line in lines)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    for line in lines:
        writer.writerow([*line, *[""] * (width - len(line))])
    return stream.getvalue().encode()


def run(name, rounds, tmp_path):
    """Many mutations of one table, as a workbook and as text."""
    chance = random.Random(name)
    for number in range(rounds):
        lines = mutate(TABLES[name], chance)
        how = {"default_kind": "division"} if number % 2 else {}
        if number % 3 == 0:
            how["staff_includes_subunits"] = True
        if number % 4:
            path = tmp_path / "so-y-te.csv"
            path.write_bytes(as_csv(lines))
        else:
            clean = [
                [v for v in line if not isinstance(v, str) or v.isprintable()] for line in lines
            ]
            indents = {f"B{row}": chance.randrange(4) for row in range(3, 12)}
            path = write_book(tmp_path / "a.xlsx", clean, indents=indents, levels={5: 1, 7: 2})
        survives(path, **how)


@pytest.mark.parametrize("name", TABLES)
def test_mutated_tables(name, tmp_path):
    """Small changes of cells and rows; the first of those below."""
    run(name, 40, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_many_mutated_tables(name, tmp_path):
    """The same and more."""
    run(name, 3_000, tmp_path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_mutated_parts(part, tmp_path):
    """Changes inside the archive, where indents and outline levels stand."""
    indents = {f"A{row}": 1 for row in (4, 5, 6, 7, 10)} | {"A8": 2, "A9": 2}
    path = write_book(tmp_path / "a.xlsx", OUTLINED, indents=indents, levels={5: 1})
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    chance = random.Random(part)
    for _ in range(120):
        content = bytearray(parts[part])
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(content))
            content[place : place + chance.randrange(3)] = chance.choice(
                [b"9", b"-", b"", b'"', b"x"]
            )
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, bytes(content) if name == part else data)
        survives(path)


def test_a_long_table_is_read(tmp_path):
    """Some thousand rows with numbers, blanks and duties cost no more than their number."""
    lines = ["STT;Đơn vị;Biên chế;Nhiệm vụ"]
    for agency in range(1, 201):
        lines.append(f"{agency};Sở Số {agency};4;")
        lines += [f"{agency}.{n};Phòng {n};8;Việc số {n} của phòng" for n in range(1, 26)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = read_organisation([path])
    assert len(reading.organisation) == 5_200
    assert len(reading.duties) == 5_000
