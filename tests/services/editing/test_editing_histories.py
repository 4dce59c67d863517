"""Random edits over days: undo restores the state before, and memory matches the log."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.transfer.import_plan import (
    ImportBundle,
    ImportedReview,
    ImportOptions,
    Picture,
    Progress,
)
from flashdesign.errors import FlashDesignError
from flashdesign.services.collection import built_in_decks, maintenance
from flashdesign.services.editing import decks, notes, undo
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import save
from tests.support.learner import BASICS, MONDAY_NOON_MS, Learner, answer, note, small_decks

MINE, OTHER = DeckId("mine"), DeckId("other")
NAMES = ("one", "two", "three")
FACES: tuple[Question, ...] = (
    Basic("To?", "Fro!"),
    Basic("To?", "Fro!", reverse=True),
    Cloze("{{1::Two}} {{2::gaps}}."),
)
STATES = (
    "select key, position, body, gone, shipped from note order by key",
    "select key, part, deck_id, suspended, flag, state, due, stability, reps from card"
    " where suspended != 2 order by 1",
    "select * from day_stat order by 1, 2",
    "select key, title, retention, parent_id, origin from deck order by key",
    "select d.key, m.name, m.digest from media m join deck d on d.id = m.deck_id order by 1, 2",
    "select uid from review order by uid",
)
Snapshot = list[list[tuple[Any, ...]]]


def answers(name: str, days: int) -> Progress:
    """Return the progress of a card in another program."""
    at = MONDAY_NOON_MS - days * MS_PER_DAY
    past = tuple(ImportedReview(f"{name}-{day}", at + day, Rating.GOOD, 900) for day in range(days))
    memory = Memory(State.REVIEW, None, MONDAY_NOON_MS, 9.5, 4.25, at, None, days, 0)
    return Progress(days == 2, days, past, memory if days > 1 else None)


class Writing(RuleBasedStateMachine):
    """Days of edits; `known` has the expected state of done and undone operations.

    Changes of cards between two operations are not part of them: then nothing is expected.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.learner = Learner(Path(self.folder.name)).store(*small_decks())
        self.context = self.learner.context
        with self.context.database.transaction() as connection:
            for deck in (Deck(MINE, "Mine", (note(MINE, "one"),)), Deck(OTHER, "Other")):
                note_decks.save_deck(connection, deck, 9, built_in_decks.OWN)
                save.save_notes(connection, enumerate(deck.notes))
        self.undoable: list[Snapshot | None] = []
        self.redoable: list[Snapshot | None] = []

    def teardown(self) -> None:
        self.learner.close()
        self.folder.cleanup()

    @rule(data=st.data(), question=st.sampled_from(FACES), deck=st.sampled_from([MINE, BASICS]))
    def add(self, data: st.DataObject, question: Question, deck: DeckId) -> None:
        name = data.draw(st.sampled_from(NAMES))
        self.do(lambda: notes.add_note(self.context, note(deck, name, question)))

    @rule(data=st.data(), question=st.sampled_from(FACES))
    def rewrite(self, data: st.DataObject, question: Question) -> None:
        key = data.draw(st.sampled_from(self.keys()))

        def reword() -> None:
            after = replace(notes.note(self.context, key), question=question)
            notes.save_note(self.context, key, after)

        self.do(reword)

    @rule(data=st.data(), act=st.sampled_from(["delete", "move", "tag", "put back"]))
    def sort(self, data: st.DataObject, act: str) -> None:
        keys = data.draw(st.lists(st.sampled_from(self.keys()), max_size=3, unique=True))
        deck = data.draw(st.sampled_from([MINE, OTHER, BASICS]))
        deeds: dict[str, Callable[[], object]] = {
            "delete": lambda: notes.delete_notes(self.context, keys),
            "move": lambda: notes.move_notes(self.context, keys, deck),
            "tag": lambda: notes.change_tags(self.context, keys, add=("a",), remove=("b",)),
            "put back": lambda: notes.restore_built_in(self.context, keys),
        }
        self.do(deeds[act])

    @rule(data=st.data(), act=st.sampled_from(["reset", "suspend", "wake", "flag"]))
    def mark(self, data: st.DataObject, act: str) -> None:
        keys = data.draw(st.lists(st.sampled_from(self.cards()), max_size=3, unique=True))
        deeds: dict[str, Callable[[], object]] = {
            "reset": lambda: notes.reset_cards(self.context, keys),
            "suspend": lambda: notes.suspend_cards(self.context, keys, suspended=True),
            "wake": lambda: notes.suspend_cards(self.context, keys, suspended=False),
            "flag": lambda: notes.flag_cards(self.context, keys, 2),
        }
        self.do(deeds[act])

    @rule(title=st.sampled_from(["New", "Newer"]), parent=st.sampled_from([None, MINE]))
    def make_deck(self, title: str, parent: DeckId | None) -> None:
        self.do(lambda: decks.create(self.context, title, parent))

    @rule(title=st.sampled_from(["Ours", "Theirs"]), deck=st.sampled_from([MINE, OTHER]))
    def rename_deck(self, title: str, deck: DeckId) -> None:
        self.do(lambda: decks.rename(self.context, deck, title))

    @rule(deck=st.sampled_from([MINE, OTHER, BASICS, DeckId("mine.new")]))
    def delete_deck(self, deck: DeckId) -> None:
        self.do(lambda: decks.delete(self.context, deck))

    @rule(data=st.data(), deck=st.sampled_from([MINE, DeckId("brought")]), whole=st.booleans())
    def bring(self, data: st.DataObject, deck: DeckId, whole: bool) -> None:
        names = data.draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
        guid = data.draw(st.sampled_from(["", "g-"]))
        brought = [
            replace(note(deck, name, data.draw(st.sampled_from(FACES))), guid=guid and guid + name)
            for name in names
        ]
        left = sorted(set(NAMES) - set(names))
        takes_over: bool = data.draw(st.booleans())
        if left and takes_over:
            brought[0] = replace(brought[0], replaces=(left[0],))
        retention: float | None = data.draw(st.sampled_from([None, 0.8]))
        digest = data.draw(st.sampled_from("ab"))
        days = data.draw(st.integers(0, 3))
        bundle = ImportBundle(
            "file",
            (Deck(deck, deck.title(), tuple(brought), retention=retention),),
            pictures=(Picture(deck, "ring.png", digest, digest.encode),),
            progress={CardKey(f"{deck}/{name}"): answers(name, days) for name in names},
            has_full_decks=whole,
        )
        accepted = ImportOptions(schedule=data.draw(st.booleans()))
        plan = import_plan.plan(self.context, bundle)
        self.do(lambda: apply.apply(self.context, plan, accepted))

    @rule(rating=st.sampled_from(Rating))
    def grade(self, rating: Rating) -> None:
        session = self.learner.start_review()
        if session.state.card is not None:
            answer(session, rating)
        session.close()
        self.expect_nothing()

    @rule()
    def take_the_answer_back(self) -> None:
        card_actions.undo(self.context)
        self.expect_nothing()

    @rule(days=st.sampled_from([0.01, 1, 9]))
    def wait(self, days: float) -> None:
        self.learner.clock.advance(days=days)

    @rule()
    def restart(self) -> None:
        self.learner.restart()
        self.context = self.learner.context

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        self.turn(undo.undo, self.undoable, self.redoable)

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        self.turn(undo.redo, self.redoable, self.undoable)

    @invariant()
    def memories_and_counts_are_what_the_log_amounts_to(self) -> None:
        assert maintenance.check(self.context) == ()

    def do(self, edit: Callable[[], object]) -> None:
        """Run an action; an operation is also undone and redone."""
        before, last = self.now(), undo.next_to_undo(self.context)
        try:
            edit()
        except FlashDesignError:
            assert self.now() == before
            return
        if undo.next_to_undo(self.context) == last:
            assert self.now() == before
            return
        self.redoable.clear()
        self.undoable.append(before)
        self.undo()
        self.redo()

    def turn(
        self,
        act: Callable[[Any], str | None],
        source: list[Snapshot | None],
        target: list[Snapshot | None],
    ) -> None:
        here, expected = self.now(), source.pop()
        assert act(self.context)
        assert expected is None or self.now() == expected
        target.append(None if expected is None else here)

    def expect_nothing(self) -> None:
        self.undoable = [None] * len(self.undoable)
        self.redoable = [None] * len(self.redoable)

    def keys(self) -> list[NoteKey]:
        return [NoteKey(key) for key, *_ in self.now()[0]]

    def cards(self) -> list[CardKey]:
        return [CardKey(key) for key, *_ in self.now()[1]]

    def now(self) -> Snapshot:
        with self.context.database.read() as connection:
            return [[tuple(row) for row in connection.exec_driver_sql(query)] for query in STATES]


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=settings().max_examples // 6, stateful_step_count=20)
