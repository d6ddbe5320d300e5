"""What stands above the rows of a table: its agency and the body above that, from the titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgplan.io.as_sent.kind_of import KindOf
from orgplan.io.as_sent.kinds import built_in_words
from orgplan.io.as_sent.leaders import is_leadership
from orgplan.io.as_sent.names import key
from orgplan.io.as_sent.sent_table import SentTable, Sprout
from orgplan.io.as_sent.titles import Titled, Titles, read_titles
from orgplan.io.findings import Findings, listed
from orgplan.io.records import Record
from orgplan.text import Text


class _Named:
    """The units of the titles of one table, before it is known whether they are needed."""

    def __init__(self, titles: Titles) -> None:
        self.body = _sprout(titles.body)
        self.agency = _sprout(titles.agency)
        self.within = _sprout(titles.within)


def _sprout(titled: Titled | None) -> Sprout | None:
    return None if titled is None else Sprout(titled.cell, because=titled.because)


class Above:
    """Puts agencies and bodies above the tables.

    Parameters
    ----------
    tables
        The tables as sent; units that only titles name are added to them.
    stated
        The units of other files.
    kinds
        Concludes kinds.
    findings
        Gets tables of which nobody can tell the agency.
    """

    def __init__(
        self,
        tables: Sequence[SentTable],
        stated: Sequence[Record],
        kinds: KindOf,
        findings: Findings,
    ) -> None:
        self._tables = tables
        self._kinds = kinds
        self._words = kinds.words
        self._findings = findings
        titles = kinds.words if kinds.words.listed else built_in_words()
        self._named = [_Named(read_titles(sent.table, titles)) for sent in tables]
        self._known: dict[str, Sprout] = {}
        self._stated = stated

    def titled(self) -> Iterator[Sprout]:
        """The units that titles name, whether they are needed or not."""
        for named in self._named:
            for sprout in (named.body, named.agency, named.within):
                if sprout is not None:
                    yield sprout

    def attach(self) -> None:
        """Conclude which rows are agencies, and put the units of the titles above the rows."""
        for sent in self._tables:
            for sprout in sent.sprouts:
                self._kinds.conclude(sprout)
        self._index()
        self._join_bodies()
        for sent, named in zip(self._tables, self._named, strict=True):
            if sent.sprouts:
                self._above(sent, named)

    def _index(self) -> None:
        """Agencies and bodies that have a row somewhere, by name."""
        for record in self._stated:
            kind = record.text("kind")
            if self._leads(kind):
                sprout = Sprout(record.cell("name"), id=record.text("id"), elsewhere=True)
                sprout.name, sprout.kind = record.text("name"), kind
                self._known.setdefault(key(sprout.name), sprout)
        for sent in self._tables:
            for sprout in sent.sprouts:
                if self._leads(sprout.kind):
                    self._known.setdefault(key(sprout.name), sprout)

    def _leads(self, kind: str) -> bool:
        return bool(kind) and (self._words.is_agency(kind) or self._words.is_above(kind))

    def _join_bodies(self) -> None:
        """A body above the agencies that stands at the top of several tables is one unit."""
        for sent in self._tables:
            dropped: dict[int, Sprout] = {}
            for sprout in sent.sprouts:
                known = self._known.get(key(sprout.name))
                above = self._words.is_above(sprout.kind) and sprout.parent is None
                if known is not None and known is not sprout and above and _has_nothing(sprout):
                    dropped[id(sprout)] = known
            for sprout in sent.sprouts:
                if sprout.parent is not None:
                    sprout.parent = dropped.get(id(sprout.parent), sprout.parent)
            sent.sprouts[:] = [sprout for sprout in sent.sprouts if id(sprout) not in dropped]

    def _above(self, sent: SentTable, named: _Named) -> None:
        """Put body and agency of the titles above the rows of one table."""
        tops = [sprout for sprout in sent.sprouts if sprout.parent is None]
        if any(self._words.is_agency(sprout.kind) for sprout in self._rows_and_above(sent)):
            self._beside(sent, tops, named)
            tops = [sprout for sprout in sent.sprouts if sprout.parent is None]
            tops = [sprout for sprout in tops if not self._words.is_above(sprout.kind)]
            if tops:
                self._put(sent, tops, self._body(sent, named))
            return
        if named.agency is None:
            if self._words.agency_kinds():
                self._report_no_agency(sent)
            return
        agency = self._unit(sent, named.agency, self._agency_kind(named.agency))
        if agency.parent is None and not agency.elsewhere and not self._words.is_above(agency.kind):
            self._put(sent, [agency], self._body(sent, named))
        lowest = agency
        if named.within is not None and self._holds(named.within, agency, tops):
            lowest = self._unit(sent, named.within, named.within.kind)
            if lowest.parent is None and lowest is not agency:
                lowest.parent = agency
        self._put(sent, [top for top in tops if top is not lowest], lowest)

    def _rows_and_above(self, sent: SentTable) -> Iterator[Sprout]:
        yield from sent.sprouts
        for sprout in sent.sprouts:
            if sprout.parent is not None:
                yield sprout.parent

    def _beside(self, sent: SentTable, tops: Sequence[Sprout], named: _Named) -> None:
        """Rows on one level with their agency: they are below it if the title names it."""
        inner = [top for top in tops if not self._leads(top.kind) and not self._outer(top)]
        agencies = [top for top in tops if self._words.is_agency(top.kind)]
        if not inner or not agencies:
            return
        title = None if named.agency is None else key(named.agency.name)
        own = [agency for agency in agencies if key(agency.name) == title]
        if own or (len(agencies) == 1 and not sent.told and tops[0] is agencies[0]):
            for top in inner:
                top.parent = (own or agencies)[0]
                top.because = Text("cơ quan duy nhất của bảng", "the only agency of the table")
            return
        names = listed([top.name for top in inner])
        self._findings.error(
            [top.cell for top in inner],
            Text(
                f"{names} ngang cấp với cơ quan; không rõ thuộc cơ quan nào",
                f"{names} on the level of agencies; nothing says to which they belong",
            ),
            Text("đơn vị đứng dưới cơ quan của mình", "units below their agency"),
            Text("đánh số hoặc thụt lề các dòng theo cấp", "number or indent the rows by level"),
        )

    def _outer(self, sprout: Sprout) -> bool:
        """Whether a unit may stand directly below a body above the agencies, or says nothing."""
        kind = sprout.kind
        if is_leadership(sprout):
            return False
        bodies = [self._words.ruleset.kind(name) for name in self._words.above_kinds()]
        return not kind or not bodies or any(kind in body.contains for body in bodies)

    def _body(self, sent: SentTable, named: _Named) -> Sprout | None:
        """The body above the agencies of a table, if a title names one."""
        if named.body is None:
            return None
        kinds = self._words.above_kinds()
        words = self._words.of_name(named.body.name)
        fitting = [kind for kind in kinds if words is None or kind in words.kinds]
        if not fitting and "*" not in self._words.ruleset.kinds:
            return None
        return self._unit(sent, named.body, fitting[0] if fitting else "province", first=True)

    def _agency_kind(self, sprout: Sprout) -> str:
        """The kind of an agency that a title names."""
        kinds = self._words.agency_kinds()
        words = self._words.of_name(sprout.name) or built_in_words().of_name(sprout.name)
        fitting = [kind for kind in kinds if words is not None and kind in words.kinds]
        return fitting[0] if fitting else kinds[0] if kinds else ""

    def _holds(self, within: Sprout, agency: Sprout, tops: Sequence[Sprout]) -> bool:
        """Whether a title below that of the agency names the unit that the rows belong to."""
        within.parent = agency
        self._kinds.conclude(within)
        within.parent = None
        holder = self._words.ruleset.kind(within.kind)
        if not holder.contains or any(key(top.name) == key(within.name) for top in tops):
            return False
        for top in (top for top in tops if not is_leadership(top)):
            called = self._words.of_name(top.name)
            if called is None or not any(holder.may_contain(kind) for kind in called.kinds):
                return False
        return True

    def _unit(self, sent: SentTable, sprout: Sprout, kind: str, first: bool = False) -> Sprout:
        """The unit of a title: the one that is known by its name, else a new one."""
        known = self._known.get(key(sprout.name))
        if known is not None:
            return known
        sprout.kind = kind
        self._known[key(sprout.name)] = sprout
        place = 0 if first else sum(1 for other in sent.sprouts if other.record is None)
        sent.sprouts.insert(place, sprout)
        return sprout

    def _put(self, sent: SentTable, below: Sequence[Sprout], above: Sprout | None) -> None:
        """Put a unit above others that have none above them."""
        if above is None:
            return
        for sprout in below:
            here: Sprout | None = above
            while here is not None and here is not sprout:
                here = here.parent
            if here is None and sprout.parent is None:
                sprout.parent = above
                if sprout.record is not None:
                    sprout.because = above.because if above.record is None else _BY_TITLE

    def _report_no_agency(self, sent: SentTable) -> None:
        table = sent.table
        self._findings.error(
            table.spot(table.header_row),
            Text("không rõ bảng của cơ quan nào", "nothing says whose table it is"),
            Text(
                "một dòng là cơ quan, hoặc tên cơ quan ở tiêu đề, tên trang tính hay tên tệp",
                "a row for the agency, or its name in the title, the sheet or the file name",
            ),
            Text(
                "ghi tên cơ quan (Sở …) phía trên bảng",
                "write the name of the agency (Sở …) above the table",
            ),
        )


_BY_TITLE = Text("tên ghi phía trên bảng", "the title above the table")


def _has_nothing(sprout: Sprout) -> bool:
    """Whether a row says nothing of its unit but the name."""
    record = sprout.record
    if record is None:
        return True
    stated = (record.text(name) for name in ("id", "staff", "present", "heads", "deputies"))
    return not any(text.strip("0 ") for text in stated)
