"""Tags that are kept as typed, changed and reported, and edits of a list of tags."""

from unicodedata import normalize

import pytest

from flashdesign.domain.notes.tags import edit_tags, tag_notices, valid_tags


@pytest.mark.parametrize(
    "tag",
    [
        "C#",
        "C++",
        ".NET",
        "हिन्दी",
        "a::b",
        "CI/CD",
        "☕java",
        "👩‍💻",
        "100%",
        "-x",
        "__y__",
        "API",
        "ภาษาไทย",
    ],
)
def test_a_tag_is_kept_as_typed(tag: str) -> None:
    assert valid_tags((tag,)) == (tag,)
    assert list(tag_notices((tag,))) == []


@pytest.mark.parametrize(
    ("tag", "here"),
    [("two words", "two_words"), ("a,b;c", "a_b_c"), ('"q"', "q"), ("a\u202eb", "a_b")],
)
def test_a_changed_tag_is_reported(tag: str, here: str) -> None:
    assert valid_tags((tag,)) == (here,)
    (notice,) = tag_notices((tag,))
    assert repr(here) in notice


def test_a_tag_without_valid_characters_is_reported() -> None:
    assert valid_tags((",",)) == ()
    assert "was skipped" in "".join(tag_notices((",",)))


def test_tags_in_two_unicode_forms_are_one() -> None:
    assert valid_tags(("schéma", normalize("NFD", "schéma"))) == (normalize("NFC", "schéma"),)


def test_tags_are_removed_and_added_ignoring_case() -> None:
    assert edit_tags(("C", "c", "x"), ("X", "new"), ("NEW2",)) == ("C", "c", "x", "new")
    assert edit_tags(("Area::CAP", "x"), (), ("area::cap",)) == ("x",)
