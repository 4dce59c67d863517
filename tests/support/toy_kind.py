"""A toy kind of note, as a contributor adds one: true or false, with a reason.

Only this module knows it. `question.KINDS` and `registry.NOTE_KINDS` are where it is added.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import pytest

from flashdesign.content.note_kinds import registry
from flashdesign.content.note_kinds.common_fields import Entry
from flashdesign.content.note_kinds.form_fields import Control, Field
from flashdesign.content.note_kinds.note_kind import NoteKind
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.notes.question import FrontQuestion
from flashdesign.domain.notes.tasks import Option


@dataclass(frozen=True, slots=True)
class TrueFalse(FrontQuestion):
    """A statement that is true or false, and the reason."""

    kind: ClassVar[str] = "truth"

    is_true: bool = False
    reason: str = ""

    def answer_text(self, _part: str) -> str:
        return f"{self.is_true}: {self.reason}" if self.reason else str(self.is_true)

    def options(self, _part: str, _seed: int) -> tuple[Option, ...]:
        return tuple(
            Option(str(value), value is self.is_true, "" if value is self.is_true else self.reason)
            for value in (True, False)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseEntry(Entry):
    """A statement in a deck file."""

    front: str
    is_true: bool = False
    reason: str = ""

    @property
    def question(self) -> TrueFalse:
        return TrueFalse(self.front, self.is_true, self.reason)


def _values(question: TrueFalse) -> Mapping[str, object]:
    values: dict[str, object] = {"front": question.front}
    values |= {"is_true": True} if question.is_true else {}
    return values | ({"reason": question.reason} if question.reason else {})


TRUTH = NoteKind(
    question=TrueFalse,
    label=lambda: "True or false",
    entry=TrueFalseEntry,
    to_fields=_values,
    find_problem=lambda question: "a statement is no question" if "?" in question.front else None,
    form=(
        Field("front", "Statement", Control.TEXT),
        Field("is_true", "It is true", Control.SWITCH),
        Field("reason", "Reason", is_optional=True),
    ),
    answers=lambda question, _part: (question.reason,) if question.reason else (),
)


@contextmanager
def truth_kind() -> Iterator[NoteKind[TrueFalse]]:
    """Add the kind, and remove it at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question_kinds, "KINDS", (*question_kinds.KINDS, TrueFalse))
        patch.setattr(registry, "NOTE_KINDS", (*registry.NOTE_KINDS, TRUTH))
        yield TRUTH
