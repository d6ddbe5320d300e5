"""What people decided: refused where it cannot be, printed where it fits, approved or a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orgplan.approval import Standing, covering, standing, touched, unapproved
from orgplan.check import check
from orgplan.decisions import FORMS, Approval
from orgplan.errors import Finding, InputError
from orgplan.io.scenario import load_case
from orgplan.report.changes import ChangeRow, change_rows
from orgplan.report.decisions import (
    NOT_APPROVED,
    approval_remarks,
    card_lines,
    decision_lines,
    misfits,
    missing_words,
)
from orgplan.report.provenance import draft_words, state_words
from orgplan.report.story import story
from orgplan.report.table import COLUMNS, columns_for, headings, own_columns
from orgplan.report.tally import tally
from orgplan.result import Result
from orgplan.text import Text
from tests.check.town import UNITS, Json, answer, decide, edit, town

BY = {"by": "UBND tỉnh", "number": "12/QĐ-UBND", "date": "2026-03-01"}
GIVEN: Json = {"given": [{"merge": ["e"], "into": "d"}]}
Merge = Mapping[str, str]


def decided(folder: Path, *decisions: Json, merge: Merge | None = None, **scenario: Any) -> Result:
    """The town with decisions, and a plan in which c ends in a unless said otherwise."""
    path = town(folder, decisions=list(decisions), **scenario)
    return answer(path, merge={"c": "a"} if merge is None else merge)


def known(result: Result, agency: str | None = None) -> Standing:
    assert result.plan is not None
    return standing(result.plan, result.case, agency)


def told(result: Result) -> list[Text]:
    assert result.plan is not None
    return [c.words for agency in story(result.case, result.plan) for c in agency.changes]


def rows(result: Result) -> dict[str, ChangeRow]:
    assert result.plan is not None
    return {row.unit.id: row for row in change_rows(result.case, result.plan)}


def errors(refused: InputError) -> list[Finding]:
    return [finding for finding in refused.findings if finding.severity == "error"]


def wrong(result: Result) -> list[str]:
    assert result.plan is not None
    return [words.en for words in misfits(result.case, result.plan)]


# --- what the scenario may not say ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("decisions", "found", "advice"),
    [
        ([{"unit": "aa"}], "unknown unit 'aa'", "did you mean 'a'?"),
        ([{"unit": "a"}, {"unit": "a"}], "'a' is decided twice", "put all of it into entry 1"),
        (
            [{"unit": "e", "name": "Phòng Z"}],
            "'e' is gone after the given changes",
            "say it of the receiver: 'd'",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_advice(
    tmp_path: Path, decisions: list[Json], found: str, advice: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_case(town(tmp_path, decisions=decisions, **GIVEN))
    (finding,) = errors(caught.value)
    assert finding.found.en == found
    assert finding.advice is not None
    assert finding.advice.en == advice
    assert finding.place.startswith("scenario.yaml:")


def test_all_wrong_decisions_are_told_at_once(tmp_path: Path) -> None:
    listed = [{"unit": "q1"}, {"unit": "e", "seat": "x", "head": "y"}, {"unit": "a"}, {"unit": "a"}]
    with pytest.raises(InputError) as caught:
        load_case(town(tmp_path, decisions=listed, **GIVEN))
    assert len(errors(caught.value)) == 4


def test_a_given_merger_may_have_a_form_and_an_approval(tmp_path: Path) -> None:
    """Only what is meant for the time after is out of place."""
    case, _ = load_case(
        town(tmp_path, decisions=[{"unit": "e", "form": "merge", "approved": BY}], **GIVEN)
    )
    assert case.decided["e"].form == "merge"


# --- who has approved what -----------------------------------------------------------------------


def test_without_an_approval_everything_is_a_draft(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "a", "name": "Phòng Z"})
    assert known(result) == Standing(2, ("a", "c"), draft=True)
    assert state_words(result) == Text("DỰ THẢO", "DRAFT")


@pytest.mark.parametrize("unit", ["a", "so"])
def test_a_receiver_or_anything_above_answers_for_what_ends_in_it(
    tmp_path: Path, unit: str
) -> None:
    result = decided(tmp_path, {"unit": unit, "approved": BY})
    assert known(result) == Standing(2, (), draft=False)
    assert draft_words(result) is None
    assert state_words(result).vi == "ĐÃ PHÊ DUYỆT"


def test_a_unit_that_ends_does_not_answer_for_its_receiver(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "c", "approved": BY})
    assert known(result).missing == ("a",)
    assert draft_words(result) == Text("DỰ THẢO", "DRAFT")
    assert state_words(result).vi == "DỰ THẢO · đã phê duyệt 1/2 thay đổi"
    assert state_words(result).en == "DRAFT · 1 of 2 changes approved"


def test_an_approval_elsewhere_approves_nothing(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "so-2", "approved": BY})
    assert known(result).missing == ("a", "c")


def test_a_unit_above_after_the_plan_answers_too(tmp_path: Path) -> None:
    """The sub-department ends in a: its divisions x and y then stand under a."""
    result = decided(tmp_path, {"unit": "a", "approved": BY}, merge={"cc": "a"})
    assert result.plan is not None
    assert touched(result.plan) == ("a", "cc", "x", "y")
    assert known(result).draft is False


def test_conversions_and_transfers_need_an_approval(tmp_path: Path) -> None:
    path = town(tmp_path, decisions=[{"unit": "b", "approved": BY}])
    result = answer(path, move={("a", "archive"): "b"}, convert={"cc": "division"})
    assert result.plan is not None
    assert unapproved(result.plan, result.case) == ("a", "cc")


def test_given_changes_need_none(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "so", "approved": BY}, **GIVEN)
    assert known(result) == Standing(2, (), draft=False)


def test_the_closest_approval_covers_a_change(tmp_path: Path) -> None:
    far, near = {"unit": "so", "approved": {"by": "far"}}, {"unit": "c", "approved": {"by": "near"}}
    result = decided(tmp_path, far, near)
    assert result.plan is not None
    found = covering(result.plan, result.case, "c")
    assert found is not None
    assert found.unit == "c"


def test_every_agency_is_judged_by_itself(tmp_path: Path) -> None:
    merge = {"c": "a", "e": "d"}
    result = decided(tmp_path, {"unit": "so", "approved": BY}, merge=merge)
    assert known(result, "so") == Standing(2, (), draft=False)
    assert known(result, "so-2") == Standing(2, ("d", "e"), draft=True)
    assert known(result) == Standing(4, ("d", "e"), draft=True)


def test_an_unchanged_agency_is_final_with_the_whole_or_by_an_approval_of_its_own(
    tmp_path: Path,
) -> None:
    """As long as another agency waits, the plan may still change this one."""
    half = decided(tmp_path / "half", {"unit": "c", "approved": BY})
    assert known(half, "so-2").draft
    own = decided(
        tmp_path / "own",
        {"unit": "c", "approved": BY},
        {"unit": "so-2", "form": "keep", "approved": BY},
    )
    assert not known(own, "so-2").draft
    whole = decided(tmp_path / "whole", {"unit": "so", "approved": BY})
    assert not known(whole, "so-2").draft


def test_missing_approvals_are_named(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "c", "approved": BY})
    words = missing_words(result.case, known(result))
    assert words.vi == "Còn 1/2 thay đổi chưa được phê duyệt: Phòng A."
    assert words.en == "1 of 2 changes lack an approval: Phòng A."


def test_many_missing_approvals_are_told_by_agency(tmp_path: Path) -> None:
    merge = {"vp": "a", "b": "a", "c": "a", "cc": "a", "e": "d"}
    result = decided(tmp_path, {"unit": "a", "name": "Phòng Z"}, merge=merge)
    words = missing_words(result.case, known(result))
    assert words.vi == "Còn 9/9 thay đổi chưa được phê duyệt: Sở Một (7); Sở Hai (2)."


# --- which plan was approved ---------------------------------------------------------------------

OF_A_PLAN = BY | {"plan": "agreed/plan.json"}


def bound(folder: Path, *decisions: Json, merge: Merge | None = None, units: str = UNITS) -> Result:
    """The town where c ending in a was approved, then other units or another plan."""
    agreed = decide(town(folder), merge={"c": "a"})
    (folder / "agreed").mkdir()
    agreed.rename(folder / "agreed" / "plan.json")
    path = town(folder, decisions=list(decisions))
    (folder / "units.csv").write_text(units, encoding="utf-8")
    return answer(path, merge={"c": "a"} if merge is None else merge)


def remarks(result: Result) -> list[Text]:
    assert result.plan is not None
    return list(approval_remarks(result.case, result.plan))


def test_the_plan_that_was_approved_is_final(tmp_path: Path) -> None:
    """Other posts change nothing that was approved."""
    more = UNITS.replace("a,so,Phòng A,division,6", "a,so,Phòng A,division,7")
    result = bound(tmp_path, {"unit": "so", "approved": OF_A_PLAN}, units=more)
    assert known(result) == Standing(2, (), draft=False)
    assert remarks(result) == []
    assert result.case.inputs is not None
    assert [file.path.name for file in result.case.inputs.plans] == ["plan.json"]


def test_another_plan_is_a_draft_again(tmp_path: Path) -> None:
    """c goes to b: a, which was to receive it, is left as it is."""
    result = bound(tmp_path, {"unit": "so", "approved": OF_A_PLAN}, merge={"c": "b"})
    assert known(result) == Standing(2, ("c",), draft=True)
    assert known(result, "so").draft
    (remark,) = remarks(result)
    assert remark.vi == (
        "1 thay đổi khác phương án đã phê duyệt "
        "(UBND tỉnh, số 12/QĐ-UBND, ngày 01/03/2026): Sở Một (1)"
    )
    assert remark.en.startswith("1 change differs from the approved plan (UBND tỉnh, no. 12/")
    assert result.plan is not None
    (line,) = decision_lines(result.case, result.plan)
    assert line.approval.en.startswith("another plan was approved: UBND tỉnh")


@pytest.mark.parametrize("unit", ["so", "a", "c"])
def test_an_approved_change_that_the_plan_leaves_out_is_missing(tmp_path: Path, unit: str) -> None:
    """Also where the approval is about the receiver of then."""
    result = bound(tmp_path, {"unit": unit, "approved": OF_A_PLAN}, merge={})
    assert known(result) == Standing(1, ("c",), draft=True)
    assert remarks(result)[0].vi.startswith("1 thay đổi khác phương án đã phê duyệt")


def test_a_unit_that_the_approved_plan_does_not_know_is_not_covered(tmp_path: Path) -> None:
    new = UNITS + "f,so,Phòng F,division,4,1,0,culture:4,\n"
    approved = {"unit": "so", "approved": OF_A_PLAN}
    left = bound(tmp_path / "left", approved, units=new)
    assert not known(left).draft
    ended = bound(tmp_path / "ended", approved, units=new, merge={"c": "a", "f": "a"})
    assert known(ended).missing == ("f",)
    assert remarks(ended)[0].vi.endswith(": Sở Một (1)")


def test_an_agency_that_receives_otherwise_than_approved_is_a_draft(tmp_path: Path) -> None:
    both = [{"unit": unit, "approved": OF_A_PLAN} for unit in ("so", "so-2")]
    result = bound(tmp_path, *both, merge={"c": "d"})
    assert known(result, "so").missing == ("c",)
    assert known(result, "so-2").missing == ("c",)


def test_another_approval_may_cover_what_differs(tmp_path: Path) -> None:
    """The closer one is about whatever the plan does."""
    later = {"unit": "c", "approved": {"by": "Sở Một"}}
    result = bound(tmp_path, {"unit": "so", "approved": OF_A_PLAN}, later, merge={"c": "b"})
    assert known(result) == Standing(2, (), draft=False)
    (remark,) = remarks(result)
    assert remark.vi == (
        "phê duyệt của Sở Một không gắn với tệp phương án nào (approved: plan): "
        "hãy kiểm tra phương án này đúng là phương án đã được phê duyệt"
    )


def test_approvals_of_no_plan_are_remarked_once(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "so", "approved": BY}, {"unit": "so-2", "approved": BY})
    (remark,) = remarks(result)
    assert remark.en == (
        "the approval by UBND tỉnh is not bound to a plan file (approved: plan): "
        "check that this plan is the one that was approved"
    )


def test_an_approved_plan_that_is_not_there_is_refused_where_it_is_named(tmp_path: Path) -> None:
    path = town(tmp_path, decisions=[{"unit": "so", "approved": OF_A_PLAN}])
    with pytest.raises(InputError) as caught:
        load_case(path)
    (finding,) = errors(caught.value)
    assert finding.found.en == "no such file: `agreed/plan.json`"
    column = int(finding.place.split(":")[2])
    assert path.read_text(encoding="utf-8")[column - 1 :].startswith('"agreed/plan.json"')


@pytest.mark.parametrize(("merge", "draft"), [({"c": "a"}, False), ({"c": "b"}, True)])
def test_check_judges_the_draft_by_the_approved_plan(
    tmp_path: Path, merge: Merge, draft: bool
) -> None:
    result = bound(tmp_path, {"unit": "so", "approved": OF_A_PLAN}, merge=merge)
    assert result.case.inputs is not None
    path = decide(result.case.inputs.scenario.path, merge)
    assert json.loads(path.read_text(encoding="utf-8"))["draft"] is draft
    assert check(path).violations == ()
    lied = edit(path, lambda document: document.update(draft=not draft))
    assert [v.id for v in check(lied).violations] == ["file-draft"]


def test_a_decision_covered_from_above_says_by_which(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "a", "seat": "Số 4"}, {"unit": "so", "approved": BY})
    assert result.plan is not None
    line = decision_lines(result.case, result.plan)[0]
    assert line.approval.vi.startswith("phê duyệt: theo quyết định về Sở Một: UBND tỉnh, số 12")
    assert line.approval.en.startswith("approved: by the decision about Sở Một: UBND tỉnh")


def test_an_agency_is_not_covered_from_above_while_something_in_it_is_not(tmp_path: Path) -> None:
    """so stays as approved, but c in it does not."""
    ruled: Json = {"unit": "so", "form": "reorganise"}
    result = bound(tmp_path, ruled, {"unit": "a", "approved": OF_A_PLAN}, merge={"c": "b"})
    assert result.plan is not None
    assert decision_lines(result.case, result.plan)[0].approval == NOT_APPROVED


# --- names and forms -----------------------------------------------------------------------------


def test_the_plan_file_has_the_decided_name_and_check_judges_it(tmp_path: Path) -> None:
    scenario = town(tmp_path, decisions=[{"unit": "a", "name": "Phòng Z", "approved": BY}])
    path = decide(scenario, merge={"c": "a"})
    document = json.loads(path.read_text(encoding="utf-8"))
    assert {unit["id"]: unit["name"] for unit in document["after"]}["a"] == "Phòng Z"
    assert document["draft"] is False
    assert check(path).violations == ()

    def old_name(document: Json) -> None:
        next(unit for unit in document["after"] if unit["id"] == "a")["name"] = "Phòng A"

    assert [v.id for v in check(edit(path, old_name)).violations] == ["file-after"]


def test_a_draft_cannot_be_called_approved(tmp_path: Path) -> None:
    path = decide(town(tmp_path), merge={"c": "a"})
    (violation,) = check(edit(path, lambda document: document.update(draft=False))).violations
    assert (violation.id, violation.units) == ("file-draft", ("a", "c"))
    assert violation.message.en == "`draft` is false, true is right: 0/2 changes are approved"


def test_a_file_without_the_key_claims_nothing(tmp_path: Path) -> None:
    path = decide(town(tmp_path), merge={"c": "a"})
    assert check(edit(path, lambda document: document.pop("draft"))).violations == ()


def test_a_new_name_stands_in_the_sentences_of_the_time_after(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "a", "name": "Phòng Z"})
    assert [words.vi for words in told(result)] == [
        "Phòng A (6): đổi tên thành Phòng Z",
        "Phòng C (4) → sáp nhập vào Phòng Z",
    ]


@pytest.mark.parametrize("unit", ["a", "c"])
def test_a_consolidation_is_one_sentence(tmp_path: Path, unit: str) -> None:
    """It may be said of the unit that goes on, or of one that ends."""
    form: Json = {"unit": unit, "form": "consolidate"}
    name: Json = {"unit": "a", "name": "Phòng Z"}
    result = decided(tmp_path, *([form | name] if unit == "a" else [form, name]))
    assert [words.vi for words in told(result)] == [
        "Hợp nhất Phòng A (6) và Phòng C (4) thành Phòng Z"
    ]
    assert told(result)[0].en == "Phòng A (6) and Phòng C (4) consolidated as Phòng Z"
    assert result.plan is not None
    count = tally(result.case, result.plan)
    assert (count.merged, count.consolidated) == (0, 1)
    assert rows(result)["c"].fate == FORMS["consolidate"]


def test_three_units_are_consolidated_in_order_of_the_table(tmp_path: Path) -> None:
    result = decided(
        tmp_path,
        {"unit": "b", "name": "Phòng Z", "form": "consolidate"},
        merge={"vp": "b", "c": "b"},
    )
    (words,) = told(result)
    assert words.vi == "Hợp nhất Văn phòng (5), Phòng B (8) và Phòng C (4) thành Phòng Z"


def test_a_consolidation_without_a_name_says_so(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "a", "form": "consolidate"})
    assert told(result)[0].vi == "Hợp nhất Phòng A (6) và Phòng C (4), tên mới chưa quyết định"


@pytest.mark.parametrize(
    ("unit", "form", "words"),
    [
        ("c", "dissolve", "Phòng C (4) → giải thể, chuyển nhiệm vụ về Phòng A"),
        ("c", "reorganise", "Phòng C (4) → tổ chức lại, nhập vào Phòng A"),
        ("a", "merge", "Phòng C (4) → sáp nhập vào Phòng A"),
        ("a", "reorganise", "Phòng C (4) → tổ chức lại, nhập vào Phòng A"),
        ("a", "dissolve", "Phòng C (4) → sáp nhập vào Phòng A"),
        ("c", "keep", "Phòng C (4) → sáp nhập vào Phòng A"),
    ],
)
def test_a_decided_form_stands_in_the_sentence_where_it_fits(
    tmp_path: Path, unit: str, form: str, words: str
) -> None:
    result = decided(tmp_path, {"unit": unit, "form": form})
    assert [t.vi for t in told(result)] == [words]


def test_the_table_has_columns_of_decisions_only_where_there_are_any(tmp_path: Path) -> None:
    silent = rows(decided(tmp_path / "silent")).values()
    assert columns_for(silent) == COLUMNS
    result = decided(tmp_path / "told", {"unit": "a", "name": "Phòng Z", "form": "consolidate"})
    listed = rows(result)
    heads = headings(own_columns(listed.values()), "vi")[len(COLUMNS) :]
    assert heads == ["Tên sau", "Hình thức", "Phê duyệt"]
    assert (listed["a"].unit.name, listed["a"].name_after) == ("Phòng A", "Phòng Z")
    assert listed["b"].name_after is None
    assert [unit.name for unit in listed["c"].receivers] == ["Phòng Z"]
    approvals = {unit: row.approval for unit, row in listed.items() if row.approval is not None}
    assert {unit: words.vi for unit, words in approvals.items()} == {
        "a": "chưa phê duyệt",
        "c": "chưa phê duyệt",
    }


def test_an_approval_reads_as_in_a_document() -> None:
    approval = Approval.model_validate(BY)
    assert approval.words.vi == "UBND tỉnh, số 12/QĐ-UBND, ngày 01/03/2026"
    assert approval.words.en == "UBND tỉnh, no. 12/QĐ-UBND, 2026-03-01"
    assert Approval(by="UBND tỉnh").words == Text("UBND tỉnh", "UBND tỉnh")


def test_a_head_that_is_not_decided_is_said_in_words(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "a", "seat": "12 Lê Lợi", "head": "to_be_decided"})
    assert result.plan is not None
    lines = card_lines(result.case, result.plan, result.case.decided["a"])
    assert [line.vi for line in lines] == ["trụ sở: 12 Lê Lợi", "người đứng đầu: sẽ quyết định sau"]
    assert [line.en for line in lines] == ["seat: 12 Lê Lợi", "head: to be decided"]


def test_a_decision_is_one_sentence(tmp_path: Path) -> None:
    result = decided(
        tmp_path,
        {"unit": "a", "name": "Phòng Z", "form": "merge", "seat": "Số 4", "approved": BY},
    )
    assert result.plan is not None
    (line,) = decision_lines(result.case, result.plan)
    assert line.words.vi == (
        "Phòng A: tên mới: Phòng Z; sáp nhập; trụ sở: Số 4; "
        "phê duyệt: UBND tỉnh, số 12/QĐ-UBND, ngày 01/03/2026"
    )
    assert line.misfit is None


# --- decisions that do not fit the plan ----------------------------------------------------------


def test_what_is_decided_for_a_unit_that_ends_is_a_remark(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "c", "name": "Phòng Z", "head": "to_be_decided"})
    assert wrong(result) == [
        "the decision for Phòng C does not fit the plan: the unit ends, its work goes to "
        "Phòng A (a); what is decided for it (name, head) has no use"
    ]
    assert told(result)[0].vi == "Phòng C (4) → sáp nhập vào Phòng A"


@pytest.mark.parametrize(
    ("unit", "form", "fits"),
    [
        ("a", "dissolve", False),
        ("c", "dissolve", True),
        ("a", "merge", True),
        ("c", "merge", True),
        ("b", "merge", False),
        ("b", "consolidate", False),
        ("d", "merge", True),
        ("e", "merge", True),
        ("so", "merge", True),
        ("so-2", "consolidate", True),
        ("b", "keep", True),
        ("a", "keep", False),
        ("c", "keep", False),
        ("so", "keep", False),
        ("so-2", "keep", True),
        ("x", "convert", True),
        ("so", "convert", True),
        ("so-2", "convert", False),
        ("b", "convert", False),
        ("b", "reorganise", True),
        ("so", "dissolve", False),
    ],
)
def test_a_form_fits_what_happens_or_is_a_remark(
    tmp_path: Path, unit: str, form: str, fits: bool
) -> None:
    """c ends in a, x converts, and e ended in d by a given change."""
    path = town(tmp_path, decisions=[{"unit": unit, "form": form}], **GIVEN)
    assert (wrong(answer(path, merge={"c": "a"}, convert={"x": "office"})) == []) is fits


def test_remarks_speak_both_languages(tmp_path: Path) -> None:
    result = decided(tmp_path, {"unit": "b", "form": "merge"})
    assert result.plan is not None
    (words,) = misfits(result.case, result.plan)
    assert words.vi == (
        "quyết định cho Phòng B không khớp phương án: "
        "hình thức «sáp nhập» nhưng không tiếp nhận đơn vị nào"
    )
    assert words.en.endswith("the form is “merger”, but it takes over no unit")
