"""What a change touches in a scenario, and how both are put into words and tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from orgplan.diff import Difference, diff
from orgplan.diff.question import Question, read_question
from orgplan.diff.touched import Touched, touched
from orgplan.diff.versions import Version, agency_kinds, find_source, labels_of, read_version
from orgplan.io.plan_file import write_plan
from orgplan.io.scenario import load_case
from orgplan.report.diff_document import diff_document
from orgplan.report.diff_table import diff_csv, diff_xlsx
from orgplan.report.diff_terminal import print_difference
from orgplan.report.diff_touched import print_touched
from orgplan.report.diff_words import parts
from orgplan.solve import solve
from orgplan.text import Language

OLD = """\
id,parent,name,kind,staff,heads,deputies,functions,note
sa,,Sở A,department,3,1,2,,
sa-1,sa,Phòng Một,division,8,1,1,x/a:5; x/b:3,
sa-2,sa,Phòng Hai,division,3,1,1,x/b:3,=1+1
sa-3,sa,Phòng Ba,division,6,1,2,y/a:4; z/a:2,
sa-tt,sa,Trung tâm A,public_service_unit,20,1,1,x/c,
sb,,Sở B,department,2,1,1,,
sb-1,sb,Phòng Bốn,division,7,1,1,y/a,
sb-2,sb,Phòng Năm,division,6,1,1,z/a:6,
"""
RULESET = """\
orgplan_ruleset: 1
name: town
kinds:
  department: {label: {vi: Sở, en: Department}, agency: true, contains: ["*"]}
  division: {label: {vi: Phòng, en: Division}, counted: true, absorbs: [division]}
  public_service_unit: {absorbs: [public_service_unit]}
rules:
  - {id: floor, rule: min_staff, kinds: {division: 5}, cite: "NĐ 1"}
"""
SCENARIO = """\
orgplan: 1
name: Thử
language: vi
organisation: old.csv
ruleset: town.yaml
target: {cut: 20%, per: agency}
lock: {plan: agreed.json, agencies: [sa, sb]}
decisions:
  - {unit: sa-3, name: Phòng Ba mới}
rules:
  - {rule: keep, units: [sa-1, sb-2], id: keep-two}
  - {rule: apart, units: [sa-3, sb-2]}
goals: [displaced_staff]
"""


def changed(*edits: tuple[str, str]) -> str:
    """The old table with some words replaced."""
    text = OLD
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[str], tuple[Difference, Touched, Question]]:
    """Compare the old table with another one and hold the difference against the scenario."""
    (tmp_path / "old.csv").write_text(OLD, encoding="utf-8")
    (tmp_path / "town.yaml").write_text(RULESET, encoding="utf-8")
    unlocked = tmp_path / "unlocked.yaml"
    agreed = SCENARIO.replace("lock: {plan: agreed.json, agencies: [sa, sb]}\n", "")
    unlocked.write_text(agreed, encoding="utf-8")
    write_plan(solve(load_case(unlocked)[0]), tmp_path / "agreed.json")
    scenario = tmp_path / "s.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")

    def run(table: str) -> tuple[Difference, Touched, Question]:
        (tmp_path / "new.csv").write_text(table, encoding="utf-8")
        question = read_question(scenario)
        versions = [
            read_version(find_source(str(tmp_path / name)), question)
            for name in ("old.csv", "new.csv")
        ]
        return (*_held(versions, question), question)

    return run


def _held(versions: list[Version], question: Question) -> tuple[Difference, Touched]:
    old, new = versions
    difference = diff(old.organisation, new.organisation, agency_kinds(question))
    return difference, touched(difference, question, new.files)


Compare = Callable[[str], tuple[Difference, Touched, Question]]


def shown(
    found: tuple[Difference, Touched, Question], language: Language = "vi", width: int = 200
) -> str:
    """Everything that the terminal says."""
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    print_difference(found[0], labels_of(found[2]), "old → new", language, console)
    print_touched(found[1], "s.yaml", language, console)
    stream = console.file
    assert isinstance(stream, io.StringIO)
    return stream.getvalue()


def test_nothing_is_touched_where_nothing_changed(compare: Compare) -> None:
    found = compare(OLD)
    assert found[0].is_empty
    assert "Hai bản giống nhau" in shown(found)
    assert "Kịch bản không bị ảnh hưởng" in shown(found)
    assert [plan.state for plan in found[1].plans] == ["current"]


def test_a_unit_that_is_gone_is_told_where_the_scenario_names_it(compare: Compare) -> None:
    found = compare(changed(("sa-3,sa,Phòng Ba,division,6,1,2,y/a:4; z/a:2,\n", "")))
    finding, other = found[1].findings
    assert (finding.place, finding.severity) == ("s.yaml:9:12", "error")
    assert (other.place, other.severity) == ("s.yaml:12:27", "error")
    assert "«sa-3» (Phòng Ba) không còn trong bản mới" in finding.found.vi
    assert "^" in finding.excerpt


def test_a_unit_under_another_id_is_told_with_the_new_one(compare: Compare) -> None:
    found = compare(changed(("sb-2,sb,", "sb-nam,sb,")))
    told = {finding.place: finding.advice for finding in found[1].findings}
    assert list(told) == ["s.yaml:11:32", "s.yaml:12:33"]
    assert all(advice is not None and "`sb-nam`" in advice.vi for advice in told.values())


def test_another_name_or_parent_is_a_note(compare: Compare) -> None:
    found = compare(changed(("sa-1,sa,Phòng Một", "sa-1,sb,Phòng Mốt")))
    (finding,) = found[1].findings
    assert finding.severity == "note"
    assert finding.found.vi == "«sa-1» (Phòng Một) nay tên là Phòng Mốt; nay trực thuộc Sở B"


def test_changed_posts_do_not_break_a_lock_but_make_the_plan_stale(compare: Compare) -> None:
    found = compare(changed(("sb-1,sb,Phòng Bốn,division,7", "sb-1,sb,Phòng Bốn,division,9")))
    (lock,) = found[1].locks
    assert (lock.agency, lock.holds, lock.shape, lock.figures) == ("sb", True, (), 1)
    assert [plan.state for plan in found[1].plans] == ["stale"]
    assert "chỉ đổi số liệu ở 1 đơn vị; khóa vẫn giữ được" in shown(found)


def test_a_new_unit_breaks_a_lock(compare: Compare) -> None:
    found = compare(OLD + "sb-3,sb,Phòng Sáu,division,6,1,1,w/a,\n")
    (lock,) = found[1].locks
    assert (lock.agency, lock.holds, lock.shape) == ("sb", False, ("sb-3",))
    assert "sb-3" in lock.because[0].vi


def test_rules_that_only_one_version_breaks_are_told(compare: Compare) -> None:
    table = changed(
        ("sa-2,sa,Phòng Hai,division,3,1,1,x/b:3", "sa-2,sa,Phòng Hai,division,6,1,1,x/b:3"),
        ("sb-2,sb,Phòng Năm,division,6,1,1,z/a:6", "sb-2,sb,Phòng Năm,division,4,1,1,z/a:4"),
    )
    found = compare(table)
    assert [(one.id, one.units) for one in found[1].broken] == [("floor", ("sb-2",))]
    assert [(one.id, one.units) for one in found[1].mended] == [("floor", ("sa-2",))]
    assert "[floor; NĐ 1]" in shown(found)


def test_a_witness_that_only_has_another_id_is_not_new(compare: Compare) -> None:
    found = compare(changed(("sa-2,sa,", "sa-hai,sa,")))
    assert (found[1].broken, found[1].mended) == ((), ())


def test_cuts_are_told_old_and_new(compare: Compare) -> None:
    more = "".join(f"sb-{n},sb,Phòng {n},division,6,1,1,w/a,\n" for n in range(3, 7))
    found = compare(OLD + more)
    assert [
        (c.agency, c.counted_before, c.counted_after, c.required_before, c.required_after)
        for c in found[1].cuts
    ] == [(None, 5, 9, 2, 3), ("sb", 2, 6, 1, 2)]
    assert "Sở B: 2 → 6 đầu mối, phải giảm 1 → 2" in shown(found)


def test_an_agency_that_is_gone_or_new_is_told_as_such(compare: Compare) -> None:
    start = OLD.index("sb,,")
    new = "sc,,Ban C,department,2,1,1,,\nsc-1,sc,Phòng Mười,division,7,1,1,q/a,\n"
    found = compare(OLD[:start] + new)
    words = shown(found)
    assert "Sở B: không còn trong bản mới (2 đơn vị, 15 biên chế)" in words
    assert "Ban C: gửi lần đầu (1 đơn vị, 9 biên chế)" in words
    assert words.index("Sở B: không còn") < words.index("Ban C: gửi lần đầu")
    assert [(lock.agency, lock.holds) for lock in found[1].locks] == [("sb", False)]
    assert found[1].complete


def test_a_unit_that_changes_agency_stands_in_both(compare: Compare) -> None:
    found = compare(changed(("sa-3,sa,", "sa-3,sb,")))
    told = {
        part.agency.name: [(line.sort, line.unit.id) for line in part.lines]
        for part in parts(found[0], labels_of(found[2]))
    }
    assert told == {"Sở A": [("left", "sa-3")], "Sở B": [("changed", "sa-3")]}
    assert "chuyển từ Sở A sang Sở B" in shown(found)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_line_is_wider_than_the_terminal(
    compare: Compare, width: int, language: Language
) -> None:
    table = changed(("sa-3,sa,Phòng Ba", "sa-ba,sb,Phòng Ba và mọi việc khác của cả hai sở"))
    words = shown(compare(table), language, width)
    assert max(map(len, words.splitlines())) <= width


def test_the_workbook_takes_no_formula_from_a_file(compare: Compare) -> None:
    found = compare(changed(("=1+1", '"=HYPERLINK(""x"")"'), ("Phòng Một", "=2+2")))
    labels = labels_of(found[2])
    content = diff_xlsx(found[0], labels, found[1], "old → new", "vi")
    assert content == diff_xlsx(found[0], labels, found[1], "old → new", "vi")
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Thay đổi", "Cơ quan", "Ảnh hưởng"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert '=HYPERLINK("x")' in {cell.value for cell in cells}
    text = diff_csv(found[0], labels, "vi")
    listed = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert not [cell for row in listed for cell in row if cell.startswith(("=", "+", "@"))]
    assert len({len(row) for row in listed}) == 1


def test_the_document_says_what_the_page_says(compare: Compare) -> None:
    found = compare(changed(("sb-1,sb,Phòng Bốn,division,7", "sb-1,sb,Phòng Bốn,division,9")))
    document = diff_document(found[0], found[1], "vi")
    assert document["same"] is False
    assert document["changed"] == [
        {
            "old": "sb-1",
            "new": "sb-1",
            "name": "Phòng Bốn",
            "changes": [
                {"field": "staff", "about": None, "old": 7, "new": 9},
                {"field": "function", "about": "y/a", "old": 7, "new": 9},
            ],
        }
    ]
    assert document["touched"] is not None
