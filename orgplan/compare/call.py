"""The call that compares: plan files are read anew and judged, then held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.check import check, judge
from orgplan.compare.compared import ComparedPlan
from orgplan.compare.comparison import Comparison
from orgplan.errors import Finding, InputError, UsageError
from orgplan.io.findings import visible
from orgplan.io.language import choose_language
from orgplan.result import Result
from orgplan.text import Language, Text

if TYPE_CHECKING:
    Given = str | PathLike[str] | Result

PLAN_FILE = "plan.json"


def compare(*plans: Given, language: Language | None = None) -> Comparison:
    """Put plans side by side.

    Parameters
    ----------
    plans
        At least two: plan files, folders that hold a `plan.json`, or results of `solve`. Files are
        judged as `check` does; a plan that breaks its own rules is compared all the same.
    language
        Language of every output; that of the first scenario if None.

    Raises
    ------
    InputError
        If a file is missing, malformed, holds no plan, has inputs that changed since, or speaks of
        another organisation.
    UsageError
        If there are fewer than two plans.
    """
    if len(plans) < 2:
        raise UsageError(
            Text("cần ít nhất hai phương án để so sánh", "at least two plans are needed to compare")
        )
    found: list[ComparedPlan] = []
    findings: list[Finding] = []
    for given in plans:
        try:
            found.append(_from_result(given) if isinstance(given, Result) else _read(given))
        except InputError as problem:
            findings.extend(problem.findings)
    findings.extend(_strangers(found))
    if findings:
        raise InputError(dict.fromkeys(findings))
    chosen = choose_language(language, found[0].case.language)
    return Comparison(tuple(found), chosen)


def _from_result(result: Result) -> ComparedPlan:
    if result.plan is None:
        raise UsageError(
            Text(
                f"kết quả «{result.case.scenario.name}» không có phương án",
                f"the result {result.case.scenario.name!r} has no plan",
            )
        )
    broken = judge(result.case, result.plan)
    return ComparedPlan("", result.case, result.plan, result.status, result.tiers, broken)


def _read(given: str | PathLike[str]) -> ComparedPlan:
    """A plan file, judged anew."""
    path = Path(given)
    file = path / PLAN_FILE if path.is_dir() else path
    try:
        verdict = check(file)
    except InputError as problem:
        raise InputError(_located(finding, file) for finding in problem.findings) from problem
    if verdict.plan is None:
        raise InputError([_no_plan(file, verdict.status)])
    return ComparedPlan(
        str(path), verdict.case, verdict.plan, verdict.status, verdict.goals, verdict.violations
    )


def _located(finding: Finding, file: Path) -> Finding:
    """A finding in a plan file with its whole path: all of them are called alike."""
    name = visible(file.name)
    if not finding.place.startswith(name):
        return finding
    return replace(finding, place=visible(str(file)) + finding.place.removeprefix(name))


def _no_plan(file: Path, status: str) -> Finding:
    return Finding(
        f"{visible(str(file))}:status",
        Text(
            f"trạng thái `{status}`: tệp không chứa phương án",
            f"status `{status}`: the file holds no plan",
        ),
        Text("tệp của một phương án", "the file of a plan"),
        Text("bỏ tệp này ra, hoặc giải lại", "leave it out, or solve again"),
    )


def _strangers(plans: Sequence[ComparedPlan]) -> Iterator[Finding]:
    """Plans of which most units are not those of the first."""
    for plan in plans[1:]:
        first, mine = _ids(plans[0]), _ids(plan)
        both = len(first & mine)
        if 2 * both < max(len(first), len(mine)):
            name = visible(plan.source or plan.case.scenario.name)
            other = visible(plans[0].source or plans[0].case.scenario.name)
            yield Finding(
                f"{name}:inputs.organisation",
                Text(
                    f"chỉ {both} trong {len(mine)} đơn vị có trong phương án {other}",
                    f"only {both} of {len(mine)} units are in the plan {other}",
                ),
                Text("các phương án của cùng một tổ chức", "plans of the same organisation"),
                Text(
                    "so sánh riêng từng tổ chức; hai bản số liệu của một tổ chức: orgplan diff",
                    "compare each organisation by itself; for two versions of one: orgplan diff",
                ),
            )


def _ids(plan: ComparedPlan) -> set[str]:
    ids: Iterable[str] = plan.plan.problem.original.ids
    return set(ids)
