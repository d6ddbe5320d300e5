"""Scenarios over tables as sent: guesses in notes, missing agencies, names of functions."""

from __future__ import annotations

import pytest

from orgplan.errors import InputError
from orgplan.io.recognise import validate_file
from orgplan.io.scenario import load_case, read_scenario_organisation
from orgplan.text import Text
from tests.io.sent_books import write_book

SCENARIO = """\
orgplan: 1
name: As sent
language: vi
organisation: units/*.xlsx
ruleset: vn-provincial-2026-01
function_list: functions.csv
awaited: [so-noi-vu, "Sở Y tế", so-tai-chinh, "Sở Xây dựng"]
target: {cut: 0%}
"""


@pytest.fixture
def folder(tmp_path):
    """Two agencies have sent their tables."""
    (tmp_path / "units").mkdir()
    for name, title in (("a.xlsx", "SỞ NỘI VỤ"), ("b.xlsx", "SỞ Y TẾ TỈNH KHÁNH HÒA")):
        lines = [["UBND TỈNH KHÁNH HÒA"], [title], ["TT", "Đơn vị", "Số biên chế"]]
        lines += [[1, "Văn phòng", 9], [2, "Phòng Tổ chức", 8]]
        write_book(tmp_path / "units" / name, lines)
    (tmp_path / "functions.csv").write_text("code,vi,en\na,Văn thư,Registry\n", encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


def test_guesses_are_summed_up(folder):
    """One note a file and field, at the first place, with the command that lists them all."""
    case, notes = load_case(folder / "scenario.yaml")
    assert len(case.problem.before) == 7
    summed = [note for note in notes if "were concluded" in note.found.en]
    assert [(note.place, note.found.en.split(" were")[0]) for note in summed] == [
        ("a.xlsx!Sheet1!A1", "2 values of `name`"),
        ("a.xlsx!Sheet1!A1", "4 values of `id`"),
        ("a.xlsx!Sheet1!A1", "4 values of `kind`"),
        ("a.xlsx!Sheet1!A2", "3 values of `parent`"),
        ("b.xlsx!Sheet1!A2", "1 value of `name`"),
        ("b.xlsx!Sheet1!A2", "3 values of `id`"),
        ("b.xlsx!Sheet1!A2", "3 values of `parent`"),
        ("b.xlsx!Sheet1!A2", "3 values of `kind`"),
    ]
    assert summed[0].advice.en == "`orgplan validate scenario.yaml --complete units.xlsx`"


def test_agencies_that_have_not_sent(folder):
    """By id or name, with or without the province behind it."""
    _, notes = load_case(folder / "scenario.yaml")
    (note,) = [note for note in notes if "have not sent" in note.found.en]
    assert note.place == "scenario.yaml:7:10"
    assert (
        note.found.en == "2 of 4 agencies have not sent a file yet: `so-tai-chinh`, `Sở Xây dựng`"
    )


def test_names_of_functions(folder):
    """The case knows what the codes of the list are called."""
    case, _ = load_case(folder / "scenario.yaml")
    assert case.function_name("a") == Text("Văn thư", "Registry")


@pytest.mark.parametrize(
    ("content", "place"), [(None, "scenario.yaml:6:16"), ("x\n1\n", "functions.csv:1")]
)
def test_wrong_list_of_functions(folder, content, place):
    """A list that is missing or wrong refuses the scenario at its place."""
    (folder / "functions.csv").unlink()
    if content is not None:
        (folder / "functions.csv").write_text(content)
    for read in (load_case, read_scenario_organisation):
        with pytest.raises(InputError) as caught:
            read(folder / "scenario.yaml")
        assert place in [finding.place for finding in caught.value.findings]


def test_the_organisation_of_a_scenario_with_errors(folder):
    """The units can be completed while rules still speak of ids that nobody knows yet."""
    path = folder / "scenario.yaml"
    path.write_text(SCENARIO + "rules: [{rule: keep, units: [xyz]}]\n", encoding="utf-8")
    with pytest.raises(InputError):
        load_case(path)
    read = read_scenario_organisation(path)
    assert len(read.reading.organisation) == 7
    assert read.language == "vi"
    assert read.ruleset.name == "vn-provincial-2026-01"
    assert validate_file(path).reading is None


def test_validation_keeps_every_guess(folder):
    """`validate` lists the guesses one by one; the summing notes are not among its findings."""
    validated = validate_file(folder / "scenario.yaml")
    assert len(validated.reading.guesses) == 23
    assert not [note for note in validated.findings if "were concluded" in note.found.en]
    assert validated.function_names
    assert validated.totals is False
    one = validate_file(folder / "units" / "a.xlsx")
    assert len(one.reading.guesses) == 13


def test_guesses_of_many_files_are_summed_up_by_field(folder):
    """With many files there is one note a field, not one a file."""
    for name in ("c.xlsx", "d.xlsx"):
        lines = [["SỞ " + name[0].upper() * 3 + "A"], ["TT", "Đơn vị"], [1, "Văn phòng"]]
        write_book(folder / "units" / name, lines)
    _, notes = load_case(folder / "scenario.yaml")
    summed = [note.found.en for note in notes if "were concluded" in note.found.en]
    assert summed[1] == "11 values of `id` in 4 files were concluded, the first here"
    assert len(summed) == 4
