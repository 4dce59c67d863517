"""Take a deck out of the collection, as a file whose suffix says in which format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.deck_text import text_of
from flashdesign.content.foreign_names import LEVELS
from flashdesign.content.print_page import page_of
from flashdesign.content.table_export import text_of as table_text
from flashdesign.domain.cards import Deck, NoteKey
from flashdesign.errors import FlashDesignError, consequence
from flashdesign.services import deck_files, package_export, pictures, whole_file
from flashdesign.services.context import Context
from flashdesign.services.leaving import (
    Wanted,
    all_notes,
    as_one,
    inside,
    titles_above,
    with_notes,
)
from flashdesign.services.pace import Pace
from flashdesign.services.wording import count
from flashdesign.storage import notes

PACKAGE = ".apkg"
SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".html", PACKAGE)
NOT_WRITTEN = "the export was not written"
_DECK_FILES = (".yaml", ".yml")


class ExportError(FlashDesignError):
    """A deck cannot be written so."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Written:
    """How many notes left, and how many of them became plain front and back for Anki.

    Those `damaged` could not be read and are not in the file; `remarks` are sentences on what the
    file does not hold.
    """

    notes: int
    plain: int = 0
    remarks: tuple[str, ...] = ()
    damaged: int = 0

    @property
    def damage(self) -> str:
        """A sentence on the notes that were left out, if there are any."""
        if not self.damaged:
            return ""
        return (
            f"{count(self.damaged, 'note is', 'notes are')} damaged and not in it; "
            "a backup may still have what is missing."
        )


@consequence(NOT_WRITTEN)
def export(
    context: Context,
    wanted: Wanted,
    path: Path,
    *,
    with_schedule: bool = False,
    pace: Pace | None = None,
) -> Written:
    """Write the notes of a deck, or chosen ones, to `path`; raise CancelledError when stopped.

    A deck file holds one deck, and one that is there already is changed in place; chosen notes
    become a deck of their own. The other formats hold the subdecks too. Only a package for Anki can
    hold the schedule.
    """
    pace = pace or Pace()
    suffix = path.suffix.lower()
    _refuse_unfit(path, with_schedule=with_schedule)
    if suffix == PACKAGE:
        return _package(context, wanted, path, pace, with_schedule=with_schedule)
    damaged: set[NoteKey] = set()
    found = _found(context, wanted, pace, damaged)
    if suffix in _DECK_FILES:
        done = _deck_file(context, found, path, pace, is_chosen=not isinstance(wanted, str))
    elif suffix == ".html":
        done = _page_file(context, found, path, pace)
    else:
        done = _table(context, found, path, pace)
    return replace(done, damaged=len(damaged))


def _page_file(context: Context, found: list[Deck], path: Path, pace: Pace) -> Written:
    text = _page(context, found, pace)
    pace.check()
    write(path, lambda file: file.write(text.encode()))
    return Written(len(all_notes(found)))


def page(context: Context, wanted: Wanted, pace: Pace) -> tuple[str, Written]:
    """Return notes as a page of HTML that needs no other file, and what is in it."""
    damaged: set[NoteKey] = set()
    found = _found(context, wanted, pace, damaged)
    return _page(context, found, pace), Written(len(all_notes(found)), damaged=len(damaged))


def whole_decks(context: Context, pace: Pace) -> list[Deck]:
    """Return all decks with their notes, parents before children."""
    with context.database.read() as connection:
        return with_notes(connection, notes.decks(connection), None, pace)


def write(path: Path, fill: Callable[[BinaryIO], int], *, private: bool = False) -> int:
    """Write a file so that it is there whole, or as it was before; `whole_file.fill` says how."""
    with consequence(NOT_WRITTEN, path):
        return whole_file.fill(path, fill, private=private)


def _package(
    context: Context, wanted: Wanted, path: Path, pace: Pace, *, with_schedule: bool
) -> Written:
    done = package_export.PackageExport(context, wanted, pace, with_schedule=with_schedule)
    return Written(write(path, done.write), done.plain, damaged=len(done.damaged))


def _deck_file(
    context: Context, found: list[Deck], path: Path, pace: Pace, *, is_chosen: bool
) -> Written:
    deck = as_one(found) if is_chosen else found[0]
    left = pace.watch(deck.notes, len(deck.notes))
    text = text_of(deck, left) if is_chosen else deck_files.text_for(path, deck, left)
    pace.check()
    write(path, lambda file: file.write(text.encode()))
    remarks = [
        remark
        for one in (found if is_chosen else found[:1])
        for remark in deck_files.put_pictures(context, one, path.parent)
    ]
    return Written(len(deck.notes), remarks=tuple(remarks))


def _table(context: Context, found: list[Deck], path: Path, pace: Pace) -> Written:
    with context.database.read() as connection:
        stored = {deck.id: deck for deck in notes.decks(connection)}
    titles = {
        deck.id: LEVELS.join(title.replace(LEVELS, ":") for title in titles_above(deck.id, stored))
        for deck in found
    }
    left = all_notes(found)
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    text = table_text(pace.watch(left, len(left)), separator, titles)
    pace.check()
    write(path, lambda file: file.write(text.encode()))
    remarks = [one for deck in found for one in deck_files.put_pictures(context, deck, path.parent)]
    if any(deck.description or deck.license or deck.retention for deck in found):
        remarks.append("Tables do not contain deck descriptions.")
    return Written(len(left), remarks=tuple(remarks))


def _page(context: Context, found: list[Deck], pace: Pace) -> str:
    left = all_notes(found)
    title = found[0].title if found else ""
    return page_of(title, pace.watch(left, len(left)), partial(pictures.load, context))


def _found(context: Context, wanted: Wanted, pace: Pace, damaged: set[NoteKey]) -> list[Deck]:
    with context.database.read() as connection:
        return with_notes(connection, inside(connection, wanted), wanted, pace, damaged)


def _refuse_unfit(path: Path, *, with_schedule: bool) -> None:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        problem = "a PDF is made in the window, at Import and export; here take .html and print it."
        raise ExportError(path, problem)
    if suffix not in SUFFIXES:
        raise ExportError(path, f"its suffix names no format; there are: {', '.join(SUFFIXES)}.")
    if with_schedule and suffix != PACKAGE:
        raise ExportError(path, f"only a package for Anki ({PACKAGE}) can hold the schedule.")
