"""Measure Browse with many cards: a search while it is typed, and the first page of each sort.

Each figure is in ms: the slowest search or sort, each as the median of several runs.
"""

import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from flashdesign.app import open_context
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.search.query import SortKey
from flashdesign.paths import AppPaths
from flashdesign.services.browse import search as browse_search
from flashdesign.services.collection import lifecycle
from flashdesign.services.context import Context
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks, save

CARDS = 100_000
DECKS = 20
WORDS = 20_000
RUNS = 7
PAGE_LINES = 60
# A text after each key press, and searches with filters.
TYPED = (
    *("w", "w0", "w00", "w001", "w0012", "w00123", "w19000"),
    *("w19 deck:topic-03", "tag:tag1", "tag:tag1 w0", '"w00123 w00200"'),
    *("is:due", "is:new w0", "is:suspended", "flag:1", "kind:cloze", "lapses>3", "due<7d"),
    *("w19000 or w18000", "-tag:tag2 is:leech", "is:due stability<2"),
)
_SUSPENDED_SHARE = 0.05
_STATES = (0, 0, 1, 2, 2, 2, 2, 2, 2, 3)


def make(path: Path, cards: int = CARDS, seed: int = 1) -> None:
    """Create a collection of `cards` cards in several decks, with words of all frequencies."""
    chance = random.Random(seed)
    database = Database.open(path)
    with database.transaction() as connection:
        for at in range(DECKS):
            deck = DeckId(f"topic-{at:02}")
            decks.save_deck(connection, Deck(deck, f"Topic {at}"), at, "own")
            save.save_notes(connection, _notes(deck, cards // DECKS, chance))
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
        face: Question = (
            Basic(f"{front}?", back) if at % 10 else Cloze(f"{front} {{{{1::{back}}}}}")
        )
        yield at, Note(deck, f"n{at:06}", face, tags=(f"tag{at % 30}",))


def _text(words: int, chance: random.Random) -> str:
    """Return words, of which a few are frequent and most are rare."""
    return " ".join(f"w{int(WORDS * chance.random() ** 3):05}" for _ in range(words))


def _memory(rowid: int, chance: random.Random) -> tuple[float | None, ...]:
    state = chance.choice(_STATES)
    suspended, flag = int(chance.random() < _SUSPENDED_SHARE), chance.choice((0,) * 9 + (1,))
    if state == 0:
        return (0, None, None, None, 0, 0, suspended, flag, rowid)
    due = time.time() * 1000 + chance.uniform(-20, 200) * MS_PER_DAY
    stability, difficulty = chance.uniform(0.5, 300), chance.uniform(1, 10)
    reps, lapses = chance.randint(1, 40), chance.randint(0, 9)
    return (state, int(due), stability, difficulty, reps, lapses, suspended, flag, rowid)


def measure(path: Path) -> dict[str, float]:
    """Return the figures for the collection at `path`."""
    context = open_context(AppPaths(path))
    typed = {text: _first_ms(context, text, SortKey.ADDED) for text in TYPED}
    sorts = {order: _first_ms(context, "", order) for order in SortKey}
    figures: dict[str, float] = {
        "cards": len(browse_search.find_all(context, browse_search.parse(context, "")))
    }
    figures |= {f"search {text!r}": ms for text, ms in typed.items()}
    figures |= {f"sort {order}": ms for order, ms in sorts.items()}
    figures |= {"browse_search_ms": max(typed.values()), "browse_sort_ms": max(sorts.values())}
    lifecycle.close_collection(context)
    return figures


def _first_ms(context: Context, text: str, order: SortKey) -> float:
    """Return how long the first page takes, including its lines."""
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        search = browse_search.parse(context, text, order)
        browse_search.find_first(context, search, PAGE_LINES)
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 1)


def main() -> None:
    """Print the figures as one JSON object; the argument may be an existing collection."""
    with tempfile.TemporaryDirectory(prefix="flashdesign-bench-") as folder:
        path = Path(sys.argv[1]) if sys.argv[1:] else Path(folder) / "collection.flashdesign"
        if not path.exists():
            make(path)
        print(json.dumps(measure(path), indent=1))


if __name__ == "__main__":
    main()
