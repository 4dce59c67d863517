"""Writing of deck files: a deck as YAML text without default values."""

from collections.abc import Iterable

from flashdesign.content.note_kinds.drill_writer import drop_empty, source_fields
from flashdesign.content.note_kinds.registry import kind_of
from flashdesign.content.yaml.dumper import dump
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.priority import USUAL_PRIORITY
from flashdesign.domain.settings import USUAL_LANGUAGE

FORMAT = 1
_ID_KEYS = frozenset({"id", "replaces", "guid"})


def write_deck(deck: Deck, notes: Iterable[Note] | None = None) -> str:
    """Return the text of a deck file from which the same deck is read.

    `notes` are the deck's notes, as an iterable that may report progress and may raise to stop.
    """
    head: dict[str, object] = {"format": FORMAT, "id": str(deck.id), "title": deck.title}
    head |= drop_empty(parent=deck.parent, description=deck.description, license=deck.license)
    if deck.language != USUAL_LANGUAGE:
        head["language"] = deck.language
    if deck.retention is not None:
        head["defaults"] = {"retention": deck.retention}
    if not deck.notes:
        return dump(head | {"cards": []})
    entries = [dump([entry_values(note)]) for note in (deck.notes if notes is None else notes)]
    return "".join([dump(head), "cards:\n", *entries])


def entry_text(note: Note) -> str:
    """Return a note's entry as YAML for editing, without the ids, which an edit keeps."""
    return dump({key: value for key, value in entry_values(note).items() if key not in _ID_KEYS})


def entry_values(note: Note) -> dict[str, object]:
    """Return the deck file entry from which the same note is read."""
    return {
        "id": note.id,
        "kind": note.question.kind,
        **kind_of(note.question).to_fields(note.question),
        **drop_empty(
            why=note.why,
            hint=note.hint,
            tags=list(note.tags),
            facts=list(note.facts),
            source=source_fields(note.source) if note.source else None,
            as_of=note.as_of,
            related=list(note.related),
            target_s=note.target_s,
            suspended=note.suspended,
            replaces=list(note.replaces),
            guid=note.guid,
            priority=None if note.priority == USUAL_PRIORITY else note.priority,
        ),
    }
