"""Interleaving keeps all notes and the order of each list, and separates similar notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic


def named(*ids: str) -> list[Note]:
    return [Note(DeckId("deck"), item, Basic("?", "!")) for item in ids]


@pytest.mark.parametrize(
    ("kinds", "order"),
    [
        pytest.param(("", "ab"), "ab", id="an empty kind takes no place"),
        pytest.param(("ab", "AB"), "aAbB", id="equal kinds alternate"),
        pytest.param(("abcd", "A"), "abAcd", id="a single note is in the middle"),
    ],
)
def test_mixed(kinds: tuple[str, ...], order: str) -> None:
    assert [note.id for note in interleave(*(named(*kind) for kind in kinds))] == list(order)


@given(st.lists(st.integers(0, 9), max_size=5))
def test_no_note_is_lost_and_no_kind_is_reordered(sizes: list[int]) -> None:
    kinds = [
        named(*(f"{kind}.{place}" for place in range(size))) for kind, size in enumerate(sizes)
    ]
    order = list(interleave(*kinds))
    for rank, kind in enumerate(kinds):
        assert [note for note in order if note.id.startswith(f"{rank}.")] == kind
    assert len(order) == sum(sizes)
