"""A comparison on a terminal, as workbook, JSON and pages: true words, no other language."""

from __future__ import annotations

import dataclasses
import io
import json
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from rich.console import Console

from orgplan.case import Case
from orgplan.compare import Comparison
from orgplan.organisation import Organisation
from orgplan.problem import Problem
from orgplan.report.compare import (
    COMPARE_FILES,
    comparison_chart,
    comparison_document,
    print_comparison,
    write_comparison,
)
from orgplan.report.compare.folder import comparison_workbook
from orgplan.report.compare.topics import topics
from orgplan.report.compare.words import place_in, rule_words, standing_words, whose
from orgplan.text import Language
from tests.compare.town import UNITS, side_by_side, town
from tests.tiny import Data

ENGLISH = ("units", "posts", "kept", "broken", "above", "below", "limit", "Plan", "valid", "rule")
VIETNAMESE = ("đầu mối", "biên chế", "giữ", "vi phạm", "mức", "PA ", "đạt", "quy tắc")
MANY: Data = {
    "operations": {"dissolve": True, "convert": {"division": "office"}, "transfer": True},
    "rules": [
        {"rule": "min_staff", "kinds": {"division": 9}, "id": "floor"},
        {"rule": "max_absorbed", "at_most": 1, "id": "one"},
        {"rule": "agency_cut", "at_least": "10%", "at_most": "60%", "id": "each"},
        {"rule": "kind_cut", "kinds": ["division"], "at_least": "20%", "per": "agency", "id": "kc"},
        {"rule": "cap", "goal": "displaced_staff", "at_most": 16, "id": "cap"},
        {
            "rule": "units_per_parent",
            "parents": {"department": {"at_least": 2, "at_most": 3}},
            "id": "width",
        },
        {"rule": "keep", "units": ["a"], "id": "keep-a"},
    ],
    "goals": [
        {"displaced_staff": 1, "mismatch": 2, "unknown": "0.5"},
        {"size_deviation": 1, "low": 8},
        {"size_deviation": 1, "high": 12},
        {"size_deviation": 1, "low": 8, "high": 12},
    ],
    "target": {"cut": "20%", "round": "down"},
}


def several(language: Language, plans: int = 3) -> Comparison:
    """Plans that show every word: kept, merged, split, converted, passing on, given, broken."""
    listed: list[tuple[Case, Data]] = [
        (town(), {"merge": {"a": "b", "e": "f"}}),
        (town(**MANY), {"split": {"a": {"tax": "b", "land": "c"}}, "convert": {"b": "office"}}),
        (town(given=[{"merge": ["c"], "into": "b"}]), {"merge": {"a": "b"}}),
        (town(**MANY), {"move": {"a": {"tax": "b"}}, "merge": {"f": "e"}}),
        (town(target={"cut": "40%", "per": "agency"}), {}),
        (town(**MANY), {"merge": {"b": "c"}}),
    ]
    return side_by_side(*listed[:plans], language=language)


def printed(found: Comparison, width: int = 100) -> str:
    stream = io.StringIO()
    print_comparison(
        found, Console(file=stream, width=width, markup=False, highlight=False, emoji=False)
    )
    return stream.getvalue()


def words_of(found: Comparison) -> str:
    """Everything that a reader may see, names from the files taken out."""
    pages = (label.text for page in comparison_chart(found) for label in page.labels)
    sheets = openpyxl.load_workbook(io.BytesIO(comparison_workbook(found)))
    cells = (
        str(value)
        for sheet in sheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    )
    heads = " ".join(sheets.sheetnames)
    text = " ".join([printed(found), *pages, *cells, heads, found._repr_html_()])
    return text.replace("plan-", "").replace("<table", "").replace("border", "")


@pytest.mark.parametrize("plans", [2, 3, 6])
def test_no_word_of_the_other_language(plans: int) -> None:
    """On the terminal, in the workbook, on paper and in a notebook."""
    vietnamese, english = words_of(several("vi", plans)), words_of(several("en", plans))
    assert [word for word in ENGLISH if word in vietnamese] == []
    assert [word for word in VIETNAMESE if word in english] == []


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("plans", [2, 3, 6])
def test_no_line_is_wider_than_the_terminal(plans: int, width: int) -> None:
    """Names and figures wrap; nothing is cut off at the edge."""
    for line in printed(several("vi", plans), width).splitlines():
        assert cell_len(line) <= max(width, 90 if plans == 6 else width), line


def test_the_terminal_tells_the_main_things() -> None:
    """Counts, goals, room with the nearest unit, who breaks what, fates."""
    told = printed(several("en"))
    for words in (
        "Units after             3       4       3",
        "1. Displaced posts (posts)",
        "2 above: C",
        "SHORT by 1: E",
        "→ B; C",
        "kept; becomes office",
    ):
        assert words in told, words
    assert "Plan 2 under the scenario of Plan" in told


def test_room_in_words() -> None:
    """A floor, a ceiling, the limit itself, a share, what is short and what is over."""
    found = several("en")
    told = {
        rule_words(line, found).en: [standing_words(s, []).en for s in line.standings]
        for line in found.limits
    }
    assert told["Minimum posts, division ≥ 5 [floor]"] == ["2 above", "3 above", "3 above"]
    assert told["Minimum posts, division ≥ 9 [floor]"][0] == "SHORT by 2"
    assert told["Maximum absorbed units ≤ 1 [one]"][0] == "at the limit"
    assert told["Cap on a goal: displaced posts ≤ 16 [cap]"][:2] == ["OVER by 1", "7 below"]
    assert told["Keep [keep-a]"][:2] == ["broken, 1×", "broken, 1×"]
    assert told["Target in total ≥ 20 % [target]"][0] == "20 points above (2/5)"


def test_whose_rule_it_is() -> None:
    """Nothing where it is everybody's; the few are named, or the few that are not."""
    assert whose([True, True]).en == ""
    assert whose([True, False]).vi == " [PA 1]"
    assert whose([True, True, False, False]).en == " [Plans 1, 2]"
    assert whose([True, True, True, False]).en == " [not Plan 4]"


def test_the_document_has_one_entry_a_plan() -> None:
    """Everything again in figures, and nothing that JSON cannot write."""
    found = several("vi")
    document = json.loads(json.dumps(comparison_document(found)))
    assert [plan["count"]["after"] for plan in document["plans"]] == [3, 4, 3]
    assert document["distances"] == [list(row) for row in found.apart]
    floor = next(rule for rule in document["rules"] if rule["limit"] == 9)
    assert floor["figure"] == ["kinds", "division"] and floor["side"] == "least"
    assert floor["plans"][0]["room"] == -2 and floor["plans"][0]["units"] == ["c"]
    assert floor["plans"][0]["kept"] is False
    assert document["tiers"][0]["values"] == [17, 9, 9]
    unit = next(unit for unit in document["units"] if unit["id"] == "a")
    assert unit["fates"][1] == {
        "fate": "dissolved",
        "kind_after": None,
        "blocks": [{"function": "tax", "to": "b"}, {"function": "land", "to": "c"}],
    }
    assert document["fit"][1][1]["ok"] is False and document["fit"][0][0]["ok"] is True
    for key in ("goals", "tiers"):
        assert all(len(line["values"]) == 3 for line in document[key])
    assert all(len(line["plans"]) == len(line["holds"]) == 3 for line in document["rules"])


def test_the_workbook_has_a_sheet_a_subject_and_texts_stay_texts() -> None:
    """Names that look like formulas are written as text; figures are figures."""
    rows = [dict(row) for row in UNITS["units"]]
    evil = {"units": [*rows, {"id": "=1+1", "parent": "ban", "staff": 9}]}
    found = side_by_side((town(evil), {}), (town(evil), {"merge": {"=1+1": "e"}}), language="vi")
    book = openpyxl.load_workbook(io.BytesIO(comparison_workbook(found)))
    assert book.sheetnames == [topic.sheet.vi for topic in topics(found)]
    units = book["Đơn vị khác"]
    cells = [cell for row in units.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells and all(cell.data_type == "s" for cell in cells)
    figures = [
        row for row in book["Kết quả"].iter_rows(values_only=True) if row[0] == "Đầu mối sau"
    ]
    assert figures == [("Đầu mối sau", 6, 5)]
    assert comparison_workbook(found) == comparison_workbook(found)


def test_the_folder_is_written_whole_and_older_pages_go(tmp_path: Path) -> None:
    """Pictures of an earlier run do not survive; other files do."""
    (tmp_path / "compare-07.png").write_bytes(b"old")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    found = several("vi")
    assert write_comparison(found, tmp_path) == COMPARE_FILES
    assert not (tmp_path / "compare-07.png").exists() and (tmp_path / "mine.txt").exists()
    document = json.loads((tmp_path / "compare.json").read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(comparison_document(found)))
    assert write_comparison(found, tmp_path, charts=False) == ("compare.xlsx", "compare.json")
    assert not list(tmp_path.glob("compare*.png"))


def test_a_draft_is_marked_until_every_change_is_approved() -> None:
    """Plans without changes have nothing to approve."""
    assert any(label.text == "DỰ THẢO" for label in comparison_chart(several("vi"))[0].labels)
    still = side_by_side((town(), {}), (town(), {}), language="vi")
    assert printed(still).count("0 trong 7 đơn vị") == 1
    assert dataclasses.replace(still, language="en").apart == ((0, 0), (0, 0))


def test_the_nearest_unit_is_named_with_its_agency_where_there_are_several() -> None:
    """Every agency has an office: the short name alone would not say which."""
    found = side_by_side((town(), {}), (town(), {}))
    plan = found.plans[0]
    before = plan.plan.problem.before
    assert place_in(plan, "a") == before["a"].name
    assert place_in(plan, "a", by_id=True) == "a"
    named = dataclasses.replace(before["so"], short="Sở")
    units = [named if unit.id == "so" else unit for unit in before]
    problem = Problem.make(Organisation(units), plan.plan.problem.ruleset)
    short = dataclasses.replace(plan, plan=dataclasses.replace(plan.plan, problem=problem))
    assert place_in(short, "a") == f"{before['a'].name}, Sở"
    assert place_in(short, "so") == "Sở"
