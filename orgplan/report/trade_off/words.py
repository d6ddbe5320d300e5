"""What is proven of a trade-off, in words: never more than that."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from orgplan.report.proof import contradiction_words, short
from orgplan.report.written import quoted
from orgplan.text import Text, amount
from orgplan.trade_off import CUT, Stretch, TradeOff

_LONGER = 10
"""A search that was cut short is offered this many times as long."""


def status_words(found: TradeOff) -> Text:
    """What is known, in a few words."""
    count, proven = len(found.points), sum(point.proven for point in found.points)
    if not count:
        if found.complete and found.confirmed is False:
            return Text(
                "không có phương án, chưa được bộ giải thứ hai xác nhận",
                "no plan exists, not confirmed by a second solver",
            )
        if found.complete:
            return Text("không có phương án, đã chứng minh", "no plan exists, proven")
        return Text("chưa tìm được phương án", "no plan found")
    points = Text(f"{count} điểm", "1 point" if count == 1 else f"{count} points")
    if found.complete:
        return Text(
            f"{points.vi}, đã chứng minh, không còn điểm nào khác",
            f"{points.en}, proven, and there is no other",
        )
    return Text(
        f"{points.vi}, {proven} đã chứng minh, còn đoạn để ngỏ",
        f"{points.en}, {proven} proven, a stretch is still open",
    )


def proof_words(found: TradeOff) -> Iterator[Text]:
    """Sentences that say what is proven, what is not, and by what."""
    if not found.points:
        yield _nothing(found)
    elif found.complete:
        yield Text(
            "Đã chứng minh: không phương án nào tốt hơn một điểm ở một bên mà không kém ở bên kia, "
            "và không còn điểm nào khác.",
            "Proven: no plan is better than a point in one of the two without being worse in the "
            "other, and there is no other point.",
        )
    else:
        yield from _open(found)
    if found.confirmed is False:
        yield Text(
            "Chưa được bộ giải thứ hai xác nhận trong thời gian cho phép.",
            "Not confirmed by a second solver in time.",
        )
    yield from contradiction_words(found.contradicted, found.engine)
    if found.points and CUT in (found.one.name, found.other.name):
        yield Text(
            "Ở đây không tính mục tiêu cắt giảm; mọi quy tắc khác vẫn giữ.",
            "The target is left out here; every other rule holds.",
        )
    engine = f"{found.engine} {found.engine_version}"
    seconds = amount(round(Fraction(found.seconds), 1))
    yield Text(f"Bộ giải: {engine}, {seconds.vi} giây.", f"Solver: {engine}, {seconds.en} s.")


def _nothing(found: TradeOff) -> Text:
    if found.complete and found.confirmed is False:
        return Text(
            "Bộ giải kết luận: không có phương án nào giữ được mọi quy tắc.",
            "The solver concludes that no plan keeps every rule.",
        )
    if found.complete:
        return Text(
            "Đã chứng minh: không phương án nào giữ được mọi quy tắc.",
            "Proven: no plan keeps every rule.",
        )
    return Text(
        "Dừng khi chưa tìm được phương án nào; cũng chưa chứng minh là không có.",
        "Stopped before any plan was found; that there is none is not proven.",
    )


def _open(found: TradeOff) -> Iterator[Text]:
    proven, count = sum(point.proven for point in found.points), len(found.points)
    yield Text(
        f"Đã chứng minh {proven} trong {count} điểm của bảng.",
        f"Proven are {proven} of the {count} points in the table.",
    )
    for stretch in found.open:
        where = _stretch(stretch)
        label = found.one.label
        yield Text(
            f"Còn để ngỏ: {label.vi} {where.vi}; ở đó có thể còn điểm khác.",
            f"Still open: {label.en} {where.en}; there may be other points.",
        )


def _stretch(stretch: Stretch) -> Text:
    low, high = stretch.low, stretch.high
    if low is None and high is None:
        return Text("ở mọi mức", "at every value")
    if low is None or high is None:
        end, vi, en = (low, "từ", "from") if high is None else (high, "đến", "up to")
        assert end is not None
        return Text(f"{vi} {short(end, 'vi')} trở đi", f"{en} {short(end, 'en')}")
    return Text(
        f"từ {short(low, 'vi')} đến {short(high, 'vi')}",
        f"from {short(low, 'en')} to {short(high, 'en')}",
    )


def last_words(found: TradeOff, limit: float) -> Text:
    """What is known, and the command that makes sense now.

    Parameters
    ----------
    found
        The trade-off.
    limit
        Time that the search was allowed [s].
    """
    state = status_words(found)
    vi, en = (words[:1].upper() + words[1:] for words in (state.vi, state.en))
    if found.case.inputs is None:
        return Text(f"{vi}.", f"{en}.")
    scenario = quoted(found.case.inputs.scenario.path)
    again = f"orgplan trade-off {scenario} --between {found.one.name} --and {found.other.name}"
    if not found.points and found.complete:
        return Text(
            f"{vi}. Tiếp theo, sau khi sửa quy tắc trong kịch bản: {again}",
            f"{en}. Next, after editing the rules of the scenario: {again}",
        )
    command = f"orgplan solve {scenario}"
    if not found.complete:
        command = f"{again} --time-limit {max(1, round(limit * _LONGER))}"
    return Text(f"{vi}. Tiếp theo: {command}", f"{en}. Next: {command}")
