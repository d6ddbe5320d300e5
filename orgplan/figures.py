"""Types of the figures that stand in scenario and ruleset files.

Files give every scalar as text; these types read it exactly and describe it in JSON Schema.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,12})?")


def _decimal(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = str(value).strip() if isinstance(value, (str, int, float)) else ""
    if not text.isascii() or not _DECIMAL.fullmatch(text):
        raise PydanticCustomError("number", "a number")
    return Fraction(text)


def _posts(value: object) -> Fraction:
    exact = _decimal(value)
    if exact < 0:
        raise PydanticCustomError("posts_negative", "posts are 0 or more")
    if (exact * 100).denominator != 1:
        raise PydanticCustomError("posts_decimals", "posts have at most two decimals")
    return exact


def _figure(value: object) -> Fraction:
    exact = _decimal(value)
    if exact < 0:
        raise PydanticCustomError("negative", "a number of 0 or more")
    return exact


def _share_of_hundred(value: object, most: int) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not text.endswith("%"):
        raise PydanticCustomError("percent", "a percentage such as 15%")
    exact = _decimal(text[:-1].strip()) / 100
    if not 0 <= exact <= most:
        raise PydanticCustomError("percent_range", "0% to {most}%", {"most": 100 * most})
    return exact


def _percent(value: object) -> Fraction:
    return _share_of_hundred(value, 1)


def _slack(value: object) -> Fraction:
    return _share_of_hundred(value, 10)


def _share(value: object) -> Fraction:
    exact = _decimal(value)
    if not 0 <= exact <= 1:
        raise PydanticCustomError("share", "a number from 0 to 1")
    return exact


def _identifier(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _whole(value: object) -> object:
    text = value.strip() if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else value


def _iso(value: object) -> object:
    if isinstance(value, str) and not _ISO.fullmatch(value):
        raise PydanticCustomError("date", "a date such as 2025-03-01")
    return value


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_NUMBER_SCHEMA = WithJsonSchema({"type": "number", "minimum": 0})
_PERCENT_SCHEMA = WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$"})

Posts = Annotated[Fraction, BeforeValidator(_posts), _NUMBER_SCHEMA]
"""A number of posts: 0 or more, at most two decimals [posts]."""

Figure = Annotated[Fraction, BeforeValidator(_figure), _NUMBER_SCHEMA]
"""An exact number, 0 or more."""

Percent = Annotated[Fraction, BeforeValidator(_percent), _PERCENT_SCHEMA]
"""A share written as ``15%``, from 0 to 1."""

Slack = Annotated[Fraction, BeforeValidator(_slack), _PERCENT_SCHEMA]
"""A margin written as ``3%``."""

Share = Annotated[
    Fraction,
    BeforeValidator(_share),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A number from 0 to 1."""

UnitId = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_identifier)]
"""Identifier of a unit: always text."""

Version = Annotated[Literal[1], BeforeValidator(_whole)]
"""The number of a file format."""

Code = Annotated[str, StringConstraints(pattern=r"^[^/\s](?:[^/]*[^/\s])?(?:/[^/]+)*$")]
"""A function code: segments joined by ``/``, none of them empty."""

FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2200, 12, 31)
"""Days between which decisions fall; others are slips of the pen."""

Day = Annotated[date, BeforeValidator(_iso)]
"""A date written as ``2025-03-01``."""


class Schema(BaseModel):
    """Base of everything that is read from a file: frozen, unknown keys refused.

    A key that is left blank means its default, as in ``given:`` with every line below it in
    comments.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True
    )

    @model_validator(mode="before")
    @classmethod
    def _blank_is_default(cls, data: object) -> object:
        if not isinstance(data, dict) or None not in data.values():
            return data
        default = {
            name
            for key, field in cls.model_fields.items()
            if not field.is_required()
            for name in (key, field.alias)
        }
        return {k: v for k, v in data.items() if v is not None or k not in default}
