"""Read a package of Anki into a parcel: decks, notes, pictures, and what was known of cards."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from flashdesign.content.anki import collection_types, database, package
from flashdesign.content.anki.collection_types import DeckRow, NoteType
from flashdesign.content.anki.database import CardRow, NoteRow
from flashdesign.content.anki.html_markdown import to_markdown
from flashdesign.content.anki.notes import Reader, Taken, called
from flashdesign.content.anki.progress import progress_of, trouble_of
from flashdesign.content.anki.templates import has_code
from flashdesign.content.foreign_names import deck_id, hashed_deck_id
from flashdesign.content.markdown import IMAGE_SUFFIXES, is_image_name
from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey, card_key
from flashdesign.domain.parcels import Parcel, PastAnswer, Picture, Progress, Trouble

PACKAGES = frozenset({".apkg", ".colpkg"})
_SUFFIX = re.compile(r"\.[A-Za-z]+$")
_LOST_DECK = DeckRow(("Default",))


def read_package(path: Path) -> Parcel:
    """Return what the package brings; raises PackageError, and then nothing is left behind."""
    with (
        package.opened(path) as opened,
        TemporaryDirectory(prefix="flashdesign-package-") as folder,
    ):
        unpacked = Path(folder) / "collection.db"
        opened.unpack(unpacked)
        with database.opened(unpacked, path.name) as collection:
            contents = _Contents(path.name, collection)
        names = {name: media for media in opened.media if (name := _picture_name(media))}
        gathered = _Gathered(contents, {media: name for name, media in names.items()})
        gathered.take_all()
        pictures = tuple(_pictures(path, opened, names, gathered))
    return Parcel(
        path.name,
        tuple(contents.decks_of(gathered.notes)),
        pictures,
        gathered.progress,
        tuple(gathered.troubles),
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
        self.ids = _deck_ids(self.decks.values())

    def deck_of(self, card: CardRow) -> DeckId:
        """Return the deck that a card lies in."""
        return self.ids[self.decks.get(card.deck, _LOST_DECK).path]

    def decks_of(self, notes: Mapping[DeckId, Sequence[Note]]) -> Iterator[Deck]:
        """Yield the decks that have notes, and those above them, parents first."""
        described = {row.path: row.description for row in self.decks.values()}
        paths = {name: path for path, name in self.ids.items()}
        used = {paths[name][:depth] for name in notes for depth in range(1, len(paths[name]) + 1)}
        for path in sorted(used):
            name = self.ids[path]
            yield Deck(
                name,
                path[-1],
                tuple(notes.get(name, ())),
                self.ids[path[:-1]] if path[1:] else None,
                to_markdown(described.get(path, "")).text,
            )


class _Gathered:
    """What was taken so far, and what was not."""

    def __init__(self, contents: _Contents, pictures: Mapping[str, str]) -> None:
        self._contents = contents
        self._reader = Reader(pictures.get)
        self._seen: set[str] = set()
        self._own: dict[NoteKey, Note] = {}
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
            if number in used and any(map(has_code, kind.templates)):
                told_of_type = "the script in its templates was left out"
                self.troubles.append(Trouble(f"note type {kind.name!r}", told_of_type))

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
        by_number = {card.ord: card for card in reversed(cards)}
        for taken in self._reader.read(row, kind, deck, by_number):
            if str(taken.note.key) in self._seen or taken.note.guid in self._seen:
                if not taken.is_own or self._own.get(taken.note.key) != taken.note:
                    yield "another note of this name was before it; left out"
                    continue
            else:
                self._seen |= {str(taken.note.key), taken.note.guid} - {""}
                self._own |= {taken.note.key: taken.note} if taken.is_own else {}
                self._keep(taken)
            yield from self._progress(row, taken, by_number)
        yield from self._reader.troubles

    def _keep(self, taken: Taken) -> None:
        deck = taken.note.deck
        self.notes[deck].append(taken.note)
        self.pictures |= {(deck, name): None for name in taken.pictures}

    def _progress(self, row: NoteRow, taken: Taken, cards: Mapping[int, CardRow]) -> Iterator[str]:
        for number, part in taken.cards.items():
            card = cards[number]
            answers = self._contents.answers.get(card.id, ())
            name = f"{row.guid or row.id}#{number}"
            known = progress_of(card, answers, self._contents.created_s, name)
            if known:
                self.progress[card_key(taken.note.key, part)] = known
            if told := trouble_of(card, known):
                yield told


def _deck_ids(decks: Iterable[DeckRow]) -> dict[tuple[str, ...], DeckId]:
    """Return an id for each deck and those above it, no id twice."""
    paths = {row.path[:depth] for row in decks for depth in range(1, len(row.path) + 1)}
    found: dict[tuple[str, ...], DeckId] = {}
    taken: set[DeckId] = set()
    for path in sorted(paths | {_LOST_DECK.path}):
        name = deck_id(path)
        found[path] = hashed_deck_id(path) if name in taken else name
        taken.add(found[path])
    return found


def _picture_name(media: str) -> str | None:
    """Return the name by which a deck may show a media file, None for what is no picture."""
    if is_image_name(media):
        return media
    suffix = _SUFFIX.search(media)
    if suffix is None or suffix[0].lower() not in IMAGE_SUFFIXES:
        return None
    return f"p-{blake2b(media.encode(), digest_size=8).hexdigest()}{suffix[0].lower()}"


def _pictures(
    path: Path, opened: package.Package, names: Mapping[str, str], gathered: _Gathered
) -> Iterator[Picture]:
    """Yield the pictures that notes show, once for each deck."""
    digests = {name: opened.digest(names[name]) for _, name in gathered.pictures}
    for deck, name in gathered.pictures:
        digest = digests[name]
        if digest is None:
            gathered.troubles.append(Trouble(name, "the picture is too large to be taken"))
        else:
            load = partial(package.load_picture, path, names[name], digest)
            yield Picture(deck, name, digest, load)
