"""Cards found by SQL are those that a look at each card finds, in the order asked for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from flashdesign.domain import faces
from flashdesign.domain.cards import Deck, DeckId, Note, NoteKey
from flashdesign.domain.faces import Basic, Cloze
from flashdesign.domain.memory import State
from flashdesign.domain.moments import MS_PER_DAY
from flashdesign.domain.search_query import Order, Search, Tagged, Words, with_decks
from flashdesign.domain.search_reading import read
from flashdesign.storage import browsing, notes
from flashdesign.storage.cards import cards_at
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.notes import StoredCard
from flashdesign.storage.tables import card
from tests.storage.samples import TODAY, at

NOW = at(TODAY)
DECKS = (DeckId("cache"), DeckId("queue"))
WORDS = ("leader", "lease", "quorum", "C++", "naïve", "C#")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a collection of cards in all states, some put away with their notes."""
    chance = Random(5)
    database = Database.open(tmp_path_factory.mktemp("many") / "collection.db")
    with database.transaction() as conn:
        for place, deck in enumerate(DECKS):
            notes.save_deck(conn, Deck(deck, deck.upper()), place, "own")
            notes.save_notes(conn, [(n, _note(deck, n, chance)) for n in range(60)])
        for row in range(1, 200):
            conn.execute(update(card).where(card.c.id == row).values(**_memory(chance)))
        notes.retire_notes(conn, [NoteKey(f"cache/n{n}") for n in range(0, 60, 7)])
    yield database
    database.close()


def _note(deck: DeckId, number: int, chance: Random) -> Note:
    words = " ".join(chance.choices(WORDS, k=2))
    face = (
        Basic(f"{words}?", chance.choice(WORDS)) if number % 3 else Cloze(f"{words} {{{{1::x}}}}")
    )
    return Note(deck, f"n{number}", face, tags=tuple(chance.sample(("raft", "cap-x", "x-cap"), 1)))


def _memory(chance: Random) -> dict[str, Any]:
    state = chance.choice(list(State))
    values: dict[str, Any] = {
        "suspended": chance.choice((0, 0, 1)),
        "flag": chance.choice((0, 0, 1, 3)),
    }
    values |= {"buried_until": chance.choice((0, 0, TODAY)), "state": state.value}
    if state is State.NEW:
        return values
    due = NOW.at + chance.randint(-3, 9) * MS_PER_DAY + chance.randint(-9, 9) * 3_600_000
    values |= {"due": due, "stability": chance.uniform(1, 40), "lapses": chance.randint(0, 9)}
    return values | {"reps": chance.randint(1, 9), "difficulty": chance.uniform(1, 10)}


def _due_day(one: StoredCard) -> int | None:
    if one.memory.due is None:
        return None
    return (one.memory.due - NOW.day_start(TODAY)) // MS_PER_DAY


def _is_due(one: StoredCard) -> bool:
    day = _due_day(one)
    return day is not None and day <= 0 and not one.suspended and one.buried_until < TODAY


def _has(one: StoredCard, word: str) -> bool:
    text = f"{faces.question(one.note.face)} {faces.answer(one.note.face)} {one.note.tags}"
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return any(part.startswith(word) for part in letters.split())


CHECKS: dict[str, Callable[[StoredCard], bool]] = {
    "lea": lambda one: _has(one, "lea"),
    "quorum": lambda one: _has(one, "quorum"),
    "c++": lambda one: "C++" in faces.question(one.note.face) + faces.answer(one.note.face),
    "C#": lambda one: "C#" in faces.question(one.note.face) + faces.answer(one.note.face),
    "deck:queue": lambda one: one.card.deck == "queue",
    "tag:cap": lambda one: "cap-x" in one.note.tags,
    "kind:cloze": lambda one: isinstance(one.note.face, Cloze),
    "flag:1": lambda one: one.flag == 1,
    "is:due": _is_due,
    "is:new": lambda one: one.memory.state is State.NEW,
    "is:learning": lambda one: one.memory.state in (State.LEARNING, State.RELEARNING),
    "is:review": lambda one: one.memory.state is State.REVIEW,
    "is:suspended": lambda one: one.suspended == 1,
    "is:buried": lambda one: one.buried_until >= TODAY,
    "is:leech": lambda one: one.memory.lapses >= 8,
    "lapses>3": lambda one: one.memory.lapses > 3,
    "stability<20": lambda one: one.memory.stability is not None and one.memory.stability < 20,
    "due<2d": lambda one: (day := _due_day(one)) is not None and day < 2,
    "due=0": lambda one: _due_day(one) == 0,
    "due>=-1": lambda one: (day := _due_day(one)) is not None and day >= -1,
}


def found(conn: Connection, text: str, order: Order = Order.ADDED) -> list[int]:
    query = with_decks(read(text), lambda name: (DeckId(name),))
    rows = browsing.find(conn, Search(query, order), NOW)
    assert browsing.find(conn, Search(query, order), NOW, 10) == rows[:10]
    return rows


def looked_at(conn: Connection, check: Callable[[StoredCard], bool]) -> list[int]:
    gone = {f"cache/n{n}" for n in range(0, 60, 7)}
    stored = cards_at(conn, range(1, 200))
    return [row for row, one in sorted(stored.items()) if one.card.note not in gone and check(one)]


@pytest.mark.parametrize("text", CHECKS)
def test_each_condition_finds_what_a_look_at_each_card_finds(many: Database, text: str) -> None:
    with many.read() as conn:
        rows = found(conn, text)
        assert rows == looked_at(conn, CHECKS[text])
        assert 0 < len(rows) < len(looked_at(conn, lambda _: True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(CHECKS)), st.sampled_from(sorted(CHECKS)), st.sampled_from(Order))
def test_conditions_join_as_sets_do(many: Database, one: str, other: str, order: Order) -> None:
    with many.read() as conn:
        everything = set(looked_at(conn, lambda _: True))
        left, right = (set(looked_at(conn, CHECKS[text])) for text in (one, other))
        assert set(found(conn, f"{one} {other}", order)) == left & right
        assert set(found(conn, f"{one} or {other}", order)) == left | right
        assert set(found(conn, f"-({one}) {other}", order)) == right - left
        assert set(found(conn, f"-({one} {other})", order)) == everything - (left & right)


@pytest.mark.parametrize(
    ("order", "value"),
    [
        pytest.param(Order.QUESTION, lambda one: faces.question(one.note.face).lower()[:40]),
        pytest.param(Order.DECK, lambda one: one.card.deck),
        pytest.param(Order.KIND, lambda one: faces.kind(one.note.face)),
        pytest.param(Order.DUE, lambda one: one.memory.due),
        pytest.param(Order.STABILITY, lambda one: one.memory.stability),
        pytest.param(Order.LAPSES, lambda one: one.memory.lapses),
        pytest.param(Order.FLAG, lambda one: one.flag),
    ],
)
@pytest.mark.parametrize("text", ["", "lea", "is:review or is:new"])
@pytest.mark.parametrize("descending", [False, True])
def test_cards_are_sorted_either_way_and_what_has_no_value_is_last(
    many: Database, order: Order, value: Callable[[StoredCard], Any], text: str, descending: bool
) -> None:
    with many.read() as conn:
        rows = browsing.find(conn, Search(read(text), order, descending), NOW)
        stored = cards_at(conn, rows)
    values = [value(stored[row]) for row in rows]
    known = [one for one in values if one is not None]
    assert known == sorted(known, reverse=descending)
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_a_phrase_is_whole_words_one_after_the_other(path: Path) -> None:
    database = Database.open(path)
    texts = ("the leader lease ends", "a lease of the leader", "leader leases")
    with database.transaction() as conn:
        notes.save_deck(conn, Deck(DECKS[0], "Cache"), 0, "own")
        for place, text in enumerate(texts):
            notes.save_notes(conn, [(place, Note(DECKS[0], f"n{place}", Basic(text, "x")))])
        phrase = Search(Words("leader lease", is_phrase=True))
        assert browsing.find(conn, phrase, NOW) == [1]
        assert browsing.find(conn, Search(Words("leader lease")), NOW) == [1, 3]
        assert browsing.find(conn, Search(Tagged("%")), NOW) == []
    database.close()


def test_keys_come_in_the_order_of_rows(many: Database) -> None:
    with many.read() as conn:
        stored = cards_at(conn, [9, 3, 100])
        wanted = [(stored[row].card.key, stored[row].card.note) for row in (9, 3, 100)]
        assert browsing.keys(conn, [9, 3, 100, 99_999]) == wanted
