"""Whether both engines solve a question of three units, and give the same plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from orgplan.doctor.finding import Look, reason
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.case import Case
    from orgplan.plan import Plan

_SMALLEST = "b"
"""The unit that has to go: it has the fewest posts."""


def look_at_solvers() -> Look:
    """Solve the toy with both engines."""
    try:
        from orgplan.solve import solve

        case = toy()
        results = [solve(case, engine=engine) for engine in ("cp-sat", "highs")]
    except Exception as problem:  # whatever it is, it is what the user should read
        found = Text(
            f"không giải được bài toán thử ({reason(problem)})",
            f"the trial question cannot be solved ({reason(problem)})",
        )
        advice = Text(
            "sửa các lỗi nêu ở trên trước; nếu vẫn còn, gửi bản in này cho người phát triển",
            "mend the faults above first; if it stays, send this page to the developers",
        )
        return Look("solvers", "fault", found, advice)
    first, second = (result.plan for result in results)
    if first is None or second is None or _decisions(first) != _decisions(second):
        return _disagree()
    if first.ended != {_SMALLEST}:
        return _disagree()
    found = Text(
        "CP-SAT và HiGHS cùng cho một phương án của bài toán thử",
        "CP-SAT and HiGHS give the same plan of a trial question",
    )
    return Look("solvers", "ok", found)


def toy() -> Case:
    """One agency with two divisions, one of which must go; the smaller one is the better one."""
    from orgplan.case import make_case
    from orgplan.organisation import Organisation, Unit, split_posts
    from orgplan.ruleset import Ruleset
    from orgplan.scenario import Scenario

    ruleset = Ruleset.model_validate(
        {
            "name": "trial",
            "kinds": {
                "agency": {"agency": True, "contains": ["*"]},
                "division": {"counted": True, "absorbs": ["*"]},
            },
        }
    )
    scenario = Scenario.model_validate(
        {
            "orgplan": 1,
            "name": "trial",
            "organisation": "-",
            "ruleset": "-",
            "target": {"cut": "50%"},
            "goals": ["displaced_staff"],
        }
    )
    rows = (("o", None, "agency", 1), ("a", "o", "division", 9), (_SMALLEST, "o", "division", 4))
    units = [
        Unit(name, parent, name, kind, split_posts(name, Fraction(posts), ()))
        for name, parent, kind, posts in rows
    ]
    return make_case(scenario, Organisation(units), ruleset)


def _decisions(plan: Plan) -> tuple[object, ...]:
    return plan.ended, dict(plan.moved), dict(plan.converted)


def _disagree() -> Look:
    return Look(
        "solvers",
        "fault",
        Text(
            "hai bộ giải cho kết quả khác nhau ở bài toán thử",
            "the two solvers differ on a trial question",
        ),
        Text(
            'cài lại bộ giải: python -m pip install --force-reinstall "ortools"',
            'install the solvers again: python -m pip install --force-reinstall "ortools"',
        ),
    )
