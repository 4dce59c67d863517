"""Measure the export of 10,000 notes for Anki, with and without their 100,000 answers."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flashdesign.domain.ids import CardKey, DeckId, new_review_id
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.services.exports import export
from tests.support.learner import Learner
from tests.support.storage import bulk_load

NOTES, ANSWERS_PER_NOTE = 10_000, 10
BIG = DeckId("big")


def main() -> None:
    """Print the seconds as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(Path(folder)).store(_deck())
        with learner.context.database.transaction() as connection:
            bulk_load.load(connection, _histories(learner.clock.at))
        figures = {
            "package_export_10k_s": _measure_s(learner, Path(folder), with_schedule=False),
            "package_export_10k_100k_s": _measure_s(learner, Path(folder), with_schedule=True),
        }
        learner.close()
    sys.stdout.write(json.dumps(figures) + "\n")


def _deck() -> Deck:
    notes = (
        Note(BIG, f"n{at}", Basic(f"What is the quorum of {at} replicas?", f"It is **{at}**: so."))
        for at in range(NOTES)
    )
    return Deck(BIG, "Big", tuple(notes))


def _histories(now: int) -> Iterator[tuple[CardKey, Memory, list[Review]]]:
    for number in range(NOTES):
        card = CardKey(f"{BIG}/n{number}")
        log = []
        for answer in range(ANSWERS_PER_NOTE):
            at = now - (ANSWERS_PER_NOTE - answer) * MS_PER_DAY + number * 1_000
            kind = ReviewKind.REVIEW if answer else ReviewKind.LEARN
            log.append(
                Review(new_review_id(at, number), card, StudyMoment(at), kind, Rating.GOOD, 5_000)
            )
        last = log[-1].moment
        due = now + 5 * MS_PER_DAY
        memory = Memory(State.REVIEW, None, due, 12.5, 4.5, last.at, last.day, ANSWERS_PER_NOTE)
        yield card, memory, log


def _measure_s(learner: Learner, folder: Path, *, with_schedule: bool) -> float:
    start = time.perf_counter()
    export.export(learner.context, BIG, folder / "big.apkg", with_schedule=with_schedule)
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
