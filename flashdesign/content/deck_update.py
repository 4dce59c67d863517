"""Write a deck into the deck file it came from: comments, order and quotes stay as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from flashdesign.content.deck_file import Defaults, deck_of, entries, is_named, parse_deck
from flashdesign.content.deck_text import entry_of, text_of
from flashdesign.content.foreign_names import tags
from flashdesign.content.yaml_edit import (
    Splice,
    as_block,
    changes,
    compose,
    end_of,
    is_flow,
    line_end,
    line_start,
    next_line,
    pairs,
    replaced,
    spliced,
)
from flashdesign.content.yaml_text import Document, Fields, parse, plain
from flashdesign.domain.cards import USUAL_LANGUAGE, Deck, Note
from flashdesign.errors import DeckFormatError, FlashDesignError

_BOM = "\ufeff"


class UpdateError(FlashDesignError):
    """A deck file cannot be changed in place."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path.name}: {problem}")
        self.path = path


def updated(data: bytes, path: Path, deck: Deck) -> str:
    """Return the text of the deck file with what is new, changed and gone in `deck`.

    Raises DeckFormatError where the file cannot be read, and UpdateError where it holds another
    deck or cannot say what is wanted; the file's own order of cards stays.
    """
    document = parse(data, path)
    file = deck_of(document)
    if file.deck.id != deck.id:
        problem = f"it holds the deck {file.deck.id!r}, not {deck.id!r}; choose another name."
        raise UpdateError(path, problem)
    text = data.decode("utf-8")
    if _said(file.deck) == _said(deck):
        return text
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    fresh = bom + _with(text, document, file.deck, file.defaults, deck)
    if not _says(fresh, path, deck):
        problem = "what is wanted cannot be written into it in place; choose another name."
        raise UpdateError(path, problem)
    return fresh


def with_ids(data: bytes, path: Path) -> tuple[str, int]:
    """Return the text with an id in each card that has none, and how many were written.

    They are the ids that went for these cards so far, so that nothing known of them is lost.
    Raises DeckFormatError and UpdateError as `updated` does.
    """
    document = parse(data, path)
    file = deck_of(document)
    unnamed = iter(file.unnamed)
    text = data.decode("utf-8")
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    listed = pairs(compose(text))["cards"][1].value
    splices = [
        _named(text, node, next(unnamed))
        for node, entry in zip(listed, entries(document), strict=True)
        if not is_named(entry)
    ]
    fresh = bom + spliced(text, splices)
    if not _says(fresh, path, file.deck):
        raise UpdateError(path, "ids cannot be written into it in place; write them yourself.")
    return fresh, len(splices)


def _named(text: str, node: yaml.MappingNode, name: str) -> Splice:
    start = int(node.start_mark.index)
    if "id" in pairs(node):
        key, value = pairs(node)["id"]
        return Splice(key.start_mark.index, end_of(text, value), f"id: {name}")
    if node.flow_style:
        return Splice(start + 1, start + 1, f"id: {name}, ")
    return Splice(start, start, f"id: {name}\n" + " " * node.start_mark.column)


def _with(text: str, document: Document, old: Deck, defaults: Defaults, new: Deck) -> str:
    root, there = compose(text), document.root
    assert isinstance(there, Fields)
    if root.flow_style:
        return text_of(new)
    cards = _Cards(text, pairs(root)["cards"][1], defaults)
    splices = changes(text, root, _plain(there), _head(old), _head(new))
    splices += _retention(text, root, there, old, new)
    splices += cards.changes(entries(document), old.notes, new.notes)
    return spliced(text, splices)


def _head(deck: Deck) -> dict[str, object]:
    head = {
        "title": deck.title,
        "parent": deck.parent,
        "description": deck.description,
        "language": "" if deck.language == USUAL_LANGUAGE else deck.language,
        "license": deck.license,
    }
    return {name: str(value) for name, value in head.items() if value}


def _retention(
    text: str, root: yaml.MappingNode, there: Fields, old: Deck, new: Deck
) -> list[Splice]:
    before, after = _kept(old), _kept(new)
    node = there.values.get("defaults")
    if isinstance(node, Fields):
        defaults = pairs(root)["defaults"][1]
        assert isinstance(defaults, yaml.MappingNode)
        return changes(text, defaults, _plain(node), before, after)
    title = {"title": old.title}
    return changes(text, root, {}, title, title | ({"defaults": after} if after else {}))


def _kept(deck: Deck) -> dict[str, object]:
    return {} if deck.retention is None else {"retention": deck.retention}


def _plain(node: Fields) -> Mapping[str, object]:
    return {key: plain(value) for key, value in node.values.items()}


class _Cards:
    """The list of cards in a text."""

    def __init__(self, text: str, node: yaml.Node, defaults: Defaults) -> None:
        self._text, self._node, self._defaults = text, node, defaults
        self._items: list[yaml.MappingNode] = node.value
        self._column = node.start_mark.column

    def changes(
        self, there: tuple[Fields, ...], old: tuple[Note, ...], new: tuple[Note, ...]
    ) -> list[Splice]:
        """Return what makes the notes `old` of the entries `there` the notes `new`."""
        wanted = {note.id: note for note in new}
        known = {note.id: at for at, note in enumerate(old)}
        if not wanted.keys() & known.keys() or is_flow(self._node):
            return self._anew(old, new)
        splices: list[Splice] = []
        for at, (note, entry) in enumerate(zip(old, there, strict=True)):
            if note.id not in wanted:
                splices.append(self._without(at))
            elif note != wanted[note.id]:
                splices += self._changed(at, entry, note, wanted[note.id])
        return splices + self._added(known, new)

    def _changed(self, at: int, there: Fields, old: Note, new: Note) -> list[Splice]:
        before, after, written = self._entry(old), self._entry(new), _plain(there)
        if not is_named(there):
            del before["id"]
        if before["kind"] != after["kind"]:
            # Another kind has no use for a default that is written out.
            before = {**written, **before}
        return changes(self._text, self._items[at], written, before, after)

    def _anew(self, old: tuple[Note, ...], new: tuple[Note, ...]) -> list[Splice]:
        if _by_id(old) == _by_id(new):
            return []
        listed = [self._entry(note) for note in new]
        fresh = "\n" + as_block(listed, 0) if listed else " []"
        start = len(self._text[: self._node.start_mark.index].rstrip())
        return [replaced(self._text, start, end_of(self._text, self._node), fresh)]

    def _added(self, known: dict[str, int], new: tuple[Note, ...]) -> list[Splice]:
        """Return the splices of notes that are new, each behind the one that it follows."""
        behind: dict[int | None, list[Note]] = {}
        last: int | None = None
        for note in new:
            if note.id in known:
                last = known[note.id]
            else:
                behind.setdefault(last, []).append(note)
        return [self._behind(at, notes) for at, notes in behind.items()]

    def _behind(self, at: int | None, notes: list[Note]) -> Splice:
        gap = "\n\n" if self._is_airy() else "\n"
        if at is None:
            place = line_start(self._text, self._dash(0))
            return Splice(place, place, "".join(self._line(note) + gap for note in notes))
        place = line_end(self._text, end_of(self._text, self._items[at]))
        return Splice(place, place, "".join(gap + self._line(note) for note in notes))

    def _line(self, note: Note) -> str:
        inside = self._items[0].start_mark.column
        inside = inside if inside > self._column else self._column + 2
        marker = " " * self._column + "-" + " " * (inside - self._column - 1)
        return as_block(self._entry(note), inside, marker=marker)

    def _without(self, at: int) -> Splice:
        text = self._text
        end = next_line(text, end_of(text, self._items[at]))
        return Splice(line_start(text, self._dash(at)), end, "")

    def _dash(self, at: int) -> int:
        """Return where the dash of an entry stands; it may stand on a line before."""
        start = line_start(self._text, self._items[at].start_mark.index)
        while self._text[start : start + self._column + 1].strip() != "-":
            start = line_start(self._text, start - 1)
        return start + self._column

    def _is_airy(self) -> bool:
        """Tell whether a blank line stands between the first two cards."""
        if len(self._items) == 1:
            return False
        end = end_of(self._text, self._items[0])
        between = self._text[end : self._items[1].start_mark.index]
        return "\n\n" in between.replace("\r", "")

    def _entry(self, note: Note) -> dict[str, object]:
        """Return the note's entry without what the deck's defaults say."""
        usual = tags(self._defaults.tags)
        own = tuple(tag for tag in note.tags if tag not in usual)
        target_s = None if note.target_s == self._defaults.target_s else note.target_s
        return entry_of(replace(note, tags=own, target_s=target_s))


def _says(text: str, path: Path, deck: Deck) -> bool:
    """Tell whether the text reads as the deck, but for the order of its cards."""
    try:
        return _said(parse_deck(text.encode(), path).deck) == _said(deck)
    except DeckFormatError:
        return False


def _said(deck: Deck) -> object:
    return replace(deck, notes=()), _by_id(deck.notes)


def _by_id(notes: Iterable[Note]) -> dict[str, Note]:
    return {note.id: replace(note, tags=tuple(sorted(note.tags))) for note in notes}
