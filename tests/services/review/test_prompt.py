"""The prompt of each kind of card."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Card, Deck
from flashdesign.domain.notes.question_kinds import Number
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.source import Source
from flashdesign.services.review import prompt as review_prompt
from flashdesign.storage.notes import cards
from flashdesign.storage.notes.cards import StoredCard
from tests.support.learner import BASICS, CHOICES, GAPS, NUMBERS, Learner, note, small_decks


def stored(learner: Learner, key: str) -> StoredCard:
    with learner.context.database.read() as connection:
        return cards.card(connection, CardKey(key))


@pytest.mark.parametrize(
    ("key", "kind", "prompt", "answer", "unit"),
    [
        pytest.param(f"{BASICS}/both#r", "basic", "Fro!", "To?", "", id="a reversed question"),
        pytest.param(
            f"{GAPS}/two#c2", "cloze", "Two ⟦…⟧.", "Two ⟦gaps⟧.", "", id="the second of two gaps"
        ),
        pytest.param(
            f"{CHOICES}/quorum",
            "choice",
            "Which quorum reads its writes?",
            "R + W > N",
            "",
            id="a choice",
        ),
        pytest.param(
            f"{NUMBERS}/day", "number", "Seconds in a day?", "86,400 s", "s", id="a number"
        ),
    ],
)
def test_what_is_shown(
    learner: Learner, key: str, kind: str, prompt: str, answer: str, unit: str
) -> None:
    learner.store(*small_decks())
    shown = review_prompt.make_prompt(stored(learner, key), "Title", 7, ())
    assert (shown.kind, shown.prompt, shown.answer, shown.unit) == (kind, prompt, answer, unit)
    assert (shown.key, shown.deck_title, shown.queue_kind) == (key, "Title", QueueKind.NEW)
    assert {option.text for option in shown.options} == (
        {"R + W > N", "R + W = N"} if kind == "choice" else set()
    )


def test_hint_explanation_and_source_are_shown_too(learner: Learner) -> None:
    source = Source("Dynamo", "https://example.org", "2026-01-01")
    rich = replace(note(BASICS, "n"), why="Because.", hint="Think.", source=source, as_of="2026")
    learner.store(Deck(BASICS, "Basics", (rich,)))
    shown = review_prompt.make_prompt(
        stored(learner, f"{BASICS}/n"), "", 1, (("Other?", "Other!"),)
    )
    assert (shown.why, shown.hint, shown.source, shown.as_of) == (
        "Because.",
        "Think.",
        source,
        "2026",
    )
    assert shown.similar_cards == (("Other?", "Other!"),)
    assert (shown.is_flagged, shown.is_leech) == (False, False)


def test_only_the_seed_determines_the_order_of_options(learner: Learner) -> None:
    learner.store(*small_decks())
    cap = stored(learner, f"{CHOICES}/cap")
    orders = {review_prompt.make_prompt(cap, "", seed, ()).options for seed in range(40)}
    assert len(orders) == 6
    assert (
        review_prompt.make_prompt(cap, "", 3, ()).options
        == review_prompt.make_prompt(cap, "", 3, ()).options
    )


@pytest.mark.parametrize(
    ("state", "queue_kind"),
    [
        pytest.param(State.NEW, QueueKind.NEW, id="new"),
        pytest.param(State.LEARNING, QueueKind.LEARNING, id="learning"),
        pytest.param(State.REVIEW, QueueKind.DUE, id="due"),
        pytest.param(State.RELEARNING, QueueKind.LEARNING, id="forgotten and relearned"),
    ],
)
def test_a_card_is_queued_by_its_state(state: State, queue_kind: QueueKind) -> None:
    question = note(BASICS, "n")
    card = StoredCard(
        card=Card(CardKey(question.key), question.key, BASICS, ""),
        note=question,
        memory=Memory(state, due=None if state is State.NEW else 9, lapses=8),
        flag=2,
    )
    due = 0 if state is State.NEW else 9
    assert review_prompt.queued_card(card) == QueuedCard(
        card.card.key, question.key, BASICS, queue_kind, due
    )
    shown = review_prompt.make_prompt(card, "", 0, ())
    assert shown.is_flagged
    assert shown.is_leech


@pytest.mark.parametrize(
    ("answer", "span", "shown"),
    [
        ("2500000", None, "2,500,000 s"),
        ("86,400", None, "86,400 s"),
        ("1000", None, "1000 s"),
        ("10^12345 s", None, "10^12345 s"),
        ("12345.678", None, "12345.678 s"),
        ("", ("10000", "20000 s"), "10,000 to 20,000 s"),
    ],
)
def test_long_digits_of_a_number_are_grouped_where_it_is_shown(
    learner: Learner, answer: str, span: tuple[str, str] | None, shown: str
) -> None:
    asked = Number("How many in 86400?", answer=answer, unit="s", span=span)
    learner.store(Deck(BASICS, "Basics", (note(BASICS, "n", asked),)))
    card = stored(learner, f"{BASICS}/n")
    prompt = review_prompt.make_prompt(card, "", 1, ())
    assert (prompt.prompt, prompt.answer) == ("How many in 86400?", shown)
    assert card.note.question == asked
