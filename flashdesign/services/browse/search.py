"""Search of all cards, the lines of the results, and the preview of a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flashdesign.content.rendering.displayed_text import displayed_line
from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.study_day import StudyMoment, as_date, as_utc
from flashdesign.domain.search.parser import QueryError, closest_match, parse_search
from flashdesign.domain.search.query import (
    InDeck,
    Query,
    Search,
    SortKey,
    Tagged,
    conditions,
    with_decks,
)
from flashdesign.domain.search.terms import filter_term
from flashdesign.domain.search.text_folding import fold
from flashdesign.i18n.translation import N_, _, pgettext
from flashdesign.services.context import Context
from flashdesign.services.review import prompt
from flashdesign.services.review.prompt import Prompt
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import note_queries
from flashdesign.storage.notes.cards import StoredCard, cards_at
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import search as querie_search

_LONGEST_LINE_CHARS = 240


class CardMark(StrEnum):
    """The state of a card, as a mark in the list."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"
    SUSPENDED = "suspended"
    BURIED = "buried"


_MARKS = {
    State.NEW: CardMark.NEW,
    State.LEARNING: CardMark.LEARNING,
    State.REVIEW: CardMark.REVIEW,
    State.RELEARNING: CardMark.RELEARNING,
}


@dataclass(frozen=True, slots=True)
class BrowseRow:
    """A line of the list; `due` is a day, or an instant while the card is being learned.

    `days_left` are the study days until then, below zero if the card is overdue.
    """

    row: int
    key: CardKey
    note: NoteKey
    deck: DeckId
    deck_title: str
    kind: str
    question: str
    answer: str
    state: str
    mark: CardMark
    due: date | datetime | None
    days_left: int | None
    stability: float | None
    reps: int
    lapses: int
    flag: int
    is_inactive: bool
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The rows that a search found, and the lines of the first ones.

    `is_all`: there are no more rows; `hint` suggests another search if there are none.
    """

    rows: tuple[int, ...]
    lines: tuple[BrowseRow, ...] = ()
    is_all: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """How many notes the selected cards have, and how many of these are built in."""

    notes: int
    built_in: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A card with question and answer, and the details that the list does not show."""

    note: NoteKey
    deck: DeckId
    asked: Prompt
    tags: tuple[str, ...]


def parse(
    context: Context, text: str, order: SortKey = SortKey.ADDED, *, descending: bool = False
) -> Search:
    """Return the search that `text` describes; raises QueryError with a suggestion."""
    query = parse_search(text)
    if any(isinstance(condition, InDeck) for condition in conditions(query)):
        with context.database.read() as connection:
            decks = note_decks.decks(connection)
        query = with_decks(query, lambda name: _find_decks(decks, name))
    return Search(query, order, descending)


def find_first(context: Context, search: Search, most: int) -> SearchResult:
    """Return the first cards that a search finds, with their lines."""
    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
        rows = querie_search.find_card_rows(connection, search, moment, most)
        lines = _lines(connection, rows, moment)
        hint = "" if rows else _hint(connection, search.query)
    return SearchResult(tuple(rows), lines, len(rows) < most, hint)


def find_all(context: Context, search: Search) -> tuple[int, ...]:
    """Return the rows of all cards that a search finds, in its order."""
    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
        return tuple(querie_search.find_card_rows(connection, search, moment))


def lines(context: Context, rows: Sequence[int]) -> tuple[BrowseRow, ...]:
    """Return the lines of at most a few hundred rows; a deleted card has none."""
    with context.database.read() as connection:
        return _lines(connection, rows, context.moment(stored_settings.load(connection)))


def keys(context: Context, rows: Sequence[int]) -> tuple[list[CardKey], list[NoteKey]]:
    """Return the keys of the cards in these rows, and the keys of their notes, each once."""
    with context.database.read() as connection:
        found = querie_search.keys(connection, rows)
    cards = [card for card, _note in found]
    return cards, list(dict.fromkeys(note for _card, note in found))


def selection(context: Context, rows: Sequence[int]) -> Selection:
    """Return the numbers of notes of the cards in these rows."""
    with context.database.read() as connection:
        return Selection(*querie_search.note_counts(connection, rows))


def own_notes(context: Context, rows: Sequence[int]) -> list[NoteKey]:
    """Return the notes of the cards in these rows that are not built in: these can be moved."""
    with context.database.read() as connection:
        return querie_search.own_notes(connection, rows)


def preview(context: Context, key: CardKey) -> Preview:
    """Return a card with question and answer."""
    with context.database.read() as connection:
        card = note_cards.card(connection, key)
        title = _titles(connection)[card.card.deck]
        near = note_cards.related_texts(connection, card.note)
    asked = prompt.make_prompt(card, title, 0, near)
    return Preview(card.card.note, card.card.deck, asked, card.note.tags)


def _find_decks(decks: Sequence[StoredDeck], name: str) -> tuple[DeckId, ...]:
    """Return the decks with that id or title, or else with that prefix, and their descendants."""
    wanted = fold(name)
    exact = {deck.id for deck in decks if wanted in (fold(deck.id), fold(deck.title))}
    found = exact or {deck.id for deck in decks if _has_prefix(deck, wanted)}
    for deck in decks:
        if deck.parent in found:
            found.add(deck.id)
    if found:
        return tuple(sorted(found))
    near = closest_match(name, [text for deck in decks for text in (deck.title, deck.id)])
    if not near:
        raise QueryError(N_("There is no deck “{name}”."), name=name)
    raise QueryError(
        N_("There is no deck “{name}”. Did you mean {term}?"),
        name=name,
        term=filter_term("deck", near),
    )


def _has_prefix(deck: StoredDeck, wanted: str) -> bool:
    return any(fold(text).startswith(wanted) for text in (deck.id, deck.title))


def _tag_path(name: str) -> str:
    return fold(name).replace("::", "/")


def _hint(connection: Connection, query: Query) -> str:
    """Return a suggestion for a search for tags that found nothing."""
    wanted = [term.name for term in conditions(query) if isinstance(term, Tagged)]
    if not wanted:
        return ""
    known = note_queries.tags(connection)
    for name in wanted:
        if not any(_tag_path(tag).startswith(_tag_path(name)) for tag in known):
            near = closest_match(name, known)
            message = (
                _("There is no tag “{name}”. Did you mean {term}?")
                if near
                else _("There is no tag “{name}”.")
            )
            return message.format(name=name, term=filter_term("tag", near or ""))
    return ""


def _lines(
    connection: Connection, rows: Sequence[int], moment: StudyMoment
) -> tuple[BrowseRow, ...]:
    titles, found = _titles(connection), cards_at(connection, rows)
    return tuple(
        _line(row, found[row], titles[found[row].card.deck], moment) for row in rows if row in found
    )


def _titles(connection: Connection) -> dict[DeckId, str]:
    return {deck.id: deck.title for deck in note_decks.decks(connection)}


def _line(row: int, stored: StoredCard, title: str, moment: StudyMoment) -> BrowseRow:
    card, memory, mark = stored.card, stored.memory, _mark_of(stored, moment)
    due = memory.due
    return BrowseRow(
        row=row,
        key=card.key,
        note=card.note,
        deck=card.deck,
        deck_title=title,
        kind=question_kinds.kind(stored.note.question),
        question=displayed_line(
            question_kinds.prompt_text(stored.note.question, card.part), _LONGEST_LINE_CHARS
        ),
        answer=displayed_line(
            prompt.displayed_answer(stored.note.question, card.part), _LONGEST_LINE_CHARS
        ),
        state=_state_label(mark),
        mark=mark,
        due=_due(stored, moment),
        days_left=None if due is None else _study_day(due, moment) - moment.day,
        stability=memory.stability,
        reps=memory.reps,
        lapses=memory.lapses,
        flag=stored.flag,
        is_inactive=stored.suspended > 0 or stored.buried_until >= moment.day,
        is_suspended=stored.suspended > 0,
    )


def state_labels() -> tuple[str, ...]:
    """Return the words for all states of a card."""
    return tuple(map(_state_label, CardMark))


def _mark_of(stored: StoredCard, moment: StudyMoment) -> CardMark:
    if stored.suspended:
        return CardMark.SUSPENDED
    if stored.buried_until >= moment.day:
        return CardMark.BURIED
    return _MARKS[stored.memory.state]


def _state_label(mark: CardMark) -> str:
    match mark:
        case CardMark.NEW:
            return pgettext("card state", "New")
        case CardMark.LEARNING:
            return pgettext("card state", "Learning")
        case CardMark.REVIEW:
            return pgettext("card state", "Review")
        case CardMark.RELEARNING:
            return pgettext("card state", "Relearning")
        case CardMark.SUSPENDED:
            return pgettext("card state", "Suspended")
        case CardMark.BURIED:
            return pgettext("card state", "Buried")


def _study_day(at: int, moment: StudyMoment) -> int:
    return StudyMoment(at, moment.zone_min, moment.rollover_h).day


def _due(stored: StoredCard, moment: StudyMoment) -> date | datetime | None:
    due = stored.memory.due
    if due is None:
        return None
    if stored.memory.state is State.REVIEW:
        return as_date(_study_day(due, moment))
    return as_utc(due)
