"""Notes from the entries of a deck file's `cards:` list."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import blake2b
from typing import Any

from flashdesign.content.note_kinds.note_kind import NoteKind
from flashdesign.content.note_kinds.registry import kind_named, names
from flashdesign.content.yaml.dataclass_builder import Builder
from flashdesign.content.yaml.reader import MappingNode, ScalarNode
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.tags import valid_tags
from flashdesign.domain.source import Source
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _


def build_note(
    node: MappingNode, deck: DeckId, problems: list[Problem], sources: Mapping[str, Source]
) -> Note | None:
    """Return the note of an entry, or None after adding its problems to `problems`.

    An entry without an id gets one made from its question by `generate_id`.
    """
    kind = _kind(node, problems)
    entry = None if kind is None else Builder(problems, sources).record(kind.entry, node)
    if kind is None or entry is None:
        return None
    question = entry.question
    question_problems = tuple(_question_problems(kind, question, node))
    if question_problems:
        problems += question_problems
        return None
    return Note(
        deck=deck,
        id=entry.id or generate_id(question),
        question=question,
        why=entry.why,
        hint=entry.hint,
        tags=valid_tags(entry.tags),
        facts=entry.facts,
        source=entry.source,
        as_of=entry.as_of,
        related=entry.related,
        target_s=entry.target_s,
        suspended=entry.suspended,
        replaces=entry.replaces,
        guid=entry.guid,
        priority=entry.priority,
    )


def generate_id(question: Question) -> str:
    """Return an id for a note without one; it changes when the question does."""
    return "x-" + blake2b(question.written_text.encode(), digest_size=6).hexdigest()


def _question_problems(
    kind: NoteKind[Any], question: Question, node: MappingNode
) -> Iterator[Problem]:
    """Yield the problems of a question with their places, or the first one of the entry."""
    if kind.problems_at is not None:
        yield from kind.problems_at(question, node)
    elif message := kind.find_problem(question):
        yield Problem(node.line, node.column, message)


def _kind(node: MappingNode, problems: list[Problem]) -> NoteKind[Any] | None:
    """Return the entry's kind, or None after adding a problem."""
    kind = node.values.get("kind")
    if not isinstance(kind, ScalarNode):
        message = _("a card needs a `kind`: {kinds}").format(kinds=", ".join(names()))
        problems.append(Problem(node.line, node.column, message))
        return None
    known = kind_named(kind.text)
    if known is not None:
        return known
    near = get_close_matches(kind.text, names(), n=1, cutoff=0.5)
    message = (
        _("unknown kind {kind!r}; did you mean {nearest!r}?").format(
            kind=kind.text, nearest=near[0]
        )
        if near
        else _("unknown kind {kind!r}; the kinds are: {kinds}").format(
            kind=kind.text, kinds=", ".join(names())
        )
    )
    problems.append(Problem(kind.line, kind.column, message))
    return None
