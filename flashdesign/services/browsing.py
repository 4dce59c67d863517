"""Search all cards, list what was found, and show a card as it is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flashdesign.content.plain_line import plain_line
from flashdesign.domain import faces
from flashdesign.domain.cards import CardKey, DeckId, NoteKey
from flashdesign.domain.memory import State
from flashdesign.domain.moments import Moment, as_date, as_utc
from flashdesign.domain.search_query import (
    InDeck,
    Order,
    Query,
    Search,
    Tagged,
    conditions,
    with_decks,
)
from flashdesign.domain.search_reading import QueryError, nearest, read
from flashdesign.domain.search_text import fold
from flashdesign.services import asking
from flashdesign.services.asking import Asked
from flashdesign.services.context import Context
from flashdesign.storage import browsing, note_index, notes, settings
from flashdesign.storage.cards import cards_at
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredCard, StoredDeck

_LONGEST_LINE_CHARS = 240
_STANDINGS = {
    State.NEW: "New",
    State.LEARNING: "Learning",
    State.REVIEW: "Review",
    State.RELEARNING: "Relearning",
}


@dataclass(frozen=True, slots=True)
class BrowsedCard:
    """A line of the list; `due` is a day or, while the card is learnt, an instant."""

    row: int
    key: CardKey
    note: NoteKey
    deck: DeckId
    deck_title: str
    kind: str
    question: str
    standing: str
    due: date | datetime | None
    stability: float | None
    reps: int
    lapses: int
    flag: int
    is_asleep: bool
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a search found, and the lines of the first ones.

    `is_all` says that there are no more; `hint` is the nearest right thing where there are none.
    """

    rows: tuple[int, ...]
    lines: tuple[BrowsedCard, ...] = ()
    is_all: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A card as it is asked and answered, and what the list does not tell of it."""

    note: NoteKey
    deck: DeckId
    asked: Asked
    tags: tuple[str, ...]


def parse(
    context: Context, text: str, order: Order = Order.ADDED, *, descending: bool = False
) -> Search:
    """Return the search that `text` says, or raise QueryError with the nearest right thing."""
    query = read(text)
    if any(isinstance(one, InDeck) for one in conditions(query)):
        with context.database.read() as connection:
            decks = notes.decks(connection)
        query = with_decks(query, lambda name: _meant(decks, name))
    return Search(query, order, descending)


def first(context: Context, search: Search, most: int) -> Found:
    """Return the first cards that a search finds, with their lines."""
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        rows = browsing.find(connection, search, moment, most)
        lines = _lines(connection, rows, moment)
        hint = "" if rows else _hint(connection, search.query)
    return Found(tuple(rows), lines, len(rows) < most, hint)


def all_rows(context: Context, search: Search) -> tuple[int, ...]:
    """Return the rows of all cards that a search finds, in its order."""
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        return tuple(browsing.find(connection, search, moment))


def lines(context: Context, rows: Sequence[int]) -> tuple[BrowsedCard, ...]:
    """Return the lines of some rows, a few hundred at most; a card that is gone has none."""
    with context.database.read() as connection:
        return _lines(connection, rows, context.moment(settings.load(connection)))


def keys(context: Context, rows: Sequence[int]) -> tuple[list[CardKey], list[NoteKey]]:
    """Return the keys of the cards in these rows, and those of their notes, each once."""
    with context.database.read() as connection:
        found = browsing.keys(connection, rows)
    return [card for card, _ in found], list(dict.fromkeys(note for _, note in found))


def preview(context: Context, key: CardKey) -> Preview:
    """Return a card as it is asked and answered."""
    with context.database.read() as connection:
        card = notes.card(connection, key)
        title = _titles(connection)[card.card.deck]
        near = notes.neighbours(connection, card.note)
    asked = asking.asked(card, title, 0, near)
    return Preview(card.card.note, card.card.deck, asked, card.note.tags)


def _meant(decks: Sequence[StoredDeck], name: str) -> tuple[DeckId, ...]:
    """Return the decks of that id or title, else those that begin so, with all below them."""
    wanted = fold(name)
    named = {one.id for one in decks if wanted in (fold(one.id), fold(one.title))}
    meant = named or {one.id for one in decks if _begins(one, wanted)}
    for one in decks:
        if one.parent in meant:
            meant.add(one.id)
    if not meant:
        near = nearest(name, [text for one in decks for text in (one.title, one.id)])
        hint = f" Did you mean deck:{_quoted(near)}?" if near else ""
        message = f"There is no deck “{name}”.{hint}"
        raise QueryError(message)
    return tuple(sorted(meant))


def _begins(deck: StoredDeck, wanted: str) -> bool:
    return any(fold(text).startswith(wanted) for text in (deck.id, deck.title))


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _tag_path(name: str) -> str:
    return fold(name).replace("::", "/")


def _hint(connection: Connection, query: Query) -> str:
    """Return what was likely meant where a search for tags found nothing."""
    wanted = [one.name for one in conditions(query) if isinstance(one, Tagged)]
    if not wanted:
        return ""
    known = note_index.tags(connection)
    for name in wanted:
        if not any(_tag_path(tag).startswith(_tag_path(name)) for tag in known):
            near = nearest(name, known)
            return f"There is no tag “{name}”." + (f" Did you mean tag:{near}?" if near else "")
    return ""


def _lines(connection: Connection, rows: Sequence[int], moment: Moment) -> tuple[BrowsedCard, ...]:
    titles, found = _titles(connection), cards_at(connection, rows)
    return tuple(
        _line(row, found[row], titles[found[row].card.deck], moment) for row in rows if row in found
    )


def _titles(connection: Connection) -> dict[DeckId, str]:
    return {deck.id: deck.title for deck in notes.decks(connection)}


def _line(row: int, stored: StoredCard, title: str, moment: Moment) -> BrowsedCard:
    card, memory = stored.card, stored.memory
    return BrowsedCard(
        row=row,
        key=card.key,
        note=card.note,
        deck=card.deck,
        deck_title=title,
        kind=faces.kind(stored.note.face),
        question=plain_line(faces.question(stored.note.face, card.part), _LONGEST_LINE_CHARS),
        standing=_standing(stored, moment),
        due=_due(stored, moment),
        stability=memory.stability,
        reps=memory.reps,
        lapses=memory.lapses,
        flag=stored.flag,
        is_asleep=stored.suspended > 0 or stored.buried_until >= moment.day,
        is_suspended=bool(stored.suspended),
    )


def _standing(stored: StoredCard, moment: Moment) -> str:
    if stored.suspended:
        return "Suspended"
    return "Buried" if stored.buried_until >= moment.day else _STANDINGS[stored.memory.state]


def _due(stored: StoredCard, moment: Moment) -> date | datetime | None:
    due = stored.memory.due
    if due is None:
        return None
    if stored.memory.state is State.REVIEW:
        return as_date(Moment(due, moment.zone_min, moment.rollover_h).day)
    return as_utc(due)
