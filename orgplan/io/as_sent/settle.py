"""All tables as sent together: what stands above them, kinds, identifiers, posts, then records.

Names in ordinary letters, bodies above and identifiers depend on the other files, so this is done
once all of them are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from orgplan.io.as_sent.above import Above
from orgplan.io.as_sent.headings import drop_headings
from orgplan.io.as_sent.identifiers import give_ids
from orgplan.io.as_sent.kind_of import KindOf
from orgplan.io.as_sent.kinds import KindWords
from orgplan.io.as_sent.leaders import take_in_leaders
from orgplan.io.as_sent.posts import OwnPosts, figure_of, note_totals, own_posts, worth_of
from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.as_sent.spelling import Spelling
from orgplan.io.findings import Cell, Findings, Written, shown
from orgplan.io.reading import Guess
from orgplan.io.records import Record
from orgplan.text import Text, number

_FROM_NAME = Text("tạo từ tên đơn vị", "made of the name")
_ORDER = ("name", "id", "parent", "kind", "staff", "present")


@dataclass(frozen=True, slots=True)
class Settled:
    """The units of all tables as sent.

    Parameters
    ----------
    records
        For each table its units as ordinary records.
    guesses
        Every value that no cell states, in order of place.
    """

    records: tuple[list[Record], ...]
    guesses: tuple[Guess, ...]


def settle(
    tables: Sequence[SentTable],
    stated: Sequence[Record],
    words: KindWords,
    default_kind: str | None,
    totals: bool | None,
    findings: Findings,
) -> Settled:
    """Conclude everything that the tables leave open.

    Parameters
    ----------
    tables
        The tables as sent, in the order of their files.
    stated
        The units of the other files, with their ids.
    words
        What the kinds are called.
    default_kind
        Kind of units of which the name says nothing.
    totals
        Whether the scenario says that figures are totals; None where it says nothing.
    findings
        Gets what cannot be concluded, and what somebody should look at.

    Returns
    -------
    settled
        Records and guesses.
    """
    return _Settling(tables, stated, words, default_kind, totals, findings).settled()


class _Settling:
    """The tables on their way to records, and the guesses so far."""

    def __init__(
        self,
        tables: Sequence[SentTable],
        stated: Sequence[Record],
        words: KindWords,
        default_kind: str | None,
        totals: bool | None,
        findings: Findings,
    ) -> None:
        self._tables = tables
        self._stated = stated
        self._kinds = KindOf(words, default_kind)
        self._totals = totals
        self._findings = findings
        self._guesses: list[tuple[Sprout, str, str, Text, Cell]] = []

    def settled(self) -> Settled:
        """The records and guesses."""
        for table in self._tables:
            drop_headings(table, self._findings)
        above = Above(self._tables, self._stated, self._kinds, self._findings)
        rows = [sprout for table in self._tables for sprout in table.sprouts]
        every = [sprout.cell.text for sprout in (*rows, *above.titled())]
        spelling = Spelling(
            [*every, *(record.text("name") for record in self._stated)], self._kinds.words
        )
        for sprout in (*rows, *above.titled()):
            sprout.name, because = spelling.of(sprout.cell.text)
            if because is not None:
                self._guess(sprout, "name", sprout.name, because)
        above.attach()
        for table in self._tables:
            self._take_in_leaders(table)
            self._conclude_kinds(table)
        kept = give_ids(self._tables, self._stated, self._kinds.words, self._findings)
        for table in self._tables:
            self._guess_ids(table, kept)
        changed = [self._own_posts(table) for table in self._tables]
        records = tuple(
            [_record(sprout, self._kinds, made) for sprout in table.sprouts]
            for table, made in zip(self._tables, changed, strict=True)
        )
        return Settled(records, tuple(self._sorted_guesses()))

    def _guess(
        self, sprout: Sprout, name: str, value: str, because: Text, cell: Cell | None = None
    ) -> None:
        self._guesses.append((sprout, name, value, because, cell or sprout.cell))

    def _sorted_guesses(self) -> Iterator[Guess]:
        """The guesses in order of place; a title that nobody needed has no id and is none."""
        made = [
            Guess(cell.place, sprout.id, name, value, because, cell.order)
            for sprout, name, value, because, cell in self._guesses
            if sprout.id
        ]
        yield from sorted(made, key=lambda guess: (guess.order[:2], _ORDER.index(guess.field)))

    def _take_in_leaders(self, table: SentTable) -> None:
        """Leaders are no unit: what their row states is of the unit above, and a guess."""
        for row in take_in_leaders(table, self._findings):
            above = row.parent
            if above is None:
                continue
            name = shown(row.cell.text)
            because = Text(f"dòng {name}: không phải là đơn vị", f"the row {name} is no unit")
            for field in ("staff", "present"):
                cell = above.added.get(field)
                if cell is not None and cell.row == row.row:
                    self._guess(above, field, cell.text, because, cell)

    def _conclude_kinds(self, table: SentTable) -> None:
        for sprout in table.sprouts:
            because = self._kinds.conclude(sprout) if sprout.record else sprout.because
            if not sprout.kind:
                if sprout.cell.written != "error":
                    self._kinds.report(sprout, self._findings)
            elif because is not None:
                stated = None if sprout.record is None else sprout.record.cells.get("kind")
                cell = stated if stated is not None and stated.text else None
                self._guess(sprout, "kind", sprout.kind, because, cell)

    def _guess_ids(self, table: SentTable, kept: frozenset[int]) -> None:
        spelt = {id(sprout) for sprout, field, *_ in self._guesses if field == "name"}
        for sprout in table.sprouts:
            if id(sprout) not in kept:
                self._guess(sprout, "id", sprout.id, _FROM_NAME)
            if sprout.parent is not None:
                self._guess(sprout, "parent", sprout.parent.id, sprout.because)
            if sprout.record is None and id(sprout) not in spelt:
                self._guess(sprout, "name", sprout.name, sprout.because)

    def _own_posts(self, table: SentTable) -> dict[int, dict[str, Fraction]]:
        """The figures of a table that are made direct, by unit and field; totals are compared."""
        changed: dict[int, dict[str, Fraction]] = {}
        figures: dict[str, dict[int, Fraction]] = {}
        for name in ("staff", "present"):
            made = own_posts(table, name, self._totals, self._findings)
            own = _stated_figures(table, name)
            for one in made:
                own[id(one.sprout)] = one.posts
                if not self._totals:
                    self._guess_posts(one, name)
                if name == "present" or not self._totals:
                    changed.setdefault(id(one.sprout), {})[name] = one.posts
            figures[name] = own
            if self._totals and name == "staff":
                worth = worth_of(table.sprouts, name)
                for sprout in table.sprouts:
                    if name in sprout.added:
                        changed.setdefault(id(sprout), {})[name] = worth[id(sprout)]
        note_totals(table, figures, self._findings)
        return changed

    def _guess_posts(self, made: OwnPosts, name: str) -> None:
        record = made.sprout.record
        cell = None if record is None else record.cells.get(name)
        self._guess(made.sprout, name, number(made.posts), made.because, cell)


def _stated_figures(table: SentTable, name: str) -> dict[int, Fraction]:
    """The figures as stated, of the units that have one."""
    figures: dict[int, Fraction] = {}
    for sprout in table.sprouts:
        stated = figure_of(sprout, name)
        value = figure_of(sprout, name, added=True) if stated is None else stated
        if value is not None:
            figures[id(sprout)] = value
    return figures


def _record(sprout: Sprout, kinds: KindOf, made: dict[int, dict[str, Fraction]]) -> Record:
    """A unit as an ordinary record: what was concluded stands at the place of its name."""
    home = sprout.cell._replace(raw=sprout.cell.text)
    record = sprout.record or Record({}, {}, home)
    cells = dict(record.cells)
    cells["name"] = home._replace(text=sprout.name)
    parent = "" if sprout.parent is None else sprout.parent.id
    cells["parent"] = home._replace(text=parent, written="text")
    if "id" not in cells:
        cells["id"] = home._replace(text=sprout.id, written="text", raw="")
    written: Written = "text" if sprout.kind else "error"
    if "kind" not in cells or cells["kind"].written != "error":
        cells["kind"] = cells.get("kind", home)._replace(text=sprout.kind, written=written)
    cells.update(sprout.added)
    for name, posts in made.get(id(sprout), {}).items():
        cells[name] = cells[name]._replace(text=number(posts))
    return replace(record, cells=cells, duties=tuple(sprout.duties))
