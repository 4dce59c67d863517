"""A search returns lines; an unknown name gets a suggestion."""

from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, Number
from flashdesign.domain.search.parser import QueryError
from flashdesign.domain.search.query import SortKey
from flashdesign.services.browse import search as browse_search
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.editing import notes as editing_notes
from tests.support.learner import Learner, answer, note

ROOT, RAFT, CACHE = DeckId("design"), DeckId("design.raft"), DeckId("cache")


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    leader = Note(RAFT, "leader", Basic("Who leads?", "The leader", reverse=True), tags=("raft",))
    gap = Note(CACHE, "gap", Cloze("A {{1::cache}} forgets."), why="It is small.", tags=("lru",))
    decks = (
        Deck(ROOT, "System design"),
        Deck(RAFT, "Consensus", (leader,), ROOT),
        Deck(CACHE, "Caching", (gap,)),
    )
    return Learner(tmp_path).store(*decks)


def found(learner: Learner, text: str, order: SortKey = SortKey.ADDED) -> list[str]:
    search = browse_search.parse(learner.context, text, order)
    first = browse_search.find_first(learner.context, search, 10)
    assert browse_search.find_all(learner.context, search) == first.rows
    return [line.key for line in first.lines]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("deck:caching", ["cache/gap#c1"], id="a title"),
        pytest.param("deck:cach", ["cache/gap#c1"], id="the beginning of a title"),
        pytest.param('deck:"system d"', 2, id="a deck includes its subdecks"),
        pytest.param("-deck:design", ["cache/gap#c1"], id="all but a deck"),
        pytest.param("tag:lru or who", 3, id="either"),
    ],
)
def test_decks_are_found_by_id_and_title(
    learner: Learner, text: str, keys: list[str] | int
) -> None:
    rows = found(learner, text)
    assert (len(rows) if isinstance(keys, int) else rows) == keys


def test_an_exact_deck_name_does_not_match_as_a_prefix(learner: Learner) -> None:
    context = learner.context
    other = editing_decks.create(context, "Caching 2")
    within = editing_decks.create(context, "Within", other)
    for deck in (other, within):
        editing_notes.add_note(context, note(deck, "one"))
    assert found(learner, "deck:caching") == ["cache/gap#c1"]
    assert found(learner, f"deck:{other}") == [f"{other}/one", f"{within}/one"]
    assert len(found(learner, "deck:cachin")) == 3


def test_an_unknown_deck_gets_a_suggestion(learner: Learner) -> None:
    with pytest.raises(QueryError, match=r"no deck “chaching”\. Did you mean deck:Caching"):
        browse_search.parse(learner.context, "deck:chaching")
    with pytest.raises(QueryError, match='Did you mean deck:"System design"'):
        browse_search.parse(learner.context, "deck:systm-design-")


def test_an_unknown_tag_gets_a_suggestion_if_nothing_is_found(learner: Learner) -> None:
    search = browse_search.parse(learner.context, "tag:rfat")
    assert browse_search.find_first(learner.context, search, 5).hint == (
        "There is no tag “rfat”. Did you mean tag:raft?"
    )
    search = browse_search.parse(learner.context, "tag:raft is:buried")
    assert browse_search.find_first(learner.context, search, 5).hint == ""


def test_a_line_shows_the_state_of_a_card(learner: Learner) -> None:
    session = learner.start_review(CACHE)
    answer(session)
    session.close()
    editing_notes.flag_cards(learner.context, [CardKey("cache/gap#c1")], 3)
    search = browse_search.parse(learner.context, "deck:cache")
    (line,) = browse_search.find_first(learner.context, search, 5).lines
    assert (line.question, line.deck_title, line.kind) == ("A […] forgets.", "Caching", "cloze")
    assert (line.state, line.reps, line.flag, line.is_inactive) == ("Learning", 1, 3, False)
    editing_notes.suspend_cards(learner.context, [line.key], suspended=True)
    (line,) = browse_search.lines(learner.context, [line.row, 99])
    assert (line.state, line.is_inactive, line.is_suspended) == ("Suspended", True, True)


@pytest.mark.parametrize("name", ["lodz", "ŁÓD", "缓", "deck:łódź"])
def test_a_deck_is_found_in_any_spelling(learner: Learner, name: str) -> None:
    deck = DeckId("one")
    title = "缓存" if name == "缓" else "Łódź"
    learner.store(Deck(deck, title, (Note(deck, "n", Basic("Q?", "A.")),)))
    assert found(learner, f"deck:{name.removeprefix('deck:')}") == ["one/n"]


def test_a_line_is_plain_text(learner: Learner) -> None:
    question = Basic(
        "**What** is `ACK` in ![the log](a.png) of $10^{5}$ [rows](https://a.b)?", "So."
    )
    editing_notes.add_note(learner.context, Note(CACHE, "marks", question))
    (line,) = browse_search.find_first(
        learner.context, browse_search.parse(learner.context, "ack"), 5
    ).lines
    assert line.question == "What is ACK in [the log] of 10⁵ rows?"


def test_a_deleted_note_is_not_found_even_if_its_cards_were_suspended(learner: Learner) -> None:
    cards, notes = browse_search.keys(learner.context, [1, 2])
    assert len(cards) == 2
    assert len(notes) == 1
    editing_notes.suspend_cards(learner.context, cards, suspended=True)
    editing_notes.delete_notes(learner.context, notes)
    assert found(learner, "") == ["cache/gap#c1"]
    assert found(learner, "is:suspended") == found(learner, "leads") == []


def test_a_preview_shows_the_card_as_it_is_asked(learner: Learner) -> None:
    preview = browse_search.preview(learner.context, CardKey("cache/gap#c1"))
    assert preview.asked.deck_title == "Caching"
    assert preview.asked.why == "It is small."
    assert preview.tags == ("lru",)


TAGS = ("C#", "C++", ".NET", "हिन्दी", "a::b", "Основы", "☕java", "CI/CD", "c")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("tag:C#", [0], id="a sign"),
        pytest.param("tag:c++", [1], id="signs, other capitals"),
        pytest.param("tag:.net", [2], id="a sign before"),
        pytest.param("tag:हिन्दी", [3], id="combining signs"),
        pytest.param("tag:a::b", [4], id="levels"),
        pytest.param("tag:a/b", [4], id="levels in the old spelling"),
        pytest.param("tag:основы", [5], id="capitals of another script"),
        pytest.param("tag:☕", [6], id="a picture sign"),
        pytest.param("tag:ci/cd", [7], id="a slash"),
        pytest.param("tag:c", [0, 1, 7, 8], id="the beginning of several"),
        pytest.param("-tag:c tag:a", [4], id="without another tag"),
    ],
)
def test_tags_are_found_by_what_was_typed(tmp_path: Path, text: str, numbers: list[int]) -> None:
    name = DeckId("tagged")
    notes = tuple(
        Note(name, f"n{at}", Basic(f"Q{at}", "A"), tags=(tag,)) for at, tag in enumerate(TAGS)
    )
    learner = Learner(tmp_path).store(Deck(name, "Tagged", notes))
    assert found(learner, text) == [f"tagged/n{at}" for at in numbers]


def test_a_line_groups_the_digits_of_a_number(learner: Learner) -> None:
    asked = Number("How long is a day?", answer="86400", unit="s")
    editing_notes.add_note(learner.context, Note(CACHE, "day", asked))
    search = browse_search.parse(learner.context, "86400")
    (line,) = browse_search.find_first(learner.context, search, 5).lines
    assert line.answer == "86,400 s"
