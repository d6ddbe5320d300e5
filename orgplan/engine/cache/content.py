"""A name for a content: equal contents have equal names, on every computer and in every run."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction

_FLAT = {int, str, bool, type(None)}


def content_key(*parts: object) -> str:
    """SHA-256 of some values, as hexadecimal digits.

    Values are None, bool, int, str, bytes, Fraction, and lists, tuples, mappings, sets and data
    classes of such. A list counts as the tuple of its values, and a mapping or a set has no order.
    Each value is written with its type and its length, so that different contents never give the
    same text. There are no floating-point numbers: they would not be the same everywhere.

    Raises
    ------
    TypeError
        A value of another type.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(_written(part))
    return digest.hexdigest()


def _written(value: object) -> bytes:
    """A value as bytes: a letter for its type, its length, its content."""
    kind, content = _content(value)
    return b"%s%d:%s" % (kind, len(content), content)


def _content(value: object) -> tuple[bytes, bytes]:
    if isinstance(value, list | tuple):
        return _row(value)
    if value is None or isinstance(value, bool | int):
        return b"i", (hex(value) if type(value) is int else repr(value)).encode("ascii")
    if isinstance(value, str):
        return b"s", value.encode("utf-8", "surrogatepass")
    if isinstance(value, bytes):
        return b"b", value
    if isinstance(value, Fraction):
        return b"f", f"{value.numerator:x}/{value.denominator:x}".encode("ascii")
    if isinstance(value, Mapping):
        return b"m", b"".join(sorted(_written(k) + _written(v) for k, v in value.items()))
    if isinstance(value, Set):
        return b"u", b"".join(sorted(map(_written, value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return b"d", _all([type(value).__qualname__, *(getattr(value, name) for name in names)])
    raise TypeError(f"no content has a {type(value).__name__}")


def _row(values: Sequence[object]) -> tuple[bytes, bytes]:
    """A list: in one step where it holds plain values only, as most long lists do."""
    if set(map(type, values)) <= _FLAT:
        try:
            return b"r", ascii(list(values)).encode("ascii")
        except ValueError:  # a whole number of thousands of digits
            return b"l", _all(values)
    return b"l", _all(values)


def _all(values: Iterable[object]) -> bytes:
    return b"".join(map(_written, values))
