"""Whether the figure of a unit with sub-units is a total, and the posts of its own then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.findings import Cell, Findings, Trouble
from orgplan.io.numbers import read_posts
from orgplan.io.table import Row
from orgplan.ruleset.schema import SERVICE_KINDS
from orgplan.text import Text, amount


@dataclass(frozen=True, slots=True)
class _Family:
    """A unit with a figure and its sub-units: what they add up to."""

    head: Sprout
    cell: Cell
    figure: Fraction
    below: Fraction
    below_without_service: Fraction

    @property
    def tells(self) -> bool:
        """Whether the figure says anything: it may be a total of something that has posts."""
        if not self.figure or not self.below:
            return False
        return self.below_without_service > 0 or self.figure >= self.below

    @property
    def is_total(self) -> bool:
        """Whether the figure may include those of the sub-units, service units perhaps left out."""
        return self.figure >= self.below_without_service

    @property
    def own(self) -> Fraction:
        """Posts of the unit itself if the figure is a total [posts]."""
        without = self.below_without_service
        return self.figure - (self.below if self.figure >= self.below else without)


@dataclass(frozen=True, slots=True)
class OwnPosts:
    """Posts that were made direct.

    Parameters
    ----------
    sprout
        The unit.
    posts
        Posts of its own [posts].
    because
        Why, for people.
    """

    sprout: Sprout
    posts: Fraction
    because: Text


def own_posts(
    sent: SentTable, name: str, totals: bool | None, findings: Findings
) -> list[OwnPosts]:
    """Make the figures of units with sub-units direct, where they are totals.

    Parameters
    ----------
    sent
        The table, with the kinds of its units concluded.
    name
        ``staff`` or ``present``.
    totals
        What the scenario says: figures are totals, or own posts; None where the table has to tell.
    findings
        Gets the cells where the table counts in both ways, or a total is too small.

    Returns
    -------
    posts
        The figures that change, in order of place.
    """
    families = _families(sent.sprouts, name)
    telling = [family for family in families if family.tells]
    if totals:
        filled = [family for family in families if family.below and family.figure]
        for family in filled:
            if family.figure < family.below:
                _report_small(family, findings)
        return [_made(f, f.figure - f.below) for f in filled if f.figure >= f.below]
    if totals is False:
        return []
    fits = [family.is_total for family in telling]
    if all(fits):
        return [_made(family, family.own) for family in telling if family.own != family.figure]
    if any(fits):
        for family in telling:
            _report_mixed(family, findings)
    return []


def _families(sprouts: Sequence[Sprout], name: str) -> list[_Family]:
    """All units with sub-units and a figure, the figures below them added up."""
    children, worth = _children(sprouts), worth_of(sprouts, name)
    families: list[_Family] = []
    for sprout in sprouts:
        figure = figure_of(sprout, name)
        subunits = children.get(id(sprout), [])
        if not subunits or figure is None or sprout.record is None:
            continue
        below = sum((worth[id(child)] for child in subunits), Fraction(0))
        own_kind = [child for child in subunits if child.kind not in SERVICE_KINDS]
        without = sum((worth[id(child)] for child in own_kind), Fraction(0))
        families.append(_Family(sprout, sprout.record.cell(name), figure, below, without))
    return sorted(families, key=lambda family: family.cell.order)


def _children(sprouts: Sequence[Sprout]) -> dict[int, list[Sprout]]:
    """The units directly below each unit, by `id` of the unit."""
    children: dict[int, list[Sprout]] = {}
    for sprout in sprouts:
        if sprout.parent is not None:
            children.setdefault(id(sprout.parent), []).append(sprout)
    return children


def worth_of(sprouts: Sequence[Sprout], name: str) -> dict[int, Fraction]:
    """The figure of each unit, or what its sub-units and leaders add up to if it has none.

    Parameters
    ----------
    sprouts
        The units of one table.
    name
        ``staff`` or ``present``.

    Returns
    -------
    worth
        Posts by `id` of the unit [posts].
    """
    children = _children(sprouts)
    worth: dict[int, Fraction] = {}
    for sprout in reversed(_parents_first(sprouts)):
        figure = figure_of(sprout, name)
        below = sum((worth[id(child)] for child in children.get(id(sprout), ())), Fraction(0))
        leaders = figure_of(sprout, name, added=True) or Fraction(0)
        worth[id(sprout)] = figure or below + leaders
    return worth


def _parents_first(sprouts: Sequence[Sprout]) -> list[Sprout]:
    """The units so that each stands behind its parent, in the order of their depth."""
    depths: dict[int, int] = {}
    for sprout in sprouts:
        line: list[Sprout] = []
        here: Sprout | None = sprout
        while here is not None and id(here) not in depths:
            line.append(here)
            here = here.parent
        depth = -1 if here is None else depths[id(here)]
        for step, found in enumerate(reversed(line), start=1):
            depths[id(found)] = depth + step
    return sorted(sprouts, key=lambda sprout: depths[id(sprout)])


def figure_of(sprout: Sprout, name: str, added: bool = False) -> Fraction | None:
    """The figure of a unit, or of its leaders; None where its cell is blank or unreadable.

    Parameters
    ----------
    sprout
        The unit.
    name
        ``staff`` or ``present``.
    added
        Whether the figure of a row for its leaders is meant.
    """
    text = "" if sprout.record is None else sprout.record.text(name)
    if added:
        text = sprout.added[name].text if name in sprout.added else ""
    value = read_posts(text) if text else None
    return None if isinstance(value, Trouble) else value


def _made(family: _Family, own: Fraction) -> OwnPosts:
    total, rest = amount(family.figure), amount(own)
    because = Text(
        f"{total.vi} là tổng số; {rest.vi} của riêng đơn vị",
        f"{total.en} is the total; {rest.en} of its own",
    )
    return OwnPosts(family.head, own, because)


def _report_mixed(family: _Family, findings: Findings) -> None:
    figure, below = amount(family.figure), amount(family.below)
    findings.error(
        family.cell,
        Text(
            f"{figure.vi}, các đơn vị trực thuộc cộng lại {below.vi}: chỗ thì là tổng số, "
            "chỗ thì không",
            f"{figure.en}, the sub-units add up to {below.en}: a total in some rows, not in others",
        ),
        Text("một cách tính cho cả bảng", "one way of counting in all rows"),
        Text(
            "ghi `staff_includes_subunits: true` trong kịch bản nếu mọi số là tổng số, `false` nếu "
            "mọi số là số riêng; hoặc sửa các ô này",
            "`staff_includes_subunits: true` in the scenario if all figures are totals, `false` if "
            "none is; or mend these cells",
        ),
    )


def _report_small(family: _Family, findings: Findings) -> None:
    figure, below = amount(family.figure), amount(family.below)
    findings.error(
        family.cell,
        Text(
            f"tổng số {figure.vi}, riêng các đơn vị bên trong đã có {below.vi}",
            f"a total of {figure.en}, the sub-units alone have {below.en}",
        ),
        Text(
            "tổng không nhỏ hơn tổng của các đơn vị bên trong (staff_includes_subunits)",
            "a total of at least those of the sub-units (staff_includes_subunits)",
        ),
    )


def note_totals(
    sent: SentTable, figures: Mapping[str, Mapping[int, Fraction]], findings: Findings
) -> None:
    """Tell of rows with totals, and of those that do not fit the units.

    Parameters
    ----------
    sent
        The table.
    figures
        For ``staff`` and ``present`` the posts of each unit of the table itself, by `id` of the
        unit [posts].
    findings
        Gets a note for each such row.
    """
    last = 0
    for row in sent.totals:
        misfits: list[Text] = []
        for name, own in figures.items():
            index = sent.columns.known.get(name)
            if index is None:
                continue
            stated = read_posts(sent.table.cell(row, index).text)
            if isinstance(stated, Trouble) or not own:
                continue
            sums = _sums(sent.sprouts, own, last, row.number)
            if stated not in sums:
                one, other = amount(stated), amount(sums[0])
                misfits.append(
                    Text(
                        f"{one.vi}, các dòng cộng lại {other.vi}", f"{one.en}, the rows {other.en}"
                    )
                )
        last = row.number
        _note_total(sent, row, misfits, findings)


def _sums(
    sprouts: Sequence[Sprout], own: Mapping[int, Fraction], first: int, last: int
) -> list[Fraction]:
    """What a row of totals may add up: all rows or those above, with service units or without."""
    every = [sprout for sprout in sprouts if id(sprout) in own]
    part = [sprout for sprout in every if first < sprout.row < last]
    sums: list[Fraction] = []
    for chosen in (every, part):
        plain = [sprout for sprout in chosen if sprout.kind not in SERVICE_KINDS]
        sums += [sum((own[id(s)] for s in some), Fraction(0)) for some in (chosen, plain)]
    return sums


def _note_total(sent: SentTable, row: Row, misfits: list[Text], findings: Findings) -> None:
    found = Text(
        f"dòng {row.number} có vẻ là dòng tổng và được bỏ qua",
        f"row {row.number} looks like a total and was skipped",
    )
    expected = Text("mỗi dòng một đơn vị", "one unit a row")
    if misfits:
        vi, en = "; ".join(m.vi for m in misfits), "; ".join(m.en for m in misfits)
        found = Text(
            f"dòng tổng {row.number} không khớp: {vi}",
            f"the total in row {row.number} differs: {en}",
        )
        expected = Text("tổng khớp với các dòng của bảng", "a total that fits the rows")
    first = next((n for n, text in enumerate(row.texts) if text.strip()), 0)
    findings.note(sent.table.cell(row, first), found, expected)
