"""`orgplan doctor`: it finds what is missing, says what to do, and never fails itself."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pytest

from orgplan.doctor import Look, examine
from orgplan.doctor import packages as packages_module
from orgplan.doctor.extras import look_at_cache, look_at_dask
from orgplan.doctor.packages import look_at_libraries, look_at_library, read_requirement
from orgplan.doctor.page import lines
from orgplan.doctor.solvers import look_at_solvers
from orgplan.doctor.surroundings import (
    look_at_console,
    look_at_folders,
    look_at_font,
    look_at_language,
)
from orgplan.engine.cache import Cache
from orgplan.text import LANGUAGES
from tests.cli.running import environment, orgplan

BLOCKED = (
    ["ortools"],
    ["rich"],
    ["networkx"],
    ["pandas", "numpy"],
    ["fontTools", "matplotlib"],
    ["pydantic"],
    ["ruamel.yaml", "python_calamine", "xlsxwriter"],
    ["typer"],
)


def doctor_without(names: Sequence[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the doctor in a process that cannot import some libraries."""
    blocked = "".join(f"sys.modules[{name!r}] = None\n" for name in names)
    code = f"import sys\n{blocked}from orgplan.cli import main\nsys.exit(main(['doctor']))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_this_computer_is_in_order(tmp_path: Path) -> None:
    done = orgplan("doctor", "--json", cwd=tmp_path)
    document = json.loads(done.stdout)
    faults = [check for check in document["checks"] if check["state"] == "fault"]
    assert faults == []
    assert (done.returncode, document["ok"]) == (0, True)
    listed = {check["name"] for check in document["checks"]}
    assert {"python", "ortools", "solvers", "font", "console", "memory", "temp"} <= listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fits_a_terminal(tmp_path: Path, language: str) -> None:
    done = orgplan("doctor", "--language", language, cwd=tmp_path, COLUMNS="80")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("names", BLOCKED, ids="-".join)
def test_a_missing_library_is_a_fault_and_no_crash(tmp_path: Path, names: list[str]) -> None:
    done = doctor_without(names, tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "LỖI" in done.stdout
    words = " ".join(done.stdout.split())
    for name in names:
        shown = {"ruamel.yaml": "ruamel-yaml", "python_calamine": "python-calamine"}
        assert f"LỖI {shown.get(name, name.lower())} " in words


def test_a_solver_that_does_not_load_on_windows_needs_the_runtime(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ortools", None)
    monkeypatch.setattr(packages_module.sys, "platform", "win32")
    look = look_at_library(read_requirement("ortools>=9.15"))
    assert look.state == "fault"
    assert look.advice is not None
    assert "Visual C++ Redistributable" in look.advice.vi


@pytest.mark.parametrize(
    ("written", "version", "fits"),
    [
        ("x>=3.3", "3.3", True),
        ("x>=3.3", "3.3.0", True),
        ("x>=3.3", "3.10.1", True),
        ("x>=3.3", "3.2.9", False),
        ("x<9.16,>=9.15", "9.15.6755", True),
        ("x<9.16,>=9.15", "9.16", False),
        ("x==2", "2.0.0", True),
        ("x!=2.1", "2.1", False),
        ("x~=2.8", "2.14", True),
        ("x~=2.8", "3.0", False),
        ("x>1,<=2", "2.0.1", False),
        ("x>=0.18.6; python_version > '3'", "0.19", True),
        ("x", "0.1rc1", True),
    ],
)
def test_versions_are_compared_as_numbers(written: str, version: str, fits: bool) -> None:
    assert read_requirement(written).takes(version) is fits


def test_an_old_or_absent_library_is_a_fault_with_the_command_that_mends_it() -> None:
    old = look_at_library(read_requirement("networkx>=99"))
    absent = look_at_library(read_requirement("orgplan-no-such-library>=1"))
    for look in (old, absent):
        assert look.state == "fault"
        assert look.advice is not None
        assert "python -m pip install" in look.advice.vi


def test_a_copy_that_is_not_installed_is_only_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(packages_module.metadata, "requires", unknown)
    assert [look.state for look in look_at_libraries()] == ["note"]


@pytest.mark.parametrize(
    ("encoding", "page", "state"),
    [
        ("utf-8", None, "ok"),
        ("UTF8", 65001, "ok"),
        ("utf-8", 1258, "note"),
        ("cp1258", 1258, "fault"),
        (None, None, "fault"),
    ],
)
def test_a_console_that_lacks_letters_is_told(
    encoding: str | None, page: int | None, state: str
) -> None:
    look = look_at_console(encoding, page)
    assert look.state == state
    assert (look.advice is None) is (state == "ok")
    assert look.advice is None or "chcp 65001" in look.advice.vi


@pytest.mark.parametrize(
    ("variables", "state", "told"),
    [
        ({}, "ok", "tiếng Việt (mặc định)"),
        ({"LANG": "en_US.UTF-8"}, "ok", "tiếng Anh (LANG=en_US.UTF-8)"),
        ({"ORGPLAN_LANG": "en", "LANG": "vi_VN"}, "ok", "tiếng Anh (ORGPLAN_LANG=en)"),
        ({"ORGPLAN_LANG": "fr"}, "note", "ORGPLAN_LANG=fr"),
        ({"ORGPLAN_LANG": "english"}, "note", "ORGPLAN_LANG=english"),
        ({"ORGPLAN_LANG": "vietnam", "LANG": "en_US.UTF-8"}, "note", "tiếng Anh; ORGPLAN_LANG"),
        ({"LANG": "fr_FR.UTF-8"}, "ok", "tiếng Việt (mặc định)"),
    ],
)
def test_the_language_is_told_with_where_it_comes_from(
    variables: dict[str, str], state: str, told: str
) -> None:
    look = look_at_language(variables)
    assert look.state == state
    assert told in look.found.vi


def test_a_folder_that_cannot_be_written_to_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert [look.state for look in look_at_folders()] == ["ok", "fault"]


def test_a_font_that_lacks_a_letter_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from orgplan.draw import fonts

    assert look_at_font().state == "ok"
    whole = fonts._drawable()
    monkeypatch.setattr(fonts, "_drawable", lambda: whole - {"ở"})
    look = look_at_font()
    assert look.state == "fault"
    assert "ở" in look.found.vi


def test_engines_that_differ_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    solving = importlib.import_module("orgplan.solve")
    from orgplan.doctor.solvers import toy
    from orgplan.plan import Plan

    right = solving.solve(toy())
    assert right.plan is not None

    def solve(case: object, *, engine: str) -> object:
        class Answer:
            plan = (
                right.plan if engine == "highs" else Plan(right.case.problem, frozenset(), {}, {})
            )

        return Answer

    assert look_at_solvers().state == "ok"
    monkeypatch.setattr(solving, "solve", solve)
    assert look_at_solvers().state == "fault"


def test_notes_alone_are_no_fault() -> None:
    looks = [look for look in examine() if look.state == "ok"]
    assert "Máy này chạy được orgplan." in list(lines(looks, "vi", 80))[-1]
    noted = Look("memory", "note", looks[0].found)
    assert "1 note." in list(lines([noted], "en", 80))[-1]


def test_it_needs_no_network(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('network')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
        "from orgplan.cli import main\nsys.exit(main(['doctor']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**environment(), "TMPDIR": os.environ.get("TMPDIR", tempfile.gettempdir())},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_cache_is_told_with_its_place_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORGPLAN_CACHE", str(tmp_path / "kept"))
    with Cache(tmp_path / "kept") as cache:
        for number in range(400):
            cache.put(str(number), list(range(number)))
    look = look_at_cache()
    assert look.state == "ok"
    assert str(tmp_path / "kept") in look.found.vi
    assert not look.found.vi.startswith("0 MB")
    monkeypatch.setenv("ORGPLAN_CACHE", "")
    assert "ORGPLAN_CACHE" in look_at_cache().found.vi
    (tmp_path / "file").touch()
    monkeypatch.setenv("ORGPLAN_CACHE", str(tmp_path / "file" / "below"))
    assert look_at_cache().state == "note"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cache_can_be_emptied(tmp_path: Path, language: str) -> None:
    with Cache(tmp_path / "kept") as cache:
        cache.put("key", 1)
    (tmp_path / "kept" / "mine.txt").touch()
    words = ("doctor", "--clear-cache", "--language", language)
    done = orgplan(*words, cwd=tmp_path, ORGPLAN_CACHE=str(tmp_path / "kept"))
    assert (done.returncode, done.stderr) == (0, "")
    assert str(tmp_path / "kept") in done.stdout
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["mine.txt"]
    done = orgplan("doctor", "--clear-cache", "--json", cwd=tmp_path, ORGPLAN_CACHE="")
    assert json.loads(done.stdout) == {"folder": None, "bytes": 0}


def test_dask_is_an_extra_and_no_fault_if_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert look_at_dask().found.vi.startswith(metadata.version("distributed"))
    monkeypatch.setitem(sys.modules, "distributed", None)
    look = look_at_dask()
    assert look.state == "ok"
    assert 'pip install "orgplan[cluster]"' in look.found.vi
