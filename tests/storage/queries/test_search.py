"""A search in SQL finds the same cards as a check of each card, in the requested order."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.priority import PRIORITIES
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.domain.search.parser import parse_search
from flashdesign.domain.search.query import Search, SortKey, Tagged, Words, with_decks
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.notes import decks, save
from flashdesign.storage.notes.cards import StoredCard, cards_at
from flashdesign.storage.queries import search
from flashdesign.storage.schema.tables import card
from tests.support.storage.collections import TODAY, at

NOW = at(TODAY)
DECKS = (DeckId("cache"), DeckId("queue"))
WORDS = ("leader", "lease", "quorum", "C++", "naïve", "C#")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a collection of cards in all states, some suspended because their note is gone."""
    chance = Random(5)
    database = Database.open(tmp_path_factory.mktemp("many") / "collection.db")
    with database.transaction() as conn:
        for place, deck in enumerate(DECKS):
            decks.save_deck(conn, Deck(deck, deck.upper()), place, "own")
            save.save_notes(conn, [(n, _note(deck, n, chance)) for n in range(60)])
        for row in range(1, 200):
            conn.execute(update(card).where(card.c.id == row).values(**_memory(chance)))
        save.retire_notes(conn, [NoteKey(f"cache/n{n}") for n in range(0, 60, 7)])
    yield database
    database.close()


def _note(deck: DeckId, number: int, chance: Random) -> Note:
    words = " ".join(chance.choices(WORDS, k=2))
    question = (
        Basic(f"{words}?", chance.choice(WORDS)) if number % 3 else Cloze(f"{words} {{{{1::x}}}}")
    )
    return Note(
        deck,
        f"n{number}",
        question,
        tags=tuple(chance.sample(("raft", "cap-x", "x-cap"), 1)),
        priority=chance.choice(PRIORITIES),
    )


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


def _due_day(item: StoredCard) -> int | None:
    if item.memory.due is None:
        return None
    return (item.memory.due - NOW.day_start(TODAY)) // MS_PER_DAY


def _is_due(item: StoredCard) -> bool:
    day = _due_day(item)
    return day is not None and day <= 0 and not item.suspended and item.buried_until < TODAY


def _has(item: StoredCard, word: str) -> bool:
    asked = item.note.question
    text = f"{question_kinds.prompt_text(asked)} {question_kinds.answer(asked)} {item.note.tags}"
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return any(part.startswith(word) for part in letters.split())


CHECKS: dict[str, Callable[[StoredCard], bool]] = {
    "lea": lambda item: _has(item, "lea"),
    "quorum": lambda item: _has(item, "quorum"),
    "c++": lambda item: (
        "C++"
        in question_kinds.prompt_text(item.note.question)
        + question_kinds.answer(item.note.question)
    ),
    "C#": lambda item: (
        "C#"
        in question_kinds.prompt_text(item.note.question)
        + question_kinds.answer(item.note.question)
    ),
    "deck:queue": lambda item: item.card.deck == "queue",
    "tag:cap": lambda item: "cap-x" in item.note.tags,
    "kind:cloze": lambda item: isinstance(item.note.question, Cloze),
    "flag:1": lambda item: item.flag == 1,
    "is:due": _is_due,
    "is:new": lambda item: item.memory.state is State.NEW,
    "is:learning": lambda item: item.memory.state in (State.LEARNING, State.RELEARNING),
    "is:review": lambda item: item.memory.state is State.REVIEW,
    "is:suspended": lambda item: item.suspended == 1,
    "is:buried": lambda item: item.buried_until >= TODAY,
    "is:leech": lambda item: item.memory.lapses >= 8,
    "lapses>3": lambda item: item.memory.lapses > 3,
    "priority:1": lambda item: item.note.priority == 1,
    "priority<3": lambda item: item.note.priority < 3,
    "-priority:2": lambda item: item.note.priority != 2,
    "stability<20": lambda item: item.memory.stability is not None and item.memory.stability < 20,
    "due<2d": lambda item: (day := _due_day(item)) is not None and day < 2,
    "due=0": lambda item: _due_day(item) == 0,
    "due>=-1": lambda item: (day := _due_day(item)) is not None and day >= -1,
}


def found(conn: Connection, text: str, order: SortKey = SortKey.ADDED) -> list[int]:
    query = with_decks(parse_search(text), lambda name: (DeckId(name),))
    rows = search.find_card_rows(conn, Search(query, order), NOW)
    assert search.find_card_rows(conn, Search(query, order), NOW, 10) == rows[:10]
    return rows


def checked(conn: Connection, check: Callable[[StoredCard], bool]) -> list[int]:
    gone = {f"cache/n{n}" for n in range(0, 60, 7)}
    stored = cards_at(conn, range(1, 200))
    return [
        row for row, item in sorted(stored.items()) if item.card.note not in gone and check(item)
    ]


@pytest.mark.parametrize("text", CHECKS)
def test_each_condition_finds_the_same_cards_as_a_check_of_each_card(
    many: Database, text: str
) -> None:
    with many.read() as conn:
        rows = found(conn, text)
        assert rows == checked(conn, CHECKS[text])
        assert 0 < len(rows) < len(checked(conn, lambda _: True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(CHECKS)), st.sampled_from(sorted(CHECKS)), st.sampled_from(SortKey))
def test_conditions_combine_like_sets(
    many: Database, item: str, other: str, order: SortKey
) -> None:
    with many.read() as conn:
        everything = set(checked(conn, lambda _: True))
        left, right = (set(checked(conn, CHECKS[text])) for text in (item, other))
        assert set(found(conn, f"{item} {other}", order)) == left & right
        assert set(found(conn, f"{item} or {other}", order)) == left | right
        assert set(found(conn, f"-({item}) {other}", order)) == right - left
        assert set(found(conn, f"-({item} {other})", order)) == everything - (left & right)


@pytest.mark.parametrize(
    ("order", "value"),
    [
        pytest.param(
            SortKey.QUESTION,
            lambda item: question_kinds.prompt_text(item.note.question).lower()[:40],
        ),
        pytest.param(SortKey.DECK, lambda item: item.card.deck),
        pytest.param(SortKey.KIND, lambda item: question_kinds.kind(item.note.question)),
        pytest.param(SortKey.DUE, lambda item: item.memory.due),
        pytest.param(SortKey.STABILITY, lambda item: item.memory.stability),
        pytest.param(SortKey.LAPSES, lambda item: item.memory.lapses),
        pytest.param(SortKey.FLAG, lambda item: item.flag),
    ],
)
@pytest.mark.parametrize("text", ["", "lea", "is:review or is:new"])
@pytest.mark.parametrize("descending", [False, True])
def test_cards_are_sorted_both_ways_with_missing_values_last(
    many: Database, order: SortKey, value: Callable[[StoredCard], Any], text: str, descending: bool
) -> None:
    with many.read() as conn:
        rows = search.find_card_rows(conn, Search(parse_search(text), order, descending), NOW)
        stored = cards_at(conn, rows)
    values = [value(stored[row]) for row in rows]
    known = [item for item in values if item is not None]
    assert known == sorted(known, reverse=descending)
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_a_phrase_matches_consecutive_whole_words(path: Path) -> None:
    database = Database.open(path)
    texts = ("the leader lease ends", "a lease of the leader", "leader leases")
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DECKS[0], "Cache"), 0, "own")
        for place, text in enumerate(texts):
            save.save_notes(conn, [(place, Note(DECKS[0], f"n{place}", Basic(text, "x")))])
        phrase = Search(Words("leader lease", is_phrase=True))
        assert search.find_card_rows(conn, phrase, NOW) == [1]
        assert search.find_card_rows(conn, Search(Words("leader lease")), NOW) == [1, 3]
        assert search.find_card_rows(conn, Search(Tagged("%")), NOW) == []
    database.close()


def test_keys_come_in_the_order_of_rows(many: Database) -> None:
    with many.read() as conn:
        stored = cards_at(conn, [9, 3, 100])
        wanted = [(stored[row].card.key, stored[row].card.note) for row in (9, 3, 100)]
        assert search.keys(conn, [9, 3, 100, 99_999]) == wanted
