"""Bytes changed at random: a reader gives an organisation or an `InputError`, nothing else."""

from __future__ import annotations

import importlib.util
import random
import zipfile

import pytest

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation

TOKENS = [b'"', b"\x00", b"\xff\xfe", b";", b",", b"\n", b"{", b"[", b"]", b"&a;", b"<", b"-", b"9"]
TOKENS += [b"\xf0\x9f\x98\x80", b"1e999", b":", b"\\ud800", b"\xe2\x80\xae", b"(1)", b"/", b"\t"]
NAMES = [
    *("ok.csv", "bom-semicolon.csv", "utf16-tab.csv", "ragged.csv", "two-parents.json"),
    *("entities.graphml", "merged-header.xlsx", "numeric-ids.xlsx"),
]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes: replace, insert, delete, repeat, cut."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content) + 1)
        what = chance.randrange(5)
        if what == 0 and place < len(content):
            content[place] = chance.randrange(256)
        elif what == 1:
            content[place:place] = chance.choice(TOKENS)
        elif what == 2:
            del content[place : place + chance.randint(1, 20)]
        elif what == 3:
            content[place:place] = content[max(0, place - 30) : place]
        elif chance.random() < 0.2:
            del content[place:]
    return bytes(content)


def survives(path) -> None:
    """Read a file: success, or findings that can be shown in both languages."""
    try:
        reading = read_organisation([path])
        assert len(reading.organisation) > 0
        findings = reading.notes
    except InputError as problem:
        findings = problem.findings
        assert any(finding.severity == "error" for finding in findings)
    for finding in findings:
        assert finding.place
        for language in ("vi", "en"):
            finding.render(language).encode("utf-8")


def run(name, data, suffix, rounds, tmp_path):
    """Read many mutations of one file."""
    chance = random.Random(f"{name}")
    path = tmp_path / f"units{suffix}"
    for _ in range(rounds):
        path.write_bytes(mutate(data, chance))
        survives(path)


@pytest.mark.parametrize("name", NAMES)
def test_mutated_files(name, dirty, tmp_path):
    """Small changes of every format."""
    data = (dirty / name).read_bytes()
    if name == "entities.graphml":
        data = data[data.index(b"<graphml") :].replace(b"&f;", b"A").replace(b"&outside;", b"B")
    run(name, data, (dirty / name).suffix, 300, tmp_path)


@pytest.mark.skipif(importlib.util.find_spec("orgplan.io.yaml_tree") is None, reason="no YAML yet")
def test_mutated_yaml(tmp_path):
    """The same for YAML."""
    text = (
        "units:\n- id: a\n  name: A\n  kind: k\n  staff: 8\n  children:\n"
        "  - {id: b, name: B, kind: k}\n"
    )
    run("yaml", text.encode(), ".yaml", 300, tmp_path)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_mutated_parts(part, dirty, tmp_path):
    """Changes inside the archive, where its checksums do not see them."""
    with zipfile.ZipFile(dirty / "numeric-ids.xlsx") as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    chance = random.Random(part)
    path = tmp_path / "units.xlsx"
    for _ in range(150):
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, mutate(content, chance) if name == part else content)
        survives(path)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_many_mutations(name, dirty, tmp_path):
    """The same, for longer."""
    run(f"{name} long", (dirty / name).read_bytes(), (dirty / name).suffix, 5_000, tmp_path)
