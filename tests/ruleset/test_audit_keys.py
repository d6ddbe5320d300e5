"""Deputy directors and the order of deputies in a ruleset file: read, placed, and refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.errors import InputError
from orgplan.io.ruleset import read_ruleset
from orgplan.ruleset import Ruleset, builtin_path

HEAD = """\
orgplan_ruleset: 1
name: small
parameters: {class: {required: true, values: [special, 1]}}
kinds:
  department: {agency: true}
"""


def read(folder: Path, more: str) -> Ruleset:
    """A ruleset with more lines, for class 1."""
    path = folder / "small.yaml"
    path.write_text(HEAD + more, encoding="utf-8")
    return read_ruleset(path, {"class": "1"})


def refused(folder: Path, more: str) -> list[tuple[str, str]]:
    """Place and what was found, in English."""
    with pytest.raises(InputError) as problem:
        read(folder, more)
    return [(f.place.removeprefix("small.yaml:"), f.found.en) for f in problem.value.findings]


def test_the_average_may_depend_on_a_parameter(tmp_path: Path) -> None:
    more = "directors: {kinds: [department], average: {special: 4, 1: 3.5}}\n"
    found = read(tmp_path, more).directors
    assert found is not None
    assert (found.kinds, found.average) == (("department",), Fraction(7, 2))


def test_an_unknown_kind_of_agency_is_an_error_at_its_place(tmp_path: Path) -> None:
    more = "directors: {kinds: [departement], average: 3}\n"
    assert refused(tmp_path, more) == [("6:21", "unknown kind `departement`")]


def test_an_unknown_clause_is_an_error(tmp_path: Path) -> None:
    ((place, _),) = refused(tmp_path, "ordering: [{clause: sideways}]\n")
    assert place == "6:21"


def test_only_the_newest_decree_orders_deputies() -> None:
    old, new = builtin_path("vn-provincial-2025-07"), builtin_path("vn-provincial-2026-01")
    assert old is not None
    assert new is not None
    assert read_ruleset(old, {}).ordering == ()
    clauses = read_ruleset(new, {}).ordering
    assert [rule.clause for rule in clauses] == ["superior", "inner_units"]
    assert [rule.question is None for rule in clauses] == [True, False]
