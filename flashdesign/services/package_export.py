"""Gather what goes into a package for Anki."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from flashdesign.content.anki_writing.package import write_package
from flashdesign.domain.cards import DeckId
from flashdesign.domain.exports import Exported, ExportedCard, ExportedDeck
from flashdesign.services import pictures
from flashdesign.services.context import Context
from flashdesign.storage import deck_logs, notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard, StoredDeck


def write(context: Context, decks: Sequence[DeckId], file: BinaryIO, *, with_schedule: bool) -> int:
    """Write decks as a package, and return how many notes; without schedule all cards are new."""
    with context.database.read() as connection:
        today = context.moment(settings.load(connection))
        gathered = _gathered(connection, decks, with_schedule=with_schedule)
    write_package(file, gathered, pictures.of_decks(context, decks), today)
    return sum(len(deck.notes) for deck in gathered)


def _gathered(
    connection: Connection, decks: Sequence[DeckId], *, with_schedule: bool
) -> list[ExportedDeck]:
    stored = {deck.id: deck for deck in notes.decks(connection)}
    logs = deck_logs.logs(connection, decks) if with_schedule else {}
    found: dict[DeckId, dict[str, Exported]] = {deck: {} for deck in decks}
    for one in _cards(connection, decks):
        card = ExportedCard(one.card.part)
        if with_schedule:
            reviews = tuple(logs.get(one.card.key, ()))
            suspended = bool(one.suspended)
            card = ExportedCard(one.card.part, one.memory, suspended, one.flag, reviews)
        there = found[one.card.deck]
        known = there.get(one.note.id, Exported(one.note, ()))
        there[one.note.id] = Exported(one.note, (*known.cards, card))
    return [
        ExportedDeck(deck, _path(deck, stored), tuple(there.values()), stored[deck].description)
        for deck, there in found.items()
    ]


def _cards(connection: Connection, decks: Iterable[DeckId]) -> Iterator[StoredCard]:
    for card in notes.cards(connection, decks=frozenset(decks)):
        if card.suspended != notes.NOTE_GONE:
            yield card


def _path(deck: DeckId | None, stored: dict[DeckId, StoredDeck]) -> tuple[str, ...]:
    titles: list[str] = []
    while deck is not None:
        titles.append(stored[deck].title or deck)
        deck = stored[deck].parent
    return tuple(reversed(titles))
