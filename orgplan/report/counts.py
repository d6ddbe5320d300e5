"""The counts of a summary on a terminal: the result, by agency, by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

from orgplan.io.findings import visible
from orgplan.problem import Baseline
from orgplan.report.layout import BOLD, heading, indented, item, measured, percent
from orgplan.report.summary import CountLine, Figures
from orgplan.text import Language, Text, number


def counts(figures: Figures, language: Language) -> Iterator[RenderableType]:
    """What comes out, against what was asked, under both baselines."""
    yield heading(Text("KẾT QUẢ", "RESULT"), language)
    total = figures.total
    left = measured(total.after, Text("đầu mối", "units"))
    vi, en = f"{total.before} → {left.vi}", f"{total.before} → {left.en}"
    yield item(Text(f"{vi}, {_cut(total).vi}", f"{en}, {_cut(total).en}").to(language))
    for sentence in (*asked_words(figures), *baseline_words(figures)):
        yield item(sentence.to(language))
    vi = f"Tổng biên chế không đổi: {number(figures.posts, 'vi')}"
    en = f"Civil-servant posts, unchanged: {number(figures.posts)}"
    if figures.employees:
        vi += f"; người làm việc ở đơn vị sự nghiệp công lập: {number(figures.employees, 'vi')}"
        en += f"; employees of public service units: {number(figures.employees)}"
    yield item(Text(f"{vi}.", f"{en}.").to(language))


def _cut(line: CountLine) -> Text:
    vi = f"giảm {line.cut}" if line.cut >= 0 else f"tăng {-line.cut}"
    en = f"{line.cut} fewer" if line.cut >= 0 else f"{-line.cut} more"
    return Text(f"{vi} ({percent(line.share, 'vi')})", f"{en} ({percent(line.share, 'en')})")


def asked_words(figures: Figures) -> Iterator[Text]:
    """The cut that is asked for, and what rounding in every agency makes of it."""
    required = figures.total.required
    if required is None or figures.asked is None:
        yield Text("Không đặt mục tiêu cắt giảm.", "No cut is asked for.")
        return
    vi, en = f"{number(figures.asked * 100, 'vi')} %", f"{number(figures.asked * 100)} %"
    where = Text("trên tổng số", "of the total")
    if figures.per_agency:
        where = Text("ở từng cơ quan", "in every agency")
    yield Text(
        f"Yêu cầu: giảm ít nhất {vi} {where.vi}, tức {required} đầu mối.",
        f"Required: at least {en} {where.en}, that is {required} {_units(required)}.",
    )
    extra, before = figures.from_rounding, figures.total.before
    if extra > 0:
        yield Text(
            f"Làm tròn lên ở từng cơ quan thêm {extra} đầu mối: {vi} của {before} là "
            f"{required - extra}.",
            f"Rounding up in every agency adds {extra} {_units(extra)}: {en} of {before} is "
            f"{required - extra}.",
        )
    elif extra < 0:
        yield Text(
            f"Làm tròn xuống ở từng cơ quan bớt {-extra} đầu mối: {vi} của {before} là "
            f"{required - extra}.",
            f"Rounding down in every agency takes {-extra} {_units(-extra)} off: {en} of {before} "
            f"is {required - extra}.",
        )


def _units(count: int) -> str:
    return "unit" if count == 1 else "units"


def baseline_words(figures: Figures) -> Iterator[Text]:
    """The cut under both baselines; nothing where they are one."""
    if figures.given == figures.after_given:
        return
    after = figures.total.after
    first = CountLine(Text("", ""), figures.given, after)
    then = CountLine(Text("", ""), figures.after_given, after)
    yield Text(
        f"Tính từ trước các chủ trương đã có: {first.before} → {after}, {_cut(first).vi}; tính từ "
        f"sau các chủ trương ấy: {then.before} → {after}, {_cut(then).vi}.",
        f"Counted from before the earlier decisions: {first.before} → {after}, {_cut(first).en}; "
        f"from after them: {then.before} → {after}, {_cut(then).en}.",
    )


def tables(figures: Figures, language: Language) -> Iterator[RenderableType]:
    """The cut by agency and by kind."""
    yield heading(_since(Text("TỪNG CƠ QUAN", "BY AGENCY"), figures, figures.baseline), language)
    lines = figures.agencies
    total = figures.total if len(lines) > 1 else None
    yield _table(Text("Cơ quan", "Agency"), lines, total, figures.per_agency, language)
    words = _since(Text("TỪNG LOẠI HÌNH", "BY KIND"), figures, "after_given")
    yield heading(words, language)
    yield _table(Text("Loại hình", "Kind"), figures.kinds, None, False, language)
    if not all(line.counted for line in figures.kinds):
        note = Text("* không tính vào số đầu mối", "* not counted as a unit for the target")
        yield item(note.to(language))


def _since(words: Text, figures: Figures, baseline: Baseline) -> Text:
    """A heading that says which count "before" is, where there are two."""
    if figures.given == figures.after_given:
        return words
    if baseline == "before_given":
        more = Text("tính từ trước các chủ trương đã có", "from before the earlier decisions")
    else:
        more = Text("tính từ sau các chủ trương đã có", "from after the earlier decisions")
    return Text(f"{words.vi}, {more.vi}", f"{words.en}, {more.en}")


def _table(
    first: Text,
    lines: Sequence[CountLine],
    total: CountLine | None,
    required: bool,
    language: Language,
) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first.to(language), overflow="fold", min_width=8)
    asked = [Text("Cần giảm", "Required")] if required else []
    heads = [Text("Trước", "Before"), *asked, Text("Sau", "After"), Text("Giảm", "Cut")]
    for head in (*heads, Text("Tỷ lệ", "Share")):
        table.add_column(head.to(language), justify="right", no_wrap=True)
    for line in lines:
        table.add_row(*_cells(line, required, language))
    if total is not None:
        table.add_section()
        table.add_row(*_cells(total, required, language), style=BOLD)
    return indented(table)


def _cells(line: CountLine, required: bool, language: Language) -> list[Line | str]:
    name = visible(line.name.to(language)) + ("" if line.counted else " *")
    asked = ["" if line.required is None else str(line.required)] if required else []
    cut = str(line.cut).replace("-", "−")
    share = percent(line.share, language)
    return [Line(name), str(line.before), *asked, str(line.after), cut, share]
