"""The kind of each unit, and why."""

from __future__ import annotations

from orgplan.io.as_sent.kinds import KindWords
from orgplan.io.as_sent.sent_table import Sprout
from orgplan.io.findings import Findings, listed, shown
from orgplan.text import Text

_MOST_WORDS = 16
"""Words that an error lists before it only counts."""


class KindOf:
    """Concludes kinds.

    Parameters
    ----------
    words
        What the kinds are called.
    default
        Kind of the units of which the name says nothing, or None.
    """

    def __init__(self, words: KindWords, default: str | None) -> None:
        self.words = words
        self._default = default

    def conclude(self, sprout: Sprout) -> Text | None:
        """Set the kind of a unit below its parent.

        Parameters
        ----------
        sprout
            The unit; its kind is set, empty if nothing tells it.

        Returns
        -------
        because
            Why, or None if the file states it as it is.
        """
        parent = None if sprout.parent is None else sprout.parent.kind or None
        stated = "" if sprout.record is None else sprout.record.text("kind")
        if stated:
            kinds = self.words.of_label(stated)
            if stated in self.words.ruleset.kinds or not kinds:
                sprout.kind = stated
                return None
            sprout.kind = self.words.choose(kinds, parent)
            return Text(f"cột loại hình ghi {shown(stated)}", f"the column says {shown(stated)}")
        called = self.words.of_name(sprout.name)
        if called is not None:
            sprout.kind = self.words.choose(called.kinds, parent)
            begins = shown(called.words)
            return Text(f"tên bắt đầu bằng {begins}", f"the name begins with {begins}")
        sprout.kind = self._default or ""
        return Text("loại hình mặc định của kịch bản", "the default kind of the scenario")

    def report(self, sprout: Sprout, findings: Findings) -> None:
        """Report a unit of which nothing tells the kind."""
        known = self.words.listed_below(None if sprout.parent is None else sprout.parent.kind)
        name = shown(sprout.name)
        words = listed(known, most=_MOST_WORDS)
        findings.error(
            sprout.cell,
            Text(f"không rõ loại hình của {name}", f"nothing tells the kind of {name}"),
            Text(
                f"tên bắt đầu bằng một trong {words}" if known else "một cột loại hình",
                f"a name that begins with one of {words}" if known else "a column of kinds",
            ),
            Text(
                "thêm cột loại hình, hoặc ghi `kind` trong kịch bản làm loại hình mặc định",
                "add a column of kinds, or a default `kind` to the scenario",
            ),
        )
