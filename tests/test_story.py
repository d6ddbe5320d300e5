"""The stories in docs say what their commands print, and the tool that holds them to it does so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orgplan.engine.cache.place import VARIABLE
from tools.story import masked, options_of, shortened

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").glob("six-weeks*.md"))
FRONTIER = sorted((ROOT / "docs").glob("frontier*.md"))
EXPLAIN = sorted((ROOT / "docs").glob("explain*.md"))
COMPARE = sorted((ROOT / "docs").glob("compare*.md"))
CHOICES = [sorted((ROOT / "docs").glob(f"{name}*.md")) for name in ("alternatives", "trade-off")]
PAGE = """<!-- story: scenarios/first-steps language=en -->
```yaml file=scenario.yaml instead="language:"
language: en
```

```console tail=1
$ orgplan validate scenario.yaml
{said}
```

```console exit=3
$ (echo told; exit 3) >/dev/null
```
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stories speak to a POSIX shell")


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(ROOT / "tools/story.py"), *map(str, arguments)]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)


@posix
def test_a_page_that_says_something_else_is_found_and_mended(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.format(said="scenario.yaml: 17 errors"), encoding="utf-8")
    checked = _run("--check", page)
    assert checked.returncode == 1
    assert "17 errors" in checked.stdout
    assert _run(page).returncode == 0
    assert "scenario.yaml: no errors" in page.read_text(encoding="utf-8")
    assert _run("--check", page).returncode == 0


@posix
def test_another_exit_code_than_expected_stops_the_story(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE.replace(" exit=3", ""), encoding="utf-8")
    stopped = _run("--check", page)
    assert stopped.returncode == 1
    assert "exit 3, expected 0" in stopped.stderr


def test_only_times_versions_and_fingerprints_may_differ() -> None:
    first = "CP-SAT 9.15.6755, 5,4 giây · sha256:0123456789ab · 125 → 96"
    second = "CP-SAT 9.16.1, 12 giây · sha256:ba9876543210 · 125 → 96"
    assert masked(first) == masked(second)
    assert masked(first) != masked(first.replace("96", "97"))


def test_long_output_is_cut_where_the_page_says() -> None:
    text = "\n".join(f"line {n}" for n in range(10))
    assert shortened(text, options_of(" head=2 tail=1")) == "line 0\nline 1\n…\nline 9"
    assert shortened(text, {}) == text


@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [*PAGES, *FRONTIER, *COMPARE, *CHOICES[0], *CHOICES[1], *EXPLAIN],
    ids=lambda page: page.name,
)
def test_every_command_of_a_story_prints_what_the_page_says(
    page: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one language has solved, the other language of the same story finds kept."""
    told = page.name.split(".", maxsplit=1)[0]
    monkeypatch.setenv(VARIABLE, str(tmp_path_factory.getbasetemp() / f"story-{told}"))
    done = _run("--check", page)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_story_is_told_in_both_languages() -> None:
    assert [page.name for page in PAGES] == ["six-weeks.md", "six-weeks.vi.md"]
    commands = [
        [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("$ ")]
        for page in PAGES
    ]
    same = [tuple(line.split(" | ")[0] for line in listed) for listed in commands]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    "pages", [FRONTIER, COMPARE, *CHOICES, EXPLAIN], ids=lambda pages: pages[0].stem
)
def test_a_command_is_explained_in_both_languages(pages: list[Path]) -> None:
    """The same commands, but for the option of the language."""
    english, vietnamese = (
        [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("$ ")]
        for page in pages
    )
    assert [line.replace(" --language en", "") for line in english] == vietnamese
