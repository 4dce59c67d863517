"""Read a package of Anki into a parcel: decks, notes, pictures, and what was known of cards."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

from flashdesign.content.anki import collection_types, database, package
from flashdesign.content.anki.collection_types import SEPARATOR, DeckRow, NoteType
from flashdesign.content.anki.database import CardRow, NoteRow
from flashdesign.content.anki.html_markdown import PictureOf, to_markdown
from flashdesign.content.anki.media import PictureNames, pictures, unshown
from flashdesign.content.anki.notes import Reader, Taken, called
from flashdesign.content.anki.progress import Unlogged, progress_of, troubles_of, unlogged
from flashdesign.content.anki.templates import differences
from flashdesign.content.foreign_decks import DeckNames
from flashdesign.content.foreign_names import note_id
from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, card_key
from flashdesign.domain.parcels import Parcel, PastAnswer, Progress, Trouble

PACKAGES = frozenset({".apkg", ".colpkg"})
_LOST_DECK = DeckRow(("Default",))
# Every collection has this one, whether it is used or not.
_DEFAULT_DECK = 1


def read_package(path: Path, scratch: Path | None = None) -> Parcel:
    """Return what the package brings; raises PackageError, and then nothing is left behind.

    It is unpacked in `scratch`, else among the system's temporary files.
    """
    with (
        package.opened(path) as opened,
        TemporaryDirectory(prefix="flashdesign-package-", dir=scratch) as folder,
    ):
        unpacked = Path(folder) / "collection.db"
        opened.unpack(unpacked)
        with database.opened(unpacked, path.name) as collection:
            contents = _Contents(path.name, collection)
        names = PictureNames(opened.media)
        gathered = _Gathered(contents, names.find)
        gathered.take_all()
        taken = tuple(pictures(path, opened, names.media, gathered.pictures, gathered.troubles))
        shown = {names.media[name] for _, name in gathered.pictures}
        texts = chain.from_iterable(row.fields for row in contents.notes)
        gathered.troubles += unshown(opened.media, texts, shown)
    decks = tuple(contents.decks_of(gathered.in_order()))
    return Parcel(
        path.name,
        decks,
        taken,
        gathered.progress,
        (*gathered.troubles, *contents.troubles({deck.id for deck in decks})),
        paths=contents.names.paths,
    )


class _Contents:
    """The rows of a collection, all of them, once."""

    def __init__(self, name: str, collection: database.Collection) -> None:
        self.types: Mapping[int, NoteType] = collection_types.note_types(collection, name)
        self.decks: Mapping[int, DeckRow] = collection_types.decks(collection, name)
        self.notes: Sequence[NoteRow] = list(collection.notes())
        self.created_s = collection.created_s
        self.cards: dict[int, list[CardRow]] = defaultdict(list)
        for card in collection.cards():
            self.cards[card.note].append(card)
        self.answers: dict[int, list[PastAnswer]] = defaultdict(list)
        for card_id, answer in collection.answers():
            self.answers[card_id].append(answer)
        rows = [row for _, row in sorted(self.decks.items())]
        self._of_descriptions: list[Trouble] = []
        self.names = DeckNames([row.path for row in (*rows, _LOST_DECK)])

    def deck_of(self, card: CardRow) -> DeckId:
        """Return the deck that a card lies in."""
        return self.names.of(self.decks.get(card.deck, _LOST_DECK).path)

    def decks_of(self, notes: Mapping[DeckId, Sequence[Note]]) -> Iterator[Deck]:
        """Yield the decks that have notes, and those above them, parents first."""
        described = {
            self.names.of(row.path): row.description
            for row in self.decks.values()
            if row.description
        }
        for deck in self.names.tree(notes):
            found = to_markdown(described.get(deck.id, ""), has_gaps=False)
            where = f"description of deck {deck.title!r}"
            self._of_descriptions += [Trouble(where, one) for one in found.removed]
            yield replace(deck, description=found.text)

    def troubles(self, used: AbstractSet[DeckId]) -> Iterator[Trouble]:
        """Tell what is not taken of decks: of their descriptions, and which become one or none."""
        yield from self._of_descriptions
        yield from self.names.troubles(used)
        for number, row in sorted(self.decks.items()):
            if self.names.of(row.path) not in used and number != _DEFAULT_DECK:
                why = "it is a filtered deck" if row.is_filtered else "it has no cards"
                yield Trouble(f"deck {SEPARATOR.join(row.path)}", f"{why}; left out")


class _Gathered:
    """What was taken so far, and what was not."""

    def __init__(self, contents: _Contents, picture_of: PictureOf) -> None:
        self._contents = contents
        self._reader = Reader(picture_of)
        self._named: dict[str, Note] = {}
        self._unlogged: Counter[Unlogged] = Counter()
        self._new_at: dict[str, int] = {}
        self.notes: dict[DeckId, list[Note]] = defaultdict(list)
        self.pictures: dict[tuple[DeckId, str], None] = {}
        self.progress: dict[CardKey, Progress] = {}
        self.troubles: list[Trouble] = []

    def take_all(self) -> None:
        """Take note after note."""
        for row in self._contents.notes:
            told = [*self._take(row)]
            if told:
                where = called(row)
                self.troubles += [Trouble(where, one) for one in dict.fromkeys(told)]

        used = {row.type for row in self._contents.notes}
        for number, kind in sorted(self._contents.types.items()):
            if number in used:
                where = f"note type {kind.name!r}"
                self.troubles += [Trouble(where, one) for one in differences(kind)]
        self.troubles += self._reader.summary()
        for how, cards in sorted(self._unlogged.items()):
            where = f"{cards:,} card{'s' if cards > 1 else ''}"
            self.troubles.append(Trouble(where, how.value))

    def in_order(self) -> Mapping[DeckId, Sequence[Note]]:
        """Return the notes by deck, those that are new in the order in which they are to come."""
        return {deck: _as_queued(notes, self._new_at) for deck, notes in self.notes.items()}

    def _take(self, row: NoteRow) -> Iterator[str]:
        """Take a note; yield what of it could not be taken."""
        cards = self._contents.cards.get(row.id, [])
        kind = self._contents.types.get(row.type)
        if kind is None or not cards:
            yield "it has no card; left out" if kind else "its type is not in the file; left out"
            return
        deck = self._contents.deck_of(cards[0])
        if any(self._contents.deck_of(card) != deck for card in cards):
            yield f"its cards lie in several decks; all are in {deck} now"
        if any(card.deck not in self._contents.decks for card in cards):
            yield f"its deck is not in the file; it is in {deck} now"
        by_number = {card.ord: card for card in reversed(cards)}
        for taken in self._reader.read(row, kind, deck, by_number):
            kept = self._keep(taken, by_number)
            if kept is None:
                yield "it is the same as an earlier note; left out"
                continue
            if kept is not taken:
                yield "an earlier note has the same id; this one was imported under a new id"
            name = (row.guid if kept is taken else kept.note.guid) or str(row.id)
            yield from self._progress(name, kept, by_number)
        yield from self._reader.troubles

    def _keep(self, taken: Taken, cards: Mapping[int, CardRow]) -> Taken | None:
        """Keep a note, under another name where its own is taken; None where it is one again."""
        note = taken.note
        before = self._named.get(note.key) or self._named.get(note.guid)
        if before is not None:
            if taken.is_own and note == before:
                return taken  # the row of another of its cards
            if replace(note, id=before.id, guid=before.guid) == before:
                return None
            note = self._renamed(note)
            taken = replace(taken, note=note)
        self._named |= {name: note for name in (note.key, note.guid) if name}
        self.notes[note.deck].append(note)
        self.pictures |= {(note.deck, name): None for name in taken.pictures}
        new = [cards[number].due for number in taken.cards if not cards[number].type]
        if new and len(new) == len(taken.cards):
            self._new_at[note.key] = min(new)
        return taken

    def _renamed(self, note: Note) -> Note:
        """Return the note with the first name that is free."""
        for number in count(2):
            name = note_id(f"{note.id}-{number}")
            other = replace(note, id=name, guid=note.guid and f"{note.guid}~{number}")
            if other.key not in self._named and other.guid not in self._named:
                return other
        raise AssertionError

    def _progress(self, of: str, taken: Taken, cards: Mapping[int, CardRow]) -> Iterator[str]:
        for number, part in taken.cards.items():
            card = cards[number]
            answers = self._contents.answers.get(card.id, ())
            known = progress_of(card, answers, self._contents.created_s, f"{of}#{number}")
            if known:
                self.progress[card_key(taken.note.key, part)] = known
            if how := unlogged(card, known):
                self._unlogged[how] += 1
            yield from troubles_of(card, known, self._contents.created_s)


def _as_queued(notes: Sequence[Note], new_at: Mapping[str, int]) -> Sequence[Note]:
    """Return the notes with the new ones, at the places that they have, by their position."""
    new = sorted((note for note in notes if note.key in new_at), key=lambda one: new_at[one.key])
    queue = iter(new)
    return [next(queue) if note.key in new_at else note for note in notes]
