"""Compare the figures of two revisions, and print one JSON object with their ratios.

`tools/bench.py` of both runs in turn, so that a busy machine slows both; a ratio above 1 means that
the working tree is slower or larger than the base. Both run with the packages of this environment.
`--fence 1.1` exits with 1 if a ratio is above it. Floors (an empty Qt window, an import) are
printed, since they show how far two runs differ by chance, and are never held to the fence.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
_UNITS = ("_ms", "_s", "_mb")

Figures = Mapping[str, float]


def main(arguments: Sequence[str]) -> int:
    """Measure and print; return 1 if a figure is above the fence, else 0."""
    options, rest = _parser().parse_known_args(arguments)
    try:
        base = find_revision(options.base)
    except LookupError as error:
        sys.stderr.write(f"bench-compare: {error}\n")
        return 2
    try:
        runs = _run(base, options.rounds, rest)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"bench-compare: the benchmark failed: {error}\n")
        return 2
    figures = compare(runs["base"], runs["tree"])
    slower = above(figures, options.fence)
    sys.stdout.write(json.dumps({"base": base, "figures": figures, "slower": slower}, indent=1))
    sys.stdout.write("\n")
    return 1 if slower else 0


def _run(base: str, rounds: int, arguments: Sequence[str]) -> dict[str, list[Figures]]:
    """Return the figures of each run, of the base and of the working tree."""
    runs: dict[str, list[Figures]] = {"base": [], "tree": []}
    with worktree(base) as folder:
        for number in range(rounds):
            # The second of a pair may find files of the first in the page cache.
            order = ("base", "tree") if number % 2 == 0 else ("tree", "base")
            for side in order:
                runs[side].append(_measure(folder if side == "base" else ROOT, arguments))
    return runs


def compare(base: Sequence[Figures], tree: Sequence[Figures]) -> dict[str, dict[str, float]]:
    """Return the medians of both and their ratio, for each time and size that both measured."""
    names = [name for name in tree[0] if name in base[0] and name.endswith(_UNITS)]
    found = {}
    for name in names:
        before, after = (statistics.median(run[name] for run in runs) for runs in (base, tree))
        found[name] = {"base": before, "tree": after}
        if before:
            found[name]["ratio"] = round(after / before, 3)
    return found


def above(figures: Mapping[str, Figures], fence: float | None) -> list[str]:
    """Return the names of the figures whose ratio is above the fence, without floors."""
    if fence is None:
        return []
    measured = [name for name in figures if not name.startswith("floor_")]
    return [name for name in measured if figures[name].get("ratio", 0) > fence]


def find_revision(name: str | None) -> str:
    """Return the commit of a name; without one, the last commit that is a day old.

    Raises LookupError if there is none.
    """
    if name is None:
        commit = _git("rev-list", "-1", "--before=1.day.ago", "HEAD")
        problem = "No commit is a day old. Name one: make bench-compare BASE=REVISION."
    else:
        commit = _git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        problem = f"{name} is no revision of this repository. Give a commit, a tag or a branch."
    if not commit:
        raise LookupError(problem)
    return commit


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """Yield a folder with the files of the commit, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="flashdesign-base-") as folder:
        path = Path(folder) / "tree"
        subprocess.run(
            ["git", "worktree", "add", "--quiet", "--detach", str(path), commit],
            cwd=ROOT,
            check=True,
        )
        try:
            yield path
        finally:
            _git("worktree", "remove", "--force", str(path))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, epilog="Other options are passed on to tools/bench.py."
    )
    parser.add_argument("--base", help="a commit, tag or branch; otherwise one of a day ago")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--fence", type=float, help="the highest ratio allowed")
    return parser


def _measure(tree: Path, arguments: Sequence[str]) -> Figures:
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "tools/bench.py", *arguments],
        cwd=tree,
        # Before the package that is installed here.
        env={**environ, "PYTHONPATH": str(tree)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: Figures = json.loads(done.stdout)
    return found


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
