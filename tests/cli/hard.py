"""A made-up organisation that takes a solver minutes, written to a folder."""

from __future__ import annotations

import random
from pathlib import Path

AGENCIES = 5
DIVISIONS = 16

_SCENARIO = """\
orgplan: 1
name: Khó / Hard
language: vi
organisation: units.csv
ruleset: generic
target: {cut: 40%, per: agency}
operations: {merge: true, dissolve: true, transfer: {functions: [a, b, c]}}
rules:
  - {rule: max_staff, kinds: {division: 34}}
  - {rule: max_functions, at_most: 7}
goals:
  - {displaced_staff: 2, mismatch: 3, extra_receivers: 1, slack: 4%}
  - {size_deviation: 1, low: 18, high: 21}
  - touched_units
settings: {time_limit: 600}
"""


def write_hard(folder: Path) -> Path:
    """Write the organisation and its scenario; returns the scenario file."""
    chance = random.Random(7)
    codes = [f"{field}/{task}/{n}" for field in "abcd" for task in "xyz" for n in range(4)]
    lines = ["id,parent,name,kind,staff,functions"]
    for agency in range(AGENCIES):
        lines.append(f"s{agency},,Sở số {agency},department,4,")
        for division in range(DIVISIONS):
            functions = {code: chance.randint(1, 5) for code in chance.sample(codes, 3)}
            listed = "; ".join(f"{code}:{posts}" for code, posts in functions.items())
            unit = f"s{agency}-p{division}"
            posts = sum(functions.values())
            lines.append(f"{unit},s{agency},Phòng số {division},division,{posts},{listed}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    scenario = folder / "scenario.yaml"
    scenario.write_text(_SCENARIO, encoding="utf-8")
    return scenario
