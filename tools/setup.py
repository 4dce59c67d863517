"""Create `.venv` with the pinned packages and FlashDesign; do nothing if it is up to date.

Requires only Python. The syntax is kept readable for older Pythons, so that they can report their
version.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
PIP_OUTPUT_LINES_SHOWN = 15

TOO_OLD = """\
FlashDesign needs Python {0}.{1} or newer, and this is Python {2}.{3}.
Install a newer one and use it: make PYTHON=/path/to/python3, or run this file with that Python."""
NO_ENSUREPIP = (
    "This Python cannot create virtual environments. On Debian and Ubuntu: apt install python3-venv"
)


class Place:
    """The paths of one environment, which differ between POSIX and Windows."""

    def __init__(self, root: Path, *, windows: bool = os.name == "nt") -> None:
        self.root = root
        self.windows = windows
        self.venv = root / ".venv"
        self.stamp = self.venv / "flashdesign.stamp"
        self.scripts = self.venv / ("Scripts" if windows else "bin")
        self.python = self.scripts / ("python.exe" if windows else "python")
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        library = Path("Lib") if windows else Path("lib") / version
        self.path_file = self.venv / library / "site-packages" / "flashdesign.pth"
        self.launcher = self.scripts / ("flashdesign.cmd" if windows else "flashdesign")

    def requirements(self, *, dev: bool) -> Path:
        return self.root / "requirements" / ("dev.txt" if dev else "run.txt")


def stamp_lines(place: Place, *, dev: bool) -> list[str]:
    """Return the facts that determine an environment, one per line."""
    major, minor = sys.version_info[:2]
    lines = [f"python {major}.{minor}", f"place {place.venv}"]
    for mode in (False, True)[: 1 + dev]:
        path = place.requirements(dev=mode)
        lines.append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    return lines


def is_ready(place: Place, *, dev: bool) -> bool:
    """Return whether the environment is complete; one for development also serves to run."""
    if not (place.stamp.is_file() and place.python.exists() and place.path_file.is_file()):
        return False
    found = place.stamp.read_text(encoding="utf-8").splitlines()
    return set(stamp_lines(place, dev=dev)) <= set(found)


def launcher_text(place: Place) -> str:
    """Return the script that starts the program from anywhere."""
    if place.windows:
        return '@"%~dp0python.exe" -P -m flashdesign %*\r\n'
    return f'#!/bin/sh\nexec {shlex.quote(str(place.python))} -P -m flashdesign "$@"\n'


def make(place: Place, *, dev: bool) -> None:
    """Build the environment; the stamp is written last, so an incomplete one is built again."""
    import subprocess
    import venv

    purpose = "development" if dev else "use"
    print(f"Creating .venv for {purpose}; the first time this downloads about 100 MB.", flush=True)
    try:
        place.stamp.unlink(missing_ok=True)
        venv.EnvBuilder(clear=True, symlinks=not place.windows, with_pip=True).create(place.venv)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.exit(f"The environment in {place.venv} could not be created: {error}")
    install(place, place.requirements(dev=dev))
    place.path_file.write_text(f"{place.root}\n", encoding="utf-8")
    place.launcher.write_text(launcher_text(place), encoding="utf-8", newline="")
    place.launcher.chmod(0o755)
    compile_program(place)
    place.stamp.write_text("\n".join(stamp_lines(place, dev=dev)) + "\n", encoding="utf-8")
    print("Ready.")


def install(place: Place, requirements: Path) -> None:
    """Install exactly the listed packages, or exit with pip's output."""
    import subprocess

    command = [str(place.python), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).splitlines()[-PIP_OUTPUT_LINES_SHOWN:]
        sys.exit("The packages could not be installed. Output of pip:\n" + "\n".join(lines))


def compile_program(place: Place) -> None:
    """Write the program's bytecode, even if Python is configured not to."""
    import compileall

    compileall.compile_dir(str(place.root / "flashdesign"), quiet=2)


def main(arguments: list[str]) -> int:
    """Set up the environment that the arguments ask for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="include the tools for tests and checks")
    parser.add_argument(
        "--quiet", action="store_true", help="print nothing if there is nothing to do"
    )
    options = parser.parse_args(arguments)
    # Reached by older Pythons too: this file is meant to run on them.
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(TOO_OLD.format(*OLDEST_PYTHON, *sys.version_info[:2]))
    place = Place(ROOT)
    if is_ready(place, dev=options.dev):
        compile_program(place)
        if not options.quiet:
            print("Everything is up to date.")
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(NO_ENSUREPIP)
    make(place, dev=options.dev)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next run starts from the beginning.")
