"""Tags as Anki stores them."""

import pytest

from flashdesign.content.anki.tags import read_tags, write_tags


@pytest.mark.parametrize(
    ("tags", "text"),
    [
        pytest.param((), "", id="no tags"),
        pytest.param(("cache",), " cache ", id="one tag"),
        pytest.param(("cache", "write::log"), " cache write::log ", id="two tags"),
        pytest.param(("write  ahead",), " write_ahead ", id="white space in a tag"),
    ],
)
def test_tags_are_written_as_anki_writes_them(tags: tuple[str, ...], text: str) -> None:
    assert write_tags(tags) == text
    assert read_tags(text) == tuple("_".join(tag.split()) for tag in tags)
