"""The properties of a kind of note: how it is read, written, checked and edited."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flashdesign.content.note_kinds.common_fields import Entry
from flashdesign.content.note_kinds.form_fields import Field
from flashdesign.content.yaml.reader import MappingNode
from flashdesign.domain.notes.question import Question
from flashdesign.errors import Problem

Asked = TypeVar("Asked", bound=Question)
Bounds = Mapping[str, dict[str, Any]]


def _prompt_text(question: Question, part: str) -> str:
    return question.prompt_text(part)


def _answer_text(question: Question, part: str) -> str:
    return question.answer_text(part)


def _whole_answer(question: Question, part: str) -> Iterable[str]:
    return (question.answer_text(part),)


def _no_rivals(_question: Question) -> Iterable[str]:
    return ()


# Without slots: `NoteKind[Basic](...)` sets an attribute, which a frozen class with slots cannot.
@dataclass(frozen=True, kw_only=True)
class NoteKind(Generic[Asked]):
    """How a kind of note is written, read, checked and shown outside a review.

    `label` returns its name in the current language, and `summary` a sentence on it. In a deck
    file, `entry` are its fields and `to_fields` gives them for a question; `bounds` are limits of
    fields for the schema. The question is usable if `find_problem` returns None; `problems_at`
    yields all problems with their places instead. `form` are the fields of the form; a kind without
    any is edited as text.

    A table has the field `front_key` in its column front and `back_key` in its column back ("": no
    field, but the text of the card).
    Programs that have no such kind show `plain_front` and `plain_back`.

    For the check of quality, `answers` yields the texts that a card asks for, and `rivals` the
    wrong ones that are offered as well; with `shows_answers` they are part of the question.
    """

    question: type[Asked]
    label: Callable[[], str]
    summary: Callable[[], str] = str
    entry: type[Entry]
    to_fields: Callable[[Asked], Mapping[str, object]]
    find_problem: Callable[[Asked], str | None]
    problems_at: Callable[[Asked, MappingNode], Iterable[Problem]] | None = None
    form: tuple[Field, ...] = ()
    bounds: Bounds = field(default_factory=dict)
    front_key: str = "front"
    back_key: str = ""
    plain_front: Callable[[Asked, str], str] = _prompt_text
    plain_back: Callable[[Asked, str], str] = _answer_text
    answers: Callable[[Asked, str], Iterable[str]] = _whole_answer
    rivals: Callable[[Asked], Iterable[str]] = _no_rivals
    shows_answers: bool = False
