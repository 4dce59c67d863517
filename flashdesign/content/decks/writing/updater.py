"""In-place updates of deck files, which keep comments, order and quotes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from flashdesign.content.decks.deck_file import Defaults, build_deck, entries, has_id, parse_deck
from flashdesign.content.decks.writing.writer import entry_values, write_deck
from flashdesign.content.yaml.editor import (
    Splice,
    apply_splices,
    compose,
    diff_mapping,
    dump_block,
    end_of,
    is_flow,
    key_value_nodes,
    line_end,
    line_start,
    next_line,
    replace_value,
)
from flashdesign.content.yaml.reader import Document, MappingNode, parse, to_plain_values
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.domain.settings import USUAL_LANGUAGE
from flashdesign.errors import DeckFormatError, FlashDesignError
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

_BOM = "\ufeff"


class UpdateError(FlashDesignError):
    """A deck file cannot be changed in place."""

    def __init__(self, path: Path, problem: str | LazyText) -> None:
        super().__init__("{name}: {problem}", name=path.name, problem=as_lazy_text(problem))
        self.path = path


def update_deck_text(data: bytes, path: Path, deck: Deck) -> str:
    """Return the text of the deck file with the new, changed and deleted notes of `deck`.

    Raises DeckFormatError where the file cannot be read, and UpdateError where it has another deck
    or cannot be changed in place. The cards stay in the order of the file.
    """
    document = parse(data, path)
    file = build_deck(document)
    if file.deck.id != deck.id:
        problem = LazyText(
            N_("it contains the deck {found!r}, not {expected!r}; choose another name."),
            found=str(file.deck.id),
            expected=str(deck.id),
        )
        raise UpdateError(path, problem)
    text = data.decode("utf-8")
    if _comparable(file.deck) == _comparable(deck):
        return text
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    new_text = bom + _update_text(text, document, file.deck, file.defaults, deck)
    if not _reads_as(new_text, path, deck):
        raise UpdateError(path, N_("it cannot be changed in place; choose another name."))
    return new_text


def add_missing_ids(data: bytes, path: Path) -> tuple[str, int]:
    """Return the text with an id in each card that has none, and how many were written.

    They are the ids generated for these cards so far, so that their progress is kept. Raises
    DeckFormatError and UpdateError as `update_deck_text` does.
    """
    document = parse(data, path)
    file = build_deck(document)
    unnamed = iter(file.generated_ids)
    text = data.decode("utf-8")
    bom, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    card_nodes = key_value_nodes(compose(text))["cards"][1].value
    splices = [
        _insert_id(text, node, next(unnamed))
        for node, entry in zip(card_nodes, entries(document), strict=True)
        if not has_id(entry)
    ]
    new_text = bom + apply_splices(text, splices)
    if not _reads_as(new_text, path, file.deck):
        raise UpdateError(path, N_("ids cannot be added to it in place; add them yourself."))
    return new_text, len(splices)


def _insert_id(text: str, node: yaml.MappingNode, note_id: str) -> Splice:
    start = int(node.start_mark.index)
    if "id" in key_value_nodes(node):
        key, value = key_value_nodes(node)["id"]
        return Splice(key.start_mark.index, end_of(text, value), f"id: {note_id}")
    if node.flow_style:
        return Splice(start + 1, start + 1, f"id: {note_id}, ")
    return Splice(start, start, f"id: {note_id}\n" + " " * node.start_mark.column)


def _update_text(text: str, document: Document, old: Deck, defaults: Defaults, new: Deck) -> str:
    root, written = compose(text), document.root
    assert isinstance(written, MappingNode)
    if root.flow_style:
        return write_deck(new)
    cards = _Cards(text, key_value_nodes(root)["cards"][1], defaults)
    splices = diff_mapping(text, root, _plain_values(written), _head(old), _head(new))
    splices += _change_retention(text, root, written, old, new)
    splices += cards.changes(entries(document), old.notes, new.notes)
    return apply_splices(text, splices)


def _head(deck: Deck) -> dict[str, object]:
    head = {
        "title": deck.title,
        "parent": deck.parent,
        "description": deck.description,
        "language": "" if deck.language == USUAL_LANGUAGE else deck.language,
        "license": deck.license,
    }
    return {name: str(value) for name, value in head.items() if value}


def _change_retention(
    text: str, root: yaml.MappingNode, written: MappingNode, old: Deck, new: Deck
) -> list[Splice]:
    before, after = _deck_defaults(old), _deck_defaults(new)
    node = written.values.get("defaults")
    if isinstance(node, MappingNode):
        defaults = key_value_nodes(root)["defaults"][1]
        assert isinstance(defaults, yaml.MappingNode)
        return diff_mapping(text, defaults, _plain_values(node), before, after)
    title = {"title": old.title}
    return diff_mapping(text, root, {}, title, title | ({"defaults": after} if after else {}))


def _deck_defaults(deck: Deck) -> dict[str, object]:
    return {} if deck.retention is None else {"retention": deck.retention}


def _plain_values(node: MappingNode) -> Mapping[str, object]:
    return {key: to_plain_values(value) for key, value in node.values.items()}


class _Cards:
    """The list of cards in the text of a deck file."""

    def __init__(self, text: str, node: yaml.Node, defaults: Defaults) -> None:
        self._text, self._node, self._defaults = text, node, defaults
        self._items: list[yaml.MappingNode] = node.value
        self._column = node.start_mark.column

    def changes(
        self, written: tuple[MappingNode, ...], old: tuple[Note, ...], new: tuple[Note, ...]
    ) -> list[Splice]:
        """Return the splices that turn the notes `old` of the entries `written` into `new`."""
        new_by_id = {note.id: note for note in new}
        old_positions = {note.id: at for at, note in enumerate(old)}
        if not new_by_id.keys() & old_positions.keys() or is_flow(self._node):
            return self._rewrite_all(old, new)
        splices: list[Splice] = []
        for at, (note, entry) in enumerate(zip(old, written, strict=True)):
            if note.id not in new_by_id:
                splices.append(self._delete(at))
            elif note != new_by_id[note.id]:
                splices += self._change(at, entry, note, new_by_id[note.id])
        return splices + self._insert_new(old_positions, new)

    def _change(self, at: int, entry: MappingNode, old: Note, new: Note) -> list[Splice]:
        before, after, written = self._entry(old), self._entry(new), _plain_values(entry)
        if not has_id(entry):
            del before["id"]
        if before["kind"] != after["kind"]:
            # Default values that are written out belong to the old kind.
            before = {**written, **before}
        return diff_mapping(self._text, self._items[at], written, before, after)

    def _rewrite_all(self, old: tuple[Note, ...], new: tuple[Note, ...]) -> list[Splice]:
        if _by_id(old) == _by_id(new):
            return []
        new_entries = [self._entry(note) for note in new]
        block = "\n" + dump_block(new_entries, 0) if new_entries else " []"
        start = len(self._text[: self._node.start_mark.index].rstrip())
        return [replace_value(self._text, start, end_of(self._text, self._node), block)]

    def _insert_new(self, old_positions: dict[str, int], new: tuple[Note, ...]) -> list[Splice]:
        """Return the splices that insert new notes, each after the note that it follows."""
        notes_after: dict[int | None, list[Note]] = {}
        last: int | None = None
        for note in new:
            if note.id in old_positions:
                last = old_positions[note.id]
            else:
                notes_after.setdefault(last, []).append(note)
        return [self._insert_after(at, notes) for at, notes in notes_after.items()]

    def _insert_after(self, at: int | None, notes: list[Note]) -> Splice:
        gap = "\n\n" if self._has_blank_lines() else "\n"
        if at is None:
            place = line_start(self._text, self._dash(0))
            return Splice(place, place, "".join(self._entry_text(note) + gap for note in notes))
        place = line_end(self._text, end_of(self._text, self._items[at]))
        return Splice(place, place, "".join(gap + self._entry_text(note) for note in notes))

    def _entry_text(self, note: Note) -> str:
        indent = self._items[0].start_mark.column
        indent = indent if indent > self._column else self._column + 2
        marker = " " * self._column + "-" + " " * (indent - self._column - 1)
        return dump_block(self._entry(note), indent, marker=marker)

    def _delete(self, at: int) -> Splice:
        text = self._text
        end = next_line(text, end_of(text, self._items[at]))
        return Splice(line_start(text, self._dash(at)), end, "")

    def _dash(self, at: int) -> int:
        """Return the position of an entry's dash, which may be on an earlier line."""
        start = line_start(self._text, self._items[at].start_mark.index)
        while self._text[start : start + self._column + 1].strip() != "-":
            start = line_start(self._text, start - 1)
        return start + self._column

    def _has_blank_lines(self) -> bool:
        """Return whether a blank line separates the first two cards."""
        if len(self._items) == 1:
            return False
        end = end_of(self._text, self._items[0])
        between = self._text[end : self._items[1].start_mark.index]
        return "\n\n" in between.replace("\r", "")

    def _entry(self, note: Note) -> dict[str, object]:
        """Return the note's entry without the values of the deck's defaults."""
        default_tags = valid_tags(self._defaults.tags)
        own_tags = tuple(tag for tag in note.tags if tag not in default_tags)
        target_s = None if note.target_s == self._defaults.target_s else note.target_s
        return entry_values(replace(note, tags=own_tags, target_s=target_s))


def _reads_as(text: str, path: Path, deck: Deck) -> bool:
    """Return whether the text reads as the deck, apart from the order of its cards."""
    try:
        return _comparable(parse_deck(text.encode(), path).deck) == _comparable(deck)
    except DeckFormatError:
        return False


def _comparable(deck: Deck) -> object:
    """Return the deck for comparing without the order of its cards and tags."""
    return replace(deck, notes=()), _by_id(deck.notes)


def _by_id(notes: Iterable[Note]) -> dict[str, Note]:
    return {note.id: replace(note, tags=tuple(sorted(note.tags))) for note in notes}
