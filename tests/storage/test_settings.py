"""Preferences are kept, including those of another version."""

from typing import Any

import pytest

from flashdesign.domain.preferences import ColorScheme, GradeButtons, Preferences
from flashdesign.storage import settings
from flashdesign.storage.connection.database import Database


def test_preferences_are_read_as_saved(database: Database) -> None:
    chosen = Preferences(
        new_per_day=3,
        scheme=ColorScheme.DARK,
        buttons=GradeButtons.TWO,
        mix_topics=True,
        text_scale=1.5,
        keys={"undo": "Ctrl+Z"},
    )
    with database.transaction() as conn:
        assert settings.load(conn) == Preferences()
        settings.save(conn, chosen)
        assert settings.load(conn) == chosen


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param({"new_per_day": 5, "later": 1}, Preferences(new_per_day=5), id="unknown"),
        pytest.param({"retention": 0.1}, Preferences(), id="out of range"),
        pytest.param({"retention": "high"}, Preferences(), id="of another type"),
        pytest.param({"scheme": "sepia"}, Preferences(), id="a removed choice"),
        pytest.param({"mix_topics": 1}, Preferences(), id="a number for yes"),
        pytest.param({"new_per_day": True}, Preferences(), id="yes for a number"),
        pytest.param({"new_per_day": 2.5}, Preferences(), id="half a card"),
        pytest.param({"text_scale": 2}, Preferences(text_scale=2), id="a whole number"),
        pytest.param({"keys": ["a"]}, Preferences(), id="a list in place of an object"),
        pytest.param(["new_per_day"], Preferences(), id="not an object"),
    ],
)
def test_invalid_values_have_their_defaults(
    database: Database, stored: Any, expected: Preferences
) -> None:
    with database.transaction() as conn:
        settings.put(conn, "preferences", stored)
        assert settings.load(conn) == expected


def test_small_values(database: Database) -> None:
    with database.transaction() as conn:
        assert settings.get(conn, "window") is None
        settings.put(conn, "window", {"x": 1})
        settings.put(conn, "window", {"x": 2})
        assert settings.get(conn, "window") == {"x": 2}
