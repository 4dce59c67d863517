"""Ids from foreign names are distinct, and valid names stay as typed."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.decks.imported_deck_ids import DeckIds
from flashdesign.content.decks.slugs import (
    deck_id,
    distinct_deck_id,
    fold_title,
    former_deck_ids,
    imported_deck_id,
    note_id,
)
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.ids import DeckId

_ID = Id.__metadata__[0].regex  # type: ignore[attr-defined]
titles = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param(("Caching",), "caching", id="one word"),
        pytest.param(("Interview", "Caching 2"), "interview.caching-2", id="levels and words"),
        pytest.param(("plain_programmer",), "plain_programmer", id="an underscore"),
        pytest.param(("system-design_2026 v2",), "system--design_2026-v2", id="dashes and all"),
        pytest.param(("a_b", "c-d"), "a_b.c--d", id="in levels"),
    ],
)
def test_a_plain_title_is_its_own_id(path: tuple[str, ...], name: str) -> None:
    assert deck_id(path) == name


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(["AWS 认证", "AWS 网络", "AWS"], id="letters that are not Latin"),
        pytest.param(["C", "C#", "C++", ".C"], id="signs"),
        pytest.param(
            ["A B", "A-B", "A_B", "A/B", "A  B", "A.B", "A--B", "A - B", "A_ B", "A__B", "-A B"],
            id="characters between words",
        ),
        pytest.param(["d 0123456789ab", "d-0123456789ab", "d_0123456789ab"], id="like a hash"),
        pytest.param(["Café", "Cafe", "Cafè"], id="accents"),
        pytest.param(["Сети", "Сеть", "网络", "🐍", "🦀"], id="no Latin letter at all"),
        pytest.param(["Imported Caching", "Imported-Caching"], id="as decks next to built-in ones"),
    ],
)
def test_titles_that_differ_have_ids_that_differ(others: list[str]) -> None:
    found = {deck_id((other,)) for other in others} | {deck_id(("Top", other)) for other in others}
    assert len(found) == 2 * len(others)


@pytest.mark.parametrize("title", ["Caching!", "水", "A/B"])
def test_no_title_gives_an_id_with_a_hash(title: str) -> None:
    for name in (
        deck_id((title,)),
        distinct_deck_id((title,)),
        imported_deck_id(deck_id((title,))),
    ):
        assert deck_id((name,)) != name
        assert deck_id((name.replace("-", " "),)) != name
        assert deck_id(tuple(name.split("."))) != name


def test_no_title_gives_the_id_of_an_imported_copy_of_a_built_in_deck() -> None:
    assert deck_id(("imported_caching",)) != imported_deck_id(DeckId("caching"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Сети", "СЕТИ", id="capitals"),
        pytest.param("schéma", normalize("NFD", "schéma"), id="Unicode forms"),
        pytest.param("Straße", "STRASSE", id="a letter whose capital is two"),
    ],
)
def test_case_and_unicode_form_make_no_difference_to_a_deck(one: str, other: str) -> None:
    assert deck_id((one,)) == deck_id((other,))


@given(titles, titles)
def test_ids_are_valid_and_the_same_for_the_same_path_only(
    one: list[str], other: list[str]
) -> None:
    import re

    assert re.fullmatch(_ID, deck_id(one))
    assert re.fullmatch(_ID, distinct_deck_id(one))
    assert re.fullmatch(_ID, imported_deck_id(deck_id(one)))
    is_same = [*map(fold_title, one)] == [*map(fold_title, other)]
    if "::" not in "".join(one + other) and all(map(fold_title, one + other)):
        assert (deck_id(one) == deck_id(other)) is is_same


def test_the_ids_of_earlier_versions_are_known() -> None:
    assert former_deck_ids(("AWS 认证",))[0] == "aws"
    assert deck_id(("水",)) in former_deck_ids(("水",))


@pytest.mark.parametrize("guid", ["abc", "A#b", "x", "", "a" * 65])
def test_a_guid_that_cannot_be_an_id_is_hashed(guid: str) -> None:
    import re

    assert note_id(guid) == guid or re.fullmatch(_ID, note_id(guid))


def test_decks_whose_names_differ_in_case_are_merged_and_reported() -> None:
    names = DeckIds([("Сети",), ("Сети", "Основы"), ("сети", "Протоколы")])
    below = [names.id_of(("Сети", "Основы")), names.id_of(("сети", "Протоколы"))]
    found = list(names.tree(dict.fromkeys(below, ())))
    assert [(deck.title, deck.parent) for deck in found] == [
        ("Сети", None),
        ("Основы", names.id_of(("Сети",))),
        ("Протоколы", names.id_of(("Сети",))),
    ]
    (notice,) = names.merge_notices(deck.id for deck in found)
    assert (notice.where, "'Сети'" in notice.message) == ("deck сети", True)


def test_a_long_title_has_an_id_that_is_no_longer_than_others() -> None:
    assert len(deck_id(("word " * 40 + "a",))) <= 64
    assert deck_id(("word " * 40 + "a",)) != deck_id(("word " * 40 + "b",))
    assert isinstance(DeckId(deck_id(("a",))), str)
