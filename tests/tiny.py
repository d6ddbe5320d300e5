"""Tiny organisations and plans, as the case files of rules, goals and clauses write them.

A unit is a mapping; what it leaves out is: parent ``so`` (none for ``so`` itself and for agencies),
kind ``division`` (``department`` for ``so``), no posts, no functions. `functions` maps codes to
posts. Decisions are ``{merge: {unit: receiver}, split: {unit: {function: receiver}}, move: {unit:
{function: receiver}}, convert: {unit: kind}}``; the function of the general block is ``general``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from orgplan.case import Case, make_case
from orgplan.goals import EarlierPlan
from orgplan.organisation import BlockKey, Organisation, Unit, split_posts
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario

Data = dict[str, Any]
"""A mapping as YAML reads it; the schemas judge what is in it."""

RULESET: Data = {
    "name": "tiny",
    "kinds": {
        "department": {"agency": True, "contains": ["*"]},
        "office": {"counted": True, "absorbs": ["division", "office"]},
        "division": {"counted": True, "absorbs": ["division", "office", "sub_department"]},
        "sub_department": {
            "counted": True,
            "absorbs": ["division", "sub_department"],
            "contains": ["division"],
        },
        "centre": {"absorbs": ["centre"]},
    },
}


def read_yaml(path: Path) -> Data:
    """The content of a case file."""
    data: Data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return data


def _unit(row: Data) -> Unit:
    root = row["id"] == "so" or row.get("kind") == "department"
    functions = [(code, Fraction(str(posts))) for code, posts in row.get("functions", {}).items()]
    staff = row.get("staff", sum((posts for _, posts in functions), Fraction(0)))
    return Unit(
        id=row["id"],
        parent=row.get("parent", None if root else "so"),
        name=row["id"].upper(),
        kind=row.get("kind", "department" if root else "division"),
        blocks=split_posts(row["id"], Fraction(str(staff)), functions),
        heads=row.get("heads"),
        deputies=row.get("deputies"),
        site=row.get("site", ""),
    )


@dataclass(frozen=True)
class Tiny:
    """An organisation and a ruleset, as a case file gives them."""

    rows: Sequence[Data]
    ruleset: Data

    @classmethod
    def read(cls, data: Data) -> Tiny:
        """The tiny organisation of a case file or of one case."""
        kinds = RULESET["kinds"] | data.get("kinds", {})
        ruleset = RULESET | {"kinds": kinds, "leaders": data.get("leaders", {})}
        return cls(data["units"], ruleset)

    def case(self, earlier: Mapping[str, EarlierPlan] | None = None, **scenario: object) -> Case:
        """A case over it; `scenario` holds whatever a scenario file may say."""
        head = {"orgplan": 1, "name": "tiny", "organisation": "-", "ruleset": "-"}
        units = [_unit(row) for row in self.rows]
        return make_case(
            Scenario.model_validate(head | scenario),
            Organisation(units),
            Ruleset.model_validate(self.ruleset),
            earlier=earlier,
        )


def decided(problem: Problem, decisions: Data | None) -> Plan:
    """The plan that a case file decides."""
    said = decisions or {}
    before = problem.before
    moved: dict[BlockKey, str] = {
        block.key: to for unit, to in said.get("merge", {}).items() for block in before[unit].blocks
    }
    for kind in ("split", "move"):
        for unit, places in said.get(kind, {}).items():
            for function, to in places.items():
                moved[unit, None if function == "general" else function] = to
    unknown = [key for key in moved if key not in problem.blocks]
    assert not unknown, f"no such blocks: {unknown}"
    ended = frozenset(said.get("merge", {})) | frozenset(said.get("split", {}))
    return Plan(problem, ended, moved, said.get("convert", {}))
