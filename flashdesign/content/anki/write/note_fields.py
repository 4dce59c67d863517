"""Notes as Anki has them: a note type and its fields, or several basic notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashdesign.content.anki.write import note_types
from flashdesign.content.anki.write.field_html import cloze_field_html, field_html
from flashdesign.content.anki.write.note_types import NoteType
from flashdesign.content.note_kinds.registry import kind_of
from flashdesign.content.rendering.markdown import to_plain
from flashdesign.domain.notes.cloze import numbers
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze, parts


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note in Anki; `places` maps each of our parts to the index of its card."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    card_indices: Mapping[str, int]


def anki_notes(note: Note, pictures: Mapping[str, str]) -> list[AnkiNote]:
    """Return the note's Anki notes: one, or one per card for kinds that Anki does not have."""
    guid = note.guid or str(note.key)
    match note.question:
        case Basic() as question:
            return [_basic_note(guid, note, question, pictures)]
        case Cloze(text=text):
            fields = (cloze_field_html(text, pictures), _extra_field(note, pictures))
            places = {f"c{number}": number - 1 for number in numbers(text)}
            return [AnkiNote(guid, note_types.CLOZE, fields, places)]
        case _:
            return [_plain_note(guid, note, part, pictures) for part in parts(note.question)]


def is_exported_as_basic(question: Question) -> bool:
    """Return whether Anki has no such kind, so that each card becomes a basic note."""
    return not isinstance(question, Basic | Cloze)


def _basic_note(guid: str, note: Note, question: Basic, pictures: Mapping[str, str]) -> AnkiNote:
    own = question.reverse_front if question.reverse else None
    kind = note_types.basic_note_type(
        typed=bool(question.accept), reverse=question.reverse, own_reverse=own is not None
    )
    # Anki compares a typed answer character by character: no markup.
    back = to_plain(question.back) if question.accept else field_html(question.back, pictures)
    others = ", ".join(text for text in question.accept if text != question.back)
    fields = [field_html(question.front, pictures), back]
    fields += [field_html(own, pictures)] if own is not None else []
    fields.append(_extra_field(note, pictures, f"Also right: {others}" if others else ""))
    return AnkiNote(guid, kind, tuple(fields), {"": 0, "r": 1} if question.reverse else {"": 0})


def _plain_note(guid: str, note: Note, part: str, pictures: Mapping[str, str]) -> AnkiNote:
    known = kind_of(note.question)
    fields = (
        field_html(known.plain_front(note.question, part), pictures, is_revealed=False),
        field_html(known.plain_back(note.question, part), pictures),
        _extra_field(note, pictures),
    )
    name = f"{guid}#{part}" if part else guid
    return AnkiNote(name, note_types.basic_note_type(), fields, {part: 0})


def _extra_field(note: Note, pictures: Mapping[str, str], first: str = "") -> str:
    """Return the text shown with the answer: explanation, hint, source and date."""
    source = note.source
    texts = [first, note.why, f"Hint: {note.hint}" if note.hint else ""]
    if source is not None:
        texts.append(f"Source: [{source.title}]({source.url})" if source.url else source.title)
    if note.as_of:
        texts.append(f"As of {note.as_of}")
    return field_html("\n\n".join(text for text in texts if text), pictures)
