"""Take a deck out of the collection, as a file whose suffix says in which format."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.deck_text import text_of
from flashdesign.content.foreign_names import LEVELS
from flashdesign.content.print_page import page_of
from flashdesign.content.table_export import text_of as table_text
from flashdesign.domain.cards import Deck
from flashdesign.errors import FlashDesignError
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
from flashdesign.storage import notes

PACKAGE = ".apkg"
SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".html", PACKAGE)
_DECK_FILES = (".yaml", ".yml")


class ExportError(FlashDesignError):
    """A deck cannot be written so."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Written:
    """How many notes left, and how many of them became plain front and back for Anki.

    `remarks` are sentences on what the file does not hold.
    """

    notes: int
    plain: int = 0
    remarks: tuple[str, ...] = ()


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
    found = _found(context, wanted, pace)
    if suffix in _DECK_FILES:
        return _deck_file(context, found, path, pace, is_chosen=not isinstance(wanted, str))
    if suffix != ".html":
        return _table(context, found, path, pace)
    text = _page(context, found, pace)
    pace.check()
    write(path, lambda file: file.write(text.encode()))
    return Written(len(all_notes(found)))


def page(context: Context, wanted: Wanted, pace: Pace) -> tuple[str, int]:
    """Return notes as a page of HTML that needs no other file, and how many there are."""
    found = _found(context, wanted, pace)
    return _page(context, found, pace), len(all_notes(found))


def whole_decks(context: Context, pace: Pace) -> list[Deck]:
    """Return all decks with their notes, parents before children."""
    with context.database.read() as connection:
        return with_notes(connection, notes.decks(connection), None, pace)


def write(path: Path, fill: Callable[[BinaryIO], int]) -> int:
    """Write beside the target, flush, and rename: a file is there whole, or as it was before."""
    try:
        return whole_file.fill(path, fill)
    except OSError as error:
        raise ExportError(path, f"it cannot be written: {error.strerror or error}.") from error


def _package(
    context: Context, wanted: Wanted, path: Path, pace: Pace, *, with_schedule: bool
) -> Written:
    done = package_export.PackageExport(context, wanted, pace, with_schedule=with_schedule)
    return Written(write(path, done.write), done.plain)


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
        remarks.append("A table does not hold what is said of the decks themselves.")
    return Written(len(left), remarks=tuple(remarks))


def _page(context: Context, found: list[Deck], pace: Pace) -> str:
    left = all_notes(found)
    title = found[0].title if found else ""
    return page_of(title, pace.watch(left, len(left)), partial(pictures.load, context))


def _found(context: Context, wanted: Wanted, pace: Pace) -> list[Deck]:
    with context.database.read() as connection:
        return with_notes(connection, inside(connection, wanted), wanted, pace)


def _refuse_unfit(path: Path, *, with_schedule: bool) -> None:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        problem = "a PDF is made in the window, at Import and export; here take .html and print it."
        raise ExportError(path, problem)
    if suffix not in SUFFIXES:
        raise ExportError(path, f"its suffix names no format; there are: {', '.join(SUFFIXES)}.")
    if with_schedule and suffix != PACKAGE:
        raise ExportError(path, f"only a package for Anki ({PACKAGE}) can hold the schedule.")
