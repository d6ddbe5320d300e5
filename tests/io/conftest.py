"""Small inputs that the tests of the readers share."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.errors import Finding, InputError
from orgplan.io.organisation import read_organisation
from orgplan.organisation import Organisation
from orgplan.ruleset import Kind, Ruleset

RULESET = Ruleset(
    name="small",
    kinds={
        "department": Kind(agency=True, contains=("office", "division")),
        "office": Kind(),
        "division": Kind(called=("Phòng",)),
    },
)


class Reading:
    """What came of reading one file: an organisation with notes, or findings."""

    def __init__(
        self, path: Path, default_kind: str | None = None, staff_includes_subunits: bool = False
    ) -> None:
        self.name = path.name
        self.organisation: Organisation | None = None
        self.findings: tuple[Finding, ...]
        try:
            reading = read_organisation(
                [path],
                default_kind=default_kind,
                ruleset=RULESET,
                staff_includes_subunits=staff_includes_subunits,
            )
            self.organisation, self.findings = reading.organisation, reading.notes
        except InputError as problem:
            self.findings = problem.findings

    @property
    def errors(self) -> list[Finding]:
        """The findings that refuse the file."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def notes(self) -> list[Finding]:
        """The findings that only tell."""
        return [finding for finding in self.findings if finding.severity == "note"]

    @property
    def places(self) -> list[str]:
        """The places of the errors, without the name of the file."""
        return [finding.place.replace(self.name, "") for finding in self.errors]

    def said(self, place: str) -> str:
        """Everything that is said in English at a place."""
        return "\n".join(
            finding.render("en") for finding in self.findings if finding.place.endswith(place)
        )


@pytest.fixture
def dirty() -> Path:
    """The folder of broken and odd inputs, all made by hand."""
    return Path(__file__).parents[1] / "data" / "dirty"


class Reader:
    """Reads a dirty file by its name, or content that is given with a name."""

    def __init__(self, dirty: Path, folder: Path) -> None:
        self._dirty = dirty
        self._folder = folder

    def __call__(
        self,
        name: str,
        content: str | bytes | None = None,
        default_kind: str | None = None,
        staff_includes_subunits: bool = False,
    ) -> Reading:
        path = self._dirty / name
        if content is not None:
            path = self._folder / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Reading(path, default_kind, staff_includes_subunits)


@pytest.fixture
def read(dirty: Path, tmp_path: Path) -> Reader:
    """A reader of dirty files."""
    return Reader(dirty, tmp_path)
