"""The suites: which solvers answer which questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.folder import write
from benchmarks.organisations import Flavour, deep, forest, wide
from benchmarks.peers import GROUP_PEERS

SuiteName = Literal["small", "peers", "scale", "wide", "deep", "real"]

FLAVOURS: tuple[Flavour, ...] = ("light", "hard")
REAL = ("uk-hmic-2011-09", "ca-parole-board", "ca-ircc", "uk-all-government-2011-09")
"""Scenarios of real organisations, smallest first."""
NESTED = ("orgplan", "orgplan-one-model")
"""Nested units and rich rules are beyond the peers; one CP-SAT model of the same rules is not."""


@dataclass(frozen=True, slots=True)
class Question:
    """A scenario and who answers it; orgplan first, since ratios are to it."""

    scenario: Path
    solvers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where generated folders go, and where real scenarios might be."""

    generated: Path
    real: Path


def small(places: Places) -> Iterator[Question]:
    """A quick look whether everything runs: orgplan and what needs no further package."""
    solvers = ("orgplan", "unit-to-receiver", "groups-cp-sat", "groups-mathopt", "greedy")
    for flavour in FLAVOURS:
        yield Question(write(forest(2, 6, flavour), places.generated), solvers)


def peers(places: Places) -> Iterator[Question]:
    """Light and hard, 40 and 300 agencies with ten units each."""
    for agencies in (40, 300):
        for flavour in FLAVOURS:
            scenario = write(forest(agencies, 10, flavour), places.generated)
            yield Question(scenario, ("orgplan", *GROUP_PEERS))


def scale(places: Places) -> Iterator[Question]:
    """From one department to a country: 20, 400, 3,000 and 30,000 units."""
    solvers = ("orgplan", "orgplan-frontier", *(p for p in GROUP_PEERS if p != "max-p"))
    for agencies in (2, 40, 300, 3000):
        for flavour in FLAVOURS:
            yield Question(write(forest(agencies, 10, flavour), places.generated), solvers)


def side_by_side(places: Places) -> Iterator[Question]:
    """900 children under one parent."""
    for flavour in FLAVOURS:
        scenario = write(wide(900, flavour), places.generated)
        yield Question(scenario, ("orgplan", "unit-to-receiver", "groups-highs", "greedy"))


def levels(places: Places) -> Iterator[Question]:
    """600 units on eight levels; once with one tier and once with two."""
    for tiers in (1, 2):
        yield Question(write(deep(600, 8), places.generated, tiers=tiers), NESTED)


def real(places: Places) -> Iterator[Question]:
    """Organisations that governments published, where the files are present."""
    for name in REAL:
        scenario = places.real / f"{name}.yaml"
        if scenario.is_file():
            yield Question(scenario, NESTED)
        else:
            print(f"left out: {name}, since {places.real} does not have it", flush=True)


SUITES: dict[SuiteName, Callable[[Places], Iterator[Question]]] = {
    "small": small,
    "peers": peers,
    "scale": scale,
    "wide": side_by_side,
    "deep": levels,
    "real": real,
}
