"""Run the commands of a story in docs and hold what they print against what the page says.

``python tools/story.py PAGE…`` writes the true output into the pages, ``--check`` only compares and
fails where a page says something else. Each page is run in a temporary copy of the folder that its
first line names, with the folders beside it::

    <!-- story: scenarios/first-steps language=en -->

Blocks that are run, in order of the page:

* `````console`` with one command after ``$``; below it stands what it prints. Options behind the
  word: ``head=8`` and ``tail=3`` show only so many lines, with ``…`` between; ``exit=3`` expects
  that code instead of 0.
* `````yaml file=scenario.yaml``: the text is put at the end of that file; with ``after="rules:"``
  behind the line that begins so; with ``instead="organisation:"`` in the place of that line.

Times, versions, and fingerprints of files that hold times differ from run to run: they are
compared as ``#``; lines of progress are left out.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HEAD = re.compile(r"<!-- story: (?P<folder>\S+) language=(?P<language>vi|en) -->")
_BLOCK = re.compile(
    r"^```(?P<kind>console|yaml)(?P<options>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE
)
_PROGRESS = re.compile(r"\d+ s  ")
"""A line of progress: how many there are depends on the machine."""
_VARYING = (
    (re.compile(r"\b\d+(?:[.,]\d+)? (?:s|giây|seconds)\b"), "# s"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "#"),
    (re.compile(r"sha256:[0-9a-f]{12}"), "sha256:#"),
    (re.compile(r"(?<=CP-SAT )\d+(?:\.\d+)+"), "#"),
    (re.compile(r"[─━]+"), "─"),
    (re.compile(r"[ \t]+"), " "),
)


@dataclass(frozen=True)
class Stage:
    """Where the commands of one page run.

    Parameters
    ----------
    folder
        A copy of the story's folder.
    environment
        Variables of the commands.
    """

    folder: Path
    environment: dict[str, str]

    def run(self, command: str) -> tuple[str, int]:
        """What a command prints, both streams in order, and its exit code."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        text = done.stdout.decode("utf-8").replace(str(self.folder), "")
        lines = (line.rstrip() for line in text.splitlines())
        return "\n".join(line for line in lines if not _PROGRESS.match(line)), done.returncode


def options_of(words: str) -> dict[str, str]:
    """The options behind the word that opens a block."""
    return dict(part.split("=", 1) for part in shlex.split(words) if "=" in part)


def shortened(text: str, options: dict[str, str]) -> str:
    """The output as the page shows it: all of it, or its first and last lines."""
    lines = text.splitlines()
    head, tail = int(options.get("head", 0)), int(options.get("tail", 0))
    if not (head or tail) or len(lines) <= head + tail + 1:
        return text
    return "\n".join([*lines[:head], "…", *(lines[-tail:] if tail else [])])


def edit(path: Path, text: str, options: dict[str, str]) -> None:
    """Put the text of a block into a file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    for key in ("after", "instead"):
        if key in options:
            place = next(n for n, line in enumerate(lines) if line.startswith(options[key]))
            kept = [lines[place]] if key == "after" else []
            lines[place : place + 1] = [*kept, text]
            break
    else:
        lines.append(text)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def played(page: str, stage: Stage) -> str:
    """The page with what its commands really print."""
    parts: list[str] = []
    end = 0
    for block in _BLOCK.finditer(page):
        options = options_of(block["options"])
        body = block["body"]
        if block["kind"] == "yaml":
            if "file" in options:
                edit(stage.folder / options["file"], body, options)
            continue
        if not body.startswith("$ "):
            continue
        command = body[2:].split("\n", 1)[0]
        text, code = stage.run(command)
        if code != int(options.get("exit", 0)):
            raise SystemExit(f"exit {code}, expected {options.get('exit', 0)}: {command}\n{text}")
        shown = shortened(text, options)
        parts += [page[end : block.start("body")], f"$ {command}\n", shown + "\n" if shown else ""]
        end = block.end("body")
    return "".join([*parts, page[end:]])


def play(path: Path) -> tuple[str, str]:
    """A page as it is, and as it should be."""
    page = path.read_text(encoding="utf-8")
    head = _HEAD.search(page)
    if head is None:
        raise SystemExit(f"{path}: no line <!-- story: FOLDER language=vi|en -->")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(head["folder"])
        folder = Path(temporary) / place.name
        shutil.copytree((ROOT / place).parent, temporary, dirs_exist_ok=True)
        environment = {
            **os.environ,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "ORGPLAN_LANG": head["language"],
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "PYTHONUTF8": "1",
        }
        return page, played(page, Stage(folder, environment))


def masked(page: str) -> str:
    """A page without what differs between machines."""
    for pattern, word in _VARYING:
        page = pattern.sub(word, page)
    return page


def main() -> int:
    """Write or check the pages."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    stale = 0
    for path in wanted.pages:
        old, new = play(path)
        if masked(old) == masked(new) and (wanted.check or old == new):
            print(f"{path}: as it is")
        elif wanted.check:
            stale += 1
            print(f"{path}: the commands print something else; run tools/story.py {path}")
            for was, now in zip(masked(old).splitlines(), masked(new).splitlines(), strict=False):
                if was != now:
                    print(f"  page: {was}\n  true: {now}")
                    break
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
            print(f"{path}: written")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
