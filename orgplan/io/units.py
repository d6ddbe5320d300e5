"""What a unit says of itself: its own values, read and checked without looking at others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from orgplan.io.columns import fold
from orgplan.io.findings import Findings, Trouble, listed, shown
from orgplan.io.nearest import Nearest
from orgplan.io.numbers import Entry, check_functions, read_functions, read_posts, read_whole
from orgplan.io.records import Record
from orgplan.organisation import Unit, split_posts
from orgplan.ruleset import Ruleset
from orgplan.text import Text, amount


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit whose own values are read, but whose place in the tree is not proven.

    Parameters
    ----------
    record
        What the file has, with its places.
    id, parent, name, kind
        Identity; empty where the file has none or a wrong one, parent None for a root.
    staff
        Posts as given [posts], None where they cannot be read.
    functions
        Functions with their posts, None where some cannot be read.
    present, heads, deputies
        As in a unit.
    """

    record: Record
    id: str
    parent: str | None
    name: str
    kind: str
    staff: Fraction | None
    functions: tuple[Entry, ...] | None
    present: Fraction | None
    heads: int | None
    deputies: int | None

    def unit(self, staff: Fraction) -> Unit:
        """The unit, once everything about it is known to be right.

        Parameters
        ----------
        staff
            Posts of the unit itself, without its sub-units [posts].

        Returns
        -------
        unit
            The unit with its blocks.
        """
        return Unit(
            id=self.id,
            parent=self.parent,
            name=self.name,
            kind=self.kind,
            blocks=split_posts(self.id, staff, self.functions or ()),
            present=self.present,
            heads=self.heads,
            deputies=self.deputies,
            site=self.record.text("site"),
            short=self.record.text("short"),
            note=self.record.text("note"),
            extra=dict(self.record.extra),
        )


class KindCheck:
    """The kinds that an organisation may use.

    Parameters
    ----------
    default
        Kind of the units whose file names none.
    ruleset
        The ruleset whose kinds count; None, or a kind ``*`` in it, allows any.
    """

    def __init__(self, default: str | None, ruleset: Ruleset | None) -> None:
        self.default = default
        kinds = {} if ruleset is None else ruleset.kinds
        self._labels = {
            fold(label): name
            for name, kind in reversed(kinds.items())
            if kind.label is not None
            for label in (kind.label.vi, kind.label.en)
        }
        self._known = None if ruleset is None or "*" in kinds else sorted(kinds)
        self._nearest = Nearest(self._known or ())

    def kind_of(self, record: Record, findings: Findings) -> str:
        """The kind of a unit; a missing or unknown one is reported."""
        cell = record.cell("kind")
        if cell.written == "error":
            return ""
        kind = record.text("kind")
        if not kind and self.default is not None:
            return self.default
        if not kind:
            findings.error(cell, Text("thiếu loại hình", "no kind"), self._expected())
        elif self._known is not None and kind not in self._known:
            near = self._labels.get(fold(kind)) or self._nearest(kind)
            advice = None if near is None else Text(f"có lẽ là {shown(near)}", shown(near))
            found = Text(f"không có loại hình {shown(kind)}", f"unknown kind {shown(kind)}")
            findings.error(cell, found, self._expected(), advice)
        return kind

    def _expected(self) -> Text:
        if self._known is None:
            return Text("một loại hình", "a kind")
        named = listed(self._known, most=40)
        return Text(f"một trong các loại hình {named}", f"one of {named}")


def draft_unit(record: Record, kinds: KindCheck, findings: Findings) -> Draft:
    """Read the values of one unit.

    Parameters
    ----------
    record
        What the file has.
    kinds
        The kinds that may stand there.
    findings
        Gets everything that is wrong with the values.

    Returns
    -------
    draft
        The unit as far as it can be read.
    """
    _need(record, "id", Text("mã đơn vị trống", "empty id"), _AN_ID, findings)
    _need(record, "name", Text("tên đơn vị trống", "empty name"), _A_NAME, findings)
    return Draft(
        record=record,
        id=record.text("id"),
        parent=record.text("parent") or None,
        name=record.text("name"),
        kind=kinds.kind_of(record, findings),
        staff=_posts(record, "staff", Fraction(0), findings),
        functions=_functions(record, findings),
        present=_posts(record, "present", None, findings),
        heads=_whole(record, "heads", findings),
        deputies=_whole(record, "deputies", findings),
    )


_AN_ID = Text("một mã đơn vị", "an identifier")
_A_NAME = Text("tên đơn vị", "a name")


def _need(record: Record, name: str, found: Text, expected: Text, findings: Findings) -> None:
    cell = record.cell(name)
    if not record.text(name) and cell.written != "error":
        findings.error(cell, found, expected)


def _posts(
    record: Record, name: str, blank: Fraction | None, findings: Findings
) -> Fraction | None:
    cell = record.cells.get(name)
    if cell is None or (not cell.text and cell.written != "error"):
        return blank
    if cell.written == "error":
        return None
    value = read_posts(cell.text)
    if isinstance(value, Trouble):
        findings.trouble(cell, value)
        return None
    return value


def _whole(record: Record, name: str, findings: Findings) -> int | None:
    cell = record.cells.get(name)
    if cell is None or not cell.text or cell.written == "error":
        return None
    value = read_whole(cell.text)
    if isinstance(value, Trouble):
        findings.trouble(cell, value)
        return None
    return value


def _functions(record: Record, findings: Findings) -> tuple[Entry, ...] | None:
    cell = record.cells.get("functions")
    if cell is None:
        return ()
    if cell.written == "error":
        return None
    if record.functions is None:
        entries, troubles = read_functions(cell.text)
    else:
        entries, troubles = check_functions(list(record.functions))
    for trouble in troubles:
        findings.trouble(cell, trouble)
    return None if troubles else entries


def check_function_posts(draft: Draft, staff: Fraction, findings: Findings) -> None:
    """Report functions that take more posts than their unit has.

    Parameters
    ----------
    draft
        The unit.
    staff
        Posts of the unit itself, without its sub-units [posts].
    findings
        Gets the error, at the list of functions.
    """
    taken = sum((entry.posts or Fraction(0) for entry in draft.functions or ()), Fraction(0))
    if taken <= staff:
        return
    blank = not draft.record.text("staff")
    posts, all_posts = amount(taken), amount(staff)
    because = Text(" (ô biên chế để trống)", " (staff is blank)") if blank else Text("", "")
    findings.error(
        draft.record.cell("functions"),
        Text(
            f"các chức năng sử dụng {posts.vi} trên tổng số {all_posts.vi} biên chế{because.vi}",
            f"functions take {posts.en} of {all_posts.en} posts{because.en}",
        ),
        Text(
            "tổng biên chế của các chức năng không quá biên chế của đơn vị",
            "a sum of at most the posts of the unit",
        ),
    )
