"""Single values against one form of the schema, judged by pydantic."""

from __future__ import annotations

from typing import Annotated, cast

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from orgplan.io.schema_shapes import Form
from orgplan.io.yaml_tree import Data

_ADAPTERS: dict[tuple[int, ...], tuple[Form, TypeAdapter[object]]] = {}


def errors_of(form: Form, data: Data) -> list[ErrorDetails]:
    """What pydantic says of one value in one form."""
    try:
        _adapter(form).validate_python(data)
    except ValidationError as problem:
        return problem.errors(include_url=False, include_input=False)
    return []


def _adapter(form: Form) -> TypeAdapter[object]:
    """The validator of a form; made once, for they are costly."""
    key = (id(form.kind), *map(id, form.limits))
    known = _ADAPTERS.get(key)
    if known is None:
        kind = form.kind
        for limit in form.limits:
            kind = Annotated[kind, limit]
        adapter: TypeAdapter[object] = TypeAdapter(
            cast("type[object]", kind), config=ConfigDict(arbitrary_types_allowed=True)
        )
        known = _ADAPTERS[key] = (form, adapter)
    return known[1]
