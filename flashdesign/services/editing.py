"""Write, change and sort notes and cards; each act is one operation that can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from flashdesign.content.foreign_names import changed_tags
from flashdesign.domain.cards import CardKey, DeckId, Note, NoteKey, deck_of, moved
from flashdesign.domain.faces import Face, question
from flashdesign.domain.parcels import Picture
from flashdesign.domain.reviews import Kind, Review
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.i18n import N_
from flashdesign.services import keeping
from flashdesign.services.context import Context
from flashdesign.services.deeds import begun
from flashdesign.services.free_names import free_name
from flashdesign.services.library import SHIPPED
from flashdesign.services.moved_pictures import taken_along
from flashdesign.services.shown_decks import usable_decks
from flashdesign.services.wording import count
from flashdesign.storage import (
    card_marks,
    log_parts,
    note_index,
    notes,
    operations,
    reviews,
    settings,
    shipping,
)
from flashdesign.storage.database import Connection

Origin = Literal["own", "shipped", "edited"]
OWN: Origin = "own"
_AT_ONCE = 500


class NotYoursError(FlashDesignError):
    """A note that comes with the program cannot be moved."""

    def __init__(self, key: NoteKey) -> None:
        super().__init__(
            f"{key} comes with FlashDesign and stays in its deck; it can be edited or deleted."
        )


class NoteExistsError(FlashDesignError):
    """There is a note of this key already."""

    def __init__(self, key: NoteKey) -> None:
        super().__init__(f"There is a note {key!r} already; give this one another id.")


def note(context: Context, key: NoteKey) -> Note:
    """Return a note, or raise NotFoundError."""
    with context.database.read() as connection:
        return _note(connection, key)


def origin(context: Context, key: NoteKey) -> Origin:
    """Tell whether a note is the person's own, ships, or ships and was edited."""
    with context.database.read() as connection:
        return _origin(connection, key)


def tags(context: Context) -> tuple[str, ...]:
    """Return all tags that notes have, in their order."""
    with context.database.read() as connection:
        return note_index.tags(connection)


def decks(context: Context) -> tuple[tuple[DeckId, str], ...]:
    """Return the decks that a note can go to, the person's own first, with their titles."""
    with context.database.read() as connection:
        return tuple((deck.id, deck.title) for deck in usable_decks(connection))


def duplicates(context: Context, face: Face, besides: NoteKey | None) -> tuple[NoteKey, ...]:
    """Return the notes that ask the same, whatever spaces and capitals they have."""
    with context.database.read() as connection:
        found = note_index.same_question(connection, question(face))
    return tuple(key for key in found if key != besides)


def new_id(context: Context, deck: DeckId, face: Face) -> str:
    """Return an id that is free in the deck, made of the question's words."""
    # To read deck files takes a while to import, and few wishes need it.
    from flashdesign.content.deck_cards import id_from_text

    with context.database.read() as connection:
        taken = notes.digests(connection, deck)
    return free_name(id_from_text(face), taken)


def add_note(context: Context, added: Note, images: Sequence[Picture] = ()) -> NoteKey:
    """Add a note behind the last one of its deck; raise NoteExistsError where its key is taken."""
    with begun(context, "Adding a note", [added.key], images=images) as deed:
        known = notes.digests(deed.connection, added.deck)
        if added.id in known and not known[added.id].gone:
            raise NoteExistsError(added.key)
        place = 1 + max((one.position for one in known.values()), default=-1)
        notes.save_notes(deed.connection, [(place, added)])
        if note_index.origin(deed.connection, added.deck) == SHIPPED:
            shipping.mark_added(deed.connection, [added.key])
    return added.key


def save_note(
    context: Context,
    key: NoteKey,
    changed: Note,
    deck: DeckId | None = None,
    images: Sequence[Picture] = (),
) -> NoteKey:
    """Give a note other content, and another `deck`; return its key. Its cards' progress stays."""
    said = "The edit of a note"
    if deck is not None and deck != deck_of(key):
        return _move(context, said, [key], deck, changed, images)[0]
    with begun(context, said, [key], images=images) as deed:
        before = _note(deed.connection, key)
        _rewrite(deed.connection, [_as(before, changed)])
    return key


def put_back(context: Context, keys: Sequence[NoteKey]) -> None:
    """Have edited notes say again what ships."""
    with begun(context, f"Putting back {count(len(keys), 'note')}", keys) as deed:
        for key in keys:
            words = shipping.shipped(deed.connection, key)
            if words:
                notes.save_notes(deed.connection, [shipping.read(key, words)])
                shipping.forget(deed.connection, [key])


def delete_notes(context: Context, keys: Sequence[NoteKey]) -> None:
    """Put notes away with their cards; the log keeps what was answered."""
    with begun(context, f"Deleting {count(len(keys), 'note')}", keys) as deed:
        _keep_shipped(deed.connection, keys)
        notes.retire_notes(deed.connection, keys)


def move_notes(context: Context, keys: Sequence[NoteKey], deck: DeckId) -> None:
    """Move the person's own notes to another deck, with all progress of their cards."""
    leaving = [key for key in keys if deck_of(key) != deck]
    _move(context, f"Moving {count(len(leaving), 'note')}", leaving, deck)


def _move(
    context: Context,
    said: str,
    leaving: list[NoteKey],
    deck: DeckId,
    changed: Note | None = None,
    images: Sequence[Picture] = (),
) -> list[NoteKey]:
    """Move notes, of which one may be `changed` as well; return their keys there."""
    with context.database.read() as connection:
        for key in leaving:
            if _origin(connection, key) != OWN:
                raise NotYoursError(key)
        known = notes.digests(connection, deck)
        gone = _moved(connection, leaving, deck, known, changed)
    last = max((one.position for one in known.values()), default=-1)
    there, carried = taken_along(context, [(deck_of(key), note) for key, note in gone], deck)
    arrived = [note.key for note in there]
    with begun(context, said, [*leaving, *arrived], images=[*images, *carried]) as deed:
        connection = deed.connection
        moves = notes.save_notes(connection, enumerate(there, last + 1)).moved
        operations.keep(connection, deed.row, moves=moves)
        if note_index.origin(connection, deck) == SHIPPED:
            shipping.mark_added(connection, arrived)
        cards = [move.new for move in moves]
        reviews.refresh(connection, cards, keeping.rules_of(connection))
    return arrived


def change_tags(
    context: Context,
    keys: Sequence[NoteKey],
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> None:
    """Add tags to notes and take others from them."""
    add, remove = tuple(add), tuple(remove)
    with begun(context, f"Tagging {count(len(keys), 'note')}", keys) as deed:
        for start in range(0, len(keys), _AT_ONCE):
            found = notes.notes_of(deed.connection, keys[start : start + _AT_ONCE])
            changed = [
                replace(one, tags=after)
                for one in found.values()
                if (after := changed_tags(one.tags, add, remove)) != one.tags
            ]
            _rewrite(deed.connection, changed)


def reset_cards(context: Context, cards: Sequence[CardKey]) -> None:
    """Make cards new again; the log keeps what was answered before."""
    with begun(context, f"Resetting {count(len(cards), 'card')}") as deed:
        connection = deed.connection
        moment = context.moment(settings.load(connection))
        logs = [
            (key, [Review(context.uids.next(moment.at), key, moment, Kind.MANUAL)]) for key in cards
        ]
        rows = log_parts.put_in(connection, logs, keeping.rules_of(connection))
        operations.keep(connection, deed.row, {}, rows)


def suspend_cards(context: Context, cards: Sequence[CardKey], *, suspended: bool) -> None:
    """Take cards out of the queue until they are put back, or put them back."""
    verb = "Suspending" if suspended else "Waking"
    said = f"{verb} {count(len(cards), 'card')}"
    _mark(context, said, "suspended", dict.fromkeys(cards, int(suspended)))


def flag_cards(context: Context, cards: Sequence[CardKey], flag: int) -> None:
    """Mark cards with a flag from 1 to 7, or with none (0)."""
    said = f"Flagging {count(len(cards), 'card')}"
    _mark(context, said, "flag", dict.fromkeys(cards, flag))


def _mark(
    context: Context, said: str, mark: card_marks.Mark, wanted: Mapping[CardKey, int]
) -> None:
    with begun(context, said) as deed:
        before = card_marks.exchange(deed.connection, mark, wanted)
        operations.keep(deed.connection, deed.row, {mark: before})


def _note(connection: Connection, key: NoteKey) -> Note:
    found = notes.notes_of(connection, [key])
    if key not in found:
        raise NotFoundError(N_("There is no note {name!r}."), name=key)
    return found[key]


def _rewrite(connection: Connection, changed: Sequence[Note]) -> None:
    """Store notes in their places; of those that ship, what ships is kept beside."""
    _keep_shipped(connection, [one.key for one in changed])
    places = note_index.positions(connection, [one.key for one in changed])
    notes.save_notes(connection, [(places[one.key], one) for one in changed])


def _keep_shipped(connection: Connection, keys: Iterable[NoteKey]) -> None:
    shipping.keep_shipped(connection, [k for k in keys if _origin(connection, k) == "shipped"])


def _origin(connection: Connection, key: NoteKey) -> Origin:
    if note_index.origin(connection, deck_of(key)) != SHIPPED:
        return OWN
    words = shipping.shipped(connection, key)
    if words is None:
        return "shipped"
    return "edited" if words else OWN


def _as(before: Note, changed: Note) -> Note:
    """Return what a note is changed to under the names that it has."""
    return replace(changed, deck=before.deck, id=before.id, guid=before.guid)


def _moved(
    connection: Connection,
    keys: Sequence[NoteKey],
    deck: DeckId,
    taken: Iterable[str],
    changed: Note | None,
) -> list[tuple[NoteKey, Note]]:
    """Return notes as the other deck is to have them, each with its key so far."""
    names = set(taken)
    there = []
    for key in keys:
        old = _note(connection, key)
        name = free_name(old.id, names)
        names.add(name)
        said = old if changed is None else _as(old, changed)
        new = moved(said, deck, name)
        there.append((key, replace(new, replaces=(*new.replaces, str(key)))))
    return there
