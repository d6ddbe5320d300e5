"""A trade-off on a terminal: the table of its points, what is proven."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from orgplan.draw.trade_off import measure_title
from orgplan.report.layout import heading, indented, item, title
from orgplan.report.proof import short
from orgplan.report.trade_off.table import rate, shown_places
from orgplan.report.trade_off.words import proof_words
from orgplan.text import Language, Text
from orgplan.trade_off import TradeOff


def print_trade_off(found: TradeOff, console: Console) -> None:
    """Print the points, as wide as the console is."""
    for part in _parts(found, found.case.language):
        console.print(part)


def _parts(found: TradeOff, language: Language) -> Iterator[RenderableType]:
    yield title(found.case.scenario.name)
    if found.points:
        yield heading(Text("ĐÁNH ĐỔI GIỮA HAI MỤC TIÊU", "TRADE-OFF"), language)
        for words in legend(found):
            yield item(words.to(language), depth=2)
        yield indented(_table(found, language))
        for words in table_notes(found):
            yield item(words.to(language))
    yield heading(Text("CHỨNG MINH", "PROOF"), language)
    for words in proof_words(found):
        yield item(words.to(language))


def legend(found: TradeOff) -> tuple[Text, Text]:
    """What A and B are."""
    one, other = measure_title(found.one), measure_title(found.other)
    return Text(f"A. {one.vi}", f"A. {one.en}"), Text(f"B. {other.vi}", f"B. {other.en}")


def headings() -> tuple[Text, ...]:
    """Heads of the short table."""
    return (
        Text("Điểm", "Point"),
        Text("A", "A"),
        Text("B", "B"),
        Text("Tỷ lệ đổi", "Rate"),
        Text("Ghi chú", "Note"),
    )


def rows(found: TradeOff, language: Language) -> Iterator[list[str]]:
    """Rows of the short table."""
    for place in shown_places(found):
        yield _cells(found, place, language)


def _table(found: TradeOff, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    *figures, note = headings()
    for head in figures:
        table.add_column(head.to(language), justify="right", no_wrap=True)
    table.add_column(note.to(language), overflow="fold")
    for row in rows(found, language):
        table.add_row(*row)
    return table


def _cells(found: TradeOff, place: int, language: Language) -> list[str]:
    point, exchanged = found.points[place], rate(found, place)
    figures = [*point.values, *([] if exchanged is None else [exchanged])]
    written = [short(figure, language).replace("-", "−") for figure in figures]
    remarks = ", ".join(words.to(language) for words in _remarks(found, place))
    return [str(place + 1), *written, *([""] if exchanged is None else []), remarks]


def _remarks(found: TradeOff, place: int) -> Iterator[Text]:
    point = found.points[place]
    if not point.proven:
        yield Text("chưa chứng minh", "not proven")
    if point.supported is False:
        yield Text("không trọng số nào dẫn tới", "no weights lead to it")


def table_notes(found: TradeOff) -> Iterator[Text]:
    """What the columns mean, and what the short table leaves out."""
    if len(found.points) > 1:
        yield Text(
            "Tỷ lệ đổi: B thay đổi bao nhiêu khi A thêm một đơn vị, so với điểm ngay trước.",
            "Rate: how much B changes for one more of A, against the point just before.",
        )
    if any(point.supported is False for point in found.points):
        yield Text(
            "Không trọng số nào dẫn tới: cộng hai mục tiêu với bất kỳ trọng số nào cũng không ra "
            "điểm này.",
            "No weights lead to it: whatever weights are put on A and B, their sum never chooses "
            "this point.",
        )
    shown, listed = len(shown_places(found)), len(found.points)
    if shown < listed:
        yield Text(
            f"{shown} trong {listed} điểm; đủ cả trong trade-off.csv.",
            f"{shown} of {listed} points; all of them are in trade-off.csv.",
        )
