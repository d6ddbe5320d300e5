"""Help pages in the user's language: the words of the library beneath are translated here."""

from __future__ import annotations

import re

import typer
from typer.core import TyperCommand, TyperGroup

from orgplan.io.language import choose_language

SPOKEN = choose_language()
"""Language of help and of usage errors: `ORGPLAN_LANG`, the locale, else vi."""

_FIXED = {
    "Usage:": "Cách dùng:",
    "Arguments:": "Tham số:",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "Show this message and exit.": "In trang này rồi thoát.",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "[required]": "[bắt buộc]",
    "[default: ": "[mặc định: ",
}
_ENGLISH = re.compile("|".join(re.escape(words) for words in _FIXED))


_NOISE = re.compile(
    r" <(?:path|str|list\[Path\])>|\[\d+<=x<=\d+\]|(?<= )\{(?=[A-Z])|(?<=[A-Z.])\}(?=[ .]|$)"
    r"|(?<=\[)\{(?=scenario)|(?<=ruleset)\}(?=\])",
    re.MULTILINE,
)
"""What the library says of types, which metavariables and refusals say better."""
_REPEATED = re.compile(r" <scenario\|ruleset>\s+")
"""A type that is its own metavariable, and the line break that it forces."""


def translated(page: str) -> str:
    """A help page in the user's language."""
    page = _REPEATED.sub("  ", _NOISE.sub("", page))
    if SPOKEN == "en":
        return page
    return _ENGLISH.sub(lambda found: _FIXED[found[0]], page)


class Command(TyperCommand):
    """A command with a translated help page."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help page."""
        return translated(super().get_help(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The line that says how to call it."""
        return translated(super().get_usage(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """The whole sentence: a list of commands may wrap."""
        return self.help or ""


class Group(TyperGroup):
    """All commands, with a translated help page."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The help page."""
        return translated(super().get_help(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The line that says how to call it."""
        return translated(super().get_usage(ctx))
