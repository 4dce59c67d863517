"""In-place updates of deck files: unchanged parts stay as their author wrote them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.decks.deck_file import parse_deck
from flashdesign.content.decks.writing.updater import UpdateError, add_missing_ids, update_deck_text
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, WrongOption
from flashdesign.errors import DeckFormatError

FILE = Path("mine.yaml")
DATA = Path(__file__).parents[2] / "data"
TEXT = """\
# my deck
format: 1
id: mine   # never change
title: "Mine"
defaults: {tags: [core], target_s: 12}
sources: [{id: sre, title: The book}]

cards:
  # the first
  - id: aa
    kind: basic
    front: 'Why?'   # a remark
    back: |
      Two
      lines
    reverse: false
    source: sre

  # the second
  - {id: bb, kind: basic, front: Q, back: A}  # short

  - id: cc
    kind: cloze
    text: "A {{1::gap}}."
    tags:
      - one
      - two  # last
# the end
"""


def read(text: str) -> Deck:
    return parse_deck(text.encode(), FILE).deck


def after(change: Callable[[dict[str, Note]], dict[str, Note]], text: str = TEXT) -> str:
    deck = read(text)
    notes = change({note.id: note for note in deck.notes})
    wanted = replace(deck, notes=tuple(notes.values()))
    fresh = update_deck_text(text.encode(), FILE, wanted)
    assert {note.id: note for note in read(fresh).notes} == notes
    return fresh


def with_question(name: str, **changes: object) -> Callable[[dict[str, Note]], dict[str, Note]]:
    def change(notes: dict[str, Note]) -> dict[str, Note]:
        note = notes[name]
        return notes | {name: replace(note, question=replace(note.question, **changes))}

    return change


def basic(name: str, front: str = "New?") -> Note:
    return Note(DeckId("mine"), name, Basic(front, "Yes"), tags=("core",), target_s=12)


def put(notes: dict[str, Note], at: int, note: Note) -> dict[str, Note]:
    listed = list(notes.values())
    listed.insert(at, note)
    return {item.id: item for item in listed}


def test_the_same_deck_leaves_every_byte() -> None:
    assert after(lambda notes: notes) == TEXT


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        pytest.param(
            with_question("aa", front="How: so?"),
            "front: 'Why?'   # a remark",
            "front: 'How: so?'   # a remark",
            id="a comment after a value stays",
        ),
        pytest.param(
            with_question("aa", front="One\ntwo"),
            "    front: 'Why?'   # a remark\n",
            "    # a remark\n    front: |-\n      One\n      two\n",
            id="a comment moves up if it would become part of a block",
        ),
        pytest.param(
            with_question("aa", back="Short"),
            "back: |\n      Two\n      lines\n",
            "back: Short\n",
            id="a block becomes a line",
        ),
        pytest.param(
            with_question("aa", reverse=True),
            "reverse: false",
            "reverse: true",
            id="a default written out",
        ),
        pytest.param(
            with_question("bb", back="B"), "back: A}", "back: B}", id="an entry in one line"
        ),
        pytest.param(
            lambda notes: notes | {"cc": replace(notes["cc"], tags=("core",))},
            "    tags:\n      - one\n      - two  # last\n",
            "",
            id="a removed key",
        ),
        pytest.param(
            lambda notes: notes | {"aa": replace(notes["aa"], why="So.", tags=("core", "x"))},
            "      lines\n",
            "      lines\n    why: So.\n    tags: [x]\n",
            id="new keys",
        ),
        pytest.param(
            lambda notes: {name: note for name, note in notes.items() if name != "bb"},
            "  - {id: bb, kind: basic, front: Q, back: A}  # short\n",
            "",
            id="a removed card",
        ),
        pytest.param(
            lambda notes: put(notes, 3, basic("dd")),
            "      - two  # last\n",
            "      - two  # last\n\n"
            "  - id: dd\n    kind: basic\n    front: New?\n    back: 'Yes'\n",
            id="a new card at the end",
        ),
        pytest.param(
            lambda notes: put(notes, 0, basic("dd")),
            "  - id: aa",
            "  - id: dd\n    kind: basic\n    front: New?\n    back: 'Yes'\n\n  - id: aa",
            id="a new card at the front",
        ),
    ],
)
def test_only_what_changed_is_written(
    change: Callable[[dict[str, Note]], dict[str, Note]], old: str, new: str
) -> None:
    assert after(change) == TEXT.replace(old, new)


def test_a_card_changes_its_kind_and_another_takes_its_place() -> None:
    def change(notes: dict[str, Note]) -> dict[str, Note]:
        notes = notes | {"aa": replace(notes["aa"], question=Cloze("{{1::x}}"))}
        return put({name: note for name, note in notes.items() if name != "bb"}, 1, basic("ee"))

    fresh = after(change)
    assert "# the first" in fresh
    assert "source: sre" in fresh
    assert "# the end" in fresh


def test_the_head_changes_too() -> None:
    deck = replace(
        read(TEXT),
        title="Ours",
        description="New",
        retention=0.8,
        parent=DeckId("core"),
        license="CC BY 4.0",
        language="de",
    )
    fresh = update_deck_text(TEXT.encode(), FILE, deck)
    assert read(fresh) == deck
    assert "# never change" in fresh
    assert "defaults: {tags: [core], target_s: 12, retention: 0.8}" in fresh


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    deck = read(text)
    fresh = update_deck_text(text.encode(), FILE, replace(deck, notes=(*deck.notes, basic("dd"))))
    assert fresh.startswith("\ufeff")
    assert "\n" not in fresh.replace("\r\n", "")
    assert fresh.count("\r\n") > text.count("\r\n")


@pytest.mark.parametrize(
    "cards",
    [
        pytest.param("cards: []\n", id="an empty list"),
        pytest.param("cards: [{id: aa, kind: basic, front: Q, back: A}]\n", id="a list in a line"),
        pytest.param("cards:\n- id: aa\n  kind: basic\n  front: Q\n  back: A\n", id="no indent"),
        pytest.param("cards:\n-\n  # x\n  id: aa\n  kind: basic\n  front: Q\n  back: A", id="dash"),
    ],
)
@pytest.mark.parametrize("names", [(), ("aa",), ("bb", "cc"), ("bb", "aa", "cc")])
def test_lists_of_every_form_are_changed(cards: str, names: tuple[str, ...]) -> None:
    text = f"format: 1\nid: mine\ntitle: Mine\n{cards}"
    wanted = {name: replace(basic(name, "Other?"), tags=(), target_s=None) for name in names}
    assert after(lambda _: wanted, text)


def test_a_card_without_an_id_gets_its_generated_one() -> None:
    text = "format: 1\nid: mine\ntitle: Mine\ncards:\n- kind: basic\n  front: Q\n  back: A\n"
    assert "- id: x-" in after(with_question(read(text).notes[0].id, front="R"), text)


def test_another_deck_and_a_broken_file_are_refused() -> None:
    with pytest.raises(UpdateError, match="it contains the deck 'mine', not 'other'"):
        update_deck_text(TEXT.encode(), FILE, replace(read(TEXT), id=DeckId("other")))
    with pytest.raises(DeckFormatError):
        update_deck_text(b"format: 1\n", FILE, read(TEXT))
    bare = replace(read(TEXT), notes=(replace(basic("aa"), tags=()),))
    with pytest.raises(UpdateError, match="cannot be changed in place"):
        update_deck_text(TEXT.encode(), FILE, bare)


def test_a_file_that_cannot_be_changed_in_place_is_refused() -> None:
    card = "- ? id\n  : aa\n  ? kind\n  : basic\n  ? front\n  : Q\n  ? back\n  : A\n"
    text = f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}"
    with pytest.raises(UpdateError, match="in place"):
        after(with_question("aa", front="R"), text)


def test_missing_ids_are_added() -> None:
    cards = """\
cards:
  - kind: basic # x
    front: Q
    back: A
  - {kind: basic, front: R, back: A}
  - id:
    kind: basic
    front: S
    back: A
  - {id: dd, kind: basic, front: T, back: A}
"""
    text = f"format: 1\nid: mine\ntitle: Mine\n{cards}"
    fresh, count = add_missing_ids(text.encode(), FILE)
    assert count == 3
    assert parse_deck(fresh.encode(), FILE).generated_ids == ()
    assert read(fresh) == read(text)
    assert add_missing_ids(fresh.encode(), FILE) == (fresh, 0)


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n#:-'\"{}[]|>&*!%@ "),
    min_size=1,
    max_size=30,
).map(lambda text: text.strip("\n").rstrip())


@given(texts.filter(bool), texts.filter(bool), st.permutations(["aa", "bb", "cc"]))
def test_any_text_can_be_written(front: str, why: str, order: list[str]) -> None:
    def change(notes: dict[str, Note]) -> dict[str, Note]:
        notes = with_question("aa", front=front)(with_question("bb", back=why)(notes))
        notes = notes | {"cc": replace(notes["cc"], why=why, hint=front)}
        return {name: notes[name] for name in order[:2]}

    assert after(change)


def test_options_of_a_choice_change_in_place() -> None:
    card = "- id: aa\n  kind: choice\n  front: Q\n  correct: [x]\n  wrong: [a, b]  # two\n"
    text = f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}"
    fresh = after(with_question("aa", wrong=(WrongOption("a"), WrongOption("c", "No."))), text)
    assert "wrong: [a, {text: c, why: No.}]  # two" in fresh


@pytest.mark.parametrize("name", ["sample.yaml", "kinds.yaml"])
def test_every_kind_changes_in_place(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")

    def change(notes: dict[str, Note]) -> dict[str, Note]:
        changed = {key: replace(note, why="So: #1\n\nEnd.") for key, note in notes.items()}
        return {key: changed[key] for key in list(changed)[1:]}

    fresh = after(change, text)
    kept = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert all(line in fresh.splitlines() for line in kept)
