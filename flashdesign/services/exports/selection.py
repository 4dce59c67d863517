"""Selection of the decks and notes to export."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.domain.ids import DeckId, NoteKey, deck_of
from flashdesign.domain.notes.note import Deck, Note, free_name, move_note
from flashdesign.errors import NotFoundError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.schema.suspended import NOTE_GONE

# A deck with its subdecks, or selected notes of any decks.
ExportSelection = DeckId | AbstractSet[NoteKey]
_ID_SUFFIX = "chosen"


def selected_decks(connection: Connection, wanted: ExportSelection) -> list[StoredDeck]:
    """Return the decks to export, parents before children, or raise NotFoundError."""
    stored = note_decks.decks(connection)
    if not isinstance(wanted, str):
        names = {deck_of(key) for key in wanted}
        return [deck for deck in stored if deck.id in names]
    if all(deck.id != wanted for deck in stored):
        raise NotFoundError(N_("There is no deck {name!r}."), name=wanted)
    below = subtree(stored, wanted)
    return [deck for deck in stored if deck.id in below]


def is_selected(wanted: ExportSelection | None, key: NoteKey) -> bool:
    """Return whether to export this note of the decks that `selected_decks` returned."""
    return wanted is None or isinstance(wanted, str) or key in wanted


def skip_damaged(cards: Iterable[StoredCard], damaged: set[NoteKey]) -> Iterator[StoredCard]:
    """Yield the cards whose note can be read; add the keys of the other notes to `damaged`."""
    for card in cards:
        if card.unreadable == "note":
            damaged.add(card.card.note)
        else:
            yield card


def load_notes(
    connection: Connection,
    leaving: Sequence[StoredDeck],
    wanted: ExportSelection | None,
    reporter: ProgressReporter,
    damaged: set[NoteKey] | None = None,
) -> list[Deck]:
    """Return the decks with their notes to export; a `wanted` of None exports all.

    The keys of notes that cannot be read are added to `damaged`.
    """
    by_deck: dict[DeckId, dict[str, Note]] = {deck.id: {} for deck in leaving}
    cards = note_cards.cards(connection, decks=frozenset(by_deck))
    for card in reporter.watch(skip_damaged(cards, set() if damaged is None else damaged)):
        if card.suspended != NOTE_GONE and is_selected(wanted, card.note.key):
            by_deck[card.card.deck].setdefault(card.note.id, card.note)
    return [replace(deck.without_notes, notes=tuple(by_deck[deck.id].values())) for deck in leaving]


def title_path(deck: DeckId | None, stored: Mapping[DeckId, StoredDeck]) -> tuple[str, ...]:
    """Return the titles of a deck and its parents, the root's first and its own last."""
    titles: list[str] = []
    while deck is not None:
        titles.append(stored[deck].title or deck)
        deck = stored[deck].parent
    return tuple(reversed(titles))


def merge_selection(decks: Sequence[Deck]) -> Deck:
    """Return selected notes as one deck with an id of its own.

    Under the id of its source, an import of the part would delete the other notes of that deck.
    Each note keeps its key as its guid, so that an import here recognizes it.
    """
    name = DeckId(f"{decks[0].id.rpartition('.')[2]}-{_ID_SUFFIX}") if decks else DeckId(_ID_SUFFIX)
    taken: set[str] = set()
    selected: list[Note] = []
    for note in (note for deck in decks for note in deck.notes):
        free = free_name(note.id, taken)
        taken.add(free)
        selected.append(_with_name(note, name, free))
    title = decks[0].title if len(decks) == 1 else _("Selection")
    whole = ngettext("{title}: {n} note", "{title}: {n} notes", len(selected))
    whole = whole.format(title=title, n=number(len(selected)))
    return Deck(name, whole, tuple(selected))


def all_notes(decks: Iterable[Deck]) -> list[Note]:
    """Return the notes of all decks in one list."""
    return [note for deck in decks for note in deck.notes]


def _with_name(note: Note, deck: DeckId, name: str) -> Note:
    return replace(move_note(note, deck, name), guid=note.guid or str(note.key), replaces=())
