"""Export of decks as a package for Anki."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from flashdesign.content.anki.write.note_fields import is_exported_as_basic
from flashdesign.content.anki.write.package import write_package
from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.transfer.export import ExportedCard, ExportedDeck, ExportedNote
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.exports.selection import (
    ExportSelection,
    is_selected,
    selected_decks,
    skip_damaged,
    title_path,
)
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.review_log import reviews
from flashdesign.storage.schema.suspended import NOTE_GONE
from flashdesign.storage.temporary_folder import scratch_folder

_BATCH_SIZE = 500


class PackageExport:
    """The export of one package; without the schedule, all cards in it are new."""

    def __init__(
        self,
        context: Context,
        wanted: ExportSelection,
        reporter: ProgressReporter,
        *,
        with_schedule: bool,
    ) -> None:
        self._context, self._wanted, self._reporter = context, wanted, reporter
        self._with_schedule = with_schedule
        self.basic_notes = 0
        self.damaged: set[NoteKey] = set()

    def write(self, file: BinaryIO) -> int:
        """Write the package; return its number of notes, and set `basic_notes`, those made Basic.

        The keys of notes that cannot be read are added to `damaged`.
        """
        with self._context.database.read() as connection:
            today = self._context.moment(stored_settings.load(connection))
            decks = [deck.id for deck in selected_decks(connection, self._wanted)]
            decks_to_write = self._gather(connection, decks)
        questions = [note.note.question for deck in decks_to_write for note in deck.notes]
        self.basic_notes = sum(is_exported_as_basic(question) for question in questions)
        self._reporter.begin(len(questions))
        pictures = deck_pictures.of_decks(self._context, decks)
        with scratch_folder() as scratch:
            write_package(file, decks_to_write, pictures, today, self._reporter.step, scratch)
        _free_in_batches(decks_to_write)
        self._reporter.check()
        return len(questions)

    def _gather(self, connection: Connection, decks: Sequence[DeckId]) -> list[ExportedDeck]:
        stored = {deck.id: deck for deck in note_decks.decks(connection)}
        logs = reviews.logs_of_decks(connection, decks) if self._with_schedule else {}
        by_deck: dict[DeckId, dict[str, ExportedNote]] = {deck: {} for deck in decks}
        for source in self._reporter.watch(skip_damaged(_cards(connection, decks), self.damaged)):
            if not is_selected(self._wanted, source.note.key):
                continue
            part, note = source.card.part, source.note
            card = ExportedCard(part)
            if self._with_schedule:
                log = tuple(logs.get(source.card.key, ()))
                suspended = bool(source.suspended)
                card = ExportedCard(part, source.memory, suspended, source.flag, log)
            exported = by_deck[source.card.deck]
            before = exported.get(note.id, ExportedNote(note, ()))
            exported[note.id] = ExportedNote(note, (*before.cards, card))
        return [
            ExportedDeck(
                deck, title_path(deck, stored), tuple(exported.values()), stored[deck].description
            )
            for deck, exported in by_deck.items()
        ]


def _free_in_batches(decks: list[ExportedDeck]) -> None:
    """Free the memory in batches: freed at once, it would block the window."""
    notes_left = [note for deck in decks for note in deck.notes]
    decks.clear()
    while notes_left:
        del notes_left[-_BATCH_SIZE:]


def _cards(connection: Connection, decks: Iterable[DeckId]) -> Iterator[StoredCard]:
    for card in cards.cards(connection, decks=frozenset(decks)):
        if card.suspended != NOTE_GONE:
            yield card
