"""The files of a new start: a scenario ready to run, a workbook of units, a page of explanations.

With files of the department itself the workbook is their completed form and the scenario names
their agencies; without, the workbook is a template with a small example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.io.reading import Reading
from orgplan.organisation import Organisation
from orgplan.report.starter.example import example_names, example_reading
from orgplan.report.starter.readme import readme
from orgplan.report.starter.scenario_text import DEFAULT_RULESET, Question, scenario_text
from orgplan.report.unit_workbook import Contents, unit_workbook
from orgplan.report.unit_workbook.contents import DUTIES, GUESSES, GUIDE, UNITS
from orgplan.ruleset import Ruleset
from orgplan.text import Language, Text

__all__ = ["DEFAULT_RULESET", "FUNCTIONS_FILE", "SCENARIO_FILE", "UNITS_FILE", "Start"]

SCENARIO_FILE, UNITS_FILE, README_FILE = "scenario.yaml", "units.xlsx", "README.md"
FUNCTIONS_FILE = "functions.csv"

_EXAMPLE_NAME = Text("Ví dụ: sắp xếp tổ chức bộ máy", "Example of a restructuring")
_NAME = Text("Sắp xếp tổ chức bộ máy", "Restructuring")
_OF_ONE = Text("Sắp xếp tổ chức bộ máy {name}", "Restructuring of {name}")


@dataclass(frozen=True)
class Start:
    """Everything that the files of a new start are made from.

    Parameters
    ----------
    language
        Language of the workbook and of all outputs of the scenario.
    ruleset
        The ruleset, its parameters filled in.
    choice
        How the scenario names the ruleset: a built-in name or a path from its folder.
    parameters
        Parameters of the ruleset.
    own
        What the department's files say, or None for a template with an example.
    function_names
        The function list, code → name.
    function_list
        The file of the function list, byte for byte; None where there is none.
    """

    language: Language
    ruleset: Ruleset
    choice: str = DEFAULT_RULESET
    parameters: dict[str, str] = field(default_factory=dict)
    own: Reading | None = None
    function_names: Mapping[str, Text] = field(default_factory=dict)
    function_list: bytes | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files that will be written."""
        always = (SCENARIO_FILE, UNITS_FILE, README_FILE)
        return always if self.function_list is None else (*always, FUNCTIONS_FILE)

    def files(self) -> dict[str, bytes]:
        """Name → content of every file.

        Raises
        ------
        UsageError
            If the ruleset has no kinds to make an example of.
        """
        reading = self.own
        if reading is None:
            reading = example_reading(self.ruleset, self.function_names, self.language)
        functions = "" if self.function_list is None else FUNCTIONS_FILE
        contents = Contents(
            reading,
            self.language,
            self.ruleset,
            self.function_names,
            example=self.own is None,
            more_names=example_names() if self.own is None and not self.function_names else {},
        )
        question = Question(
            self._name(reading.organisation),
            self.language,
            reading.organisation,
            self.ruleset,
            self.choice,
            self.parameters,
            UNITS_FILE,
            functions,
            listed=self.own is not None,
        )
        sheets = {"units": UNITS, "duties": DUTIES, "guesses": GUESSES, "guide": GUIDE}
        page = readme(
            scenario=SCENARIO_FILE,
            units=UNITS_FILE,
            functions=functions,
            sheets={key: contents.words(name) for key, name in sheets.items()},
            own=self.own is not None,
            duties=bool(reading.duties),
        )
        made = {
            SCENARIO_FILE: scenario_text(question).encode(),
            UNITS_FILE: unit_workbook(contents),
            README_FILE: page.encode(),
        }
        if self.function_list is not None:
            made[FUNCTIONS_FILE] = self.function_list
        return made

    def _name(self, organisation: Organisation) -> str:
        """A name for the scenario: that of the agency where there is only one."""
        if self.own is None:
            return _EXAMPLE_NAME.to(self.language)
        agencies = [unit for unit in organisation if self.ruleset.kind(unit.kind).agency]
        if len(agencies) == 1:
            return _OF_ONE.to(self.language).format(name=agencies[0].name)
        return _NAME.to(self.language)
