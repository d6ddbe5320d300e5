"""The page about sweeps: every command prints what it says, in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("sweep*.md"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pages show a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_prints_what_the_page_says(page: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/story.py", "--check", str(page)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_is_there_in_both_languages() -> None:
    assert [page.name for page in PAGES] == ["sweep.md", "sweep.vi.md"]
    commands = [
        [
            line.removesuffix(" --language en")
            for line in page.read_text(encoding="utf-8").splitlines()
            if line.startswith("$ ")
        ]
        for page in PAGES
    ]
    assert commands[0] == commands[1]
