"""Import of Anki packages: decks, notes, pictures and the progress of cards."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from flashdesign.content.anki.markdown.html_to_markdown import PictureOf, to_markdown
from flashdesign.content.anki.read import database, note_types, package
from flashdesign.content.anki.read.database import CardRow, NoteRow
from flashdesign.content.anki.read.media import PictureNames, load_pictures, unused_media
from flashdesign.content.anki.read.note_types import SEPARATOR, DeckRow, NoteType
from flashdesign.content.anki.read.notes import ImportedNote, NoteReader, note_label
from flashdesign.content.anki.read.progress import (
    MemoryOrigin,
    memory_origin,
    progress_problems,
    read_progress,
)
from flashdesign.content.anki.read.templates import template_differences
from flashdesign.content.decks.imported_deck_ids import DeckIds
from flashdesign.content.decks.slugs import note_id
from flashdesign.domain.ids import CardKey, DeckId, card_key
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.transfer.import_plan import (
    ImportBundle,
    ImportedReview,
    ImportProblem,
    Progress,
)
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext

_LOST_DECK = DeckRow(("Default",))
# Every collection has this deck, even if it is not used.
_DEFAULT_DECK = 1


def read_package(path: Path, scratch: Path | None = None) -> ImportBundle:
    """Return the contents of the package; raises PackageError. No temporary file is left behind.

    It is unpacked in `scratch`, or else in the system's temporary folder.
    """
    with (
        package.open_package(path) as opened,
        TemporaryDirectory(prefix="flashdesign-package-", dir=scratch) as folder,
    ):
        unpacked = Path(folder) / "collection.db"
        opened.unpack(unpacked)
        with database.open_database(unpacked, path.name) as collection:
            contents = _Contents(path.name, collection)
        names = PictureNames(opened.media)
        gathered = _Import(contents, names.find)
        gathered.import_all()
        taken = tuple(
            load_pictures(path, opened, names.media, gathered.pictures, gathered.problems)
        )
        shown = {names.media[name] for _deck, name in gathered.pictures}
        texts = chain.from_iterable(row.fields for row in contents.notes)
        gathered.problems += unused_media(opened.media, texts, shown)
    decks = tuple(contents.decks_of(gathered.in_order()))
    return ImportBundle(
        path.name,
        decks,
        taken,
        gathered.progress,
        (*gathered.problems, *contents.problems({deck.id for deck in decks})),
        paths=contents.names.paths,
    )


class _Contents:
    """All rows of a collection, read once."""

    def __init__(self, name: str, collection: database.AnkiCollection) -> None:
        self.types: Mapping[int, NoteType] = note_types.read_note_types(collection, name)
        self.decks: Mapping[int, DeckRow] = note_types.read_decks(collection, name)
        self.notes: Sequence[NoteRow] = list(collection.notes())
        self.created_s = collection.created_s
        self.cards: dict[int, list[CardRow]] = defaultdict(list)
        for card in collection.cards():
            self.cards[card.note].append(card)
        self.answers: dict[int, list[ImportedReview]] = defaultdict(list)
        for card_id, answer in collection.answers():
            self.answers[card_id].append(answer)
        rows = [row for _id, row in sorted(self.decks.items())]
        self._description_problems: list[ImportProblem] = []
        self.names = DeckIds([row.path for row in (*rows, _LOST_DECK)])

    def deck_of(self, card: CardRow) -> DeckId:
        """Return the deck of a card."""
        return self.names.id_of(self.decks.get(card.deck, _LOST_DECK).path)

    def decks_of(self, notes: Mapping[DeckId, Sequence[Note]]) -> Iterator[Deck]:
        """Yield the decks that have notes and their ancestors, parents first."""
        described = {
            self.names.id_of(row.path): row.description
            for row in self.decks.values()
            if row.description
        }
        for deck in self.names.tree(notes):
            found = to_markdown(described.get(deck.id, ""), has_gaps=False)
            where = _("description of deck {title!r}").format(title=deck.title)
            self._description_problems += [
                ImportProblem(where, removed) for removed in found.removed
            ]
            yield replace(deck, description=found.text)

    def problems(self, used: AbstractSet[DeckId]) -> Iterator[ImportProblem]:
        """Yield a remark on each deck or description that is not imported, and on merged decks."""
        yield from self._description_problems
        yield from self.names.merge_notices(used)
        for deck_id, row in sorted(self.decks.items()):
            if self.names.id_of(row.path) not in used and deck_id != _DEFAULT_DECK:
                message = (
                    _("it is a filtered deck; left out")
                    if row.is_filtered
                    else _("it has no cards; left out")
                )
                where = _("deck {title}").format(title=SEPARATOR.join(row.path))
                yield ImportProblem(where, message)


class _Import:
    """The notes, pictures and progress imported so far, and the problems found."""

    def __init__(self, contents: _Contents, picture_of: PictureOf) -> None:
        self._contents = contents
        self._reader = NoteReader(picture_of)
        self._named: dict[str, Note] = {}
        self._unlogged: Counter[MemoryOrigin] = Counter()
        self._new_at: dict[str, int] = {}
        self.notes: dict[DeckId, list[Note]] = defaultdict(list)
        self.pictures: dict[tuple[DeckId, str], None] = {}
        self.progress: dict[CardKey, Progress] = {}
        self.problems: list[ImportProblem] = []

    def import_all(self) -> None:
        """Import the notes one by one, then report problems that many of them share."""
        for row in self._contents.notes:
            messages = [*self._import_note(row)]
            if messages:
                where = note_label(row)
                self.problems += [
                    ImportProblem(where, message) for message in dict.fromkeys(messages)
                ]

        used = {row.type for row in self._contents.notes}
        for type_id, kind in sorted(self._contents.types.items()):
            if type_id in used:
                where = _("note type {name!r}").format(name=kind.name)
                self.problems += [
                    ImportProblem(where, difference) for difference in template_differences(kind)
                ]
        self.problems += self._reader.summary()
        for origin in MemoryOrigin:
            if cards := self._unlogged[origin]:
                where = ngettext("{n} card", "{n} cards", cards).format(n=number(cards))
                self.problems.append(ImportProblem(where, origin.sentence))

    def in_order(self) -> Mapping[DeckId, Sequence[Note]]:
        """Return the notes by deck, with the new ones in the order of their queue."""
        return {deck: _sort_new(notes, self._new_at) for deck, notes in self.notes.items()}

    def _import_note(self, row: NoteRow) -> Iterator[str]:
        """Import a note; yield remarks on everything that could not be imported."""
        cards = self._contents.cards.get(row.id, [])
        kind = self._contents.types.get(row.type)
        if kind is None or not cards:
            yield (
                _("it has no card; left out")
                if kind
                else _("its type is not in the file; left out")
            )
            return
        deck = self._contents.deck_of(cards[0])
        if any(self._contents.deck_of(card) != deck for card in cards):
            yield _("its cards are in several decks; all are in {deck} now").format(deck=deck)
        if any(card.deck not in self._contents.decks for card in cards):
            yield _("its deck is not in the file; it is in {deck} now").format(deck=deck)
        by_number = {card.ord: card for card in reversed(cards)}
        for taken in self._reader.read(row, kind, deck, by_number):
            kept = self._add(taken, by_number)
            if kept is None:
                yield _("it is the same as an earlier note; left out")
                continue
            if kept is not taken:
                yield _("an earlier note has the same id; this one was imported under a new id")
            name = (row.guid if kept is taken else kept.note.guid) or str(row.id)
            yield from self._import_progress(name, kept, by_number)
        yield from self._reader.problems

    def _add(self, taken: ImportedNote, cards: Mapping[int, CardRow]) -> ImportedNote | None:
        """Add a note, under a new id if its own is taken; return None if it is a duplicate."""
        note = taken.note
        before = self._named.get(note.key) or self._named.get(note.guid)
        if before is not None:
            if taken.is_own and note == before:
                return taken  # another row of the same note, for another card
            if replace(note, id=before.id, guid=before.guid) == before:
                return None
            note = self._rename(note)
            taken = replace(taken, note=note)
        self._named |= {name: note for name in (note.key, note.guid) if name}
        self.notes[note.deck].append(note)
        self.pictures |= {(note.deck, name): None for name in taken.pictures}
        new = [cards[at].due for at in taken.cards if not cards[at].type]
        if new and len(new) == len(taken.cards):
            self._new_at[note.key] = min(new)
        return taken

    def _rename(self, note: Note) -> Note:
        """Return the note with the first free id."""
        for suffix in count(2):
            name = note_id(f"{note.id}-{suffix}")
            other = replace(note, id=name, guid=note.guid and f"{note.guid}~{suffix}")
            if other.key not in self._named and other.guid not in self._named:
                return other
        raise AssertionError

    def _import_progress(
        self, name: str, taken: ImportedNote, cards: Mapping[int, CardRow]
    ) -> Iterator[str]:
        for at, part in taken.cards.items():
            card = cards[at]
            answers = self._contents.answers.get(card.id, ())
            progress = read_progress(card, answers, self._contents.created_s, f"{name}#{at}")
            if progress:
                self.progress[card_key(taken.note.key, part)] = progress
            if origin := memory_origin(card, progress):
                self._unlogged[origin] += 1
            yield from progress_problems(card, progress, self._contents.created_s)


def _sort_new(notes: Sequence[Note], new_at: Mapping[str, int]) -> Sequence[Note]:
    """Return the notes with the new ones sorted by position, in the places of new notes."""
    new = sorted((note for note in notes if note.key in new_at), key=lambda note: new_at[note.key])
    queue = iter(new)
    return [next(queue) if note.key in new_at else note for note in notes]
