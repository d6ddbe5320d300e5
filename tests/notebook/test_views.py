"""Values show themselves in notebooks: escaped, complete, in the language of their case."""

from __future__ import annotations

from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

import orgplan
from orgplan.case import Case
from orgplan.notebook import html
from orgplan.organisation import Organisation, Unit, split_posts
from orgplan.result import Result
from orgplan.text import Language

FIRST_STEPS = Path(__file__).resolve().parents[2] / "scenarios/first-steps/scenario.yaml"
NEVER = ("<script", "http://", "https://", "onerror", "<style", "<iframe")


class _Balance(HTMLParser):
    """Counts open tags, and fails on one that closes another."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def _sound(text: str) -> str:
    parser = _Balance()
    parser.feed(text)
    assert not parser.stack
    assert not any(word in text for word in NEVER)
    return text


def _solved(language: Language) -> tuple[Case, Result]:
    case = orgplan.load(FIRST_STEPS, language=language)
    return case, orgplan.solve(case)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_value_shows_itself_as_sound_html(language: Language, tmp_path: Path) -> None:
    case, result = _solved(language)
    assert result.plan is not None
    orgplan.write_plan(result, tmp_path / "plan.json")
    verdict = orgplan.check(tmp_path / "plan.json", language=language)
    for value in (
        orgplan.audit(case),
        case,
        case.scenario,
        case.problem.before,
        result,
        result.plan,
        verdict,
        orgplan.frontier(case),
        orgplan.explain(case),
        orgplan.compare(result, result, language=language),
        orgplan.alternatives(case, 2, "50%", 2),
        orgplan.trade_off(case, "displaced_staff", "remaining_units"),
    ):
        _sound(value._repr_html_())


def test_a_result_shows_status_counts_tiers_and_every_change() -> None:
    _, result = _solved("en")
    assert result.plan is not None
    shown = _sound(result._repr_html_())
    assert "Best plan, proven" in shown
    before = sum(result.plan.problem.before_count.values())
    after = sum(result.plan.after_count.values())
    assert f"{before} → {after} counted units" in shown
    for name in result.plan.changes["name"]:
        assert name in shown


def test_a_frontier_shows_its_proof_and_a_row_a_count() -> None:
    case, _ = _solved("en")
    shown = _sound(orgplan.frontier(case)._repr_html_())
    assert "no plan leaves any other count" in shown
    assert "best: 9 / 6 / 1, with 2 fewer" in shown
    assert shown.count("<tr>") == 1 + 6


def test_alternatives_and_trade_offs_show_their_tables_and_proofs() -> None:
    """A row a plan with its distance, a row a point, and nothing more than is proven."""
    case, _ = _solved("en")
    plans = _sound(orgplan.alternatives(case, 3, "50%", 2)._repr_html_())
    assert "best of those that differ enough" in plans and plans.count("<tr>") == 1 + 3
    points = _sound(orgplan.trade_off(case, "displaced_staff", "remaining_units")._repr_html_())
    assert "A. Displaced posts (posts)" in points and points.count("<tr>") == 1 + 5


def test_the_language_is_that_of_the_case() -> None:
    _, vietnamese = _solved("vi")
    _, english = _solved("en")
    assert "đầu mối" in vietnamese._repr_html_()
    assert "counted units" not in vietnamese._repr_html_()
    assert "đầu mối" not in english._repr_html_().replace(english.case.scenario.name, "")


def test_names_from_files_are_never_markup() -> None:
    evil = "<script>alert(1)</script> & <b>"
    unit = Unit("a", None, evil, "department", split_posts("a", Fraction(3), ()))
    shown = _sound(Organisation([unit])._repr_html_())
    assert "&lt;script&gt;" in shown
    assert "&amp; &lt;b&gt;" in shown


def test_a_large_organisation_is_cut_and_says_so() -> None:
    root = Unit("r", None, "R", "department", split_posts("r", Fraction(0), ()))
    many = [
        Unit(f"u{n}", "r", f"U{n}", "division", split_posts(f"u{n}", Fraction(1), ()))
        for n in range(2_100)
    ]
    shown = Organisation([root, *many])._repr_html_()
    assert "101" in shown
    assert "U2099" not in shown


def test_a_value_of_another_kind_has_no_view() -> None:
    with pytest.raises(TypeError, match="no view"):
        html(3)


def test_a_page_of_a_chart_shows_itself_as_a_picture() -> None:
    _, result = _solved("vi")
    assert orgplan.draw(result)[0]._repr_png_().startswith(b"\x89PNG")
    curve = orgplan.frontier(result.case)
    assert orgplan.draw(curve)[0]._repr_png_().startswith(b"\x89PNG")


def test_an_explanation_shows_the_clash_and_every_way_out() -> None:
    """What the terminal says, in folds: each rule, each way, and the table of the ways."""
    case = orgplan.load(FIRST_STEPS, language="en", change={"target.cut": "100%"})
    found = orgplan.explain(case)
    assert found.conflict is not None and found.repairs is not None and found.repairs.repairs
    shown = _sound(found._repr_html_())
    assert shown.count("<details") >= 2
    assert "No plan exists, proven." in shown
    assert all(f"[{rule.id or rule.rule}]" in shown for rule in found.conflict.rules)
    assert all(f"<li>{n}. " in shown for n in range(1, len(found.repairs.repairs) + 1))
