"""What exactly is proven, in words: never more than that."""

from __future__ import annotations

from fractions import Fraction

from orgplan.engine.confirmation import EXACT
from orgplan.result import Result, TierValue
from orgplan.text import Language, Text, amount, number


def first_unproven(result: Result) -> int | None:
    """Place of the first tier that is not proven, from 0; None if all are, or there is no plan."""
    if result.status != "feasible" or not result.tiers:
        return None
    bounded = [n for n, tier in enumerate(result.tiers) if tier.bound is not None]
    if result.gap is None or not bounded:
        return len(bounded) if len(bounded) < len(result.tiers) else len(result.tiers) - 1
    for place in (bounded[-1], *bounded):
        if gap_of(result.tiers[place]) == result.gap:
            return place
    return bounded[-1]


def gap_of(tier: TierValue) -> Fraction | None:
    """Distance of a value from its bound, as a share of the value."""
    if tier.bound is None:
        return None
    return (tier.value - tier.bound) / max(Fraction(1), abs(tier.value))


def proof_words(result: Result) -> tuple[Text, ...]:
    """Sentences that say what is proven, by what, and what is not."""
    engine = f"{result.engine} {result.engine_version}"
    seconds = amount(round(Fraction(result.seconds), 1))
    by = Text(f"({engine}, {seconds.vi} giây)", f"({engine}, {seconds.en} s)")
    if result.status == "infeasible":
        return _no_plan(result, by)
    if result.status == "unknown":
        return (
            Text(
                f"Dừng khi chưa tìm được phương án nào; cũng chưa chứng minh là không có {by.vi}.",
                f"Stopped before any plan was found; that there is none is not proven {by.en}.",
            ),
            *contradiction_words(result.contradicted, result.engine),
        )
    kept = Text(
        "Phương án đã được kiểm tra lại, không vi phạm quy tắc nào.",
        "The plan was judged again, without the solver: it breaks no rule.",
    )
    if result.status == "optimal":
        return (*_best(result, by), kept, *contradiction_words(result.contradicted, result.engine))
    more = Text(
        "Muốn có chứng minh, cho thêm thời gian: --time-limit.",
        "For a proof allow more time: --time-limit.",
    )
    return (
        _not_proven(result, by),
        kept,
        more,
        *contradiction_words(result.contradicted, result.engine),
    )


def confirmation_words(result: Result) -> Text | None:
    """What a second engine says of "there is no plan"; None where none was asked."""
    if result.confirmed is None:
        return None
    if not result.confirmed:
        return Text(
            "Chưa được bộ giải thứ hai xác nhận trong thời gian cho phép: hãy cho thêm thời gian "
            "(--time-limit).",
            "Not confirmed by a second solver in time: allow more time (--time-limit).",
        )
    if result.confirmed_by == EXACT:
        return Text(
            "Phép tính chính xác, không cần bộ giải, xác nhận kết luận này.",
            "Confirmed by exact arithmetic, without a solver.",
        )
    by = result.confirmed_by
    return Text(
        f"Bộ giải thứ hai ({by}) xác nhận kết luận này.",
        f"Confirmed by a second solver ({by}).",
    )


def _no_plan(result: Result, by: Text) -> tuple[Text, ...]:
    """That there is no plan, as strongly as it is known."""
    second = confirmation_words(result)
    said = () if second is None else (second,)
    if result.confirmed is False:
        alone = Text(
            f"Bộ giải kết luận: không có phương án nào giữ được mọi quy tắc {by.vi}.",
            f"The solver concludes that no plan keeps every rule {by.en}.",
        )
        return (alone, *said)
    proven = Text(
        f"Đã chứng minh: không có phương án nào giữ được mọi quy tắc {by.vi}.",
        f"Proven: no plan keeps every rule {by.en}.",
    )
    return (proven, *said, _clash(result))


def contradiction_words(wrong: str | None, engine: str) -> tuple[Text, ...]:
    """That another engine had been wrong about the question that `engine` answers; else nothing."""
    if wrong is None:
        return ()
    return (
        Text(
            f"Lưu ý: bộ giải {wrong} đã kết luận sai là không có phương án nào; kết quả này do "
            f"{engine} tìm ra. Hãy báo lại cho người phát triển.",
            f"Note: the solver {wrong} had wrongly concluded that there is no plan; this answer "
            f"is that of {engine}. Please tell the developers.",
        ),
    )


def _clash(result: Result) -> Text:
    """What cannot hold together, without a word on which of it is to blame."""
    if result.case.scenario.target is None:
        return Text(
            "Các quy tắc và cơ cấu tổ chức không thể cùng giữ được.",
            "The rules and the structure cannot hold together.",
        )
    return Text(
        "Các quy tắc, mục tiêu cắt giảm và cơ cấu tổ chức không thể cùng giữ được.",
        "The rules, the target and the structure cannot hold together.",
    )


def _best(result: Result, by: Text) -> tuple[Text, ...]:
    if not result.tiers:
        return (
            Text(
                "Kịch bản không đặt mục tiêu ưu tiên: phương án nào giữ mọi quy tắc cũng được "
                f"{by.vi}.",
                f"The scenario sets no goals: any plan that keeps every rule will do {by.en}.",
            ),
        )
    slack = any(tier.slack for tier in result.case.tiers)
    order_vi, order_en = "", ""
    if len(result.tiers) > 1:
        order_vi, order_en = ", xét lần lượt từng mục tiêu", ", taken in their order"
    if slack:
        order_vi += " trong mức nới cho phép"
        order_en += " and within the slack allowed"
    best = Text(
        "Đã chứng minh: không phương án nào giữ mọi quy tắc mà có giá trị các mục tiêu tốt hơn"
        f"{order_vi} {by.vi}.",
        f"Proven: no plan that keeps every rule has better values of the goals{order_en} {by.en}.",
    )
    if result.canonical:
        return (
            best,
            Text(
                "Giữa các phương án ngang nhau, chọn theo quy ước cố định: chạy lại vẫn ra phương "
                "án này.",
                "Among equal plans a fixed convention decided: a new run gives this plan again.",
            ),
        )
    return (
        best,
        Text(
            "Có thể còn phương án khác với cùng giá trị: chưa xét hết các phương án ngang nhau.",
            "Other plans may have the same values: equal plans were not decided to the end.",
        ),
    )


def _not_proven(result: Result, by: Text) -> Text:
    place = first_unproven(result)
    if place is None:
        return Text(f"Chưa chứng minh là tốt nhất {by.vi}.", f"Not proven to be the best {by.en}.")
    tier = result.tiers[place]
    which = Text(f"mục tiêu {place + 1}", f"goal {place + 1}")
    others = _others(result, place)
    value = Text(short(tier.value, "vi"), short(tier.value, "en"))
    if tier.bound is None:
        return Text(
            f"Chưa chứng minh là tốt nhất: {which.vi} đạt {value.vi}, chưa có cận dưới {by.vi}."
            + others.vi,
            f"Not proven to be the best: {which.en} is {value.en}, no bound is known {by.en}."
            + others.en,
        )
    bound = Text(short(tier.bound, "vi"), short(tier.bound, "en"))
    gap = amount(round((result.gap or Fraction(0)) * 100, 1))
    return Text(
        f"Chưa chứng minh là tốt nhất: {which.vi} đạt {value.vi}, không thể dưới {bound.vi}, "
        f"khoảng cách {gap.vi} % {by.vi}." + others.vi,
        f"Not proven to be the best: {which.en} is {value.en} and cannot be below {bound.en}, "
        f"gap {gap.en} % {by.en}." + others.en,
    )


def _others(result: Result, place: int) -> Text:
    """What is proven of the other tiers."""
    rest = [tier for n, tier in enumerate(result.tiers) if n != place]
    if rest and all(tier.bound == tier.value for tier in rest):
        return Text(" Các mục tiêu khác đã chứng minh.", " The other goals are proven.")
    if place and all(tier.bound is not None for tier in result.tiers[:place]):
        return Text(
            f" Các mục tiêu trước mục tiêu {place + 1} đã chứng minh.",
            f" The goals before goal {place + 1} are proven.",
        )
    return Text("", "")


def short(value: Fraction, language: Language) -> str:
    """A value to two decimals; the plan file has it exactly."""
    return number(round(value, 2), language)
