"""Gather what goes into a package for Anki."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from flashdesign.content.anki_writing.note_fields import becomes_plain
from flashdesign.content.anki_writing.package import write_package
from flashdesign.domain.cards import DeckId, NoteKey
from flashdesign.domain.exports import Exported, ExportedCard, ExportedDeck
from flashdesign.services import pictures
from flashdesign.services.context import Context
from flashdesign.services.leaving import Wanted, inside, is_wanted, readable, titles_above
from flashdesign.services.pace import Pace
from flashdesign.services.scratch import scratch_folder
from flashdesign.storage import deck_logs, notes, settings
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard

_AT_ONCE = 500


class PackageExport:
    """A package on its way; without schedule all cards are new in it."""

    def __init__(
        self, context: Context, wanted: Wanted, pace: Pace, *, with_schedule: bool
    ) -> None:
        self._context, self._wanted, self._pace = context, wanted, pace
        self._with_schedule = with_schedule
        self.plain = 0
        self.damaged: set[NoteKey] = set()

    def write(self, file: BinaryIO) -> int:
        """Write the package, and return how many notes it has; `plain` became front and back.

        Those `damaged` cannot be read and stay behind.
        """
        with self._context.database.read() as connection:
            today = self._context.moment(settings.load(connection))
            decks = [deck.id for deck in inside(connection, self._wanted)]
            gathered = self._gathered(connection, decks)
        faces = [one.note.face for deck in gathered for one in deck.notes]
        self.plain = sum(becomes_plain(face) for face in faces)
        self._pace.begin(len(faces))
        images = pictures.of_decks(self._context, decks)
        with scratch_folder() as scratch:
            write_package(file, gathered, images, today, self._pace.step, scratch)
        _let_go(gathered)
        self._pace.check()
        return len(faces)

    def _gathered(self, connection: Connection, decks: Sequence[DeckId]) -> list[ExportedDeck]:
        stored = {deck.id: deck for deck in notes.decks(connection)}
        logs = deck_logs.logs(connection, decks) if self._with_schedule else {}
        found: dict[DeckId, dict[str, Exported]] = {deck: {} for deck in decks}
        for one in self._pace.watch(readable(_cards(connection, decks), self.damaged)):
            if not is_wanted(self._wanted, one.note.key):
                continue
            card = ExportedCard(one.card.part)
            if self._with_schedule:
                reviews = tuple(logs.get(one.card.key, ()))
                suspended = bool(one.suspended)
                card = ExportedCard(one.card.part, one.memory, suspended, one.flag, reviews)
            there = found[one.card.deck]
            known = there.get(one.note.id, Exported(one.note, ()))
            there[one.note.id] = Exported(one.note, (*known.cards, card))
        return [
            ExportedDeck(
                deck, titles_above(deck, stored), tuple(there.values()), stored[deck].description
            )
            for deck, there in found.items()
        ]


def _let_go(decks: list[ExportedDeck]) -> None:
    """Free what was gathered a bit at a time: at one stroke it would hold the window up."""
    left = [one for deck in decks for one in deck.notes]
    decks.clear()
    while left:
        del left[-_AT_ONCE:]


def _cards(connection: Connection, decks: Iterable[DeckId]) -> Iterator[StoredCard]:
    for card in notes.cards(connection, decks=frozenset(decks)):
        if card.suspended != notes.NOTE_GONE:
            yield card
