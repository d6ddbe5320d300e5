"""What to try when there is no plan."""

from __future__ import annotations

from orgplan.case import Case
from orgplan.report.written import quoted
from orgplan.result import Result
from orgplan.text import Text


def advice(result: Result) -> tuple[Text, ...]:
    """Ways on: what to run or to change next."""
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
        _explanation(result),
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


def _explanation(result: Result) -> Text:
    """The command that says more of the rules that clash, and of what has to give way."""
    command, case = "orgplan.explain(case)", result.case
    if case.inputs is not None:
        command = f"orgplan explain {quoted(case.inputs.scenario.path)}"
    if result.repairs:
        return Text(
            f"xem thêm mỗi cơ quan còn giảm được đến đâu, vì sao: {command}",
            f"see as well how far each agency can go down, and why: {command}",
        )
    return Text(
        f"xem quy định nào mâu thuẫn, cần nới quy định nào và ít nhất bao nhiêu: {command}",
        f"see which rules clash, which have to give way, and by how little: {command}",
    )


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
