"""Invalid stored JSON is reported as damage; a bug of ours is not."""

import pytest

from flashdesign.errors import CollectionDamagedError, DamagedRowError
from flashdesign.storage.connection.sqlite_errors import translate_errors
from flashdesign.storage.rows.stored_json import parse, raise_as_damage
from tests.storage.connection.test_sqlite_errors import PATH


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param("{", id="not JSON"),
        pytest.param("", id="empty"),
        pytest.param("[1]", id="another shape"),
        pytest.param("[" * 100_000, id="too deep"),
        pytest.param("null", id="null"),
    ],
)
def test_the_error_names_what_cannot_be_read(stored: str | bytes) -> None:
    with pytest.raises(DamagedRowError, match=r"^The note d/n cannot be read"):
        parse("the note d/n", stored, dict)


def test_readable_json_is_returned() -> None:
    assert parse("a note", '{"a": [1]}', dict) == {"a": [1]}
    assert parse("a note", b'["\xc3\xa9"]', list) == ["é"]


def test_a_damaged_row_is_reported_as_damage_of_the_file() -> None:
    with (
        pytest.raises(CollectionDamagedError, match="the setting x cannot be read"),
        translate_errors(PATH),
        raise_as_damage("the setting x"),
    ):
        raise KeyError


def test_other_errors_are_not_reported_as_damage() -> None:
    with pytest.raises(AssertionError), raise_as_damage("x"):
        raise AssertionError
