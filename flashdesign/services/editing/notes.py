"""Edits of notes and cards; each is one undoable operation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from flashdesign.domain.ids import CardKey, DeckId, NoteKey, deck_of
from flashdesign.domain.notes.note import Note, free_name, move_note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import prompt_text
from flashdesign.domain.notes.tags import edit_tags
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.errors import FlashDesignError, NotFoundError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.services.context import Context
from flashdesign.services.decks.visible_decks import usable_decks
from flashdesign.services.editing.picture_copies import move_pictures
from flashdesign.services.editing.undoable_edit import undoable_edit
from flashdesign.services.scheduling import rules
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import built_in_versions, note_queries, save
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.review_log import log_batches, replay
from flashdesign.storage.undo import bulk_marks, operations

Origin = Literal["own", "built_in", "edited"]
OWN: Origin = "own"
_BATCH_SIZE = 500


class BuiltInNoteError(FlashDesignError):
    """A built-in note cannot be moved."""

    def __init__(self, key: NoteKey) -> None:
        super().__init__(
            N_("{note} is a built-in note and cannot be moved. You can edit or delete it."),
            note=key,
        )


class NoteExistsError(FlashDesignError):
    """There is already a note with this key."""

    def __init__(self, key: NoteKey) -> None:
        super().__init__(
            N_("There is already a note {note!r}; give this one another id."), note=str(key)
        )


def note(context: Context, key: NoteKey) -> Note:
    """Return a note; raises NotFoundError."""
    with context.database.read() as connection:
        return _note(connection, key)


def origin(context: Context, key: NoteKey) -> Origin:
    """Return whether a note is the user's own, built-in, or built-in and edited."""
    with context.database.read() as connection:
        return _origin(connection, key)


def tags(context: Context) -> tuple[str, ...]:
    """Return all tags of notes, sorted."""
    with context.database.read() as connection:
        return note_queries.tags(connection)


def decks(context: Context) -> tuple[tuple[DeckId, str], ...]:
    """Return the decks that a note can be in, the user's own first, with their titles."""
    with context.database.read() as connection:
        return tuple((deck.id, deck.title) for deck in usable_decks(connection))


def duplicates(
    context: Context, question: Question, excluded: NoteKey | None
) -> tuple[NoteKey, ...]:
    """Return the notes with the same question except for spaces and capitals."""
    with context.database.read() as connection:
        found = note_queries.notes_with_question(connection, prompt_text(question))
    return tuple(key for key in found if key != excluded)


def new_id(context: Context, deck: DeckId, question: Question) -> str:
    """Return an id made of the question's words that is free in the deck."""
    # Imported late: the import is slow, and few actions need it.
    from flashdesign.content.decks.notes import generate_id

    with context.database.read() as connection:
        taken = save.digests(connection, deck)
    return free_name(generate_id(question), taken)


def add_note(context: Context, added: Note, pictures: Sequence[Picture] = ()) -> NoteKey:
    """Add a note after the last one of its deck; raises NoteExistsError if its key is taken."""
    with undoable_edit(
        context, LazyText(N_("Adding a note")), [added.key], pictures=pictures
    ) as operation:
        existing = save.digests(operation.connection, added.deck)
        if added.id in existing and not existing[added.id].is_removed:
            raise NoteExistsError(added.key)
        position = 1 + max((digest.position for digest in existing.values()), default=-1)
        save.save_notes(operation.connection, [(position, added)])
        if note_queries.origin(operation.connection, added.deck) == BUILT_IN:
            built_in_versions.mark_added(operation.connection, [added.key])
    return added.key


def save_note(
    context: Context,
    key: NoteKey,
    changed: Note,
    deck: DeckId | None = None,
    pictures: Sequence[Picture] = (),
) -> NoteKey:
    """Change a note's content, and its deck if given; return its key. Progress is kept."""
    description = LazyText(N_("Editing a note"))
    if deck is not None and deck != deck_of(key):
        return _move(context, description, [key], deck, changed, pictures)[0]
    with undoable_edit(context, description, [key], pictures=pictures) as operation:
        before = _note(operation.connection, key)
        _rewrite(operation.connection, [_with_ids_of(before, changed)])
    return key


def restore_built_in(context: Context, keys: Sequence[NoteKey]) -> None:
    """Restore the built-in version of edited notes."""
    with undoable_edit(
        context,
        LazyText.counted("Restoring {n} note", "Restoring {n} notes", len(keys), n=len(keys)),
        keys,
    ) as operation:
        for key in keys:
            built_in = built_in_versions.built_in_version(operation.connection, key)
            if built_in:
                save.save_notes(
                    operation.connection, [built_in_versions.built_in_note(key, built_in)]
                )
                built_in_versions.clear_built_in_version(operation.connection, [key])


def delete_notes(context: Context, keys: Sequence[NoteKey]) -> None:
    """Delete notes with their cards; the review log is kept."""
    with undoable_edit(
        context,
        LazyText.counted("Deleting {n} note", "Deleting {n} notes", len(keys), n=len(keys)),
        keys,
    ) as operation:
        _keep_built_in(operation.connection, keys)
        save.retire_notes(operation.connection, keys)


def move_notes(context: Context, keys: Sequence[NoteKey], deck: DeckId) -> None:
    """Move the user's own notes to another deck, with all progress of their cards."""
    leaving = [key for key in keys if deck_of(key) != deck]
    description = LazyText.counted(
        "Moving {n} note", "Moving {n} notes", len(leaving), n=len(leaving)
    )
    _move(context, description, leaving, deck)


def _move(
    context: Context,
    description: LazyText,
    leaving: list[NoteKey],
    deck: DeckId,
    changed: Note | None = None,
    pictures: Sequence[Picture] = (),
) -> list[NoteKey]:
    """Move notes, or one note with `changed` content; return their new keys."""
    with context.database.read() as connection:
        for key in leaving:
            if _origin(connection, key) != OWN:
                raise BuiltInNoteError(key)
        existing = save.digests(connection, deck)
        renamed = _rename_for(connection, leaving, deck, existing, changed)
    last = max((digest.position for digest in existing.values()), default=-1)
    moved_notes, copied = move_pictures(
        context, [(deck_of(key), note) for key, note in renamed], deck
    )
    arrived = [note.key for note in moved_notes]
    with undoable_edit(
        context, description, [*leaving, *arrived], pictures=[*pictures, *copied]
    ) as operation:
        connection = operation.connection
        moves = save.save_notes(connection, enumerate(moved_notes, last + 1)).moved
        operations.store_changes(connection, operation.row, moves=moves)
        if note_queries.origin(connection, deck) == BUILT_IN:
            built_in_versions.mark_added(connection, arrived)
        cards = [move.new_key for move in moves]
        replay.replay_cards(connection, cards, rules.rules_of(connection))
    return arrived


def change_tags(
    context: Context,
    keys: Sequence[NoteKey],
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> None:
    """Add tags to notes and remove others."""
    add, remove = tuple(add), tuple(remove)
    with undoable_edit(
        context,
        LazyText.counted("Tagging {n} note", "Tagging {n} notes", len(keys), n=len(keys)),
        keys,
    ) as operation:
        for start in range(0, len(keys), _BATCH_SIZE):
            found = note_cards.notes_of(operation.connection, keys[start : start + _BATCH_SIZE])
            changed = [
                replace(note, tags=after)
                for note in found.values()
                if (after := edit_tags(note.tags, add, remove)) != note.tags
            ]
            _rewrite(operation.connection, changed)


def save_changed(context: Context, changes: Sequence[tuple[Note, Note]]) -> int:
    """Store notes, given before and after a change, in one undoable edit; return how many.

    Progress is kept. A note that is no longer as it was before is left as it is.
    """
    count, saved = len(changes), 0
    description = LazyText.counted(
        "Replacing in {n} note", "Replacing in {n} notes", count, n=count
    )
    with undoable_edit(context, description, [after.key for _, after in changes]) as operation:
        for start in range(0, count, _BATCH_SIZE):
            batch = changes[start : start + _BATCH_SIZE]
            now = note_cards.notes_of(operation.connection, [after.key for _, after in batch])
            unchanged = [after for before, after in batch if now.get(after.key) == before]
            saved += _rewrite(operation.connection, unchanged)
    return saved


def count_built_in(context: Context, keys: Sequence[NoteKey]) -> int:
    """Return how many of these notes are built in, edited or not."""
    with context.database.read() as connection:
        return note_queries.count_built_in(connection, keys)


def reset_cards(context: Context, cards: Sequence[CardKey]) -> None:
    """Reset cards to new; the review log is kept."""
    description = LazyText.counted(
        "Resetting {n} card", "Resetting {n} cards", len(cards), n=len(cards)
    )
    with undoable_edit(context, description) as operation:
        connection = operation.connection
        moment = context.moment(stored_settings.load(connection))
        logs = [
            (key, [Review(context.uids.next(moment.at), key, moment, ReviewKind.MANUAL)])
            for key in cards
        ]
        rows = log_batches.insert_rows(connection, logs, rules.rules_of(connection))
        operations.store_changes(connection, operation.row, {}, rows)


def suspend_cards(context: Context, cards: Sequence[CardKey], *, suspended: bool) -> None:
    """Suspend or unsuspend cards."""
    description = (
        LazyText.counted("Suspending {n} card", "Suspending {n} cards", len(cards), n=len(cards))
        if suspended
        else LazyText.counted(
            "Unsuspending {n} card", "Unsuspending {n} cards", len(cards), n=len(cards)
        )
    )
    _mark(context, description, "suspended", dict.fromkeys(cards, int(suspended)))


def flag_cards(context: Context, cards: Sequence[CardKey], flag: int) -> None:
    """Mark cards with a flag from 1 to 7, or with none (0)."""
    description = LazyText.counted(
        "Flagging {n} card", "Flagging {n} cards", len(cards), n=len(cards)
    )
    _mark(context, description, "flag", dict.fromkeys(cards, flag))


def _mark(
    context: Context, description: LazyText, mark: bulk_marks.Mark, wanted: Mapping[CardKey, int]
) -> None:
    with undoable_edit(context, description) as operation:
        before = bulk_marks.set_marks(operation.connection, mark, wanted)
        operations.store_changes(operation.connection, operation.row, {mark: before})


def _note(connection: Connection, key: NoteKey) -> Note:
    """Return a note; raise NotFoundError if there is none, or if it was removed."""
    found = note_cards.notes_of(connection, [key])
    if key not in found or note_queries.removed_notes(connection, [key]):
        raise NotFoundError(N_("There is no note {name!r}."), name=key)
    return found[key]


def _rewrite(connection: Connection, changed: Sequence[Note]) -> int:
    """Store changed notes in their positions, and the built-in version of built-in ones.

    Return how many. Notes that were removed meanwhile stay removed: another note may have replaced
    them.
    """
    removed = note_queries.removed_notes(connection, [note.key for note in changed])
    present = [note for note in changed if note.key not in removed]
    keys = [note.key for note in present]
    _keep_built_in(connection, keys)
    positions = note_queries.positions(connection, keys)
    save.save_notes(connection, [(positions[note.key], note) for note in present])
    return len(present)


def _keep_built_in(connection: Connection, keys: Iterable[NoteKey]) -> None:
    built_in_versions.keep_built_in_version(
        connection, [key for key in keys if _origin(connection, key) == "built_in"]
    )


def _origin(connection: Connection, key: NoteKey) -> Origin:
    if note_queries.origin(connection, deck_of(key)) != BUILT_IN:
        return OWN
    built_in = built_in_versions.built_in_version(connection, key)
    if built_in is None:
        return "built_in"
    return "edited" if built_in else OWN


def _with_ids_of(before: Note, changed: Note) -> Note:
    """Return the changed note with the deck and the ids of the note before."""
    return replace(changed, deck=before.deck, id=before.id, guid=before.guid)


def _rename_for(
    connection: Connection,
    keys: Sequence[NoteKey],
    deck: DeckId,
    taken: Iterable[str],
    changed: Note | None,
) -> list[tuple[NoteKey, Note]]:
    """Return each note as it will be in the other deck, with its old key."""
    names = set(taken)
    renamed = []
    for key in keys:
        old = _note(connection, key)
        name = free_name(old.id, names)
        names.add(name)
        content = old if changed is None else _with_ids_of(old, changed)
        new = move_note(content, deck, name)
        renamed.append((key, replace(new, replaces=(*new.replaces, str(key)))))
    return renamed
