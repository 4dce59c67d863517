"""The notes of worked examples: decisions, then their prices, each with the example's name."""

from pathlib import Path

from flashdesign.content import yaml_text
from flashdesign.content.framework import load
from flashdesign.content.generators.worked import Records, notes
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Number, Wrong

HEAD = """\
content: worked
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
        price: {told: Connections are held., price: Gateways with state., why: Deploys drop them.}
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
    document = yaml_text.parse((HEAD + "".join(steps)).encode(), Path("worked.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_each_question_opens_with_the_name_of_its_example() -> None:
    assert made(PAID)["chat-socket.decision"].face == Basic(
        "Chat: What carries messages?", "A held connection."
    )


def test_the_price_has_a_reason_of_its_own_and_points_back() -> None:
    price = made(PAID)["chat-socket.price"]
    assert price.face == Basic(
        "Chat: Connections are held. What is the price of that?", "Gateways with state."
    )
    assert (price.why, price.facts) == ("Deploys drop them.", ())
    assert price.related == ("chat-socket.decision",)


def test_rejected_options_make_a_choice_among_phrases() -> None:
    assert made(CHOSEN)["chat-order.decision"].face == Choice(
        "Chat: Ordered by what?", ("A counter",), (Wrong("A phone's clock", "Phones disagree."),)
    )


def test_a_figure_is_asked_as_a_number() -> None:
    assert made(FIGURE)["chat-rate.value"].face == Number(
        "Chat: How many a second?", "12", "1/s", bands="exact"
    )


def test_prices_come_after_all_decisions_of_the_example() -> None:
    assert list(made(PAID, CHOSEN)) == [
        "chat-socket.decision",
        "chat-order.decision",
        "chat-socket.price",
    ]
