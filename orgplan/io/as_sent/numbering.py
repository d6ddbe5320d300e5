"""From the numbers in front of the rows to the tree that they mean.

A row whose style is open is a sibling there and closes everything deeper; a new style opens one
level below the row before it; a dotted number hangs below the number that it begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from orgplan.io.as_sent.labels import Label, Style, follows_letter, letter_value
from orgplan.io.findings import shown
from orgplan.text import Text


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the number of one row, before anybody knows where it stands."""

    row: int
    found: Text
    expected: Text
    advice: Text | None = None
    error: bool = False


@dataclass(slots=True)
class Numbered:
    """What the numbers of some rows mean.

    Parameters
    ----------
    parents
        Position of the parent of each row, None at the top.
    labels
        The label of each row as it was understood.
    remarks
        What somebody should look at, and what is wrong.
    """

    parents: list[int | None] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A row to which others may still be siblings."""

    row: int
    style: tuple[Style, int]


def read_numbering(labels: Sequence[Label]) -> Numbered:
    """Read the tree that the labels of rows mean.

    Parameters
    ----------
    labels
        The label of each row, in order.

    Returns
    -------
    numbered
        Parents, and remarks on numbers that are skipped, repeated or hang in the air.
    """
    walk = _Walk(labels)
    for row in range(len(labels)):
        walk.step(row)
    return walk.numbered


class _Walk:
    """The rows from top to bottom, with the chain of those that are open."""

    def __init__(self, labels: Sequence[Label]) -> None:
        self.numbered = Numbered()
        self._all = labels
        self._chain: list[_Open] = []
        self._last: dict[tuple[int | None, tuple[Style, int]], Label] = {}
        self._running: dict[tuple[Style, int], int] = {}
        self._paths: dict[tuple[str, ...], int] = {}

    def step(self, row: int) -> None:
        """Take the next row."""
        label = self._settled(row)
        style = _style(label)
        if label.style == "dotted":
            label = self._hang(row, label, style)
        else:
            self._close(style)
        parent = self._chain[-1].row if self._chain else None
        self._chain.append(_Open(row, style))
        self.numbered.parents.append(parent)
        self.numbered.labels.append(label)
        self._judge(row, label, (parent, style))
        if label.style in ("arabic", "roman", "capital", "dotted"):
            self._paths[label.parts] = row

    def _settled(self, row: int) -> Label:
        """The label, a capital such as I or C read as a letter where that fits the sequence."""
        label = self._all[row]
        if not label.both:
            return label
        letter = label._replace(style="capital", value=letter_value(label.parts[0]))
        last_letter, last_roman = self._open_value("capital"), self._open_value("roman")
        as_letter = last_letter is not None and follows_letter(last_letter, letter.value)
        as_roman = last_roman is not None and last_roman + 1 == label.value
        if as_letter and not as_roman:
            first = label.value == 1 and last_roman is None
            return label if first and not self._letters_go_on(row) else letter
        if as_roman or label.value == 1 or last_roman is not None:
            return label
        return letter if last_letter is not None or label.parts[0] in "CDLM" else label

    def _open_value(self, style: Style) -> int | None:
        """Value of the open row of a style."""
        for opened in self._chain:
            if opened.style == (style, 1):
                return self.numbered.labels[opened.row].value
        return None

    def _letters_go_on(self, row: int) -> bool:
        """Whether an I after H is a letter: J, K or a second I follows it rather than II."""
        for label in self._all[row + 1 :]:
            if label.style == "capital":
                return label.parts[0] in "JK"
            if label.style == "roman":
                return label.value == 1
        return not any(label.style == "roman" and not label.both for label in self._all[:row])

    def _hang(self, row: int, label: Label, style: tuple[Style, int]) -> Label:
        """Find the row that a dotted number begins with, and close what is deeper."""
        above = self._named(label.parts[:-1])
        if above is None:
            self._no_prefix(row, label)
            self._close(style)
            return label
        line: list[_Open] = []
        here: int | None = above
        while here is not None:
            other = self.numbered.labels[here]
            line.append(_Open(here, _style(other)))
            here = self.numbered.parents[here]
        self._chain[:] = line[::-1]
        return self._with_lost_zero(row, label, above)

    def _named(self, parts: tuple[str, ...]) -> int | None:
        """The row of a number, as long as it stands in the branch that is open."""
        found = self._paths.get(parts)
        if found is None:
            return None
        root = found
        for _ in range(len(parts) - 1):
            root = self.numbered.parents[root] or 0
        above = self.numbered.parents[root]
        inside = above is None or any(opened.row == above for opened in self._chain)
        return found if inside and self._paths.get(parts[:1]) == root else None

    def _close(self, style: tuple[Style, int]) -> None:
        """Close the open row of a style and everything deeper."""
        place = next((n for n, opened in enumerate(self._chain) if opened.style == style), None)
        if place is not None:
            del self._chain[place:]

    def _with_lost_zero(self, row: int, label: Label, above: int) -> Label:
        """Read 1.1 after 1.9 as 1.10: a sheet stores it as a number, and numbers lose zeros."""
        last = self._last.get((above, _style(label)))
        if last is None:
            return label
        following = str(last.value + 1)
        if label.parts[-1] == following or following.rstrip("0") != label.parts[-1]:
            return label
        parts = (*label.parts[:-1], following)
        written = ".".join(parts)
        self.numbered.remarks.append(
            Remark(
                row,
                Text(
                    f"số {shown(label.written)} sau {shown(last.written)}",
                    f"the number {shown(label.written)} after {shown(last.written)}",
                ),
                Text(
                    f"đã đọc là {shown(written)}: Excel bỏ số 0 ở cuối",
                    f"read as {shown(written)}: Excel drops zeros at the end",
                ),
            )
        )
        return label._replace(parts=parts, value=int(following), written=written)

    def _no_prefix(self, row: int, label: Label) -> None:
        prefix = ".".join(label.parts[:-1])
        self.numbered.remarks.append(
            Remark(
                row,
                Text(
                    f"số {shown(label.written)} mà trước đó không có {shown(prefix)}",
                    f"the number {shown(label.written)} without {shown(prefix)} above it",
                ),
                Text(
                    f"một dòng có số {shown(prefix)} ở phía trên",
                    f"a row with the number {shown(prefix)} above it",
                ),
                error=True,
            )
        )

    def _judge(self, row: int, label: Label, place: tuple[int | None, tuple[Style, int]]) -> None:
        """Remark on a number that does not follow the one before it."""
        style = place[1]
        if not label.value:
            return
        before = self._last.get(place)
        if before is None:
            goes_on = self._running.get(style, -1) + 1 == label.value
            fits = label.value == 1 or (goes_on and label.style in ("arabic", "roman"))
        elif label.style in ("capital", "small"):
            fits = follows_letter(before.value, label.value)
        else:
            fits = before.value + 1 == label.value
        self._last[place] = label
        self._running[style] = label.value
        wrong = self.numbered.remarks and self.numbered.remarks[-1]
        if fits or (wrong and wrong.row == row and wrong.error):
            return
        found = Text(
            f"số {shown(label.written)} đứng đầu", f"the number {shown(label.written)} comes first"
        )
        if before is not None:
            found = Text(
                f"số {shown(label.written)} sau {shown(before.written)}",
                f"the number {shown(label.written)} after {shown(before.written)}",
            )
        self.numbered.remarks.append(
            Remark(
                row,
                found,
                Text("số thứ tự liên tục", "numbers without gap or repetition"),
                Text(
                    "kiểm tra xem có thiếu hay thừa dòng không", "check for missing or doubled rows"
                ),
            )
        )


def _style(label: Label) -> tuple[Style, int]:
    """The style of a label; dotted numbers of unequal length are unequal styles."""
    return label.style, len(label.parts) if label.style == "dotted" else 1
