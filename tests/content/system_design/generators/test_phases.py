"""Notes about phases: lengths, topics and their wrong options, and the order of the deck."""

from pathlib import Path

from flashdesign.content.system_design.generators.phases import Records, notes
from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import MultipleChoice, Number

DECKS = Path(__file__).parents[4] / "decks"

HEAD = """\
content: phases
deck: {id: phases, title: Phases}
"""


def made(questions: str) -> dict[str, Note]:
    document = reader.parse((HEAD + questions).encode(), Path("phases.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_minutes_keep_their_span() -> None:
    minutes = "minutes: [{id: slot, front: Long?, answer: 5, span: [3, 10]}]"
    assert made(minutes)["slot.minutes"].question == Number(
        "Long?", "5", "min", ("3", "10"), "exact"
    )


def test_a_topic_that_would_also_help_is_not_a_distractor() -> None:
    found = made("""\
topics:
  - {id: cache, name: Cache, does: keeps values, symptom: Read often., near: [cdn]}
  - {id: cdn, name: CDN, does: serves near, symptom: Far away.}
  - {id: queue, name: Queue, does: lets work wait, symptom: Slow click.}
""")
    question = found["cache.topic"].question
    assert isinstance(question, MultipleChoice)
    assert [(wrong.text, wrong.why) for wrong in question.wrong] == [
        ("Queue", "It lets work wait.")
    ]


def test_kinds_are_mixed_and_each_keeps_the_order_of_the_file() -> None:
    found = made("""\
minutes:
  - {id: first, front: Long?, answer: 5}
  - {id: second, front: Longer?, answer: 9}
asked:
  - {id: one, front: A?, back: B}
  - {id: two, front: C?, back: D}
""")
    assert list(found) == ["first.minutes", "one.asked", "second.minutes", "two.asked"]


def test_the_order_of_the_bundled_deck_is_complete() -> None:
    (deck,) = (deck for deck in load_built_in_decks(DECKS) if deck.id == "phases")
    order = load(Records, reader.read(DECKS / "phases.yaml")).order
    assert [note.id for note in deck.notes] == list(order)


def test_the_types_vary_from_the_start() -> None:
    (deck,) = (deck for deck in load_built_in_decks(DECKS) if deck.id == "phases")
    assert len({type(note.question) for note in deck.notes[:10]}) >= 4
