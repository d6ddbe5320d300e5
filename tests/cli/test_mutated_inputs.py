"""A thousand damaged inputs through the command line: exit 0 or 3, never an internal error."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import networkx as nx
import pytest
import xlsxwriter

from orgplan.cli import main
from orgplan.cli.exits import Exit

ROWS = [
    ["id", "parent", "name", "kind", "staff", "heads", "deputies", "functions"],
    ["so-noi-vu", "", "Sở Nội vụ", "department", "4", "1", "3", ""],
    ["snv-vp", "so-noi-vu", "Văn phòng", "office", "9", "1", "1", "admin:9"],
    ["snv-tc", "so-noi-vu", "Phòng Tổ chức", "division", "8", "1", "1", "a/b:5; a/c:3"],
    ["snv-cc", "so-noi-vu", "Phòng Công chức", "division", "7", "1", "1", "personnel:7"],
]
RULESET = """orgplan_ruleset: 1
name: test
kinds:
  department: {agency: true, contains: [office, division]}
  office: {counted: true, absorbs: [office, division], contains: []}
  division: {counted: true, absorbs: [division], contains: []}
leaders:
  division: {by_staff: [[9, 1], [null, 2]]}
rules:
  - {id: floor, rule: min_staff, kinds: {division: 5}}
"""
SCENARIO = """orgplan: 1
name: mutated
language: en
organisation: ORGANISATION
ruleset: ruleset.yaml
target: {cut: 15%, per: total}
operations: {merge: true, dissolve: {kinds: [division]}}
rules:
  - {rule: keep, units: [snv-vp]}
goals:
  - {displaced_staff: 1, mismatch: 2, unknown: 0.5, slack: 3%}
"""


def _write_organisation(folder: Path, suffix: str) -> Path:
    path = folder / f"units{suffix}"
    units = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    if suffix == ".csv":
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS)
        path.write_text(text, encoding="utf-8")
    elif suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("units")
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
    elif suffix == ".json":
        path.write_text(json.dumps(units, ensure_ascii=False), encoding="utf-8")
    else:
        graph: nx.DiGraph[str] = nx.DiGraph()
        for unit in units:
            graph.add_node(unit["id"], name=unit["name"], kind=unit["kind"], staff=unit["staff"])
            if unit["parent"]:
                graph.add_edge(unit["parent"], unit["id"])
        nx.write_graphml(graph, path)
    return path


def _mutated(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5])):
        place = random.randrange(len(changed))
        way = random.randrange(3)
        if way == 0:
            changed[place] = random.randrange(256)
        elif way == 1:
            del changed[place]
        else:
            changed.insert(place, random.choice(b"\x00,;:{}[]\"'\n\t -0%*&!<"))
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.parametrize("target", ["scenario.yaml", "ruleset.yaml", ".csv", ".xlsx", ".graphml"])
def test_a_damaged_file_is_read_or_refused(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix = target if target.startswith(".") else ".json"
    organisation = _write_organisation(tmp_path, suffix)
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(SCENARIO.replace("ORGANISATION", organisation.name), encoding="utf-8")
    (tmp_path / "ruleset.yaml").write_text(RULESET, encoding="utf-8")
    assert main(["validate", str(scenario)]) == Exit.DONE
    victim = organisation if target.startswith(".") else tmp_path / target
    sound = victim.read_bytes()
    codes: dict[int, int] = {}
    for seed in range(210):
        victim.write_bytes(_mutated(sound, Random(seed)))
        code = main(["validate", str(scenario)])
        assert code in {Exit.DONE, Exit.INPUT}, (target, seed, capsys.readouterr().err)
        codes[code] = codes.get(code, 0) + 1
    assert codes.get(Exit.INPUT, 0) > 20
    assert not (tmp_path / "out").exists()
