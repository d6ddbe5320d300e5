"""The frontier on a terminal: the table about its turning points, what is proven."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from orgplan.draw.curve_words import state_of, target_words, tier_title
from orgplan.frontier import Frontier, FrontierPoint
from orgplan.report.frontier.table import by_cut, shown_places
from orgplan.report.frontier.words import proof_words
from orgplan.report.layout import heading, indented, item, percent, title
from orgplan.report.proof import short
from orgplan.text import Language, Text


def print_frontier(found: Frontier, console: Console) -> None:
    """Print the curve, as wide as the console is."""
    for part in _parts(found, found.case.language):
        console.print(part)


def _parts(found: Frontier, language: Language) -> Iterator[RenderableType]:
    yield title(found.case.scenario.name)
    if found.points:
        yield heading(Text("ĐƯỜNG CẮT GIẢM – CHI PHÍ", "CUT AGAINST COST"), language)
        for words in _introduction(found):
            yield item(words.to(language))
        for place, tier in enumerate(found.case.tiers):
            yield item(tier_title(place, tier).to(language), depth=2)
        yield indented(_table(found, language))
        for words in table_notes(found):
            yield item(words.to(language))
    yield heading(Text("CHỨNG MINH", "PROOF"), language)
    for words in proof_words(found):
        yield item(words.to(language))


def _introduction(found: Frontier) -> Iterator[Text]:
    before = Text(f"Hiện có {found.before} đầu mối", f"{found.before} units now")
    reached = Text("chưa tìm được phương án nào", "no plan is known yet")
    if found.known:
        low, high = found.known[0].after, found.known[-1].after
        reached = Text(f"các phương án để lại từ {low} đến {high}", f"plans leave {low} to {high}")
    yield Text(
        f"{before.vi}; {reached.vi}. Không tính mục tiêu, mọi quy tắc khác vẫn giữ.",
        f"{before.en}; {reached.en}. The target is left out, every other rule holds.",
    )
    if found.required_after is not None:
        said = target_words(found)
        yield Text(f"{said.vi}.", f"{said.en}.")
    if found.case.tiers:
        yield Text(
            "Cột 1, 2 … là các mục tiêu ưu tiên; giá là phần mà mỗi đầu mối giảm thêm tốn ở mục "
            "tiêu 1:",
            "Columns 1, 2 … are the goals; the price is what each further unit cut costs in "
            "goal 1:",
        )


def headings(found: Frontier) -> tuple[Text, ...]:
    """Heads of the short table."""
    tiers = [Text(str(n), str(n)) for n in range(1, len(found.case.tiers) + 1)]
    return (
        Text("Giảm", "Cut"),
        Text("Còn", "Left"),
        Text("Tỷ lệ", "Share"),
        *tiers,
        *([Text("Giá", "Price")] if tiers else []),
        Text("Ghi chú", "Note"),
    )


def shown_rows(found: Frontier, language: Language) -> Iterator[list[str]]:
    """Rows of the short table; dots where counts are left out."""
    points, last = by_cut(found), -1
    for place in shown_places(found):
        if place > last + 1:
            yield ["…"] * (len(headings(found)) - 1) + [""]
        yield _cells(found, points[place], language)
        last = place


def _table(found: Frontier, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    *numbers, note = headings(found)
    for head in numbers:
        table.add_column(head.to(language), justify="right", no_wrap=True)
    table.add_column(note.to(language), overflow="fold")
    for row in shown_rows(found, language):
        table.add_row(*row)
    return table


def _cells(found: Frontier, point: FrontierPoint, language: Language) -> list[str]:
    price = found.prices.get(point.after)
    cells = [str(found.cut(point)).replace("-", "−"), str(point.after)]
    cells.append(percent(found.share(point), language))
    cells += [_value(point, tier, language) for tier in range(len(found.case.tiers))]
    if found.case.tiers:
        cells.append("" if price is None else short(price, language).replace("-", "−"))
    return [*cells, ", ".join(words.to(language) for words in _remarks(found, point))]


def _value(point: FrontierPoint, tier: int, language: Language) -> str:
    value = "?" if point.values is None else short(point.values[tier], language)
    if state_of(point, tier) == "proven":
        return value
    bound = point.bounds[tier]
    return f"{value} (≥ {'?' if bound is None else short(bound, language)})"


def _remarks(found: Frontier, point: FrontierPoint) -> Iterator[Text]:
    if point.after == found.required_after:
        yield Text("mục tiêu", "target")
    best = found.best
    if best is not None and point.after == best.after:
        yield Text("tốt nhất trong mục tiêu", "best within the target")
    if point.values is None:
        yield Text("chưa có phương án, chưa loại trừ", "no plan known, none excluded")
    elif not point.proven:
        yield Text("chưa chứng minh", "not proven")


def table_notes(found: Frontier) -> Iterator[Text]:
    """What the short table leaves out, and what its signs mean."""
    shown, listed = len(shown_places(found)), len(found.points)
    if shown < listed:
        yield Text(
            f"{shown} trong {listed} mức: hai đầu, quanh mục tiêu, nơi giá thay đổi nhiều nhất; "
            "đủ cả trong frontier.csv.",
            f"{shown} of {listed} counts: the ends, about the target, where the price changes "
            "most; all of them are in frontier.csv.",
        )
    if not all(point.proven for point in found.points):
        yield Text(
            "(≥ n): chưa chứng minh là tốt nhất, nhưng không thể dưới n; ?: chưa biết.",
            "(≥ n): not proven to be the best, but it cannot be below n; ?: not known.",
        )
