"""An explanation in words: every rule has its sentence, in either language, within the terminal."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console

from orgplan.case import Case
from orgplan.explain import Conflict, Explanation, Repairs, explain
from orgplan.io.scenario import load_case
from orgplan.report.explain import Figures, Part, explanation_document, parts, print_explanation
from orgplan.report.explain.demand import demand
from orgplan.report.explain.edit_words import edit_place, repair_words
from orgplan.rules import RULES, Apart, Ends, Freeze, Keep, Rule, Target, Together
from orgplan.rules.max_staff import MaxStaff
from orgplan.solve import solve
from orgplan.text import LANGUAGES, Language
from tests.cli.running import FIRST_STEPS
from tests.report.clashes import CLASHES, TOWN, impossible
from tests.report.words import foreign
from tests.rules.test_rules import EXAMPLES, Example
from tests.tiny import Tiny

NOISE = re.compile(r"\d+[.,]\d{3,}")
"""More than two decimals: nobody wrote such a figure."""


@cache
def told(name: str) -> Explanation:
    """The explanation of the clash of one kind of rule."""
    return explain(impossible(name), time_limit=60, workers=1, kept=False)


def printed(found: Explanation, language: Language, width: int = 80) -> str:
    """What a terminal shows."""
    from dataclasses import replace

    spoken = replace(found, case=replace(found.case, language=language))
    stream = io.StringIO()
    print_explanation(spoken, Console(file=stream, width=width, color_system=None))
    return stream.getvalue()


def tables(listed: Iterator[Part]) -> Iterator[Figures]:
    """The tables of some parts."""
    for part in listed:
        yield from (piece for piece in part.content if isinstance(piece, Figures))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_rule_says_what_this_instance_asks(example: Example) -> None:
    """Not the general sentence of its class; in both languages, without raw keys or noise."""
    case, rule, _ = example.judged()
    words = demand(rule, case)
    assert words.vi != rule.summary.vi.rstrip(".")
    for language in LANGUAGES:
        said = words.to(language)
        assert not foreign(said, language, case.problem.ruleset.kinds)
        assert "Fraction" not in said and "None" not in said
        assert not NOISE.search(said)
    if isinstance(rule, Keep | Freeze | Together | Apart):
        assert all(case.problem.name(unit) in words.vi for unit in rule.units)


def test_a_wish_to_dissolve_has_its_sentence() -> None:
    case = Tiny.read(TOWN).case()
    assert demand(Ends(id="w", units=("a",)), case).vi == "giải thể A (a)"
    assert demand(Ends(id="w", units=("a", "b")), case).en == "dissolve A (a) and B (b)"


def test_there_is_a_clash_for_every_rule_that_a_scenario_may_list() -> None:
    assert list(CLASHES) == [rule.model_fields["rule"].default for rule in RULES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CLASHES)
def test_a_clash_of_every_rule_reads_well(name: str, language: Language) -> None:
    """The rule is in the list, sentences and ways out are in one language, lines fit."""
    found = told(name)
    assert found.conflict is not None and found.repairs is not None
    assert name in {rule.rule for rule in found.conflict.rules}
    assert found.repairs.repairs and found.complete
    text = printed(found, language)
    assert foreign(text, language, found.case.problem.ruleset.kinds) == []
    assert not NOISE.search(re.sub(r"CP-SAT [\d.]+", "", text))
    assert max(map(len, text.splitlines())) <= 80
    for rule in found.conflict.rules:
        start = demand(rule, found.case).to(language)[1:30]
        assert start in " ".join(text.split())
    for repair in found.repairs.repairs:
        assert repair_words(repair, found.case).to(language)[1:30] in " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "vi", "place"),
    [
        ("min_staff", "Division: từ 35 biên chế là đủ, thay vì 99", None),
        ("separate_functions", "một đơn vị được làm cả “tax” và “land”", None),
        ("agency_cut", "mỗi cơ quan: được giảm đến 50 %, thay vì 12,5 %", "at_most: 50%"),
        ("keep", "không buộc phải giữ lại C (c)", "bỏ c khỏi"),
        ("units_per_parent", "ít nhất 2 đơn vị trực thuộc", "parents.department.at_least: 2"),
    ],
)
def test_a_way_out_says_what_to_do_and_where(name: str, vi: str, place: str | None) -> None:
    """The sentence of some way, and what it changes in the scenario."""
    found = told(name)
    assert found.repairs is not None
    ways = found.repairs.repairs
    said = [repair_words(way, found.case).vi for way in ways]
    assert any(vi.lower() in words.lower() for words in said), said
    if place is not None:
        written = [edit_place(edit, found.case).vi for way in ways for edit in way.edits]
        assert any(place in words for words in written), written


def test_the_floors_add_up() -> None:
    """The sums stand below their columns, and the excess is what the target lacks."""
    found = told("units_per_parent")
    target = next(r for r in found.case.rules if isinstance(r, Target))
    (table,) = [t for t in tables(parts(found)) if t.sums or "Fewest" in [h.en for h in t.heads]]
    heads = [head.en for head in table.heads]
    assert heads == ["Agency", "Now", "Fewest", "Can cut", "Rules"]
    rows = [[cell.en for cell in row] for row in table.rows]
    assert rows == [["SO", "4", "3", "1", "1"]]
    assert target.required(found.case.problem) == {None: 2}
    text = " ".join(printed(found, "en").split())
    assert (
        "asks for a cut of 2, at most 2 units left. The sum cannot be below 3: 1 too many" in text
    )


def test_an_empty_clash_says_what_the_structure_forbids() -> None:
    """A unit of a kind that may not stand where it stands, and nothing that could mend it."""
    ruleset = {"department": {"agency": True, "contains": ["division"]}}
    town = Tiny.read(
        {
            "units": [{"id": "so"}, {"id": "k", "kind": "centre"}, {"id": "l", "kind": "centre"}],
            "kinds": ruleset,
        }
    )
    result = solve(town.case())
    assert result.status == "infeasible"
    assert solve(town.case(), engine="highs").status == "infeasible"
    nothing = Conflict((), (), minimal=True, confirmed=False)
    found = Explanation(result.case, result, nothing, repairs=Repairs((), complete=True))
    for language in LANGUAGES:
        text = printed(found, language)
        assert "K (k)" in text
        assert foreign(text, language, found.case.problem.ruleset.kinds) == []
    assert explanation_document(found)["structure"]


@pytest.mark.parametrize(
    ("limit", "could"), [(Fraction(1, 3), "≤ 9.34"), (Fraction(0), "≤ 9")], ids=["third", "whole"]
)
def test_how_tight_a_figure_could_be_is_never_overstated(limit: Fraction, could: str) -> None:
    """Rounded to two decimals on the side on which the plan still keeps the rule."""
    from orgplan.plan import Plan
    from orgplan.report.explain.price_table import room_part

    units = [{"id": "so"}, {"id": "a", "staff": str(9 + float(limit))}, {"id": "b", "staff": 3}]
    rule = {"rule": "max_staff", "kinds": {"division": 12}}
    case = Tiny.read({"units": units}).case(rules=[rule])
    part = room_part(case, Plan(case.problem, frozenset(), {}, {}))
    assert part is not None
    (table,) = tables(iter([part]))
    shown = table.rows[0][2].en
    assert shown == could
    kept = MaxStaff(kinds={"division": Fraction(shown.removeprefix("≤ "))})
    assert not list(kept.violations(Plan(case.problem, frozenset(), {}, {})))


@cache
def solved() -> Explanation:
    """The first steps, which have a plan."""
    return explain(load_case(FIRST_STEPS)[0], time_limit=60, workers=1, kept=False)


def test_prices_are_told_the_dear_ones_first_and_the_free_ones_as_such() -> None:
    """Each rule once: with a figure and its sign, or among those that cost nothing."""
    found = solved()
    dear = {price.rule.id for price in found.prices if price.costs}
    free = {price.rule.id for price in found.prices if price.costs is False}
    assert dear and free
    part = next(p for p in parts(found) if p.title.en == "WHAT EACH RULE COSTS")
    (table,) = tables(iter([part]))
    rows = [row[0].en.rsplit("[", 1)[1].rstrip("]") for row in table.rows]
    firsts = [Fraction(row[1].en.replace("−", "-")) for row in table.rows]
    assert set(rows) == dear and len(rows) == len(dear)
    assert firsts == sorted(firsts, reverse=True)
    assert all(cell.en == "0" or cell.en[0] in "+−" for row in table.rows for cell in row[1:])
    listed = printed(found, "en").split("These cost nothing")[1].split("HOW MUCH")[0]
    assert {name for name in free if f"[{name}]" in " ".join(listed.split())} == free


def test_every_change_has_a_reason_and_a_price() -> None:
    """Each unit that changes is told once, with why, and what letting it live on would cost."""
    found = solved()
    assert found.reasons
    text = " ".join(printed(found, "vi", 200).split("LÝ DO CỦA")[1].split())
    for reason in found.reasons:
        assert text.count(f"({reason.unit}): ") == 1
        assert reason.instead is not None or reason.kind_after is not None
    assert "nếu giữ lại: mục tiêu ưu tiên 1 +" in text or "không thể giữ lại" in text


def test_agencies_are_told_once_and_what_holds_for_many_units_is_said_once() -> None:
    """Units of two agencies by turns in the files; none of them breaks a rule as it is."""
    kinds = [("so", "department"), ("ban", "department"), *((u, "division") for u in "abcdef")]
    parent = {unit: ("so", "ban")[n % 2] for n, unit in enumerate("abcdef")}
    units = [
        {"id": unit, "kind": kind, "staff": 5 + n}
        | ({"parent": parent[unit]} if unit in parent else {})
        for n, (unit, kind) in enumerate(kinds)
    ]
    case = Tiny.read({"units": units}).case(target={"cut": "60%", "per": "agency"})
    text = printed(explain(case, time_limit=60, workers=1, kept=False), "en")
    told_of = text.split("WHY EACH UNIT CHANGES")[1]
    assert [told_of.count(f"\n  {name}\n") for name in ("SO", "BAN")] == [1, 1]
    assert told_of.count("no rule asks it") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wish_is_answered_goal_by_goal_with_the_units_that_fare_otherwise(
    language: Language,
) -> None:
    case = load_case(FIRST_STEPS)[0]
    ended = next(reason.unit for reason in solved().reasons if reason.kind_after is None)
    found = explain(case, why_not=f"keep {ended}", time_limit=60, workers=1, kept=False)
    assert found.why_not is not None
    text = printed(found, language)
    assert max(map(len, text.splitlines())) <= 80
    if found.why_not.forbidden:
        assert {"vi": "Không được", "en": "Impossible"}[language] in text
        return
    heads = [[head.to(language) for head in t.heads] for t in tables(parts(found))]
    assert len(heads) == 1 and len(heads[0]) == 4
    for unit in found.why_not.differing:
        assert f"{case.problem.name(unit)}: " in " ".join(text.split())


def test_the_document_is_that_of_the_interface() -> None:
    """Keys, plain numbers, and scenario edits that can be read back."""
    found = told("units_per_parent")
    document = json.loads(json.dumps(explanation_document(found)))
    assert document["status"] == "infeasible"
    for entry in document["conflict"]:
        assert {"id", "rule", "units", "message"} <= set(entry)
    for repair in document["repairs"]:
        assert {"change", "message", "tiers"} <= set(repair)
        assert all("target" in edit or "rule" in edit for edit in repair["change"])
    assert {"complete", "minimal", "floors", "repairs_complete"} <= set(document)
    changes = [repair["change"] for repair in document["repairs"]]
    assert [{"target": {"cut": "25%"}}] in changes or any(
        edit.get("target") for change in changes for edit in change
    )
    best = json.loads(json.dumps(explanation_document(solved())))
    assert best["status"] == "optimal"
    for price in best["prices"]:
        assert {"id", "rule", "tiers_without", "difference"} <= set(price)
        assert all(isinstance(value, int | float) for value in price["difference"])


def test_rules_come_from_a_line_of_the_scenario_or_from_the_statute(tmp_path: Path) -> None:
    """The line of the unit that a part of `keep` names; the article of a statute; the target."""
    from orgplan.report.explain.origin import Origins

    (tmp_path / "units.csv").write_text(
        "id,parent,name,kind,staff\ns,,Sở,department,1\na,s,Phòng A,division,9\n"
        "b,s,Phòng B,division,9\n",
        encoding="utf-8",
    )
    path = tmp_path / "scenario.yaml"
    path.write_text(
        "orgplan: 1\nname: t\norganisation: units.csv\n"
        "ruleset: {name: vn-provincial-2025-03, province_class: 2}\n"
        "target: {cut: 50%}\nrules:\n  - rule: keep\n    units: [a,\n      b]\n",
        encoding="utf-8",
    )
    case, _ = load_case(path)
    origins = Origins(case)

    def of(rule: Rule) -> str:
        return origins.of(rule).en

    keep = next(rule for rule in case.rules if rule.rule == "keep")
    assert [of(part).split(" · ")[0] for part in keep.instances()] == [
        "scenario, scenario.yaml:8:13",
        "scenario, scenario.yaml:9:7",
    ]
    assert of(case.rules[-1]).startswith("target of the scenario, scenario.yaml:5:9")
    statute = next(rule for rule in case.rules if rule.cite)
    assert of(statute).startswith("statute: ") and statute.cite is not None
    assert statute.cite in of(statute)
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert Origins(case).of(keep).en.startswith("scenario · [keep-")
    assert isinstance(case, Case)
