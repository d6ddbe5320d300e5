"""YAML as a tree of texts with places: nothing is interpreted, expanded or run.

`00001`, `no` and `2025-03-01` stay the texts that they are; what they mean is for the schema to
say.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.errors import Finding, InputError
from orgplan.io.source_text import SourceText
from orgplan.io.yaml_builder import Builder
from orgplan.io.yaml_node import Data, Node, locate, to_data
from orgplan.text import Text

__all__ = ["Data", "Node", "Tree", "locate", "parse_tree", "parse_yaml", "to_data"]

MAX_CHARACTERS = 16_000_000
"""Characters of one YAML file."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A file that could be parsed, and what is wrong in it all the same (keys that stand twice)."""

    root: Node
    source: SourceText
    findings: tuple[Finding, ...] = ()


def parse_yaml(text: str, name: str) -> Node:
    """Read a YAML text.

    Parameters
    ----------
    text
        The text of the file.
    name
        Name of the file in messages.

    Returns
    -------
    root
        Its outermost value.

    Raises
    ------
    InputError
        With every key that stands twice, every tag, and the first error of syntax.
    """
    tree = parse_tree(SourceText(name, text.removeprefix("\ufeff")))
    if tree.findings:
        raise InputError(tree.findings)
    return tree.root


def parse_tree(source: SourceText) -> Tree:
    """Read a YAML text as far as it goes, so that other errors can be told in the same run.

    Raises
    ------
    InputError
        If the text is no YAML or is too large.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    from orgplan.io.yaml_syntax import character_finding, syntax_finding

    if len(source.text) > MAX_CHARACTERS:
        limit = f"{MAX_CHARACTERS // 1_000_000} MB"
        size = Text(f"tệp lớn hơn {limit}", f"a file larger than {limit}")
        most = Text(f"nhiều nhất {limit}", f"at most {limit}")
        raise InputError([source.finding((0, 0), size, most)])
    builder = Builder(source)
    try:
        for event in YAML(typ="safe", pure=True).parse(source.text):
            builder.take(event)
    except ReaderError as problem:
        raise InputError([*builder.findings, character_finding(problem, source)]) from None
    except MarkedYAMLError as problem:
        raise InputError([*builder.findings, syntax_finding(problem, source)]) from None
    except (YAMLError, ValueError, IndexError, OverflowError):
        broken = Text("không đọc được như YAML", "this cannot be read as YAML")
        plain = Text("YAML đúng cú pháp", "valid YAML")
        raise InputError([*builder.findings, source.finding((0, 0), broken, plain)]) from None
    return Tree(builder.root or Node(None, 1, 1), source, tuple(builder.findings))
