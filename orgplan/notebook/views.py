"""The view of each kind of value; what it shows is what the reports say, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import singledispatch

from orgplan.alternatives import Alternatives
from orgplan.audit import Audit
from orgplan.case import Case
from orgplan.check import Verdict
from orgplan.compare import Comparison
from orgplan.explain import Explanation
from orgplan.frontier import Frontier
from orgplan.goals import GOALS, GoalName
from orgplan.io.language import choose_language
from orgplan.notebook.audit_view import audit_html
from orgplan.notebook.choices_view import alternatives_html, trade_off_html
from orgplan.notebook.compare_view import comparison_html
from orgplan.notebook.explain_view import explanation_html
from orgplan.notebook.frontier_view import frontier_html
from orgplan.notebook.markup import bullets, faint, folded, frame, line, table
from orgplan.notebook.sweep_view import sweep_html
from orgplan.organisation import Organisation
from orgplan.plan import Plan
from orgplan.report.changes import fate_words
from orgplan.report.layout import capital
from orgplan.report.provenance import provenance, status_words
from orgplan.report.summary import TierLine, summary
from orgplan.result import Result
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.scenario import Scenario
from orgplan.sweep import Sweep
from orgplan.text import Language, Text, number
from orgplan.trade_off import TradeOff

_MOST_UNITS = 2_000
"""Units of a tree that a notebook page can hold."""
_UNIT = Text("Đơn vị", "Unit")
_POSTS = Text("Biên chế", "Posts")
_TOTAL = Text("Cả cấp dưới", "With sub-units")


@singledispatch
def html(value: object) -> str:
    """Show a value of orgplan as HTML.

    Parameters
    ----------
    value
        An organisation, scenario, case, plan, result, verdict, audit, frontier, sweep, comparison,
        alternatives, trade-off or explanation.

    Raises
    ------
    TypeError
        If the value is of another kind.
    """
    raise TypeError(f"{type(value).__name__} has no view")


@html.register
def _organisation(value: Organisation) -> str:
    language = choose_language()
    employees = sum((unit.staff for unit in value if unit.kind in SERVICE_KINDS), Fraction(0))
    posts = sum((unit.staff for unit in value), Fraction(0)) - employees
    units = len(value)
    vi = f"Tổ chức: {units} đơn vị, {number(posts, 'vi')} biên chế"
    en = f"Organisation: {units} {'unit' if units == 1 else 'units'}, {number(posts)} posts"
    if employees:
        vi += f", {number(employees, 'vi')} người làm việc ở đơn vị sự nghiệp công lập"
        en += f", {number(employees)} employees of public service units"
    return frame(Text(vi, en).to(language), _tree(value, language))


def _tree(organisation: Organisation, language: Language) -> str:
    """The units, indented by their depth."""
    shown = organisation.parents_first[:_MOST_UNITS]
    rows = [
        (
            "\u2003" * organisation.depth[u] + organisation[u].name,
            u,
            organisation[u].kind,
            number(organisation[u].staff, language),
            number(organisation.total[u], language),
        )
        for u in shown
    ]
    heads = [
        _UNIT.to(language),
        Text("Mã", "Id").to(language),
        Text("Loại hình", "Kind").to(language),
        _POSTS.to(language),
        _TOTAL.to(language),
    ]
    rest = len(organisation) - len(shown)
    more = Text(f"… và {rest} đơn vị khác", f"… and {rest} more units").to(language)
    title = Text("Danh sách đơn vị", "All units").to(language)
    inside = table(heads, rows) + (faint(more) if rest else "")
    return folded(title, inside, is_open=len(organisation) <= 15)


@html.register
def _scenario(value: Scenario) -> str:
    language = value.language or choose_language()
    return frame(value.name, *_sentences(value, language))


def _sentences(scenario: Scenario, language: Language) -> Iterator[str]:
    target = scenario.target
    if target is not None:
        share, each = number(target.cut * 100, language), target.per == "agency"
        vi = f"Mục tiêu: giảm {share} %, {'từng cơ quan' if each else 'tính chung'}"
        en = f"Target: {share} % fewer, {'in each agency' if each else 'in total'}"
        yield line(Text(vi, en).to(language))
    rules = [f"{rule.id or rule.rule}: {rule.label.to(language)}" for rule in scenario.rules]
    if rules:
        said = Text(f"{len(rules)} quy tắc của kịch bản", f"{len(rules)} rules of the scenario")
        yield folded(said.to(language), bullets(rules))
    if scenario.goals:
        tiers = [_tier_words(tier.weights, language) for tier in scenario.tiers]
        said = Text("Mục tiêu tối ưu, theo thứ tự", "Goals, in order")
        yield folded(said.to(language), bullets(tiers))


def _tier_words(weights: Mapping[GoalName, int], language: Language) -> str:
    """The goals of one tier by name, with weights where they differ from 1."""
    labels = {goal.name: goal.label.to(language) for goal in GOALS}
    words = (f"{labels[n]} × {w}" if w != 1 else labels[n] for n, w in weights.items())
    return " + ".join(words)


@html.register
def _case(value: Case) -> str:
    language = value.language
    units, rules = len(value.problem.before), len(value.rules)
    counted = sum(value.problem.before_count.values())
    said = Text(
        f"{units} đơn vị, {counted} đầu mối tính giảm, phải giảm ít nhất {value.required_cut}; "
        f"{rules} quy tắc có hiệu lực",
        f"{units} units, {counted} of them count, at least {value.required_cut} must go; "
        f"{rules} rules in force",
    )
    inner = "".join(_sentences(value.scenario, language))
    return frame(value.scenario.name, line(said.to(language)), inner)


@html.register
def _plan(value: Plan) -> str:
    language = choose_language()
    before = sum(value.problem.before_count.values())
    after = sum(value.after_count.values())
    said = Text(f"Phương án: {before} → {after} đầu mối", f"Plan: {before} → {after} counted units")
    return frame(said.to(language), _changes(value, language))


def _changes(plan: Plan, language: Language) -> str:
    """What becomes of every unit that the plan touches."""
    rows = [
        (
            name,
            fate_words(plan, unit_id).to(language),
            ", ".join(plan.problem.before[to].name for to in into),
            number(plan.problem.before[unit_id].staff, language),
        )
        for unit_id, name, into in zip(
            plan.changes["id"], plan.changes["name"], plan.changes["into"], strict=True
        )
    ]
    heads = [
        _UNIT.to(language),
        Text("Thay đổi", "Change").to(language),
        Text("Nơi tiếp nhận", "Into").to(language),
        _POSTS.to(language),
    ]
    said = Text(f"{len(rows)} đơn vị thay đổi", f"{len(rows)} units change").to(language)
    return folded(said, table(heads, rows), is_open=len(rows) <= 15)


@html.register
def _result(value: Result) -> str:
    language = value.case.language
    parts: list[str] = [line(capital(status_words(value).to(language)))]
    found = summary(value)
    if value.status == "infeasible" or value.contradicted is not None:
        parts.append(bullets(words.to(language) for words in found.proof))
    if found.figures is not None and value.plan is not None:
        total = found.figures.total
        share = "" if total.share is None else f" (−{number(total.share, language)} %)"
        said = Text("đầu mối", "counted units").to(language)
        parts.append(line(f"{total.before} → {total.after} {said}{share}"))
        parts.append(_tiers(found.tiers, language))
        parts.append(_changes(value.plan, language))
    parts.append(faint(provenance(value, language)))
    return frame(value.case.scenario.name, *parts)


def _tiers(tiers: Sequence[TierLine], language: Language) -> str:
    rows = [
        (
            str(place),
            "; ".join(f"{t.name.to(language)}: {number(t.value, language)}" for t in tier.terms),
            number(tier.value, language),
            "?" if tier.bound is None else number(tier.bound, language),
        )
        for place, tier in enumerate(tiers, start=1)
    ]
    heads = [
        Text("Bậc", "Tier").to(language),
        Text("Mục tiêu", "Goals").to(language),
        Text("Giá trị", "Value").to(language),
        Text("Không thể dưới", "Bound").to(language),
    ]
    return table(heads, rows) if rows else ""


@html.register
def _audit(value: Audit) -> str:
    return audit_html(value)


@html.register
def _frontier(value: Frontier) -> str:
    return frontier_html(value)


@html.register
def _explanation(value: Explanation) -> str:
    return explanation_html(value)


@html.register
def _alternatives(value: Alternatives) -> str:
    return alternatives_html(value)


@html.register
def _trade_off(value: TradeOff) -> str:
    return trade_off_html(value)


@html.register
def _sweep(value: Sweep) -> str:
    return sweep_html(value)


@html.register
def _comparison(value: Comparison) -> str:
    return comparison_html(value)


@html.register
def _verdict(value: Verdict) -> str:
    language = value.case.language
    good = Text("Không thấy điều gì sai", "Nothing was found false")
    bad = Text(f"{len(value.violations)} điều sai", f"{len(value.violations)} things are wrong")
    none = Text("Không có phương án để đánh giá", "There is no plan to judge")
    said = (good if value.ok else bad) if value.judged or not value.ok else none
    found = bullets(violation.message.to(language) for violation in value.violations)
    return frame(said.to(language), found if value.violations else "")
