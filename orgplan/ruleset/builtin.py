"""The rulesets that come with the package, found by name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_FOLDER = Path(str(files("orgplan.ruleset")))


def builtin_names() -> tuple[str, ...]:
    """Names of the built-in rulesets, oldest statute first."""
    return tuple(sorted(path.stem.replace("_", "-") for path in _FOLDER.glob("*.yaml")))


def builtin_path(name: str) -> Path | None:
    """The file of a built-in ruleset, or None if there is none of that name."""
    return _FOLDER / f"{name.replace('-', '_')}.yaml" if name in builtin_names() else None
