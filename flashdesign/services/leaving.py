"""Gather the decks and notes that are to leave the collection."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flashdesign.domain.cards import Deck, DeckId, Note, NoteKey, deck_of, moved
from flashdesign.errors import NotFoundError
from flashdesign.i18n import N_
from flashdesign.services.free_names import free_name
from flashdesign.services.pace import Pace
from flashdesign.services.today import subtree
from flashdesign.services.wording import count
from flashdesign.storage import notes
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard, StoredDeck

# A deck with its subdecks, or chosen notes of any decks.
Wanted = DeckId | AbstractSet[NoteKey]
_CHOSEN = "chosen"


def inside(connection: Connection, wanted: Wanted) -> list[StoredDeck]:
    """Return the decks that are to leave, parents before children, or raise NotFoundError."""
    stored = notes.decks(connection)
    if not isinstance(wanted, str):
        names = {deck_of(key) for key in wanted}
        return [deck for deck in stored if deck.id in names]
    if all(deck.id != wanted for deck in stored):
        raise NotFoundError(N_("There is no deck {name!r}."), name=wanted)
    below = subtree(stored, wanted)
    return [deck for deck in stored if deck.id in below]


def is_wanted(wanted: Wanted | None, key: NoteKey) -> bool:
    """Tell whether a note of the decks inside leaves."""
    return wanted is None or isinstance(wanted, str) or key in wanted


def readable(cards: Iterable[StoredCard], damaged: set[NoteKey]) -> Iterator[StoredCard]:
    """Yield the cards whose note can be read, and put the keys of the other notes aside."""
    for card in cards:
        if card.unreadable == "note":
            damaged.add(card.card.note)
        else:
            yield card


def with_notes(
    connection: Connection,
    leaving: Sequence[StoredDeck],
    wanted: Wanted | None,
    pace: Pace,
    damaged: set[NoteKey] | None = None,
) -> list[Deck]:
    """Return decks with those of their notes that leave; None wants all.

    `damaged` gets the notes that cannot be read and stay behind.
    """
    found: dict[DeckId, dict[str, Note]] = {deck.id: {} for deck in leaving}
    cards = notes.cards(connection, decks=frozenset(found))
    for card in pace.watch(readable(cards, set() if damaged is None else damaged)):
        if card.suspended != notes.NOTE_GONE and is_wanted(wanted, card.note.key):
            found[card.card.deck].setdefault(card.note.id, card.note)
    return [replace(deck.head, notes=tuple(found[deck.id].values())) for deck in leaving]


def titles_above(deck: DeckId | None, stored: Mapping[DeckId, StoredDeck]) -> tuple[str, ...]:
    """Return the titles on the way to a deck, the root's first and its own last."""
    titles: list[str] = []
    while deck is not None:
        titles.append(stored[deck].title or deck)
        deck = stored[deck].parent
    return tuple(reversed(titles))


def as_one(decks: Sequence[Deck]) -> Deck:
    """Return chosen notes as a deck of its own: a part that came back as the whole would be a loss.

    Each note keeps its key as its name, by which this collection knows it again.
    """
    name = DeckId(f"{decks[0].id.rpartition('.')[2]}-{_CHOSEN}") if decks else DeckId(_CHOSEN)
    taken: set[str] = set()
    chosen: list[Note] = []
    for note in (note for deck in decks for note in deck.notes):
        free = free_name(note.id, taken)
        taken.add(free)
        chosen.append(_renamed(note, name, free))
    title = decks[0].title if len(decks) == 1 else "Chosen"
    return Deck(name, f"{title}: {count(len(chosen), 'note')}", tuple(chosen))


def all_notes(decks: Iterable[Deck]) -> list[Note]:
    """Return the notes of decks one after another."""
    return [note for deck in decks for note in deck.notes]


def _renamed(note: Note, deck: DeckId, name: str) -> Note:
    return replace(moved(note, deck, name), guid=note.guid or str(note.key), replaces=())
