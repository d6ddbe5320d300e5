"""What is proven of a frontier, in words: never more than that."""

from __future__ import annotations

from fractions import Fraction

from orgplan.frontier import Frontier
from orgplan.report.written import quoted
from orgplan.text import Text, amount

_LONGER = 10
"""A search that was cut short is offered this many times as long."""


def status_words(found: Frontier) -> Text:
    """What is known of the curve, in a few words."""
    if not found.points:
        if found.complete:
            return Text("không có phương án, đã chứng minh", "no plan exists, proven")
        return Text("chưa tìm được phương án", "no plan found")
    proven, listed = sum(point.proven for point in found.points), len(found.points)
    if found.all_proven:
        return Text("mọi mức đã chứng minh", "every count proven")
    more = Text("", "")
    if not found.complete:
        more = Text(", còn mức chưa xét", ", others were not looked at")
    return Text(
        f"{proven}/{listed} mức đã chứng minh{more.vi}",
        f"{proven} of {listed} counts proven{more.en}",
    )


def proof_words(found: Frontier) -> tuple[Text, ...]:
    """Sentences that say what is proven, what is not, and by what."""
    seconds = amount(round(Fraction(found.seconds), 1))
    engine = f"{found.engine} {found.engine_version}"
    by = Text(f"Bộ giải: {engine}, {seconds.vi} giây.", f"Solver: {engine}, {seconds.en} s.")
    if not found.points:
        return (_nothing(found), by)
    if found.all_proven:
        first = Text(
            "Đã chứng minh: ở mỗi mức trong bảng không phương án nào tốt hơn, và không phương án "
            "nào để lại một mức khác.",
            "Proven: at each count in the table no plan is better, and no plan leaves any other "
            "count.",
        )
        return (first, *_remarks(found), by)
    return (*_open(found), *_remarks(found), by)


def _nothing(found: Frontier) -> Text:
    if found.complete:
        return Text(
            "Đã chứng minh: kể cả khi bỏ mục tiêu cắt giảm, không phương án nào giữ được mọi quy "
            "tắc.",
            "Proven: even without the target no plan keeps every rule.",
        )
    return Text(
        "Dừng khi chưa tìm được phương án nào; cũng chưa chứng minh là không có.",
        "Stopped before any plan was found; that there is none is not proven.",
    )


def _open(found: Frontier) -> tuple[Text, ...]:
    """How many counts are proven, open and unknown."""
    proven = sum(point.proven for point in found.points)
    planned, listed = len(found.known), len(found.points)
    said = [
        Text(
            f"Đã chứng minh {proven} trong {listed} mức của bảng.",
            f"Proven are {proven} of the {listed} counts in the table.",
        )
    ]
    if planned > proven:
        said.append(
            Text(
                f"{planned - proven} mức có phương án chưa chắc là tốt nhất: giá trị thật nằm giữa "
                "cận dưới và giá trị đã tìm được.",
                f"At {planned - proven} of them a plan is known that may not be the best: the true "
                "value lies between the bound and the value found.",
            )
        )
    if listed > planned:
        said.append(
            Text(
                f"{listed - planned} mức chưa có phương án, cũng chưa loại trừ.",
                f"At {listed - planned} of them no plan is known, and none is excluded.",
            )
        )
    if not found.complete:
        said.append(
            Text(
                "Các mức không có trong bảng chưa được xét hết.",
                "Not every count that is missing in the table was looked at.",
            )
        )
    return tuple(said)


def _remarks(found: Frontier) -> tuple[Text, ...]:
    """What a reader could take the curve for, and it is not."""
    said: list[Text] = []
    if found.per_agency:
        said.append(
            Text(
                "Mục tiêu đặt cho từng cơ quan; đường này tính chung, nên một mức đủ giảm chưa có "
                "nghĩa là cơ quan nào cũng đạt.",
                "The target asks every agency; this curve is of all together, so a count that is "
                "low enough does not mean that every agency keeps it.",
            )
        )
    if any(tier.slack for tier in found.case.tiers):
        said.append(
            Text(
                "Ở đây không tính mức nới (slack): giá trị có thể khác với orgplan solve.",
                "Slack is left out here: the values may differ from those of orgplan solve.",
            )
        )
    return tuple(said)


def last_words(found: Frontier, limit: float) -> Text:
    """What is proven, and the command that makes sense now.

    Parameters
    ----------
    found
        The frontier.
    limit
        Time that the search was allowed [s].
    """
    state = status_words(found)
    vi, en = (words[:1].upper() + words[1:] for words in (state.vi, state.en))
    if found.case.inputs is None:
        return Text(f"{vi}.", f"{en}.")
    scenario = quoted(found.case.inputs.scenario.path)
    if not found.points and found.complete:
        again = f"orgplan frontier {scenario}"
        return Text(
            f"{vi}. Tiếp theo, sau khi sửa quy tắc trong kịch bản: {again}",
            f"{en}. Next, after editing the rules of the scenario: {again}",
        )
    command = f"orgplan solve {scenario}"
    if not found.all_proven:
        command = f"orgplan frontier {scenario} --time-limit {max(1, round(limit * _LONGER))}"
    return Text(f"{vi}. Tiếp theo: {command}", f"{en}. Next: {command}")
