"""Writing of decks: a deck survives writing and reading."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.decks.deck_file import parse_deck, read_deck
from flashdesign.content.decks.writing.writer import write_deck
from flashdesign.domain.drills.template import TARGET_S
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Drill,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
    kind,
    kind_names,
)
from flashdesign.domain.source import Source
from tests.support.drills.templates import BITS, POSTS

SAMPLE = Path(__file__).parents[2] / "data" / "sample.yaml"
KINDS = Path(__file__).parents[2] / "data" / "kinds.yaml"
FILE = Path("deck.yaml")


def again(deck: Deck) -> Deck:
    return parse_deck(write_deck(deck).encode(), FILE).deck


@pytest.mark.parametrize("sample", [SAMPLE, KINDS], ids=["all fields", "every kind"])
def test_a_sample_survives_reading_writing_and_reading(sample: Path) -> None:
    deck = read_deck(sample).deck
    assert again(deck) == deck
    assert write_deck(again(deck)) == write_deck(deck)


def test_default_values_are_not_written() -> None:
    deck = Deck(DeckId("core"), "Core", (Note(DeckId("core"), "one", Basic("Q?", "no")),))
    assert write_deck(deck) == (
        "format: 1\nid: core\ntitle: Core\ncards:\n"
        "- id: one\n  kind: basic\n  front: Q?\n  back: 'no'\n"
    )


def test_a_whole_number_needs_no_quotes_and_a_paragraph_becomes_a_block() -> None:
    question = Number("How many\n\nseconds?", "86400", "s", ("86000", "8.7e4"))
    text = write_deck(Deck(DeckId("core"), "Core", (Note(DeckId("core"), "one", question),)))
    assert "answer: 86400\n" in text
    assert "front: |-\n    How many\n\n    seconds?\n" in text


def readable(text: str) -> bool:
    """Return whether a reader returns this text unchanged: not blank, no empty lines around it."""
    return bool(text) and text == text.strip("\n").rstrip()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(readable)
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{1,20}", fullmatch=True)
words = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20).filter(
    readable
)
lines = texts.filter(lambda text: len(text.splitlines()) == 1)


def distinct(least: int, most: int = 6) -> st.SearchStrategy[tuple[str, ...]]:
    """Return tuples of distinct one-line texts."""
    return st.lists(lines, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def lists(draw: st.DrawFn) -> List:
    names = draw(distinct(4))
    cut = draw(st.integers(0, len(names) - 2))
    items = (Item(names[0], names[1 : 1 + cut]), *(Item(name) for name in names[1 + cut :]))
    return List(draw(texts), items, draw(st.none() | st.integers(1, len(items))))


questions = (
    st.builds(Basic, texts, texts, accept=st.lists(texts, max_size=2).map(tuple))
    | st.builds(lambda front, a: Ordering(front, a[:3], a[3:]), texts, distinct(3))
    | st.builds(Ordering, texts, distinct(3), overlap=st.integers(0, 3))
    | st.builds(
        lambda front, a: Match(front, ((a[0], a[1]), (a[2], a[1]), (a[3], a[4])), a[5:]),
        texts,
        distinct(5),
    )
    | st.builds(
        lambda front, a: Classify(front, (Bucket(a[0], a[2:]), Bucket(a[1], (a[0],)))),
        texts,
        distinct(3),
    )
    | lists()
    | st.sampled_from([Drill(replace(item, target_s=TARGET_S)) for item in (BITS, POSTS)])
    | st.just(Cloze("{{2::a {{1::b}} c::h}} {{1::d}}"))
    | st.builds(Basic, texts, texts, reverse=st.just(value=True), reverse_front=texts)
    | st.builds(lambda before, gap: Cloze(f"{before} {{{{1::{gap}}}}}"), words, words)
    | st.builds(
        lambda front, options, why: MultipleChoice(
            front, (options[0],), tuple(WrongOption(option, why) for option in options[1:])
        ),
        texts,
        st.lists(texts, min_size=3, max_size=5, unique=True),
        texts | st.just(""),
    )
    | st.builds(
        Number, texts, st.integers(0, 10**12).map(str), st.sampled_from(["", "s", "GB/day"])
    )
)


def timed(note: Note) -> Note:
    """Return the note with its drill's time where a file has it: once, in the note."""
    if not isinstance(note.question, Drill) or note.target_s is None:
        return note
    return replace(note, question=Drill(replace(note.question.template, target_s=note.target_s)))


notes = st.builds(
    Note,
    st.just(DeckId("core")),
    ids,
    questions,
    why=st.just("") | texts,
    hint=st.just("") | texts,
    source=st.none() | st.builds(Source, texts, st.just("") | texts),
    tags=st.just(()) | st.just(("a/b", "c")),
    target_s=st.none() | st.floats(0.5, 1e6),
    suspended=st.booleans(),
    guid=st.just("") | lines,
).map(timed)


@given(st.lists(notes, max_size=4, unique_by=lambda note: note.id), texts)
@example([Note(DeckId("core"), "aa", Basic("a\x85b\u2028c\ufeffd\x00e\r\nf", "- x: #\t|"))], "1e5")
@example([Note(DeckId("core"), "aa", Basic("    indented\nflat", "null"))], "---")
def test_any_deck_survives_writing_and_reading(given_notes: list[Note], title: str) -> None:
    noted = tuple(given_notes)
    deck = Deck(DeckId("core"), title, noted, retention=0.85, license=title, language="pt-BR")
    assert again(deck) == deck


def test_the_sample_has_a_note_of_every_kind() -> None:
    kinds = set(kind_names())
    assert {kind(note.question) for note in read_deck(KINDS).deck.notes} == kinds
