"""Translation: catalogs, languages, plurals, contexts, and texts that are translated when shown."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from flashdesign.i18n import translation
from flashdesign.i18n.translation import (
    ENGLISH,
    N_,
    LazyText,
    _,
    as_lazy_text,
    in_language,
    language,
    language_from,
    languages,
    ngettext,
    pgettext,
    set_language,
)
from tests.support.message_catalog import write_catalog

GERMAN, BRAZILIAN = "de", "pt_BR"
CATALOG = {
    "Deck": "Stapel",
    "Deleted: {what}.": "{what} wurde gelöscht.",
    "{n} card\0{n} cards": "{n} Karte\0{n} Karten",
    "grade\x04Good": "Gut",
    "verb\x04Review": "Wiederholen",
}


@pytest.fixture(autouse=True)
def _catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogs for German and Brazilian Portuguese in a folder of the test."""
    write_catalog(tmp_path, GERMAN, CATALOG)
    write_catalog(tmp_path, BRAZILIAN, {"Deck": "Baralho"})
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path)
    monkeypatch.setattr(translation, "_catalogs", {})
    yield
    set_language(ENGLISH)


def test_languages_are_those_with_a_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert languages() == (ENGLISH, GERMAN, BRAZILIAN)
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path / "missing")
    assert languages() == (ENGLISH,)


def test_english_needs_no_catalog() -> None:
    assert language() == ENGLISH
    assert _("Deck") == "Deck"
    assert (ngettext("{n} card", "{n} cards", 1), ngettext("{n} card", "{n} cards", 0)) == (
        "{n} card",
        "{n} cards",
    )
    assert pgettext("grade", "Good") == "Good"


def test_a_message_is_translated() -> None:
    with in_language(GERMAN):
        assert _("Deck") == "Stapel"
        assert _("Deleted: {what}.").format(what="A") == "A wurde gelöscht."


def test_a_message_without_translation_stays_english() -> None:
    with in_language(GERMAN):
        assert _("Tags") == "Tags"
        assert pgettext("noun", "Review") == "Review"
        assert ngettext("{n} deck", "{n} decks", 2) == "{n} decks"


def test_an_empty_message_is_not_the_header_of_the_catalog() -> None:
    with in_language(GERMAN):
        assert _("") == ""


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(0, "{n} Karten", id="none"),
        pytest.param(1, "{n} Karte", id="one"),
        pytest.param(2, "{n} Karten", id="several"),
    ],
)
def test_the_plural_form_goes_with_the_number(number: int, expected: str) -> None:
    with in_language(GERMAN):
        assert ngettext("{n} card", "{n} cards", number) == expected


def test_a_context_tells_apart_uses_of_a_word() -> None:
    with in_language(GERMAN):
        assert pgettext("grade", "Good") == "Gut"
        assert pgettext("verb", "Review") == "Wiederholen"
        assert _("Good") == "Good"


def test_a_language_without_a_catalog_is_english() -> None:
    with in_language("fr"):
        assert _("Deck") == "Deck"


def test_a_language_holds_within_its_block_only() -> None:
    with in_language(GERMAN):
        with in_language(BRAZILIAN):
            assert (language(), _("Deck")) == (BRAZILIAN, "Baralho")
        assert (language(), _("Deck")) == (GERMAN, "Stapel")
    assert (language(), _("Deck")) == (ENGLISH, "Deck")


def test_a_block_ends_with_an_error_too() -> None:
    with pytest.raises(ValueError, match="x"), in_language(GERMAN):
        raise ValueError("x")  # noqa: EM101 - only its passing through matters
    assert language() == ENGLISH


def test_other_threads_keep_their_language() -> None:
    seen: list[str] = []
    with in_language(GERMAN):
        thread = Thread(target=lambda: seen.append(_("Deck")))
        thread.start()
        thread.join()
    assert seen == ["Deck"]


def test_the_set_language_holds_everywhere_but_in_blocks_of_another() -> None:
    set_language(GERMAN)
    assert _("Deck") == "Stapel"
    with in_language(ENGLISH):
        assert _("Deck") == "Deck"


def test_a_marked_constant_is_translated_at_use() -> None:
    constant = N_("Deck")
    assert constant == "Deck"
    with in_language(GERMAN):
        assert _(constant) == "Stapel"


def test_a_text_is_translated_when_it_is_shown() -> None:
    text = LazyText(N_("Deleted: {what}."), what=LazyText(N_("Deck")))
    assert str(text) == "Deleted: Deck."
    with in_language(GERMAN):
        assert str(text) == "Stapel wurde gelöscht."


def test_a_counted_text_has_the_form_of_its_number() -> None:
    texts = [LazyText.counted("{n} card", "{n} cards", n, n=n) for n in (1, 2)]
    assert list(map(str, texts)) == ["1 card", "2 cards"]
    with in_language(GERMAN):
        assert list(map(str, texts)) == ["1 Karte", "2 Karten"]


def test_a_text_without_values_may_have_braces() -> None:
    assert str(LazyText("{{1::answer}}")) == "{{1::answer}}"


def test_texts_are_equal_when_their_sentences_are() -> None:
    first, second = LazyText("{a} b", a="a"), LazyText("a {b}", b="b")
    assert first == second
    assert len({first, second}) == 1
    assert first != LazyText("c")
    assert first != "a b"
    assert repr(first) == "LazyText('{a} b', {'a': 'a'})"


def test_only_an_empty_text_is_false() -> None:
    assert LazyText("a")
    assert not LazyText("")


def test_as_text_keeps_a_text_and_makes_one_of_a_message() -> None:
    text = LazyText("a")
    assert as_lazy_text(text) is text
    assert as_lazy_text("{a}", a=1) == LazyText("1")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, ENGLISH, id="nothing is set"),
        pytest.param({"LANG": "de_DE.UTF-8"}, GERMAN, id="a language with country and encoding"),
        pytest.param({"LANG": "de"}, GERMAN, id="a language alone"),
        pytest.param({"LANG": "de_DE@euro"}, GERMAN, id="a modifier"),
        pytest.param({"LANG": "pt_BR.UTF-8"}, BRAZILIAN, id="a catalog for one country"),
        pytest.param({"LANG": "pt_PT.UTF-8"}, ENGLISH, id="but not for another"),
        pytest.param({"LANG": "pt-BR"}, BRAZILIAN, id="a dash before the country"),
        pytest.param({"LANG": "fr_FR.UTF-8"}, ENGLISH, id="no catalog"),
        pytest.param({"LC_MESSAGES": "de_DE", "LANG": "pt_BR"}, GERMAN, id="messages before LANG"),
        pytest.param(
            {"LC_ALL": "de_DE", "LC_MESSAGES": "pt_BR"}, GERMAN, id="LC_ALL before messages"
        ),
        pytest.param(
            {"FLASHDESIGN_LANGUAGE": "de", "LC_ALL": "pt_BR"}, GERMAN, id="our own variable first"
        ),
        pytest.param(
            {"FLASHDESIGN_LANGUAGE": "en", "LANG": "de_DE"}, ENGLISH, id="English by choice"
        ),
        pytest.param(
            {"FLASHDESIGN_LANGUAGE": "fr", "LANG": "de_DE"}, GERMAN, id="the first with a catalog"
        ),
        pytest.param({"LC_ALL": "", "LANG": "de_DE"}, GERMAN, id="an empty variable"),
        pytest.param({"LC_ALL": "C.UTF-8", "LANG": "de_DE"}, ENGLISH, id="C is English"),
        pytest.param({"LC_ALL": "POSIX", "LANG": "de_DE"}, ENGLISH, id="POSIX is English"),
        pytest.param({"LANG": "en_US.UTF-8"}, ENGLISH, id="American English"),
        pytest.param({"LANG": "../de"}, ENGLISH, id="a path"),
    ],
)
def test_language_from(environ: dict[str, str], expected: str) -> None:
    assert language_from(environ) == expected
