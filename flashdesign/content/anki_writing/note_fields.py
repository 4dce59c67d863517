"""What a note is in Anki: a note type and its fields, or several plain notes."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashdesign.content.anki_writing import note_types
from flashdesign.content.anki_writing.field_html import cloze_field, field
from flashdesign.content.anki_writing.note_types import NoteType
from flashdesign.content.markdown import to_plain
from flashdesign.domain.cards import Note
from flashdesign.domain.cloze_gaps import numbers
from flashdesign.domain.faces import (
    Basic,
    Choice,
    Classify,
    Cloze,
    Face,
    List,
    Match,
    Order,
    answer,
    options,
    parts,
    question,
)
from flashdesign.domain.shuffling import rank

# Options and items lie in the same order in each export: what did not change shall not differ.
_SEED = 0


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note as Anki has it; `places` says which of its cards each of our parts is."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    places: Mapping[str, int]


def anki_notes(note: Note, pictures: Mapping[str, str]) -> list[AnkiNote]:
    """Return what the note becomes: one note, or for kinds that Anki has not, one a card."""
    guid = note.guid or str(note.key)
    match note.face:
        case Basic() as face:
            return [_basic(guid, note, face, pictures)]
        case Cloze(text=text):
            fields = (cloze_field(text, pictures), _extra(note, pictures))
            places = {f"c{number}": number - 1 for number in numbers(text)}
            return [AnkiNote(guid, note_types.CLOZE, fields, places)]
        case _:
            return [_plain(guid, note, part, pictures) for part in parts(note.face)]


def becomes_plain(face: Face) -> bool:
    """Tell whether Anki has no such kind: each card becomes a plain front and back there."""
    return not isinstance(face, Basic | Cloze)


def _basic(guid: str, note: Note, face: Basic, pictures: Mapping[str, str]) -> AnkiNote:
    own = face.reverse_front if face.reverse else None
    kind = note_types.basic(
        typed=bool(face.accept), reverse=face.reverse, own_reverse=own is not None
    )
    # What is typed is compared sign by sign: no marks there.
    back = to_plain(face.back) if face.accept else field(face.back, pictures)
    also = ", ".join(text for text in face.accept if text != face.back)
    fields = [field(face.front, pictures), back]
    fields += [field(own, pictures)] if own is not None else []
    fields.append(_extra(note, pictures, f"Also right: {also}" if also else ""))
    return AnkiNote(guid, kind, tuple(fields), {"": 0, "r": 1} if face.reverse else {"": 0})


def _plain(guid: str, note: Note, part: str, pictures: Mapping[str, str]) -> AnkiNote:
    fields = (
        field(_asked(note, part), pictures, told=False),
        field(_told(note, part), pictures),
        _extra(note, pictures),
    )
    name = f"{guid}#{part}" if part else guid
    return AnkiNote(name, note_types.basic(), fields, {part: 0})


def _extra(note: Note, pictures: Mapping[str, str], first: str = "") -> str:
    """Return what is told beside the answer."""
    source = note.source
    said = [first, note.why, f"Hint: {note.hint}" if note.hint else ""]
    if source is not None:
        said.append(f"Source: [{source.title}]({source.url})" if source.url else source.title)
    if note.as_of:
        said.append(f"As of {note.as_of}")
    return field("\n\n".join(text for text in said if text), pictures)


def _asked(note: Note, part: str) -> str:
    match note.face:
        case Choice() as face:
            return _listed(question(face), [option.text for option in options(face, _SEED)])
        case Match(pairs=pairs, extra=extra):
            right = _mixed([*(pair[1] for pair in pairs), *extra])
            left = _listed(question(note.face), [pair[0] for pair in pairs])
            return _listed(f"{left}\n\nto:", right)
        case Classify(buckets=buckets):
            names = ", ".join(bucket.name for bucket in buckets)
            items = _mixed([item for bucket in buckets for item in bucket.items])
            return _listed(f"{question(note.face)}\n\n{names}:", items)
        case Order(items=items, extra=extra, overlap=0):
            return _listed(question(note.face), _mixed([*items, *extra]))
        case List(items=things, need=need):
            return f"{question(note.face)} ({need or len(things)})"
        case _:
            return question(note.face, part)


def _told(note: Note, part: str) -> str:
    told = answer(note.face, part)
    if not isinstance(note.face, Choice):
        return told
    wrong = [f"{one.text}: {one.why}" for one in note.face.wrong if one.why]
    return _listed(f"{told}\n\nNot:", wrong) if wrong else told


def _mixed(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: rank(_SEED, text))


def _listed(head: str, lines: list[str]) -> str:
    return head + "\n\n" + "\n".join(f"- {line}" for line in lines)
