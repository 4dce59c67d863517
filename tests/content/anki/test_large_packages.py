"""Imports of up to ten thousand notes lose no character without a report."""

from pathlib import Path
from random import Random

import pytest

from flashdesign.content.anki.read.importer import read_package
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.notes.question_kinds import Basic
from tests.support.anki import html_fields, packages


def lost_in(path: Path, amount: int, seed: int) -> list[str]:
    """Return the fields of a generated package that are shown differently without a report."""
    chance = Random(seed)
    fields = {
        number: (
            f"<b>{number}</b><br>{html_fields.random_field(chance)}",
            "end" + html_fields.random_field(chance),
        )
        for number in range(1, amount + 1)
    }
    notes = [packages.note(number, *sides) for number, sides in fields.items()]
    cards = [packages.card(number, number) for number in fields]
    packages.write_package(path, notes, cards)
    bundle = read_package(path)
    reported = {problem.where for problem in bundle.problems if "another way" in problem.message}
    assert len(reported) <= amount / 200
    lost = []
    taken = {note.guid: note.question for deck in bundle.decks for note in deck.notes}
    for number, sides in fields.items():
        if any(where.startswith((f"“{number} ", f"“{number}…")) for where in reported):
            continue
        question = taken[f"guid-{number}"]
        assert isinstance(question, Basic)
        for html, text in zip(sides, (question.front, question.back), strict=True):
            if html_fields.seen_of(to_html.__wrapped__(text)) != html_fields.seen_in(html):
                lost.append(html)
    return lost


def test_no_character_of_a_hundred_notes_is_lost(tmp_path: Path) -> None:
    assert lost_in(tmp_path / "generated.apkg", 100, 1) == []


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [2, 2026])
def test_no_character_of_ten_thousand_notes_is_lost(tmp_path: Path, seed: int) -> None:
    assert lost_in(tmp_path / "generated.apkg", 10_000, seed) == []
