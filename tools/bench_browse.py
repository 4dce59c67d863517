"""Measure Browse over many cards: a search as it is typed, and the first page of each sort.

Each figure is the slowest of its kind in ms, the median of several runs of the same question.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.domain.faces import Basic, Cloze, Face
from flashdesign.domain.moments import MS_PER_DAY
from flashdesign.storage import notes
from flashdesign.storage.database import Database

CARDS = 100_000
DECKS = 20
WORDS = 20_000
RUNS = 7
_ASLEEP_SHARE = 0.05
_STATES = (0, 0, 1, 2, 2, 2, 2, 2, 2, 3)


def make(path: Path, cards: int = CARDS, seed: int = 1) -> None:
    """Make a collection of `cards` cards in some decks, with words of all frequencies."""
    chance = random.Random(seed)
    database = Database.open(path)
    with database.transaction() as connection:
        for at in range(DECKS):
            deck = DeckId(f"topic-{at:02}")
            notes.save_deck(connection, Deck(deck, f"Topic {at}"), at, "own")
            notes.save_notes(connection, _notes(deck, cards // DECKS, chance))
    database.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        rowids = [rowid for (rowid,) in raw.execute("select id from card")]
        raw.executemany(
            "update card set state = ?, due = ?, stability = ?, difficulty = ?, reps = ?,"
            " lapses = ?, suspended = ?, flag = ? where id = ?",
            (_memory(rowid, chance) for rowid in rowids),
        )


def _notes(deck: DeckId, count: int, chance: random.Random) -> Iterator[tuple[int, Note]]:
    for at in range(count):
        front, back = _text(12, chance), _text(40, chance)
        face: Face = Basic(f"{front}?", back) if at % 10 else Cloze(f"{front} {{{{1::{back}}}}}")
        yield at, Note(deck, f"n{at:06}", face, tags=(f"tag{at % 30}",))


def _text(words: int, chance: random.Random) -> str:
    """Return words of which few are frequent and most are rare."""
    return " ".join(f"w{int(WORDS * chance.random() ** 3):05}" for _ in range(words))


def _memory(rowid: int, chance: random.Random) -> tuple[float | None, ...]:
    state = chance.choice(_STATES)
    asleep, flag = int(chance.random() < _ASLEEP_SHARE), chance.choice((0,) * 9 + (1,))
    if state == 0:
        return (0, None, None, None, 0, 0, asleep, flag, rowid)
    due = time.time() * 1000 + chance.uniform(-20, 200) * MS_PER_DAY
    strength, hardness = chance.uniform(0.5, 300), chance.uniform(1, 10)
    reps, lapses = chance.randint(1, 40), chance.randint(0, 9)
    return (state, int(due), strength, hardness, reps, lapses, asleep, flag, rowid)
