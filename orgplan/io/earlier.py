"""Reading an earlier plan file, as far as `changed_from` and locks need it."""

from __future__ import annotations

import json
from pathlib import Path

from orgplan.errors import Finding, InputError
from orgplan.goals import EarlierPlan
from orgplan.io.limits import MAX_FILE_BYTES
from orgplan.io.text_file import read_text_file
from orgplan.organisation import BlockKey
from orgplan.text import Text, nfc

_SURVIVES = ("kept", "receives")
_ENDED = ("merged", "dissolved", "given")
_WITHOUT_PLAN = ("infeasible", "unknown")


class _NoPlanError(Exception):
    """The file says that it holds no plan."""


class _BrokenError(Exception):
    """Something in the file is not as a plan has it; holds the path."""


def read_earlier(path: Path) -> tuple[EarlierPlan, str]:
    """Read a plan file.

    Parameters
    ----------
    path
        A `plan.json`.

    Returns
    -------
    plan
        What it says of each unit.
    sha256
        Fingerprint of the file.

    Raises
    ------
    InputError
        If it is not readable as a plan.
    """
    file = read_text_file(path, most=MAX_FILE_BYTES)
    name = file.source.name
    expected = Text("một tệp phương án do orgplan ghi", "a plan file that orgplan wrote")
    try:
        document: object = json.loads(file.source.text)
        return _plan(document), file.sha256
    except json.JSONDecodeError as problem:
        at = (problem.lineno, problem.colno)
        found = Text("không đọc được như JSON", "this cannot be read as JSON")
        raise InputError([file.source.finding(at, found, expected)]) from None
    except _BrokenError as problem:
        found = Text("thiếu hoặc sai ở đây", "missing or wrong here")
        raise InputError([Finding(f"{name}:{problem}", found, expected)]) from None
    except _NoPlanError:
        found = Text("tệp này ghi là không có phương án", "this file says that there is no plan")
        expected = Text("một tệp có phương án", "a file with a plan")
        raise InputError([Finding(f"{name}:status", found, expected)]) from None
    except (RecursionError, ValueError):
        found = Text("không phải một phương án", "no plan")
        raise InputError([Finding(name, found, expected)]) from None


def _plan(document: object) -> EarlierPlan:
    if not isinstance(document, dict) or document.get("orgplan") != 1:
        raise _BrokenError("orgplan")
    units, moves, after = (document.get(key) for key in ("units", "moves", "after"))
    if units is None and document.get("status") in _WITHOUT_PLAN:
        raise _NoPlanError
    if not isinstance(units, list):
        raise _BrokenError("units")
    if not isinstance(moves, list):
        raise _BrokenError("moves")
    if not isinstance(after, list | None):
        raise _BrokenError("after")
    kind_after: dict[str, str | None] = {}
    into: dict[str, tuple[str, ...]] = {}
    for place, unit in enumerate(units):
        here = f"units[{place}]"
        fate = _text(unit, "fate", here)
        unit_id = _text(unit, "id", here)
        if fate in _SURVIVES:
            kind_after[unit_id] = _text(unit, "kind_after", here)
        elif fate in _ENDED:
            kind_after[unit_id] = None
            into[unit_id] = _receivers(unit, here)
        else:
            raise _BrokenError(f"{here}.fate")
    decided, given = _moves(moves)
    if not units:
        raise _BrokenError("units")
    parents, held = _after(after or [])
    given = {block: to for block, to in given.items() if block not in held}
    return EarlierPlan(kind_after, into, decided, given, parents)


def _moves(moves: list[object]) -> tuple[dict[BlockKey, str], dict[BlockKey, str]]:
    """Block → receiver: what the plan decided, and what was given."""
    decided: dict[BlockKey, str] = {}
    given: dict[BlockKey, str] = {}
    for place, move in enumerate(moves):
        here = f"moves[{place}]"
        source, to = _text(move, "from", here), _text(move, "to", here)
        function = move.get("function") if isinstance(move, dict) else None
        if function is not None and not isinstance(function, str):
            raise _BrokenError(f"{here}.function")
        key = (source, None if function is None else nfc(function))
        by_decision = isinstance(move, dict) and move.get("given") is True
        (given if by_decision else decided)[key] = to
    return decided, given


def _after(after: list[object]) -> tuple[dict[str, str | None], set[BlockKey]]:
    """Surviving unit → parent, and the functions that each surviving unit has."""
    parents: dict[str, str | None] = {}
    held: set[BlockKey] = set()
    for place, unit in enumerate(after):
        here = f"after[{place}]"
        unit_id = _text(unit, "id", here)
        entry = unit if isinstance(unit, dict) else {}
        parents[unit_id] = None if entry.get("parent") is None else _text(unit, "parent", here)
        functions = entry.get("functions") or {}
        if not isinstance(functions, dict):
            raise _BrokenError(f"{here}.functions")
        held |= {(unit_id, nfc(str(function))) for function in functions}
    return parents, held


def _receivers(unit: object, here: str) -> tuple[str, ...]:
    into = unit.get("into") if isinstance(unit, dict) else None
    if not isinstance(into, list) or not all(isinstance(item, str) for item in into):
        raise _BrokenError(f"{here}.into")
    return tuple(nfc(str(item)) for item in into)


def _text(value: object, key: str, here: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, str):
        raise _BrokenError(f"{here}.{key}")
    return nfc(found)
