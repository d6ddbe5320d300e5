"""Reading numbers of posts and lists of functions from text.

A thousands mark is never guessed: in Vietnamese 1.234 is a thousand and more, in English a little
above one, and no reader can know which of them was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from orgplan.io.findings import Trouble, shown
from orgplan.io.limits import MAX_DIGITS
from orgplan.text import Text, amount, nfc, number

_PLAIN = re.compile(r"([+\-−]?)([0-9]+)(?:[.,]([0-9]+))?")
_EXPONENT = re.compile(r"[+\-−]?[0-9]+(?:[.,][0-9]+)?[eE][+\-]?[0-9]+")
_WORDS = {"nan", "inf", "infinity", "+inf", "-inf", "+infinity", "-infinity", "∞"}
_GROUPED = re.compile(r"[+\-−]?[0-9]{1,3}(?:[.,\s'’][0-9]{3})+(?:[.,][0-9]+)?")
_LEADING = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,2})?)\s*[^\W\d_][^0-9]*")

_A_NUMBER = Text("một số", "a number")
_POSTS = Text("số biên chế từ 0 trở lên", "a number of posts, 0 or more")
_TWO_DECIMALS = Text("nhiều nhất hai chữ số thập phân", "at most two decimals")
_NO_THOUSANDS = Text(
    "một số không có dấu phân cách hàng nghìn", "a number without thousands separator"
)
_BLANK = Text("để trống ô này", "leave the cell blank")
_FINITE = Text("một số hữu hạn, viết đầy đủ", "a finite number, written out")


class Entry(NamedTuple):
    """One function of a unit with its posts, None where no number was given."""

    code: str
    posts: Fraction | None


def plain_number(written: str) -> str:
    """Write a number that a file stores as a number the way people write it.

    Parameters
    ----------
    written
        The number as stored, as ``4.0`` or ``1e2``.

    Returns
    -------
    plain
        ``4`` or ``100``; what is no number or out of any use comes back as it is.
    """
    if len(written) > 40:
        return written
    try:
        value = Decimal(written)
    except InvalidOperation:
        return written
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return written
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def read_posts(text: str) -> Fraction | Trouble:
    """Read a number of posts.

    Parameters
    ----------
    text
        The number as written; a decimal comma counts as a decimal mark.

    Returns
    -------
    posts
        The exact number [posts], or what is wrong with the text.
    """
    written = nfc(text)
    plain = _PLAIN.fullmatch(written)
    if plain is None:
        return _not_plain(written)
    sign, whole, decimals = plain.groups()
    if len(whole.lstrip("0")) > MAX_DIGITS:
        return Trouble(
            _value(written),
            Text(f"nhiều nhất {MAX_DIGITS} chữ số", f"at most {MAX_DIGITS} digits"),
        )
    if decimals is not None and len(decimals) > 2:
        return Trouble(_value(written), _TWO_DECIMALS, _without_thousands(written))
    value = Fraction(f"{whole}.{decimals or 0}")
    if value and sign in ("-", "−"):
        return Trouble(_value(written), _POSTS)
    return value


def read_whole(text: str) -> int | Trouble:
    """Read a whole number that is not negative, as a number of leaders.

    Parameters
    ----------
    text
        The number as written.

    Returns
    -------
    number
        The number, or what is wrong with the text.
    """
    value = read_posts(text)
    expected = Text("một số nguyên từ 0 trở lên", "a whole number, 0 or more")
    if isinstance(value, Trouble):
        return Trouble(value.found, expected, value.advice)
    if value.denominator != 1:
        return Trouble(_value(nfc(text)), expected)
    return value.numerator


def _not_plain(written: str) -> Trouble:
    """Say what is wrong with a text that is no plain number."""
    found = _value(written)
    if written.casefold() in _WORDS or _EXPONENT.fullmatch(written):
        return Trouble(found, _FINITE)
    if _GROUPED.fullmatch(written):
        return Trouble(found, _NO_THOUSANDS, _without_thousands(written))
    leading = _LEADING.fullmatch(written)
    if leading is not None:
        return Trouble(found, _A_NUMBER, Text(f"có lẽ là `{leading[1]}`", f"`{leading[1]}`"))
    if written in ("-", "–", "—"):
        return Trouble(found, _A_NUMBER, _BLANK)
    return Trouble(found, _A_NUMBER)


def _without_thousands(written: str) -> Text | None:
    """Offer the number without its thousands marks, where it may be one with such marks."""
    grouped = _GROUPED.fullmatch(written)
    if grouped is None:
        return None
    bare = re.sub(r"[.,\s'’](?=[0-9]{3}(?![0-9]))", "", written)
    return Text(f"nếu là số hàng nghìn, viết `{bare}`", f"`{bare}`, if it is in the thousands")


def _value(written: str) -> Text:
    return Text(f"giá trị {shown(written)}", f"the value {shown(written)}")


def read_functions(text: str) -> tuple[tuple[Entry, ...], tuple[Trouble, ...]]:
    """Read a list of functions, ``code[:posts]; code[:posts]``.

    Parameters
    ----------
    text
        The list as written; a line break separates entries as a semicolon does.

    Returns
    -------
    entries
        The functions that could be read, in their order, each code once.
    troubles
        What is wrong with the others.
    """
    pairs: list[tuple[str, str | None]] = []
    for part in re.split(r"[;\n]", nfc(text)):
        if not part.strip():
            continue
        code, colon, posts = part.partition(":")
        pairs.append((code, posts if colon else None))
    return check_functions(pairs)


def write_functions(entries: Iterable[Entry]) -> str:
    """Write functions as a list that `read_functions` reads.

    Parameters
    ----------
    entries
        Functions with their posts.

    Returns
    -------
    text
        ``code[:posts]; code[:posts]``, with a decimal point.
    """
    return "; ".join(
        code if posts is None else f"{code}:{number(posts)}" for code, posts in entries
    )


def check_functions(
    pairs: list[tuple[str, str | None]],
) -> tuple[tuple[Entry, ...], tuple[Trouble, ...]]:
    """Check functions that were already taken apart.

    Parameters
    ----------
    pairs
        Code and posts as written, the posts None where none are given.

    Returns
    -------
    entries, troubles
        As `read_functions`.
    """
    entries: dict[str, Entry] = {}
    troubles: list[Trouble] = []
    twice: dict[str, list[Fraction | None]] = {}
    for written, posts in pairs:
        code = "/".join(nfc(segment) for segment in written.split("/"))
        value = None if posts is None else _function_posts(code, posts)
        problems = [_bad_code(code, posts), value if isinstance(value, Trouble) else None]
        troubles.extend(problem for problem in problems if problem is not None)
        if any(problem is not None for problem in problems) or isinstance(value, Trouble):
            continue
        if code in entries:
            twice.setdefault(code, [entries[code].posts]).append(value)
        else:
            entries[code] = Entry(code, value)
    troubles.extend(_twice(code, values) for code, values in twice.items())
    return tuple(entry for entry in entries.values() if entry.code not in twice), tuple(troubles)


def _bad_code(code: str, posts: str | None) -> Trouble | None:
    """Say what is wrong with a code: an empty one, or one with empty segments."""
    expected = Text("mã chức năng không có đoạn trống", "a code without empty segments")
    if not code:
        entry = shown(f":{posts}")
        return Trouble(
            Text(f"mã chức năng trống trong {entry}", f"an empty code in {entry}"), expected
        )
    if ";" in code or ":" in code:
        return Trouble(
            Text(f"mã chức năng {shown(code)}", f"the code {shown(code)}"),
            Text("mã không có dấu `;` và `:`", "a code without `;` and `:`"),
        )
    if all(code.split("/")):
        return None
    better = "/".join(segment for segment in code.split("/") if segment)
    return Trouble(
        Text(f"mã chức năng {shown(code)} có đoạn trống", f"the code {shown(code)}"),
        expected,
        Text(f"có lẽ là {shown(better)}", shown(better)) if better else None,
    )


def _function_posts(code: str, posts: str) -> Fraction | Trouble:
    """Read the posts of one function; a comma between entries is a common mistake."""
    value = read_posts(posts)
    if not isinstance(value, Trouble):
        return value
    entry = shown(f"{code}:{posts.strip()}")
    found = Text(f"chức năng {entry}", f"the function {entry}")
    expected = value.expected
    if expected == _A_NUMBER:
        expected = Text("một số sau dấu hai chấm", "a number after the colon")
    advice = None if value.advice == _BLANK else value.advice
    if "," in posts and ":" in posts:
        advice = Text("ngăn các chức năng bằng dấu `;`", "separate functions by `;`")
    return Trouble(found, expected, advice)


def _twice(code: str, values: list[Fraction | None]) -> Trouble:
    """Say that a code is listed several times, and offer the sum of its posts."""
    found = Text(
        f"chức năng {shown(code)} ghi {len(values)} lần",
        f"the function {shown(code)} {len(values)} times",
    )
    numbers = [value for value in values if value is not None]
    advice = None
    if len(numbers) == len(values):
        total = amount(sum(numbers, Fraction(0)))
        advice = Text(
            f"có lẽ là {shown(f'{code}:{total.vi}')}",
            shown(f"{code}:{total.en}"),
        )
    return Trouble(found, Text("mỗi chức năng ghi một lần", "one entry a function"), advice)
