"""Pieces of HTML: every text is escaped, colours follow the theme of the notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_FRAME = (
    "border:1px solid rgba(128,128,128,.45);border-radius:4px;padding:.5em .8em;margin:.3em 0;"
    "overflow-x:auto"
)
_TABLE = "border-collapse:collapse;margin:.4em 0;font-size:.95em"
_CELL = "padding:.15em .7em;border-bottom:1px solid rgba(128,128,128,.3);vertical-align:top"
_FAINT = "opacity:.7"
_SHORT = 24
"""Longest text of a cell that is kept on one line [characters]."""


def frame(title: str, *parts: str) -> str:
    """A box with a bold first line; `parts` are HTML already."""
    return f'<div style="{_FRAME}"><div><b>{escape(title)}</b></div>{"".join(parts)}</div>'


def line(text: str) -> str:
    """A line of text."""
    return f"<div>{escape(text)}</div>"


def faint(text: str) -> str:
    """A line of less important text."""
    return f'<div style="{_FAINT}">{escape(text)}</div>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; columns in which every cell is a number stand to the right."""
    listed = [list(row) for row in rows]
    right = [bool(listed) and all(_numeric(row[n]) for row in listed) for n in range(len(heads))]
    head = "".join(_cell("th", text, right[n]) for n, text in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(_cell("td", text, right[n]) for n, text in enumerate(row)) + "</tr>"
        for row in listed
    )
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def folded(title: str, inside: str, *, is_open: bool = False) -> str:
    """A part that the reader opens; `inside` is HTML already."""
    opened = " open" if is_open else ""
    return f"<details{opened}><summary>{escape(title)}</summary>{inside}</details>"


def bullets(items: Iterable[str]) -> str:
    """A list of texts."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _cell(tag: str, text: str, right: bool) -> str:
    side = "right" if right else "left"
    if len(text) <= _SHORT:
        side += ";white-space:nowrap"
    return f'<{tag} style="{_CELL};text-align:{side}">{escape(text)}</{tag}>'


def _numeric(text: str) -> bool:
    bare = text.replace(",", "").replace(".", "").replace("−", "").replace("%", "").strip()
    return not bare or bare.isdigit()
