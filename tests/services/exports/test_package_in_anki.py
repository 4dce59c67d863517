"""The real Anki imports our packages, also repeatedly."""

from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, cards_of
from flashdesign.domain.notes.question_kinds import Basic, Cloze, Ordering
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.transfer.import_plan import ImportBundle, Picture
from flashdesign.services.editing import notes as editing_notes
from flashdesign.services.exports import export
from flashdesign.services.imports import apply, plan
from flashdesign.storage.notes import decks
from tests.support.anki.real_anki import ask
from tests.support.learner import ROOT, Learner, answer, finish, note, small_decks

MORE = DeckId("more")
PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"not much of a picture"
pytestmark = pytest.mark.nightly


def more() -> Deck:
    """A deck with content that is hard to import."""
    return Deck(
        MORE,
        "More: a::b",
        (
            replace(note(MORE, "marks", Basic("**x** `a<b`", "![](p.png)")), tags=("a b", "c/d")),
            note(MORE, "typed", Basic("Q", "443", reverse=True, reverse_front="B", accept=("s",))),
            note(MORE, "gaps", Cloze("{{1::a {{2::b}}}} {{4::`c`::hint}} }} $x^{2}$")),
            replace(
                note(MORE, "steps", Ordering("O", ("a", "b", "c"), overlap=1)), guid="own+guid"
            ),
        ),
        ROOT,
    )


@pytest.fixture
def answered(learner: Learner) -> Learner:
    """A user who has answered cards for several days."""
    learner.store(*small_decks())
    picture = Picture(MORE, "p.png", sha256(PICTURE).hexdigest(), lambda: PICTURE)
    with learner.context.database.transaction() as connection:
        decks.save_deck(connection, Deck(MORE, "More: a::b", (), ROOT), 9, "own")
    bundle = ImportBundle("more", (more(),), (picture,))
    apply.apply(learner.context, plan.plan(learner.context, bundle))
    for day in range(8):
        session = learner.start_review()
        if day == 4:
            answer(session, Rating.AGAIN)
        finish(session)
        learner.clock.advance(days=2)
    editing_notes.suspend_cards(learner.context, [CardKey("basics/plain")], suspended=True)
    return learner


def test_anki_has_what_we_have_and_a_second_import_adds_nothing(
    anki: Path, answered: Learner, tmp_path: Path
) -> None:
    package, plain = tmp_path / "out.apkg", tmp_path / "plain.apkg"
    export.export(answered.context, ROOT, package, with_schedule=True)
    export.export(answered.context, ROOT, plain)
    found = ask(anki, tmp_path / "anki", package, package, plain)
    ours = [note for deck in (*small_decks(), more()) for note in deck.notes]
    # Each step of an order is a separate note in Anki.
    notes = len(ours) + len(cards_of(more().notes[-1])) - 1
    counted = [(item["new"], item["duplicate"]) for item in found["imports"]]
    assert counted == [(notes, 0), (0, notes), (0, notes)]
    assert len(found["notes"]) == notes
    assert len(found["cards"]) == sum(len(cards_of(our)) for our in ours)
    answers = Counter(row.rating for row in answered.log() if row.rating is not None)
    assert Counter(ease for _, ease in found["revlog"]) == answers
    assert set(found["decks"]) >= {"System design::More: a:b", "System design::Basics"}
    assert set(found["tags"]) == {"a_b", "c/d"}
    assert found["media"] == ["p.png"]
    assert found["sound"]
    assert found["no_such_card"] == []


def test_anki_knows_when_each_card_is_due(anki: Path, answered: Learner, tmp_path: Path) -> None:
    package = tmp_path / "out.apkg"
    export.export(answered.context, ROOT, package, with_schedule=True)
    found = ask(anki, tmp_path / "anki", package)
    there = {f"{guid} {place}": (kind, due) for guid, place, kind, due in found["cards"]}
    memory = answered.memory("choices/cap")
    assert memory.state is State.REVIEW
    assert memory.due is not None
    other = answered.memory("gaps/one#c1")
    assert other.due is not None
    (kind, due), (_, other_due) = there["choices/cap 0"], there["gaps/one 0"]
    # Anki counts days from the creation of its collection: only differences can be compared.
    assert kind == int(State.REVIEW)
    assert due - other_due == (memory.due - other.due) // MS_PER_DAY


def test_a_changed_note_is_updated_and_no_second_one(
    anki: Path, answered: Learner, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.apkg", tmp_path / "second.apkg"
    export.export(answered.context, MORE, first)
    answered.clock.advance(days=1)
    source = more().notes[0]
    editing_notes.save_note(
        answered.context, source.key, replace(source, question=Basic("New words", "A"))
    )
    export.export(answered.context, MORE, second)
    found = ask(anki, tmp_path / "anki", first, second)
    assert found["imports"][1]["new"] == found["imports"][1]["conflicting"] == 0
    assert "New words\x1fA\x1f" in [fields for _, fields in found["notes"]]
