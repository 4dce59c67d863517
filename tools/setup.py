"""Make `.venv` with the pinned packages and this program in it; when that is done, do nothing.

Needs nothing but Python, and stays readable for older ones so that they can say what is wrong.
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
Install a newer one, then say which: make PYTHON=/path/to/python3, or that Python with this file."""
NO_ENSUREPIP = (
    "This Python cannot make virtual environments: on Debian and Ubuntu, apt install python3-venv."
)


class Place:
    """Where things lie in one environment: POSIX and Windows differ."""

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
    """Return the facts an environment must have been made from, one a line."""
    major, minor = sys.version_info[:2]
    lines = [f"python {major}.{minor}", f"place {place.venv}"]
    for mode in (False, True)[: 1 + dev]:
        path = place.requirements(dev=mode)
        lines.append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    return lines


def is_ready(place: Place, *, dev: bool) -> bool:
    """Tell whether the environment is whole; one for development serves to run as well."""
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
    """Build the environment from nothing; the stamp comes last, so a torn one is built again."""
    import subprocess
    import venv

    kind = "development" if dev else "running"
    print(f"Making .venv for {kind}; the first time this loads about 100 MB.", flush=True)
    try:
        place.stamp.unlink(missing_ok=True)
        venv.EnvBuilder(clear=True, symlinks=not place.windows, with_pip=True).create(place.venv)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        sys.exit(f"The environment in {place.venv} could not be made: {error}")
    install(place, place.requirements(dev=dev))
    place.path_file.write_text(f"{place.root}\n", encoding="utf-8")
    place.launcher.write_text(launcher_text(place), encoding="utf-8", newline="")
    place.launcher.chmod(0o755)
    compile_program(place)
    place.stamp.write_text("\n".join(stamp_lines(place, dev=dev)) + "\n", encoding="utf-8")
    print("Ready.")


def install(place: Place, requirements: Path) -> None:
    """Install exactly the listed files, or leave with what pip said."""
    import subprocess

    command = [str(place.python), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--requirement", str(requirements)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (done.stdout + done.stderr).splitlines()[-PIP_OUTPUT_LINES_SHOWN:]
        sys.exit("The packages could not be installed. pip said:\n" + "\n".join(said))


def compile_program(place: Place) -> None:
    """Write the program's bytecode, which Python itself may have been told not to do."""
    import compileall

    compileall.compile_dir(str(place.root / "flashdesign"), quiet=2)


def main(arguments: list[str]) -> int:
    """Set up what the arguments ask for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="with the tools for tests and checks")
    parser.add_argument("--quiet", action="store_true", help="say nothing when nothing is to do")
    options = parser.parse_args(arguments)
    # Older Pythons do come here: the file is meant to run on them.
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(TOO_OLD.format(*OLDEST_PYTHON, *sys.version_info[:2]))
    place = Place(ROOT)
    if is_ready(place, dev=options.dev):
        compile_program(place)
        if not options.quiet:
            print("Everything is in place.")
        return 0
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(NO_ENSUREPIP)
    make(place, dev=options.dev)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Interrupted. The next call starts again from nothing.")
