"""Bytes changed at random: a scenario or ruleset is read or refused with findings, nothing else."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.io.language import language_of
from orgplan.io.recognise import validate_file
from orgplan.io.ruleset import read_ruleset
from orgplan.io.scenario import load_case

ROOT = Path(__file__).parents[2]
TOKENS = [
    *(b"\t", b"\n", b": ", b"- ", b"{", b"}", b"[", b"]", b"'", b'"', b"&a ", b"*a", b"!!x ", b"|"),
    *(b">", b"? ", b"%", b"#", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8"),
    *(
        b"\xf0\x9f\x98\x80",
        b"\xe2\x80\xae",
        b"~",
        b"<<: ",
        b"--- ",
        b"... ",
        b"1e999",
        b"-1",
        b"0x",
    ),
    *(b"units", b"rule", b"merge", b"null", b"9" * 400, b"[" * 300, b"special: ", b"*", b"plan: x"),
]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes: replace, insert, delete, repeat, cut."""
    content = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(content) + 1)
        what = chance.randrange(5)
        if what == 0 and place < len(content):
            content[place] = chance.randrange(256)
        elif what == 1:
            content[place:place] = chance.choice(TOKENS)
        elif what == 2:
            del content[place : place + chance.randint(1, 20)]
        elif what == 3:
            content[place:place] = content[max(0, place - 40) : place]
        elif chance.random() < 0.2:
            del content[place:]
    return bytes(content)


def refuses_politely(read, path: Path) -> None:
    """Success, or findings with a place that can be shown in both languages."""
    try:
        read(path)
    except InputError as problem:
        assert any(finding.severity == "error" for finding in problem.findings)
        for finding in problem.findings:
            assert finding.place
            for language in ("vi", "en"):
                assert len(finding.render(language).encode("utf-8")) < 20_000


def run(read, source: Path, target: Path, rounds: int) -> None:
    """Read many mutations of one file, written beside the files that it names."""
    chance = random.Random(source.name)
    data = source.read_bytes()
    for _ in range(rounds):
        target.write_bytes(mutate(data, chance))
        refuses_politely(read, target)


@pytest.fixture
def folder(tmp_path: Path, dirty: Path) -> Path:
    """A folder with the sound table and ruleset, and the units of the large scenario."""
    for name in ("ok.csv", "ok-ruleset.yaml"):
        shutil.copy(dirty / name, tmp_path / name)
    shutil.copy(ROOT / "scenarios" / "khanh-hoa" / "units.csv", tmp_path / "units.csv")
    return tmp_path


def test_mutated_scenarios(folder, dirty):
    """Small changes of a small scenario: most of them in its values."""
    run(load_case, dirty / "ok.yaml", folder / "scenario.yaml", 200)


def test_mutated_large_scenario(folder):
    """Small changes of a scenario with given changes, parameters and most rules."""
    source = ROOT / "scenarios" / "khanh-hoa" / "scenario-2025.yaml"
    run(load_case, source, folder / "scenario.yaml", 20)


@pytest.mark.parametrize("name", ["vn_provincial_2025_03.yaml", "generic.yaml"])
def test_mutated_rulesets(name, folder):
    """Small changes of a ruleset, with and without parameters."""

    def read(path: Path) -> None:
        read_ruleset(path, {"province_class": "2"} if "03" in name else {})

    run(read, ROOT / "orgplan" / "ruleset" / name, folder / "ruleset.yaml", 60)


def test_any_file_can_be_judged(folder, dirty):
    """Recognising a file and choosing its language never fail."""

    def read(path: Path) -> None:
        language_of(path)
        for finding in validate_file(path).findings:
            finding.render("vi")

    for name in ("ok.yaml", "ok-ruleset.yaml", "two-parents.json"):
        run(read, dirty / name, folder / f"any{Path(name).suffix}", 100)


@pytest.mark.slow
def test_many_mutated_scenarios(folder, dirty):
    """The same changes and many more."""
    run(load_case, dirty / "ok.yaml", folder / "long.yaml", 8_000)
    source = ROOT / "scenarios" / "khanh-hoa" / "scenario-2025.yaml"
    run(load_case, source, folder / "long.yaml", 1_000)
