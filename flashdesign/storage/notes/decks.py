"""The tree of decks and their daily limits."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from flashdesign.domain.ids import DeckId
from flashdesign.domain.settings import USUAL_LANGUAGE
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection

if TYPE_CHECKING:
    from flashdesign.domain.notes.note import Deck

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
    def without_notes(self) -> "Deck":
        """Return the deck as its author wrote it, without notes."""
        from flashdesign.domain.notes.note import Deck  # Home needs no notes

        return Deck(
            self.id,
            self.title,
            parent=self.parent,
            description=self.description,
            retention=self.retention,
            license=self.license,
            language=self.language,
        )


_DECKS = (
    "SELECT id, parent_id, key, title, description, position, origin, retention, new_limit,"
    " review_limit, extra_day, extra_new, extra_reviews, license, language"
    " FROM deck ORDER BY position, id"
)
_ROWIDS = "SELECT id, parent_id, key FROM deck ORDER BY position, id"
_ROWID = "SELECT id FROM deck WHERE key = ?"
_SAVE = """
INSERT INTO deck
    (key, title, description, parent_id, position, origin, retention, license, language)
VALUES
    (:key, :title, :description, :parent_id, :position, :origin, :retention, :license, :language)
ON CONFLICT (key) DO UPDATE SET
    title = excluded.title, description = excluded.description, parent_id = excluded.parent_id,
    position = excluded.position, origin = excluded.origin, retention = excluded.retention,
    license = excluded.license, language = excluded.language
"""
_LIMIT = "UPDATE deck SET new_limit = ?, review_limit = ? WHERE key = ?"
_RAISE = "UPDATE deck SET extra_day = ?, extra_new = ?, extra_reviews = ? WHERE key = ?"


def decks(conn: Connection) -> tuple[StoredDeck, ...]:
    """Return all decks in tree order: each before its children, siblings by position."""
    rows = {row[0]: row for row in conn.rows(_DECKS)}
    return tuple(_to_deck(row, rows) for row in _in_tree_order(rows))


def _to_deck(row: tuple[Any, ...], rows: Mapping[int, tuple[Any, ...]]) -> StoredDeck:
    _rowid, parent, key, title, description, *limits, license_text, language = row
    position, origin, retention, new_limit, review_limit, *extra = limits
    return StoredDeck(
        DeckId(key),
        title,
        description,
        None if parent is None else DeckId(rows[parent][2]),
        position,
        origin,
        retention,
        new_limit,
        review_limit,
        None if extra[0] is None else ExtraCards(*extra),
        license_text,
        language,
    )


def deck_keys(conn: Connection) -> dict[int, DeckId]:
    """Return the decks' ids by row, in the order of the tree."""
    rows = {row[0]: row for row in conn.rows(_ROWIDS)}
    return {rowid: DeckId(key) for rowid, _parent, key in _in_tree_order(rows)}


def _in_tree_order(rows: Mapping[int, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows that begin with a deck's row and that of its parent, parents first."""
    children: dict[int | None, list[int]] = {}
    for rowid, parent, *_rest in rows.values():
        children.setdefault(parent, []).append(rowid)
    pending = children.get(None, [])[::-1]
    while pending:
        rowid = pending.pop()
        yield rows[rowid]
        pending += children.get(rowid, [])[::-1]


def save_deck(conn: Connection, deck: "Deck", position: int, origin: str) -> None:
    """Insert or update the deck's own row; its notes and the user's limits stay unchanged."""
    conn.rows(
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
    conn.rows(_LIMIT, (new, reviews, deck))


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
    conn.rows(_RAISE, (day, new, reviews, deck))


def deck_row(conn: Connection, deck: DeckId) -> int:
    """Return the deck's row, or raise NotFoundError."""
    rowid = conn.value(_ROWID, (deck,))
    if rowid is None:
        from difflib import get_close_matches  # only for a message

        near = get_close_matches(deck, list(deck_keys(conn).values()), n=1)
        raise NotFoundError(
            N_("There is no deck {name!r}."), name=deck, nearest=near[0] if near else None
        )
    return int(rowid)
