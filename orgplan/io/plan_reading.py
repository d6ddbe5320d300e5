"""Reading a plan file without trusting it: what it says, line by line, and nothing concluded.

Only what can be judged is asked for; keys that the contract does not know are ignored, and lists
may stand in any order, so that the plan files of other programs can be read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar, cast, get_args

from orgplan.io.json_reading import Value, read_json
from orgplan.io.limits import MAX_FILE_BYTES
from orgplan.io.plan_stated import (
    AfterLine,
    AgencyLine,
    CountLine,
    GoalLine,
    MoveLine,
    PlanFile,
    StatedFile,
    StatedInputs,
    StatedPlan,
    UnitLine,
)
from orgplan.io.text_file import read_text_file
from orgplan.plan import Fate, Status
from orgplan.text import Text

Line = TypeVar("Line")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PARTS = ("count", "goals", "units", "moves", "after")


def read_plan_file(path: Path) -> PlanFile:
    """Read a plan file.

    Parameters
    ----------
    path
        A `plan.json`.

    Raises
    ------
    InputError
        With everything whose form is wrong, each with its path inside the file.
    """
    document = read_json(read_text_file(path, most=MAX_FILE_BYTES)).object()
    document.need("orgplan").exactly(1)
    _header(document)
    status = cast(Status, document.need("status").word(get_args(Status)))
    inputs = _inputs(document.need("inputs").object())
    plan = _plan(document) if status in ("optimal", "feasible") else None
    document.report.raise_errors()
    stray = (key for key in _PARTS if plan is None and (v := document.get(key)) and not v.null)
    return PlanFile(path, status, inputs, plan, tuple(stray))


def _header(document: Value) -> None:
    """Check what is only printed."""
    for key in ("name", "language"):
        value = document.get(key)
        if value is not None:
            value.word(("vi", "en")) if key == "language" else value.text()


def _inputs(inputs: Value) -> StatedInputs:
    organisation = inputs.need("organisation")
    files = organisation.items() if isinstance(organisation.value, list) else [organisation]
    if not files:
        organisation.wrong(Text("ít nhất một tệp", "at least one file"))
    ruleset = inputs.need("ruleset").object()
    plans = inputs.get("plans")
    return StatedInputs(
        _file(inputs.need("scenario").object()),
        tuple(_file(file.object()) for file in files),
        ruleset.need("name").text(),
        StatedFile(
            ruleset.path,
            "" if (path := ruleset.get("path")) is None or path.null else path.text(),
            _sha256(ruleset.need("sha256")),
        ),
        () if plans is None else tuple(_file(file.object()) for file in plans.items()),
    )


def _file(entry: Value) -> StatedFile:
    return StatedFile(entry.path, entry.need("path").text(), _sha256(entry.need("sha256")))


def _sha256(value: Value) -> str:
    found = value.value.lower() if isinstance(value.value, str) else ""
    if not _SHA256.fullmatch(found):
        value.wrong(Text("mã SHA-256: 64 chữ số thập lục phân", "a SHA-256 of 64 hex digits"))
    return found


def _plan(document: Value) -> StatedPlan:
    goals = [_goal(entry.object()) for entry in document.need("goals").items()]
    draft = document.get("draft")
    return StatedPlan(
        gap=_nullable(document.need("gap"), Value.number),
        count=_count(document.need("count").object()),
        goals=_once(goals, document, "goals", "tier", lambda line: str(line.tier)),
        units=_once(_lines(document, "units", _unit), document, "units", "id", lambda u: u.id),
        moves=tuple(_lines(document, "moves", _move)),
        after=_once(_lines(document, "after", _after), document, "after", "id", lambda u: u.id),
        draft=None if draft is None else draft.flag(),
    )


def _lines(document: Value, key: str, read: Callable[[Value], Line]) -> list[Line]:
    return [read(entry.object()) for entry in document.need(key).items()]


def _once(
    lines: Iterable[Line], home: Value, key: str, field: str, name: Callable[[Line], str]
) -> tuple[Line, ...]:
    """The lines, with an error for every name that stands twice."""
    seen: dict[str, int] = {}
    found = tuple(lines)
    entries = home.need(key).items() if found else []
    for place, line in enumerate(found):
        first = seen.setdefault(name(line), place)
        if first != place and name(line):
            entries[place].need(field).wrong(
                Text("mỗi mục một lần", "each of them once"),
                Text(f"đã có ở {key}[{first}]", f"it stands at {key}[{first}] too"),
            )
    return found


def _nullable(value: Value, read: Callable[[Value], Line]) -> Line | None:
    return None if value.null else read(value)


def _goal(entry: Value) -> GoalLine:
    return GoalLine(
        tier=entry.need("tier").whole(),
        terms={name: value.number() for name, value in entry.need("terms").members()},
        value=entry.need("value").number(),
        bound=_nullable(entry.need("bound"), Value.number),
    )


def _count(entry: Value) -> CountLine:
    agencies = _lines(entry, "agencies", _agency)
    return CountLine(
        before=entry.need("before").whole(),
        after=entry.need("after").whole(),
        required_cut=_nullable(entry.need("required_cut"), Value.whole),
        cut_percent=_nullable(entry.need("cut_percent"), Value.number),
        before_given=entry.need("before_given").whole(),
        before_after_given=entry.need("before_after_given").whole(),
        agencies=_once(agencies, entry, "agencies", "id", lambda line: line.id),
    )


def _agency(entry: Value) -> AgencyLine:
    return AgencyLine(
        entry.path,
        entry.need("id").text(),
        entry.need("before").whole(),
        entry.need("after").whole(),
    )


def _unit(entry: Value) -> UnitLine:
    moved = entry.get("moved_given")
    return UnitLine(
        at=entry.path,
        id=entry.need("id").text(),
        fate=cast(Fate, entry.need("fate").word(get_args(Fate))),
        into=tuple(item.text() for item in entry.need("into").items()),
        kind_after=_nullable(entry.need("kind_after"), Value.text),
        moved_given=moved is not None and moved.flag(),
    )


def _move(entry: Value) -> MoveLine:
    return MoveLine(
        at=entry.path,
        unit=entry.need("from").text(),
        function=_nullable(entry.need("function"), Value.text),
        posts=entry.need("posts").number(),
        to=entry.need("to").text(),
        given=entry.need("given").flag(),
    )


def _after(entry: Value) -> AfterLine:
    return AfterLine(
        at=entry.path,
        id=entry.need("id").text(),
        parent=_nullable(entry.need("parent"), Value.text),
        name=entry.need("name").text(),
        kind=entry.need("kind").text(),
        staff=entry.need("staff").number(),
        heads=_nullable(entry.need("heads"), Value.whole),
        deputies=_nullable(entry.need("deputies"), Value.whole),
        functions={code: posts.number() for code, posts in entry.need("functions").members()},
    )
