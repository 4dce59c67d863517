"""Migrations of a collection from its format to the one that this version uses."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial

from flashdesign.storage.schema.migrations import format_1, format_2, format_3

Step = Callable[[sqlite3.Connection], None]


def run(statements: Sequence[str], raw: sqlite3.Connection) -> None:
    """Execute the statements in order."""
    for statement in statements:
        raw.execute(statement)


STEPS: tuple[Step, ...] = (
    partial(run, format_1.STATEMENTS),
    format_2.complete,
    format_3.complete,
)
VERSION = len(STEPS)


def migrate(raw: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Run the missing steps, each with its new format number in one transaction.

    `raw` must be in autocommit. Foreign keys are checked at the end of a step, not within it, so
    that a step may rebuild a table.
    """
    # The pragma has no effect inside a transaction, so it is set around all of them.
    raw.execute("PRAGMA foreign_keys=OFF")
    done = int(raw.execute("PRAGMA user_version").fetchone()[0])
    for version, step in enumerate(steps[done:], start=done + 1):
        _run_step(raw, version, step)
    raw.execute("PRAGMA foreign_keys=ON")


def _run_step(raw: sqlite3.Connection, version: int, step: Step) -> None:
    raw.execute("BEGIN IMMEDIATE")
    try:
        lost = _lost_references(raw)
        step(raw)
        _check_references(raw, version, lost)
        raw.execute(f"PRAGMA user_version={version}")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _check_references(raw: sqlite3.Connection, version: int, lost_before: int) -> None:
    if _lost_references(raw) > lost_before:
        problem = f"the step to format {version} leaves a reference to nothing"
        raise sqlite3.IntegrityError(problem)


def _lost_references(raw: sqlite3.Connection) -> int:
    """Return the number of broken foreign keys; a damaged file has some before any step."""
    return len(raw.execute("PRAGMA foreign_key_check").fetchall())
