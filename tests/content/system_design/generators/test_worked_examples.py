"""Notes about worked examples: steps, then prices, each with the example's name."""

from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.worked_examples import Records, notes
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.errors import DeckFormatError

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
        phase: flow
        tags: [sockets]
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
        phase: model
        ask: Ordered by what?
        decide: A counter.
        rejected: [{text: A phone's clock, why: Phones disagree.}]
"""
FIGURE = """\
      - {id: chat-rate, phase: estimate, ask: How many?, answer: 12, unit: 1/s, bands: exact}
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
        "Chat: How many?", "12", "1/s", bands="exact"
    )


def test_prices_come_after_all_decisions_of_the_example() -> None:
    assert list(made(PAID, CHOSEN)) == [
        "chat-socket.decision",
        "chat-order.decision",
        "chat-socket.price",
    ]


@pytest.mark.parametrize(
    ("answer", "template", "question"),
    [
        pytest.param(
            "sequence: [Store, Send, Ack]",
            "order",
            Ordering("Chat: Which?", ("Store", "Send", "Ack")),
            id="a sequence is put in order",
        ),
        pytest.param(
            "pairs: [[send, Adds], [sync, Reads]]",
            "match",
            Match("Chat: Which?", (("send", "Adds"), ("sync", "Reads"))),
            id="pairs are matched",
        ),
        pytest.param(
            "groups: {Kept: [Text], Lost: [Typing, Presence]}",
            "groups",
            Classify(
                "Chat: Which?",
                (Bucket("Kept", ("Text",)), Bucket("Lost", ("Typing", "Presence"))),
            ),
            id="groups are sorted into",
        ),
        pytest.param(
            "names: [{text: Latency, accept: [delay]}, {text: Errors}, {text: Load}], need: 2",
            "names",
            List(
                "Chat: Which?", (Item("Latency", ("delay",)), Item("Errors"), Item("Load")), need=2
            ),
            id="names are listed",
        ),
    ],
)
def test_a_step_has_the_kind_of_its_answer(answer: str, template: str, question: Question) -> None:
    step = f"      - {{id: chat-it, phase: api, ask: Which?, {answer}}}\n"
    assert made(step)[f"chat-it.{template}"].question == question


def test_phase_and_example_are_tags_of_every_note() -> None:
    tags = {name: note.tags for name, note in made(PAID, CHOSEN).items()}
    assert tags == {
        "chat-socket.decision": ("sockets", "flow", "chat"),
        "chat-order.decision": ("model", "chat"),
        "chat-socket.price": ("sockets", "flow", "chat"),
    }


def test_a_misspelled_key_is_named_though_a_step_has_many_kinds() -> None:
    with pytest.raises(DeckFormatError, match="unknown key 'rejectd'; did you mean 'rejected'"):
        made(CHOSEN.replace("rejected", "rejectd"))
