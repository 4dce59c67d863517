"""Cards and the log, one after another, for whoever wants them listed."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from flashdesign.domain import faces
from flashdesign.domain.cards import CardKey, DeckId, Source
from flashdesign.domain.moments import Moment, as_date, as_utc
from flashdesign.domain.reviews import Review, Uid
from flashdesign.domain.scheduling import Memory, State
from flashdesign.domain.search_query import Search
from flashdesign.errors import NotFoundError
from flashdesign.i18n import N_
from flashdesign.services import browsing
from flashdesign.services.context import Context
from flashdesign.services.today import subtree
from flashdesign.storage import notes, reviews, settings
from flashdesign.storage.browsing import find
from flashdesign.storage.copies import give_others_a_turn
from flashdesign.storage.notes import StoredCard

_CARDS_AT_ONCE, _ROWS_AT_ONCE = 100, 500
_GAP_MARKS = {faces.GAP_OPEN: "[", faces.GAP_CLOSE: "]"}
_ASKED = str.maketrans(_GAP_MARKS)
_TOLD = str.maketrans(dict.fromkeys(_GAP_MARKS, ""))


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card in a list; texts are Markdown, `due` is a day or, while it is learnt, an instant."""

    key: CardKey
    deck: DeckId
    kind: str
    front: str
    back: str
    facts: tuple[str, ...]
    source: Source | None
    as_of: str
    state: State
    due: date | datetime | None
    is_suspended: bool


def cards(
    context: Context, *, deck: DeckId | None = None, search: str | None = None
) -> Generator[ListedCard, None, None]:
    """Yield the cards of `deck` and its subdecks, or of all, that `search` finds as Browse does.

    Cards whose note ships no longer are left out. A few at a time are read, so that an answer in
    the window never waits for the whole list; a card that is deleted meanwhile is not listed.
    Raises QueryError at once where the search asks for nothing that there is.
    """
    wanted = None if search is None else browsing.parse(context, search)
    return _cards(context, deck, wanted)


def _cards(
    context: Context, deck: DeckId | None, search: Search | None
) -> Generator[ListedCard, None, None]:
    with context.database.read() as connection:
        moment = context.moment(settings.load(connection))
        inside = None if deck is None else subtree(notes.decks(connection), deck)
        rows = notes.card_rows_in(connection, inside)
    if search is not None:
        with context.database.read() as connection:
            found = frozenset(find(connection, search, moment))
        rows = [row for row in rows if row in found]
    for start in range(0, len(rows), _CARDS_AT_ONCE):
        batch = rows[start : start + _CARDS_AT_ONCE]
        with context.database.read() as connection:
            there = notes.cards_at(connection, batch)
        for row in batch:
            if row in there and there[row].suspended != notes.NOTE_GONE:
                yield _listed(there[row], moment)
        give_others_a_turn()


def log(context: Context) -> Generator[Review, None, None]:
    """Yield every row of the log in the order of writing, read a few at a time as the cards."""
    uid: Uid | None = None
    while True:
        with context.database.read() as connection:
            batch = reviews.log_after(connection, uid, _ROWS_AT_ONCE)
        yield from batch
        if len(batch) < _ROWS_AT_ONCE:
            return
        uid = batch[-1].uid
        give_others_a_turn()


def find_deck(context: Context, name: str) -> DeckId:
    """Return the deck with the id or the only one with the title `name`.

    Raises NotFoundError with the nearest one.
    """
    with context.database.read() as connection:
        decks = notes.decks(connection)
    known = [deck.id for deck in decks]
    if name in known:
        return DeckId(name)
    titled = [deck.id for deck in decks if deck.title.casefold() == name.casefold()]
    if len(titled) == 1:
        return titled[0]
    near = titled or get_close_matches(name, known, n=1)
    raise NotFoundError(
        N_("There is no deck {name!r}."), name=name, nearest=near[0] if near else None
    )


def _listed(stored: StoredCard, moment: Moment) -> ListedCard:
    card, note = stored.card, stored.note
    return ListedCard(
        key=card.key,
        deck=card.deck,
        kind=faces.kind(note.face),
        front=faces.question(note.face, card.part).translate(_ASKED),
        back=faces.answer(note.face, card.part).translate(_TOLD),
        facts=note.facts,
        source=note.source,
        as_of=note.as_of,
        state=stored.memory.state,
        due=_due(stored.memory, moment),
        is_suspended=stored.suspended > 0,
    )


def _due(memory: Memory, moment: Moment) -> date | datetime | None:
    if memory.due is None:
        return None
    if memory.state is State.REVIEW:
        return as_date(Moment(memory.due, moment.zone_min, moment.rollover_h).day)
    return as_utc(memory.due)
