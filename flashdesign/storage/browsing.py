"""Find cards by what a search asks for, in any order; rows are read where they are looked at."""

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

from flashdesign.domain.cards import CardKey, NoteKey
from flashdesign.domain.memory import State
from flashdesign.domain.moments import MS_PER_DAY, Moment
from flashdesign.domain.scheduling import LEECH_LAPSES
from flashdesign.domain.search_query import (
    Both,
    Compared,
    Either,
    Flagged,
    InDeck,
    Is,
    Measure,
    Not,
    OfKind,
    Operator,
    Order,
    Query,
    Search,
    Standing,
    Tagged,
    Words,
)
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import NOTE_GONE, card, deck, note

_AT_ONCE = 500
_LONG_AGO_DAYS = 100_000
# How tightly SQLAlchemy takes an operator of ours to bind.
_AS_TIMES = 8
_FTS = table("note_fts", column("rowid"), column("note_fts"))
_n, _c = note.c, card.c


def _bare(name: str) -> ColumnElement[Any]:
    """Return a column of the cards that no index is sought for.

    A scan of all cards takes a known time; a wrong guess of the planner has no bound.
    """
    return literal_column(f"+card.{name}")


_note, _state, _due = _bare("note_id"), _bare("state"), _bare("due")
_gone = select(_n.id).where(_n.gone != literal_column("0"))
_there = and_(_bare("suspended") != NOTE_GONE, _note.not_in(_gone))
_front: ColumnElement[Any] = literal_column("lower(substr(note.front, 1, 40))")
_kind: ColumnElement[Any] = literal_column("lower(note.kind)")
_of_note = _c.note_id == literal_column("+note.id")
_of_words = _c.note_id == literal_column("+note_fts.rowid")
_KEYS = select(_c.id, _c.key, _c.part).where(_c.id.in_(bindparam("rows", expanding=True)))


def find(conn: Connection, search: Search, moment: Moment, most: int | None = None) -> list[int]:
    """Return the rows of the cards that a search finds, or the first of them, in its order."""
    found = _found(search, moment)
    if most is not None:
        return list(conn.execute(found.limit(most)).scalars())
    # One value instead of 100,000 rows: while SQLite works on it, the window has the interpreter.
    packed = conn.execute(select(func.json_group_array(found.subquery().c.id))).scalar_one()
    rows: list[int] = json.loads(packed)
    return rows


def keys(conn: Connection, rows: Sequence[int]) -> list[tuple[CardKey, NoteKey]]:
    """Return the keys of cards and of their notes, in the order of `rows`."""
    found = {}
    for start in range(0, len(rows), _AT_ONCE):
        bound = {"rows": list(rows[start : start + _AT_ONCE])}
        for rowid, key, part in conn.execute(_KEYS, bound):
            of_note = key[: -len(part) - 1] if part else key
            found[rowid] = (CardKey(key), NoteKey(of_note))
    return [found[row] for row in rows if row in found]


def _found(search: Search, moment: Moment) -> Select[int]:
    """Return the statement; words lead where all cards must have them, as their index is sorted."""
    words, rest = _split(search.query)
    where = [_there, *(_where(one, moment) for one in rest)]
    by_note = search.order in (Order.QUESTION, Order.KIND)
    if words:
        found = select(_c.id).select_from(_FTS).join(card, _of_words).where(_match(words), *where)
        found = found.join(note, _n.id == _c.note_id) if by_note else found
    elif by_note:
        found = select(_c.id).select_from(note).join(card, _of_note).where(*where)
    else:
        found = select(_c.id).select_from(card).where(*where)
    if search.order is Order.DECK:
        found = found.join(deck, deck.c.id == _bare("deck_id"))
    return found.order_by(*_order(search, moment, by_words=bool(words)))


def _split(query: Query) -> tuple[str, list[Query]]:
    """Return the words that every card found must have, and the other conditions."""
    several = query.of if isinstance(query, Both) else (query,)
    words = [_fts(one) for one in several if isinstance(one, Words)]
    tags = [_fts_of_tag(one) for one in several if isinstance(one, Tagged)]
    rest: list[Query] = [one for one in several if not isinstance(one, Words)]
    return " AND ".join(filter(None, words + tags)), rest


def _fts(words: Words) -> str:
    """Return the query for the text index, quoted so that nothing in it is an operator."""
    plain = "".join(sign if sign.isalnum() else " " for sign in words.text).strip()
    return f'"{plain}"' if words.is_phrase else f'"{plain}"*'


def _match(words: str) -> ColumnElement[bool]:
    return _FTS.c.note_fts.op("MATCH")(words)


def _order(search: Search, moment: Moment, *, by_words: bool) -> list[ColumnElement[Any]]:
    """Return what to sort by; what has no value comes last either way."""
    value = _value(search.order, moment)
    added = _FTS.c.rowid if by_words else _c.id
    if value is None:
        return [added.desc() if search.descending else added]
    sorted_value = value.desc() if search.descending else value
    match search.order:
        case Order.QUESTION | Order.KIND:
            return [sorted_value]
        case Order.DUE | Order.STABILITY:
            return [value.is_(None), sorted_value, _c.id]
        case _:
            return [sorted_value, _c.id]


def _value(order: Order, moment: Moment) -> ColumnElement[Any] | None:
    match order:
        case Order.ADDED:
            return None
        case Order.QUESTION:
            return _front
        case Order.DECK:
            return deck.c.title.collate("NOCASE")
        case Order.KIND:
            return _kind
        case Order.STANDING:
            asleep, buried = _bare("suspended") != 0, _bare("buried_until") >= moment.day
            return case((asleep, 5), (buried, 4), else_=_state)
        case Order.DUE | Order.STABILITY | Order.REPS | Order.LAPSES | Order.FLAG:
            return _bare(order.value)
        case _:
            assert_never(order)


def _where(query: Query, moment: Moment) -> ColumnElement[bool]:
    match query:
        case Both(of=several):
            return and_(true(), *(_where(one, moment) for one in several))
        case Either(of=several):
            return or_(false(), *(_where(one, moment) for one in several))
        case Not(of=inner):
            return not_(func.coalesce(_where(inner, moment), 0))
        case Words() | Tagged() | OfKind():
            return _of_a_note(query)
        case InDeck() | Flagged() | Is() | Compared():
            return _of_a_card(query, moment)
        case _:
            assert_never(query)


def _of_a_note(asked: Words | Tagged | OfKind) -> ColumnElement[bool]:
    match asked:
        case Words():
            return _note.in_(select(_FTS.c.rowid).where(_match(_fts(asked))))
        case Tagged(name=name):
            return _is_tagged(name)
        case OfKind(kind=kind):
            return _note.in_(select(_n.id).where(_kind == kind))
        case _:
            assert_never(asked)


def _of_a_card(asked: InDeck | Flagged | Is | Compared, moment: Moment) -> ColumnElement[bool]:
    match asked:
        case InDeck(decks=decks):
            return _bare("deck_id").in_(select(deck.c.id).where(deck.c.key.in_(decks)))
        case Flagged(flag=flag):
            return _bare("flag") == flag
        case Is(standing=standing):
            return _stands(standing, moment)
        case Compared():
            return _compares(asked, moment)
        case _:
            assert_never(asked)


def _fts_of_tag(tagged: Tagged) -> str:
    plain = "".join(sign if sign.isalnum() else " " for sign in tagged.name).strip()
    return f'tags : "{plain}"*' if plain else ""


def _is_tagged(name: str) -> ColumnElement[bool]:
    """Return whether a tag begins so: the text index knows words, and a tag may be several."""
    # Tags are kept as typed: capitals and the sign between levels make no difference here.
    wanted = normalize("NFC", name).casefold().replace("::", "/")
    folded = func.replace(func.casefold(" " + _n.tags), "::", "/")
    begins = func.instr(folded, f" {wanted}") > 0
    return select(begins).where(_n.id == _note).scalar_subquery()


def _stands(standing: Standing, moment: Moment) -> ColumnElement[bool]:
    match standing:
        case Standing.DUE:
            awake = and_(_bare("suspended") == 0, _bare("buried_until") < moment.day)
            return and_(awake, _state != State.NEW, _due < moment.day_end)
        case Standing.NEW:
            return _state == State.NEW
        case Standing.LEARNING:
            return _state.in_((State.LEARNING, State.RELEARNING))
        case Standing.REVIEW:
            return _state == State.REVIEW
        case Standing.SUSPENDED:
            return _bare("suspended") != 0
        case Standing.BURIED:
            return _bare("buried_until") >= moment.day
        case Standing.LEECH:
            return _bare("lapses") >= LEECH_LAPSES
        case _:
            assert_never(standing)


def _compares(asked: Compared, moment: Moment) -> ColumnElement[bool]:
    """Return the comparison; days until a card is due are study days, from today."""
    value: ColumnElement[Any] = _bare(asked.measure.value)
    if asked.measure is Measure.DUE:
        # Whole days, rounded down: SQLite cuts off, so what is counted must not be negative.
        since = _due - moment.day_start(moment.day - _LONG_AGO_DAYS)
        value = since.op("/", precedence=_AS_TIMES)(MS_PER_DAY) - _LONG_AGO_DAYS
    return and_(value.is_not(None), _beside(value, asked.operator, asked.number))


def _beside(value: ColumnElement[Any], operator: Operator, number: float) -> ColumnElement[bool]:
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
