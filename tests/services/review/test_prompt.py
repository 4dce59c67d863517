"""The prompt of each kind of card, and the marking of answers."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Card, Deck
from flashdesign.domain.notes.question_kinds import Number, Option
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.source import Source
from flashdesign.services.review import prompt as review_prompt
from flashdesign.services.review.prompt import Marking
from flashdesign.storage.notes import cards
from flashdesign.storage.notes.cards import StoredCard
from tests.support.collection import BASICS, CHOICES, GAPS, NUMBERS, Learner, note, small_decks

DAY = Number("Seconds in a day?", "86400", "s", bands="recall")
PORT = Number("Port of HTTPS?", "443", bands="exact")
POWER = Number("2^10?", "1024", bands="exact")
NINES = Number("Three nines?", "99.9", "%", bands="exact")
DISK = Number("A seek?", "4", "ms", span=("4", "10"), bands="recall")
STRICT = Number("Seconds in a day?", "86400", "s", bands=(0.001, 0.002, 0.005))


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
            f"{NUMBERS}/day", "number", "Seconds in a day?", "86400 s", "s", id="a number"
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
    ("chosen", "expected"),
    [
        pytest.param(0, Marking("Correct.", Rating.GOOD, 0), id="right"),
        pytest.param(
            1, Marking("Not quite: It is chosen.", Rating.AGAIN, 1), id="wrong, with the reason"
        ),
        pytest.param(2, Marking("Not quite.", Rating.AGAIN, 2), id="wrong without a reason"),
    ],
)
def test_marking_a_choice(chosen: int, expected: Marking) -> None:
    options = (
        Option("A", right=True),
        Option("B", right=False, why="It is chosen."),
        Option("C", right=False),
    )
    assert review_prompt.mark_choice(options, chosen) == expected


@pytest.mark.parametrize(
    ("number", "text", "expected"),
    [
        pytest.param(DAY, "86400", Marking("Correct: 86,400 s.", Rating.GOOD), id="right"),
        pytest.param(
            DAY, "24 h", Marking("Correct: 24 h.", Rating.GOOD), id="right in another unit"
        ),
        pytest.param(
            DAY,
            "1e5",
            Marking("You said 100,000 s: 1.16 times too high.", Rating.GOOD),
            id="close enough, with the factor",
        ),
        pytest.param(
            DAY,
            "50000",
            Marking("You said 50,000 s: 1.73 times too low.", Rating.HARD),
            id="a near miss is hard",
        ),
        pytest.param(
            DAY,
            "3600",
            Marking("You said 3,600 s: 24 times too low.", Rating.AGAIN),
            id="too far off",
        ),
        pytest.param(
            DAY,
            "224",
            Marking("You said 224 s: 390 times too low.", Rating.AGAIN),
            id="a large factor has two digits",
        ),
        pytest.param(
            DAY,
            "0",
            Marking("You said 0 s: zero is never the answer.", Rating.AGAIN),
            id="zero",
        ),
        pytest.param(DISK, "7", Marking("Correct: 7 ms.", Rating.GOOD), id="inside a range"),
        pytest.param(
            DISK,
            "40",
            Marking("You said 40 ms: 4 times too high.", Rating.AGAIN),
            id="beyond a range, from its nearer end",
        ),
        pytest.param(PORT, "443", Marking("Correct: 443.", Rating.GOOD), id="exactly right"),
        pytest.param(POWER, "1024", Marking("Correct: 1024.", Rating.GOOD), id="all digits shown"),
        pytest.param(
            POWER,
            "1025",
            Marking("You said 1025: close, but not close enough here.", Rating.AGAIN),
            id="next to an exact number",
        ),
        pytest.param(
            POWER,
            "1000",
            Marking("You said 1000: 1.02 times too low.", Rating.AGAIN),
            id="an exact number rounded",
        ),
        pytest.param(
            NINES,
            "99.99 %",
            Marking("You said 99.99 %: close, but not close enough here.", Rating.AGAIN),
            id="one nine too many",
        ),
        pytest.param(
            STRICT,
            "87000",
            Marking("You said 87,000 s: close, but not close enough here.", Rating.HARD),
            id="a near miss with narrow bands is not right",
        ),
    ],
)
def test_marking_a_number(number: Number, text: str, expected: Marking) -> None:
    assert review_prompt.mark_number(number, text) == expected


@pytest.mark.parametrize("text", ["", "soon", "5 GB", "-3", "1e999"])
def test_a_text_that_is_not_a_number_is_not_marked(text: str) -> None:
    with pytest.raises(QuantityError):
        review_prompt.mark_number(DAY, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("  ", ("", False), id="nothing yet"),
        pytest.param("24h", ("Reads as 24 hours", False), id="read as it is typed"),
        pytest.param(
            "soon",
            (
                '"soon" is not a number. Start with a number, e.g. 3500, 3.5k or 10^5.',
                True,
            ),
            id="with an error",
        ),
    ],
)
def test_reading_while_typing(text: str, expected: tuple[str, bool]) -> None:
    assert review_prompt.describe_number(DAY, text) == expected


def test_a_comma_is_read_by_the_local_convention() -> None:
    ratio = Number("Requests a second?", "1.234", "1/s")
    assert review_prompt.mark_number(ratio, "1,234", decimal_comma=True).suggested is Rating.GOOD
    assert review_prompt.mark_number(ratio, "1,234").suggested is Rating.AGAIN
    assert "1,5" in review_prompt.mark_number(ratio, "1,5", decimal_comma=True).verdict
    assert review_prompt.describe_number(ratio, "1,5", decimal_comma=True)[0].startswith(
        "Reads as 1,5"
    )
