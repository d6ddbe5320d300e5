"""An estimate of severance pay as a table on a terminal, and as data."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table

from orgplan.report.grounds import source_words
from orgplan.report.layout import BOLD, item, title
from orgplan.severance import Estimate, Step
from orgplan.severance.decree import Source
from orgplan.severance.estimate import money
from orgplan.text import Language, Text

_HEADS = (
    Text("Khoản", "Part"),
    Text("Cách tính", "Formula"),
    Text("Số tiền (đồng)", "Amount (đồng)"),
)
_ODD_MONTHS = Text(
    "Tháng lẻ, đến 06 tháng tính nửa năm, trên 06 tháng tính một năm",
    "Odd months, up to six count half a year, more than six a whole one",
)
_NOTES = (
    Text(
        "Đây là ước tính để lập dự toán, không thay quyết định của cơ quan có thẩm quyền. Mỗi "
        "khoản làm tròn đến đồng (từ nửa đồng tính lên); tổng là tổng các khoản đã làm tròn.",
        "An estimate for a budget, no decision. Each part is rounded to whole đồng, half a đồng "
        "upwards; the total adds the rounded parts.",
    ),
    Text(
        "Điều kiện hưởng và các chế độ khác không xét ở đây. Không lưu dữ liệu cá nhân.",
        "Who is entitled, and other benefits, are not judged here. Nothing is stored.",
    ),
)


def severance_lines(found: Estimate, language: Language) -> Iterator[RenderableType]:
    """The estimate for a terminal: table, total, where the figures come from."""
    label = found.decree.label.text
    words = Text(f"ƯỚC TÍNH TRỢ CẤP theo {label.vi}", f"ESTIMATE OF SEVERANCE under {label.en}")
    yield title(words.to(language))
    yield _table(found, language)
    for words, source in _sources(found):
        known = source_words(source.cite, source.note, source.confirmed)
        said = Text(f"{words.vi}: {known.vi}.", f"{words.en}: {known.en}.")
        yield item(said.to(language), "- ", 0)
    for note in _NOTES:
        yield item(note.to(language), "- ", 0)


def _sources(found: Estimate) -> Iterator[tuple[Text, Source]]:
    """Where the figures come from; all parts of one estimate come from the same place."""
    yield Text("Căn cứ các khoản", "Basis of the parts"), found.steps[0].source
    yield Text("Mức lương cơ sở", "Base salary"), found.pay.source
    if found.decree.figures is not None:
        yield _ODD_MONTHS, found.decree.figures.part_year


def _table(found: Estimate, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for place, head in enumerate(_HEADS):
        table.add_column(head.to(language), justify="right" if place == 2 else "left")
    for step in (found.pay, *found.steps):
        table.add_row(*_cells(step, language))
        if step is found.pay:
            table.add_section()
    table.add_section()
    total = Text("Tổng cộng", "Total").to(language)
    table.add_row(total, "", money(found.total).to(language), style=BOLD)
    return table


def _cells(step: Step, language: Language) -> tuple[str, str, str]:
    return (
        step.label.to(language),
        step.formula.to(language),
        money(step.amount).to(language),
    )


def severance_document(found: Estimate, language: Language) -> dict[str, object]:
    """The estimate as plain data; amounts in đồng."""
    return {
        "decree": found.decree.name,
        "label": found.decree.label.text.to(language),
        "monthly_pay": _step(found.pay, language),
        "steps": [_step(step, language) for step in found.steps],
        "total": found.total,
    }


def _step(step: Step, language: Language) -> dict[str, object]:
    return {
        "id": step.id,
        "label": step.label.to(language),
        "formula": step.formula.to(language),
        "amount": step.amount,
        "cite": step.source.cite,
        "note": step.source.note,
        "confirmed": step.source.confirmed,
    }
