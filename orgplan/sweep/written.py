"""A row as plain data without loss, and back again without trusting what is read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from orgplan.plan import Status
from orgplan.result import TierValue
from orgplan.sweep.grid import Changes
from orgplan.sweep.row import Row

_STATUSES: tuple[Status, ...] = ("optimal", "feasible", "infeasible", "unknown")


def written_row(row: Row) -> dict[str, object]:
    """The row without its values of the grid; numbers as exact texts such as ``37/2``."""
    return {
        "status": row.status,
        "before": row.before,
        "after": row.after,
        "required_cut": row.required_cut,
        "tiers": [_written_tier(tier) for tier in row.tiers],
        "gap": _text(row.gap),
        "seconds": row.seconds,
    }


def read_row(data: object, changes: Changes) -> Row:
    """The row that plain data stands for.

    Parameters
    ----------
    data
        What `written_row` gave, or anything else.
    changes
        The values of its point.

    Raises
    ------
    ValueError
        If it is no such row.
    """
    held = _mapping(data)
    status, seconds, tiers = held.get("status"), held.get("seconds"), held.get("tiers")
    if status not in _STATUSES or not isinstance(tiers, list):
        raise ValueError("no row")
    if not isinstance(seconds, int | float) or not math.isfinite(seconds) or seconds < 0:
        raise ValueError("no time")
    after = held.get("after")
    if (after is None) is not (status in ("infeasible", "unknown")):
        raise ValueError("a plan and no plan at once")
    return Row(
        changes=changes,
        status=status,
        before=_count(held.get("before")),
        after=None if after is None else _count(after),
        required_cut=_count(held.get("required_cut")),
        tiers=tuple(_tier(tier) for tier in tiers),
        gap=_number(held.get("gap")),
        seconds=float(seconds),
    )


def _written_tier(tier: TierValue) -> dict[str, object]:
    return {
        "terms": {name: _text(value) for name, value in tier.terms.items()},
        "value": _text(tier.value),
        "bound": _text(tier.bound),
    }


def _tier(data: object) -> TierValue:
    held = _mapping(data)
    terms = {name: _known(_number(value)) for name, value in _mapping(held.get("terms")).items()}
    return TierValue(terms, _known(_number(held.get("value"))), _number(held.get("bound")))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _mapping(data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        raise ValueError("no mapping")
    return data


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("no count")
    return value


def _number(value: object) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("no number")
    try:
        return Fraction(value)
    except ZeroDivisionError:
        raise ValueError("no number") from None


def _known(value: Fraction | None) -> Fraction:
    if value is None:
        raise ValueError("no number")
    return value
