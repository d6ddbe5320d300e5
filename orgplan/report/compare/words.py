"""What plans, goals, rules and fates are called in a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from orgplan.compare import ComparedPlan, Comparison
from orgplan.compare.figures import Terms
from orgplan.compare.limits import RuleLine, Standing
from orgplan.compare.units import FateLine
from orgplan.goals import Goal
from orgplan.goals.mismatch import Mismatch
from orgplan.goals.size_deviation import SizeDeviation
from orgplan.io.findings import visible
from orgplan.plan import Status
from orgplan.report.layout import capital, percent
from orgplan.report.proof import short
from orgplan.rules import Cap, KindCut, Target
from orgplan.rules.slack import Slack
from orgplan.text import Text, amount, same

NOTHING = same("–")
KEPT = Text("giữ", "kept")
AT_LIMIT = Text("sát mức", "at the limit")
_STATES: dict[Status, Text] = {
    "optimal": Text("tốt nhất, đã chứng minh khi giải", "best, as proven by the solver"),
    "feasible": Text("chưa chứng minh là tốt nhất", "not proven to be the best"),
}


def plan_name(place: int) -> Text:
    """What a plan is called as a column, by its place from 0."""
    return Text(f"PA {place + 1}", f"Plan {place + 1}")


def plan_words(plan: ComparedPlan) -> Text:
    """A plan in one line: its scenario, its file, what is claimed of it, whether it holds."""
    name = visible(plan.case.scenario.name)
    file = f" ({visible(plan.source)})" if plan.source else ""
    state = _STATES.get(plan.status, same(plan.status))
    broken = len(plan.violations)
    said = Text("", "")
    if broken:
        many = "violation" if broken == 1 else "violations"
        said = Text(f"; KHÔNG ĐẠT: {broken} vi phạm", f"; NOT VALID: {broken} {many}")
        state = Text("", "") if plan.status == "optimal" else state
    vi, en = (f": {state.vi}", f": {state.en}") if state.vi else ("", "")
    return Text(f"{name}{file}{vi}{said.vi}", f"{name}{file}{en}{said.en}")


def whose(flags: Sequence[bool]) -> Text:
    """Behind a line: the plans of whose scenarios it is; nothing where it is that of all."""
    if all(flags):
        return Text("", "")
    own = [str(place + 1) for place, flag in enumerate(flags) if flag]
    rest = [str(place + 1) for place, flag in enumerate(flags) if not flag]
    if not own:
        return Text("", "")
    if len(rest) < len(own) - 1:
        vi, en = ", ".join(rest), " or ".join(rest)
        return Text(f" [trừ PA {vi}]", f" [not Plan {en}]")
    numbers = ", ".join(own)
    return Text(f" [PA {numbers}]", f" [{'Plan' if len(own) == 1 else 'Plans'} {numbers}]")


def goal_words(goal: Goal) -> Text:
    """A goal with the parameters that make its value."""
    more = [same("")]
    if isinstance(goal, Mismatch) and goal.unknown:
        share = amount(goal.unknown)
        more = [Text(f", việc chung × {share.vi}", f", general duties × {share.en}")]
    elif isinstance(goal, SizeDeviation):
        more = [same(f" ({_range(goal.low, goal.high)})")]
    vi, en = goal.label.vi + more[0].vi, goal.label.en + more[0].en
    return Text(f"{capital(vi)} ({goal.unit.vi})", f"{capital(en)} ({goal.unit.en})")


def _range(low: Fraction | None, high: Fraction | None) -> str:
    if low is None:
        return f"≤ {amount(high or 0).vi}"
    return f"≥ {amount(low).vi}" if high is None else f"{amount(low).vi}–{amount(high).vi}"


def terms_words(terms: Terms) -> Text:
    """The goals of a tier with their weights."""
    if len(terms) == 1 and terms[0][1] == 1:
        return goal_words(terms[0][0])
    parts = [(f"{weight} × " if weight > 1 else "", goal.label) for goal, weight in terms]
    vi, en = (" + ".join(w + label.to(lang) for w, label in parts) for lang in ("vi", "en"))
    return Text(capital(vi), capital(en))


def rule_words(line: RuleLine, found: Comparison) -> Text:
    """A rule with the figure that the line is about, and its id."""
    rule, slack = line.rule, _any_slack(line)
    vi, en = rule.label.vi, rule.label.en
    kind = next((str(step) for step in line.path[1:2]), None)
    if kind is not None:
        home = found.plans[line.holds.index(True)].case.problem.ruleset
        label = home.label_of(kind)
        vi, en = f"{vi}, {label.vi}", f"{en}, {label.en}"
    elif isinstance(rule, Cap) and rule.measured is not None:
        goal = rule.measured.label
        vi, en = f"{vi}: {goal.vi}", f"{en}: {goal.en}"
    elif isinstance(rule, Target | KindCut):
        each = Text("từng cơ quan", "each agency"), Text("tính chung", "in total")
        where = each[0 if rule.per == "agency" else 1]
        vi, en = f"{vi} {where.vi}", f"{en} {where.en}"
        if isinstance(rule, Target) and rule.round == "down":
            vi, en = f"{vi}, làm tròn xuống", f"{en}, rounded down"
    if slack is not None:
        sign, limit = "≥" if slack.side == "least" else "≤", _limit(slack)
        vi, en = f"{vi} {sign} {limit.vi}", f"{en} {sign} {limit.en}"
    return Text(f"{capital(vi)} [{rule.id}]", f"{capital(en)} [{rule.id}]")


def _any_slack(line: RuleLine) -> Slack | None:
    return next((s.slack for s in line.standings if s is not None and s.slack is not None), None)


def _limit(slack: Slack) -> Text:
    if slack.of is None:
        return amount(slack.limit)
    share = amount(slack.limit * 100)
    return Text(f"{share.vi} %", f"{share.en} %")


def standing_words(standing: Standing | None, names: Sequence[str], *, brief: bool = False) -> Text:
    """How a plan stands to a rule; `names` are those of the nearest units.

    Parameters
    ----------
    standing
        As the line of the rule has it.
    names
        The units to be named, in words.
    brief
        Whether signs stand for words: ``+3`` is three above a floor or below a ceiling.
    """
    if standing is None:
        return NOTHING
    slack, broken = standing.slack, len(standing.violations)
    if slack is None:
        return Text(f"vi phạm {broken}", f"broken, {broken}×") if broken else KEPT
    words = _signed(slack) if brief else _room(slack)
    if not names:
        return words
    mark, more = "" if brief else ":", f" (+{len(names) - 1})" if len(names) > 1 else ""
    return Text(f"{words.vi}{mark} {names[0]}{more}", f"{words.en}{mark} {names[0]}{more}")


def _signed(slack: Slack) -> Text:
    """The room as a signed figure, shares in points."""
    room = slack.room if slack.of is None else 100 * slack.room
    sign = "+" if room > 0 else "−" if room < 0 else ""
    size = amount(round(abs(room), 1))
    return Text(f"{sign}{size.vi}", f"{sign}{size.en}")


def _room(slack: Slack) -> Text:
    """The room in words: what is left, the limit itself, what is missing; its cut if a share."""
    room, behind = abs(slack.room), ""
    size = Text(short(room, "vi"), short(room, "en"))
    if slack.of is not None:
        points = amount(round(100 * room, 1))
        size = Text(f"{points.vi} điểm %", f"{points.en} points")
        behind = f" ({int(slack.found)}/{slack.of})".replace("-", "−")
    vi, en = _against(slack, size)
    return Text(f"{vi}{behind}", f"{en}{behind}")


def _against(slack: Slack, size: Text) -> tuple[str, str]:
    """A distance in words, kept or not."""
    floor = slack.side == "least"
    if not slack.room and slack.kept:
        return AT_LIMIT.vi, AT_LIMIT.en
    if slack.kept:
        return f"{'dư' if floor else 'còn'} {size.vi}", f"{size.en} {'above' if floor else 'below'}"
    return (
        f"{'THIẾU' if floor else 'VƯỢT'} {size.vi}",
        f"{'SHORT' if floor else 'OVER'} by {size.en}",
    )


def share_words(before: int, after: int) -> Text:
    """The cut in percent."""
    share = Fraction(100 * (before - after), before) if before else None
    return Text(percent(share, "vi"), percent(share, "en"))


def name_in(plan: ComparedPlan, unit_id: str, *, by_id: bool = False) -> str:
    """A unit as cells name it: its short name or its name, or its id."""
    if by_id:
        return unit_id
    problem = plan.plan.problem
    unit = (problem.before if unit_id in problem.before else problem.original)[unit_id]
    return unit.short or unit.name


def place_in(plan: ComparedPlan, unit_id: str, *, by_id: bool = False) -> str:
    """The same, with the short name of its agency where there are several: each has an office."""
    problem = plan.plan.problem
    agency = problem.agency.get(unit_id)
    name = name_in(plan, unit_id, by_id=by_id)
    alone = by_id or agency in (None, unit_id) or len(problem.agencies_in_scope) == 1
    if alone or agency is None or not problem.before[agency].short:
        return name
    return f"{name}, {problem.before[agency].short}"


def fate_words(line: FateLine, place: int, plan: ComparedPlan, *, by_id: bool = False) -> Text:
    """What a plan makes of a unit: kept, where it goes, what it becomes or gives away."""
    fate, word = line.fates[place], line.words[place]
    if fate is None or word is None:
        return Text("không có trong số liệu", "not in its files")
    going = {f: to for f, to in fate.receivers.items() if to != line.unit}
    if fate.kind is None:
        to = dict.fromkeys(name_in(plan, r, by_id=by_id) for r in going.values())
        decided = Text(" (chủ trương)", " (decided)") if word == "given" else Text("", "")
        into = "; ".join(to)
        return Text(f"→ {into}{decided.vi}", f"→ {into}{decided.en}")
    parts = list(_living(line, plan, fate.kind, going, by_id=by_id))
    return Text("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))


def _living(
    line: FateLine,
    plan: ComparedPlan,
    kind: str,
    going: dict[str | None, str],
    *,
    by_id: bool,
) -> Iterator[Text]:
    """What happens to a unit that lives on."""
    problem = plan.plan.problem
    before = problem.before[line.unit].kind
    yield KEPT
    if kind != before:
        label = problem.ruleset.label_of(kind)
        yield Text(f"thành {label.vi}", f"becomes {label.en}")
    for function, receiver in going.items():
        name, to = plan.case.function_name(function), name_in(plan, receiver, by_id=by_id)
        yield Text(f"{name.vi} → {to}", f"{name.en} → {to}")
