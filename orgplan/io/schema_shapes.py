"""What the schema wants at a place, in words, and which of several forms a value is meant to be.

The readers walk the annotations of the schema themselves, since pydantic answers a wrong value
with one error for each form that it might have had.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from orgplan.io.findings import listed, shown
from orgplan.text import Text, same

Model = type[BaseModel]

_SHOWN_CHOICES = 20
_OR = Text(" hoặc ", " or ")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a value: an annotation without its options, and the constraints on it."""

    kind: object
    limits: tuple[object, ...] = ()


def fields_of(model: Model) -> dict[str, FieldInfo]:
    """The keys that a file may use and the fields behind them, a model's own keys first."""
    own = model.__annotations__
    return {
        info.alias or name: info
        for name, info in sorted(model.model_fields.items(), key=lambda item: item[0] not in own)
        if info.exclude is not True
    }


def forms(annotation: object, limits: tuple[object, ...] = ()) -> list[Form]:
    """Every form that a value may have; None is left out where others exist."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        more = [c for e in extra for c in (e.metadata if isinstance(e, FieldInfo) else [e])]
        return forms(inner, (*limits, *more))
    if origin is Union or origin is types.UnionType:
        parts = [form for arg in get_args(annotation) for form in forms(arg, limits)]
        return [form for form in parts if form.kind is not type(None)] or parts
    return [Form(annotation, limits)]


def nullable(annotation: object) -> bool:
    """Whether nothing at all may stand here."""
    if get_origin(annotation) is Annotated:
        return nullable(get_args(annotation)[0])
    return annotation is None or type(None) in get_args(annotation)


def model_of(form: Form) -> Model | None:
    """The model of a form that is one."""
    kind = form.kind
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def is_list(form: Form) -> bool:
    """Whether the form is a list."""
    return get_origin(form.kind) is tuple


def is_mapping(form: Form) -> bool:
    """Whether the form is a mapping, with known keys or with any."""
    return model_of(form) is not None or get_origin(form.kind) is dict


def choices_of(form: Form) -> tuple[str, ...]:
    """The words that may stand here, if only some may."""
    return tuple(map(str, get_args(form.kind))) if get_origin(form.kind) is Literal else ()


def describe(options: Sequence[Form]) -> Text:
    """What should stand here, whichever form it takes."""
    words = list(dict.fromkeys(_describe(form) for form in options))
    return Text(_OR.vi.join(w.vi for w in words), _OR.en.join(w.en for w in words))


def _describe(form: Form) -> Text:
    choices = choices_of(form)
    if choices:
        return alternatives(choices)
    model = model_of(form)
    if model is not None:
        keys = listed(list(fields_of(model)), _SHOWN_CHOICES)
        return Text(f"các khóa {keys}", f"the keys {keys}")
    if is_list(form):
        return Text("danh sách `[…]`", "a list `[…]`")
    if is_mapping(form):
        return Text("các cặp `khóa: giá trị`", "pairs `key: value`")
    if form.kind is bool:
        return alternatives(("true", "false"))
    if form.kind is int:
        return _whole_number(form)
    if form.kind is date:
        return Text("ngày dạng 2025-03-01", "a date such as 2025-03-01")
    return Text("chữ", "text") if form.kind is str else Text("một số", "a number")


def _whole_number(form: Form) -> Text:
    limits = [limit for limit in form.limits if isinstance(limit, (Ge, Gt, Le))]
    words = []
    for limit in limits:
        if isinstance(limit, Ge):
            words.append(f"≥ {limit.ge}")
        elif isinstance(limit, Gt):
            words.append(f"> {limit.gt}")
        else:
            words.append(f"≤ {limit.le}")
    tail = "".join(f" {word}" for word in words[:1]) + "".join(f", {word}" for word in words[1:])
    return Text(f"số nguyên{tail}", f"a whole number{tail}")


def alternatives(words: Sequence[str]) -> Text:
    """A list of words of which one may stand."""
    if len(words) == 1:
        return same(shown(words[0]))
    if len(words) == 2:
        first, second = map(shown, words)
        return Text(f"{first} hoặc {second}", f"{first} or {second}")
    named = listed(list(words), _SHOWN_CHOICES)
    return Text(f"một trong {named}", f"one of {named}")


def seen(value: object) -> Text:
    """What stands in the file, in a few words; never a whole list or mapping."""
    if isinstance(value, list):
        if not value:
            return Text("danh sách trống", "an empty list")
        return Text(f"danh sách {len(value)} mục", f"a list of {len(value)}")
    if isinstance(value, dict):
        if not value:
            return Text("ngoặc nhọn trống", "an empty mapping")
        keys = listed(list(map(str, value)), 3)
        return Text(f"các khóa {keys}", f"the keys {keys}")
    if value is None:
        return Text("để trống", "nothing")
    return same(shown(str(value))) if value != "" else Text("chữ trống", "empty text")
