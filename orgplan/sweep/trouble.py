"""What is wrong in the points of a grid, each finding once, with the values that bring it about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from orgplan.errors import Finding, InputError, UsageError
from orgplan.io.findings import visible
from orgplan.sweep.grid import Changes
from orgplan.sweep.point import Examined
from orgplan.text import Text


def refuse(points: Sequence[tuple[Changes, Examined]]) -> None:
    """Do nothing if every point can be solved.

    Raises
    ------
    UsageError
        If changes name nothing.
    InputError
        With every error of every point; one that several points share stands there once.
    """
    complaints = (found.complaint for _, found in points)
    complaint = next((words for words in complaints if words is not None), None)
    if complaint is not None:
        raise UsageError(complaint)
    where: dict[Finding, list[Changes]] = {}
    for changes, found in points:
        for finding in dict.fromkeys(found.findings):
            if finding.severity == "error":
                where.setdefault(finding, []).append(changes)
    if where:
        told = [_with_values(finding, shared) for finding, shared in where.items()]
        raise InputError(sorted(told, key=lambda finding: finding.order))


def _with_values(finding: Finding, points: Sequence[Changes]) -> Finding:
    """The finding with the values that all its points have in common."""
    first, *others = points
    common = [change for change in first if all(change in other for other in others)]
    if not common:
        return finding
    named = ", ".join(f"{visible(path)}={visible(value)}" for path, value in common)
    found = Text(f"với {named}: {finding.found.vi}", f"with {named}: {finding.found.en}")
    return dataclasses.replace(finding, found=found)
