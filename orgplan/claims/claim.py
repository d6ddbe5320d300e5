"""What the modules of this package share: when two numbers are the same, and how to say no."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from orgplan.plan import Violation
from orgplan.text import Text, number

TOLERANCE = Fraction(1, 10**6)
"""A reported value is exact to this."""


def near(stated: Fraction, true: Fraction | int) -> bool:
    """Whether a stated number is the true one, up to how numbers are written."""
    return abs(stated - true) <= TOLERANCE


def false_claim(
    part: str, units: Sequence[str], said: Text, amount: Fraction | int | None = None
) -> Violation:
    """A violation of the file's own truth: `part` is the part of the file that is wrong."""
    exact = None if amount is None else Fraction(amount)
    return Violation(f"file-{part}", "file", tuple(units), exact, said)


def instead(what: Text, stated: Fraction | int | None, true: Fraction | int | None) -> Text:
    """The sentence "the file says x where y is right"."""
    says_vi, says_en = _shown(stated)
    is_vi, is_en = _shown(true)
    return Text(
        f"{what.vi}: tệp ghi {says_vi}, đúng là {is_vi}",
        f"{what.en}: the file says {says_en}, {is_en} is right",
    )


def _shown(value: Fraction | int | None) -> tuple[str, str]:
    return ("null", "null") if value is None else (number(value, "vi"), number(value, "en"))
