"""Lists of decks, due counts, cards and the log, as text and as JSON."""

from datetime import date
from uuid import UUID

import pytest

from flashdesign.domain.search.parser import QueryError
from flashdesign.services.browse import search as browse_search
from tests.support.shell import Shell

CARD_KEYS = {"key", "deck", "kind", "front", "back", "facts", "state", "due", "source", "as_of"}
LOG_KEYS = {"uid", "card", "at", "rating", "duration_ms", "kind"}


def test_a_new_collection_lists_the_built_in_decks(shell: Shell) -> None:
    assert shell("decks").lines == [
        "DECK       CARDS  SEEN  KNOWN  TITLE",
        "design         5     0    0 %  Design",
        "  caches       3     0    0 %  Caches",
        "  traffic      2     0    0 %  Traffic",
    ]


def test_decks_for_scripts(shell: Shell) -> None:
    root, caches, _ = shell("decks", "--json").json
    assert root["parent"] is None
    assert caches == {
        "deck": "caches",
        "title": "Caches",
        "parent": "design",
        "cards": 3,
        "seen": 0,
        "mastery": 0.0,
        "new_limit": None,
        "review_limit": None,
        "new": 3,
        "learning": 0,
        "due": 0,
        "total": 3,
    }


def test_due_shows_today_by_deck_and_in_total(shell: Shell) -> None:
    assert shell("due").lines == [
        "DECK       NEW  LEARNING  DUE  TITLE",
        "design       5         0    0  Design",
        "  caches     3         0    0  Caches",
        "  traffic    2         0    0  Traffic",
        "",
        "Today: 5 new; about 3 minutes.",
    ]


def test_due_for_scripts(shell: Shell) -> None:
    shell("review", typed=["", "3", "q"])
    today = shell("due", "--json").json
    counts = {"new": 4, "learning": 1, "due": 0, "total": 5}
    assert {name: today[name] for name in counts} == counts
    assert (today["answered_today"], today["next_due"]) == (1, None)
    assert today["minutes"] == pytest.approx(2.6)
    assert today["decks"][1] == {
        "deck": "caches",
        "title": "Caches",
        "parent": "design",
        "new": 2,
        "learning": 1,
        "due": 0,
        "total": 3,
    }


def test_when_all_is_done_due_shows_the_next_day(shell: Shell) -> None:
    shell("review", typed=["", "4"] * 5)
    result = shell("due").out
    assert result.startswith("Done for today. The next card is due on 2026-03-")
    assert shell("due", "--json").json["next_due"].startswith("2026-03-")


def test_cards_for_scripts(shell: Shell) -> None:
    cards = shell("cards", "--json").json
    assert [card["key"] for card in cards] == [
        "caches/lru",
        "caches/hit-ratio#c1",
        "caches/write-path",
        "traffic/day-seconds",
        "traffic/read-heavy",
    ]
    assert all(card.keys() >= CARD_KEYS for card in cards)
    assert cards[0] == {
        "key": "caches/lru",
        "deck": "caches",
        "kind": "basic",
        "front": "Which entry does **LRU** evict?",
        "back": "The one used longest ago",
        "facts": ["F001", "F002"],
        "state": "new",
        "due": None,
        "source": {"title": "A book", "url": "https://example.com/book", "checked": "2026-11-20"},
        "as_of": "2026-11",
        "suspended": False,
    }
    assert (cards[1]["front"], cards[1]["back"]) == (
        "The hit ratio is hits divided by […].",
        "The hit ratio is hits divided by all requests.",
    )
    assert (cards[3]["back"], cards[3]["source"], cards[3]["as_of"]) == ("86400 s", None, None)


def test_due_dates_of_cards(shell: Shell) -> None:
    shell("review", "--deck", "caches", typed=["", "4", "", "3", "1", "s", "q"])
    due = {card["key"]: (card["state"], card["due"]) for card in shell("cards", "--json").json}
    assert due["caches/lru"][0] == "review"
    assert date.fromisoformat(str(due["caches/lru"][1])) > date(2026, 3, 5)
    assert due["caches/hit-ratio#c1"] == ("learning", "2026-03-02T12:10:00.000Z")
    assert due["traffic/day-seconds"] == ("new", None)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(
            ["--deck", "traffic"], ["traffic/day-seconds", "traffic/read-heavy"], id="deck"
        ),
        pytest.param(["--search", "EVICT lru"], ["caches/lru"], id="all words, in any order"),
        pytest.param(["--search", "reques"], ["caches/hit-ratio#c1"], id="the beginning of a word"),
        pytest.param(["--deck", "traffic", "--search", "evict"], [], id="words of another deck"),
        pytest.param(["--search", '") OR ('], [], id="operators in the text are plain words"),
    ],
)
def test_cards_by_deck_and_words(shell: Shell, options: list[str], expected: list[str]) -> None:
    assert [card["key"] for card in shell("cards", "--json", *options).json] == expected


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_search_that_cannot_be_read_is_one_sentence(
    shell: Shell, options: tuple[str, ...]
) -> None:
    result = shell("cards", "--search", "key:value", *options)
    assert result.code != 0
    assert result.out == ""
    assert 'To search for text, use "key:value".' in result.err


def test_a_parent_lists_its_subdecks(shell: Shell) -> None:
    assert len(shell("cards", "--json", "--deck", "design").json) == 5


def test_cards_as_text_are_cut_to_the_width(shell: Shell) -> None:
    assert shell("cards", "--deck", "caches", columns=50).lines == [
        "CARD                 STATE  DUE  FRONT",
        "caches/lru           New         Which entry does…",
        "caches/hit-ratio#c1  New         The hit ratio is…",
        "caches/write-path    New         Which policy wri…",
    ]


def test_a_suspended_card_is_listed_as_such(shell: Shell) -> None:
    shell("review", typed=["s", "q"])
    assert shell("cards", "--search", "evict").lines[1].split()[:2] == ["caches/lru", "Suspended"]
    (card,) = shell("cards", "--json", "--search", "evict").json
    assert (card["state"], card["suspended"]) == ("new", True)


@pytest.mark.parametrize("verb", ["cards", "review"])
def test_a_missing_deck(shell: Shell, verb: str) -> None:
    done = shell(verb, "--deck", "cashes")
    assert (done.code, done.out) == (1, "")
    assert done.err == "flashdesign: There is no deck 'cashes'. Did you mean 'caches'?\n"


def test_the_log_for_scripts(shell: Shell) -> None:
    assert shell("log", "--json").json == []
    shell("review", typed=["", "3", "u", "q"])
    answer, revoke = shell("log", "--json").json
    assert answer.keys() >= LOG_KEYS
    assert (answer["card"], answer["rating"], answer["kind"]) == ("caches/lru", 3, "learn")
    assert (answer["at"], answer["duration_ms"]) == ("2026-03-02T12:00:00.000Z", 0)
    assert (revoke["rating"], revoke["kind"]) == (None, "revoke")
    assert revoke["revokes"] == answer["uid"]
    assert UUID(answer["uid"]).version == 7


def test_the_log_as_text(shell: Shell) -> None:
    assert shell("log").lines == ["Nothing to show."]
    shell("review", typed=["", "1", "q"])
    assert shell("log").lines == [
        "AT (UTC)          KIND   GRADE  SECONDS  CARD",
        "2026-03-02 12:00  Learn  Again      0.0  caches/lru",
    ]


def test_statistics_of_an_evening(shell: Shell) -> None:
    assert shell("stats", "--json").json == {
        "streak": 0,
        "recall": None,
        "seen": 0,
        "known": 0,
        "suspended": 0,
        "days": [],
        "cards": len(shell("cards", "--json").json),
    }
    shell("review", typed=["", "4", "", "1", "q"])
    found = shell("stats", "--json").json
    assert (found["streak"], found["seen"], found["recall"]) == (1, 2, None)
    (day,) = found["days"]
    assert day | {"minutes": 0} == {
        "day": "2026-03-02",
        "answers": 2,
        "passed": 1,
        "new": 2,
        "reviews": 0,
        "reviews_passed": 0,
        "minutes": 0,
    }
    lines = shell("stats").lines
    assert lines[0] == "Streak: 1 day"
    assert lines[-1].split()[:5] == ["2026-03-02", "2", "1", "2", "0"]


SEARCHES = ("evict", "kind:cloze or kind:choice", "deck:caches -lru", "is:new lapses<1", "due<7d")


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_finds_the_cards_that_browse_finds(shell: Shell, search: str) -> None:
    listed = {card["key"] for card in shell("cards", "--json", "--search", search).json}
    shell.hold()
    context = shell.held
    assert context is not None
    rows = browse_search.find_all(context, browse_search.parse(context, search))
    keys, _notes = browse_search.keys(context, rows)
    assert listed == {*keys}
    context.database.close()


@pytest.mark.parametrize("search", ["is:xyz", "kind:none", "flag:9", "lapses>many", "deck:none"])
def test_an_unknown_term_is_an_error_as_in_browse(shell: Shell, search: str) -> None:
    result = shell("cards", "--search", search)
    shell.hold()
    context = shell.held
    assert context is not None
    with pytest.raises(QueryError) as told:
        browse_search.parse(context, search)
    context.database.close()
    assert (result.code != 0, result.out) == (True, "")
    assert str(told.value) in " ".join(result.err.split())
