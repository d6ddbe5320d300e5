"""Rulesets: parameters filled in, kinds held against each other, names found."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from orgplan.errors import Complaint, InputError
from orgplan.io.ruleset import find_ruleset, read_ruleset
from orgplan.ruleset import builtin_names, builtin_path

PARAMETRIC = ("vn-provincial-2020", "vn-provincial-2025-03")

SMALL = """\
orgplan_ruleset: 1
name: small
parameters:
  class: {required: true, values: [special, 1]}
kinds:
  department: {agency: true, contains: [division]}
  division: {counted: true, absorbs: [division]}
leaders:
  division:
    by_staff: {special: [[9, 1], [null, 2]], 1: [[7, 1], [null, 2]]}
    cite: {special: A, 1: B}
rules:
  - {id: r, rule: min_staff, kinds: {division: {special: 7, 1: 5}},
     confirmed: {special: true, 1: false}}
"""


def small(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """The small ruleset with one piece of it replaced."""
    assert old in SMALL
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace(old, new, 1) if old else SMALL, encoding="utf-8")
    return path


def errors(path: Path, **parameters: str) -> list[tuple[str, str, str]]:
    """Place, what was found and the rest, in English."""
    with pytest.raises(InputError) as problem:
        read_ruleset(path, parameters)
    return [
        (f.place.removeprefix(path.name), f.found.en, f.render("en"))
        for f in problem.value.findings
    ]


@pytest.mark.parametrize("name", builtin_names())
def test_built_in_rulesets_are_read(name):
    """Each of them, for each of its parameters."""
    for chosen in ("special", "1", "2", "3") if name in PARAMETRIC else (None,):
        ruleset = read_ruleset(
            builtin_path(name), {} if chosen is None else {"province_class": chosen}
        )
        assert ruleset.name == name


def test_parameters_are_filled_in_everywhere(tmp_path):
    """Rules, quotas, cites and flags take the entry of the chosen value."""
    ruleset = read_ruleset(small(tmp_path), {"class": "1"})
    assert ruleset.rules[0]["kinds"] == {"division": "5"}
    assert ruleset.rules[0]["confirmed"] == "false"
    quota = ruleset.leaders["division"]
    assert quota.rows == ((Fraction(7), 1), (None, 2))
    assert quota.cite == "B"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({}, "`class`: `special` or `1`"),
        ({"class": "2"}, "`2`"),
        ({"class": "specail"}, "did you mean `special`?"),
        ({"clas": "1"}, "did you mean `class`?"),
        ({"class": "1", "colour": "red"}, "the unknown parameter `colour`"),
    ],
)
def test_wrong_parameters(parameters, words, tmp_path):
    """Missing, unknown, misspelt, or with a value that is not allowed: one error each."""
    (only,) = errors(small(tmp_path), **parameters)
    assert words in only[2]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("absorbs: [division]", "absorbs: [divison]", ":7:39", "did you mean `division`"),
        ("contains: [division]", "contains: [office]", ":6:41", "`department`, `division`"),
        ("leaders:\n  division:", "leaders:\n  divisions:", ":9:3", "did you mean `division`"),
        ("kinds: {division:", "kinds: {dvision:", ":13:38", "did you mean `division`"),
        ("special: 7, 1: 5", "special: 7, 1: five", ":13:64", "a number"),
        ("rule: min_staff", "rule: min_staf", ":13:19", "did you mean `min_staff`"),
        ("counted: true", "counted: perhaps", ":7:23", "`true` or `false`"),
        ("special: 7, 1: 5", "1: 5", ":13:48", "every value of the parameter"),
        ("[[7, 1], [null, 2]]", "[[7, 1], [6, 2]]", ":10:58", "growing limits"),
        ("[[7, 1], [null, 2]]", "[[7], [null, 2]]", ":10:50", "a list of 2"),
        ("orgplan_ruleset: 1", "orgplan_ruleset: 2", ":1:18", "newer version"),
        ("name: small", "nam: small", ":2:1", "did you mean `name`"),
    ],
)
def test_errors_have_their_place(old, new, place, words, tmp_path):
    """Each mistake is told once, at its place in the file, whatever the parameters did."""
    (only,) = errors(small(tmp_path, old, new), **{"class": "1"})
    assert only[0] == place
    assert words in only[2]


def test_a_star_allows_every_kind(tmp_path):
    """With `*` among the kinds any kind may be named."""
    path = small(tmp_path, "division: {counted: true, absorbs: [division]}", '"*": {absorbs: [x]}')
    assert read_ruleset(path, {"class": "1"}).knows("anything")


def test_dates_are_written_as_dates(tmp_path):
    """An ISO date is read; eight digits are none."""
    good = small(tmp_path, "name: small", "name: small\nin_force: {from: 2025-03-01, to: null}")
    in_force = read_ruleset(good, {"class": "1"}).in_force
    assert in_force is not None
    assert in_force.from_ is not None and in_force.from_.isoformat() == "2025-03-01"
    bad = small(tmp_path, "name: small", "name: small\nin_force: {from: 20250301, to: 2025-02-30}")
    assert [place for place, _, _ in errors(bad, **{"class": "1"})] == [":3:18", ":3:32"]


def test_rulesets_are_found_by_name_or_path(tmp_path):
    """Built-in names, paths beside the scenario, and a suggestion for anything else."""
    small(tmp_path)
    assert find_ruleset("generic", tmp_path) == builtin_path("generic")
    assert find_ruleset("small.yaml", tmp_path) == tmp_path / "small.yaml"
    wrong = find_ruleset("vn-provincial-2025-3", tmp_path)
    assert isinstance(wrong, Complaint) and wrong.advice is not None
    assert wrong.advice.en == "did you mean `vn-provincial-2025-03`?"
    assert all(name in wrong.expected.en for name in builtin_names())
    near = find_ruleset("small", tmp_path)
    assert isinstance(near, Complaint) and near.advice is not None
    assert "small.yaml" in near.advice.vi
    assert isinstance(find_ruleset("none/at-all.yaml", tmp_path), Complaint)
    assert isinstance(find_ruleset("a\0b.yaml", tmp_path), Complaint)
