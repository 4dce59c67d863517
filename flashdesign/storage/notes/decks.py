"""The tree of decks and their daily limits."""

from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import USUAL_LANGUAGE, Deck
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.schema.tables import deck as table

_OVERALL_EXTRA = "extra_today"


@dataclass(frozen=True, slots=True)
class ExtraCards:
    """Extra cards on top of the limits, for one study day."""

    day: int
    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class StoredDeck:
    """A deck without its notes; limits are cards per day, None means the collection's limit."""

    id: DeckId
    title: str
    description: str = ""
    parent: DeckId | None = None
    position: int = 0
    origin: str = "own"
    retention: float | None = None
    new_limit: int | None = None
    review_limit: int | None = None
    extra: ExtraCards | None = None
    license: str = ""
    language: str = USUAL_LANGUAGE

    @property
    def is_own(self) -> bool:
        """Whether the user made or imported the deck."""
        return self.origin == "own"

    @property
    def without_notes(self) -> Deck:
        """Return the deck as its author wrote it, without notes."""
        return Deck(
            self.id,
            self.title,
            parent=self.parent,
            description=self.description,
            retention=self.retention,
            license=self.license,
            language=self.language,
        )


_c = table.c
_DECKS = select(
    _c.id,
    _c.parent_id,
    _c.key,
    _c.title,
    _c.description,
    _c.position,
    _c.origin,
    _c.retention,
    _c.new_limit,
    _c.review_limit,
    _c.extra_day,
    _c.extra_new,
    _c.extra_reviews,
    _c.license,
    _c.language,
).order_by(_c.position, _c.id)
_ROWIDS = select(_c.id, _c.parent_id, _c.key).order_by(_c.position, _c.id)
_ROWID = select(_c.id).where(_c.key == bindparam("name"))
_insert = insert(table)
_SAVE = _insert.on_conflict_do_update(
    index_elements=[_c.key],
    set_={
        name: _insert.excluded[name]
        for name in (
            *("title", "description", "parent_id", "position", "origin"),
            *("retention", "license", "language"),
        )
    },
)
_LIMIT = (
    update(table)
    .where(_c.key == bindparam("name"))
    .values(new_limit=bindparam("new"), review_limit=bindparam("reviews"))
)
_RAISE = (
    update(table)
    .where(_c.key == bindparam("name"))
    .values(
        extra_day=bindparam("day"), extra_new=bindparam("new"), extra_reviews=bindparam("reviews")
    )
)


def decks(conn: Connection) -> tuple[StoredDeck, ...]:
    """Return all decks in tree order: each before its children, siblings by position."""
    rows = {row.id: row for row in conn.execute(_DECKS)}
    return tuple(
        StoredDeck(
            id=DeckId(row.key),
            title=row.title,
            description=row.description,
            parent=None if row.parent_id is None else DeckId(rows[row.parent_id].key),
            position=row.position,
            origin=row.origin,
            retention=row.retention,
            new_limit=row.new_limit,
            review_limit=row.review_limit,
            extra=None
            if row.extra_day is None
            else ExtraCards(row.extra_day, row.extra_new, row.extra_reviews),
            license=row.license,
            language=row.language,
        )
        for row in (rows[rowid] for rowid in deck_keys(conn))
    )


def deck_keys(conn: Connection) -> dict[int, DeckId]:
    """Return the decks' ids by row, in the order of the tree."""
    children: dict[int | None, list[tuple[int, str]]] = {}
    for rowid, parent, key in conn.execute(_ROWIDS):
        children.setdefault(parent, []).append((rowid, key))
    ordered: dict[int, DeckId] = {}
    pending = children.get(None, [])[::-1]
    while pending:
        rowid, key = pending.pop()
        ordered[rowid] = DeckId(key)
        pending += children.get(rowid, [])[::-1]
    return ordered


def save_deck(conn: Connection, deck: Deck, position: int, origin: str) -> None:
    """Insert or update the deck's own row; its notes and the user's limits stay unchanged."""
    conn.execute(
        _SAVE,
        {
            "key": deck.id,
            "title": deck.title,
            "description": deck.description,
            "parent_id": None if deck.parent is None else deck_row(conn, deck.parent),
            "position": position,
            "origin": origin,
            "retention": deck.retention,
            "license": deck.license,
            "language": deck.language,
        },
    )


def set_deck_limits(conn: Connection, deck: DeckId, new: int | None, reviews: int | None) -> None:
    """Set the deck's daily limits of new cards and reviews; None means the collection's limit."""
    deck_row(conn, deck)
    conn.execute(_LIMIT, {"name": deck, "new": new, "reviews": reviews})


def overall_extra(conn: Connection, day: int) -> ExtraCards:
    """Return the extra cards of all decks together on study day `day`."""
    stored = stored_settings.get(conn, _OVERALL_EXTRA)
    match stored:
        case {"day": int(stored_day), "new": int(new), "reviews": int(reviews)} if (
            stored_day == day
        ):
            return ExtraCards(day, new, reviews)
    return ExtraCards(day, 0, 0)


def store_overall_extra(conn: Connection, extra: ExtraCards) -> None:
    """Store the extra cards of all decks together for a study day; replaces those before."""
    stored_settings.put(conn, _OVERALL_EXTRA, asdict(extra))


def set_extra_today(conn: Connection, deck: DeckId, day: int, new: int, reviews: int) -> None:
    """Allow `new` and `reviews` extra cards on study day `day`; replaces an earlier raise."""
    deck_row(conn, deck)
    conn.execute(_RAISE, {"name": deck, "day": day, "new": new, "reviews": reviews})


def deck_row(conn: Connection, deck: DeckId) -> int:
    """Return the deck's row, or raise NotFoundError."""
    rowid = conn.execute(_ROWID, {"name": deck}).scalar()
    if rowid is None:
        from difflib import get_close_matches  # only for a message

        near = get_close_matches(deck, list(deck_keys(conn).values()), n=1)
        raise NotFoundError(
            N_("There is no deck {name!r}."), name=deck, nearest=near[0] if near else None
        )
    return int(rowid)
