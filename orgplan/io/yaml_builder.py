"""From the events of the YAML parser to a tree of texts, without recursion.

Aliases share their node, and what they add is bounded, so that no file grows when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orgplan.errors import Finding, InputError
from orgplan.io.findings import shown
from orgplan.io.limits import MAX_DEPTH
from orgplan.io.source_text import SourceText
from orgplan.io.yaml_node import Node
from orgplan.text import Text, nfc, same

if TYPE_CHECKING:
    from ruamel.yaml.events import AliasEvent, NodeEvent, ScalarEvent

MAX_ALIASED = 50_000
"""Values that the aliases of one file may add."""

MAX_NESTING = 2 * MAX_DEPTH + 10
"""Levels of lists and mappings in each other."""

_MANY = 200
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    node: Node
    anchor: str | None
    size: int = 1
    key: str | None = None
    in_value: bool = False


class Builder:
    """Makes the tree from the parser's events, without recursion."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._aliased = 0
        self._documents = 0

    def take(self, event: object) -> None:
        """Take one event of the parser."""
        from ruamel.yaml import events

        if isinstance(event, events.NodeEvent):
            self._take_node(event)
        elif isinstance(event, (events.SequenceEndEvent, events.MappingEndEvent)):
            closed = self._open.pop()
            self._finish(closed.node, closed.size, closed.anchor)
        elif isinstance(event, events.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                at = (event.start_mark.line + 1, event.start_mark.column + 1)
                found = Text("tài liệu YAML thứ hai", "a second YAML document")
                one = Text("một tài liệu trong mỗi tệp", "one document a file")
                raise InputError([*self.findings, self.source.finding(at, found, one)])

    def _take_node(self, event: NodeEvent) -> None:
        from ruamel.yaml import events

        at = (int(event.start_mark.line) + 1, int(event.start_mark.column) + 1)
        if isinstance(event, events.AliasEvent):
            self._finish(*self._alias(event, at), None)
            return
        self._check_tag(event, at)
        if isinstance(event, events.ScalarEvent):
            value = _scalar(event)
            if self._waits_for_key():
                value = nfc(str(event.value))
            self._finish(Node(value, *at), 1, event.anchor)
            return
        is_list = isinstance(event, events.SequenceStartEvent)
        node = Node([], *at) if is_list else Node({}, *at)
        self._open.append(_Open(node, event.anchor))
        if len(self._open) > MAX_NESTING:
            found = Text("quá nhiều cấp lồng nhau", "too many nested levels")
            most = Text(f"nhiều nhất {MAX_NESTING} cấp", f"at most {MAX_NESTING} levels")
            raise InputError([*self.findings, self.source.finding(at, found, most)])

    def _waits_for_key(self) -> bool:
        top = self._open[-1] if self._open else None
        return top is not None and isinstance(top.node.value, dict) and not top.in_value

    def _check_tag(self, event: NodeEvent, at: tuple[int, int]) -> None:
        tag: object = getattr(event, "tag", None)
        if tag is not None and tag != "!" and tag not in _TAGS:
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._report(
                at,
                Text(f"thẻ {shown(short)}", f"the tag {shown(short)}"),
                Text(
                    "chữ thường, không có thẻ; không có gì được chạy", "plain text; nothing is run"
                ),
            )

    def _alias(self, event: AliasEvent, at: tuple[int, int]) -> tuple[Node, int]:
        """The node that an alias stands for, and the number of values in it."""
        name = str(event.anchor)
        if name not in self._anchors:
            inside = any(frame.anchor == name for frame in self._open)
            found = (
                Text(f"bí danh {shown(name)} chứa chính nó", f"the alias {shown(name)} in itself")
                if inside
                else Text(f"bí danh {shown(name)} chưa có", f"the unknown alias {shown(name)}")
            )
            self._report(at, found, Text("một `&tên` ở phía trên", "an `&name` above it"))
            return Node(None, *at), 1
        node, size = self._anchors[name]
        self._aliased += size
        if self._aliased <= MAX_ALIASED:
            return node, size
        if self._aliased - size <= MAX_ALIASED:
            limit = f"{MAX_ALIASED}"
            self._report(
                at,
                Text(
                    f"các bí danh mở ra hơn {limit} giá trị",
                    f"aliases that unfold to more than {limit} values",
                ),
                Text("viết thẳng từng giá trị", "every value written out"),
            )
            self._aliased = MAX_ALIASED + 1
        return Node(None, *at), 1

    def _finish(self, node: Node, size: int, anchor: str | None) -> None:
        """Put a value that is complete where it belongs."""
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        top.size += size
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif not top.in_value:
            top.in_value = True
            top.key = self._key(top.node, node)
        else:
            if top.key is not None and isinstance(top.node.value, dict):
                top.node.value[top.key] = node
            top.in_value = False

    def _key(self, mapping: Node, node: Node) -> str | None:
        """The name of a key, or None if its value has no place to go."""
        key = node.value
        if not isinstance(key, str):
            found = Text("khóa không phải là chữ", "a key that is no text")
            self._report(node.at, found, same("`key: value`"))
            return None
        if key in mapping.keys:
            first = "{}:{}".format(*mapping.keys[key])
            self._report(
                node.at,
                Text(f"khóa {shown(key)} lặp lại", f"the key {shown(key)} twice"),
                Text(f"mỗi khóa một lần; lần đầu ở :{first}", f"keys once; first at :{first}"),
            )
            return None
        mapping.keys[key] = node.at
        return key

    def _report(self, at: tuple[int, int], found: Text, expected: Text) -> None:
        if len(self.findings) < _MANY:
            self.findings.append(self.source.finding(at, found, expected))


def _scalar(event: ScalarEvent) -> str | None:
    """The text of a scalar; a plain null is None."""
    value = str(event.value)
    plain = event.style is None or event.style == ""
    return None if plain and event.tag is None and value in _NULLS else value
