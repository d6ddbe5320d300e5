"""A first page without number, as the decree asks: what the library that writes sheets leaves out.

A sheet may have another header on its first page. The header of all pages stands in the file
already; here the first page gets the same without the number of the page.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_WHOLE = re.compile(
    rb"<headerFooter[^>]*>\s*<oddHeader>(?P<header>.*?)</oddHeader>\s*"
    rb"<oddFooter>(?P<footer>.*?)</oddFooter>\s*</headerFooter>",
    re.DOTALL,
)
_NUMBER = re.compile(rb"&amp;C.*?&amp;P")


def with_first_pages(content: bytes) -> bytes:
    """The same workbook, the first page of every sheet without a number."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if _SHEET.fullmatch(entry.filename):
                part = _WHOLE.sub(_with_first, part)
            new.writestr(entry, part)
    return target.getvalue()


def _with_first(found: re.Match[bytes]) -> bytes:
    header, footer = found["header"], found["footer"]
    return b"".join(
        (
            b'<headerFooter differentFirst="1">',
            b"<oddHeader>" + header + b"</oddHeader>",
            b"<oddFooter>" + footer + b"</oddFooter>",
            b"<firstHeader>" + _NUMBER.sub(b"", header, count=1) + b"</firstHeader>",
            b"<firstFooter>" + footer + b"</firstFooter>",
            b"</headerFooter>",
        )
    )
