"""Parents from edges: a graph whose edges run from parent to unit becomes records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from orgplan.io.findings import Cell, listed, shown
from orgplan.io.records import Batch, Record
from orgplan.io.twigs import Grove
from orgplan.text import Text


class Edge(NamedTuple):
    """One edge from a parent to a unit, with its place."""

    parent: str
    unit: str
    spot: Cell


def link_records(grove: Grove, records: Sequence[Record], edges: Sequence[Edge]) -> Batch:
    """Give every unit the parent that the edges of its file name.

    Parameters
    ----------
    grove
        The file.
    records
        Its nodes; a node may name its parent itself where no edge does.
    edges
        Its edges.

    Returns
    -------
    batch
        The units with their parents; edges to unknown nodes and units with two parents are
        reported.
    """
    known = {record.text("id") for record in records}
    above: dict[str, list[Edge]] = {}
    for edge in edges:
        strange = [end for end in (edge.parent, edge.unit) if end not in known]
        if strange:
            _report_unknown(grove, edge, strange)
        else:
            above.setdefault(edge.unit, []).append(edge)
    batch = Batch()
    for record in records:
        found = above.get(record.text("id"), [])
        if len({edge.parent for edge in found}) > 1:
            _report_two(grove, record, found)
        batch.records.append(_with_parent(grove, record, found))
    return batch


def _with_parent(grove: Grove, record: Record, edges: Sequence[Edge]) -> Record:
    """The record with the parent of its first edge, at the place of the edge."""
    if not edges:
        return record
    first = edges[0]
    own = record.text("parent")
    if own and own != first.parent:
        named = listed([own, first.parent])
        grove.findings.error(
            [record.cell("parent"), first.spot],
            Text(
                f"{shown(first.unit)} có hai cấp trên: {named}",
                f"{shown(first.unit)} has two parents: {named}",
            ),
            Text("một cấp trên", "one parent"),
        )
    cells = dict(record.cells)
    cells["parent"] = first.spot._replace(text=first.parent)
    return replace(record, cells=cells)


def _report_unknown(grove: Grove, edge: Edge, strange: Sequence[str]) -> None:
    grove.findings.error(
        edge.spot,
        Text(
            f"cạnh đến nút không có trong tệp {listed(strange)}",
            f"an edge to unknown node {listed(strange)}",
        ),
        Text("một nút của tệp", "a node of the file"),
    )


def _report_two(grove: Grove, record: Record, edges: Sequence[Edge]) -> None:
    parents = list(dict.fromkeys(edge.parent for edge in edges))
    count = {2: "two"}.get(len(parents), str(len(parents)))
    named, unit = listed(parents), shown(record.text("id"))
    grove.findings.error(
        [edge.spot for edge in edges],
        Text(
            f"{unit} có {len(parents)} cấp trên: {named}",
            f"{unit} has {count} parents: {named}",
        ),
        Text("một cấp trên", "one parent"),
    )
