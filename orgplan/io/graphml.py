"""Reading GraphML as networkx writes it.

The parser of the standard library is used without a document type: no entity is ever declared,
so none can be expanded and no other file can be opened.
"""

from __future__ import annotations

from xml.parsers import expat

from orgplan.io.findings import Cell
from orgplan.io.graph import Edge, link_records
from orgplan.io.limits import MAX_CELL, MAX_CELLS, MAX_UNITS
from orgplan.io.records import Batch, Record
from orgplan.io.twigs import Grove, Twig, unit_record
from orgplan.text import Text, nfc

_NUMBERS = frozenset({"int", "long", "float", "double"})


class _RefusedError(Exception):
    """The file is refused; the finding is already there."""


class _Reader:
    """What the parser has seen so far."""

    def __init__(self, grove: Grove) -> None:
        self.grove = grove
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.keys: dict[str, tuple[str, bool]] = {}
        self.nodes: list[Twig] = []
        self.edges: list[Edge] = []
        self.node: dict[str, Twig] | None = None
        self.key: str | None = None
        self.texts: list[str] = []
        self.values = 0
        self.root = ""

    def spot(self) -> Cell:
        """Where the parser stands."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return Cell("", self.grove.source, self.grove.file, line, column)

    def refuse(self, spot: Cell, found: Text, expected: Text) -> None:
        """Report something that ends the reading."""
        self.grove.findings.error(spot, found, expected)
        raise _RefusedError

    def _doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        self.refuse(
            self.spot()._replace(column=0),
            Text(
                "khai báo kiểu tài liệu (DOCTYPE), nơi có thể khai báo thực thể",
                "a document type (DOCTYPE), which may declare entities",
            ),
            Text(
                "GraphML thuần; không thực thể nào được mở rộng",
                "plain GraphML; nothing is expanded",
            ),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self.root = self.root or name
        self._count()
        if name == "key" and attributes.get("for") in ("node", "all", None):
            kind = attributes.get("attr.type", "string")
            label = attributes.get("attr.name", attributes.get("id", ""))
            self.keys[attributes.get("id", "")] = (label, kind in _NUMBERS)
        elif name == "graph" and attributes.get("edgedefault") == "undirected":
            self.refuse(
                self.spot(),
                Text("đồ thị vô hướng", "an undirected graph"),
                Text("đồ thị có hướng, cấp trên → đơn vị", "a directed graph, parent → unit"),
            )
        elif name == "node":
            spot = self.spot()
            self.node = {"id": Twig(attributes.get("id", ""), spot.row, spot.column)}
            self.nodes.append(Twig(self.node, spot.row, spot.column))
        elif name == "edge":
            start, end = attributes.get("source", ""), attributes.get("target", "")
            self.edges.append(Edge(nfc(start), nfc(end), self.spot()))
        elif name == "data" and self.node is not None:
            self.key, self.texts = attributes.get("key", ""), []

    def _count(self) -> None:
        self.values += 1
        if self.values > MAX_CELLS or len(self.nodes) > MAX_UNITS:
            self.refuse(
                self.spot(),
                Text("quá nhiều phần tử", "too many elements"),
                Text(f"nhiều nhất {MAX_UNITS} đơn vị", f"at most {MAX_UNITS} units"),
            )

    def _text(self, text: str) -> None:
        if self.key is not None and len(self.texts) <= MAX_CELL:
            self.texts.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "data" and self.key is not None and self.node is not None:
            label, number = self.keys.get(self.key, (self.key, False))
            if label != "id":
                spot = self.spot()
                text = "".join(self.texts)
                self.node[label] = Twig(text, spot.row, spot.column, number)
            self.key = None
        elif name == "node":
            self.node = None


def read_graphml(data: bytes, grove: Grove) -> Batch:
    """Read the units of a GraphML file.

    Parameters
    ----------
    data
        The bytes of the file.
    grove
        The file, for places and findings.

    Returns
    -------
    batch
        The units; not whole if the file is refused.
    """
    reader = _Reader(grove)
    try:
        reader.parser.Parse(data, True)
        if reader.root != "graphml" or not reader.nodes:
            reader.refuse(
                Cell("", grove.source, grove.file, 1, 0),
                Text("không có nút nào của GraphML", "no node of GraphML"),
                Text("ít nhất một đơn vị", "at least one unit"),
            )
    except expat.ExpatError as problem:
        spot = Cell("", grove.source, grove.file, problem.lineno, problem.offset + 1)
        grove.findings.error(
            spot,
            Text("không đúng cú pháp XML", f"no XML: {expat.ErrorString(problem.code)}"),
            Text("một tệp GraphML", "GraphML"),
        )
        return Batch(whole=False)
    except (_RefusedError, ValueError, LookupError) as problem:
        if not isinstance(problem, _RefusedError):
            _report_encoding(grove)
        return Batch(whole=False)
    records: list[Record] = []
    for twig in reader.nodes:
        record = unit_record(grove, twig)
        if record is not None:
            records.append(record)
    return link_records(grove, records, reader.edges)


def _report_encoding(grove: Grove) -> None:
    grove.findings.error(
        Cell("", grove.source, grove.file, 1, 0),
        Text("bảng mã không đọc được", "an encoding that cannot be read"),
        Text("UTF-8", "UTF-8"),
    )
