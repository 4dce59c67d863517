"""Notes about worked examples: decisions, then prices, each with the example's name."""

from itertools import pairwise
from math import isclose, log, sqrt
from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.worked_examples import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    MultipleChoice,
    Number,
    WrongOption,
    prompt_text,
)
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit

DECK = Path(__file__).parents[4] / "decks" / "worked.yaml"
ROUNDED_SHARE = 0.02
SAID_SHARE = 0.05
DAY_S = 24 * 3600
MONTH_S = 30 * DAY_S
BASE_62_CODES = 62**7
TB = 1000**4

# The results of the inputs on each front, in the base unit (bytes, or a number per second).
FIGURES = {
    "mb-push-writes": 3500 * 200,
    "mb-list-memory": 150e6 * 500 * 8,
    "us-writes": 100e6 / MONTH_S,
    "us-storage": 100e6 * 12 * 5 * 500,
    "us-length": next(length for length in range(1, 12) if 62**length >= 6e9),
    "us-birthday": sqrt(2 * log(2) * BASE_62_CODES),
    "ch-gateways": 50e6 / 100_000,
    "rl-window": 2 * 100,
    "rl-burst": min(100, 20 * 3),
    "rl-memory": 10e6 * 100,
    "rh-updates": 1e6 / 4,
}

# Texts next to the figures: the words, the number in them, and its arithmetic.
ASIDES = [
    ("mb-push-writes.value", "350,000 reads", 350e3, 3500 * 100),
    ("us-storage.value", "Six billion links", 6e9, 100e6 * 12 * 5),
    ("us-shard.decision", "40 writes a second", 40, 100e6 / MONTH_S),
    ("us-shard.decision", "3 TB after five years", 3 * TB, 100e6 * 12 * 5 * 500),
    ("us-length.value", "62^6 is 57 billion", 57e9, 62**6),
    ("us-length.value", "62^5 only 0.9 billion", 0.9e9, 62**5),
    ("us-birthday.value", "62^7 = 3.5 trillion", 3.5e12, BASE_62_CODES),
    ("us-birthday.value", "1.18 times the square root", 1.18, sqrt(2 * log(2))),
    ("us-clicks.decision", "4,000 clicks a second", 4000, 100e6 / MONTH_S * 100),
    ("us-ranges.price", "billions of lost ranges", 3.5e9, BASE_62_CODES / 1000),
    ("ch-reconnect.decision", "1,700 a second", 1700, 100_000 / 60),
]

HEAD = """\
content: worked_examples
deck: {id: worked, title: Worked}
examples:
  - id: chat
    name: Chat
    steps:
"""
PAID = """\
      - id: chat-socket
        ask: What carries messages?
        decide: A held connection.
        why: Push needs no polling.
        facts: [F097]
        price:
          decision: Connections are held.
          price: Gateways with state.
          why: Deploys drop them.
"""
CHOSEN = """\
      - id: chat-order
        ask: Ordered by what?
        decide: A counter.
        rejected: [{text: A phone's clock, why: Phones disagree.}]
"""
FIGURE = """\
      - {id: chat-rate, ask: How many a second?, answer: 12, unit: 1/s, bands: exact}
"""


def made(*steps: str) -> dict[str, Note]:
    document = reader.parse((HEAD + "".join(steps)).encode(), Path("worked.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_each_question_opens_with_the_name_of_its_example() -> None:
    assert made(PAID)["chat-socket.decision"].question == Basic(
        "Chat: What carries messages?", "A held connection."
    )


def test_a_price_has_its_own_reason_and_refers_to_its_decision() -> None:
    price = made(PAID)["chat-socket.price"]
    assert price.question == Basic(
        "Chat: Connections are held. What is the price of that?", "Gateways with state."
    )
    assert (price.why, price.facts) == ("Deploys drop them.", ())
    assert price.related == ("chat-socket.decision",)


def test_rejected_options_make_a_choice() -> None:
    assert made(CHOSEN)["chat-order.decision"].question == MultipleChoice(
        "Chat: Ordered by what?",
        ("A counter",),
        (WrongOption("A phone's clock", "Phones disagree."),),
    )


def test_a_figure_is_asked_as_a_number() -> None:
    assert made(FIGURE)["chat-rate.value"].question == Number(
        "Chat: How many a second?", "12", "1/s", bands="exact"
    )


def test_prices_come_after_all_decisions_of_the_example() -> None:
    assert list(made(PAID, CHOSEN)) == [
        "chat-socket.decision",
        "chat-order.decision",
        "chat-socket.price",
    ]


@pytest.fixture(scope="module")
def built_in() -> dict[str, Note]:
    document = reader.parse(DECK.read_bytes(), DECK)
    return {note.id: note for note in notes(load(Records, document))}


def test_all_figures_of_the_deck_match_their_inputs(built_in: dict[str, Note]) -> None:
    stated = {
        name.removesuffix(".value"): float(
            parse_quantity(note.question.answer, parse_unit(note.question.unit)).exact
        )
        for name, note in built_in.items()
        if isinstance(note.question, Number)
    }
    assert stated.keys() == FIGURES.keys()
    wrong = {
        name: (stated[name], figure)
        for name, figure in FIGURES.items()
        if not isclose(stated[name], figure, rel_tol=ROUNDED_SHARE)
    }
    assert not wrong


@pytest.mark.parametrize(
    ("name", "words", "number", "figure"),
    [pytest.param(*aside, id=f"{aside[0]}: {aside[1]}") for aside in ASIDES],
)
def test_numbers_in_texts_are_right(
    built_in: dict[str, Note], name: str, words: str, number: float, figure: float
) -> None:
    note = built_in[name]
    assert words in f"{prompt_text(note.question)} {note.why}"
    assert isclose(number, figure, rel_tol=SAID_SHARE)


def test_each_built_in_question_names_its_example(built_in: dict[str, Note]) -> None:
    records = load(Records, reader.parse(DECK.read_bytes(), DECK))
    names = {step.id: example.name for example in records.examples for step in example.steps}
    for name, note in built_in.items():
        assert prompt_text(note.question).startswith(f"{names[name.rpartition('.')[0]]}: ")


def test_contrasts_do_not_follow_each_other(built_in: dict[str, Note]) -> None:
    contrasts = [{"us-collision", "us-duplicate"}, {"us-hash", "us-counter"}]
    contrasts += [{"rl-shared", "rl-local"}, {"mb-wall", "mb-timeline"}]
    order = [name.rpartition(".")[0] for name in built_in]
    assert not [set(pair) for pair in pairwise(order) if set(pair) in contrasts]
