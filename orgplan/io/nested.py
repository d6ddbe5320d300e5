"""Units in lists and in each other: from the tree of a file to records.

Three shapes are known: a list of units that name their parents, units with their sub-units inside
them, and the node-link form of networkx.
"""

from __future__ import annotations

from orgplan.io.columns import field_of, fold
from orgplan.io.findings import Cell, listed, shown
from orgplan.io.graph import Edge, link_records
from orgplan.io.limits import MAX_DEPTH, MAX_UNITS
from orgplan.io.records import Batch, Record
from orgplan.io.twigs import Grove, Twig, expect, unit_record
from orgplan.text import Text, nfc

_NESTED = ("children", "units")


def read_nested(grove: Grove, root: Twig) -> Batch:
    """Read the units of a tree, whichever of the known shapes it has.

    Parameters
    ----------
    grove
        The file.
    root
        Its outermost value.

    Returns
    -------
    batch
        The units; not whole if the shape is not known.
    """
    batch = Batch()
    shape = root.value
    if isinstance(shape, dict) and "nodes" in shape:
        return _read_node_link(grove, root, shape)
    units = root
    if isinstance(shape, dict) and not any(field_of(key) == "id" for key in shape):
        inner = next((shape[key] for key in _NESTED if key in shape), None)
        if inner is not None:
            units = inner
            _note_other_keys(grove, root, shape)
    if isinstance(units.value, list):
        _walk(grove, units.value, batch)
    elif isinstance(units.value, dict) and any(field_of(key) == "id" for key in units.value):
        _walk(grove, [units], batch)
    else:
        expected = Text("danh sách đơn vị, hoặc khóa `units:`", "a list of units, or `units:`")
        expect(grove, units, expected)
        return Batch(whole=False)
    if not batch.records and batch.whole:
        grove.findings.error(
            grove.spot(units),
            Text("không có đơn vị nào", "no unit"),
            Text("ít nhất một đơn vị", "at least one unit"),
        )
    return batch


def _note_other_keys(grove: Grove, root: Twig, shape: dict[str, Twig]) -> None:
    others = [key for key in shape if key not in _NESTED]
    if others:
        grove.findings.note(
            grove.spot(root),
            Text(
                f"các khóa {listed(others)} không dùng", f"the keys {listed(others)} are not used"
            ),
            Text("khóa `units:`", "the key `units:`"),
        )


def _walk(grove: Grove, units: list[Twig], batch: Batch) -> None:
    """Read units and their sub-units in the order in which they stand."""
    stack: list[tuple[Twig, Record | None, int]] = [(twig, None, 1) for twig in reversed(units)]
    while stack:
        twig, above, depth = stack.pop()
        if len(batch.records) > MAX_UNITS or depth > MAX_DEPTH:
            what = Text(
                f"nhiều nhất {MAX_UNITS} đơn vị và {MAX_DEPTH} cấp",
                f"at most {MAX_UNITS} units and {MAX_DEPTH} levels",
            )
            expect(grove, twig, what)
            batch.whole = False
            return
        nested = [
            key
            for key in (twig.value if isinstance(twig.value, dict) else ())
            if fold(key) in _NESTED
        ]
        record = _record(grove, twig, above, nested)
        if record is None:
            batch.whole = False
            continue
        batch.records.append(record)
        for key in reversed(nested):
            inner = twig.value[key] if isinstance(twig.value, dict) else twig
            if isinstance(inner.value, list):
                stack.extend((child, record, depth + 1) for child in reversed(inner.value))
            elif inner.value is not None and inner.value != "":
                expect(grove, inner, Text("danh sách đơn vị", "a list of units"))
                batch.whole = False


def _record(grove: Grove, twig: Twig, above: Record | None, nested: list[str]) -> Record | None:
    """A record whose parent is the unit around it, if there is one."""
    if above is None:
        return unit_record(grove, twig, nested)
    record = unit_record(grove, twig, nested, _parent_cell(grove, twig, above))
    own = _own_parent(grove, twig)
    if record is not None and own is not None and own.text not in ("", above.text("id")):
        grove.findings.error(
            own,
            Text(
                f"cấp trên {shown(own.text)}, nhưng nằm trong {shown(above.text('id'))}",
                f"the parent {shown(own.text)} inside of {shown(above.text('id'))}",
            ),
            Text("một cấp trên", "one parent"),
        )
    return record


def _own_parent(grove: Grove, twig: Twig) -> Cell | None:
    """The parent that a unit names itself, or None."""
    if not isinstance(twig.value, dict):
        return None
    key = next((key for key in twig.value if field_of(key) == "parent"), None)
    if key is None:
        return None
    own = twig.value[key]
    return grove.spot(own)._replace(text=nfc(own.value) if isinstance(own.value, str) else "")


def _parent_cell(grove: Grove, twig: Twig, above: Record) -> Cell:
    """The parent as a cell at the place of the unit; a parent without id is not asked for."""
    parent = above.text("id")
    return grove.spot(twig)._replace(text=parent, written="text" if parent else "error")


def _read_node_link(grove: Grove, root: Twig, shape: dict[str, Twig]) -> Batch:
    """Read what `networkx.node_link_data` writes, with either name of the edges."""
    directed = shape.get("directed")
    if directed is not None and directed.value == "false":
        expected = Text("đồ thị có hướng, cấp trên → đơn vị", "a directed graph, parent → unit")
        expect(grove, directed, expected)
    keys = [key for key in ("links", "edges") if key in shape]
    if len(keys) > 1:
        expect(grove, root, Text("một trong hai khóa `links`, `edges`", "`links` or `edges`"))
    nodes = shape["nodes"]
    if not isinstance(nodes.value, list) or not nodes.value:
        expect(grove, nodes, Text("danh sách đơn vị", "a list of units"))
        return Batch(whole=False)
    records = [unit_record(grove, node) for node in nodes.value[: MAX_UNITS + 1]]
    edges: list[Edge] = []
    for key in keys[:1]:
        edges = _edges(grove, shape[key])
    return link_records(grove, [record for record in records if record is not None], edges)


def _edges(grove: Grove, twig: Twig) -> list[Edge]:
    if not isinstance(twig.value, list):
        expect(grove, twig, Text("danh sách cạnh", "a list of edges"))
        return []
    edges: list[Edge] = []
    for item in twig.value:
        ends = item.value if isinstance(item.value, dict) else {}
        source, target = ends.get("source"), ends.get("target")
        start = None if source is None else grove.scalar("source", source)
        end = None if target is None else grove.scalar("target", target)
        if start is None or end is None:
            expected = Text(
                "một cạnh có `source` và `target`", "an edge with `source` and `target`"
            )
            expect(grove, item, expected)
            continue
        edges.append(Edge(start.text, end.text, grove.spot(item)))
    return edges
