"""Import of CrowdAnki decks: JSON with nested decks, and the media in a folder next to it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from flashdesign.content.anki.markdown.html_to_markdown import to_markdown
from flashdesign.content.anki.read.database import NoteRow
from flashdesign.content.anki.read.media import PictureNames, unused_media
from flashdesign.content.anki.read.note_types import SEPARATOR, CardTemplate, NoteType
from flashdesign.content.anki.read.notes import NoteReader, note_label
from flashdesign.content.anki.read.templates import is_empty, question_side, template_differences
from flashdesign.content.decks.imported_deck_ids import DeckIds
from flashdesign.content.note_kinds.anki_cloze import anki_numbers
from flashdesign.content.pictures.folder_pictures import read_folder_picture
from flashdesign.content.pictures.picture_file import PictureError
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem, Picture
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _

FILE = "deck.json"
MAX_BYTES = 200_000_000
_MAX_DEPTH = 50
_MAX_MEDIA = 60_000
_CLOZE = 1
_UNREADABLE = (TypeError, KeyError, AttributeError, ValueError, OverflowError, RecursionError)
_Path = tuple[str, ...]


class CrowdAnkiError(FlashDesignError):
    """A file is not a CrowdAnki deck; `problem` is a sentence, shown after the file's name."""

    def __init__(self, name: str, problem: str, /, **values: object) -> None:
        super().__init__(N_("{name}: {problem}"), name=name, problem=LazyText(problem, **values))


def read_crowdanki(path: Path) -> ImportBundle:
    """Return the contents of the deck; raises CrowdAnkiError if it is invalid or too large."""
    root = _root(path)
    try:
        decks = list(_decks(root, ()))
        types = {name: kind for _titles, deck in decks for name, kind in _types(deck)}
        return _Import(path, decks, types).bundle()
    except _UNREADABLE as error:
        raise CrowdAnkiError(
            path.name,
            N_("the deck in it is damaged: {error}, {detail}."),
            error=type(error).__name__,
            detail=str(error)[:80],
        ) from error


def _root(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CrowdAnkiError(
                path.name,
                N_("it is larger than {size}, which is the limit."),
                size=_("{n} MB").format(n=number(MAX_BYTES // 1_000_000)),
            )
        data = path.read_bytes()
    except OSError as error:
        raise CrowdAnkiError(
            path.name, N_("it cannot be read: {detail}."), detail=error.strerror or error
        ) from error
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CrowdAnkiError(
            path.name, N_("it is not valid JSON: {detail}."), detail=str(error)[:120]
        ) from error
    if not isinstance(found, dict) or found.get("__type__") != "Deck" or "notes" not in found:
        raise CrowdAnkiError(
            path.name,
            N_("this JSON is not a deck: only CrowdAnki exports (deck.json) can be read."),
        )
    return found


def _decks(deck: Mapping[str, Any], above: _Path) -> Iterator[tuple[_Path, Mapping[str, Any]]]:
    """Yield a deck and its descendants, each with its titles from the root down."""
    if len(above) > _MAX_DEPTH:
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
        rows = sorted(model["tmpls"], key=lambda template: int(template.get("ord", 0)))
        templates = tuple(
            CardTemplate(int(row.get("ord", at)), str(row["qfmt"]), str(row["afmt"]))
            for at, row in enumerate(rows)
        )
        names = tuple(str(field["name"]) for field in fields)
        is_cloze = int(model.get("type", 0)) == _CLOZE
        kind = NoteType(str(model["name"]), is_cloze, names, templates)
        yield str(model["crowdanki_uuid"]), kind


class _Import:
    """The notes and pictures imported so far, and the problems found."""

    def __init__(
        self,
        path: Path,
        decks: list[tuple[_Path, Mapping[str, Any]]],
        types: Mapping[str, NoteType],
    ) -> None:
        self._path, self._decks, self._types = path, decks, types
        self._folder = path.parent / "media"
        self._names = PictureNames(_media(self._folder))
        self._reader = NoteReader(self._names.find)
        self._deck_names = DeckIds(titles for titles, _deck in decks)
        self._notes: dict[DeckId, list[Note]] = defaultdict(list)
        self._keys: set[str] = set()
        self._pictures: dict[tuple[DeckId, str], None] = {}
        self._texts: list[str] = []
        self._problems: list[ImportProblem] = []

    def bundle(self) -> ImportBundle:
        """Import everything, and return it."""
        described: dict[DeckId, str] = {}
        note_number = 0
        for titles, deck in self._decks:
            name = self._deck_names.id_of(titles)
            description = to_markdown(str(deck.get("desc") or ""), has_gaps=False)
            described[name] = description.text
            for removed in description.removed:
                where = _("description of deck {title!r}").format(title=titles[-1])
                self._add_problem(where, removed)
            for note in deck.get("notes") or ():
                note_number += 1
                self._add_note(note, name, note_number)
        found = tuple(
            replace(deck, description=described.get(deck.id, ""))
            for deck in self._deck_names.tree(self._notes)
        )
        self._add_general_problems({deck.id for deck in found})
        pictures = tuple(self._load_pictures())
        return ImportBundle(
            self._path.name,
            found,
            pictures,
            problems=tuple(self._problems),
            paths=self._deck_names.paths,
        )

    def _add_general_problems(self, decks: Set[DeckId]) -> None:
        """Report the parts of note types, decks and media that are not imported."""
        self._problems += [
            ImportProblem(_("note type {name!r}").format(name=kind.name), difference)
            for kind in self._types.values()
            for difference in template_differences(kind)
        ]
        self._problems += self._reader.summary()
        self._problems += self._deck_names.merge_notices(decks)
        shown = {self._names.media[name] for _deck, name in self._pictures}
        self._problems += unused_media(_media(self._folder), self._texts, shown)

    def _add_note(self, entry: Mapping[str, Any], deck: DeckId, note_id: int) -> None:
        fields = tuple(str(field) for field in entry["fields"])
        tags = tuple(str(tag) for tag in entry.get("tags") or ())
        row = NoteRow(note_id, str(entry.get("guid") or ""), 0, tags, fields)
        self._texts += fields
        kind = self._types.get(str(entry.get("note_model_uuid")))
        where = note_label(row)
        if kind is None:
            self._add_problem(where, _("its type is not in the file; left out"))
            return
        cards = sorted(_cards(kind, fields))
        if not cards:
            self._add_problem(where, _("it has no card because its question is empty; left out"))
        for taken in self._reader.read(row, kind, deck, cards):
            if {taken.note.key, taken.note.guid} & self._keys:
                self._add_problem(where, _("an earlier note has the same id; left out"))
                continue
            self._keys |= {str(taken.note.key), taken.note.guid} - {""}
            self._notes[deck].append(taken.note)
            self._pictures |= {(deck, name): None for name in taken.pictures}
        for problem in self._reader.problems:
            self._add_problem(where, problem)

    def _add_problem(self, where: str, message: str) -> None:
        self._problems.append(ImportProblem(where, message))

    def _load_pictures(self) -> Iterator[Picture]:
        for deck, name in self._pictures:
            try:
                yield read_folder_picture(self._folder, deck, name, self._names.media[name])
            except PictureError as error:
                self._add_problem(name, str(error))


def _media(folder: Path) -> list[str]:
    try:
        names = sorted(file.name for file in folder.iterdir())
    except OSError:
        return []
    return names[:_MAX_MEDIA]


def _cards(kind: NoteType, fields: tuple[str, ...]) -> set[int]:
    """Return the numbers of the cards that Anki makes of a note; the file does not list them."""
    if kind.is_cloze:
        return {gap - 1 for text in fields for gap in anki_numbers(text) if gap}
    values = dict(zip(kind.fields, fields, strict=False))
    return {
        template.ord
        for template in kind.templates
        if any(not is_empty(values.get(name, "")) for name in question_side(template).fields)
    }
