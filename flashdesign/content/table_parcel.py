"""Turn a table into a parcel: a note for each record, and a sentence on whatever is not taken."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from flashdesign.content import foreign_names
from flashdesign.content.deck_parcel import pictures_beside
from flashdesign.content.foreign_decks import DeckNames
from flashdesign.content.foreign_names import LEVELS
from flashdesign.content.plain_text import html_in, markdown_in
from flashdesign.content.table_columns import Columns, is_own, likely_columns, names_of
from flashdesign.content.table_notes import NoteMaker
from flashdesign.content.table_own_notes import OwnNoteMaker
from flashdesign.content.table_text import Table
from flashdesign.content.table_words import Format
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.domain.faces import question
from flashdesign.domain.parcels import Parcel, Picture, Trouble

__all__ = ["Columns", "Format", "deck_id", "parcel_of"]


def parcel_of(
    table: Table,
    title: str | None = None,
    columns: Columns | None = None,
    text_format: Format | None = None,
) -> Parcel:
    """Return the notes of the table, and what of it could not be taken.

    Records that name no deck go into `title`, else where the table says, else into a deck called
    as the file. What is left open of columns and format is as the table declares, or plain text.
    """
    likely = likely_columns(table)
    chosen = columns or likely
    usual = title or table.header.deck or table.path.stem
    troubles = [Trouble(f"line {line}", said) for line, said in table.told]
    if len(table.records) == int(chosen.has_header):
        troubles.append(Trouble("line 1", "it names the columns, but no row follows"))
    maker = _maker(table, chosen, text_format, is_usual=chosen == likely)
    records = table.records[int(chosen.has_header) :]
    names = DeckNames([_path(maker.deck_of(cells) or usual) for _, cells in records])
    decks = _decks(records, usual, maker, names, troubles)
    if isinstance(maker, NoteMaker):
        troubles += _told_of_cells(table, chosen, text_format, maker.text_format)
    has_pictures = isinstance(maker, OwnNoteMaker) or maker.text_format is not Format.PLAIN
    pictures = _pictures(table, decks, troubles) if has_pictures else ()
    return Parcel(
        table.path.name,
        decks,
        pictures,
        troubles=(*troubles, *names.troubles(deck.id for deck in decks)),
        is_table=isinstance(maker, OwnNoteMaker) and not maker.tells_all,
        tells_all=isinstance(maker, OwnNoteMaker) and maker.tells_all,
        paths=names.paths,
    )


def _maker(
    table: Table, chosen: Columns, text_format: Format | None, *, is_usual: bool
) -> OwnNoteMaker | NoteMaker:
    """Return what makes notes of the records; our own exports say more than columns do."""
    is_ours = is_own(table) and is_usual and text_format in (None, Format.MARKDOWN)
    return OwnNoteMaker(table) if is_ours else NoteMaker(table, chosen, text_format)


@lru_cache(maxsize=1_024)
def deck_id(title: str) -> DeckId:
    """Return an id made of a title; one that has no Latin letters becomes a hash."""
    return foreign_names.deck_id(_path(title))


@lru_cache(maxsize=1_024)
def _path(title: str) -> tuple[str, ...]:
    return tuple(filter(None, (level.strip() for level in title.split(LEVELS)))) or (title,)


def _decks(
    records: Sequence[tuple[int, Sequence[str]]],
    usual: str,
    maker: NoteMaker | OwnNoteMaker,
    names: DeckNames,
    troubles: list[Trouble],
) -> tuple[Deck, ...]:
    found: dict[DeckId, dict[str, Note]] = {}
    for line, cells in records:
        deck = names.of(_path(maker.deck_of(cells) or usual))
        note = maker.note(cells, deck, line, troubles)
        if note is None:
            continue
        before = found.setdefault(deck, {}).setdefault(note.id, note)
        if before is not note:
            troubles.append(Trouble(f"line {line}", _told_of_second(before, note)))
    return tuple(names.tree({deck: tuple(there.values()) for deck, there in found.items()}))


def _told_of_second(before: Note, note: Note) -> str:
    """Return the sentence on a record whose note has the id of one before."""
    if note == before:
        return "it is the same card as one before; left out"
    if question(note.face) == question(before.face):
        other = "with another answer (ids in a column “id” would keep both)"
        return f"its question is that of a record before, {other}; left out"
    return "its id is that of a record before, with another question; left out"


def _pictures(
    table: Table, decks: tuple[Deck, ...], troubles: list[Trouble]
) -> tuple[Picture, ...]:
    found: list[Picture] = []
    for deck in decks:
        images, told = pictures_beside(table.path.parent, deck)
        found += images
        troubles += told
    return tuple(found)


def _told_of_cells(
    table: Table, columns: Columns, asked: Format | None, used: Format
) -> Iterator[Trouble]:
    yield from _told_of_columns(table, columns)
    if asked is None and used is Format.PLAIN:
        yield from _told_of_format(table, columns)


def _told_of_columns(table: Table, columns: Columns) -> Iterator[Trouble]:
    """Yield a sentence for each column that has text and is left out, or that is not there."""
    names = names_of(table, columns)
    records = table.records[int(columns.has_header) :]
    for at, role in enumerate(columns.roles):
        filled = sum(at < len(cells) and bool(cells[at].strip()) for _, cells in records)
        if filled and not role:
            name = f" “{names[at].strip()}”" if at < len(names) and names[at].strip() else ""
            cells = "1 cell" if filled == 1 else f"{filled:,} cells"
            yield Trouble(f"column {at + 1}{name}", f"it was left out, with {cells} of text")
    for role, place in table.header.places.items():
        if place > len(columns.roles):
            said = f"it was declared as the {role}, but there are only {len(columns.roles)} columns"
            yield Trouble(f"column {place}", said)


def _told_of_format(table: Table, columns: Columns) -> Iterator[Trouble]:
    """Yield a sentence where cells look like HTML or Markdown, which are shown as they are."""
    texts = [at for at, role in enumerate(columns.roles) if role in ("front", "back", "why")]
    for name, found_in in (("HTML", html_in), ("Markdown", markdown_in)):
        found = [
            (line, sign)
            for line, cells in table.records[int(columns.has_header) :]
            if (sign := found_in("\n\n".join(cells[at] for at in texts if at < len(cells))))
        ]
        if found:
            line, sign = found[0]
            rows = "1 record looks" if len(found) == 1 else f"{len(found):,} records look"
            yield Trouble(
                f"line {line}",
                f"{rows} like {name} (“{sign[:30]}” here): shown as typed. "
                f"If it is {name}, choose that as its format (--{name.lower()}).",
            )
