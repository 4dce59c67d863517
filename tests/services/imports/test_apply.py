"""An import applies its plan completely or not at all, and can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportOptions, Picture, Progress
from flashdesign.errors import CancelledError
from flashdesign.services import deck_pictures
from flashdesign.services.browse import card_listing
from flashdesign.services.decks import overview
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.editing import notes as editing_notes
from flashdesign.services.editing import undo
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.apply import ImportResult
from flashdesign.services.imports.plan import BuiltInDeckError
from tests.support.learner import BASICS, Learner, answer, note, small_decks

MINE = DeckId("mine")
SHARD, RING = note(MINE, "shard"), note(MINE, "ring")


def bundle(*notes: Note, whole: bool = True) -> ImportBundle:
    return ImportBundle("mine.yaml", (Deck(MINE, "Mine", notes),), has_full_decks=whole)


def bring(
    learner: Learner, what: ImportBundle, accepted: ImportOptions = apply.ACCEPT_ALL
) -> ImportResult:
    return apply.apply(learner.context, import_plan.plan(learner.context, what), accepted)


def stored(learner: Learner) -> list[tuple[str, str]]:
    found = card_listing.iterate_cards(learner.context)
    return [(card.key, card.front) for card in found if not card.is_suspended]


def numbers(learner: Learner, what: ImportBundle) -> tuple[int, int, int, int, int]:
    plan = import_plan.plan(learner.context, what)
    return len(plan.new), len(plan.changed), plan.same, len(plan.removed), plan.cards


def test_a_new_deck_is_all_new(learner: Learner) -> None:
    both = replace(RING, question=Basic("To?", "Fro", reverse=True))
    assert numbers(learner, bundle(SHARD, both)) == (2, 0, 0, 0, 3)
    assert stored(learner) == []
    assert bring(learner, bundle(SHARD, both)) == ImportResult(new=2, cards=3)
    assert len(stored(learner)) == 3


def test_the_same_file_again_changes_nothing(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    backups = len(list(learner.paths.backups.iterdir()))
    assert numbers(learner, bundle(SHARD, RING)) == (0, 0, 2, 0, 0)
    assert bring(learner, bundle(SHARD, RING)) == ImportResult()
    assert len(list(learner.paths.backups.iterdir())) == backups
    last = undo.next_to_undo(learner.context)
    assert last is not None
    assert "2 added" in last.description


def test_a_backup_is_made_before_anything_changes(learner: Learner) -> None:
    assert not learner.paths.backups.exists()
    bring(learner, bundle(SHARD))
    assert len(list(learner.paths.backups.iterdir())) == 1


def test_another_wording_keeps_progress(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    answer(learner.start_review(), Rating.GOOD)
    before = learner.memory("mine/shard")
    reworded = replace(SHARD, question=Basic("A shard?", "A part"))
    assert numbers(learner, bundle(reworded, RING)) == (0, 1, 1, 0, 0)
    bring(learner, bundle(reworded, RING))
    assert ("mine/shard", "A shard?") in stored(learner)
    assert learner.memory("mine/shard") == before


def test_a_renamed_note_takes_its_progress_with_it_and_gives_it_back(learner: Learner) -> None:
    bring(learner, bundle(SHARD))
    answer(learner.start_review(), Rating.GOOD)
    renamed = Note(MINE, "slice", SHARD.question, replaces=("shard",))
    assert numbers(learner, bundle(renamed))[3] == 0, "what is replaced is not gone"
    bring(learner, bundle(renamed))
    assert learner.memory("mine/slice").reps == 1
    undo.undo(learner.context)
    assert [key for key, _ in stored(learner)] == ["mine/shard"]
    assert learner.memory("mine/shard").reps == 1
    learner.assert_sound()


def test_a_note_that_was_moved_is_known_where_it_lies(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    for deck in ("Other", "Third"):
        there = editing_decks.create(learner.context, deck)
        (lying,) = [
            card.key for card in card_listing.iterate_cards(learner.context) if "shard" in card.key
        ]
        editing_notes.move_notes(learner.context, [NoteKey(lying)], there)
        assert numbers(learner, bundle(SHARD, RING)) == (0, 0, 2, 0, 0)
    reworded = replace(SHARD, question=Basic("To?", "Fro"))
    assert bring(learner, bundle(reworded, RING)) == ImportResult(changed=1)
    assert [card for card in stored(learner) if "shard" in card[0]] == [("third/shard", "To?")]


def test_the_successor_in_the_file_itself_is_no_home_of_what_it_replaced(learner: Learner) -> None:
    bring(learner, bundle(RING))
    successor = replace(SHARD, replaces=("ring",))
    bring(learner, bundle(successor))
    assert numbers(learner, bundle(replace(successor, replaces=()), RING)) == (1, 1, 0, 0, 0)


def test_a_note_whose_successor_the_file_replaces_is_imported_itself(learner: Learner) -> None:
    bring(learner, bundle(RING))
    bring(learner, bundle(replace(SHARD, replaces=("ring",)), whole=False))
    gaps = Cloze("{{1::Two}} {{2::gaps}}.")
    both = bundle(Note(MINE, "slice", gaps, replaces=("shard",)), replace(RING, question=gaps))
    bring(learner, both)
    after = [key for key, _front in stored(learner)]
    assert sorted(after) == ["mine/ring#c1", "mine/ring#c2", "mine/slice#c1", "mine/slice#c2"]
    assert undo.undo(learner.context)
    assert [key for key, _front in stored(learner)] == ["mine/shard"]
    assert undo.redo(learner.context)
    assert [key for key, _front in stored(learner)] == after
    learner.assert_sound()


def test_a_note_whose_guid_is_of_a_note_that_the_file_replaces_is_imported_itself(
    learner: Learner,
) -> None:
    guid = "tHe/GuId#x"
    bring(learner, bundle(replace(SHARD, guid=guid)))
    answer(learner.start_review(), Rating.GOOD)
    slice_ = Note(MINE, "slice", SHARD.question, replaces=("shard",))
    bring(learner, bundle(slice_, replace(RING, guid=guid)))
    assert sorted(key for key, _front in stored(learner)) == ["mine/ring", "mine/slice"]
    assert (learner.memory("mine/slice").reps, learner.memory("mine/ring").reps) == (1, 0)
    assert undo.undo(learner.context)
    assert [key for key, _front in stored(learner)] == ["mine/shard"]
    learner.assert_sound()


def test_a_note_that_replaces_the_note_of_its_own_guid_keeps_its_new_id(learner: Learner) -> None:
    bring(learner, bundle(replace(SHARD, guid="tHe/GuId")))
    answer(learner.start_review(), Rating.GOOD)
    renamed = Note(MINE, "slice", SHARD.question, replaces=("shard",), guid="tHe/GuId")
    bring(learner, bundle(renamed))
    assert [key for key, _front in stored(learner)] == ["mine/slice"]
    assert learner.memory("mine/slice").reps == 1
    learner.assert_sound()


def test_what_a_whole_file_has_no_more_is_put_away_if_accepted(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    assert numbers(learner, bundle(SHARD)) == (0, 0, 1, 1, 0)
    bring(learner, bundle(SHARD), ImportOptions(removed=False))
    assert len(stored(learner)) == 2
    bring(learner, bundle(SHARD))
    assert [key for key, _ in stored(learner)] == ["mine/shard"]


def test_a_part_of_a_deck_puts_nothing_away_and_goes_behind(learner: Learner) -> None:
    bring(learner, bundle(SHARD))
    assert numbers(learner, bundle(RING, whole=False)) == (1, 0, 0, 0, 1)
    bring(learner, bundle(RING, whole=False))
    assert [key for key, _ in stored(learner)] == ["mine/shard", "mine/ring"]


def test_another_order_is_followed_and_is_no_change(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    assert numbers(learner, bundle(RING, SHARD)) == (0, 0, 2, 0, 0)
    bring(learner, bundle(RING, SHARD))
    assert [key for key, _ in stored(learner)] == ["mine/ring", "mine/shard"]


def test_a_group_that_is_not_accepted_stays(learner: Learner) -> None:
    bring(learner, bundle(SHARD))
    reworded = replace(SHARD, question=Basic("A shard?", "A part"))
    done = bring(learner, bundle(reworded, RING), ImportOptions(new=False))
    assert (done.new, done.changed) == (0, 1)
    assert [key for key, _ in stored(learner)] == ["mine/shard"]


def test_a_built_in_deck_is_not_overwritten(learner: Learner) -> None:
    learner.store(*small_decks())
    bad = ImportBundle(
        "basics.yaml", (Deck(BASICS, "Basics", (note(BASICS, "new"),)),), has_full_decks=True
    )
    with pytest.raises(BuiltInDeckError, match=r"basics.yaml: 'basics' is a built-in deck"):
        import_plan.plan(learner.context, bad)


def test_a_package_with_the_name_of_a_built_in_deck_comes_beside_it(learner: Learner) -> None:
    learner.store(*small_decks())
    below = DeckId("basics.below")
    decks = (
        Deck(BASICS, "Basics", (note(BASICS, "new"),)),
        Deck(below, "Below", (note(below, "low"),), BASICS),
    )
    known = {CardKey("basics/new"): Progress(suspended=True)}
    picture = Picture(BASICS, "a.png", "1", lambda: b"a")
    package = ImportBundle("b.apkg", decks, (picture,), known)
    plan = import_plan.plan(learner.context, package)
    assert [note.key for _, note in plan.new] == ["imported_basics/new", "basics.below/low"]
    assert plan.bundle.problems[0].where == "deck Basics"
    apply.apply(learner.context, plan)
    assert ("imported_basics/new", "new?") not in stored(learner)
    assert ("basics.below/low", "low?") in stored(learner)
    assert deck_pictures.load(learner.context, DeckId("imported_basics"), "a.png") == b"a"
    assert import_plan.plan(learner.context, package).same == 2


def test_cancelled_means_that_nothing_happened(learner: Learner) -> None:
    many = bundle(*(note(MINE, f"n{at:04}") for at in range(1_200)))
    plan = import_plan.plan(learner.context, many)
    received: list[tuple[int, int]] = []
    with pytest.raises(CancelledError):
        apply.apply(
            learner.context,
            plan,
            progress=lambda done, total: received.append((done, total)),
            cancelled=lambda: bool(received),
        )
    assert received == [(500, 1_200)]
    assert stored(learner) == []
    assert undo.next_to_undo(learner.context) is None
    assert overview.overview(learner.context).decks == ()


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(lambda: bundle(SHARD, RING, note(MINE, "new")), id="one note more"),
        pytest.param(lambda: bundle(RING), id="one note less"),
        pytest.param(lambda: bundle(RING, SHARD), id="another order"),
        pytest.param(
            lambda: bundle(replace(SHARD, question=Basic("Other?", "Other")), RING),
            id="another wording",
        ),
    ],
)
def test_taken_back_it_is_as_before_and_done_again_as_after(
    learner: Learner, second: Callable[[], ImportBundle]
) -> None:
    bring(learner, bundle(SHARD, RING))
    answer(learner.start_review(), Rating.GOOD)
    before = stored(learner), learner.memory("mine/shard")
    bring(learner, second())
    after = stored(learner)
    found = undo.undo(learner.context)
    assert found is not None
    assert found.startswith("Undone: import of mine.yaml (")
    assert (stored(learner), learner.memory("mine/shard")) == before
    assert undo.redo(learner.context) is not None
    assert stored(learner) == after
    learner.assert_sound()


def test_the_first_import_taken_back_leaves_no_deck(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    undo.undo(learner.context)
    assert stored(learner) == []
    assert overview.overview(learner.context).decks == ()
    undo.redo(learner.context)
    assert len(stored(learner)) == 2


def test_what_was_answered_meanwhile_is_put_away_and_not_lost(learner: Learner) -> None:
    bring(learner, bundle(SHARD, RING))
    answer(learner.start_review(), Rating.GOOD)
    undo.undo(learner.context)
    assert [row.card for row in learner.log()] == [CardKey("mine/shard")]
    assert stored(learner) == []
    learner.assert_sound()


def test_a_new_import_ends_what_could_be_done_again(learner: Learner) -> None:
    bring(learner, bundle(SHARD))
    undo.undo(learner.context)
    bring(learner, bundle(RING))
    assert undo.redo(learner.context) is None


def test_with_nothing_done_there_is_nothing_to_take_back(learner: Learner) -> None:
    assert undo.undo(learner.context) is None
    assert undo.redo(learner.context) is None


def test_a_picture_that_can_be_done_again_no_more_is_dropped(learner: Learner) -> None:
    def brought(name: str, data: str) -> ImportBundle:
        image = Picture(MINE, name, data, data.encode)
        return replace(bundle(SHARD, whole=False), pictures=(image,))

    def blobs() -> list[str]:
        with learner.context.database.read() as connection:
            return list(connection.exec_driver_sql("select digest from blob order by 1").scalars())

    bring(learner, brought("a.png", "one"))
    bring(learner, brought("a.png", "two"))
    bring(learner, brought("b.png", "three"))
    undo.undo(learner.context)
    assert deck_pictures.load(learner.context, MINE, "b.png") is None
    assert blobs() == ["one", "three", "two"]
    bring(learner, brought("c.png", "four"))
    assert blobs() == ["four", "one", "two"]
    undo.undo(learner.context)
    undo.undo(learner.context)
    assert deck_pictures.load(learner.context, MINE, "a.png") == b"one"
