"""The seed notes: each fact has a card, and no sentence is copied."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from flashdesign.content.system_design.loader import load_built_in_decks
from flashdesign.content.yaml.reader import read, to_plain_values
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Classify,
    Cloze,
    Drill,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    answer,
)

DATA = Path(__file__).parents[1] / "data"
DECKS = Path(__file__).parents[3] / "decks"
TO_BE_TAUGHT = {"ok", "corrected", "conflict"}
RUN_WORDS = 8
HASH_DIGITS = 12
WORD = re.compile(r"[^\W_]+")
GAP = re.compile(r"\{\{\d+::(.*?)(?:::[^{}]*)?\}\}")


@pytest.fixture(scope="module")
def notes() -> list[Note]:
    return [note for deck in load_built_in_decks(DECKS) for note in deck.notes]


def facts() -> dict[str, str]:
    """Return the status of each fact by its id."""
    document = to_plain_values(read(DATA / "seed_facts.yaml").root)
    assert isinstance(document, dict)
    return {fact["id"]: fact["status"] for fact in document["facts"]}


def test_every_fact_of_the_seed_notes_has_a_card(notes: list[Note]) -> None:
    taught = {fact for note in notes for fact in note.facts}
    wanted = [fact for fact, status in facts().items() if status in TO_BE_TAUGHT]
    missing = [fact for fact in wanted if fact not in taught]
    assert not missing, f"{len(missing)} facts have no card: {' '.join(missing)}"


def test_every_fact_is_asked_and_not_only_recognized_as_a_topic(notes: list[Note]) -> None:
    asked = {fact for note in notes for fact in note.facts if not note.id.endswith(".topic")}
    wanted = {fact for fact, status in facts().items() if status in TO_BE_TAUGHT}
    assert len(wanted) == 176
    assert not wanted - asked


def test_no_card_names_a_fact_that_does_not_exist(notes: list[Note]) -> None:
    assert {fact for note in notes for fact in note.facts} <= set(facts())


def texts(note: Note) -> Iterator[str]:
    """Yield every text of a note that the user reads."""
    yield from (note.why, note.hint)
    match note.question:
        case Basic(front=front, back=back, reverse_front=reverse_front):
            yield from (front, back, reverse_front or "")
        case Cloze(text=text):
            yield GAP.sub(r"\1", text)
        case MultipleChoice(front=front, correct=correct, wrong=wrong):
            yield from (
                front,
                *correct,
                *(text for item in wrong for text in (item.text, item.why)),
            )
        case Ordering() | Match() | Classify() | List():
            yield from (note.question.front, answer(note.question))
        case Number(front=front):
            yield front
        case Drill(template=template):
            found = [step.say for step in template.steps]
            found += [mistake.say for mistake in template.mistakes]
            found += [assumption.say for assumption in template.assumptions]
            yield from (template.title, template.prompt, template.short_cut, *found)
        case _:
            raise AssertionError(note.question.kind)


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each run of eight words, and its hash as `seed_runs.txt` has it."""
    words = WORD.findall(text.casefold())
    for start in range(len(words) - RUN_WORDS + 1):
        run = " ".join(words[start : start + RUN_WORDS])
        yield run, sha256(run.encode()).hexdigest()[:HASH_DIGITS]


def test_no_card_repeats_eight_words_of_the_seed_notes(notes: list[Note]) -> None:
    seeds = set((DATA / "seed_runs.txt").read_text(encoding="utf-8").split())
    repeated = [
        f"{note.key}: {run}"
        for note in notes
        for text in texts(note)
        for run, mark in runs(text)
        if mark in seeds
    ]
    assert not repeated, "\n".join(repeated)


def test_a_run_knows_words_only() -> None:
    plain_run, marked = (
        runs("One two three four five six seven eight nine"),
        runs("**One**, two; three four (five) six -- seven: Eight. NINE!"),
    )
    assert list(plain_run) == list(marked) != []
