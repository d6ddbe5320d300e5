"""Small organisations and plans for the charts, and a heading."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.draw import Heading
from orgplan.organisation import Organisation, Unit, split_posts
from orgplan.plan import Plan
from orgplan.problem import Problem
from orgplan.ruleset import Kind, Ruleset

KHANH_HOA = Path(__file__).parents[2] / "scenarios" / "khanh-hoa" / "units.csv"
Row = tuple[str, str | None, str, str, int]
MakePlan = Callable[..., Plan]


def make_ruleset() -> Ruleset:
    """Provinces hold departments; everything else is internal, divisions and offices count."""
    label = {"vi": "Chi cục", "en": "Sub-department"}
    return Ruleset(
        name="test",
        kinds={
            "province": Kind(contains=("*",)),
            "department": Kind(agency=True, contains=("*",)),
            "division": Kind.model_validate(
                {"label": {"vi": "Phòng", "en": "Division"}, "counted": True}
            ),
            "sub_department": Kind.model_validate({"label": label, "counted": True}),
            "public_service_unit": Kind(),
            "*": Kind(counted=True, absorbs=("*",), contains=("*",)),
        },
    )


def make_plan(
    rows: Sequence[Row],
    *,
    into: Mapping[str, Sequence[str]] | None = None,
    gives: Mapping[tuple[str, str | None], str] | None = None,
    converted: Mapping[str, str] | None = None,
    scope: Sequence[str] | None = None,
    functions: Mapping[str, Sequence[str]] | None = None,
) -> Plan:
    """A plan over rows of id, parent, name, kind, posts.

    `into` sends the blocks of each unit that ends to its receivers in turn; `gives` moves the
    block of a function of a unit that lives on.
    """
    codes = functions or {}
    units = [
        Unit(
            id=unit,
            parent=parent,
            name=name,
            kind=kind,
            blocks=split_posts(unit, Fraction(posts), [(c, None) for c in codes.get(unit, ())]),
        )
        for unit, parent, name, kind, posts in rows
    ]
    problem = Problem.make(Organisation(units), make_ruleset(), scope=scope)
    moved: dict[tuple[str, str | None], str] = {}
    for unit, receivers in (into or {}).items():
        for n, block in enumerate(problem.before[unit].blocks):
            moved[block.key] = receivers[n % len(receivers)]
    moved.update(gives or {})
    return Plan(problem, frozenset(into or {}), moved, dict(converted or {}))


def home_affairs_plan() -> Plan:
    """Sở Nội vụ: a merge, a split, a transfer, a conversion and a sub-unit with a new parent.

    ::

        tinh ── snv ─┬─ vp (receives)
                     ├─ tt ──────────→ vp, tc
                     ├─ tc (receives)
                     ├─ cc ──────────→ tc
                     ├─ luu (becomes a division)
                     ├─ cuc ──┬ kho      cuc → ban
                     │        └ hs
                     ├─ ban (receives; kho and hs move under it)
                     ├─ nv (gives a function to tc)
                     └─ tam (a public service unit)
    """
    rows: list[Row] = [
        ("tinh", None, "Ủy ban nhân dân tỉnh", "province", 0),
        ("snv", "tinh", "Sở Nội vụ", "department", 4),
        ("vp", "snv", "Văn phòng", "division", 12),
        ("tt", "snv", "Thanh tra", "division", 7),
        ("tc", "snv", "Phòng Tổ chức, biên chế", "division", 8),
        ("cc", "snv", "Phòng Công chức, viên chức", "division", 11),
        ("luu", "snv", "Chi cục Văn thư - Lưu trữ", "sub_department", 14),
        ("cuc", "snv", "Chi cục Tôn giáo", "sub_department", 3),
        ("kho", "cuc", "Kho Lưu trữ", "station", 5),
        ("hs", "cuc", "Phòng Hồ sơ", "station", 6),
        ("ban", "snv", "Ban Thi đua - Khen thưởng", "sub_department", 13),
        ("nv", "snv", "Phòng Nghiệp vụ", "division", 9),
        ("tam", "snv", "Trung tâm Lưu trữ lịch sử", "public_service_unit", 20),
    ]
    return make_plan(
        rows,
        into={"tt": ["vp", "tc"], "cc": ["tc"], "cuc": ["ban"]},
        gives={("nv", "b"): "tc"},
        converted={"luu": "division"},
        functions={"tt": ["x", "y"], "nv": ["a", "b"]},
    )


def khanh_hoa_plan() -> Plan:
    """Khánh Hòa with every third division merged into the one before it."""
    with KHANH_HOA.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.DictReader(file))
    rows: list[Row] = [
        (r["id"], r["parent"] or None, r["name"], r["kind"], int(r["staff"] or 0)) for r in records
    ]
    rows = [
        (u, p, n, "department" if k in ("department_equivalent", "management_board") else k, s)
        for u, p, n, k, s in rows
    ]
    siblings: dict[str | None, list[str]] = {}
    for unit, parent, _, kind, _ in rows:
        if kind in ("division", "sub_division"):
            siblings.setdefault(parent, []).append(unit)
    into = {
        group[n]: [group[n - 1]] for group in siblings.values() for n in range(2, len(group), 3)
    }
    return make_plan(rows, into=into)


@pytest.fixture(scope="session")
def plan_of() -> MakePlan:
    """The maker of plans."""
    return make_plan


@pytest.fixture(scope="session")
def home_affairs() -> Plan:
    """One department with every mark."""
    return home_affairs_plan()


@pytest.fixture(scope="session")
def khanh_hoa() -> Plan:
    """242 units in 21 agencies."""
    return khanh_hoa_plan()


@pytest.fixture(scope="session")
def heading() -> Heading:
    """A heading with words of ordinary length."""
    return Heading(
        title="Khánh Hòa 2025, cắt giảm 15 %",
        provenance="Nguồn: units.csv (sha256 3fa1c2d4…), kịch bản scenario.yaml, orgplan 0.1",
        status="Phương án tối ưu, đã chứng minh",
    )
