"""The summary on a terminal: what was asked, what comes out, what is proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.console import Console, RenderableType

from orgplan.explain import Explanation
from orgplan.report.advice import advice
from orgplan.report.counts import counts, tables
from orgplan.report.decisions import missing_words
from orgplan.report.explain.clash import clash_part
from orgplan.report.explain.terminal import pieces
from orgplan.report.explain.ways import ways_part
from orgplan.report.layout import Paragraph, capital, heading, item, measured, title
from orgplan.report.proof import short
from orgplan.report.provenance import state_words
from orgplan.report.story import AgencyStory
from orgplan.report.summary import Summary, TermLine, TierLine
from orgplan.report.tally import Tally
from orgplan.result import Result
from orgplan.text import Language, Text, number


def print_summary(found: Summary, console: Console, why: Explanation | None = None) -> None:
    """Print the summary, as wide as the console is.

    Parameters
    ----------
    found
        The summary.
    console
        Where to.
    why
        Where there is no plan: the rules that clash and what opens one, if that is known.
    """
    for part in _parts(found, why, found.result.case.language):
        console.print(part)


def _parts(found: Summary, why: Explanation | None, language: Language) -> Iterator[RenderableType]:
    yield title(found.result.case.scenario.name)
    yield _state(found.result, language)
    if found.figures is not None:
        yield from counts(found.figures, language)
        yield from tables(found.figures, language)
        yield from _goals(found.tiers, language)
        for sentence in found.remarks:
            yield item(capital(sentence.to(language)) + ".", mark="! ")
        yield from _changes(found.stories, found.tally, language)
        yield from _decisions(found, language)
    yield heading(Text("CHỨNG MINH", "PROOF"), language)
    for sentence in found.proof:
        yield item(sentence.to(language))
    if why is not None and why.conflict is not None:
        for part in (clash_part(why.conflict, found.result.case), ways_part(why)):
            if part is not None:
                yield from pieces(part, language)
    if found.figures is None:
        yield heading(Text("CÓ THỂ LÀM GÌ", "WHAT TO TRY"), language)
        for sentence in advice(found.result):
            yield item(sentence.to(language), mark="– ")
    if found.unconfirmed:
        words = Text(
            "SỐ LIỆU CHƯA ĐỐI CHIẾU CÔNG BÁO", "FIGURES NOT YET CHECKED AGAINST THE GAZETTE"
        )
        yield heading(words, language)
        for entry in found.unconfirmed:
            yield item(entry.to(language), mark="– ")


def _state(result: Result, language: Language) -> RenderableType:
    ruleset = result.case.problem.ruleset
    label = ruleset.name if ruleset.label is None else ruleset.label.text.to(language)
    law = Text("Quy định", "Ruleset").to(language)
    return Paragraph(f"{state_words(result).to(language)} · {law}: {label} ({ruleset.name})")


def _goals(tiers: Sequence[TierLine], language: Language) -> Iterator[RenderableType]:
    if not tiers:
        return
    yield heading(Text("MỤC TIÊU ƯU TIÊN", "GOALS, IN THEIR ORDER"), language)
    for place, tier in enumerate(tiers, start=1):
        yield item(capital(_tier(tier).to(language)), mark=f"{place}. ")
        if len(tier.terms) > 1:
            for term in tier.terms:
                yield item(capital(_term(term).to(language)), mark="– ", depth=2)


def _tier(tier: TierLine) -> Text:
    bound = _bound(tier)
    if len(tier.terms) == 1:
        term = _term(tier.terms[0])
        return Text(term.vi + bound.vi, term.en + bound.en)
    return Text(
        f"tổng có trọng số {short(tier.value, 'vi')}{bound.vi}, gồm:",
        f"weighted sum {short(tier.value, 'en')}{bound.en}, made of:",
    )


def _term(term: TermLine) -> Text:
    weight = Text(f" (trọng số {term.weight})", f" (weight {term.weight})")
    if term.weight == 1:
        weight = Text("", "")
    more, value = _split(term), measured(term.value, term.unit)
    return Text(
        f"{term.name.vi}: {value.vi}{more.vi}{weight.vi}",
        f"{term.name.en}: {value.en}{more.en}{weight.en}",
    )


def _split(term: TermLine) -> Text:
    """Civil-servant posts and employees of public service units apart."""
    if not term.employees:
        return Text("", "")
    own = term.value - term.employees
    other = measured(term.employees, Text("người làm việc", "employees"))
    return Text(
        f", gồm {short(own, 'vi')} biên chế và {other.vi} ở đơn vị sự nghiệp",
        f": {short(own, 'en')} of civil servants, {other.en} of public service units",
    )


def _bound(tier: TierLine) -> Text:
    """What is known below the value, if it says more than the value does."""
    if tier.bound is None:
        return Text(" (chưa có cận dưới)", " (no bound known)")
    if tier.bound == tier.value:
        return Text("", "")
    low = Text(short(tier.bound, "vi"), short(tier.bound, "en"))
    if tier.spent is not None:
        used = Text(_percent(tier.spent, "vi"), _percent(tier.spent, "en"))
        slack = Text(_percent(100 * tier.slack, "vi"), _percent(100 * tier.slack, "en"))
        return Text(
            f" (xét riêng, không thể dưới {low.vi}; hiện cao hơn {used.vi}, được nới {slack.vi})",
            f" (by itself at least {low.en}; now {used.en} above that, {slack.en} allowed)",
        )
    return Text(f" (không thể dưới {low.vi})", f" (cannot be below {low.en})")


def _percent(value: Fraction, language: Language) -> str:
    return f"{number(round(value, 1), language)} %"


def _changes(
    stories: Sequence[AgencyStory], counted: Tally | None, language: Language
) -> Iterator[RenderableType]:
    yield heading(Text("CÁC THAY ĐỔI", "CHANGES"), language)
    if counted is not None:
        for sentence in _tally(counted):
            yield item(sentence.to(language))
    for agency in stories:
        yield item(agency.name or Text("Ngoài các cơ quan", "Outside agencies").to(language))
        for change in agency.changes:
            yield item(change.words.to(language), mark="• ", depth=2)
            for detail in change.details:
                yield item(detail.to(language), mark="– ", depth=4)


def _decisions(found: Summary, language: Language) -> Iterator[RenderableType]:
    if not found.decisions:
        return
    yield heading(Text("CÁC QUYẾT ĐỊNH", "DECISIONS"), language)
    if found.standing is not None and found.standing.missing:
        yield item(missing_words(found.result.case, found.standing).to(language))
    for remark in found.approvals:
        yield item(remark.to(language), mark="! ")
    for line in found.decisions:
        yield item(line.words.to(language), mark="• ")
        if line.misfit is not None:
            fault = Text("không khớp phương án", "does not fit the plan").to(language)
            yield item(f"{fault}: {line.misfit.to(language)}", mark="! ", depth=2)


def _tally(counted: Tally) -> Iterator[Text]:
    entries = [
        (counted.merged, Text("sáp nhập", "merged")),
        (counted.consolidated, Text("hợp nhất", "consolidated")),
        (counted.flattened, Text("nhập vào cấp trên", "absorbed by the unit above")),
        (counted.dissolved, Text("giải thể", "dissolved")),
        (counted.converted, Text("chuyển đổi mô hình", "converted")),
        (counted.gave, Text("chuyển bớt chức năng", "passing functions on")),
    ]
    some = [(count, words) for count, words in entries if count]
    if some:
        vi = ", ".join(f"{count} {words.vi}" for count, words in some)
        en = ", ".join(f"{count} {words.en}" for count, words in some)
        yield Text(f"Số đơn vị: {vi}.", f"Units: {en}.")
    else:
        yield Text("Phương án không thay đổi đơn vị nào.", "The plan changes no unit.")
    decided = [
        (counted.given_ended, Text("đơn vị đã kết thúc", "ended units")),
        (counted.given_moved, Text("đơn vị đổi cấp trên", "units under another parent")),
        (counted.given_transfers, Text("khối chức năng đã chuyển", "blocks of functions moved")),
    ]
    some = [(count, words) for count, words in decided if count]
    if some:
        vi = ", ".join(f"{count} {words.vi}" for count, words in some)
        en = ", ".join(f"{words.en}: {count}" for count, words in some)
        yield Text(
            f"Trước phương án, theo chủ trương đã có: {vi}.",
            f"Before the plan, by earlier decisions, {en}.",
        )
