"""Notes from the entries of a deck file's `cards:` list."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import blake2b

from flashdesign.content.decks.drill_entries import DrillEntry, build_template, template_problems
from flashdesign.content.decks.entries import KINDS, AnyEntry
from flashdesign.content.decks.validation import find_problem
from flashdesign.content.yaml.dataclass_builder import Builder
from flashdesign.content.yaml.reader import MappingNode, ScalarNode
from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Cloze, Drill, Question
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
    if kind is None:
        return None
    entry = Builder(problems, sources).record(kind, node)
    if entry is None:
        return None
    question = Drill(build_template(entry)) if isinstance(entry, DrillEntry) else entry.question
    question_problems = tuple(_question_problems(question, node))
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
    )


def generate_id(question: Question) -> str:
    """Return an id for a note without one; it changes when the question does."""
    match question:
        case Cloze(text=text) | Drill(template=Template(prompt=text)):
            pass
        case _:
            text = question.front
    return "x-" + blake2b(text.encode(), digest_size=6).hexdigest()


def _question_problems(question: Question, node: MappingNode) -> Iterator[Problem]:
    if isinstance(question, Drill):
        yield from template_problems(question.template, node)
    elif message := find_problem(question):
        yield Problem(node.line, node.column, message)


def _kind(node: MappingNode, problems: list[Problem]) -> type[AnyEntry] | None:
    """Return the record of the entry's kind, or None after adding a problem."""
    kind = node.values.get("kind")
    if not isinstance(kind, ScalarNode):
        message = _("a card needs a `kind`: {kinds}").format(kinds=", ".join(KINDS))
        problems.append(Problem(node.line, node.column, message))
        return None
    if kind.text in KINDS:
        return KINDS[kind.text]
    near = get_close_matches(kind.text, KINDS, n=1, cutoff=0.5)
    message = (
        _("unknown kind {kind!r}; did you mean {nearest!r}?").format(
            kind=kind.text, nearest=near[0]
        )
        if near
        else _("unknown kind {kind!r}; the kinds are: {kinds}").format(
            kind=kind.text, kinds=", ".join(KINDS)
        )
    )
    problems.append(Problem(kind.line, kind.column, message))
    return None
