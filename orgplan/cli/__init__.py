"""The command line: parse, call, print. `main` is the entry point of the `orgplan` command."""

from orgplan.cli.entry import main

__all__ = ["main"]
