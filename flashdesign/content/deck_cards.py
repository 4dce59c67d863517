"""The entries of a deck file's `cards:` list: what each kind may say, and the note it makes."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import blake2b

from flashdesign.content.drill_entries import DrillEntry, problems_of, template_of
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.foreign_names import tags
from flashdesign.content.kind_entries import KINDS, AnyEntry
from flashdesign.content.typed import Builder
from flashdesign.content.yaml_text import Fields, Scalar
from flashdesign.domain.cards import DeckId, Note, Source
from flashdesign.domain.drills import Template
from flashdesign.domain.faces import Cloze, Drill, Face
from flashdesign.errors import Problem


def note_of(
    node: Fields, deck: DeckId, problems: list[Problem], sources: Mapping[str, Source]
) -> Note | None:
    """Return the note that an entry makes, or None after noting what is wrong with it.

    An entry without an id gets one made of its question; `id_from_text` tells such ids.
    """
    kind = _kind(node, problems)
    if kind is None:
        return None
    entry = Builder(problems, sources).record(kind, node)
    if entry is None:
        return None
    face = Drill(template_of(entry)) if isinstance(entry, DrillEntry) else entry.face
    wrong = tuple(_wrong(face, node))
    if wrong:
        problems += wrong
        return None
    return Note(
        deck=deck,
        id=entry.id or id_from_text(face),
        face=face,
        why=entry.why,
        hint=entry.hint,
        tags=tags(entry.tags),
        facts=entry.facts,
        source=entry.source,
        as_of=entry.as_of,
        related=entry.related,
        target_s=entry.target_s,
        suspended=entry.suspended,
        replaces=entry.replaces,
        guid=entry.guid,
    )


def id_from_text(face: Face) -> str:
    """Return the id of a note whose author gave none; it lasts only as long as the question."""
    match face:
        case Cloze(text=asked) | Drill(template=Template(prompt=asked)):
            pass
        case _:
            asked = face.front
    return "x-" + blake2b(asked.encode(), digest_size=6).hexdigest()


def _wrong(face: Face, node: Fields) -> Iterator[Problem]:
    if isinstance(face, Drill):
        yield from problems_of(face.template, node)
    elif wrong := broken_rule(face):
        yield Problem(node.line, node.column, wrong)


def _kind(node: Fields, problems: list[Problem]) -> type[AnyEntry] | None:
    named = node.values.get("kind")
    if not isinstance(named, Scalar):
        message = f"a card needs a `kind`: {', '.join(KINDS)}"
        problems.append(Problem(node.line, node.column, message))
        return None
    if named.text in KINDS:
        return KINDS[named.text]
    near = get_close_matches(named.text, KINDS, n=1, cutoff=0.5)
    right = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(KINDS)}"
    message = f"unknown kind {named.text!r}; {right}"
    problems.append(Problem(named.line, named.column, message))
    return None
