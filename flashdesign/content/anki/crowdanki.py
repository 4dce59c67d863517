"""Read a deck that CrowdAnki wrote: JSON with nested decks, and its media in a folder beside it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from flashdesign.content.anki.collection_types import SEPARATOR, CardTemplate, NoteType
from flashdesign.content.anki.database import NoteRow
from flashdesign.content.anki.html_markdown import to_markdown
from flashdesign.content.anki.media import PictureNames, unshown
from flashdesign.content.anki.notes import Reader, called
from flashdesign.content.anki.templates import asking, differences, is_empty
from flashdesign.content.cloze_spelling import anki_numbers
from flashdesign.content.folder_pictures import picture_in
from flashdesign.content.foreign_decks import DeckNames
from flashdesign.content.picture_files import PictureError
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.parcels import Parcel, Picture, Trouble
from flashdesign.errors import FlashDesignError

FILE = "deck.json"
MAX_BYTES = 200_000_000
_MOST_DEEP = 50
_MOST_MEDIA = 60_000
_CLOZE = 1
_UNREADABLE = (TypeError, KeyError, AttributeError, ValueError, OverflowError, RecursionError)
_Path = tuple[str, ...]


class CrowdAnkiError(FlashDesignError):
    """A file is no deck of CrowdAnki; `problem` is a sentence, the file's name is put before it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


def read_crowdanki(path: Path) -> Parcel:
    """Return what the deck brings; raises CrowdAnkiError where it is none, or too large."""
    root = _root(path)
    try:
        decks = list(_decks(root, ()))
        types = {name: kind for _, deck in decks for name, kind in _types(deck)}
        return _Taken(path, decks, types).parcel()
    except _UNREADABLE as error:
        problem = f"the deck in it is damaged: {type(error).__name__}, {str(error)[:80]}."
        raise CrowdAnkiError(path.name, problem) from error


def _root(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            problem = f"it is larger than {MAX_BYTES // 1_000_000} MB, which is the limit."
            raise CrowdAnkiError(path.name, problem)
        data = path.read_bytes()
    except OSError as error:
        problem = f"it cannot be read: {error.strerror or error}."
        raise CrowdAnkiError(path.name, problem) from error
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CrowdAnkiError(path.name, f"it is not valid JSON: {str(error)[:120]}.") from error
    if not isinstance(found, dict) or found.get("__type__") != "Deck" or "notes" not in found:
        problem = "this JSON is not a deck: only CrowdAnki exports (deck.json) can be read."
        raise CrowdAnkiError(path.name, problem)
    return found


def _decks(deck: Mapping[str, Any], above: _Path) -> Iterator[tuple[_Path, Mapping[str, Any]]]:
    """Yield a deck and those below it, each with its titles from the root down."""
    if len(above) > _MOST_DEEP:
        message = "decks are nested too deeply"
        raise ValueError(message)
    levels = tuple(level.strip() for level in str(deck["name"]).split(SEPARATOR) if level.strip())
    path = levels if levels[: len(above)] == above and above else (*above, *levels)
    path = path or ("Default",)
    yield path, deck
    for child in deck.get("children") or ():
        yield from _decks(child, path)


def _types(deck: Mapping[str, Any]) -> Iterator[tuple[str, NoteType]]:
    for model in deck.get("note_models") or ():
        fields = sorted(model["flds"], key=lambda field: int(field.get("ord", 0)))
        made = sorted(model["tmpls"], key=lambda template: int(template.get("ord", 0)))
        templates = tuple(
            CardTemplate(int(one.get("ord", at)), str(one["qfmt"]), str(one["afmt"]))
            for at, one in enumerate(made)
        )
        names = tuple(str(field["name"]) for field in fields)
        is_cloze = int(model.get("type", 0)) == _CLOZE
        kind = NoteType(str(model["name"]), is_cloze, names, templates)
        yield str(model["crowdanki_uuid"]), kind


class _Taken:
    """What was taken of the decks, and what was not."""

    def __init__(
        self,
        path: Path,
        decks: list[tuple[_Path, Mapping[str, Any]]],
        types: Mapping[str, NoteType],
    ) -> None:
        self._path, self._decks, self._types = path, decks, types
        self._folder = path.parent / "media"
        self._names = PictureNames(_media(self._folder))
        self._reader = Reader(self._names.find)
        self._deck_names = DeckNames(titles for titles, _ in decks)
        self._notes: dict[DeckId, list[Note]] = defaultdict(list)
        self._keys: set[str] = set()
        self._pictures: dict[tuple[DeckId, str], None] = {}
        self._texts: list[str] = []
        self._troubles: list[Trouble] = []

    def parcel(self) -> Parcel:
        """Take it all."""
        described: dict[DeckId, str] = {}
        number = 0
        for titles, deck in self._decks:
            name = self._deck_names.of(titles)
            description = to_markdown(str(deck.get("desc") or ""), has_gaps=False)
            described[name] = description.text
            for removed in description.removed:
                self._tell(f"description of deck {titles[-1]!r}", removed)
            for one in deck.get("notes") or ():
                number += 1
                self._take(one, name, number)
        found = tuple(
            replace(deck, description=described.get(deck.id, ""))
            for deck in self._deck_names.tree(self._notes)
        )
        self._tell_of_all({deck.id for deck in found})
        pictures = tuple(self._taken_pictures())
        return Parcel(
            self._path.name,
            found,
            pictures,
            troubles=tuple(self._troubles),
            paths=self._deck_names.paths,
        )

    def _tell_of_all(self, decks: Set[DeckId]) -> None:
        """Tell what is not taken of note types, decks and media."""
        self._troubles += [
            Trouble(f"note type {kind.name!r}", one)
            for kind in self._types.values()
            for one in differences(kind)
        ]
        self._troubles += self._reader.summary()
        self._troubles += self._deck_names.troubles(decks)
        shown = {self._names.media[name] for _, name in self._pictures}
        self._troubles += unshown(_media(self._folder), self._texts, shown)

    def _take(self, said: Mapping[str, Any], deck: DeckId, number: int) -> None:
        fields = tuple(str(field) for field in said["fields"])
        tags = tuple(str(tag) for tag in said.get("tags") or ())
        row = NoteRow(number, str(said.get("guid") or ""), 0, tags, fields)
        self._texts += fields
        kind = self._types.get(str(said.get("note_model_uuid")))
        where = called(row)
        if kind is None:
            self._tell(where, "its type is not in the file; left out")
            return
        cards = sorted(_cards(kind, fields))
        if not cards:
            self._tell(where, "it has no card: the question field is empty; left out")
        for taken in self._reader.read(row, kind, deck, cards):
            if {taken.note.key, taken.note.guid} & self._keys:
                self._tell(where, "an earlier note has the same id; left out")
                continue
            self._keys |= {str(taken.note.key), taken.note.guid} - {""}
            self._notes[deck].append(taken.note)
            self._pictures |= {(deck, name): None for name in taken.pictures}
        for one in self._reader.troubles:
            self._tell(where, one)

    def _tell(self, where: str, message: str) -> None:
        self._troubles.append(Trouble(where, message))

    def _taken_pictures(self) -> Iterator[Picture]:
        for deck, name in self._pictures:
            try:
                yield picture_in(self._folder, deck, name, self._names.media[name])
            except PictureError as error:
                self._tell(name, str(error))


def _media(folder: Path) -> list[str]:
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError:
        return []
    return names[:_MOST_MEDIA]


def _cards(kind: NoteType, fields: tuple[str, ...]) -> set[int]:
    """Return the numbers of the cards that Anki makes of a note: the file does not list them."""
    if kind.is_cloze:
        return {number - 1 for text in fields for number in anki_numbers(text) if number}
    said = dict(zip(kind.fields, fields, strict=False))
    return {
        template.ord
        for template in kind.templates
        if any(not is_empty(said.get(name, "")) for name in asking(template).fields)
    }
