"""All commands together, and what happens when one is called in a wrong way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

from orgplan.cli import (
    alternatives,
    audit,
    check,
    compare,
    diff,
    doctor,
    explain,
    frontier,
    init,
    rules,
    schema,
    severance,
    solve,
    sweep,
    trade_off,
    validate,
)
from orgplan.cli.exits import Exit
from orgplan.cli.help_page import SPOKEN, Command, Group
from orgplan.cli.usage import usage_message
from orgplan.text import Text

_ABOUT = Text(
    "Lập phương án sắp xếp tổ chức bộ máy theo quy định, có chứng minh.",
    "Plans to merge the units of an organisation under named rules, with proof.",
)
_VERSION = Text("In phiên bản rồi thoát.", "Print the version and exit.")

app = typer.Typer(
    cls=Group,
    help=_ABOUT.to(SPOKEN),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_LISTED = (
    init,
    validate,
    audit,
    solve,
    check,
    explain,
    frontier,
    alternatives,
    trade_off,
    sweep,
    compare,
    diff,
    severance,
    rules,
    schema,
    doctor,
)
for module in _LISTED:
    app.command(module.NAME, cls=Command, help=module.ABOUT.to(SPOKEN))(module.command)


def _print_version(wanted: bool) -> None:
    if wanted:
        from orgplan.version import __version__

        print(f"orgplan {__version__}")
        raise typer.Exit


@app.callback()
def _whole(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help=_VERSION.to(SPOKEN)),
    ] = False,
) -> None:
    """Nothing but the options that stand before the command."""


@cache
def _commands() -> Callable[..., object]:
    """What reads the command line; made once, which takes longer than reading one."""
    return get_command(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        code = _commands()(
            args=None if arguments is None else list(arguments),
            prog_name="orgplan",
            standalone_mode=False,
        )
    except typer.Abort:
        return Exit.INTERRUPTED
    except Exception as problem:
        message = usage_message(problem)
        if message is None:
            raise
        print(message.to(SPOKEN), file=sys.stderr)
        return Exit.USAGE
    return code if isinstance(code, int) else Exit.DONE
