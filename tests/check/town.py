"""A town with two departments, written to files, and plan files with any decisions over it.

::

    so      department   Sở Một
    ├── vp      office           5   records:2
    ├── a       division         6   budget:4, archive:2    site north
    ├── b       division         8   licensing:8            site south
    ├── c       division         4   inspection:4
    └── cc      sub_department   2
        ├── x       division     3   land/survey:3
        └── y       division     4   land/register:4
    so-2    department   Sở Hai
    ├── d       division         5   budget:3, trade:2
    └── e       division         3   culture:3
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from orgplan.io.plan_file import dump, plan_document
from orgplan.io.scenario import load_case
from orgplan.io.writing import write_text
from orgplan.plan import Plan
from orgplan.result import Result
from orgplan.solve import tier_value

Json = dict[str, Any]
"""A document as `json` reads it; the tests break it in every place, so nothing is promised."""

UNITS = """\
id,parent,name,kind,staff,heads,deputies,functions,site
so,,Sở Một,department,3,1,2,,
vp,so,Văn phòng,office,5,1,1,records:2,
a,so,Phòng A,division,6,1,1,budget:4; archive:2,north
b,so,Phòng B,division,8,1,2,licensing:8,south
c,so,Phòng C,division,4,1,0,inspection:4,
cc,so,Chi cục,sub_department,2,1,1,,
x,cc,Phòng X,division,3,1,0,land/survey:3,
y,cc,Phòng Y,division,4,1,1,land/register:4,
so-2,,Sở Hai,department,2,1,1,,
d,so-2,Phòng D,division,5,1,1,budget:3; trade:2,
e,so-2,Phòng E,division,3,1,0,culture:3,
"""

RULESET: Json = {
    "orgplan_ruleset": 1,
    "name": "town",
    "label": {"vi": "Thị trấn", "en": "Town"},
    "kinds": {
        "department": {"agency": True, "contains": ["office", "division", "sub_department"]},
        "office": {"counted": True, "absorbs": ["division"], "contains": []},
        "division": {
            "counted": True,
            "absorbs": ["division", "sub_department", "office"],
            "contains": [],
        },
        "sub_department": {
            "counted": True,
            "absorbs": ["division"],
            "contains": ["division"],
        },
    },
    "leaders": {"division": {"by_staff": [[9, 1], [None, 2]]}},
}


def town(folder: Path, **scenario: object) -> Path:
    """Write the town's files; the path of its scenario."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    (folder / "ruleset.yaml").write_text(json.dumps(RULESET), encoding="utf-8")
    head: Json = {
        "orgplan": 1,
        "name": "Thị trấn",
        "language": "en",
        "organisation": "units.csv",
        "ruleset": "ruleset.yaml",
        "goals": [{"displaced_staff": 2, "surplus_leaders": 1}, "mismatch"],
    }
    path = folder / "scenario.yaml"
    path.write_text(json.dumps(head | scenario), encoding="utf-8")
    return path


def decide(
    scenario: Path,
    merge: Mapping[str, str] | None = None,
    move: Mapping[tuple[str, str | None], str] | None = None,
    convert: Mapping[str, str] | None = None,
) -> Path:
    """Write a plan file that is true to decisions, whether or not these are allowed."""
    result = answer(scenario, merge, move, convert)
    path = scenario.parent / "out" / "plan.json"
    write_text(path, dump(plan_document(result, path.parent)))
    return path


def answer(
    scenario: Path,
    merge: Mapping[str, str] | None = None,
    move: Mapping[tuple[str, str | None], str] | None = None,
    convert: Mapping[str, str] | None = None,
) -> Result:
    """A result with a plan that no solver has seen.

    `merge` sends all blocks of an ended unit to a receiver, `move` overrides single blocks.
    """
    case, _ = load_case(scenario)
    before = case.problem.before
    moved = {b.key: to for u, to in (merge or {}).items() for b in before[u].blocks}
    plan = Plan(case.problem, frozenset(merge or {}), moved | dict(move or {}), dict(convert or {}))
    tiers = tuple(tier_value(case, place, plan, None) for place in range(len(case.tiers)))
    return Result(case, "feasible", plan, tiers, None, "hand", "1", 1, 0.0, False)


def edit(path: Path, change: Callable[[Json], None]) -> Path:
    """Change the document of a plan file in place."""
    document: Json = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def entry(document: Json, part: str, unit: str, key: str = "id") -> Json:
    """The first entry of a list in the document that speaks of a unit."""
    found: Json = next(item for item in document[part] if item[key] == unit)
    return found
