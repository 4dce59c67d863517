"""Settings are kept, including those of another version."""

from typing import Any

import pytest

from flashdesign.domain.settings import ColorScheme, GradeButtons, Settings
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Database


def test_settings_are_read_as_saved(database: Database) -> None:
    chosen = Settings(
        new_per_day=3,
        scheme=ColorScheme.DARK,
        buttons=GradeButtons.TWO,
        mix_topics=True,
        text_scale=1.5,
        keys={"undo": "Ctrl+Z"},
    )
    with database.transaction() as conn:
        assert stored_settings.load(conn) == Settings()
        stored_settings.save(conn, chosen)
        assert stored_settings.load(conn) == chosen


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param({"new_per_day": 5, "later": 1}, Settings(new_per_day=5), id="unknown"),
        pytest.param({"retention": 0.1}, Settings(), id="out of range"),
        pytest.param({"retention": "high"}, Settings(), id="of another type"),
        pytest.param({"scheme": "sepia"}, Settings(), id="a removed choice"),
        pytest.param({"mix_topics": 1}, Settings(), id="a number for yes"),
        pytest.param({"new_per_day": True}, Settings(), id="yes for a number"),
        pytest.param({"new_per_day": 2.5}, Settings(), id="half a card"),
        pytest.param({"text_scale": 2}, Settings(text_scale=2), id="a whole number"),
        pytest.param({"keys": ["a"]}, Settings(), id="a list in place of an object"),
        pytest.param(["new_per_day"], Settings(), id="not an object"),
    ],
)
def test_invalid_values_have_their_defaults(
    database: Database, stored: Any, expected: Settings
) -> None:
    with database.transaction() as conn:
        stored_settings.put(conn, "preferences", stored)
        assert stored_settings.load(conn) == expected


def test_small_values(database: Database) -> None:
    with database.transaction() as conn:
        assert stored_settings.get(conn, "window") is None
        stored_settings.put(conn, "window", {"x": 1})
        stored_settings.put(conn, "window", {"x": 2})
        assert stored_settings.get(conn, "window") == {"x": 2}
