"""What a workbook of units is made from, and what all of its sheets share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.io.duty_sheet import DUTY_SHEET, UNIT_SHEET
from orgplan.io.reading import Reading
from orgplan.ruleset import Ruleset
from orgplan.text import Language, Text

SPARE = 1000
"""Empty rows below a table that take the same drop-downs."""
HEAD = 4
"""Row of the column heads in every table, from 0."""
FIRST = HEAD + 1
"""First row of every table, from 0."""
TITLE_HEIGHT = 21.0
"""Height of the row of the title [points]."""
TO_FILL = "#FFF2CC"
"""Colour behind cells that somebody is to fill in."""
SHADE = "#F2F2F2"
"""Colour behind heads."""

UNITS = UNIT_SHEET
DUTIES = DUTY_SHEET
GUESSES = Text("Cần xác nhận", "to confirm")
KINDS = Text("Loại hình", "kinds")
FUNCTIONS = Text("Danh mục chức năng", "functions")
GUIDE = Text("Hướng dẫn", "instructions")


@dataclass(frozen=True)
class Contents:
    """The contents of a workbook of units.

    Parameters
    ----------
    reading
        The units, what was guessed of them, their duties in prose.
    language
        Language of heads and explanations.
    ruleset
        Gives the kinds to choose from.
    function_names
        The function list: code → name.
    totals
        Whether posts are written with those of sub-units, as `staff_includes_subunits` wants them.
    example
        Whether the units are an example that somebody is to overwrite.
    more_names
        Names of functions that stand in no list; other codes may be used beside them.
    """

    reading: Reading
    language: Language
    ruleset: Ruleset
    function_names: Mapping[str, Text] = field(default_factory=dict)
    totals: bool = False
    example: bool = False
    more_names: Mapping[str, Text] = field(default_factory=dict)

    def words(self, text: Text) -> str:
        """A text in the language of the workbook."""
        return text.to(self.language)

    @property
    def sheets(self) -> tuple[Text, ...]:
        """Names of the sheets that there is something to write on, in their order."""
        reading = self.reading
        wanted = {
            UNITS: True,
            DUTIES: bool(reading.duties) or self.example,
            GUESSES: bool(reading.guesses),
            KINDS: True,
            FUNCTIONS: bool(self.functions),
            GUIDE: True,
        }
        return tuple(name for name, there in wanted.items() if there)

    @property
    def kinds(self) -> dict[str, Text]:
        """Code → name of the kinds to choose from: those of the ruleset, then others in use."""
        listed = {kind: self.ruleset.label_of(kind) for kind in self.ruleset.kinds if kind != "*"}
        for unit in self.reading.organisation:
            listed.setdefault(unit.kind, self.ruleset.label_of(unit.kind))
        return listed

    @property
    def functions(self) -> dict[str, Text]:
        """Code → name of the functions to choose from: those of the list, then others in use."""
        listed = dict(self.function_names)
        for unit in self.reading.organisation:
            for code in unit.functions:
                listed.setdefault(code, self.more_names.get(code, Text("", "")))
        return listed
