"""Each rule of the lint, with a card that breaks it and one that does not."""

from dataclasses import replace
from time import process_time

import pytest

from flashdesign.content.lint.note_lint import lint_decks, lint_note
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.domain.source import Source

DECK = DeckId("deck")
SOURCE = Source("The book")
STEPS = ("scope", "sketch", "dig", "wrap", "rest")


def note(question: Question, name: str = "one", **expected: object) -> Note:
    return replace(Note(DECK, name, question), **expected)  # type: ignore[arg-type]


def choice(right: str, *wrong: str, front: str = "Which?") -> MultipleChoice:
    return MultipleChoice(front, (right,), tuple(WrongOption(text) for text in wrong))


@pytest.mark.parametrize(
    "good",
    [
        pytest.param(note(Basic("What comes next?", "The deep dive.")), id="a short answer"),
        pytest.param(note(Basic("Does it?", "Yes"), why="Because."), id="yes with a reason"),
        pytest.param(
            note(Basic("Does it?", "Yes, it copies late")), id="yes with a reason in `why`"
        ),
        pytest.param(
            note(Basic("A cache or a queue?", "A queue")), id="an option gives nothing away"
        ),
        pytest.param(note(Number("How long is a day?", "86400", "s")), id="a number with a unit"),
        pytest.param(note(Number("How many nines?", "4")), id="a count"),
        pytest.param(note(Number("How long?", "3 s")), id="a unit in the answer"),
        pytest.param(note(Cloze("A {{1::cache}} saves a {{2::read}}.")), id="two gaps"),
        pytest.param(note(choice("a queue", "a cache", "a shard")), id="a fair choice"),
        pytest.param(
            note(Ordering("Scope, sketch, dig, wrap, rest: in which order?", STEPS)),
            id="an order of many, named before",
        ),
        pytest.param(note(Ordering("What is next?", STEPS, overlap=1)), id="an order step by step"),
        pytest.param(note(Match("Which?", (("a", "time"), ("b", "space")))), id="a match"),
        pytest.param(
            note(Classify("Up?", (Bucket("up", ("disk",)), Bucket("out", ("shard",))))),
            id="a classify",
        ),
        pytest.param(note(List("Which two?", (Item("QPS"), Item("cache")))), id="a short list"),
        pytest.param(note(choice("CDN", "load balancer", "queue")), id="a short name has capitals"),
        pytest.param(
            note(choice("cache", "queue", "shard", front="A cache, a queue or a shard?")),
            id="a question that offers all",
        ),
        pytest.param(
            note(Number("Redis: how many a second?", "100k", "1/s"), source=SOURCE, as_of="2026"),
            id="a dated number",
        ),
        pytest.param(
            note(Number("What did S3 cost in 2010?", "1", "$"), as_of="timeless"),
            id="a timeless number",
        ),
    ],
)
def test_a_good_card_has_no_findings(good: Note) -> None:
    assert lint_note(good) == ()


@pytest.mark.parametrize(
    ("poor", "rule"),
    [
        pytest.param(note(Basic("Why?", "so " * 13)), "long-answer", id="thirteen words"),
        pytest.param(note(Basic("so " * 13, "Why", reverse=True)), "long-answer", id="reversed"),
        pytest.param(note(Basic("Why?", "It is slow; it is dear")), "two-facts", id="a semicolon"),
        pytest.param(note(Basic("Which?", "red, green, blue, grey, pink")), "long-list", id="five"),
        pytest.param(
            note(List("Which?", tuple(Item(step) for step in STEPS))), "long-list", id="name five"
        ),
        pytest.param(
            note(List("Is a cache one?", (Item("cache"), Item("disk")))), "given-away", id="listed"
        ),
        pytest.param(
            note(Match("Which?", (("a", "so " * 13), ("b", "c")))), "long-answer", id="a long side"
        ),
        pytest.param(note(Basic("Does it?", "Yes.")), "bare-yes-no", id="a bare yes"),
        pytest.param(
            note(Basic("Why is a cache a cache?", "A cache")), "given-away", id="given away"
        ),
        pytest.param(
            note(Cloze("The cache: a {{1::cache}}.")), "given-away", id="given away by the text"
        ),
        pytest.param(
            note(choice("cache", "queue", "shard", front="What does a cache do?")),
            "given-away",
            id="given away by the question of a choice",
        ),
        pytest.param(note(Number("How long?", "3")), "no-unit", id="a bare number"),
        pytest.param(note(Number("Redis?", "3", "ms")), "ages", id="no date, no source"),
        pytest.param(note(Number("Redis?", "3", "ms"), source=SOURCE), "ages", id="no date"),
        pytest.param(note(Number("A disk?", "3", "$")), "ages", id="a price"),
        pytest.param(note(Cloze("Redis: {{1::3}} ms"), as_of="2026"), "ages", id="no source"),
        pytest.param(
            note(Number("A day?", "3", "s"), as_of="2026"), "ages", id="a date without a source"
        ),
        pytest.param(
            note(choice("a very long and careful answer", "a queue", "a cache")),
            "longest-right",
            id="the longest option is right",
        ),
        pytest.param(note(choice("A queue", "a cache", "a shard")), "odd-form", id="a capital"),
        pytest.param(note(choice("queue.", "cache", "shard")), "odd-form", id="a period"),
        pytest.param(note(choice("queue", "cache.", "shard.")), "odd-form", id="no period"),
        pytest.param(note(choice("3 ms", "a cache", "a shard")), "odd-form", id="a number"),
        pytest.param(
            note(Cloze("{{1::one}} {{2::two}} {{3::three}}")), "many-gaps", id="three gaps"
        ),
        pytest.param(note(Basic("When?", "After 3, 6 months")), "many-numbers", id="two numbers"),
    ],
)
def test_a_poor_card_is_found(poor: Note, rule: str) -> None:
    found = lint_note(poor)
    assert rule in {finding.rule for finding in found}
    assert {finding.note for finding in found} == {poor.key}


def rules_between(*questions: Question) -> list[str]:
    notes = tuple(note(question, f"note-{index}") for index, question in enumerate(questions))
    return [finding.rule for finding in lint_decks([Deck(DECK, "Deck", notes)])]


def test_the_same_question_twice_is_found_once() -> None:
    assert rules_between(Basic("What waits?", "a"), Basic("what *waits*?", "b")) == ["duplicate"]


def test_the_same_question_in_other_words_is_found_if_the_answer_is_the_same() -> None:
    first = "You sell one seat to two people. Which model forbids that?"
    second = "Which model forbids that you sell two people one seat?"
    assert rules_between(Basic(first, "Linearizable"), Basic(second, "linearizable")) == [
        "near-duplicate"
    ]
    assert rules_between(Basic(first, "Linearizable"), Basic(second, "Serializable")) == []


@pytest.mark.parametrize(
    ("answers", "odd"),
    [
        pytest.param(("a log", "a queue", "a cache."), "note-2", id="one ends with a period"),
        pytest.param(("A log.", "a queue", "A cache."), "note-1", id="one has no period"),
        pytest.param(("a log", "a queue"), None, id="none has a period"),
        pytest.param(("A log.", "A queue."), None, id="all have one"),
        pytest.param(("a log", "so on ..."), None, id="an ellipsis is no period"),
        pytest.param(("a log", "It waits. It is full."), None, id="sentences need periods"),
    ],
)
def test_answers_of_a_deck_end_with_a_period_all_or_none(
    answers: tuple[str, ...], odd: str | None
) -> None:
    notes = tuple(
        note(Basic(f"Question {at} of these?", text), f"note-{at}")
        for at, text in enumerate(answers)
    )
    found = lint_decks([Deck(DECK, "Deck", notes)])
    periods = [finding for finding in found if finding.rule == "mixed-periods"]
    assert [finding.note for finding in periods] == ([f"{DECK}/{odd}"] if odd else [])


def test_the_gaps_of_one_note_are_no_duplicates() -> None:
    assert rules_between(Cloze("In a {{1::cache}} lies a {{2::copy}} for later.")) == []


def test_thousands_of_notes_with_one_answer_take_no_time_for_each_pair() -> None:
    begin = process_time()
    rules_between(*(Basic(f"Is claim {at} of {at % 7} true?", "Yes") for at in range(4_000)))
    assert process_time() - begin < 10


def test_of_countless_gaps_only_their_number_is_told() -> None:
    text = " ".join(f"{{{{{number}::1,234}}}}" for number in range(1, 61))
    assert [finding.rule for finding in lint_note(note(Cloze(text)))] == ["many-gaps"]
