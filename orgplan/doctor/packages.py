"""Whether Python and the libraries are there, in the versions that orgplan asks for, and load."""

from __future__ import annotations

import importlib
import platform
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from orgplan.doctor.finding import Look, reason
from orgplan.text import Text, same
from orgplan.version import __version__

_OLDEST = (3, 11)
_NEWEST_TRIED = (3, 13)
_MODULES = {
    "python-calamine": "python_calamine",
    "fonttools": "fontTools",
    "ruamel-yaml": "ruamel.yaml",
}
"""Libraries of which the module has another name."""
_SOLVER = "ortools"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>|~=)\s*([0-9][0-9.]*)")
_VC_RUNTIME = "https://aka.ms/vs/17/release/vc_redist.x64.exe"


@dataclass(frozen=True, slots=True)
class Asked:
    """A library as the package asks for it: its name, and bounds of its version."""

    name: str
    bounds: tuple[tuple[str, tuple[int, ...]], ...]
    written: str

    def takes(self, version: str) -> bool:
        """Whether a version lies within the bounds."""
        have = _numbers(version)
        return all(_holds(sign, have, bound) for sign, bound in self.bounds)


def look_at_python() -> Iterator[Look]:
    """The interpreter, the computer it runs on, and orgplan itself."""
    version, bits = platform.python_version(), struct.calcsize("P") * 8
    found = Text(f"{version}, {bits} bit", f"{version}, {bits} bit")
    oldest = ".".join(map(str, _OLDEST))
    if sys.version_info[:2] < _OLDEST:
        advice = Text(f"cài Python từ {oldest} trở lên", f"install Python {oldest} or newer")
        yield Look("python", "fault", found, advice)
    elif bits < 64:
        advice = Text("cài Python bản 64 bit", "install Python for 64 bits")
        yield Look("python", "fault", found, advice)
    elif sys.version_info[:2] > _NEWEST_TRIED:
        newest = ".".join(map(str, _NEWEST_TRIED))
        advice = Text(f"đã thử đến bản {newest}", f"tried up to {newest}")
        yield Look("python", "note", found, advice)
    else:
        yield Look("python", "ok", found)
    yield Look("platform", "ok", same(f"{platform.system()} {platform.release()}".strip()))
    yield Look("orgplan", "ok", same(__version__))


def look_at_libraries() -> Iterator[Look]:
    """Every library that the package asks for."""
    try:
        listed = metadata.requires("orgplan")
    except metadata.PackageNotFoundError:
        listed = None
    if listed is None:
        yield Look(
            "libraries",
            "note",
            Text("không rõ cần các phiên bản nào", "the versions asked for are not known"),
            Text("cài orgplan bằng pip", "install orgplan with pip"),
        )
        return
    for asked in map(read_requirement, (line for line in listed if "extra ==" not in line)):
        yield look_at_library(asked)


def read_requirement(line: str) -> Asked:
    """A requirement as a package states it, ``name>=1.2,<2``."""
    written = line.partition(";")[0].strip()
    name = _NAME.match(written)
    bounds = tuple((sign, _numbers(said)) for sign, said in _BOUND.findall(written))
    return Asked(name[0] if name else written, bounds, written)


def look_at_library(asked: Asked) -> Look:
    """Whether one library is there in a fitting version and loads."""
    try:
        version = metadata.version(asked.name)
    except metadata.PackageNotFoundError:
        return Look(asked.name, "fault", Text("chưa được cài", "not installed"), _install(asked))
    try:
        importlib.import_module(_MODULES.get(asked.name, asked.name))
        if asked.name == _SOLVER:
            importlib.import_module("ortools.sat.python.cp_model")
            importlib.import_module("ortools.math_opt.python.mathopt")
    except Exception as problem:  # whatever it is, it is what the user should read
        found = Text(
            f"{version}, không nạp được ({reason(problem)})",
            f"{version}, cannot be loaded ({reason(problem)})",
        )
        return Look(asked.name, "fault", found, _load(asked))
    if not asked.takes(version):
        found = Text(f"{version}, cần {asked.written}", f"{version}, asked for {asked.written}")
        return Look(asked.name, "fault", found, _install(asked))
    return Look(asked.name, "ok", same(version))


def _install(asked: Asked) -> Text:
    command = f'python -m pip install "{asked.written}"'
    return Text(f"chạy: {command}", f"run: {command}")


def _load(asked: Asked) -> Text:
    if asked.name == _SOLVER and sys.platform == "win32":
        return Text(
            f"cài Microsoft Visual C++ Redistributable ({_VC_RUNTIME}) rồi mở lại cửa sổ lệnh",
            f"install the Microsoft Visual C++ Redistributable ({_VC_RUNTIME}), then open a new "
            "window",
        )
    command = f'python -m pip install --force-reinstall "{asked.written}"'
    return Text(f"chạy: {command}", f"run: {command}")


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: 3.10.1rc2 is 3, 10, 1; ends of 0 do not count."""
    numbers: list[int] = []
    for part in version.split("."):
        digits = re.match(r"\d+", part)
        if digits is None:
            break
        numbers.append(int(digits[0]))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _holds(sign: str, have: tuple[int, ...], bound: tuple[int, ...]) -> bool:
    if sign == "~=":
        return have >= bound and have[: len(bound) - 1] == bound[:-1]
    return {
        ">=": have >= bound,
        ">": have > bound,
        "<=": have <= bound,
        "<": have < bound,
        "==": have == bound,
        "!=": have != bound,
    }[sign]
