"""Pictures of decks; equal content is stored once."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.ids import DeckId
from flashdesign.i18n.translation import _
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_row
from flashdesign.storage.schema.tables import blob, deck, media

if TYPE_CHECKING:
    from flashdesign.domain.transfer.import_plan import Picture

_m, _b = media.c, blob.c
_DATA = (
    select(_b.data)
    .join_from(media, blob, _b.digest == _m.digest)
    .join(deck, deck.c.id == _m.deck_id)
    .where(_m.name == bindparam("picture"))
    .order_by((deck.c.key == bindparam("deck_name")).desc(), _m.deck_id)
    .limit(1)
)
_ALL_DIGESTS = select(deck.c.key, _m.name, _m.digest).join_from(media, deck)
_HAS_BLOB = select(_b.digest).where(_b.digest == bindparam("wanted"))
_ADD_BLOB = insert(blob).on_conflict_do_nothing()
_insert = insert(media)
_SET_DIGEST = _insert.on_conflict_do_update(
    index_elements=[_m.deck_id, _m.name], set_={"digest": _insert.excluded.digest}
)

_IN_USE = select(_m.digest).distinct()
_MISSING = (
    select(deck.c.key, _m.name)
    .join_from(media, deck)
    .join(blob, _b.digest == _m.digest, isouter=True)
    .where(_b.digest.is_(None))
    .order_by(deck.c.key, _m.name)
)
_BLOBS = select(_b.digest)
_CONTENT = select(_b.data).where(_b.digest == bindparam("wanted"))
_NAMES = select(deck.c.key, _m.name).join_from(media, deck).where(_m.digest == bindparam("wanted"))
_DELETE_BLOB = delete(blob).where(_b.digest == bindparam("unused"))
_GET_DIGEST = select(_m.digest).where(
    _m.deck_id == bindparam("deck_row"), _m.name == bindparam("picture")
)
_DELETE_NAME = delete(media).where(
    _m.deck_id == bindparam("deck_row"), _m.name == bindparam("picture")
)

# Of a SHA-256 digest; a digest of another length cannot be checked.
_DIGEST_CHARS = 64
# The digest of each picture by deck and name; None if there is no picture of that name.
Digests = Mapping[DeckId, Mapping[str, str | None]]


def load(conn: Connection, deck_id: DeckId, name: str) -> bytes | None:
    """Return the bytes of the deck's picture of this name.

    A note may have been moved: if its deck has no such picture, that of another deck is used.
    """
    bound = {"deck_name": deck_id, "picture": name}
    found: bytes | None = conn.execute(_DATA, bound).scalar_one_or_none()
    return found


def digests_by_name(conn: Connection) -> dict[tuple[DeckId, str], str]:
    """Return the digests of all pictures by deck and name."""
    return {(DeckId(key), name): digest for key, name, digest in conn.execute(_ALL_DIGESTS)}


def save(conn: Connection, pictures: "Iterable[Picture]") -> Digests:
    """Store pictures of existing decks; return the previous digests of the same names."""
    wanted: dict[DeckId, dict[str, str | None]] = {}
    for picture in pictures:
        if conn.execute(_HAS_BLOB, {"wanted": picture.digest}).scalar() is None:
            conn.execute(_ADD_BLOB, {"digest": picture.digest, "data": picture.load()})
        wanted.setdefault(picture.deck, {})[picture.name] = picture.digest
    return set_digests(conn, wanted)


def set_digests(conn: Connection, wanted: Digests) -> Digests:
    """Assign stored pictures, or none, to names; return the previous digests."""
    before: dict[DeckId, dict[str, str | None]] = {}
    for deck_id, names in wanted.items():
        row = deck_row(conn, deck_id)
        before[deck_id] = {name: _assign(conn, row, name, digest) for name, digest in names.items()}
    return before


def missing_pictures(conn: Connection) -> list[tuple[DeckId, str]]:
    """Return deck and name of the pictures whose bytes are not stored."""
    return [(DeckId(key), name) for key, name in conn.execute(_MISSING)]


def damaged_pictures(conn: Connection) -> Iterator[tuple[str, list[str]]]:
    """Yield digest and names of each picture whose bytes do not match the digest."""
    for digest in conn.execute(_BLOBS).scalars().all():
        data = conn.execute(_CONTENT, {"wanted": digest}).scalar()
        if len(digest) == _DIGEST_CHARS and data is not None and _digest(data) != digest:
            names = conn.execute(_NAMES, {"wanted": digest})
            yield digest, [_("{name} of {deck}").format(name=n, deck=key) for key, n in names]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def delete_unused(conn: Connection, kept: AbstractSet[str]) -> int:
    """Delete the pictures that no deck uses and that are not in `kept`; return how many."""
    used = kept | set(conn.execute(_IN_USE).scalars())
    unused = [digest for digest in conn.execute(_BLOBS).scalars() if digest not in used]
    for digest in unused:
        conn.execute(_DELETE_BLOB, {"unused": digest})
    return len(unused)


def _assign(conn: Connection, deck: int, name: str, digest: str | None) -> str | None:
    key = {"deck_row": deck, "picture": name}
    before: str | None = conn.execute(_GET_DIGEST, key).scalar_one_or_none()
    if digest is None:
        conn.execute(_DELETE_NAME, key)
    else:
        conn.execute(_SET_DIGEST, {"deck_id": deck, "name": name, "digest": digest})
    return before
