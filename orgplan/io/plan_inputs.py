"""The inputs behind a plan file: found, held against their fingerprints, and made into a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from orgplan.case import Case, InputFile, Inputs
from orgplan.errors import Finding, InputError
from orgplan.io.findings import shown, visible
from orgplan.io.plan_stated import PlanFile, StatedFile
from orgplan.io.scenario import load_case
from orgplan.io.text_file import fingerprint
from orgplan.ruleset import builtin_path
from orgplan.text import Language, Text

_DIGITS = 12
"""Digits of a fingerprint that a message shows."""


def open_inputs(file: PlanFile, *, language: Language | None = None) -> Case:
    """The case that a plan file answers.

    Parameters
    ----------
    file
        The plan file.
    language
        Language of every output; the scenario's own if None.

    Raises
    ------
    InputError
        If an input is missing, has changed since the plan was made, or cannot be read.
    """
    name, folder = visible(file.path.name), file.path.parent
    findings = [f for stated in _stated(file) if (f := _compare(stated, folder, name, file))]
    if findings:
        raise InputError(findings)
    case, _ = load_case(folder / file.inputs.scenario.path, language=language)
    if case.inputs is not None:
        findings = list(_differences(case.inputs, name, file))
    if findings:
        raise InputError(findings)
    return case


def _stated(file: PlanFile) -> Iterator[StatedFile]:
    """Every input that the file names with a path."""
    inputs = file.inputs
    yield inputs.scenario
    yield from inputs.organisation
    builtin = builtin_path(inputs.ruleset_name)
    if inputs.ruleset.path:
        yield inputs.ruleset
    elif builtin is not None:
        yield StatedFile(inputs.ruleset.at, str(builtin), inputs.ruleset.sha256)
    yield from inputs.plans


def _compare(stated: StatedFile, folder: Path, name: str, file: PlanFile) -> Finding | None:
    """What is wrong with one input, or None."""
    place = f"{name}:{stated.at}"
    path = folder / stated.path
    try:
        now = fingerprint(path) if path.is_file() else None
    except (OSError, ValueError):
        now = None
    if now is None:
        return Finding(
            place,
            Text(f"không tìm thấy tệp {shown(stated.path)}", f"no such file: {shown(stated.path)}"),
            Text("tệp mà phương án được lập từ đó", "the file that the plan was made from"),
            Text("đường dẫn tính từ thư mục của tệp này", "paths start at this file's folder"),
        )
    return None if now == stated.sha256 else _stale(place, path.name, stated.sha256, now, file)


def _stale(place: str, changed: str, old: str, now: str, file: PlanFile) -> Finding:
    command = f"`orgplan solve {visible(Path(file.inputs.scenario.path).name)}`"
    return Finding(
        f"{place}.sha256",
        Text(
            f"{shown(changed)} đã thay đổi sau khi lập phương án: "
            f"{old[:_DIGITS]} → {now[:_DIGITS]}",
            f"{shown(changed)} has changed since the plan was made: "
            f"{old[:_DIGITS]} → {now[:_DIGITS]}",
        ),
        Text(f"SHA-256 bắt đầu bằng {old[:_DIGITS]}", f"SHA-256 {old[:_DIGITS]}…"),
        Text(f"giải lại: {command}", f"solve again: {command}"),
    )


def _differences(inputs: Inputs, name: str, file: PlanFile) -> Iterator[Finding]:
    """Inputs that the scenario reads and the plan file does not know, or knows otherwise."""
    stated = file.inputs
    if inputs.ruleset.sha256 != stated.ruleset.sha256:
        place = f"{name}:{stated.ruleset.at}"
        old, now = stated.ruleset.sha256, inputs.ruleset.sha256
        yield _stale(place, inputs.ruleset.path.name, old, now, file)
    yield from _unknown(inputs.organisation, stated.organisation, f"{name}:inputs.organisation")
    if inputs.scenario.sha256 != stated.scenario.sha256:
        old, now = stated.scenario.sha256, inputs.scenario.sha256
        yield _stale(f"{name}:inputs.scenario", inputs.scenario.path.name, old, now, file)


def _unknown(
    read: Iterable[InputFile], stated: Iterable[StatedFile], place: str
) -> Iterator[Finding]:
    known = [file.sha256 for file in stated]
    for file in read:
        if file.sha256 in known:
            known.remove(file.sha256)
            continue
        changed = shown(file.path.name)
        yield Finding(
            place,
            Text(
                f"kịch bản đọc cả {changed}, phương án không nêu tệp này",
                f"the scenario reads {changed} too, the plan does not name it",
            ),
            Text("cùng các tệp đơn vị như khi lập phương án", "the organisation files of the plan"),
            Text("giải lại", "solve again"),
        )
    if known:
        yield Finding(
            place,
            Text(
                f"phương án nêu {len(known)} tệp mà kịch bản không đọc",
                f"the plan names {len(known)} files that the scenario does not read",
            ),
            Text("cùng các tệp đơn vị như khi lập phương án", "the organisation files of the plan"),
            Text("giải lại", "solve again"),
        )
