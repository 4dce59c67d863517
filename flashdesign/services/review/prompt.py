"""Prompt of a card: what is shown of it before and after the answer."""

import re
from dataclasses import dataclass

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.question_kinds import Number, Question
from flashdesign.domain.notes.tasks import MatchingTask, Option
from flashdesign.domain.scheduling.fsrs_scheduler import is_leech
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.source import Source
from flashdesign.i18n.formatting import number
from flashdesign.services.drills.active_drill import ActiveDrill
from flashdesign.services.drills.state import DrillPrompt
from flashdesign.storage.notes.cards import StoredCard

_QUEUE_KINDS = {
    State.NEW: QueueKind.NEW,
    State.LEARNING: QueueKind.LEARNING,
    State.REVIEW: QueueKind.DUE,
    State.RELEARNING: QueueKind.LEARNING,
}
_LONG_DIGITS = re.compile(r"(?<![\w.,^])[1-9][0-9]{4,14}(?![\w.,^])")


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is shown of a card; texts are Markdown.

    `options` are the choices, `matching` the arrangement, `need` how many items to name (0: none);
    `is_typed`: the answer is a line of text.
    """

    key: CardKey
    deck_title: str
    kind: str
    prompt: str
    answer: str
    hint: str
    why: str
    source: Source | None
    as_of: str
    options: tuple[Option, ...]
    unit: str
    similar_cards: tuple[tuple[str, str], ...]
    queue_kind: QueueKind
    is_flagged: bool
    is_leech: bool
    drill: DrillPrompt | None = None
    matching: MatchingTask | None = None
    need: int = 0
    is_typed: bool = False

    @property
    def asks_for_answer(self) -> bool:
        """Whether the user answers with an option, an arrangement, items or a text."""
        asks = (self.options, self.matching, self.need, self.is_typed, self.drill)
        return any(asks)


def make_prompt(
    card: StoredCard,
    deck_title: str,
    seed: int,
    neighbors: tuple[tuple[str, str], ...],
    drill: ActiveDrill | None = None,
) -> Prompt:
    """Return what to show of `card`: options shuffled by `seed`, or the current drill."""
    question, part = card.note.question, card.card.part
    prompt, answer = _sides(question, part, drill)
    return Prompt(
        card.card.key,
        deck_title,
        kind=question.kind,
        prompt=prompt,
        answer=answer,
        hint=card.note.hint if drill is None else "",  # hints of a drill affect the grade
        why=card.note.why,
        source=card.note.source,
        as_of=card.note.as_of,
        options=question.options(part, seed),
        unit=question.shown_unit,
        similar_cards=neighbors,
        queue_kind=_QUEUE_KINDS[card.memory.state],
        is_flagged=card.flag > 0,
        is_leech=is_leech(card.memory),
        drill=None if drill is None else drill.prompt,
        matching=question.matching(part, seed),
        need=_need(question),
        is_typed=isinstance(question, Number) or bool(question.typed_answers(part)),
    )


def _need(question: Question) -> int:
    naming = question.naming()
    return naming.needed if naming else 0


def _sides(question: Question, part: str, drill: ActiveDrill | None) -> tuple[str, str]:
    """Return question and answer; the current drill has those of its drawn values."""
    if drill is not None:
        return drill.instance.question, drill.instance.truth_text
    return question.prompt_text(part), displayed_answer(question, part)


def displayed_answer(question: Question, part: str) -> str:
    """Return the answer as it is displayed; a long number has separators."""
    answer = question.answer_text(part)
    if not isinstance(question, Number):
        return answer
    return _LONG_DIGITS.sub(lambda digits: number(int(digits[0])), answer)


def queued_card(card: StoredCard) -> QueuedCard:
    """Return the card as an entry of today's queue."""
    return QueuedCard(
        card.card.key,
        card.card.note,
        card.card.deck,
        _QUEUE_KINDS[card.memory.state],
        card.memory.due or 0,
    )
