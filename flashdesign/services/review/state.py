"""State of a review session to show, and the answers for its summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.content.rendering.displayed_text import displayed_plain
from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating, State, grade_name
from flashdesign.i18n.formatting import number, wait
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.scheduling.card_actions import UndoneAction
from flashdesign.services.scheduling.today import Counts
from flashdesign.storage.notes.cards import StoredCard


@dataclass(frozen=True, slots=True)
class SummaryAnswer:
    """One answer of this session, for the summary."""

    key: CardKey
    prompt: str
    answer: str
    rating: Rating
    was_review: bool
    duration_ms: int


@dataclass(frozen=True, slots=True)
class ReviewState:
    """State of the session to show. `waits` are the ms until the card is due, for each grade.

    Only the grades in `allowed_grades` are allowed: for a drill, the automatic grade and its
    neighbors.
    """

    card: Prompt | None
    is_revealed: bool
    outcome: Marking | None
    waits: dict[Rating, int]
    left: Counts
    answer_count: int
    can_undo: bool
    next_due_at: int | None
    allowed_grades: tuple[Rating, ...] = tuple(Rating)

    @property
    def suggested_grade(self) -> Rating:
        """The grade of the answer; without one, Again for a card that asks for an answer."""
        if self.outcome is not None:
            return self.outcome.suggested
        is_unanswered = self.card is not None and self.card.asks_for_answer
        return Rating.AGAIN if is_unanswered else Rating.GOOD


def make_summary_answer(
    card: StoredCard, asked: Prompt, rating: Rating, duration_ms: int
) -> SummaryAnswer:
    """Return an answer for the summary."""
    was_review = card.memory.state is State.REVIEW
    return SummaryAnswer(asked.key, asked.prompt, asked.answer, rating, was_review, duration_ms)


def damaged_cards_warning(cards: Sequence[CardKey]) -> str:
    """Return a warning about the cards that a session skipped because they cannot be read."""
    if len(cards) == 1:
        message = _(
            "The card {card} is damaged and was skipped in this session. Restore a backup: newer "
            "answers are carried over. `flashdesign doctor` shows what is damaged."
        )
        return message.format(card=cards[0])
    message = ngettext(
        "{n} card is damaged and was skipped in this session. Restore a backup: newer answers are "
        "carried over. `flashdesign doctor` shows what is damaged.",
        "{n} cards are damaged and were skipped in this session. Restore a backup: newer answers "
        "are carried over. `flashdesign doctor` shows what is damaged.",
        len(cards),
    )
    return message.format(n=number(len(cards)))


def describe_end(answers: Sequence[SummaryAnswer], waits_ms: int | None) -> str:
    """Return a sentence on a session of chosen cards that ended; a card may be due again soon."""
    count = len({answer.key for answer in answers})
    studied = ngettext("{n} card studied.", "{n} cards studied.", count).format(n=number(count))
    if waits_ms is None:
        return studied
    again = _("{studied} Cards that you are learning come back in {time}.")
    return again.format(studied=studied, time=wait(waits_ms))


_MAX_QUESTION_CHARS = 40
_UNDONE = {
    "suspended": N_("Undone: suspended “{question}”"),
    "buried_until": N_("Undone: buried “{question}”"),
    "flag": N_("Undone: flag of “{question}”"),
}


def describe_undone(undone: UndoneAction, card: StoredCard) -> str:
    """Return a sentence on what was undone, with the beginning of the card's question."""
    prompt = card.note.question.prompt_text(card.card.part)
    question = " ".join(displayed_plain(prompt, is_revealed=False).split())
    if len(question) > _MAX_QUESTION_CHARS:
        question = f"{question[: _MAX_QUESTION_CHARS - 1].rstrip()}…"
    if undone.rating is not None:
        message = _("Undone: {grade} on “{question}”")
        return message.format(grade=grade_name(undone.rating), question=question)
    return _(_UNDONE[undone.changed or "flag"]).format(question=question)
