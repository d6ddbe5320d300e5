"""What is proven of a list of alternatives, in words: never more than that."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from orgplan.alternatives import Alternatives
from orgplan.report.layout import percent
from orgplan.report.written import quoted
from orgplan.text import Text, amount, number

_LONGER = 10
"""A search that was cut short is offered this many times as long."""


def status_words(found: Alternatives) -> Text:
    """How many there are, and why no more, in a few words."""
    count = len(found.plans)
    if found.ended == "no_plan":
        return _unless_confirmed(found, Text("không có phương án", "no plan exists"))
    if not count:
        return Text("chưa tìm được phương án", "no plan found")
    plans = Text(f"{count} phương án", "1 plan" if count == 1 else f"{count} plans")
    if found.ended == "no_more" and found.confirmed is False:
        none_left = Text(
            f"{plans.vi}, không còn phương án nào đủ khác",
            f"{plans.en}, none is left that differs enough",
        )
        return _unless_confirmed(found, none_left)
    if found.ended == "no_more":
        return Text(
            f"{plans.vi}, đã chứng minh không còn phương án nào đủ khác",
            f"{plans.en}, proven that none is left that differs enough",
        )
    if found.ended != "time":
        return plans
    if found.interrupted:
        return Text(
            f"{plans.vi}/{found.asked}, dừng theo yêu cầu",
            f"{plans.en} of {found.asked}, stopped on request",
        )
    return Text(
        f"{plans.vi}/{found.asked}, dừng vì hết thời gian",
        f"{plans.en} of {found.asked}, stopped for lack of time",
    )


def _unless_confirmed(found: Alternatives, words: Text) -> Text:
    """What a solver concludes; it is said where no second one has confirmed it."""
    if found.confirmed is not False:
        return words
    return Text(
        f"{words.vi}, chưa được bộ giải thứ hai xác nhận",
        f"{words.en}, not confirmed by a second solver",
    )


def _concluded(found: Alternatives, words: Text) -> Text:
    """A sentence as proven, or only concluded where no second solver has confirmed it."""
    if found.confirmed is False:
        return Text(f"Bộ giải kết luận: {words.vi}.", f"The solver concludes: {words.en}.")
    return Text(f"Đã chứng minh: {words.vi}.", f"Proven: {words.en}.")


def introduction(found: Alternatives) -> Iterator[Text]:
    """What was asked for."""
    least = found.min_difference
    units = "1 unit" if least == 1 else f"{least} units"
    yield Text(
        f"Mỗi hai phương án khác nhau ở ít nhất {least} đơn vị.",
        f"Every two plans differ in at least {units}.",
    )
    if found.limit is not None:
        limit = found.limit
        vi, en = percent(100 * found.margin, "vi"), percent(100 * found.margin, "en")
        yield Text(
            f"Mục tiêu 1 không quá {number(round(limit, 2), 'vi')} (mức chênh {vi}); sau đó các "
            "mục tiêu còn lại tốt đến mức có thể, rồi đến mục tiêu 1.",
            f"Goal 1 is at most {number(round(limit, 2))} (margin {en}); then the later goals are "
            "as good as they can be, then goal 1.",
        )


def ended_words(found: Alternatives) -> Iterator[Text]:
    """Sentences that say what is proven and what is not."""
    if found.ended == "no_plan":
        yield _concluded(
            found, Text("không phương án nào giữ được mọi quy tắc", "no plan keeps every rule")
        )
    elif not found.plans:
        yield Text(
            "Dừng khi chưa tìm được phương án nào; cũng chưa chứng minh là không có.",
            "Stopped before any plan was found; that there is none is not proven.",
        )
    else:
        yield from _plans(found)
    if found.confirmed is False:
        yield Text(
            "Chưa được bộ giải thứ hai xác nhận trong thời gian cho phép.",
            "Not confirmed by a second solver in time.",
        )
    if found.plans:
        first, seconds = found.results[0], amount(round(Fraction(found.seconds), 1))
        engine = f"{first.engine} {first.engine_version}"
        yield Text(f"Bộ giải: {engine}, {seconds.vi} giây.", f"Solver: {engine}, {seconds.en} s.")


def _plans(found: Alternatives) -> Iterator[Text]:
    if all(found.best_possible) and len(found.plans) == 1:
        yield Text(
            "Đã chứng minh: không phương án nào tốt hơn phương án 1.",
            "Proven: no plan is better than plan 1.",
        )
    elif all(found.best_possible):
        yield Text(
            "Đã chứng minh: mỗi phương án là tốt nhất trong những phương án đủ khác các phương án "
            "trước nó.",
            "Proven: each plan is the best of those that differ enough from the plans before it.",
        )
    else:
        open_plans = [str(n) for n, known in enumerate(found.best_possible, 1) if not known]
        vi, en = ", ".join(open_plans), ", ".join(open_plans)
        yield Text(
            f"Phương án {vi}: đúng quy tắc, nhưng chưa chứng minh là tốt nhất.",
            f"Plan {en}: keeps every rule, but is not proven to be the best.",
        )
    if found.ended == "no_more":
        yield _concluded(
            found,
            Text(
                "trong mức chênh này không phương án nào khác đủ xa tất cả các phương án trên",
                "within the margin no further plan differs enough from all of these",
            ),
        )
    elif found.ended == "time":
        why = Text("Hết thời gian", "Time ran out")
        if found.interrupted:
            why = Text("Đã dừng theo yêu cầu", "Stopped on request")
        yield Text(f"{why.vi}: có thể còn phương án khác.", f"{why.en}: there may be other plans.")


def last_words(found: Alternatives, folder: Path, limit: float) -> Text:
    """What is known, and the command that makes sense now.

    Parameters
    ----------
    found
        The plans.
    folder
        Where their files are.
    limit
        Time that the search was allowed [s].
    """
    state = status_words(found)
    vi, en = (words[:1].upper() + words[1:] for words in (state.vi, state.en))
    if found.case.inputs is None:
        return Text(f"{vi}.", f"{en}.")
    scenario = quoted(found.case.inputs.scenario.path)
    if found.ended == "no_plan":
        command = f"orgplan alternatives {scenario}"
        return Text(
            f"{vi}. Tiếp theo, sau khi sửa quy tắc trong kịch bản: {command}",
            f"{en}. Next, after editing the rules of the scenario: {command}",
        )
    command = f"orgplan check {quoted(folder / f'plan-{len(found.plans)}.json')}"
    if found.ended == "time":
        longer = max(1, round(limit * _LONGER))
        command = f"orgplan alternatives {scenario} --time-limit {longer}"
    return Text(f"{vi}. Tiếp theo: {command}", f"{en}. Next: {command}")
