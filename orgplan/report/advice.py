"""What to try when there is no plan."""

from __future__ import annotations

from orgplan.case import Case
from orgplan.result import Result
from orgplan.text import Text

_LISTED = 12


def advice(result: Result) -> tuple[Text, ...]:
    """Ways on; none is named as the cause, which a proof does not tell."""
    if result.interrupted and result.status == "unknown":
        return (Text("chạy lại và chờ lâu hơn", "run it again and wait longer"),)
    if result.status == "unknown":
        return (
            Text(
                "cho thêm thời gian: --time-limit, hoặc settings.time_limit trong kịch bản",
                "allow more time: --time-limit, or settings.time_limit in the scenario",
            ),
        )
    case = result.case
    return (
        *_confirmation(result),
        *_locks(case),
        *_rules(case),
        *_target(case),
        *_operations(case),
    )


def _confirmation(result: Result) -> tuple[Text, ...]:
    if result.confirmed is not False:
        return ()
    return (
        Text(
            "trước hết cho thêm thời gian để bộ giải thứ hai xác nhận: --time-limit",
            "first allow more time for a second solver to confirm it: --time-limit",
        ),
    )


def _locks(case: Case) -> tuple[Text, ...]:
    agencies = [agency for lock in case.scenario.locks for agency in lock.agencies]
    if not agencies:
        return ()
    listed = ", ".join(agencies[:_LISTED]) + (" …" if len(agencies) > _LISTED else "")
    return (
        Text(
            f"bỏ thử từng cơ quan khỏi `lock`: {listed}",
            f"take one agency after the other out of `lock`: {listed}",
        ),
    )


def _target(case: Case) -> tuple[Text, ...]:
    target = case.scenario.target
    if target is None:
        return ()
    if target.per == "agency":
        return (
            Text(
                "hạ mục tiêu (target.cut), hoặc tính trên tổng số, không từng cơ quan (per: total)",
                "ask for less (target.cut), or of the total and not of every agency (per: total)",
            ),
        )
    return (Text("hạ mục tiêu (target.cut)", "ask for less (target.cut)"),)


def _operations(case: Case) -> tuple[Text, ...]:
    """The operations that are still closed."""
    operations = case.scenario.operations
    closed = [
        name
        for name, is_open in (
            ("merge", operations.merging),
            ("merge.cousins", operations.cousins),
            ("merge.across", bool(operations.across)),
            ("dissolve", operations.dissolve is not False),
            ("flatten", bool(operations.flatten)),
            ("convert", bool(operations.convert)),
        )
        if not is_open
    ]
    if not closed:
        return ()
    listed = ", ".join(closed)
    return (
        Text(
            f"mở thêm thao tác trong operations: {listed}",
            f"open more operations in the scenario: {listed}",
        ),
    )


def _rules(case: Case) -> tuple[Text, ...]:
    rules = [rule.id for rule in case.rules if rule.rule not in ("target", "lock")]
    if not rules:
        return ()
    listed = ", ".join(rules[:_LISTED]) + (" …" if len(rules) > _LISTED else "")
    return (
        Text(
            f"tắt thử lần lượt từng quy tắc (disable: [mã]) để tìm chỗ vướng, rồi nới: {listed}",
            f"switch off one rule after the other (disable: [id]) to find the clash: {listed}",
        ),
    )
