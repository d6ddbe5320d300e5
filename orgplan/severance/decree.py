"""The decrees on severance as dated data: a new decree is a new file, no edit of an old one."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import Field

from orgplan.figures import Day, Figure, Schema, Version
from orgplan.ruleset.schema import Label

Months = Annotated[int, Field(ge=0)]


class Source(Schema):
    """Where figures come from; `confirmed` false is to be checked against the official gazette."""

    cite: str | None = None
    confirmed: bool
    note: str | None = None


class BaseSalary(Source):
    """The base salary [đồng a month]."""

    amount: Annotated[int, Field(gt=0)]


class Lump(Schema):
    """Months of pay for each month early, for those who leave in the first year or later.

    `months` is the number of months that are paid, whatever the time left; None pays all of them.
    """

    first_year: Figure
    later: Figure
    months: Months | None = None


class Band(Schema):
    """What is paid to those who retire so many months early, both ends included [months]."""

    from_: Months = Field(alias="from")
    to: Months
    lump: Lump
    per_year: Figure


class ServiceStep(Schema):
    """Months of pay for the first years of service, and for each year more."""

    from_years: Annotated[int, Field(ge=0)]
    pay: Figure
    each_more: Figure


class EarlyRetirement(Source):
    """Bands by time left, and pay by service, the longest service first."""

    least_service: Months
    bands: tuple[Band, ...] = Field(min_length=1)
    service: tuple[ServiceStep, ...] = Field(min_length=1)


class Resignation(Source):
    """What is paid to those who resign in the first year."""

    lump: Figure
    most_months: Months
    per_year: Figure
    job_search: Figure


class Figures(Schema):
    """All figures of a decree."""

    base_salary: BaseSalary
    part_year: Source
    early_retirement: EarlyRetirement
    resignation: Resignation


class Period(Schema):
    """The days on which a decree applies, both included."""

    from_: Day = Field(alias="from")
    to: Day


class Decree(Schema):
    """One decree: its figures, or why nothing can be estimated under it."""

    orgplan_severance: Version
    name: str
    label: Label
    in_force: Period
    figures: Figures | None = None
    refused: Label | None = None

    def holds_on(self, day: date) -> bool:
        """Whether people who leave on this day fall under it."""
        return self.in_force.from_ <= day <= self.in_force.to


@cache
def decrees() -> tuple[Decree, ...]:
    """Every decree that the package knows, oldest first."""
    from orgplan.io.text_file import read_text_file
    from orgplan.io.yaml_tree import parse_tree, to_data

    folder = Path(str(files("orgplan.severance")))
    listed = sorted(folder.glob("*.yaml"))
    return tuple(
        Decree.model_validate(to_data(parse_tree(read_text_file(path).source).root))
        for path in listed
    )


def decree_of(day: date) -> Decree | None:
    """The decree for people who leave on a day; None if none is known."""
    return next((decree for decree in decrees() if decree.holds_on(day)), None)
