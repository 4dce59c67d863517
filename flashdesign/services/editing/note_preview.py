"""Preview of a note as in a review session, without saving anything."""

from dataclasses import replace

from flashdesign.domain.ids import CardKey, card_key
from flashdesign.domain.notes.note import Card, Note
from flashdesign.domain.notes.question_kinds import Drill, parts
from flashdesign.domain.scheduling.memory import NEW
from flashdesign.services import deck_pictures
from flashdesign.services.context import Context
from flashdesign.services.drills.active_drill import (
    ActiveDrill,
    DrawnDrill,
    draw_instance,
    start_drill,
)
from flashdesign.services.review import answer_marking, prompt
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.session_base import AnswerSessionBase
from flashdesign.services.review.state import ReviewState
from flashdesign.services.scheduling.today import Counts
from flashdesign.storage.notes.cards import StoredCard

_EMPTY = ReviewState(
    card=None,
    is_revealed=False,
    outcome=None,
    waits={},
    left=Counts(0, 0, 0),
    answer_count=0,
    can_undo=False,
    next_due_at=None,
)


class NotePreview(AnswerSessionBase):
    """The preview of one card of a note; `draw_again` shuffles its options or draws new values.

    `new_pictures` has pictures by name that are not stored yet.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = _EMPTY
        self._note: Note | None = None
        self._seed = self._shown = 0
        self.part = ""
        self.new_pictures: dict[str, bytes] = {}

    @property
    def state(self) -> ReviewState:
        """The state to show now."""
        return self._state

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the note's cards; empty if there is no note."""
        return () if self._note is None else parts(self._note.question)

    def picture(self, name: str) -> bytes | None:
        """Return a picture of the note's deck, or one that was added to the note."""
        if name in self.new_pictures:
            return self.new_pictures[name]
        return (
            None if self._note is None else deck_pictures.load(self._context, self._note.deck, name)
        )

    def add_picture(self, name: str, data: bytes) -> None:
        """Add a picture that will be stored with the note."""
        self.new_pictures[name] = data

    def show(self, note: Note | None, part: str = "") -> ReviewState:
        """Show a card of another note, or of the same note after a change; None shows nothing."""
        self._note = note
        names = self.parts
        self.part = part if part in names else next(iter(names), "")
        return self._ask()

    def draw_again(self) -> ReviewState:
        """Show the same card again, in another order and with other values."""
        self._seed += 1
        return self._ask()

    def reveal(self) -> ReviewState:
        """Show the answer; on a drill, this gives up."""
        if self._drill is not None:
            return super().reveal()
        self._state = replace(self._state, is_revealed=self._state.card is not None)
        return self._state

    def _ask(self) -> ReviewState:
        note, self._card = self._note, None
        self._shown += 1
        self._set_drill(None)
        if note is None:
            self._state = _EMPTY
            return self._state
        if isinstance(note.question, Drill):
            template = note.question.template
            instance, seed = draw_instance(template, self._seed)
            drawn = DrawnDrill(note, instance, seed, template.target_s, is_timed=False)
            self._set_drill(start_drill(self._context, drawn))
        key = card_key(note.key, self.part)
        card = Card(CardKey(key), note.key, note.deck, self.part)
        self._card = StoredCard(card, note, NEW)
        asked = prompt.make_prompt(self._card, "", self._seed, (), self._drill)
        self._state = replace(_EMPTY, card=asked, answer_count=self._shown)
        return self._state

    def _show(self, drill: ActiveDrill) -> ReviewState:
        asked = self._state.card
        assert asked is not None  # its drill is the current one
        self._state = replace(self._state, card=replace(asked, drill=drill.prompt))
        if drill.feedback is None:
            return self._state
        return self._show_outcome(answer_marking.mark_drill(drill.feedback))

    def _show_outcome(self, outcome: Marking) -> ReviewState:
        self._state = replace(self._state, is_revealed=True, outcome=outcome)
        return self._state
