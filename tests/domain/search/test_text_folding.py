"""Normalization of texts in any script for the search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.search.text_folding import (
    fold,
    index_text,
    may_continue,
    needed_signs,
    tag_mark,
    words,
)

# ruff: noqa: RUF001 (these letters are meant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("What  is TTL?", "what is ttl?", id="plain text in one case"),
        pytest.param("缓存击穿", "缓 存 击 穿", id="Chinese, sign by sign"),
        pytest.param("Redis缓存", "redis 缓 存", id="Latin and Chinese without a space"),
        pytest.param("コンシステント", "コ ン シ ス テ ン ト", id="kana"),
        pytest.param("ｷｬｯｼｭ ﾊﾟ", "キ ャ ッ シ ュ パ", id="kana of half width"),
        pytest.param("서버를", "서 버 를", id="Korean"),
        pytest.param(unicodedata.normalize("NFD", "서버"), "서 버", id="Korean, decomposed"),
        pytest.param("แคช", "แ ค ช", id="Thai"),
        pytest.param("ＡＣＩＤ１２", "acid12", id="letters of full width"),
        pytest.param("naïve café", "naive cafe", id="accents"),
        pytest.param(unicodedata.normalize("NFD", "naïve"), "naive", id="accents, decomposed"),
        pytest.param("Łukasz Øre đata ßtraße", "lukasz ore data sstrasse", id="letters with bars"),
        pytest.param("İstanbul Iğdır", "istanbul igdir", id="Turkish"),
        pytest.param("Æsir œuvre Þór", "aesir oeuvre thor", id="ligatures and thorn"),
        pytest.param("ΣΊΣΥΦΟΣ", "σισυφοσ", id="Greek with a final sigma"),
        pytest.param("Сеть Йод", "сеть иод", id="Cyrillic"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew points"),
        pytest.param("10⁵ x²", "10^5 x^2", id="exponents"),
        pytest.param("log₂ H₂O ½", "log2 h2o 1⁄2", id="indexes and fractions"),
        pytest.param("a\u200bb\u202ec\ufeff", "abc", id="invisible characters"),
        pytest.param("R&amp;D a&lt;b", "r&d a<b", id="entities"),
        pytest.param("a\u00a0b\u2009c", "a b c", id="spaces that are no plain ones"),
        pytest.param("分⟦缓存⟧", "分 缓 存", id="a gap of a cloze"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected
    assert fold(expected) == expected


@given(st.text(max_size=40))
def test_a_folded_text_has_single_spaces_and_ignores_case(text: str) -> None:
    assert "  " not in fold(text)
    assert fold(text) == fold(f" {text}\n")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("acks=all", "acks=all", id="equals"),
        pytest.param("C++", "c++", id="plusses"),
        pytest.param("C#.", "c#", id="a period at the end"),
        pytest.param(".NET", ".net", id="a dot before"),
        pytest.param("--flag", "--flag", id="an option"),
        pytest.param("foo_bar", "foo_bar", id="an underscore"),
        pytest.param("a \\ b`c`{d}", "abcd", id="signs of Markdown are not compared"),
        pytest.param("O(log n)", "", id="brackets need not be compared"),
        pytest.param("What is it?", "", id="punctuation need not be compared"),
        pytest.param("write-through", "", id="a hyphen need not be compared"),
        pytest.param("10:1", "", id="a colon need not be compared"),
        pytest.param("什么？", "", id="Chinese punctuation need not be compared"),
        pytest.param("ที่", "ที่", id="a combining mark"),
        pytest.param("?", "?", id="a sign alone"),
    ],
)
def test_needed_signs(term: str, expected: str) -> None:
    assert needed_signs(term).replace(" ", "") == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param('say "so"', "say  so", id="no quotes"),
        pytest.param("->", "", id="no word"),
        pytest.param("缓", "缓", id="one sign is a word"),
    ],
)
def test_words(term: str, expected: str) -> None:
    assert words(term).strip() == expected


def test_a_last_letter_is_open_but_a_last_sign_is_not() -> None:
    assert may_continue("C")
    assert not may_continue("C+")
    assert not may_continue("")


def test_a_plain_note_needs_no_index_text() -> None:
    assert index_text("What is a lease?", "It ends.", ("raft",)) == ""
    assert index_text("What’s a “lease” – now?", "It ends → soon.", ("raft",)) == ""


@pytest.mark.parametrize("odd", ["naïve", "缓存", "R&amp;D", "10⁵", "＝", "e\u0301", "ı"])
def test_other_notes_need_an_index_text(odd: str) -> None:
    assert fold(odd) in index_text("Plain?", odd, ("raft", "Łódź"))
    assert tag_mark("lod") in index_text(odd, "Plain.", ("raft", "Łódź"))
