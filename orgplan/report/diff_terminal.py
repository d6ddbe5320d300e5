"""The differences of two versions, and what they touch, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from orgplan.diff import AgencyLine, Difference
from orgplan.io.findings import visible
from orgplan.report.diff_fields import Labels
from orgplan.report.diff_touched import LISTED, arrow
from orgplan.report.diff_words import AgencyPart, Sort, UnitLine, guess_words, parts
from orgplan.report.layout import Paragraph, heading, indented, item, measured, title
from orgplan.text import Language, Text, number

_MARKS: dict[Sort, str] = {
    "removed": "− ",
    "left": "− ",
    "added": "+ ",
    "guess": "? ",
    "changed": "• ",
}
_STYLES: dict[Sort, str] = {
    "removed": "red",
    "left": "",
    "added": "green",
    "guess": "yellow",
    "changed": "",
}
_OUTSIDE = Text("Ngoài các cơ quan", "Outside agencies")


def print_difference(
    difference: Difference, labels: Labels, between: str, language: Language, console: Console
) -> None:
    """Print what changed between two versions of these names, agency by agency."""
    found = parts(difference, labels)
    words = Text("THAY ĐỔI GIỮA HAI BẢN", "CHANGES BETWEEN TWO VERSIONS").to(language)
    console.print(title(f"{words}: {between}"))
    for one in _changes(difference, found, language):
        console.print(one)


def _changes(
    difference: Difference, found: Sequence[AgencyPart], language: Language
) -> Iterator[RenderableType]:
    yield item(_sizes(difference).to(language))
    if difference.is_empty:
        yield item(Text("Hai bản giống nhau.", "The two versions are the same.").to(language))
        return
    yield item(_tally(difference).to(language))
    changed = [part.agency for part in found if not part.agency.is_same]
    if len(changed) > 1:
        yield heading(Text("TỪNG CƠ QUAN", "BY AGENCY"), language)
        yield _table(changed, language)
    for part in found:
        yield from _part(part, language)


def _sizes(difference: Difference) -> Text:
    lines = difference.agencies
    units = f"{len(difference.old)} → {len(difference.new)}"
    posts = _pair(lines, "posts")
    vi, en = f"Đơn vị: {units}; biên chế: {posts.vi}", f"Units: {units}; posts: {posts.en}"
    if any(line.employees_before or line.employees_after for line in lines):
        more = _pair(lines, "employees")
        vi += f"; người làm việc ở đơn vị sự nghiệp: {more.vi}"
        en += f"; employees of public service units: {more.en}"
    return Text(f"{vi}.", f"{en}.")


def _pair(lines: Sequence[AgencyLine], what: str) -> Text:
    before: Fraction = sum((getattr(one, f"{what}_before") for one in lines), Fraction(0))
    after: Fraction = sum((getattr(one, f"{what}_after") for one in lines), Fraction(0))
    return Text(
        f"{number(before, 'vi')} → {number(after, 'vi')}", f"{number(before)} → {number(after)}"
    )


def _tally(difference: Difference) -> Text:
    moved = sum(1 for change in difference.changed if change.get("parent"))
    others = len(difference.changed) - len(difference.guesses)
    counted = [
        (len(difference.removed), Text("không còn", "gone")),
        (len(difference.added), Text("mới", "new")),
        (len(difference.guesses), Text("có lẽ đổi mã", "probably under another id")),
        (others, Text("thay đổi", "changed")),
    ]
    vi = ", ".join(f"{count} {words.vi}" for count, words in counted if count)
    en = ", ".join(f"{count} {words.en}" for count, words in counted if count)
    more = Text("", "")
    if moved:
        more = Text(f" Trong đó {moved} đổi nơi trực thuộc.", f" Under another parent: {moved}.")
    return Text(f"Số đơn vị: {vi}.{more.vi}", f"Units: {en}.{more.en}")


def _table(lines: Sequence[AgencyLine], language: Language) -> RenderableType:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(Text("Cơ quan", "Agency").to(language), overflow="fold", min_width=8)
    heads = [Text("Đơn vị", "Units"), Text("Biên chế", "Posts")]
    service = any(line.employees_before or line.employees_after for line in lines)
    if service:
        heads.append(Text("Người làm việc", "Employees"))
    for head in heads:
        table.add_column(head.to(language), justify="right", no_wrap=True)
    for line in lines:
        cells = [
            visible(line.name) or _OUTSIDE.to(language),
            arrow(line.units_before, line.units_after, language),
            arrow(line.posts_before, line.posts_after, language),
        ]
        if service:
            cells.append(arrow(line.employees_before, line.employees_after, language))
        table.add_row(*cells)
    return indented(table)


def _part(part: AgencyPart, language: Language) -> Iterator[RenderableType]:
    agency = part.agency
    name = agency.name or _OUTSIDE.to(language)
    if part.state == "changed":
        yield heading(Text(visible(name), visible(name)), language)
        for line in part.lines:
            yield from _line(line, language)
        return
    gone = part.state == "gone"
    units = agency.units_before if gone else agency.units_after
    posts = agency.posts_before if gone else agency.posts_after
    said = Text("không còn trong bản mới", "not in the new version")
    if not gone:
        said = Text("gửi lần đầu", "sent for the first time")
    size = Text(
        f"{units} đơn vị, {number(posts, 'vi')} biên chế",
        f"{measured(units, Text('', 'units')).en}, {measured(posts, Text('', 'posts')).en}",
    )
    yield heading(
        Text(f"{visible(name)}: {said.vi} ({size.vi})", f"{visible(name)}: {said.en} ({size.en})"),
        language,
    )
    sort: Sort = "removed" if gone else "added"
    own = [line for line in part.lines if line.sort == sort]
    inside = [line for line in own if line.unit.id not in (agency.old, agency.new)]
    for line in inside[:LISTED]:
        yield from _line(line, language)
    if len(inside) > LISTED:
        rest = len(inside) - LISTED
        yield item(Text(f"… và {rest} đơn vị nữa", f"… and {rest} more").to(language))
    for line in part.lines:
        if line.sort != sort:
            yield from _line(line, language)


def _line(line: UnitLine, language: Language) -> Iterator[RenderableType]:
    words = line.name.to(language)
    ends: dict[Sort, Text] = {
        "removed": Text(": không còn", ": gone"),
        "left": Text("", ""),
        "added": Text(": mới", ": new"),
        "guess": Text("", ""),
        "changed": Text("", ""),
    }
    style = _STYLES[line.sort]
    yield Paragraph(f"{words}{ends[line.sort].to(language)}", _MARKS[line.sort], 1, style)
    if line.guess is not None:
        yield item(guess_words(line.guess).to(language), depth=3)
    if line.changes:
        yield item("; ".join(change.to(language) for change in line.changes), depth=3)
