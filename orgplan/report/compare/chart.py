"""The pages of a comparison: counts and goals with bars, rules, and the units that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from orgplan.approval import standing
from orgplan.case import InputFile
from orgplan.compare import Comparison
from orgplan.compare.figures import CountLine
from orgplan.draw import Heading, Page
from orgplan.draw.columns import Block, Cell, Row, Table, lengths
from orgplan.draw.side_by_side import side_by_side
from orgplan.io.findings import visible
from orgplan.report.audit.table import Row as TopicRow
from orgplan.report.audit.table import Topic
from orgplan.report.audit.terminal import told
from orgplan.report.compare.topics import TITLE, topics
from orgplan.report.compare.words import plan_name, plan_words
from orgplan.report.proof import short
from orgplan.text import Language, Text
from orgplan.version import __version__

_DIGITS = 8
"""Characters of a fingerprint that a reader compares by eye."""
_MOST_UNITS = 150
"""Units on the pages; the workbook has them all."""
_ALL = Text("Tất cả cơ quan", "All agencies")


def comparison_chart(found: Comparison) -> tuple[Page, ...]:
    """Pages of a comparison, in its language."""
    language = found.language
    places = range(len(found.plans))
    by_sheet = {topic.sheet.en: topic for topic in topics(found)}
    rules, units = by_sheet["Rules"], by_sheet["Units that differ"]
    words = [(plan_name(place), plan_words(found.plans[place])) for place in places]
    table = Table(
        TITLE.to(language),
        tuple(plan_name(place).to(language) for place in places),
        tuple(f"{name.to(language)}: {said.to(language)}" for name, said in words),
        (
            _counts(found),
            _goals(found),
            _worded(rules, [row for row in rules.rows if row.screen], language),
            *([_distances(found)] if len(found.plans) > 2 else []),
            _units(found, units),
        ),
    )
    return side_by_side(table, _heading(found), language=language)


def _heading(found: Comparison) -> Heading:
    count, whole = len(found.fates.differing), len(found.fates.lines)
    status = Text(
        f"{len(found.plans)} phương án; {count} trong {whole} đơn vị có kết quả khác nhau",
        f"{len(found.plans)} plans; {count} of {whole} units fare otherwise",
    )
    return Heading(
        title="",
        provenance=source_words(found),
        status=status.to(found.language),
        draft=any(standing(p.plan, p.case).draft for p in found.plans),
    )


def source_words(found: Comparison) -> str:
    """Version and inputs of all plans with the start of their fingerprints, on one line."""
    language = found.language
    organisation = Text("tổ chức", "organisation").to(language)
    scenario = Text("kịch bản", "scenario").to(language)
    parts = [f"orgplan {__version__}"]
    files: dict[str, None] = {}
    for place, plan in enumerate(found.plans):
        inputs = plan.case.inputs
        if inputs is not None:
            files |= dict.fromkeys(f"{organisation} {_file(f)}" for f in inputs.organisation[:1])
            name = plan_name(place).to(language)
            files[f"{name}: {scenario} {_file(inputs.scenario)}"] = None
    return " · ".join([*parts, *files])


def _file(file: InputFile) -> str:
    return f"{visible(file.path.name)} {file.sha256[:_DIGITS]}"


def _counts(found: Comparison) -> Block:
    """Counted units after within those before, of all agencies and of each."""
    befores, afters = [[sum(filter(None, c)) for c in _by_plan(found, n)] for n in (0, 1)]
    whole = CountLine("", _ALL.to(found.language), tuple(befores), tuple(afters))
    lines = [line for line in found.agencies if any(line.before) or any(line.after)]
    rows = [_count_row(whole, max(befores, default=0), strong=True)]
    if len(lines) > 1:
        most = max(count or 0 for line in lines for count in (*line.before, *line.after))
        rows += [_count_row(line, most) for line in lines]
    title = Text("SỐ ĐẦU MỐI: trước → sau", "UNITS: before → after")
    note = Text("Cả khung: trước; phần tô đậm: sau", "Whole frame: before; filled part: after")
    scale = Text("; dòng đầu có thước riêng.", "; the first line has a scale of its own.")
    end = scale if len(rows) > 1 else Text(".", ".")
    said = note.to(found.language) + end.to(found.language)
    return Block(title.to(found.language), tuple(rows), said)


def _by_plan(found: Comparison, which: int) -> list[list[int | None]]:
    """The counts before (0) or after (1) of all agencies, plan by plan."""
    return [
        [(line.before, line.after)[which][place] for line in found.agencies]
        for place in range(len(found.plans))
    ]


def _count_row(line: CountLine, most: int, *, strong: bool = False) -> Row:
    cells = []
    for before, after in zip(line.before, line.after, strict=True):
        if before is None or after is None:
            cells.append(Cell("–"))
            continue
        frame, filled = lengths([before, after], max(most, 1))
        cells.append(Cell(f"{before} → {after}", filled, frame))
    return Row(line.name, tuple(cells), strong)


def _goals(found: Comparison) -> Block:
    """Values of tiers and goals with bars, each line on a scale of its own."""
    language = found.language
    topic = next(t for t in topics(found) if t.sheet.en == "Goals")
    rows = []
    for row in topic.rows:
        name, *values = row.cells
        figures = [value for value in values if isinstance(value, Fraction)]
        bars = lengths([float(value) for value in figures], max(map(float, figures), default=0.0))
        cells = (
            Cell(short(value, language).replace("-", "−"), bar)
            for value, bar in zip(figures, bars, strict=True)
        )
        rows.append(Row(told(name, language), tuple(cells), row.strong))
    note = Text(
        "Càng nhỏ càng tốt; mỗi dòng có thước riêng.",
        "Less is better; each line has a scale of its own.",
    )
    title = Text("MỤC TIÊU VÀ ĐẠI LƯỢNG", "GOALS AND QUANTITIES")
    return Block(title.to(language), tuple(rows), note.to(language))


def _distances(found: Comparison) -> Block:
    title = Text("SỐ ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU", "UNITS THAT FARE OTHERWISE, IN PAIRS")
    most = max(max(row) for row in found.apart)
    rows = []
    for place, row in enumerate(found.apart):
        bars = lengths([float(count) for count in row], float(most))
        cells = [
            Cell("–") if n == place else Cell(str(count), bar)
            for n, (count, bar) in enumerate(zip(row, bars, strict=True))
        ]
        rows.append(Row(plan_name(place).to(found.language), tuple(cells)))
    return Block(title.to(found.language), tuple(rows))


def _worded(topic: Topic, rows: Sequence[TopicRow], language: Language) -> Block:
    """Lines of words; those of a broken rule stand out where it is broken."""
    drawn = []
    for row in rows:
        name, *cells = (told(cell, language) for cell in row.cells)
        drawn.append(Row(name, tuple(Cell(w, shaded=_is_breach(w)) for w in cells)))
    return Block(topic.title.to(language), tuple(drawn))


def _is_breach(words: str) -> bool:
    return words.startswith(("THIẾU", "VƯỢT", "SHORT", "OVER", "vi phạm", "broken"))


def _units(found: Comparison, topic: Topic) -> Block:
    """The units that differ, under their agencies; units that end stand out."""
    language = found.language
    ends = {
        line.unit: [fate is not None and fate.kind is None for fate in line.fates]
        for line in found.fates.differing
    }
    note = Text("→ nơi tiếp nhận; nền xám: đơn vị kết thúc.", "→ receiver; on grey: the unit ends.")
    left = len(topic.rows) - _MOST_UNITS
    if left > 0:
        note = Text(
            f"{note.vi} Còn {left} đơn vị, xem bảng tính.",
            f"{note.en} {left} more: see the workbook.",
        )
    rows = tuple(_unit_rows(topic.rows[:_MOST_UNITS], ends, language))
    title = Text("ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU", "UNITS THAT FARE OTHERWISE")
    return Block(title.to(language), rows, note.to(language))


def _unit_rows(
    rows: Sequence[TopicRow], ends: dict[str, list[bool]], language: Language
) -> Iterator[Row]:
    group = ""
    for row in rows:
        here = told(row.group, language)
        if here and here != group:
            yield Row(here)
            group = here
        unit, name, *cells = (told(cell, language) for cell in row.cells)
        marked = zip(cells, ends[unit], strict=True)
        yield Row(name, tuple(Cell(words, shaded=ended) for words, ended in marked))
