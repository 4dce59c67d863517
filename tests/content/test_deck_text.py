"""Writing a deck: what was read and written reads the same."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.content.deck_file import parse_deck, read_deck
from flashdesign.content.deck_text import text_of
from flashdesign.domain.cards import Deck, DeckId, Note, Source
from flashdesign.domain.faces import Basic, Choice, Cloze, Number, Wrong

SAMPLE = Path(__file__).parent / "data" / "sample.yaml"
FILE = Path("deck.yaml")


def again(deck: Deck) -> Deck:
    return parse_deck(text_of(deck).encode(), FILE).deck


def test_the_sample_survives_reading_writing_and_reading() -> None:
    deck = read_deck(SAMPLE).deck
    assert again(deck) == deck
    assert text_of(again(deck)) == text_of(deck)


def test_what_holds_anyway_is_not_written() -> None:
    deck = Deck(DeckId("core"), "Core", (Note(DeckId("core"), "one", Basic("Q?", "no")),))
    assert text_of(deck) == (
        "format: 1\nid: core\ntitle: Core\ncards:\n"
        "- id: one\n  kind: basic\n  front: Q?\n  back: 'no'\n"
    )


def test_a_whole_number_needs_no_quotes_and_a_paragraph_becomes_a_block() -> None:
    face = Number("How many\n\nseconds?", "86400", "s", ("86000", "8.7e4"))
    text = text_of(Deck(DeckId("core"), "Core", (Note(DeckId("core"), "one", face),)))
    assert "answer: 86400\n" in text
    assert "front: |-\n    How many\n\n    seconds?\n" in text


def readable(text: str) -> bool:
    """Tell whether a text is as a reader leaves it: no empty lines around it, not blank."""
    return bool(text) and text == text.strip("\n").rstrip()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(readable)
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{1,20}", fullmatch=True)
words = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20).filter(
    readable
)
faces = (
    st.builds(Basic, texts, texts)
    | st.builds(Basic, texts, texts, reverse=st.just(value=True), reverse_front=texts)
    | st.builds(lambda before, gap: Cloze(f"{before} {{{{1::{gap}}}}}"), words, words)
    | st.builds(
        lambda front, options, why: Choice(
            front, (options[0],), tuple(Wrong(option, why) for option in options[1:])
        ),
        texts,
        st.lists(texts, min_size=3, max_size=5, unique=True),
        texts | st.just(""),
    )
    | st.builds(
        Number, texts, st.integers(0, 10**12).map(str), st.sampled_from(["", "s", "GB/day"])
    )
)
notes = st.builds(
    Note,
    st.just(DeckId("core")),
    ids,
    faces,
    why=st.just("") | texts,
    hint=st.just("") | texts,
    source=st.none() | st.builds(Source, texts, st.just("") | texts),
    tags=st.just(()) | st.just(("a/b", "c")),
    target_s=st.none() | st.floats(0.5, 1e6),
    suspended=st.booleans(),
)


@given(st.lists(notes, max_size=4, unique_by=lambda note: note.id), texts)
@example([Note(DeckId("core"), "aa", Basic("a\x85b\u2028c\ufeffd\x00e\r\nf", "- x: #\t|"))], "1e5")
@example([Note(DeckId("core"), "aa", Basic("    indented\nflat", "null"))], "---")
def test_any_deck_survives_writing_and_reading(given_notes: list[Note], title: str) -> None:
    deck = Deck(DeckId("core"), title, tuple(given_notes), retention=0.85)
    assert again(deck) == deck
