"""Decks as the SQLite database of a package."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b, sha1
from html import unescape
from itertools import count
from pathlib import Path

from flashdesign.content.anki.tags import write_tags
from flashdesign.content.anki.write import schema
from flashdesign.content.anki.write.embedded_entry import embed_entry
from flashdesign.content.anki.write.note_fields import AnkiNote, anki_notes
from flashdesign.content.anki.write.note_types import NoteType
from flashdesign.content.anki.write.schedule import card_columns, log_rows
from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.transfer.export import ExportedCard, ExportedDeck

_MS_PER_S = 1000
_NOT_SENT = -1
_DECK_IDS_FROM = 1_500_000_000_000
_DECK_IDS = 10**11
_HTML_TAG = re.compile(r"<!-- -->|<[^<>]*+>")
_IMAGE = re.compile(r'<img src="([^"<]*)"[^<>]*>')
_FIELD_SEPARATOR = "\x1f"
_INSERT = {
    "notes": f"INSERT INTO notes VALUES ({', '.join('?' * 11)})",
    "cards": f"INSERT INTO cards VALUES ({', '.join('?' * 18)})",
    "revlog": f"INSERT INTO revlog VALUES ({', '.join('?' * 9)})",
}
_INSERT_COLLECTION = f"INSERT INTO col VALUES ({', '.join('?' * 13)})"

PictureNamesByDeck = Mapping[DeckId, Mapping[str, str]]


def write_collection(
    path: Path,
    decks: Sequence[ExportedDeck],
    pictures: PictureNamesByDeck,
    today: StudyMoment,
    on_note: Callable[[], object],
) -> None:
    """Write the decks as a new database at `path`; its day 0 is the study day of `today`."""
    rows = _Rows(today)
    names = deck_names(decks)
    for deck in decks:
        for exported in deck.notes:
            on_note()
            cards = {card.part: card for card in exported.cards}
            deck_pictures = pictures.get(deck.id, {})
            for anki_note in anki_notes(exported.note, deck_pictures):
                note = embed_entry(anki_note, exported.note, deck_pictures)
                rows.add(note, exported.note.tags, anki_deck_id(deck.id), cards)
    deck_heads = {anki_deck_id(deck.id): (names[deck.id], deck.description) for deck in decks}
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {schema.STATEMENTS}")
        raw.execute("BEGIN")
        raw.execute(
            _INSERT_COLLECTION, schema.collection_row(rows.types.values(), deck_heads, today)
        )
        for table, statement in _INSERT.items():
            raw.executemany(statement, rows.of[table])
        raw.execute("COMMIT")
        raw.executescript(schema.INDICES)


def anki_deck_id(deck: DeckId) -> int:
    """Return the deck's id in Anki, the same in every export."""
    hashed = int.from_bytes(blake2b(deck.encode(), digest_size=8).digest())
    return _DECK_IDS_FROM + hashed % _DECK_IDS


def deck_names(decks: Iterable[ExportedDeck]) -> dict[DeckId, str]:
    """Return the decks' unique names in Anki, `Parent::Child`."""
    names: dict[DeckId, str] = {}
    taken: set[str] = set()
    for deck in decks:
        name = "::".join(title.replace("::", ":").strip() or deck.id for title in deck.path)
        name = name if name.casefold() not in taken else f"{name} ({deck.id})"
        taken.add(name.casefold())
        names[deck.id] = name
    return names


class _Rows:
    """The rows of the database's tables, built note by note."""

    def __init__(self, today: StudyMoment) -> None:
        self.types: dict[int, NoteType] = {}
        self.of: dict[str, list[tuple[object, ...]]] = {name: [] for name in _INSERT}
        self._today = today
        self._at_s = today.at // _MS_PER_S
        # Anki reads a note's id as its creation time; ours is the time of the export.
        self._note_numbers, self._card_numbers = count(today.at), count(today.at)
        self._positions = count(1)
        self._answered_at: set[int] = set()

    def add(
        self,
        note: AnkiNote,
        tags: Iterable[str],
        deck: int,
        cards: Mapping[str, ExportedCard],
    ) -> None:
        """Add a note with its cards and their logs."""
        self.types[note.type.id] = note.type
        number, position = next(self._note_numbers), next(self._positions)
        self.of["notes"].append(self._note_row(number, note, tags))
        for part, place in sorted(note.card_indices.items(), key=lambda item: item[1]):
            card = cards.get(part, ExportedCard(part))
            card_number = next(self._card_numbers)
            self.of["cards"].append(
                self._card_row((card_number, number, deck, place), card, position)
            )
            self.of["revlog"] += self._log_rows(card_number, card)

    def _note_row(self, number: int, note: AnkiNote, tags: Iterable[str]) -> tuple[object, ...]:
        first = strip_html(note.fields[0])
        return (
            *(number, note.guid, note.type.id, self._at_s, _NOT_SENT),
            write_tags(tags),
            _FIELD_SEPARATOR.join(text.replace(_FIELD_SEPARATOR, " ") for text in note.fields),
            first,
            int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16),
            *(0, ""),
        )

    def _card_row(
        self, numbers: tuple[int, int, int, int], card: ExportedCard, position: int
    ) -> tuple[object, ...]:
        state = card_columns(card, position, self._today)
        return (
            *(*numbers, self._at_s, _NOT_SENT, state.type, state.queue, state.due),
            *(state.ivl, state.factor, state.reps, state.lapses, state.left),
            *(0, 0, state.flags, state.data),
        )

    def _log_rows(self, number: int, card: ExportedCard) -> Iterator[tuple[object, ...]]:
        for row in log_rows(card.reviews, card.memory, self._today):
            at = row.at
            while at in self._answered_at:  # the time is the row's id
                at += 1
            self._answered_at.add(at)
            yield (at, number, _NOT_SENT, *row[1:])


def strip_html(html: str) -> str:
    """Return a field without tags, as Anki sorts and compares it."""
    text = _IMAGE.sub(lambda image: f" {image[1]} ", html)
    return unescape(_HTML_TAG.sub("", text)).strip()
