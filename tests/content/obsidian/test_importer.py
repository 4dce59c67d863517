"""Obsidian notes become decks: every flashcard is imported, or its line is reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.content.obsidian.importer import ObsidianError, import_obsidian_notes
from flashdesign.content.obsidian.parser import FlashcardKind, read_page
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.transfer.import_plan import ImportBundle

PNG = b"\x89PNG\r\n\x1a\n"


def read(folder: Path, text: str) -> ImportBundle:
    path = folder / "Networks.md"
    path.write_text(text, "utf-8")
    return import_obsidian_notes(path)


def only(bundle: ImportBundle) -> Note:
    (note,) = (note for deck in bundle.decks for note in deck.notes)
    return note


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param("Q::A", Basic("Q", "A"), id="a line"),
        pytest.param("Q:::A", Basic("Q", "A", reverse=True), id="a line both ways"),
        pytest.param("`a::b` is::a path", Basic("`a::b` is", "a path"), id="colons in code"),
        pytest.param("Q\nq\n?\nA\n`x::y`::z", Basic("Q\nq", "A\n`x::y`::z"), id="lines"),
        pytest.param("Q\n??\nA", Basic("Q", "A", reverse=True), id="lines both ways"),
        pytest.param(
            "Q\n?\n```py\na\n\nb::c\n```", Basic("Q", "```py\na\n\nb::c\n```"), id="a block of code"
        ),
        pytest.param("The ==a== and ==b==", Cloze("The {{1::a}} and {{2::b}}"), id="highlights"),
        pytest.param("An ==a==^[hint] b", Cloze("An {{1::a::hint}} b"), id="a hint"),
        pytest.param(
            "==a==[^2] ==b==[^1] ==c==[^2]", Cloze("{{1::a}} {{2::b}} {{1::c}}"), id="numbered"
        ),
        pytest.param("A {{gap}} here", Cloze("A {{1::gap}} here"), id="curly braces"),
        pytest.param("A {{1::gap::hint}}", Cloze("A {{1::gap::hint}}"), id="in Anki's syntax"),
        pytest.param(
            "A **bold** one\n<!--SR:!2026-12-01,3,250-->", Cloze("A {{1::bold}} one"), id="bold"
        ),
        pytest.param("A [[Note|word]]::[[Other]]", Basic("A word", "Other"), id="links"),
        pytest.param("An ==a==::b", Basic("An **a**", "b"), id="a highlight in a line"),
        pytest.param("#flashcards/x #t Q::A ^blk-1", Basic("Q", "A"), id="tags and a name"),
    ],
)
def test_a_flashcard_is_read(tmp_path: Path, text: str, question: Question) -> None:
    assert only(read(tmp_path, text)).question == question


def test_deck_tags_make_decks_and_apply_to_later_cards(tmp_path: Path) -> None:
    text = "---\ntags: [flashcards/net, topic]\n---\nA::1\n\n#flashcards/C++\nB::2\n\n"
    text += "#flashcards/язык #own C::3\nD::4\n"
    found = {
        note.question.front: (deck.title, note.tags)
        for deck in read(tmp_path, text).decks
        for note in deck.notes
        if isinstance(note.question, Basic)
    }
    assert found == {
        "A": ("net", ("topic",)),
        "B": ("C++", ("topic",)),
        "C": ("язык", ("topic", "own")),
        "D": ("C++", ("topic",)),
    }


def test_without_a_tag_the_deck_is_named_like_the_note(tmp_path: Path) -> None:
    assert [deck.title for deck in read(tmp_path, "Q::A").decks] == ["Networks"]


def test_the_schedule_of_each_card_is_read(tmp_path: Path) -> None:
    text = "Q:::A\n<!--SR:!2026-12-01,10,250!2000-01-01,1,250-->\nX::Y <!--SR:!2026-12-02,3,230-->"
    bundle = read(tmp_path, text)
    memories = {key.rpartition("/")[2]: known.memory for key, known in bundle.progress.items()}
    assert len(memories) == 2
    for memory in memories.values():
        assert memory is not None
        assert memory.state is State.REVIEW
        assert memory.due is not None
        assert memory.last_at is not None
    stabilities = {memory.stability for memory in memories.values() if memory}
    assert stabilities == {10, 3}
    assert any("due date is kept" in problem.message for problem in bundle.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("#flashcards\nQ::A\n\nSome **bold** prose", "line 4", id="bold prose"),
        pytest.param("#flashcards/a #flashcards/b\nQ::A", "several decks", id="several decks"),
        pytest.param("Q::A\nQ::A", "same card", id="the same twice"),
        pytest.param("Q::A\nQ::B", "asks the same", id="the same question"),
        pytest.param("Q::![[gone.png]]", "gone.png", id="a picture that is not there"),
        pytest.param("Q::a %%b%%", "comment", id="a comment"),
        pytest.param("Q::[[Note]]", "link", id="a link"),
        pytest.param("Q::A <!--SR:!2026-99-99,3,250-->", "cannot be read", id="no day"),
        pytest.param("X::Y\n::A", "question is empty", id="no question"),
    ],
)
def test_changes_and_omissions_are_reported(tmp_path: Path, text: str, message: str) -> None:
    lines = [f"{problem.where}: {problem.message}" for problem in read(tmp_path, text).problems]
    assert any(message in line for line in lines)


def test_pictures_of_the_vault_are_imported(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a b.png").write_bytes(PNG)
    (tmp_path / "c.png").write_bytes(PNG)
    bundle = read(tmp_path, "Q::![[a b.png|300]] ![c](c.png)")
    assert [picture.name for picture in bundle.pictures] == ["a b.png", "c.png"]
    assert bundle.pictures[0].load() == PNG
    assert bundle.problems == ()


def test_a_picture_outside_the_vault_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    vault = tmp_path / "vault"
    vault.mkdir()
    bundle = read(vault, "Q::![x](../secret.png)")
    assert bundle.pictures == ()
    assert "secret.png" in bundle.problems[0].message


def test_a_folder_of_notes_is_one_import(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".trash").mkdir()
    (tmp_path / "a.md").write_text("A::1")
    (tmp_path / "sub" / "b.md").write_text("B::2")
    (tmp_path / ".trash" / "c.md").write_text("C::3")
    bundle = import_obsidian_notes(tmp_path)
    assert sorted(deck.title for deck in bundle.decks) == ["a", "b"]


def test_a_note_without_flashcards_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ObsidianError, match="has no flashcard"):
        read(tmp_path, "# Heading\n\nOnly words.")
    (tmp_path / "latin.md").write_bytes("é::b".encode("latin-1"))
    with pytest.raises(ObsidianError, match="not UTF-8"):
        import_obsidian_notes(tmp_path / "latin.md")


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        pytest.param("%%a::b%%\nQ::A", [("Q", "A")], id="on a line of its own"),
        pytest.param("%%\na::b\n\nc ==d==\n%%\n\nQ::A", [("Q", "A")], id="on many lines"),
        pytest.param("Q %%x::y%%::A", [("Q", "A")], id="in a question"),
        pytest.param("Q\n%%50% of x::y%%\n?\nA", [("Q", "A")], id="between two sides"),
        pytest.param("`%%a`::`b%%`", [("`%%a`", "`b%%`")], id="signs in code"),
        pytest.param(
            "Q\n?\n```\n%%time\nx\n```\n\nR::%%",
            [("Q", "```\n%%time\nx\n```"), ("R", "%%")],
            id="signs in a block of code",
        ),
    ],
)
def test_comments_make_no_cards(tmp_path: Path, text: str, cards: list[tuple[str, str]]) -> None:
    notes = [note for deck in read(tmp_path, text).decks for note in deck.notes]
    assert [note.question for note in notes] == [Basic(*sides) for sides in cards]


@given(st.text(st.sampled_from("ab =:?#*{}[]!`\n-^%<>S")))
def test_any_text_is_read(text: str) -> None:
    for found in read_page(text).cards:
        assert isinstance(found.kind, FlashcardKind)


@pytest.mark.parametrize(
    "unit",
    [
        "`",
        "==",
        "{{",
        "**",
        "::",
        "#a ",
        "=a",
        "[[",
        "![",
        "%%",
        "<!--SR:",
        "?\n",
        "$$",
        "% ",
        "```\n%%",
    ],
)  # fmt: skip
def test_no_text_takes_long(tmp_path: Path, unit: str) -> None:
    import time

    begin = time.process_time()
    read(tmp_path, "Q::A\n\n" + unit * (100_000 // len(unit)))
    assert time.process_time() - begin < 2


def test_an_impossible_picture_name_is_reported(tmp_path: Path) -> None:
    bundle = read(tmp_path, "Q ![[a\0.png]]::A ![](b\0.png)")
    messages = [problem.message for problem in bundle.problems]
    assert len(messages) == 2
    assert all("was not imported" in message for message in messages)
