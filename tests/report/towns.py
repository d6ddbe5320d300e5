"""Small towns that show everything a report speaks of."""

from __future__ import annotations

from pathlib import Path

_RULESET = """\
orgplan_ruleset: 1
name: town
label: {vi: "Quy định thử", en: "Trial statute"}
kinds:
  department: {label: {vi: Sở, en: Department}, agency: true, contains: ["*"]}
  division: {label: {vi: Phòng, en: Division}, counted: true, absorbs: [division], confirmed: false}
  sub_department:
    label: {vi: Chi cục, en: Sub-department}
    counted: true
    absorbs: [division]
    contains: [sub_division]
  sub_division: {label: {vi: Đội, en: Team}, absorbs: [sub_division]}
  public_service_unit:
    label: {vi: Đơn vị sự nghiệp công lập, en: Public service unit}
    absorbs: [public_service_unit]
leaders:
  division: {by_staff: [[9, 1], [null, 2]], confirmed: false}
rules:
  - {id: floor, rule: min_staff, kinds: {division: 5}, cite: "NĐ 1", confirmed: false}
"""
_TWO = """\
id,parent,name,kind,staff,heads,deputies,functions
sa,,Sở A,department,3,1,2,
sa-1,sa,Phòng Một,division,8,1,1,x/a:5; x/b:3
sa-2,sa,[bold]Phòng Hai[/bold],division,3,1,1,x/b:3
sa-3,sa,Phòng Ba,division,6,1,2,y/a:4; z/a:2
sa-tt,sa,Trung tâm A,public_service_unit,20,1,1,x/c
sb,,Sở B,department,2,1,1,
sb-1,sb,Phòng Bốn,division,7,1,1,y/a
sb-2,sb,Phòng Năm,division,6,1,1,z/a:6
sb-cc,sb,Chi cục Sáu,sub_department,5,1,2,w/a
sb-d1,sb-cc,Đội Bảy,sub_division,4,1,0,w/a
sb-d2,sb-cc,Đội Tám,sub_division,3,1,0,w/b
"""
_TWO_SCENARIO = """\
orgplan: 1
name: Hai sở / Two agencies
language: vi
organisation: units.csv
ruleset: town.yaml
target: {cut: 30%, per: agency}
operations:
  dissolve: true
  flatten: [sub_department]
  convert: {sub_department: division}
  transfer: {functions: [x/b]}
rules:
  - {rule: keep, units: [sb-2], id: keep-five, note: đã thống nhất}
goals:
  - {displaced_staff: 1, mismatch: 1, unknown: 0.5, slack: 10%}
  - surplus_leaders
"""
_MERGING = """\
id,parent,name,kind,staff,heads,deputies,functions
sa,,Sở A,department,3,1,2,
sa-vp,sa,Văn phòng,division,8,1,2,admin:8
sa-1,sa,Phòng Kế hoạch,division,6,1,1,plan:6
sb,,Sở B,department,2,1,1,
sb-vp,sb,Văn phòng,division,6,1,1,admin:6
sb-1,sb,Phòng Kế hoạch,division,5,1,1,plan:5
sb-2,sb,Phòng Giá,division,7,1,1,price:5; tax:2
sc,,Sở C,department,2,1,1,
sc-1,sc,Phòng Thuế,division,9,1,1,tax
"""
_MERGING_SCENARIO = """\
orgplan: 1
name: Hợp nhất / Merging
language: vi
organisation: units.csv
ruleset: town.yaml
count: {baseline: before_given}
given:
  - {merge: [sb], into: sa, name: Sở AB}
  - {merge: [sb-vp], into: sa-vp}
  - {transfer: [tax], from: sb-2, to: sc-1}
target: {cut: 30%, per: total}
goals: [displaced_staff]
"""


def write_two_agencies(folder: Path) -> Path:
    """Two agencies; one unit below the floor, one sub-department with teams, one centre."""
    return _write(folder, _TWO, _TWO_SCENARIO)


def write_merging(folder: Path) -> Path:
    """Agency B ends in A by decision, with its office; its tax function went to C."""
    return _write(folder, _MERGING, _MERGING_SCENARIO)


def _write(folder: Path, units: str, scenario: str) -> Path:
    (folder / "town.yaml").write_text(_RULESET, encoding="utf-8")
    (folder / "units.csv").write_text(units, encoding="utf-8")
    path = folder / "scenario.yaml"
    path.write_text(scenario, encoding="utf-8")
    return path
