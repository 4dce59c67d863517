"""Progress from another program is imported exactly once, and removed by undo."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.domain.transfer.import_plan import (
    ImportBundle,
    ImportedReview,
    ImportOptions,
    Picture,
    Progress,
)
from flashdesign.errors import CancelledError
from flashdesign.services import deck_pictures
from flashdesign.services.browse import card_listing
from flashdesign.services.browse.card_listing import ListedCard
from flashdesign.services.editing import decks, undo
from flashdesign.services.editing import notes as editing_notes
from flashdesign.services.imports import apply, learning_progress, plan
from flashdesign.services.imports.apply import ImportResult
from tests.support.learner import MONDAY_NOON_MS, Learner, finish, note

MINE, OTHER = DeckId("mine"), DeckId("other")
ONE, TWO = CardKey("mine/one"), CardKey("mine/two")
WITH = ImportOptions(schedule=True)
LAST = MONDAY_NOON_MS - 10 * MS_PER_DAY
ANSWERS = tuple(
    ImportedReview(str(days), round(MONDAY_NOON_MS - days * MS_PER_DAY), Rating.GOOD, 4_000)
    for days in (10, 12, 12.001)
)
MEMORY = Memory(State.REVIEW, None, MONDAY_NOON_MS - MS_PER_DAY, 9.5, 4.25, LAST, None, 7, 2)
KNOWN = {
    ONE: Progress(answers=ANSWERS, memory=MEMORY),
    TWO: Progress(suspended=True, flag=3, answers=ANSWERS[:1]),
}


def bundle(known: dict[CardKey, Progress], *notes: Note) -> ImportBundle:
    named = notes or tuple(replace(note(MINE, name), guid=f"g-{name}") for name in ("one", "two"))
    return ImportBundle("mine.apkg", (Deck(MINE, "Mine", named),), progress=known)


def bring(learner: Learner, what: ImportBundle, accepted: ImportOptions = WITH) -> ImportResult:
    return apply.apply(learner.context, plan.plan(learner.context, what), accepted)


def test_the_memory_is_what_the_other_program_said(learner: Learner) -> None:
    assert bring(learner, bundle(KNOWN)) == ImportResult(new=2, cards=2, answers=4)
    last_day = LAST // MS_PER_DAY
    assert learner.memory(ONE) == replace(MEMORY, last_day=last_day)
    learner.assert_sound()


def test_what_rows_will_be_called_is_known_before_they_are_made() -> None:
    found = KNOWN | {CardKey("mine/3"): Progress(answers=ANSWERS, due=MONDAY_NOON_MS)}
    found |= {CardKey("mine/4"): Progress(due=MONDAY_NOON_MS)}
    rows = [row for _, log in learning_progress.logs(found, StudyMoment) for row in log]
    assert sorted(learning_progress.uids(found, StudyMoment)) == sorted(row.uid for row in rows)
    assert len(rows) == 2 * len(ANSWERS) + 1 + 2


def test_without_a_memory_it_is_what_the_answers_amount_to(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    assert learner.memory(TWO).reps == 1
    assert learner.memory(TWO).last_at == LAST


def test_without_a_memory_the_promised_day_holds_all_the_same(learner: Learner) -> None:
    due = MONDAY_NOON_MS + 33 * MS_PER_DAY
    found = bundle({ONE: Progress(answers=ANSWERS, due=due)})
    assert bring(learner, found).answers == len(ANSWERS)
    assert (learner.memory(ONE).state, learner.memory(ONE).due) == (State.REVIEW, due)
    assert learner.memory(ONE).reps == len(ANSWERS)
    rows = learner.log()
    assert bring(learner, found) == ImportResult()
    assert learner.log() == rows
    learner.assert_sound()


def test_cancelled_while_answers_are_taken_over_nothing_happened(learner: Learner) -> None:
    notes = [note(MINE, f"n{at:03}") for at in range(250)]
    cards = [CardKey(f"{MINE}/{note.id}") for note in notes]
    many = bundle(dict.fromkeys(cards, Progress(answers=ANSWERS)), *notes)
    received: list[tuple[int, int]] = []
    with pytest.raises(CancelledError):
        apply.apply(
            learner.context,
            plan.plan(learner.context, many),
            WITH,
            progress=lambda done, total: received.append((done, total)),
            cancelled=lambda: received[-1:] == [(200, 250)],
        )
    assert received == [(250, 250), (0, 250), (100, 250), (200, 250)]
    assert (learner.log(), undo.next_to_undo(learner.context)) == ([], None)


def test_an_answer_given_here_goes_on_from_there(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    assert finish(learner.start_review()) == [ONE]
    assert learner.memory(ONE).reps == MEMORY.reps + 1
    learner.assert_sound()


def test_the_same_package_again_doubles_nothing(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    log = learner.log()
    assert bring(learner, bundle(KNOWN)) == ImportResult()
    assert learner.log() == log


def test_not_asked_for_the_schedule_stays_behind_but_marks_come(learner: Learner) -> None:
    assert bring(learner, bundle(KNOWN), apply.ACCEPT_ALL).answers == 0
    assert learner.log() == []
    marked = {card.key: card.is_suspended for card in _cards(learner)}
    assert marked == {ONE: False, TWO: True}


def test_asked_for_later_it_comes_later(learner: Learner) -> None:
    bring(learner, bundle(KNOWN), apply.ACCEPT_ALL)
    assert bring(learner, bundle(KNOWN)) == ImportResult(answers=4)
    assert learner.memory(ONE).stability == MEMORY.stability


def test_newer_answers_of_the_package_are_added(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    newer = ImportedReview("new", LAST + MS_PER_DAY, Rating.HARD, 1_000)
    more = KNOWN | {TWO: replace(KNOWN[TWO], answers=(*ANSWERS[:1], newer))}
    assert bring(learner, bundle(more)) == ImportResult(answers=1)
    assert learner.memory(TWO).reps == 2
    learner.assert_sound()


def test_a_note_that_was_moved_here_is_known_by_its_guid(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    other = decks.create(learner.context, "Other")
    editing_notes.move_notes(learner.context, [NoteKey(ONE)], other)
    assert bring(learner, bundle(KNOWN)) == ImportResult()
    learner.assert_sound()


def test_a_change_reaches_a_note_that_was_moved_here(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    editing_notes.move_notes(
        learner.context, [NoteKey(ONE)], decks.create(learner.context, "Other")
    )
    changed = Note(MINE, "one", Basic("New?", "B"), guid="g-one")
    done = bring(learner, bundle({}, changed))
    assert (done.new, done.changed) == (0, 1)
    assert editing_notes.note(learner.context, NoteKey("other/one")).question == Basic("New?", "B")


def test_taken_back_no_answer_is_left_and_done_again_all_are_there(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    after = (learner.log(), learner.memory(ONE), learner.memory(TWO))
    assert undo.undo(learner.context)
    assert learner.log() == []
    assert _cards(learner) == []
    learner.assert_sound()
    assert undo.redo(learner.context)
    assert (learner.log(), learner.memory(ONE), learner.memory(TWO)) == after
    assert {card.key: card.is_suspended for card in _cards(learner)} == {ONE: False, TWO: True}
    learner.assert_sound()


def test_what_was_answered_here_outlives_the_import_that_is_taken_back(learner: Learner) -> None:
    bring(learner, bundle(KNOWN))
    finish(learner.start_review())
    undo.undo(learner.context)
    assert [row.kind for row in learner.log()] == [ReviewKind.REVIEW]
    learner.assert_sound()


def test_a_set_row_alone_is_no_answer_of_a_day(learner: Learner) -> None:
    bring(learner, bundle({ONE: Progress(memory=MEMORY)}))
    with learner.context.database.read() as connection:
        assert connection.exec_driver_sql("select count(*) from day_stat").scalar() == 0
    assert learner.memory(ONE) != NEW
    learner.assert_sound()


def test_pictures_come_with_their_deck(learner: Learner) -> None:
    picture = Picture(MINE, "ring.png", "abc", lambda: b"png")
    what = replace(bundle({}), pictures=(picture,))
    bring(learner, what)
    assert deck_pictures.load(learner.context, MINE, "ring.png") == b"png"
    assert deck_pictures.load(learner.context, OTHER, "ring.png") == b"png"
    assert deck_pictures.load(learner.context, MINE, "shard.png") is None
    assert bring(learner, what) == ImportResult()
    newer = replace(picture, digest="abd", load=lambda: b"newer")
    bring(learner, replace(what, pictures=(newer,)))
    assert deck_pictures.load(learner.context, MINE, "ring.png") == b"newer"


def _cards(learner: Learner) -> list[ListedCard]:
    return list(card_listing.iterate_cards(learner.context))
