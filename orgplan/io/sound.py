"""What is left of a scenario when its broken parts are taken out.

A misspelt goal must not hide an unknown unit: what is sound is judged against the organisation in
the same run, and the places of what is found are those of the whole file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from orgplan.errors import Complaint, PathStep
from orgplan.io.yaml_tree import Data
from orgplan.scenario import Scenario

_LISTS = ("rules", "goals", "given")
_STAND_INS: dict[str, Data] = {
    "orgplan": "1",
    "name": "?",
    "organisation": "?",
    "ruleset": "?",
}


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound part of a scenario.

    Parameters
    ----------
    scenario
        The scenario without its broken parts; stand-ins where it needs them.
    broken
        Keys of the file that could not be read, and those that the file lacks.
    kept
        For `rules`, `goals` and `given`: the places, in the file, of the entries that are left.
    """

    scenario: Scenario
    broken: frozenset[str]
    kept: dict[str, tuple[int, ...]]

    def in_file(self, path: tuple[PathStep, ...]) -> tuple[PathStep, ...]:
        """A path of the sound part as a path of the file."""
        if len(path) > 1 and path[0] in self.kept and isinstance(path[1], int):
            return (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return path


def sound_part(data: Data, complaints: Sequence[Complaint]) -> Sound | None:
    """Take the broken parts out of a scenario.

    Parameters
    ----------
    data
        The scenario as written.
    complaints
        Everything in which it contradicts the schema.

    Returns
    -------
    sound
        The rest, or None if nothing can be made of it.
    """
    if not isinstance(data, dict):
        return None
    entries = {(c.path[0], c.path[1]) for c in complaints if len(c.path) > 1}
    broken = {str(c.path[0]) for c in complaints if c.path}
    rest: dict[str, Data] = {}
    kept: dict[str, tuple[int, ...]] = {}
    for key, value in data.items():
        if key in _LISTS and isinstance(value, list):
            kept[key] = tuple(n for n in range(len(value)) if (key, n) not in entries)
            rest[key] = [value[n] for n in kept[key]]
        elif key in Scenario.model_fields and key not in broken:
            rest[key] = value
    missing = {key for key in _STAND_INS if rest.get(key) is None}
    rest.update({key: _STAND_INS[key] for key in missing})
    try:
        return Sound(Scenario.model_validate(rest), frozenset(broken | missing), kept)
    except ValidationError:
        return None
