"""The shell round every command: fast help, late imports, errors as messages."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from orgplan.cli import main
from orgplan.cli.failures import guarded
from orgplan.errors import UsageError
from orgplan.text import Text
from tests.cli.running import FIRST_STEPS, SCENARIOS, command, environment, fresh, orgplan

HEAVY = ("ortools", "pandas", "numpy", "matplotlib", "pydantic", "networkx", "rich", "xlsxwriter")
LIST_IMPORTS = """
import sys
from orgplan.cli import main
code = main({arguments!r})
print(code, *[name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""


def python(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["solve", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    done = python(LIST_IMPORTS.format(arguments=arguments, heavy=HEAVY), tmp_path)
    code, *imported = done.stderr.split()
    assert code == "0"
    # newer versions of typer read the options of a command with pydantic
    assert [name for name in imported if name != "pydantic"] == []


def test_import_orgplan_is_light(tmp_path: Path) -> None:
    code = f"import sys, orgplan; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    assert python(code, tmp_path).stdout.split() == []


@pytest.mark.parametrize("arguments", [[], ["solve"], ["check"], ["validate"], ["schema"]])
def test_help_in_both_languages(tmp_path: Path, arguments: list[str]) -> None:
    vi = orgplan(*arguments, "--help", cwd=tmp_path).stdout
    en = orgplan(*arguments, "--help", cwd=tmp_path, ORGPLAN_LANG="en").stdout
    assert "Cách dùng: orgplan" in vi
    assert "Usage: orgplan" in en
    for word in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default"):
        assert word not in vi
    assert all(ord(letter) < 128 for letter in en)
    assert max(map(len, (vi + en).splitlines())) <= 80


def test_validate_and_check_do_without_the_solver(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['ortools'] = None\nfrom orgplan.cli import main\n"
        f"print(main(['validate', {str(FIRST_STEPS)!r}]))"
    )
    assert python(code, tmp_path).stdout.split()[-1] == "0"


def test_a_solver_that_does_not_load_is_said(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['ortools'] = None\nfrom orgplan.cli import main\n"
        f"print(main(['solve', {str(FIRST_STEPS)!r}]))"
    )
    done = python(code, tmp_path)
    assert done.stdout.split() == ["1"]
    assert "Visual C++ Redistributable" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_nothing_goes_over_the_network(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "def refuse(*_, **__): raise SystemExit('network')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
        "from orgplan.cli import main\n"
        f"print(main(['solve', {str(FIRST_STEPS)!r}, '--json', '--no-log', '-o', 'out']) )"
    )
    done = python(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.rstrip().endswith("0")


def test_an_internal_error_is_a_short_message(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> int:
        raise RuntimeError("seven\neight")

    monkeypatch.delenv("ORGPLAN_DEBUG", raising=False)
    assert guarded(work, "vi") == 1
    told = capsys.readouterr().err
    assert "Lỗi bên trong orgplan" in told
    assert "RuntimeError: seven" in told
    assert "Traceback" not in told
    monkeypatch.setenv("ORGPLAN_DEBUG", "1")
    assert guarded(work, "en") == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_disk_that_is_full_is_no_internal_error(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> int:
        raise OSError(28, "No space left on device", "out/plan.json")

    assert guarded(work, "vi") == 2
    assert "ổ đĩa đã đầy" in capsys.readouterr().err


def test_usage_errors_and_interruptions(capsys: pytest.CaptureFixture[str]) -> None:
    def misused() -> int:
        raise UsageError(Text("sai", "wrong"))

    def stopped() -> int:
        raise KeyboardInterrupt

    def broken() -> int:
        raise ImportError("interrupted while importing")

    assert guarded(misused, "en") == 2
    assert "wrong" in capsys.readouterr().err
    assert guarded(stopped, "vi") == 130
    assert guarded(broken, "vi", lambda: True) == 130
    assert "Đã dừng" in capsys.readouterr().err


def test_main_inside_a_process_leaves_its_signals_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    assert main(["solve", "nothing.yaml"]) == 3
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    assert capsys.readouterr().out == ""


def test_the_module_runs_as_the_command(tmp_path: Path) -> None:
    assert command("--version")[1:3] == ["-m", "orgplan"]
    assert fresh("--version", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["init", "new"],
        ["audit", FIRST_STEPS],
        ["diff", FIRST_STEPS.parent / "units.csv", SCENARIOS / "khanh-hoa" / "units.csv"],
        ["rules"],
    ],
    ids=lambda words: words[0],
)
def test_a_command_loads_by_itself_what_it_needs(tmp_path: Path, words: list[object]) -> None:
    """Other tests of these run them where everything is loaded already; the answer is the same."""
    said = []
    for run in (fresh, orgplan):
        folder = tmp_path / run.__name__
        folder.mkdir()
        done = run(*words, cwd=folder)
        said.append((done.returncode, done.stdout, done.stderr))
    assert said[0] == said[1]
    assert said[0][0] == 0
