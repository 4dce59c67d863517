"""A bulk edit: one transaction and one undoable operation."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.services.context import Changes, Context
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import stored_pictures
from flashdesign.storage.undo import operations


@dataclass(frozen=True, slots=True)
class UndoableEdit:
    """An operation in progress: its transaction and its row."""

    connection: Connection
    row: int


@contextmanager
def undoable_edit(
    context: Context,
    description: LazyText,
    keys: Sequence[NoteKey] = (),
    decks: Sequence[DeckId] = (),
    pictures: Sequence[Picture] = (),
) -> Iterator[UndoableEdit]:
    """Open a transaction that is one undoable operation; send notifications after it succeeds.

    `said` describes the operation; it is stored, and shown in the language of a later day.
    """
    with consequence(N_("nothing was changed")), context.database.transaction() as connection:
        at = context.clock.now_ms()
        row = operations.begin_operation(connection, at, description, decks, list(keys))
        if pictures:
            operations.store_changes(
                connection, row, {}, pictures=stored_pictures.save(connection, pictures)
            )
        yield UndoableEdit(connection, row)
    context.broadcast.notify(Changes(decks=True, cards=True, drills=True))
