"""What an estimate has to know of one leaving, and reading it from words.

Figures only: no name, no number of a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar

from orgplan.errors import Finding, InputError
from orgplan.figures import FIRST_DAY, LAST_DAY
from orgplan.io.findings import shown
from orgplan.text import Text

Way = Literal["early-retirement", "resignation"]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Leaving:
    """One leaving.

    Parameters
    ----------
    way
        Early retirement, or resignation.
    decided
        The day on which the reorganisation decision takes effect.
    leaves
        The day of leaving.
    coefficient, position
        Salary coefficient and position allowance [base salaries].
    allowances
        Other allowances, as a share of the two together.
    service
        Service with compulsory insurance [months].
    early
        Months before the age of retirement; 0 for a resignation [months].
    """

    way: Way
    decided: date
    leaves: date
    coefficient: Fraction
    position: Fraction = Fraction(0)
    allowances: Fraction = Fraction(0)
    service: int = 0
    early: int = 0


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DECIMAL = re.compile(r"\d{1,3}([.,]\d{1,4})?")
_WHOLE = re.compile(r"\d{1,4}")


def _day(words: str) -> date | None:
    iso, local = _ISO.fullmatch(words), _LOCAL.fullmatch(words)
    if iso is not None:
        year, month, day = iso.groups()
    elif local is not None:
        day, month, year = local.groups()
    else:
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def _decimal(words: str) -> Fraction | None:
    return Fraction(words.replace(",", ".")) if _DECIMAL.fullmatch(words) else None


def _share(words: str) -> Fraction | None:
    value = _decimal(words.removesuffix("%").strip()) if words.endswith("%") else None
    return None if value is None else value / 100


def _whole(words: str) -> int | None:
    return int(words) if _WHOLE.fullmatch(words) else None


_DAY = Text("một ngày, như 2025-03-01 hoặc 01/3/2025", "a date such as 2025-03-01")
_NUMBER = Text("một số từ 0, như 4.65 hoặc 4,65", "a number of 0 or more, such as 4.65")
_SHARE = Text("một tỷ lệ, như 25%", "a share such as 25%")
_MONTHS = Text("một số nguyên từ 0", "a whole number of 0 or more")


class _Reader:
    """Words turned into values; everything that cannot be read is collected."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.findings: list[Finding] = []

    def value(
        self, key: str, read: Callable[[str], _Value | None], expected: Text, default: _Value
    ) -> _Value:
        words = self.words.get(key, "").strip()
        if not words:
            return default
        found = read(words) if words.isascii() else None
        if found is None:
            self.findings.append(wrong(key, Text(shown(words), shown(words)), expected))
            return default
        return found


def wrong(key: str, found: Text, expected: Text, advice: Text | None = None) -> Finding:
    """Something wrong in what was said of a leaving; its place is the option."""
    return Finding(f"--{key}", found, expected, advice)


def read_leaving(way: Way, words: Mapping[str, str]) -> Leaving:
    """Read a leaving from the words of the options.

    Parameters
    ----------
    way
        How somebody leaves.
    words
        Option → what was said: decided, leaves, coefficient, position, allowances, service (years),
        service-months, early (months).

    Raises
    ------
    InputError
        With everything that cannot be read.
    """
    reader = _Reader(words)
    never = date.min
    made = Leaving(
        way,
        reader.value("decided", _day, _DAY, never),
        reader.value("leaves", _day, _DAY, never),
        reader.value("coefficient", _decimal, _NUMBER, Fraction(0)),
        reader.value("position", _decimal, _NUMBER, Fraction(0)),
        reader.value("allowances", _share, _SHARE, Fraction(0)),
        12 * reader.value("service", _whole, _MONTHS, 0)
        + reader.value("service-months", _whole, _MONTHS, 0),
        reader.value("early", _whole, _MONTHS, 0),
    )
    if reader.findings:
        raise InputError(reader.findings)
    return made
