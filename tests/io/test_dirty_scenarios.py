"""Every row about scenarios in the list of broken inputs: place, what was found, suggestion."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from orgplan.errors import Finding, InputError
from orgplan.io.scenario import load_case


def errors_of(path: Path) -> list[Finding]:
    """The errors of a scenario that must be refused."""
    with pytest.raises(InputError) as refused:
        load_case(path)
    return [finding for finding in refused.value.findings if finding.severity == "error"]


def said_at(path: Path) -> dict[str, str]:
    """Place → everything that is said there in English, without found and expected of others."""
    said: dict[str, str] = {}
    for finding in errors_of(path):
        place = finding.place.removeprefix(path.name)
        said[place] = said.get(place, "") + finding.render("en")
    return said


ROWS = [
    ("duplicate-key.yaml", ":6:32", ["`per`", "twice", ":6:20"]),
    ("duplicate-key.yaml", ":8:1", ["`target`", "twice", ":6:1"]),
    ("misspelt-key.yaml", ":6:20", ["`pre`", "did you mean `per`"]),
    ("misspelt-key.yaml", ":7:1", ["`operatoins`", "did you mean `operations`"]),
    ("misspelt-key.yaml", ":9:12", ["`keeps`", "did you mean `keep`"]),
    ("misspelt-key.yaml", ":9:19", ["`unit`", "did you mean `units`"]),
    ("misspelt-key.yaml", ":11:5", ["`displaced_staf`", "did you mean `displaced_staff`"]),
    ("unknown-id.yaml", ":9:26", ["snv-pv", "did you mean", "snv-vp"]),
    ("unknown-id.yaml", ":9:34", ["SNV-TC", "did you mean", "snv-tc"]),
    ("unknown-id.yaml", ":9:42", ["so-noi-vu", "is an agency", "internal unit"]),
    ("unknown-id.yaml", ":10:31", ["phong", "department", "office", "division"]),
    ("unknown-id.yaml", ":11:37", ["personel", "personnel"]),
    ("unknown-id.yaml", ":12:29", ["a list of 1", "at least 2"]),
    ("out-of-range.yaml", ":1:10", ["`2`", "`1`", "a newer version of orgplan may be needed"]),
    ("out-of-range.yaml", ":3:11", ["`fr`", "`vi` or `en`"]),
    ("out-of-range.yaml", ":6:15", ["`150%`", "0 % to 100 %"]),
    ("out-of-range.yaml", ":11:23", ["`0.5`", "a whole number ≥ 1"]),
    ("out-of-range.yaml", ":11:38", ["`-1`", "a whole number ≥ 1"]),
    ("out-of-range.yaml", ":12:24", ["`-5`", "> 0"]),
    ("out-of-range.yaml", ":12:37", ["`0`", "≥ 1"]),
    ("out-of-range.yaml", ":12:46", ["`abc`", "a whole number"]),
    ("tab-indent.yaml", ":9:1", ["a tab", "spaces"]),
    ("yaml-bomb.yaml", ":3:1", ["`a`", "unknown key"]),
    ("python-tag.yaml", ":2:7", ["python/object/apply", "plain text"]),
]


@pytest.mark.parametrize(("name", "place", "words"), ROWS)
def test_each_row_is_told_at_its_place(name, place, words, dirty):
    """The error stands where the list says and says what the list says."""
    said = said_at(dirty / name)
    assert place in said
    for word in words:
        assert word in said[place]


@pytest.mark.parametrize("name", sorted({name for name, _, _ in ROWS} - {"yaml-bomb.yaml"}))
def test_nothing_else_is_told(name, dirty):
    """One finding a mistake: no error beside those of the list, none of them twice."""
    places = [finding.place.removeprefix(name) for finding in errors_of(dirty / name)]
    assert places == [place for file, place, _ in ROWS if file == name]


@pytest.mark.parametrize("name", sorted({name for name, _, _ in ROWS}))
def test_excerpts_point_at_the_place(name, dirty):
    """Every error shows its line with a caret below the column."""
    lines = (dirty / name).read_text(encoding="utf-8").splitlines()
    for finding in errors_of(dirty / name):
        line, column = map(int, finding.place.split(":")[1:])
        shown, caret = finding.excerpt.splitlines()
        assert shown.replace("→", "\t") == lines[line - 1]
        assert caret == " " * (column - 1) + "^"


@pytest.mark.parametrize("name", sorted({name for name, _, _ in ROWS}))
def test_vietnamese_has_no_english_left(name, dirty):
    """What is said in Vietnamese is Vietnamese, apart from what is quoted from the file."""
    for finding in errors_of(dirty / name):
        advice = "" if finding.advice is None else finding.advice.vi
        words = f"{finding.found.vi} {finding.expected.vi} {advice}".casefold()
        for english in ("expected", "should", "did you", "must", "unknown", "at least", "input"):
            assert english not in words


def test_no_is_a_text(dirty, tmp_path):
    """`name: no` is the text "no", not false."""
    for name in ("ok.csv", "ok-ruleset.yaml"):
        (tmp_path / name).write_bytes((dirty / name).read_bytes())
    text = (dirty / "ok.yaml").read_text(encoding="utf-8").replace("name: dirty", "name: no")
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    case, notes = load_case(tmp_path / "scenario.yaml")
    assert case.scenario.name == "no"
    assert notes == ()


def test_the_sound_scenario_is_read(dirty):
    """`ok.yaml` with its organisation and ruleset makes a case without any note."""
    case, notes = load_case(dirty / "ok.yaml")
    assert [rule.id for rule in case.rules] == ["keep-1", "target"]
    assert case.language == "en"
    assert notes == ()


def test_bomb_costs_nothing(dirty):
    """Aliases that would unfold to 9⁹ texts are refused in flat memory, unprinted."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = "".join(finding.render("en") for finding in errors_of(dirty / "yaml-bomb.yaml"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert len(said) < 20_000
    assert "aliases that unfold to more than" in said


def test_tag_runs_nothing(dirty, capfd):
    """The command in the tag is never run."""
    errors_of(dirty / "python-tag.yaml")
    assert "orgplan-was-here" not in "".join(capfd.readouterr())
