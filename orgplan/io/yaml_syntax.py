"""What the YAML parser complains about, told to somebody who never heard of tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orgplan.errors import Finding
from orgplan.io.source_text import SourceText
from orgplan.text import Text, same

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

_QUOTES = Text("đặt giá trị trong dấu nháy kép", "put the value in double quotes")
_TAB = (
    "found character '\\t'",
    Text("dấu tab dùng để thụt dòng hoặc tách", "a tab as indentation or separator"),
    Text("dấu cách", "spaces"),
    None,
)
_PROBLEMS: tuple[tuple[str, Text, Text, Text | None], ...] = (
    _TAB,
    (
        "cannot start any token",
        Text("ký tự không thể mở đầu một giá trị", "a character that cannot begin a value"),
        Text("một giá trị hoặc một khóa", "a value or a key"),
        _QUOTES,
    ),
    (
        "mapping values are not allowed",
        Text("dấu hai chấm ở chỗ không thể có khóa", "a colon where no key can stand"),
        Text(
            "các khóa cùng cấp thụt dòng như nhau, mỗi dòng một khóa",
            "keys of one level with the same indentation, one a line",
        ),
        Text(
            "nếu dấu hai chấm thuộc về chữ, đặt cả giá trị trong dấu nháy kép",
            "if the colon belongs to a text, put the whole value in double quotes",
        ),
    ),
    (
        "could not find expected ':'",
        Text("một khóa thiếu dấu hai chấm", "a key without a colon"),
        same("`key: value`"),
        None,
    ),
    (
        "expected ',' or ']'",
        Text("danh sách chưa đóng hoặc thiếu dấu phẩy", "a list not closed, or a missing comma"),
        Text("`,` hoặc `]`", "`,` or `]`"),
        None,
    ),
    (
        "expected ',' or '}'",
        Text("ngoặc nhọn chưa đóng hoặc thiếu dấu phẩy", "a brace not closed, or a missing comma"),
        Text("`,` hoặc `}`", "`,` or `}`"),
        None,
    ),
    (
        "expected <block end>",
        Text("chỗ này không khớp với các dòng trên", "this does not fit the lines above"),
        Text("thụt dòng như các mục cùng cấp", "the same indentation as its neighbours"),
        None,
    ),
    (
        "unexpected end of stream",
        Text("dấu nháy mở mà không đóng", "a quote opened and never closed"),
        Text("dấu nháy đóng", "a closing quote"),
        None,
    ),
    (
        "unexpected document separator",
        Text("dấu nháy mở mà không đóng", "a quote opened and never closed"),
        Text("dấu nháy đóng", "a closing quote"),
        None,
    ),
    (
        "escape",
        Text("dấu `\\` mở đầu một mã không có", "a `\\` that begins no known code"),
        Text("`\\\\` cho dấu gạch chéo ngược", "`\\\\` for a backslash"),
        Text("dùng dấu nháy đơn", "use single quotes"),
    ),
    (
        "undefined tag handle",
        Text("thẻ kiểu dữ liệu", "a tag"),
        Text("chữ thường, không có thẻ", "plain text without a tag"),
        None,
    ),
)
_OTHER = (
    Text("không đọc được như YAML tại đây", "this cannot be read as YAML"),
    Text("YAML đúng cú pháp", "valid YAML"),
)
_AT_CONTEXT = re.compile("quoted scalar|simple key")


def syntax_finding(problem: MarkedYAMLError, source: SourceText) -> Finding:
    """The place and meaning of a syntax error."""
    said = str(problem.problem or "")
    mark = problem.problem_mark or problem.context_mark
    if problem.context_mark is not None and _AT_CONTEXT.search(str(problem.context or "")):
        mark = problem.context_mark
    at = (1, 1) if mark is None else (int(mark.line) + 1, int(mark.column) + 1)
    for words, found, expected, advice in _PROBLEMS:
        if words in said:
            return source.finding(at, found, expected, advice)
    return source.finding(at, *_OTHER)


def character_finding(problem: ReaderError, source: SourceText) -> Finding:
    """The place of a character that YAML does not allow."""
    before = source.text[: int(problem.position)]
    lines = before.split("\n")
    code = int(problem.character)
    return source.finding(
        (len(lines), len(lines[-1]) + 1),
        Text(f"ký tự điều khiển U+{code:04X}", f"the control character U+{code:04X}"),
        Text("chữ đọc được", "readable text"),
        Text("xóa ký tự này", "delete it"),
    )
