"""Reading of deck files: every key, and every problem with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.decks.deck_file import parse_deck, read_deck
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    WrongOption,
)
from flashdesign.domain.source import Source
from flashdesign.errors import DeckFormatError, Problem

SAMPLE = Path(__file__).parents[1] / "data" / "sample.yaml"
FILE = Path("deck.yaml")
DECK = DeckId("estimation-core")
HEAD = "format: 1\nid: core\ntitle: Core\n"


def complaints(text: str) -> list[str]:
    with pytest.raises(DeckFormatError) as caught:
        parse_deck(text.encode(), FILE)
    return [line.removeprefix("deck.yaml:") for line in str(caught.value).splitlines()]


def test_the_sample_deck_in_full() -> None:
    deck = read_deck(SAMPLE).deck
    assert deck == Deck(
        id=DECK,
        title="Estimation core",
        description="What each sum starts from.",
        retention=0.9,
        license="CC-BY-4.0",
        notes=deck.notes,
    )
    assert deck.notes == (
        Note(
            deck=DECK,
            id="sec-per-day",
            question=Number("How many seconds are there in a day?", "86400", "s"),
            facts=("F078",),
            as_of="timeless",
            tags=("core",),
            target_s=12,
        ),
        Note(
            deck=DECK,
            id="nines-4-year",
            question=Number(
                "Downtime per year at 99.99 %?", "52.6", "min", ("52", "53"), (0.1, 0.2, 0.5)
            ),
            source=Source("Site Reliability Engineering", "https://sre.google/books/"),
            as_of="2026-11",
            tags=("core", "nines"),
            target_s=12,
        ),
        Note(
            deck=DECK,
            id="read-ratio",
            question=Basic(
                'What does a read/write ratio of "100:1" mean?',
                "100 reads for each write.",
                reverse=True,
                reverse_front="How is 100 reads for each write noted?",
            ),
            why="Reads first.\n\n- then writes",
            hint="reads come first",
            tags=("core",),
            target_s=12,
        ),
        Note(
            deck=DECK,
            id="linear",
            question=Cloze(
                "Each read that {{1::starts after a write::when?}} {{2::must return}}"
                " that write or a later one."
            ),
            related=("read-ratio",),
            replaces=("linearizability",),
            tags=("core",),
            target_s=12,
        ),
        Note(
            deck=DECK,
            id="implied",
            question=MultipleChoice(
                "Which model does linearizability directly imply?",
                ("sequential consistency",),
                (
                    WrongOption("serializability", "That is the other family."),
                    WrongOption("snapshot isolation"),
                    WrongOption("read committed"),
                ),
                show=3,
            ),
            suspended=True,
            tags=("core",),
            target_s=20,
        ),
    )


BASIC = "{id: one, kind: basic, front: q, back: a"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("{}", "1:1: the key 'format' is missing", id="an empty mapping"),
        pytest.param("[]", "1:1: a mapping with `format`", id="a list as a file"),
        pytest.param(
            "format: 2\nid: core\ntitle: Core\ncards: []",
            "1:9: the file has format 2; this version reads format 1",
            id="a newer format",
        ),
        pytest.param(HEAD, "1:1: the key 'cards' is missing", id="no cards"),
        pytest.param(
            HEAD + "crads: []",
            "4:1: unknown key 'crads'; did you mean 'cards'?",
            id="a misspelled key",
        ),
        pytest.param(
            HEAD + "cards: [x]", "4:9: 'cards' must be a mapping, not 'x'", id="a bare card"
        ),
        pytest.param(HEAD + "cards: [{id: one}]", "4:9: a card needs a `kind`", id="no kind"),
        pytest.param(
            HEAD + "cards: [{kind: clozee}]",
            "4:16: unknown kind 'clozee'; did you mean 'cloze'?",
            id="a misspelled kind",
        ),
        pytest.param(
            HEAD + "cards: [{kind: zzz}]",
            "4:16: unknown kind 'zzz'; the kinds are: basic, cloze, choice, order",
            id="an unknown kind",
        ),
        pytest.param(
            HEAD + f"cards: [{BASIC}, frnt: x}}]",
            "unknown key 'frnt'; did you mean 'front'?",
            id="a misspelled field",
        ),
        pytest.param(
            HEAD + f"cards: [{BASIC}, text: x}}]", "unknown key 'text'", id="another kind's field"
        ),
        pytest.param(
            HEAD + f"cards:\n- {BASIC}}}\n- {BASIC}}}",
            "6:3: the id 'one' was already used on line 5",
            id="an id used twice",
        ),
        pytest.param(
            HEAD + f"cards: [{BASIC}, target_s: 0}}]",
            "'target_s' must be more",
            id="no time at all",
        ),
        pytest.param(
            HEAD + f"cards: [{BASIC}, source: sre}}]",
            "no source 'sre' in this file",
            id="no source",
        ),
        pytest.param(
            HEAD + "cards: [{id: one, kind: cloze, text: no gap}]",
            "4:9: a cloze needs a gap",
            id="an invalid question",
        ),
        pytest.param(
            HEAD + "defaults: {retention: 1.5}\ncards: []", "between 0.7 and 0.97", id="retention"
        ),
        pytest.param(
            HEAD + "defaults: {target_s: -1}\ncards: []", "'target_s' must be", id="a negative time"
        ),
        pytest.param(
            HEAD + "language: klingonisch\ncards: []", "a language code such as en", id="language"
        ),
    ],
)
def test_problems_and_their_places(text: str, complaint: str) -> None:
    assert complaint in "\n".join(complaints(text))


def test_problems_of_the_head_and_of_all_cards_are_reported_together() -> None:
    text = "format: 1\nid: CORE\nttle: x\ncards:\n- {kind: basic}\n- {kind: what}\n"
    assert [line.split(":")[0] for line in complaints(text)] == ["1", "2", "3", "5", "5", "6"]


def test_a_card_without_an_id_is_read_and_named_after_its_question() -> None:
    text = (
        HEAD + "cards: [{kind: basic, front: q, back: a}, {id: one, kind: cloze, text: '{{1::x}}'}]"
    )
    file = parse_deck(text.encode(), FILE)
    made_up = file.deck.notes[0].id
    assert file.generated_ids == (made_up,)
    again = parse_deck(text.replace("back: a", "back: b").encode(), FILE)
    assert again.deck.notes[0].id == made_up
    assert parse_deck(text.replace("front: q", "front: r").encode(), FILE).generated_ids != (
        made_up,
    )


def test_two_cards_without_ids_that_ask_the_same_are_refused() -> None:
    card = "{kind: basic, front: q, back: a}"
    assert "already used" in complaints(HEAD + f"cards: [{card}, {card}]")[0]


def survives(text: str) -> None:
    """Read any text; the only error may be a DeckFormatError with problems."""
    problems: tuple[Problem, ...] | None = None
    try:
        parse_deck(text.encode(), FILE)
    except DeckFormatError as error:
        problems = error.problems
    assert problems != ()


@given(st.data())
def test_a_damaged_deck_is_read_or_refused_but_never_crashes(data: st.DataObject) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    filling = data.draw(st.text(alphabet="{}[]:,-\"' \n#&*|1a", max_size=6))
    survives(text[:start] + filling + text[end:])


KEYS = ["id", "front", "back", "text", "correct", "wrong", "show", "answer", "unit", "range"]
KEYS += ["bands", "reverse", "source", "target_s", "why"]
node = st.recursive(
    st.sampled_from(["x", "1", "''", "null", "true", "basic", "'{{1::a}}'", "1e99", "no"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        ).map(
            lambda table: "{" + ", ".join(f"{key}: {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=12,
)


@given(node, st.sampled_from(["basic", "cloze", "choice", "number"]))
def test_no_value_of_any_key_crashes_the_reader(value: str, kind: str) -> None:
    card = value.replace("{", "{kind: " + kind + ", ", 1) if value.startswith("{") else value
    survives(f"{HEAD}cards: [{card}]\n")


def test_problems_of_the_whole_file_are_reported_with_the_others() -> None:
    found = complaints(
        """\
format: 1
id: My Deck
title: Mine
parent: My Deck
cards:
  - {id: aa, kind: basik, front: Q, back: A}
  - {id: aa, kind: basic, front: Q, back: A, tags: [Write Back]}
  - {id: bb, kind: basic, front: Q, back: A, replaces: [aa, gone]}
"""
    )
    assert [line.partition(" ")[0] for line in found] == [
        "2:5:",
        "4:9:",
        "4:9:",
        "6:20:",
        "7:5:",
        "7:53:",
        "8:46:",
    ]
    assert "did you mean 'my-deck'?" in found[0]
    assert any("cannot be its own `parent`" in line for line in found)
    assert "did you mean 'write-back'?" in found[5]
    assert found[6].endswith("it replaces 'aa', which is still in use")
