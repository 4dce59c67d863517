"""Feed generated and damaged input to all readers, and report failures.

A case fails if it raises anything but a `FlashDesignError`, takes more than 2 s of processor time,
or takes more than 300 MB of memory. `--minutes N` is the processor time of all targets together;
failing inputs are written to the folder given with `--keep`.
"""

import argparse
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType

from flashdesign.errors import FlashDesignError
from tools.fuzz_targets import TARGETS, Target

SECONDS_MAX = 2.0
MEGABYTES_MAX = 300
_TIMEOUT_S = 30.0
_KIB_PER_MB = 1024


class CaseTimeoutError(Exception):
    """A case was still running long after its limit."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input on which a target fails."""

    target: str
    problem: str
    data: bytes

    @property
    def line(self) -> str:
        return f"{self.target}: {self.problem}: {self.data[:100]!r} ({len(self.data):,} bytes)"


def main(arguments: Sequence[str]) -> int:
    """Fuzz for the given time; return 1 if anything failed."""
    options = _options(arguments)
    chosen = [target for target in TARGETS if not options.only or target.name in options.only]
    share_s = options.minutes * 60 / len(chosen)
    failures: list[Failure] = []
    for target in chosen:
        cases, failed = fuzz(target, share_s, Random(f"{target.name} {options.seed}"))
        failures += failed
        print(f"{target.name:<16} {cases:>8,} cases  {len(failed)} failed", flush=True)
    for at, failure in enumerate(failures):
        print(failure.line)
        if options.keep:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{at:03}-{failure.target}").write_bytes(failure.data)
    return 1 if failures else 0


def fuzz(target: Target, seconds: float, chance: Random) -> tuple[int, list[Failure]]:
    """Run cases of one target for `seconds` of processor time; return their number and failures.

    Of failures with the same message only the first is kept.
    """
    failures: dict[str, Failure] = {}
    end = time.process_time() + seconds
    cases = 0
    with tempfile.TemporaryDirectory(prefix="flashdesign-fuzz-") as folder:
        while time.process_time() < end:
            data = target.make(chance)
            cases += 1
            for problem in _problems(target, data, Path(folder)):
                failures.setdefault(problem.split(" s of")[-1], Failure(target.name, problem, data))
    return cases, list(failures.values())


def _problems(target: Target, data: bytes, folder: Path) -> Iterator[str]:
    largest = _peak_memory_mb()
    start = time.process_time()
    try:
        with _limit_time(_TIMEOUT_S):
            target.take(data, folder)
    except FlashDesignError as error:
        if not str(error).strip():
            yield "an error without a sentence"
    except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001 - any of them is a finding
        yield f"{type(error).__name__}: {str(error)[:200]}"
    spent = time.process_time() - start
    if spent > SECONDS_MAX:
        yield f"{spent:.1f} s of processor time"
    if _peak_memory_mb() - largest > MEGABYTES_MAX:
        yield f"{_peak_memory_mb() - largest:.0f} MB of memory more than any case before"


@contextmanager
def _limit_time(seconds: float) -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise CaseTimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MB


def _options(arguments: Iterable[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", action="append", choices=[target.name for target in TARGETS])
    parser.add_argument("--keep", type=Path)
    return parser.parse_args(list(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
