"""From the bytes of a file to its text, and to the place of a byte that is none.

Letters that turn into other letters are worse than no letters, so a legacy encoding is named and
refused, never guessed.
"""

from __future__ import annotations

import codecs
import csv
import re

from orgplan.io.columns import field_of
from orgplan.io.findings import Cell, Findings
from orgplan.text import Text, nfc

_DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


def decode(data: bytes, home: Cell, findings: Findings, *, by_field: bool) -> str | None:
    """Decode a text file: UTF-8, or UTF-16 with its mark.

    Parameters
    ----------
    data
        The bytes of the file.
    home
        The file as a place.
    findings
        Gets the error.
    by_field
        Whether places count fields of a table or characters of a line.

    Returns
    -------
    text
        The text without its mark, or None.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as problem:
        before = body[: problem.start].decode(encoding, "replace")
        row, column = _position(before, by_field)
        found = f"0x{body[problem.start]:02X}"
        name = encoding.upper()[:6].rstrip("-")
        findings.error(
            home._replace(row=row, column=column),
            Text(f"byte {found}: không phải {name}", f"byte {found}: not {name}"),
            Text("văn bản UTF-8 hoặc UTF-16", "UTF-8 or UTF-16"),
            _encoding_advice(body),
        )
        return None
    if "\0" in text:
        row, column = _position(text[: text.index("\0")], by_field)
        findings.error(
            home._replace(row=row, column=column),
            Text("byte 0x00 (NUL)", "byte 0x00 (NUL)"),
            Text("văn bản UTF-8, hoặc UTF-16 có BOM", "UTF-8, or UTF-16 with its BOM"),
            Text("lưu lại dạng CSV UTF-8", "save as CSV UTF-8"),
        )
        return None
    return text


def _position(before: str, by_field: bool) -> tuple[int, int]:
    """Line, and field or character, at which a text ends."""
    lines = re.split(r"\r\n|\r|\n", before)
    if not by_field:
        return len(lines), len(lines[-1]) + 1
    header = next((line for line in lines if line.strip()), "")
    delimiter = best_delimiter(header)
    fields, quoted = 1, False
    for letter in lines[-1]:
        if letter == '"':
            quoted = not quoted
        elif letter == delimiter and not quoted:
            fields += 1
    return len(lines), fields


def _encoding_advice(body: bytes) -> Text:
    """Name the legacy Vietnamese encoding where the bytes read well in it."""
    legacy = nfc(body[:100_000].decode("cp1258", "replace"))
    if _VIETNAMESE.search(legacy) and "\ufffd" not in legacy:
        return Text(
            "có vẻ là Windows-1258: lưu lại dạng *CSV UTF-8*",
            "it looks like Windows-1258: save as *CSV UTF-8*",
        )
    return Text("lưu lại dạng *CSV UTF-8*", "save as *CSV UTF-8*")


def best_delimiter(header: str) -> str:
    """Choose the delimiter of a header line.

    Parameters
    ----------
    header
        The line.

    Returns
    -------
    delimiter
        The one by which most fields are known, or else the one that makes most fields.
    """

    return max(_DELIMITERS, key=lambda delimiter: _merit(header, delimiter))


def known_fields(line: str) -> int:
    """How many fields a line names, whatever its delimiter: a header names more than a title."""
    return max(_merit(line, delimiter)[0] for delimiter in _DELIMITERS)


def _merit(header: str, delimiter: str) -> tuple[int, int]:
    try:
        fields = next(csv.reader([header[:20_000]], delimiter=delimiter), [])
    except csv.Error:
        fields = header[:20_000].split(delimiter)
    return sum(field_of(field, sent=True) is not None for field in fields), len(fields)
