"""Anki's built-in note types are recognized by name in any language."""

# ruff: noqa: RUF001 - letters of several alphabets
import pytest

from flashdesign.content.anki.note_type_names import BuiltInNoteType, find_note_type

CLOZE, BASIC = BuiltInNoteType(is_cloze=True), BuiltInNoteType()
REVERSED, ASKS = BuiltInNoteType(reverse=True), BuiltInNoteType(has_reverse_field=True)
TYPED = BuiltInNoteType(is_typed=True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cloze", CLOZE),
        ("Lückentext", CLOZE),
        ("填空题", CLOZE),
        ("Задание с пропусками", CLOZE),
        ("Texte à trous", CLOZE),
        ("My cloze, better", CLOZE),
        ("CLOZE-1a2b3", CLOZE),
        ("穴埋め問題", CLOZE),
        ("Basic", BASIC),
        ("Einfach", BASIC),
        (" básico ", BASIC),
        ("问答题", BASIC),
        ("Basic+", BASIC),
        ("Ba\u0301sico", BASIC),
        ("Basic (and reversed card)", REVERSED),
        ("Einfach (und die umgekehrte Richtung)", REVERSED),
        ("Basic (optional reversed card)", ASKS),
        ("Basique (carte inversée optionnelle)", ASKS),
        ("Basic (type in the answer)", TYPED),
        ("基本 (解答を入力)", TYPED),
    ],
)
def test_a_known_name(name: str, kind: BuiltInNoteType) -> None:
    assert find_note_type(name) == kind


@pytest.mark.parametrize("name", ["", "Kanji", "Vocabulary (EN)"])
def test_other_names_are_unknown(name: str) -> None:
    assert find_note_type(name) is None
