"""What may be written for a key of a schema, in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from orgplan.text import Text, same

Json = Mapping[str, object]

_NAMED: Mapping[str, Text] = {
    "integer": Text("số nguyên", "whole number"),
    "number": Text("số", "number"),
}
_OR, _TO = Text(" hoặc ", " or "), Text("mỗi mục một giá trị: ", "mapping to ")
_LIST = Text("danh sách ", "list of ")
_TEXT, _SHARE = Text("chữ", "text"), Text("tỷ lệ phần trăm", "percentage")
_YES_NO = Text("true hoặc false", "true or false")


def form(schema: Json) -> Text:
    """What may be written for one key, in a few words."""
    forms = schema.get("anyOf") or schema.get("oneOf")
    if isinstance(forms, list):
        found = (form(mapping(one)) for one in forms if mapping(one) != {"type": "null"})
        return _joined(tuple(dict.fromkeys(found)), _OR)
    if "const" in schema:
        return same(f"`{schema['const']}`")
    values = schema.get("enum")
    if isinstance(values, list):
        return _YES_NO if True in values else _joined([same(f"`{v}`") for v in values], _OR)
    if "$ref" in schema:
        return same(f"`{last(schema['$ref'])}`")
    if schema.get("type") == "array":
        return _list_form(schema)
    if "additionalProperties" in schema:
        return _after(_TO, form(mapping(schema["additionalProperties"])))
    return _scalar_form(schema)


def _list_form(schema: Json) -> Text:
    pair = schema.get("prefixItems")
    if isinstance(pair, list):
        inside = _joined([form(mapping(item)) for item in pair], same(", "))
        return Text(f"[{inside.vi}]", f"[{inside.en}]")
    return _after(_LIST, form(mapping(schema.get("items"))))


def _scalar_form(schema: Json) -> Text:
    kind = schema.get("type")
    kinds = [str(k) for k in kind] if isinstance(kind, list) else [str(kind)]
    if "%" in str(schema.get("pattern", "")):
        return _SHARE
    for name, said in _NAMED.items():
        if name in kinds and "boolean" not in kinds:
            return said
    return _TEXT


def _joined(parts: Sequence[Text], between: Text) -> Text:
    return Text(between.vi.join(p.vi for p in parts), between.en.join(p.en for p in parts))


def _after(head: Text, tail: Text) -> Text:
    return Text(head.vi + tail.vi, head.en + tail.en)


def last(reference: object) -> str:
    """The name of the model that a reference means."""
    return str(reference).rpartition("/")[2]


def mapping(value: object) -> Json:
    """A part of a schema where it is a mapping, else an empty one."""
    return cast(Json, value) if isinstance(value, Mapping) else {}
