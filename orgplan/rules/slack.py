"""How much room a plan leaves to the figures of a rule: read off the plan, without any solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from orgplan.errors import PathStep
from orgplan.text import Text

Side = Literal["least", "most"]

POSTS = Text("biên chế", "posts")
FUNCTIONS = Text("chức năng", "functions")
UNITS = Text("đơn vị", "units")
COUNTED = Text("đầu mối", "units")


@dataclass(frozen=True, slots=True)
class Slack:
    """One figure of a rule, and how far a plan is from it.

    Parameters
    ----------
    path
        Where the figure stands in the rule: ``("kinds", "division")``, ``("at_most",)``.
    side
        Whether the figure is a floor or a ceiling.
    limit
        The figure as the rule has it; a share of 1 where `of` is given.
    tightest
        The tightest figure with which the plan would still keep the rule, every other figure as
        it is [unit of `limit`].
    units
        Where it is met: the units or agencies nearest to the limit, in input order; none where
        the figure holds for the plan as a whole.
    found
        What the plan has there, in `unit`.
    unit
        What is counted.
    of
        Of how many the plan cuts `found`; None where the figure is no share.
    attained
        Whether the plan keeps the rule at `tightest` itself; if not, with anything short of it.
    """

    path: tuple[PathStep, ...]
    side: Side
    limit: Fraction
    tightest: Fraction
    units: tuple[str, ...]
    found: Fraction
    unit: Text
    of: int | None = None
    attained: bool = True

    @property
    def room(self) -> Fraction:
        """How far the figure may be tightened [unit of `limit`]; below 0: how far it is broken."""
        return self.tightest - self.limit if self.side == "least" else self.limit - self.tightest

    @property
    def kept(self) -> bool:
        """Whether the plan keeps the rule with the figure as it is."""
        return self.room > 0 or (self.attained and self.room == 0)


def slack_of(
    path: tuple[PathStep, ...],
    side: Side,
    limit: Fraction | int,
    measured: Iterable[tuple[str, Fraction | int]],
    unit: Text,
) -> Iterator[Slack]:
    """The room of a figure that each of some units must keep; none where it judges no unit.

    Parameters
    ----------
    path, side, limit, unit
        As in `Slack`.
    measured
        Units that are judged and what each has, in input order.
    """
    listed = list(measured)
    if not listed:
        return
    values = [value for _, value in listed]
    nearest = Fraction(min(values) if side == "least" else max(values))
    units = tuple(unit_id for unit_id, value in listed if value == nearest)
    yield Slack(path, side, Fraction(limit), nearest, units, nearest, unit)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a plan cuts of some units.

    Parameters
    ----------
    agency
        Where; None for all agencies together.
    units
        How many go.
    before
        Of how many; at least 1.
    """

    agency: str | None
    units: int
    before: int

    @property
    def share(self) -> Fraction:
        """The part that goes."""
        return Fraction(self.units, self.before)


def slack_of_share(
    key: str,
    side: Side,
    limit: Fraction,
    cuts: Iterable[Cut],
    unit: Text,
    *,
    rounded_down: bool = False,
) -> Iterator[Slack]:
    """The room of a share that must go everywhere; none where there is nothing to cut.

    Parameters
    ----------
    key, side, limit, unit
        As in `Slack`.
    cuts
        What goes where.
    rounded_down
        Whether a floor is rounded down to whole units: then one unit fewer than the next whole
        number is enough.
    """
    listed = list(cuts)
    if not listed:
        return

    def tightest(cut: Cut) -> Fraction:
        if side == "most":
            return max(Fraction(0), cut.share)
        return Fraction(cut.units + 1, cut.before) if rounded_down else cut.share

    nearest = (min if side == "least" else max)(listed, key=tightest)
    least = tightest(nearest)
    units = tuple(c.agency for c in listed if c.agency is not None and tightest(c) == least)
    beyond = rounded_down and least > 1
    yield Slack(
        (key,),
        side,
        limit,
        Fraction(1) if beyond else least,
        units,
        Fraction(nearest.units),
        unit,
        of=nearest.before,
        attained=beyond or not rounded_down,
    )
