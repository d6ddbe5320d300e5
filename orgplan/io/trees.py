"""Reading organisations from YAML, JSON and GraphML.

Nothing in these files is ever expanded or run, and no reading goes deeper than a fixed number of
levels.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from orgplan.errors import InputError
from orgplan.io.findings import Cell, Findings, LineSource, PathSource, shown, visible
from orgplan.io.limits import MAX_CELLS
from orgplan.io.nested import read_nested
from orgplan.io.plain_text import decode
from orgplan.io.records import Batch, note_numeric
from orgplan.io.twigs import Grove, Twig
from orgplan.text import Text

_MOST_COMMAS = 2 * MAX_CELLS
"""Commas of a JSON file, those within texts too: a bound on its values before it is parsed."""


class _Number(str):
    """A number of a JSON file, kept as it is written."""

    __slots__ = ()


class _Pairs:
    """An object of a JSON file with all of its keys, doubled ones too."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        self.pairs = list(pairs)


def read_tree(data: bytes, suffix: str, home: Cell, findings: Findings) -> Batch:
    """Read a file in which units are a tree or a graph.

    Parameters
    ----------
    data
        The bytes of the file.
    suffix
        ``.yaml``, ``.yml``, ``.json`` or ``.graphml``.
    home
        The file as a place.
    findings
        Gets what is wrong.

    Returns
    -------
    batch
        The units that could be read.
    """
    name = home.place
    if suffix == ".graphml":
        from orgplan.io.graphml import read_graphml

        return read_graphml(data, Grove(LineSource(name), home.file, findings))
    text = decode(data, home, findings, by_field=False)
    if text is None:
        return Batch(whole=False)
    if suffix == ".json":
        grove = Grove(PathSource(name), home.file, findings)
        root = _parse_json(text, home, grove)
    else:
        grove = Grove(LineSource(name), home.file, findings)
        root = _parse_yaml(text, home, findings)
    if root is None:
        return Batch(whole=False)
    batch = read_nested(grove, root)
    note_numeric(grove.stored.numeric, findings)
    return batch


def _parse_yaml(text: str, home: Cell, findings: Findings) -> Twig | None:
    """Parse YAML and take over its nodes."""
    from orgplan.io.yaml_tree import Node, parse_yaml

    try:
        root = parse_yaml(text, home.place)
    except InputError as problem:
        findings.extend(problem.findings, home.file)
        return None
    result: list[Twig] = []
    stack: list[tuple[Node, list[Twig] | dict[str, Twig], str]] = [(root, result, "")]
    count = 0
    while stack:
        node, into, key = stack.pop()
        count += 1
        if count > MAX_CELLS:
            _report_size(home, findings)
            return None
        value = node.value
        twig = Twig(value, node.line, node.column) if not isinstance(value, (list, dict)) else None
        if isinstance(value, list):
            items: list[Twig] = []
            twig = Twig(items, node.line, node.column)
            stack.extend((item, items, "") for item in reversed(value))
        elif isinstance(value, dict):
            keyed: dict[str, Twig] = {}
            twig = Twig(keyed, node.line, node.column)
            stack.extend((item, keyed, name) for name, item in reversed(value.items()))
        if twig is not None:
            _put(into, key, twig)
    return result[0]


def _put(into: list[Twig] | dict[str, Twig], key: str, twig: Twig) -> None:
    if isinstance(into, list):
        into.append(twig)
    else:
        into[key] = twig


def _parse_json(text: str, home: Cell, grove: Grove) -> Twig | None:
    """Parse JSON without turning any number or name into something else."""
    if text.count(",") > _MOST_COMMAS:
        _report_size(home, grove.findings)
        return None
    try:
        root: object = json.loads(
            text,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
            object_pairs_hook=_Pairs,
        )
    except json.JSONDecodeError as problem:
        place = LineSource(home.place).place(problem.lineno, problem.colno)
        grove.findings.error(
            home._replace(source=PathSource(place), row=0),
            Text("không đúng cú pháp JSON", f"no JSON: {problem.msg}"),
            Text("một tệp JSON", "JSON text"),
        )
        return None
    except RecursionError:
        _report_depth(home, grove.findings)
        return None
    return _json_twigs(root, home, grove)


def _json_twigs(root: object, home: Cell, grove: Grove) -> Twig | None:
    """Give every value of a JSON file its path, without recursion."""
    source = grove.source
    if not isinstance(source, PathSource):
        return None
    result: list[Twig] = []
    stack: list[tuple[object, str, list[Twig] | dict[str, Twig], str]] = [(root, "", result, "")]
    count = 0
    while stack:
        value, path, into, key = stack.pop()
        count += 1
        if count + len(stack) > MAX_CELLS:
            _report_size(home, grove.findings)
            return None
        row = source.row(path)
        if isinstance(value, list):
            items: list[Twig] = []
            _put(into, key, Twig(items, row, 0))
            numbered = [(item, f"{path}[{place}]", items, "") for place, item in enumerate(value)]
            stack.extend(reversed(numbered))
        elif isinstance(value, _Pairs):
            keyed: dict[str, Twig] = {}
            _put(into, key, Twig(keyed, row, 0))
            _check_keys(value, grove, row)
            below = f"{path}." if path else ""
            named = [(item, f"{below}{visible(name)}", keyed, name) for name, item in value.pairs]
            stack.extend(reversed(named))
        else:
            _put(into, key, Twig(_json_text(value), row, 0, isinstance(value, _Number)))
    return result[0]


def _json_text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _check_keys(value: _Pairs, grove: Grove, row: int) -> None:
    """Report keys that stand twice: which of them was meant, nobody knows."""
    seen: set[str] = set()
    for key, _ in value.pairs:
        if key in seen:
            grove.findings.error(
                Cell("", grove.source, grove.file, row, 0),
                Text(f"khóa {shown(key)} lặp lại", f"the key {shown(key)} twice"),
                Text("mỗi khóa một lần", "keys once"),
            )
        seen.add(key)


def _report_size(home: Cell, findings: Findings) -> None:
    findings.error(
        home,
        Text(f"hơn {MAX_CELLS} giá trị", f"more than {MAX_CELLS} values"),
        Text(f"nhiều nhất {MAX_CELLS} giá trị", f"at most {MAX_CELLS} values"),
    )


def _report_depth(home: Cell, findings: Findings) -> None:
    findings.error(
        home,
        Text("quá nhiều cấp lồng nhau", "too many nested levels"),
        Text("ít cấp hơn", "fewer levels"),
    )
