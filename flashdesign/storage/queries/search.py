"""The rows of cards that match a search, in any order; cards are read separately."""

import json
from collections.abc import Sequence
from typing import Any, assert_never
from unicodedata import normalize

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    column,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.priority import PRIORITIES
from flashdesign.domain.scheduling.fsrs_scheduler import LEECH_LAPSES
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.domain.search import text_folding
from flashdesign.domain.search.query import (
    AllOf,
    AnyOf,
    CardProperty,
    CardStatus,
    Compared,
    Flagged,
    HasStatus,
    InDeck,
    Not,
    OfKind,
    Operator,
    Query,
    Search,
    SortKey,
    Tagged,
    Words,
)
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.note_queries import IS_BUILT_IN
from flashdesign.storage.rows.card_order import position_bounds
from flashdesign.storage.schema.tables import FRONT_SORT_KEY, NOTE_GONE, card, deck, note

_BATCH_SIZE = 500
_LONG_AGO_DAYS = 100_000
# SQLAlchemy's precedence of multiplication, for a custom operator.
_MULTIPLY_PRECEDENCE = 8
_BY_NOTE = frozenset({SortKey.QUESTION, SortKey.ANSWER, SortKey.KIND})
_FTS = table("note_fts", column("rowid"), column("note_fts"))
_n, _c = note.c, card.c


def _unindexed(name: str) -> ColumnElement[Any]:
    """Return a column of `card` for which SQLite does not use an index.

    A scan of all cards takes a known time; a wrong choice of index may take any time.
    """
    return literal_column(f"+card.{name}")


_note, _state, _due = _unindexed("note_id"), _unindexed("state"), _unindexed("due")
_priority = case(
    *((_unindexed("position") < position_bounds(number)[1], number) for number in PRIORITIES)
)
_removed = select(_n.id).where(_n.gone != literal_column("0"))
_not_removed = and_(_unindexed("suspended") != NOTE_GONE, _note.not_in(_removed))
_front: ColumnElement[Any] = literal_column(FRONT_SORT_KEY.format(owner="note."))
_back: ColumnElement[Any] = literal_column(
    "lower(substr(ltrim(note.back, ' *_`#>~$[]!(\"'), 1, 40))"
)
_kind: ColumnElement[Any] = literal_column("lower(note.kind)")
_card_of_note = _c.note_id == literal_column("+note.id")
_card_of_match = _c.note_id == literal_column("+note_fts.rowid")
# Compared with `needed_signs`: the folded text, or the note's own, without ignored characters.
_compact: ColumnElement[Any] = literal_column(
    "replace(replace(replace(replace(replace(replace(lower(CASE note.search_text WHEN ''"
    " THEN note.front || char(31) || note.back || char(31) || note.tags"
    " ELSE note.search_text END), ' ', ''), char(10), ''), '\\', ''), '`', ''), '{', ''), '}', '')"
)
_chosen_cards: Select[Any] = select(column("value")).select_from(
    func.json_each(bindparam("chosen"))
)
_is_chosen = _n.id.in_(select(_c.note_id).where(_c.id.in_(_chosen_cards)))
_NOTE_COUNTS = (
    select(func.count(), func.coalesce(func.sum(case((IS_BUILT_IN, 1), else_=0)), 0))
    .select_from(note)
    .join(deck, deck.c.id == _n.deck_id)
    .where(_is_chosen)
)
_OWN_NOTES = (
    select(_n.key)
    .join(deck, deck.c.id == _n.deck_id)
    .where(_is_chosen, not_(IS_BUILT_IN))
    .order_by(_n.id)
)
_KEYS = select(_c.id, _c.key, _c.part).where(_c.id.in_(bindparam("rows", expanding=True)))


def find_card_rows(
    conn: Connection, search: Search, moment: StudyMoment, most: int | None = None
) -> list[int]:
    """Return the rows of the cards that match, in the search's order; the first `most` if given."""
    query = _build_query(search, moment)
    if most is not None:
        return list(conn.execute(query.limit(most)).scalars())
    # One value instead of 100,000 rows: SQLite releases the GIL meanwhile, so the UI stays live.
    packed = conn.execute(select(func.json_group_array(query.subquery().c.id))).scalar_one()
    rows: list[int] = json.loads(packed)
    return rows


def keys(conn: Connection, rows: Sequence[int]) -> list[tuple[CardKey, NoteKey]]:
    """Return the keys of cards and of their notes, in the order of `rows`."""
    found = {}
    for start in range(0, len(rows), _BATCH_SIZE):
        bound = {"rows": list(rows[start : start + _BATCH_SIZE])}
        for rowid, key, part in conn.execute(_KEYS, bound):
            note_key = key[: -len(part) - 1] if part else key
            found[rowid] = (CardKey(key), NoteKey(note_key))
    return [found[row] for row in rows if row in found]


def note_counts(conn: Connection, rows: Sequence[int]) -> tuple[int, int]:
    """Return how many notes the cards in these rows have, and how many of them are built in."""
    notes, built_in = conn.execute(_NOTE_COUNTS, {"chosen": json.dumps(list(rows))}).one()
    return notes, built_in


def own_notes(conn: Connection, rows: Sequence[int]) -> list[NoteKey]:
    """Return the notes of the cards in these rows that are not built in."""
    found = conn.execute(_OWN_NOTES, {"chosen": json.dumps(list(rows))})
    return [NoteKey(key) for key in found.scalars()]


def _build_query(search: Search, moment: StudyMoment) -> Select[int]:
    """Return the SELECT; it starts from the text index if all matches must contain some words."""
    words, where = _split(search.query, moment)
    by_note = search.order in _BY_NOTE
    if words:
        found = (
            select(_c.id).select_from(_FTS).join(card, _card_of_match).where(_match(words), *where)
        )
        found = found.join(note, _n.id == _c.note_id) if by_note else found
    elif by_note:
        found = select(_c.id).select_from(note).join(card, _card_of_note).where(*where)
    else:
        found = select(_c.id).select_from(card).where(*where)
    if search.order is SortKey.DECK:
        found = found.join(deck, deck.c.id == _unindexed("deck_id"))
    return found.order_by(*_order(search, moment, by_words=bool(words)))


def _split(query: Query, moment: StudyMoment) -> tuple[str, list[ColumnElement[bool]]]:
    """Return the words that every match must contain, and the other conditions."""
    where: list[ColumnElement[bool]] = [_not_removed]
    words: list[str] = []
    for part in query.of if isinstance(query, AllOf) else (query,):
        if isinstance(part, Words):
            words.append(_fts(part))
            where += _with_signs(part)
        else:
            words += [_fts_of_tag(part)] if isinstance(part, Tagged) else []
            where.append(_where(part, moment))
    return " AND ".join(filter(None, words)), where


def _fts(words: Words) -> str:
    """Return the query for the text index, quoted so that nothing in it is an operator."""
    folded = text_folding.words(words.text)
    is_open = not words.is_phrase and text_folding.may_continue(words.text)
    return f'"{folded}"{"*" if is_open else ""}' if folded else ""


def _with_signs(words: Words) -> list[ColumnElement[bool]]:
    """Return the condition for the special characters of a term, if it has any that count."""
    signs = text_folding.needed_signs(words.text)
    if not signs:
        return []
    holds = func.instr(_compact, signs) > 0
    if not text_folding.words(words.text):
        # No index helps here: all notes are scanned, so the test must be fast.
        texts = (_n.front, _n.back, _n.search_text)
        holds = or_(false(), *(func.instr(text, words.text.strip()) > 0 for text in texts))
    return [select(holds).where(_n.id == _note).scalar_subquery()]


def _match(words: str) -> ColumnElement[bool]:
    return _FTS.c.note_fts.op("MATCH")(words)


def _order(search: Search, moment: StudyMoment, *, by_words: bool) -> list[ColumnElement[Any]]:
    """Return the sort keys; rows without a value come last in both directions."""
    value = _value(search.order, moment)
    added = _FTS.c.rowid if by_words else _c.id
    if value is None:
        return [added.desc() if search.descending else added]
    sorted_value = value.desc() if search.descending else value
    match search.order:
        case SortKey.QUESTION | SortKey.ANSWER | SortKey.KIND:
            return [sorted_value]
        case SortKey.DUE | SortKey.STABILITY:
            return [value.is_(None), sorted_value, _c.id]
        case _:
            return [sorted_value, _c.id]


def _value(order: SortKey, moment: StudyMoment) -> ColumnElement[Any] | None:
    match order:
        case SortKey.ADDED:
            return None
        case SortKey.QUESTION:
            return _front
        case SortKey.ANSWER:
            return _back
        case SortKey.DECK:
            return deck.c.title.collate("NOCASE")
        case SortKey.KIND:
            return _kind
        case SortKey.STANDING:
            is_suspended = _unindexed("suspended") != 0
            is_buried = _unindexed("buried_until") >= moment.day
            return case((is_suspended, 5), (is_buried, 4), else_=_state)
        case SortKey.DUE | SortKey.STABILITY | SortKey.REPS | SortKey.LAPSES | SortKey.FLAG:
            return _unindexed(order.value)
        case _:
            assert_never(order)


def _where(query: Query, moment: StudyMoment) -> ColumnElement[bool]:
    match query:
        case AllOf(of=several):
            return and_(true(), *(_where(part, moment) for part in several))
        case AnyOf(of=several):
            return or_(false(), *(_where(part, moment) for part in several))
        case Not(of=inner):
            return not_(func.coalesce(_where(inner, moment), 0))
        case Words() | Tagged() | OfKind():
            return _note_condition(query)
        case InDeck() | Flagged() | HasStatus() | Compared():
            return _card_condition(query, moment)
        case _:
            assert_never(query)


def _note_condition(query: Words | Tagged | OfKind) -> ColumnElement[bool]:
    match query:
        case Words():
            words = _fts(query)
            found = [_note.in_(select(_FTS.c.rowid).where(_match(words)))] if words else []
            return and_(true(), *found, *_with_signs(query))
        case Tagged(name=name):
            return _is_tagged(name)
        case OfKind(kind=kind):
            return _note.in_(select(_n.id).where(_kind == kind))
        case _:
            assert_never(query)


def _card_condition(
    query: InDeck | Flagged | HasStatus | Compared, moment: StudyMoment
) -> ColumnElement[bool]:
    match query:
        case InDeck(decks=decks):
            return _unindexed("deck_id").in_(select(deck.c.id).where(deck.c.key.in_(decks)))
        case Flagged(flag=flag):
            return _unindexed("flag") == flag
        case HasStatus(status=standing):
            return _has_standing(standing, moment)
        case Compared():
            return _comparison(query, moment)
        case _:
            assert_never(query)


def _fts_of_tag(tagged: Tagged) -> str:
    folded = text_folding.words(tagged.name)
    if not folded:
        return ""
    # The index itself ignores case and accents of Latin letters.
    raw = tagged.name.replace('"', " ")
    return f'(tags : "{raw}"* OR search_text : "{folded}"*)'


def _is_tagged(name: str) -> ColumnElement[bool]:
    """Return whether a tag begins with `name`, which may be several words (so no index is used)."""
    # Tags are stored as typed: ignore case and the separator of levels.
    prefix = normalize("NFC", name).casefold().replace("::", "/")
    folded = func.replace(func.casefold(" " + _n.tags), "::", "/")
    begins = func.instr(folded, f" {prefix}") > 0
    marked = text_folding.tag_mark(name).replace("::", "/")
    begins_folded = func.instr(func.replace(_n.search_text, "::", "/"), marked) > 0
    return select(or_(begins, begins_folded)).where(_n.id == _note).scalar_subquery()


def _has_standing(standing: CardStatus, moment: StudyMoment) -> ColumnElement[bool]:
    match standing:
        case CardStatus.DUE:
            is_active = and_(_unindexed("suspended") == 0, _unindexed("buried_until") < moment.day)
            return and_(is_active, _state != State.NEW, _due < moment.day_end)
        case CardStatus.NEW:
            return _state == State.NEW
        case CardStatus.LEARNING:
            return _state.in_((State.LEARNING, State.RELEARNING))
        case CardStatus.REVIEW:
            return _state == State.REVIEW
        case CardStatus.SUSPENDED:
            return _unindexed("suspended") != 0
        case CardStatus.BURIED:
            return _unindexed("buried_until") >= moment.day
        case CardStatus.LEECH:
            return _unindexed("lapses") >= LEECH_LAPSES
        case _:
            assert_never(standing)


def _comparison(query: Compared, moment: StudyMoment) -> ColumnElement[bool]:
    """Return the comparison; days until a card is due are study days from today."""
    if query.card_property is CardProperty.PRIORITY:
        return _compare(_priority, query.operator, query.number)
    value: ColumnElement[Any] = _unindexed(query.card_property.value)
    if query.card_property is CardProperty.DUE:
        # Whole days, rounded down: SQLite truncates, so the number must not be negative.
        since = _due - moment.day_start(moment.day - _LONG_AGO_DAYS)
        value = since.op("/", precedence=_MULTIPLY_PRECEDENCE)(MS_PER_DAY) - _LONG_AGO_DAYS
    return and_(value.is_not(None), _compare(value, query.operator, query.number))


def _compare(value: ColumnElement[Any], operator: Operator, number: float) -> ColumnElement[bool]:
    match operator:
        case "<":
            return value < number
        case "<=":
            return value <= number
        case "=":
            return value == number
        case ">=":
            return value >= number
        case ">":
            return value > number
        case _:
            assert_never(operator)
