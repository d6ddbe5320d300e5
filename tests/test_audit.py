"""The audit: what independent counts found in given data, and every finding in a small one."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

import orgplan
from orgplan.audit import Audit, Findings, audit
from orgplan.audit.document import audit_document
from orgplan.case import Case
from orgplan.errors import InputError
from orgplan.io.scenario import load_case
from orgplan.text import Text

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
KHANH_HOA = SCENARIOS / "khanh-hoa"

# What an independent script found in the data of Khánh Hòa for a province of class 2.
BELOW = {
    "snv-cchc": 4,
    "sld-te": 4,
    "sld-tnxh": 4,
    "sng-ls": 4,
    "ban-tdkt": 9,
    "chi-cuc-qlcl": 11,
    "chi-cuc-bien": 10,
    "tl-hc": 4,
    "pt-hc": 4,
    "mt-hc": 3,
    "tdc-hc": 4,
    "ds-hc": 4,
    "ds-tt": 4,
    "at-hc": 4,
}
ONE_DEPUTY_TOO_MANY = {
    "vpub-nc",
    "vpub-tcd",
    "snv-tcbc",
    "ban-ton-giao",
    "stp-vp",
    "skhdt-ktdn",
    "stc-ns",
    "sct-tm",
    "chi-cuc-ttbvtv",
    "chi-cuc-thuy-loi",
    "chi-cuc-kiem-lam",
    "chi-cuc-dat-dai",
    "stt-cds",
    "svh-vh",
    "skc-cn",
    "chi-cuc-tdc",
    "sgd-kh",
    "chi-cuc-dan-so",
    "ttt-nv4",
    "bql-xd",
}

RULESET = """\
orgplan_ruleset: 1
name: town
kinds:
  province: {label: {vi: Tỉnh, en: Province}, contains: [department]}
  department:
    label: {vi: Sở, en: Department}
    agency: true
    contains: [division, chi_cuc, public_service_unit]
  division: {label: {vi: Phòng, en: Division}, counted: true, absorbs: [division]}
  chi_cuc: {label: {vi: Chi cục, en: Bureau}, counted: true, contains: [team]}
  team: {label: {vi: Đội, en: Team}}
  desk: {label: {vi: Bàn, en: Desk}}
  public_service_unit: {label: {vi: Trung tâm, en: Centre}, contains: [psu_division]}
  psu_division: {label: {vi: Phòng của trung tâm, en: Division of a centre}}
leaders:
  division: {by_staff: [[9, 1], [null, 2]], cite: "Law 1", confirmed: false, note: memory}
  chi_cuc: {by_subunits: [[0, 2], [null, 1]], cite: "Law 2", confirmed: true}
directors: {kinds: [department], average: 2, cite: "Law 3", confirmed: false, note: draft}
ordering:
  - {clause: superior, cite: "Law 4", confirmed: false, note: unsure}
  - {clause: inner_units, cite: "Law 4", confirmed: true, question: {vi: chưa rõ, en: open}}
rules:
  - {id: floor, rule: min_staff, kinds: {division: 5}, cite: "Law 5", confirmed: false, note: why}
  - {id: floor-of-changed, rule: min_staff, kinds: {chi_cuc: 9}, applies_to: changed}
  - {id: optional, rule: min_staff, kinds: {public_service_unit: 15}, enabled: false}
"""
# Province p; departments a (with d1, d2, a bureau with teams, one without, a centre with a desk)
# and b (d3, d4, and a desk that may not stand there). d2 says nothing of its leaders.
UNITS = """\
id,parent,name,kind,staff,present,heads,deputies,functions,site
p,,Tỉnh P,province,0,,,,,
a,p,Sở A,department,3,3,1,3,,X
d1,a,Phòng Một,division,4,4,1,2,x/a:4,X
d2,a,Phòng Hai,division,12,,,,x/a:5; x/b:6,X
c1,a,Chi cục Có đội,chi_cuc,2,2,1,1,y,X
t1,c1,Đội Một,team,6,6,1,0,y,
c2,a,Chi cục Không đội,chi_cuc,9,9,1,2,z,X
s,a,Trung tâm,public_service_unit,8,8,1,1,x/a,X
s1,s,Phòng của trung tâm,psu_division,3,3,1,0,,X
b,p,Sở B,department,2,2,1,,,X
d3,b,Phòng Ba,division,6,6,2,1,x/b,X
d4,b,Phòng Bốn,division,0,0,1,0,w,X
k,b,Bàn,desk,1,1,1,5,,X
"""
SCENARIO = """\
orgplan: 1
name: Tỉnh nhỏ
organisation: units.csv
ruleset: town.yaml
"""


def of(path: Path) -> Audit:
    case, _ = load_case(path)
    return audit(case)


def town(folder: Path, more: str = "", units: str = UNITS) -> Case:
    """The small province, with more lines in its scenario."""
    (folder / "town.yaml").write_text(RULESET, encoding="utf-8")
    (folder / "units.csv").write_text(units, encoding="utf-8")
    (folder / "scenario.yaml").write_text(SCENARIO + more, encoding="utf-8")
    return load_case(folder / "scenario.yaml")[0]


def khanh_hoa(folder: Path, ruleset: str) -> Findings:
    """What is found in the units of Khánh Hòa under a ruleset."""
    units = (KHANH_HOA / "units.csv").as_posix()
    path = folder / "scenario.yaml"
    path.write_text(
        f"orgplan: 1\nname: x\norganisation: {units}\nruleset: {ruleset}\n", encoding="utf-8"
    )
    return of(path).present


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the small province."""
    return audit(town(tmp_path_factory.mktemp("town")))


# --- data that others counted -------------------------------------------------------


def test_khanh_hoa_class_2_has_what_an_independent_count_found() -> None:
    found = of(KHANH_HOA / "scenario.yaml").present
    assert {row.unit: row.posts for row in found.below} == BELOW
    assert {row.unit for row in found.over_quota} == ONE_DEPUTY_TOO_MANY
    assert all(row.deputies_over == row.surplus == 1 for row in found.over_quota)
    assert sum(row.surplus for row in found.leaders) == 20


@pytest.mark.parametrize(
    ("ruleset", "kinds", "surplus"),
    [
        (
            "{name: vn-provincial-2025-03, province_class: 1}",
            {"division": 15, "office": 1, "sub_department": 3, "sub_division": 7},
            35,
        ),
        (
            "vn-provincial-2026-01",
            {"division": 29, "office": 4, "sub_department": 3, "sub_division": 7},
            47,
        ),
    ],
)
def test_khanh_hoa_under_other_rulesets(
    tmp_path: Path, ruleset: str, kinds: dict[str, int], surplus: int
) -> None:
    found = khanh_hoa(tmp_path, ruleset)
    below = [found.state.organisation[row.unit].kind for row in found.below]
    assert {kind: below.count(kind) for kind in below} == kinds
    assert sum(row.deputies_over for row in found.leaders) == surplus


def test_khanh_hoa_is_counted_by_kind_line_and_agency_as_published() -> None:
    found = of(KHANH_HOA / "scenario.yaml").present
    kinds = {row.kind: (row.strength.units, row.strength.deputies) for row in found.kinds}
    assert kinds["division"] == (72, 111)
    assert kinds["public_service_unit"] == (47, 92)
    assert (found.total.units, found.total.posts, found.total.present) == (242, 1234, 1204)
    assert (found.total.employees, found.total.deputies) == (3723, 379)
    lines = {row.line: row.strength.units for row in found.lines}
    assert lines == {"administrative": 125, "inner": 48, "service": 47, "inside": 0}
    agencies = {row.agency: row for row in found.agencies}
    assert agencies["so-nong-nghiep"].lines["administrative"] == 10
    assert agencies["so-nong-nghiep"].lines["inner"] == 31
    assert agencies["so-y-te"].strength.employees == 2680


def test_given_mergers_are_audited_before_and_after() -> None:
    found = of(KHANH_HOA / "scenario-2025.yaml")
    first, then = found.findings
    assert (first.state.moment, then.state.moment) == ("as_filed", "after_given")
    total = found.baselines[-1]
    assert (total.before_given, total.after_given) == (125, 111)
    assert (total.required_before, total.required_after) == (35, 32)
    assert {row.unit for row in first.over_quota} == ONE_DEPUTY_TOO_MANY
    assert sum(row.heads_over for row in then.leaders) == 14
    merged = {row.code for row in then.doubled} - {row.code for row in first.doubled}
    assert "admin/planning-finance" in merged
    assert "construction/quality" in {row.code for row in then.doubled if row.among_counted}
    assert "organisation/associations" in {row.code for row in first.doubled if row.among_counted}


def test_lam_dong_has_six_deputies_too_many_in_five_divisions() -> None:
    found = of(SCENARIOS / "lam-dong-cong-thuong/scenario.yaml").present
    assert {
        row.unit: (row.posts, row.deputies, row.allowed, row.surplus) for row in found.leaders
    } == {
        "sct-vp": (16, 2, 3, 0),
        "sct-khth": (8, 2, 1, 1),
        "sct-nl": (10, 4, 2, 2),
        "sct-cn": (11, 3, 2, 1),
        "sct-tm": (12, 3, 2, 1),
        "sct-dcks": (10, 3, 2, 1),
    }
    assert found.below == ()
    assert found.ordering == ()
    assert found.directors is not None
    assert (found.directors.deputies, found.directors.allowed, found.directors.over) == (5, 5, 0)
    (line,) = (row for row in found.lines if row.line == "administrative")
    assert (line.strength.units, line.strength.posts, line.strength.deputies) == (6, 67, 17)


# --- every finding, small -----------------------------------------------------------


def test_sizes_speak_of_every_unit_and_keep_optional_rules_apart(small: Audit) -> None:
    rows = {(row.unit, row.rule): row for row in small.present.short}
    assert set(rows) == {
        ("d1", "floor"),
        ("d4", "floor"),
        ("c1", "floor-of-changed"),
        ("s", "optional"),
    }
    short = rows["d1", "floor"]
    assert (short.posts, short.floor, short.missing) == (4, 5, 1)
    assert (short.cite, short.note, short.confirmed) == ("Law 5", "why", False)
    assert rows["c1", "floor-of-changed"].applies_to == "changed"
    assert not rows["s", "optional"].in_force
    assert rows["s", "optional"].posts == 8 + 3
    assert [row.unit for row in small.present.below] == ["d1", "c1", "d4"]


def test_leaders_have_one_head_and_the_deputies_of_the_quota(small: Audit) -> None:
    rows = {row.unit: row for row in small.present.leaders}
    assert (rows["d1"].deputies, rows["d1"].allowed, rows["d1"].deputies_over) == (2, 1, 1)
    assert (rows["d2"].heads, rows["d2"].deputies) == (1, 0)
    assert (rows["c1"].subunits, rows["c1"].allowed) == (1, 1)
    assert (rows["c2"].subunits, rows["c2"].allowed) == (0, 2)
    assert (rows["d3"].heads_over, rows["d3"].deputies_over, rows["d3"].surplus) == (1, 0, 1)
    assert [row.unit for row in small.present.over_quota] == ["d1", "d3"]
    assert small.present.without_quota == {
        "team": 1,
        "public_service_unit": 1,
        "psu_division": 1,
        "desk": 1,
    }


def test_directors_are_an_average_over_those_that_are_known(small: Audit) -> None:
    found = small.present.directors
    assert found is not None
    assert [(row.agency, row.deputies) for row in found.rows] == [("a", 3), ("b", None)]
    assert (found.known, found.average, found.allowed, found.over) == (1, 3, 2, 1)


def test_deputies_on_top_are_told_by_the_scenario(tmp_path: Path) -> None:
    found = audit(town(tmp_path, "audit: {more_deputies: {a: 1, p: 4}}\n")).present.directors
    assert found is not None
    assert (found.rows[0].more, found.more, found.allowed, found.over) == (1, 5, 7, 0)


def test_deputies_on_top_follow_an_agency_that_ends(tmp_path: Path) -> None:
    more = "audit: {more_deputies: {b: 2}}\ngiven: [{merge: [b], into: a}]\n"
    then = audit(town(tmp_path, more)).findings[1].directors
    assert then is not None
    assert [(row.agency, row.more) for row in then.rows] == [("a", 2)]


def test_an_unknown_unit_on_top_is_an_error_at_its_key(tmp_path: Path) -> None:
    with pytest.raises(InputError) as problem:
        town(tmp_path, "audit: {more_deputies: {dd1: 1}}\n")
    (finding,) = problem.value.findings
    assert finding.place == "scenario.yaml:5:25"
    assert finding.advice == Text("có phải «d1»?", "did you mean 'd1'?")


def test_order_of_deputies_is_remarked_on_where_both_sides_are_known(small: Audit) -> None:
    remarks = {(r.rule.clause, r.unit, r.other) for r in small.present.ordering}
    assert remarks == {("inner_units", "c2", "c1")}


def test_a_unit_with_more_deputies_than_its_superior_is_remarked_on(tmp_path: Path) -> None:
    units = UNITS.replace("b,p,Sở B,department,2,2,1,,,X", "b,p,Sở B,department,2,2,1,1,,X")
    found = audit(town(tmp_path, units=units)).present
    superior = [r for r in found.ordering if r.rule.clause == "superior"]
    assert [(r.unit, r.deputies, r.other, r.other_deputies) for r in superior] == [("k", 5, "b", 1)]


def test_functions_with_several_leads_are_told_apart(small: Audit) -> None:
    rows = [(row.code, row.agency, row.units, row.counted) for row in small.present.shared]
    assert rows == [
        ("x/a", "a", ("d1", "d2", "s"), 2),
        ("y", "a", ("c1", "t1"), 1),
        ("x/b", None, ("d2", "d3"), 2),
    ]


def test_posts_without_a_function_are_those_of_general_blocks(small: Audit) -> None:
    rows = {row.agency: (row.posts, row.without) for row in small.present.general}
    assert rows == {"a": (44, 1 + 3), "b": (7, 1), None: (51, 5)}
    assert small.present.general[-1].share == Fraction(98, 10)


def test_functions_of_the_list_without_a_lead(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text(
        "code,vi,en\nx,Việc X,X\nx/a,Việc A,A\nx/c,Việc C,C\nw/deep,Sâu,Deep\nq,Việc Q,Q\n",
        encoding="utf-8",
    )
    case = town(tmp_path)
    names = {code: Text(code, code) for code in ("x", "x/a", "x/c", "w/deep", "q")}
    listed = Case(case.scenario, case.problem, case.rules, case.tiers, function_names=names)
    assert audit(listed).without_lead == ("x/c", "q")
    assert audit(case).without_lead == ()


def test_missing_data_are_named_unit_by_unit(small: Audit) -> None:
    rows = {row.topic: (row.units, row.of) for row in small.missing}
    assert rows == {
        "posts": (("d4",), 12),
        "present": (("d2",), 12),
        "leaders": (("d2", "b"), 12),
        "site": (("t1",), 12),
        "function": (("s1", "k"), 10),
    }


def test_awaited_agencies_are_found_by_id_or_by_name(tmp_path: Path) -> None:
    case = town(tmp_path, 'awaited: [a, "sở  b", so-c, "Sở D"]\n')
    assert audit(case).missing_agencies == ("so-c", "Sở D")


def test_what_breaks_a_rule_already(small: Audit) -> None:
    rows = [(row.id, row.units) for row in small.present.broken]
    assert rows == [("structure-contain", ("k", "b")), ("floor", ("d1",)), ("floor", ("d4",))]
    assert [row.id for row in small.present.others_broken] == ["structure-contain"]


def test_rules_that_ask_for_a_change_are_no_breach_of_the_present_state(tmp_path: Path) -> None:
    more = (
        "target: {cut: 50%}\nrules:\n  - {rule: agency_cut, at_least: 10%}\n"
        "  - {rule: cap, goal: remaining_units, at_most: 1}\n"
        "  - {rule: together, units: [d1, d2]}\n"
    )
    found = audit(town(tmp_path, more))
    assert {row.rule for row in found.present.broken} == {"contain", "min_staff"}
    assert [(row.agency, row.required_before) for row in found.baselines] == [
        ("a", None),
        ("b", None),
        (None, 3),
    ]


def test_unconfirmed_figures_that_were_used(small: Audit) -> None:
    rows = [(row.id, row.note) for row in small.unconfirmed]
    assert rows == [
        ("floor", "why"),
        ("division", "memory"),
        ("directors", "draft"),
        ("superior", "unsure"),
    ]


def test_lines_are_never_mixed(small: Audit) -> None:
    lines = {row.line: row.strength for row in small.present.lines}
    assert (lines["administrative"].units, lines["administrative"].posts) == (6, 33)
    assert (lines["inner"].units, lines["inner"].posts) == (2, 7)
    assert (lines["service"].units, lines["service"].employees) == (1, 8)
    assert (lines["inside"].units, lines["inside"].employees) == (1, 3)
    assert lines["service"].posts == 0


def test_a_scope_narrows_the_audit_and_keeps_the_average(tmp_path: Path) -> None:
    found = audit(town(tmp_path, "scope: {agencies: [b]}\n")).present
    assert found.total.units == 4
    assert [row.agency for row in found.agencies] == ["b"]
    assert {row.unit for row in found.leaders} == {"d3", "d4"}
    assert found.directors is not None
    assert len(found.directors.rows) == 2


def test_a_scope_means_what_ended_in_it_too(tmp_path: Path) -> None:
    more = "scope: {agencies: [a]}\ngiven: [{merge: [b], into: a}]\n"
    first, then = audit(town(tmp_path, more)).findings
    assert [row.agency for row in first.agencies] == ["a", "b"]
    assert [row.agency for row in then.agencies] == ["a"]
    assert first.total.posts == then.total.posts


def test_what_stands_outside_agencies_has_a_line_of_its_own(tmp_path: Path) -> None:
    units = UNITS + "o,p,Trung tâm tỉnh,public_service_unit,20,20,1,1,,X\n"
    found = audit(town(tmp_path, units=units)).present
    assert [row.agency for row in found.agencies] == ["a", "b", None]
    assert found.agencies[-1].lines["service"] == 1
    assert found.total.employees == 8 + 3 + 20


def test_the_document_is_plain_data_with_the_same_figures(small: Audit) -> None:
    document = json.loads(json.dumps(audit_document(small)))
    (moment,) = document["moments"]
    assert [row["unit"] for row in moment["below_minimum"] if row["in_force"]] == ["d1", "c1", "d4"]
    assert moment["directors"]["over"] == 1
    assert moment["total"]["posts"] == 45
    assert document["missing"][0] == {"topic": "posts", "units": ["d4"], "of": 12}
    assert document["language"] == "vi"
    english = audit_document(small, "en")
    assert english["language"] == "en"
    assert audit_document(small) == audit_document(small)


def test_the_public_call_and_its_short_name(small: Audit) -> None:
    assert orgplan.audit(small.case) == small
    assert repr(small) == "Audit('Tỉnh nhỏ', 13 units, 3 below a minimum, 2 over quota)"
