"""The values that one field takes: written as a list, as an exact range, or given from Python.

``10,12,14`` is a list; ``10%..30%:5%`` begins at 10 %, goes on in steps of 5 % and does not pass
30 %; both may be mixed. A range is counted in whole numbers of its smallest decimal, never in
floating point, and every value is written as its ends are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from numbers import Integral, Real

from orgplan.io.findings import shown
from orgplan.text import Text, nfc, same

MOST_POINTS = 2_000
"""Points of a grid: more would take days, and no table or picture of them could be read."""

_END = r"(\d{1,12}(?:\.\d{1,12})?)(%?)"
_RANGE = re.compile(rf"{_END}\s*\.\.\s*{_END}(?:\s*:\s*{_END})?")
_FORM = Text(
    "giá trị cách nhau dấu phẩy như `10,12,14`, hoặc khoảng TỪ..ĐẾN:BƯỚC như `10%..30%:5%`",
    "values with commas such as `10,12,14`, or a range FROM..TO:STEP such as `10%..30%:5%`",
)

Value = str | int | float
"""A value from Python; a text stands for itself."""


class ValuesError(Exception):
    """What is wrong with the values of a field; the grid knows where they stand."""

    def __init__(self, found: Text, expected: Text, advice: Text | None = None) -> None:
        super().__init__(found.en)
        self.found, self.expected, self.advice = found, expected, advice


def values_of(written: str) -> tuple[str, ...]:
    """The values that a text such as ``10,12..16:2`` stands for, in order.

    Raises
    ------
    ValuesError
        If one is empty or stands there twice, or a range is none.
    """
    return _unrepeated([value for part in written.split(",") for value in _part(part)])


def values_from(given: Sequence[Value]) -> tuple[str, ...]:
    """The values of a Python sequence, as a scenario would write them.

    Raises
    ------
    ValuesError
        If one is no text and no finite number, is empty, or stands there twice.
    """
    if not given:
        raise ValuesError(Text("không có giá trị nào", "no values"), _FORM)
    return _unrepeated([_plain(value) for value in given])


def _unrepeated(values: Sequence[str]) -> tuple[str, ...]:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise ValuesError(
                Text(f"giá trị {shown(value)} có hai lần", f"the value {shown(value)} twice"),
                Text("mỗi giá trị một lần", "each value once"),
            )
    return tuple(values)


def _part(written: str) -> Iterator[str]:
    """The values of one part between commas."""
    text = nfc(written)
    if not text:
        raise ValuesError(Text("một giá trị để trống", "an empty value"), _FORM)
    found = _RANGE.fullmatch(text)
    if found is not None:
        yield from _range(text, found)
    elif ".." in text and not re.search(r"[/\\]", text):
        raise ValuesError(Text(f"khoảng {shown(text)}", f"the range {shown(text)}"), _FORM)
    else:
        yield text


def _range(text: str, found: re.Match[str]) -> Iterator[str]:
    """First, first + step … up to the last."""
    first, sign, last, last_sign, step, step_sign = found.groups()
    named = Text(f"khoảng {shown(text)}", f"the range {shown(text)}")
    if step is None:
        advice = f"`{first}{sign}..{last}{last_sign}:1{sign}`"
        raise ValuesError(
            Text(f"{named.vi} không có bước", f"{named.en} has no step"), _FORM, same(advice)
        )
    if not sign == last_sign == step_sign:
        advice = f"`{first}%..{last}%:{step}%`"
        raise ValuesError(
            Text(f"{named.vi} chỉ có % ở một số chỗ", f"{named.en} has a % in some places only"),
            Text("cả ba số có %, hoặc không số nào", "all three with %, or none"),
            same(advice),
        )
    digits = max(len(number.partition(".")[2]) for number in (first, last, step))
    low, high, by = (int(Decimal(number).scaleb(digits)) for number in (first, last, step))
    if by == 0:
        raise ValuesError(
            Text(f"{named.vi} có bước bằng 0", f"{named.en} has a step of 0"),
            Text("bước lớn hơn 0", "a step above 0"),
        )
    if high < low:
        raise ValuesError(
            Text(
                f"{named.vi} trống: đầu lớn hơn cuối",
                f"{named.en} is empty: it ends below its start",
            ),
            Text("số đầu không lớn hơn số cuối", "the first not above the last"),
            same(f"`{last}{sign}..{first}{sign}:{step}{sign}`"),
        )
    count = (high - low) // by + 1
    if count > MOST_POINTS:
        raise too_many(Text(f"{named.vi}: {count} giá trị", f"{named.en}: {count} values"))
    for number in range(low, high + 1, by):
        yield _decimal(number, digits) + sign


def too_many(found: Text) -> ValuesError:
    """More points than a sweep takes."""
    return ValuesError(
        found,
        Text(f"nhiều nhất {MOST_POINTS} điểm", f"at most {MOST_POINTS} points"),
        Text("bước lớn hơn, hoặc bớt giá trị", "a larger step, or fewer values"),
    )


def _decimal(number: int, digits: int) -> str:
    """A whole number of units of the last decimal, without zeros at the end."""
    whole, rest = divmod(number, 10**digits)
    decimals = f"{rest:0{digits}}".rstrip("0") if digits else ""
    return f"{whole}.{decimals}" if decimals else str(whole)


def _plain(value: Value) -> str:
    """A value as YAML would have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, str) and nfc(value) and nfc(value).isprintable():
        return nfc(value)
    if isinstance(value, Real) and math.isfinite(value):
        written = format(Decimal(repr(float(value))), "f")
        return written.rstrip("0").rstrip(".") if "." in written else written
    raise ValuesError(
        Text(f"giá trị {shown(repr(value))}", f"the value {shown(repr(value))}"),
        Text("chữ hoặc số", "a text or a number"),
    )
