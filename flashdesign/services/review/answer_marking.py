"""Answers to the current card that the program marks: choose, type, arrange, name."""

from abc import abstractmethod
from collections.abc import Sequence

from flashdesign.domain.notes import matching
from flashdesign.domain.notes.question_kinds import Number, Question
from flashdesign.domain.notes.tasks import MatchingTask, NamingTask
from flashdesign.domain.notes.typed_answer import Similarity, compare_words, match_items
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _
from flashdesign.services.context import Context
from flashdesign.services.drills.session_base import DrillSessionBase
from flashdesign.services.review import prompt
from flashdesign.services.review.prompt import Marking
from flashdesign.services.review.state import ReviewState
from flashdesign.storage.notes.cards import StoredCard


def mark_matching(task: MatchingTask, placed: Sequence[int | None]) -> Marking:
    """Return the verdict on an arrangement; `placed` has the index of the choice in each row."""
    right, total = sum(matching.mark_rows(task, placed)), len(task.rows)
    verdict = (
        _("All correct.")
        if right == total
        else _("{right} of {total} correct.").format(right=number(right), total=number(total))
    )
    return Marking(verdict, matching.grade_matching(right, total), arrangement=tuple(placed))


def mark_list(naming: NamingTask, texts: Sequence[str]) -> Marking:
    """Return the verdict on a list of named items."""
    entries = match_items(naming.items, texts)
    named_items = {entry.item for entry in entries} - {None}
    needed = naming.needed
    missing = [item.text for at, item in enumerate(naming.items) if at not in named_items]
    unknown = [entry.text for entry in entries if entry.item is None]
    sentences = [
        _("{n} of {total} named.").format(n=number(len(named_items)), total=number(needed)),
        *_list_sentence(N_("Missing: {items}."), missing),
        *_list_sentence(N_("Not on the list: {items}."), unknown),
    ]
    return Marking(
        " ".join(sentences), matching.grade_matching(len(named_items), needed), entries=entries
    )


def mark_typed(accepted: Sequence[str], text: str) -> Marking:
    """Return the verdict on a typed answer, of which each of `accepted` is right."""
    match compare_words(text, accepted):
        case Similarity.SAME:
            return Marking(_("Correct."), Rating.GOOD)
        case Similarity.TYPO:
            verdict = _("Correct except for the spelling: you wrote {text}.")
            return Marking(verdict.format(text=text.strip()), Rating.GOOD)
        case Similarity.OTHER:
            return Marking(_("You wrote: {text}").format(text=text.strip()), Rating.AGAIN)


def _list_sentence(message: str, items: Sequence[str]) -> list[str]:
    return [_(message).format(items=", ".join(items))] if items else []


class AnswerSessionBase(DrillSessionBase[ReviewState]):
    """Answers to a card; each returns the state to draw, unchanged if it does not fit the card."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._card: StoredCard | None = None

    @abstractmethod
    def picture(self, name: str) -> bytes | None:
        """Return a picture of the shown card; None if it is missing."""

    @abstractmethod
    def _show_outcome(self, outcome: Marking) -> ReviewState:
        """Show the answer with the marking, and return the state to draw."""

    def choose(self, option: int) -> ReviewState:
        """Mark the chosen option, and show the answer."""
        asked = self.state.card
        if asked is None or self.state.is_revealed or not 0 <= option < len(asked.options):
            return self.state
        return self._show_outcome(prompt.mark_choice(asked.options, option))

    def submit(self, text: str) -> ReviewState:
        """Mark what was typed, and show the answer; raises `QuantityError` if it is no number."""
        if self._drill is not None:
            return super().submit(text)
        question = self._unanswered_question()
        if isinstance(question, Number):
            comma = self._context.decimal_comma
            return self._show_outcome(prompt.mark_number(question, text, decimal_comma=comma))
        accepted = (
            ()
            if question is None or self._card is None
            else question.typed_answers(self._card.card.part)
        )
        return self._show_outcome(mark_typed(accepted, text)) if accepted else self.state

    def submit_arrangement(self, placed: Sequence[int | None]) -> ReviewState:
        """Mark an arrangement, the index of a choice or None in each row, and show the answer."""
        asked = self.state.card
        if asked is None or asked.matching is None or self.state.is_revealed:
            return self.state
        return self._show_outcome(mark_matching(asked.matching, placed))

    def submit_items(self, texts: Sequence[str]) -> ReviewState:
        """Mark the named items of a list, and show the answer."""
        question = self._unanswered_question()
        items = [text for text in texts if text.strip()]
        naming = None if question is None else question.naming()
        return self.state if naming is None else self._show_outcome(mark_list(naming, items))

    def describe_input(self, text: str) -> tuple[str, bool]:
        """Return in words how a typed number is read, and whether it cannot be read."""
        if self._drill is not None:
            return super().describe_input(text)
        question = None if self._card is None else self._card.note.question
        if not isinstance(question, Number):
            return "", False
        return prompt.describe_number(question, text, decimal_comma=self._context.decimal_comma)

    def _unanswered_question(self) -> Question | None:
        """Return the question of the current card while it waits for an answer."""
        return None if self._card is None or self.state.is_revealed else self._card.note.question
