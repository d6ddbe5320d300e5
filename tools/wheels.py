"""Show that orgplan installs from wheels alone on Windows, for every supported Python.

Needs the network: ``python tools/wheels.py``. Downloads into a temporary folder.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")


def main() -> int:
    """Resolve and download the dependencies for each Python; the number of failures."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    failures = 0
    for version in VERSIONS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "pip", "download", "-q", "--only-binary=:all:"]
            command += ["--platform", "win_amd64", "--python-version", version, "-d", folder]
            done = subprocess.run([*command, *project["dependencies"]], check=False)
            wheels = list(Path(folder).iterdir())
            size = sum(path.stat().st_size for path in wheels) / 1e6
            verdict = "resolves" if done.returncode == 0 else "FAILS"
            print(f"Windows, Python {version}: {verdict}, {len(wheels)} wheels, {size:.0f} MB")
            failures += done.returncode != 0
    return failures


if __name__ == "__main__":
    sys.exit(main())
