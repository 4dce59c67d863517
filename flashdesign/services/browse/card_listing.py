"""Iteration over cards and the review log, for lists and exports; a deck found by its name."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from flashdesign.domain.ids import CardKey, DeckId, ReviewId
from flashdesign.domain.notes import cloze, question_kinds
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.review_log import Review
from flashdesign.domain.scheduling.study_day import StudyMoment, as_date, as_utc
from flashdesign.domain.search.query import Search
from flashdesign.domain.source import Source
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.services.browse import search as browse_search
from flashdesign.services.context import Context
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.file_copy import yield_to_other_threads
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.queries.search import find_card_rows
from flashdesign.storage.review_log import reviews
from flashdesign.storage.schema.suspended import NOTE_GONE

_CARD_BATCH, _ROW_BATCH = 100, 500
_GAP_MARKS = {cloze.GAP_OPEN: "[", cloze.GAP_CLOSE: "]"}
_GAPS_IN_QUESTION = str.maketrans(_GAP_MARKS)
_GAPS_IN_ANSWER = str.maketrans(dict.fromkeys(_GAP_MARKS, ""))


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A card in a list; texts are Markdown, `due` is a day or, for a learning card, a time."""

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


def iterate_cards(
    context: Context, *, deck: DeckId | None = None, search: str | None = None
) -> Generator[ListedCard, None, None]:
    """Yield the cards of `deck` and its subdecks, or of all decks, that match `search`.

    Cards of deleted notes are skipped. Cards are read in batches, so that an answer in the window
    does not wait for the whole list; a card that is deleted in the meantime is not listed. Raises
    QueryError at once if the search is invalid.
    """
    wanted = None if search is None else browse_search.parse(context, search)
    return _yield_cards(context, deck, wanted)


def _yield_cards(
    context: Context, deck: DeckId | None, search: Search | None
) -> Generator[ListedCard, None, None]:
    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
        inside = None if deck is None else subtree(note_decks.decks(connection), deck)
        rows = note_cards.card_rows_in(connection, inside)
    if search is not None:
        with context.database.read() as connection:
            found = frozenset(find_card_rows(connection, search, moment))
        rows = [row for row in rows if row in found]
    for start in range(0, len(rows), _CARD_BATCH):
        batch = rows[start : start + _CARD_BATCH]
        with context.database.read() as connection:
            loaded = note_cards.cards_at(connection, batch)
        for row in batch:
            if row in loaded and loaded[row].suspended != NOTE_GONE:
                yield _listed_card(loaded[row], moment)
        yield_to_other_threads()


def iterate_reviews(context: Context) -> Generator[Review, None, None]:
    """Yield every row of the log in the order of writing, read in batches like the cards."""
    uid: ReviewId | None = None
    while True:
        with context.database.read() as connection:
            batch = reviews.review_log_after(connection, uid, _ROW_BATCH)
        yield from batch
        if len(batch) < _ROW_BATCH:
            return
        uid = batch[-1].uid
        yield_to_other_threads()


def find_deck(context: Context, name: str) -> DeckId:
    """Return the deck with the id `name`, or the only deck with the title `name`.

    Raises NotFoundError with the nearest match.
    """
    with context.database.read() as connection:
        decks = note_decks.decks(connection)
    known = [deck.id for deck in decks]
    if name in known:
        return DeckId(name)
    titled = [deck.id for deck in decks if deck.title.casefold() == name.casefold()]
    if len(titled) == 1:
        return titled[0]
    suggestions = titled or get_close_matches(name, known, n=1)
    raise NotFoundError(
        N_("There is no deck {name!r}."), name=name, nearest=suggestions[0] if suggestions else None
    )


def _listed_card(stored: StoredCard, moment: StudyMoment) -> ListedCard:
    card, note = stored.card, stored.note
    return ListedCard(
        key=card.key,
        deck=card.deck,
        kind=question_kinds.kind(note.question),
        front=question_kinds.prompt_text(note.question, card.part).translate(_GAPS_IN_QUESTION),
        back=question_kinds.answer(note.question, card.part).translate(_GAPS_IN_ANSWER),
        facts=note.facts,
        source=note.source,
        as_of=note.as_of,
        state=stored.memory.state,
        due=_due(stored.memory, moment),
        is_suspended=stored.suspended > 0,
    )


def _due(memory: Memory, moment: StudyMoment) -> date | datetime | None:
    if memory.due is None:
        return None
    if memory.state is State.REVIEW:
        return as_date(StudyMoment(memory.due, moment.zone_min, moment.rollover_h).day)
    return as_utc(memory.due)
