"""What a refused value should have been, for every reason that the schema can give."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.io.findings import shown
from orgplan.text import Text

_EXPECTED: dict[str, Text] = {
    "number": Text("một số", "a number"),
    "posts_negative": Text("số biên chế ≥ 0", "posts ≥ 0"),
    "posts_decimals": Text(
        "số biên chế có nhiều nhất hai chữ số thập phân", "posts with at most two decimals"
    ),
    "negative": Text("một số ≥ 0", "a number ≥ 0"),
    "percent": Text("một tỷ lệ phần trăm như 15%", "a percentage such as 15%"),
    "percent_range": Text("từ 0 % đến {most} %", "0 % to {most} %"),
    "share": Text("một số từ 0 đến 1", "a number from 0 to 1"),
    "date": Text("ngày dạng 2025-03-01", "a date such as 2025-03-01"),
    "greater_than": Text("một số > {gt}", "a number > {gt}"),
    "greater_than_equal": Text("một số ≥ {ge}", "a number ≥ {ge}"),
    "less_than_equal": Text("một số ≤ {le}", "a number ≤ {le}"),
    "string_too_short": Text("chữ không được trống", "text that is not empty"),
    "string_pattern_mismatch": Text(
        "một mã: các phần nối bằng `/`, không phần nào trống",
        "a code: segments joined by `/`, none of them empty",
    ),
    "too_short": Text("ít nhất {min_length} mục", "at least {min_length} entries"),
    "bounds": Text("`at_least`, `at_most` hoặc cả hai", "`at_least`, `at_most` or both"),
    "one_form": Text("hoặc `at_most`, hoặc `kinds`", "either `at_most` or `kinds`"),
    "pair_covers": Text(
        "hai chức năng mà không cái nào bao gồm cái kia",
        "two functions of which none covers the other",
    ),
    "tier_goals": Text("ít nhất một mục tiêu", "at least one goal"),
    "tier_sizes": Text(
        "`low`, `high` hoặc cả hai cho `size_deviation`",
        "`low`, `high` or both for `size_deviation`",
    ),
    "tier_plan": Text(
        "`plan: TỆP` cho `changed_from`, phương án để so sánh",
        "`plan: FILE` for `changed_from`, the plan to compare with",
    ),
}

_FOUND: dict[str, Text] = {
    "bounds": Text("không có giới hạn nào", "no bound"),
    "one_form": Text("cả hai, hoặc không có cái nào", "both, or none"),
    "pair_covers": Text("{first} bao gồm {second}", "{first} covers {second}"),
    "tier_goals": Text("không có mục tiêu nào", "no goal"),
    "tier_sizes": Text("`size_deviation` thiếu ngưỡng", "`size_deviation` without bounds"),
    "tier_plan": Text("`changed_from` thiếu tệp phương án", "`changed_from` without a plan"),
}


def expected_text(kind: str, context: Mapping[str, object]) -> Text | None:
    """What should stand there instead, or None if the reason is not known."""
    return _filled(_EXPECTED.get(kind), context)


def found_text(kind: str, context: Mapping[str, object]) -> Text | None:
    """What is wrong, where it is not the value itself."""
    if kind == "pair_covers":
        first, second = str(context["first"]), str(context["second"])
        if first.startswith(second):
            first, second = second, first
        context = {"first": shown(first), "second": shown(second)}
    return _filled(_FOUND.get(kind), context)


def _filled(text: Text | None, context: Mapping[str, object]) -> Text | None:
    if text is None:
        return None
    return Text(text.vi.format_map(dict(context)), text.en.format_map(dict(context)))
