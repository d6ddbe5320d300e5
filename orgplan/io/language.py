"""The language of every output, known even where the scenario itself is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from orgplan.text import LANGUAGES, Language

_READ = 256 * 1024
_WRITTEN = re.compile(r"""(?m)^[ \t{]*["']?language["']?[ \t]*:[ \t]*["']?(vi|en)\b""")
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(
    explicit: Language | None = None,
    written: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Language:
    """Choose the language: what the call says, the scenario, `ORGPLAN_LANG`, the locale, else vi.

    Parameters
    ----------
    explicit
        What a command or call asks for.
    written
        What the scenario says.
    environment
        Variables of the process; `os.environ` if None.
    """
    variables = os.environ if environment is None else environment
    wanted = [explicit, written, variables.get("ORGPLAN_LANG")]
    wanted.append(next((value for name in LOCALES if (value := variables.get(name))), None))
    for value in wanted:
        found = spoken(value)
        if found is not None:
            return found
    return "vi"


def spoken(value: str | None) -> Language | None:
    """The language that a setting such as ``en_US.UTF-8`` names; None if it is neither."""
    short = (value or "")[:2].lower()
    if short not in LANGUAGES or (value or "")[2:3].isalpha():
        return None
    return "vi" if short == "vi" else "en"


def written_language(path: Path) -> Language | None:
    """The language that a scenario or plan file names, however broken the rest of it is."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_READ).decode("utf-8", "replace")
    except OSError:
        return None
    found = _WRITTEN.search(text)
    if found is None:
        return None
    return "vi" if found[1] == "vi" else "en"


def language_of(path: Path, explicit: Language | None = None) -> Language:
    """The language of everything that is said about a scenario or plan file."""
    return choose_language(explicit, None if explicit else written_language(path))
