"""The built-in worked examples: their phases, names and figures."""

from itertools import groupby, pairwise
from math import isclose, log, sqrt
from pathlib import Path
from typing import get_args

import pytest

from flashdesign.content.system_design.generators.worked_examples import (
    Example,
    Phase,
    Records,
    notes,
)
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Number, prompt_text
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit

DECKS = Path(__file__).parents[3] / "decks"
FILES = [DECKS / "worked.yaml", *sorted((DECKS / "designs").glob("*.yaml"))]
PHASES = get_args(Phase)
CARDS_MIN, CARDS_MAX = 15, 20
ROUNDED_SHARE = 0.02
SAID_SHARE = 0.05
DAY_S = 24 * 3600
MONTH_S = 30 * DAY_S
BASE_62_CODES = 62**7
TB = 1000**4

# The results of the inputs on each front, in the base unit (bytes, or a number per second).
FIGURES = {
    "worked/mb-push-writes": 3500 * 200,
    "worked/mb-list-memory": 150e6 * 500 * 8,
    "worked/nf-inserts": 2000 * 300,
    "worked/nf-reads": 100e6 * 10 / DAY_S * 3,
    "worked/us-writes": 100e6 / MONTH_S,
    "worked/us-storage": 100e6 * 12 * 5 * 500,
    "worked/us-length": next(length for length in range(1, 12) if 62**length >= 6e9),
    "worked/us-birthday": sqrt(2 * log(2) * BASE_62_CODES),
    "worked/ch-gateways": 50e6 / 100_000,
    "worked/ch-fan-out": 50_000 * (6 - 1),
    "worked/rl-window": 2 * 100,
    "worked/rl-burst": min(100, 20 * 3),
    "worked/rl-memory": 10e6 * 100,
    "worked/rl-ops": 200_000 / 50_000,
    "worked/rl-blend": 80 * 30 / 60 + 50,
    "worked/rh-updates": 1e6 / 4,
    "worked/rh-city": 20_000 / (800 / 0.5),
    "design-notification/tokens": 100e6 * 2 * 250,
    "design-notification/dedupe-memory": 20e6 * 24 * 50,
    "design-typeahead/budget": 1 / 5,
    "design-typeahead/refresh": 5e9 * 20,
    "design-typeahead/expansion": 50e6 * 20,
    "design-crawler/dns-rate": 4000 * 0.05,
    "design-crawler/open-fetches": 4000 * 1.5,
    "design-video/origin": 2e12 / 8 * 0.05,
    "design-video/tracks": 6 + 10,
    "design-video/start": 2 * 4 * 2.5 / 10,
    "design-file-sync/chunk-count": 100e15 / 4e6,
    "design-file-sync/delta-saving": 2 * 4e6,
    "design-file-sync/rename": 1,
    "design-payment/entries": 10e6 * (4 + 1),
    "design-payment/ledger": 100 - 3,
    "design-payment/cents": 1000 % 3 / 100,
    "design-payment/mismatches": 10e6 / 50_000,
    "design-ticketing/burst": 1e6 * 6 / 60,
    "design-ticketing/queue-time": 600_000 / 2000 * 60,
    "design-ticketing/map-cache": 1 / 2,
    "design-metrics/churn": 500 * 1000 * 30,
    "design-metrics/query-cost": 200 * DAY_S / 15,
    "design-cache/by-memory": 1200 / (64 * 0.75),
    "design-cache/by-rate": max(25, 4e6 / 100_000),
    "design-kv-store/write-amp": 20e6 * 10,
    "design-cache/connections": 800 * 10,
    "design-kv-store/read-amp": 8 * 0.01,
    "design-search/index-size": 200e6 * 2000 / 40e9,
    "design-search/shard-qps": 3000 / 3,
    "design-proximity/index-memory": 200e6 * 3 * 8,
    "design-proximity/density": 9 * 0.7 * 4000,
    "design-editing/doc-ops": 50 * 1000 / 200,
    "design-editing/broadcast": 250 * 49,
    "design-leaderboard/memory": 25e6 * 100,
    "design-leaderboard/writes": 5e6 * 10 / (10 * 3600),
    "design-ad-clicks/aggregates": 2e6 * 365 * 24,
    "design-ad-clicks/window-state": 300_000 * 100 * 20,
}

# Texts next to the figures: the words, the number in them, and its arithmetic.
ASIDES = [
    ("worked/us-storage.value", "Six billion links", 6e9, 100e6 * 12 * 5),
    ("worked/us-shard.decision", "40 writes a second", 40, 100e6 / MONTH_S),
    ("worked/us-shard.decision", "3 TB after five years", 3 * TB, 100e6 * 12 * 5 * 500),
    ("worked/us-length.value", "62^6 is 57 billion", 57e9, 62**6),
    ("worked/us-length.value", "62^5 only 0.9 billion", 0.9e9, 62**5),
    ("worked/us-birthday.value", "62^7 = 3.5 trillion", 3.5e12, BASE_62_CODES),
    ("worked/us-birthday.value", "1.18 times the square root", 1.18, sqrt(2 * log(2))),
    ("worked/us-clicks.decision", "4,000 clicks a second", 4000, 100e6 / MONTH_S * 100),
    ("worked/us-ranges.price", "billions of lost ranges", 3.5e9, BASE_62_CODES / 1000),
    ("worked/ch-reconnect.decision", "1,700 a second", 1700, 100_000 / 60),
    ("worked/mb-push-writes.value", "350,000 reads", 350e3, 3500 * 100),
    ("worked/nf-reads.value", "11,600 a second", 11_600, 1e9 / DAY_S),
]


def built_in_records() -> list[Records]:
    return [load(Records, reader.read(path)) for path in FILES]


ALL_RECORDS = built_in_records()
MAIN_DECK = "worked"  # its designs keep the cards of earlier releases, so they may have more
EXAMPLES = [
    pytest.param(records, example, id=example.name)
    for records in ALL_RECORDS
    for example in records.examples
]


@pytest.fixture(scope="module")
def built_in() -> dict[str, Note]:
    return {note.key: note for records in ALL_RECORDS for note in notes(records)}


def of_example(notes_by_key: dict[str, Note], records: Records, example: Example) -> list[Note]:
    """Return the notes of an example, decisions first and then their prices."""
    steps = {step.id for step in example.steps}
    return [
        note
        for note in notes_by_key.values()
        if note.deck == records.deck_id and note.id.rpartition(".")[0] in steps
    ]


@pytest.mark.parametrize(
    "example", [pytest.param(param.values[1], id=param.id) for param in EXAMPLES]
)
def test_each_example_goes_through_all_phases_in_order(example: Example) -> None:
    assert tuple(phase for phase, _ in groupby(example.steps, lambda step: step.phase)) == PHASES


@pytest.mark.parametrize(("records", "example"), EXAMPLES)
def test_each_example_has_as_many_cards_as_a_design_needs(
    built_in: dict[str, Note], records: Records, example: Example
) -> None:
    count = len(of_example(built_in, records, example))
    assert count >= CARDS_MIN
    assert count <= CARDS_MAX or records.deck_id == MAIN_DECK


@pytest.mark.parametrize(("records", "example"), EXAMPLES)
def test_each_built_in_question_names_its_example(
    built_in: dict[str, Note], records: Records, example: Example
) -> None:
    found = of_example(built_in, records, example)
    assert found
    assert all(prompt_text(note.question).startswith(f"{example.name}: ") for note in found)


@pytest.mark.parametrize(("records", "example"), EXAMPLES)
def test_each_example_is_related_to_another_deck(
    built_in: dict[str, Note], records: Records, example: Example
) -> None:
    assert any(
        "/" in name for note in of_example(built_in, records, example) for name in note.related
    )


def test_each_step_has_a_reason(built_in: dict[str, Note]) -> None:
    assert not [key for key, note in built_in.items() if not note.why]


def test_all_figures_match_their_inputs(built_in: dict[str, Note]) -> None:
    stated = {
        key.removesuffix(".value"): float(
            parse_quantity(note.question.answer, parse_unit(note.question.unit)).exact
        )
        for key, note in built_in.items()
        if isinstance(note.question, Number)
    }
    assert stated.keys() == FIGURES.keys()
    wrong = {
        key: (stated[key], figure)
        for key, figure in FIGURES.items()
        if not isclose(stated[key], figure, rel_tol=ROUNDED_SHARE)
    }
    assert not wrong


@pytest.mark.parametrize(
    ("name", "words", "number", "figure"),
    [pytest.param(*aside, id=f"{aside[0]}: {aside[1]}") for aside in ASIDES],
)
def test_numbers_in_texts_are_right(
    built_in: dict[str, Note], name: str, words: str, number: float, figure: float
) -> None:
    note = built_in[name]
    assert words in f"{prompt_text(note.question)} {note.why}"
    assert isclose(number, figure, rel_tol=SAID_SHARE)


def test_contrasts_do_not_follow_each_other(built_in: dict[str, Note]) -> None:
    contrasts = [{"us-collision", "us-duplicate"}, {"us-hash", "us-counter"}]
    contrasts += [{"rl-shared", "rl-local"}, {"mb-wall", "mb-timeline"}]
    order = [note.id.rpartition(".")[0] for note in built_in.values()]
    assert not [set(pair) for pair in pairwise(order) if set(pair) in contrasts]
