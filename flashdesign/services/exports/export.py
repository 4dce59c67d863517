"""Export of decks and notes; the suffix of the file determines the format."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from flashdesign.content.csv.writer import notes_to_csv as table_text
from flashdesign.content.decks.slugs import LEVEL_SEPARATOR
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.content.rendering.print_page import build_page
from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Deck
from flashdesign.errors import FlashDesignError, consequence
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text, ngettext
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.exports import anki_package, atomic_write, deck_files
from flashdesign.services.exports.selection import (
    ExportSelection,
    all_notes,
    load_notes,
    merge_selection,
    selected_decks,
    title_path,
)
from flashdesign.services.job_progress import ProgressReporter
from flashdesign.storage.notes import decks as note_decks

PACKAGE = ".apkg"
SUFFIXES = (".yaml", ".yml", ".csv", ".tsv", ".html", PACKAGE)
EXPORT_FAILED = N_("the export was not written")
_DECK_FILES = (".yaml", ".yml")


class ExportError(FlashDesignError):
    """A deck cannot be exported to this file."""

    def __init__(self, path: Path, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_lazy_text(problem))
        self.path = path


@dataclass(frozen=True, slots=True)
class ExportResult:
    """Result of an export: the numbers of `notes` and of `basic_notes`, made Basic for Anki.

    `damaged` is the number of notes that could not be read and were skipped; `remarks` are
    sentences on what the file does not contain.
    """

    notes: int
    basic_notes: int = 0
    remarks: tuple[str, ...] = ()
    damaged_notes: int = 0

    @property
    def damage_remark(self) -> str:
        """A sentence on the notes that were skipped, "" if there are none."""
        if not self.damaged_notes:
            return ""
        return ngettext(
            "{n} note is damaged and was skipped; a backup may still have it.",
            "{n} notes are damaged and were skipped; a backup may still have them.",
            self.damaged_notes,
        ).format(n=number(self.damaged_notes))


@consequence(EXPORT_FAILED)
def export(
    context: Context,
    wanted: ExportSelection,
    path: Path,
    *,
    with_schedule: bool = False,
    reporter: ProgressReporter | None = None,
) -> ExportResult:
    """Write the notes of a deck, or selected notes, to `path`; raise CancelledError when stopped.

    A deck file holds one deck, and an existing one is changed in place; selected notes become a
    deck of their own. The other formats include the subdecks. Only an Anki package can include the
    schedule.
    """
    reporter = reporter or ProgressReporter()
    suffix = path.suffix.lower()
    _check_format(path, with_schedule=with_schedule)
    if suffix == PACKAGE:
        return _write_package(context, wanted, path, reporter, with_schedule=with_schedule)
    damaged: set[NoteKey] = set()
    decks = _load_decks(context, wanted, reporter, damaged)
    if suffix in _DECK_FILES:
        result = _write_deck_file(
            context, decks, path, reporter, is_chosen=not isinstance(wanted, str)
        )
    elif suffix == ".html":
        result = _write_page(context, decks, path, reporter)
    else:
        result = _write_table(context, decks, path, reporter)
    return replace(result, damaged_notes=len(damaged))


def _write_page(
    context: Context, decks: list[Deck], path: Path, reporter: ProgressReporter
) -> ExportResult:
    text = _page_html(context, decks, reporter)
    reporter.check()
    write_atomically(path, lambda file: file.write(text.encode()))
    return ExportResult(len(all_notes(decks)))


def html_page(
    context: Context, wanted: ExportSelection, reporter: ProgressReporter
) -> tuple[str, ExportResult]:
    """Return notes as a self-contained HTML page, and the result of the export."""
    damaged: set[NoteKey] = set()
    decks = _load_decks(context, wanted, reporter, damaged)
    return _page_html(context, decks, reporter), ExportResult(
        len(all_notes(decks)), damaged_notes=len(damaged)
    )


def load_all_decks(context: Context, reporter: ProgressReporter) -> list[Deck]:
    """Return all decks with their notes, parents before children."""
    with context.database.read() as connection:
        return load_notes(connection, note_decks.decks(connection), None, reporter)


def write_atomically(path: Path, fill: Callable[[BinaryIO], int], *, private: bool = False) -> int:
    """Write a file atomically with `atomic_write.write_with`; return what `fill` returns."""
    with consequence(EXPORT_FAILED, path):
        return atomic_write.write_with(path, fill, private=private)


def _write_package(
    context: Context,
    wanted: ExportSelection,
    path: Path,
    reporter: ProgressReporter,
    *,
    with_schedule: bool,
) -> ExportResult:
    package = anki_package.PackageExport(context, wanted, reporter, with_schedule=with_schedule)
    return ExportResult(
        write_atomically(path, package.write),
        package.basic_notes,
        damaged_notes=len(package.damaged),
    )


def _write_deck_file(
    context: Context, decks: list[Deck], path: Path, reporter: ProgressReporter, *, is_chosen: bool
) -> ExportResult:
    deck = merge_selection(decks) if is_chosen else decks[0]
    written = reporter.watch(deck.notes, len(deck.notes))
    text = write_deck(deck, written) if is_chosen else deck_files.updated_text(path, deck, written)
    reporter.check()
    write_atomically(path, lambda file: file.write(text.encode()))
    remarks = [
        remark
        for source in (decks if is_chosen else decks[:1])
        for remark in deck_files.write_pictures(context, source, path.parent)
    ]
    return ExportResult(len(deck.notes), remarks=tuple(remarks))


def _write_table(
    context: Context, decks: list[Deck], path: Path, reporter: ProgressReporter
) -> ExportResult:
    with context.database.read() as connection:
        stored = {deck.id: deck for deck in note_decks.decks(connection)}
    titles = {
        deck.id: LEVEL_SEPARATOR.join(
            title.replace(LEVEL_SEPARATOR, ":") for title in title_path(deck.id, stored)
        )
        for deck in decks
    }
    exported = all_notes(decks)
    separator = "\t" if path.suffix.lower() == ".tsv" else ","
    text = table_text(reporter.watch(exported, len(exported)), separator, titles)
    reporter.check()
    write_atomically(path, lambda file: file.write(text.encode()))
    remarks = [
        remark for deck in decks for remark in deck_files.write_pictures(context, deck, path.parent)
    ]
    if any(deck.description or deck.license or deck.retention for deck in decks):
        remarks.append(_("Tables do not contain deck descriptions."))
    return ExportResult(len(exported), remarks=tuple(remarks))


def _page_html(context: Context, decks: list[Deck], reporter: ProgressReporter) -> str:
    exported = all_notes(decks)
    title = decks[0].title if decks else ""
    return build_page(
        title, reporter.watch(exported, len(exported)), partial(deck_pictures.load, context)
    )


def _load_decks(
    context: Context, wanted: ExportSelection, reporter: ProgressReporter, damaged: set[NoteKey]
) -> list[Deck]:
    with context.database.read() as connection:
        return load_notes(connection, selected_decks(connection, wanted), wanted, reporter, damaged)


def _check_format(path: Path, *, with_schedule: bool) -> None:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        problem = N_(
            "only the window can export a PDF, under Import and export; here, export .html and "
            "print it."
        )
        raise ExportError(path, problem)
    if suffix not in SUFFIXES:
        formats = ", ".join(SUFFIXES)
        raise ExportError(
            path, LazyText(N_("unknown file type; choose one of {formats}."), formats=formats)
        )
    if with_schedule and suffix != PACKAGE:
        raise ExportError(
            path,
            LazyText(
                N_("only an Anki package ({suffix}) can include the schedule."), suffix=PACKAGE
            ),
        )


def basic_notes_remark(notes: int) -> str:
    """Return a sentence on the notes of a package whose types Anki does not have."""
    return ngettext(
        "{n} note was exported as Basic (Anki has no matching type).",
        "{n} notes were exported as Basic (Anki has no matching type).",
        notes,
    ).format(n=number(notes))
