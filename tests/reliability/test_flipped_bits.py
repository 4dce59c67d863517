"""One flipped bit anywhere in a collection is harmless or reported, and can be restored."""

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.errors import FlashDesignError
from flashdesign.paths import AppPaths
from flashdesign.services.browse import card_listing
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import notices, open_collection
from flashdesign.services.context import Context
from flashdesign.services.decks import overview
from flashdesign.services.review.session import ReviewSession
from flashdesign.storage import stored_settings
from flashdesign.storage.drills import attempts
from flashdesign.storage.notes import decks, save, stored_pictures
from flashdesign.storage.review_log import reviews
from tests.support.drills.attempts import attempt
from tests.support.learner import ManualClock

PLAIN = DeckId("plain")
WORDS = ("cache", "queue", "shard", "replica", "leader", "quorum", "latency", "index", "lease")
PAGE_BYTES = 4096
# The share of flips in used pages that the start or the check must report.
MIN_NOTICED = 0.8
FEW, MANY = 6, 500


@dataclass
class Campaign:
    """An intact collection, a backup without its last answers, and the results of flips."""

    folder: Path
    clock: ManualClock
    good: Path
    backup: Path
    answers: int
    seen: Counter[str] = field(default_factory=Counter)
    unexpected: list[str] = field(default_factory=list)

    def flip(self, offset: int, bit: int) -> bool:
        """Use, check and restore a collection with one flipped bit; return whether it was found."""
        shutil.rmtree(self.folder / "work", ignore_errors=True)
        paths = AppPaths(self.folder / "work" / "collection.flashdesign")
        paths.collection.parent.mkdir()
        content = bytearray(self.good.read_bytes())
        content[offset] ^= 1 << bit
        paths.collection.write_bytes(content)
        problem = self._used(paths)
        self._restore(paths, f"{offset}.{bit}")
        self.seen[problem.partition(":")[0] or "never"] += 1
        return bool(problem)

    def _used(self, paths: AppPaths) -> str:
        """Start, answer, list and check like a user; return the first report of damage."""
        context: Context | None = None
        try:
            context = open_collection(paths, self.clock, Random(1))
            notices(context)
            overview.overview(context)
            session = ReviewSession(context)
            for _ in range(3):
                if session.state.card is not None:
                    session.reveal()
                    session.grade(session.state.allowed_grades[-1])
            for _ in card_listing.iterate_cards(context):
                pass
            found = maintenance.check_if_due(context)
            return f"check: {found[0]}" if found else ""
        except FlashDesignError as error:
            return f"start: {error}"
        except Exception as error:  # noqa: BLE001 - any other is a finding
            self.unexpected.append(f"use: {error!r}")
            return "unexpected"
        finally:
            if context is not None:
                context.database.close()

    def _restore(self, paths: AppPaths, name: str) -> None:
        try:
            maintenance.restore_closed(paths, self.backup, self.clock)
            context = open_collection(paths, self.clock, Random(2))
            try:
                problems = maintenance.check(context)
                with context.database.read() as connection:
                    left = sum(1 for _ in reviews.review_log(connection))
            finally:
                context.database.close()
        except Exception as error:  # noqa: BLE001 - any is a finding
            self.unexpected.append(f"restore {name}: {error!r}")
            return
        if problems:
            self.unexpected.append(f"restore {name}: {problems}")
        self.seen[f"restored with {'all' if left >= self.answers else 'most'} answers"] += 1


def campaign(folder: Path, *, size: int) -> Campaign:
    """Create a collection with notes, pictures, answers and attempts, and an earlier backup."""
    clock, chance = ManualClock(), Random(7)
    paths = AppPaths(folder / "good" / "collection.flashdesign")
    context = open_collection(paths, clock, Random(3))
    with context.database.transaction() as connection:
        stored_settings.put(connection, "preferences", {"new_per_day": 200})
        decks.save_deck(connection, Deck(PLAIN, "Plain"), 0, "own")
        save.save_notes(connection, ((at, made(at, chance)) for at in range(size)))
        stored_pictures.save(connection, (picture(at, chance) for at in range(size // 25)))
    answer(context, size // 4)
    clock.advance(days=3)
    backup = maintenance.back_up(context)
    answer(context, size // 8)
    with context.database.read() as connection:
        answers = sum(1 for _ in reviews.review_log(connection))
    context.database.close()
    return Campaign(folder, clock, paths.collection, backup, answers)


def made(at: int, chance: Random) -> Note:
    """Return a note with some words."""
    text = " ".join(chance.choices(WORDS, k=chance.randrange(20, 120)))
    question = (
        Cloze(f"{text} {{{{1::{chance.choice(WORDS)}}}}}") if at % 3 else Basic(text, text[:40])
    )
    return Note(PLAIN, f"n{at}", question, why=text[::-1], tags=(chance.choice(WORDS),))


def picture(at: int, chance: Random) -> Picture:
    """Return a picture that no other note has."""
    content = chance.randbytes(20_000)
    return Picture(PLAIN, f"p{at}.png", sha256(content).hexdigest(), lambda: content)


def answer(context: Context, times: int) -> None:
    """Answer cards, and now and then a drill."""
    session = ReviewSession(context)
    for number in range(times):
        asked = session.state.card
        if asked is None:
            break
        session.reveal()
        session.grade(Rating.GOOD if number % 5 else Rating.EASY)
        if number % 4 == 0:
            with context.database.transaction() as connection:
                uid = context.uids.next(context.clock.now_ms())
                attempts.add(connection, replace(attempt(3000, card=asked.key), uid=uid))
    session.close()


def free_pages(path: Path) -> set[int]:
    """Return the free pages; see sqlite.org/fileformat.html."""
    content = path.read_bytes()
    page_bytes = int.from_bytes(content[16:18])
    free: set[int] = set()
    trunk = int.from_bytes(content[32:36])
    while trunk:
        start = (trunk - 1) * page_bytes
        leaves = int.from_bytes(content[start + 4 : start + 8])
        paths = range(start + 8, start + 8 + 4 * leaves, 4)
        free |= {trunk, *(int.from_bytes(content[at : at + 4]) for at in paths)}
        trunk = int.from_bytes(content[start : start + 4])
    return free


def run(tried: Campaign, times: int, seed: int) -> None:
    """Flip bits of used pages one after another, and check the shares."""
    chance, free = Random(seed), free_pages(tried.good)
    size, noticed = tried.good.stat().st_size, 0
    done = 0
    while done < times:
        offset = chance.randrange(size)
        if offset // PAGE_BYTES + 1 not in free:
            noticed += tried.flip(offset, chance.randrange(8))
            done += 1
    assert tried.unexpected == []
    assert noticed >= times * MIN_NOTICED, tried.seen


def test_a_flipped_bit_is_damage_and_not_a_mistake(tmp_path: Path) -> None:
    run(campaign(tmp_path, size=120), FEW, seed=1)


@pytest.mark.nightly
def test_five_hundred_flipped_bits_of_ten_megabytes(tmp_path: Path) -> None:
    tried = campaign(tmp_path, size=1_900)
    assert tried.good.stat().st_size > 10_000_000
    run(tried, MANY, seed=2)


@pytest.mark.nightly
def test_every_byte_of_the_header_and_the_schema_may_be_flipped(tmp_path: Path) -> None:
    tried = campaign(tmp_path, size=40)
    chance = Random(3)
    for offset in [*range(100), *range(100, PAGE_BYTES, 9)]:
        tried.flip(offset, chance.randrange(8))
    assert tried.unexpected == []
