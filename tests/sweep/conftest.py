"""Scenarios that the tests of sweeps share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """One department with six divisions of 4 to 9 posts, at least one of which must stay.

    ::

        s ── a 4, b 5, c 6, d 7, e 8, f 9
    """
    folder = tmp_path / "town"
    folder.mkdir()
    rows = ["id,parent,name,kind,staff", "s,,Sở,department,2"]
    rows += [f"{u},s,Phòng {u.upper()},division,{n}" for n, u in enumerate("abcdef", start=4)]
    (folder / "units.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    scenario = folder / "scenario.yaml"
    scenario.write_text(
        "orgplan: 1\nname: Thị trấn / Town\nlanguage: vi\norganisation: units.csv\n"
        "ruleset: generic\ntarget: {cut: 20%}\n"
        "rules:\n  - {rule: max_staff, id: max-size, kinds: {division: 40}}\n"
        "goals:\n  - displaced_staff\n  - {size_deviation: 1, low: 6, high: 12}\n",
        encoding="utf-8",
    )
    return scenario
