"""A plan is empty only if it changes nothing."""

from dataclasses import replace
from typing import Any

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import Change, ImportBundle, ImportPlan, Picture

MINE = DeckId("mine")
NOTE = Note(MINE, "one", Basic("Q", "A"))
NOTHING = ImportPlan(ImportBundle("file", (Deck(MINE, "Mine", (NOTE,)),)), same=1)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"new": ((0, NOTE),)}, id="a new note"),
        pytest.param({"changed": ((0, Change(NOTE, NOTE)),)}, id="a changed one"),
        pytest.param({"removed": (NOTE,)}, id="a removed note"),
        pytest.param({"moved": ((1, NOTE),)}, id="a moved note"),
        pytest.param({"deck_changes": ((None, Deck(MINE, "Mine")),)}, id="another title"),
        pytest.param({"pictures": (Picture(MINE, "a.png", "d", bytes),)}, id="a picture"),
    ],
)
def test_each_kind_of_change_counts(changes: dict[str, Any]) -> None:
    assert NOTHING.is_empty
    assert not replace(NOTHING, **changes).is_empty
