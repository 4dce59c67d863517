"""The `check` command: problems, their places, and exit codes."""

from pathlib import Path

import pytest

from flashdesign.i18n.translation import in_language
from tests.support.shell import DECKS, Shell

LONG = (
    "format: 1\nid: long\ntitle: Long\ncards:\n  - {id: one, kind: basic, front: Why?, back: %s}\n"
)


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="all built-in decks"),
        pytest.param([str(DECKS)], id="a folder"),
        pytest.param([str(DECKS / "caches.yaml")], id="a deck file"),
        pytest.param([str(DECKS / "framework.yaml")], id="a content file"),
    ],
)
def test_good_decks(shell: Shell, arguments: list[str]) -> None:
    done = shell("check", *arguments)
    assert (done.code, done.out, done.err) == (0, "No problems found.\n", "")
    assert shell("check", "--json", *arguments).json == []
    assert not shell.collection.exists()


def test_a_content_file_in_a_folder_is_read_with_the_framework_above(
    shell: Shell, tmp_path: Path
) -> None:
    framework = "content: framework\ndeck: {id: root, title: Root}\nfiles: [more/new.yaml]\n"
    write(tmp_path, "framework.yaml", framework)
    (tmp_path / "more").mkdir()
    path = write(
        tmp_path / "more",
        "new.yaml",
        "content: situations\ndeck: {id: new, title: New}\nsituations:\n"
        f"  - {{id: one, theme: room, scene: Hm., move: {' '.join(['word'] * 20)}}}\n",
    )
    done = shell("check", path)
    assert done.out.startswith("new/one.move: the answer has 20 words")


def test_a_card_with_a_long_answer(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path, "long.yaml", LONG % " ".join(["word"] * 20))
    done = shell("check", path)
    assert done.code == 1
    assert done.out.startswith("long/one: the answer has 20 words; use at most 12")
    assert done.out.endswith("[long-answer]\n")
    assert done.err == "flashdesign: 1 problem found.\n"


def test_a_file_that_breaks_the_format_is_reported_by_line(shell: Shell, tmp_path: Path) -> None:
    path = write(
        tmp_path, "bad.yaml", "format: 1\nid: bad\ntitle: Bad\ncards:\n  - {kind: riddle}\n"
    )
    done = shell("check", path)
    assert done.code == 1
    assert all(line.startswith(f"{path}:5:") for line in done.lines)
    assert all(line.endswith("[format]") for line in done.lines)
    found = shell("check", "--json", path)
    assert '"rule": "format"' in found.out
    assert '"line": 5' in found.out


def test_a_missing_file(shell: Shell) -> None:
    done = shell("check", "nowhere.yaml")
    assert (done.code, done.out) == (1, "")
    assert done.err == "flashdesign: There is no deck file 'nowhere.yaml'.\n"


def test_gaps_in_ankis_syntax_are_reported_with_their_line(shell: Shell, tmp_path: Path) -> None:
    text = "format: 1\nid: gaps\ntitle: Gaps\ncards:\n"
    text += "  - {id: one, kind: cloze, text: 'A {{c1::b}}.'}\n"
    path = write(tmp_path, "gaps.yaml", text)
    done = shell("check", path)
    assert done.code == 1
    assert done.out.startswith(f"{path}:5:1: Anki's cloze syntax {{{{c1::answer}}}}")
    assert "{{1::answer}}" in done.out


@pytest.mark.usefixtures("_german")
def test_json_stays_english_in_any_language(shell: Shell, tmp_path: Path) -> None:
    path = write(tmp_path, "bare.yaml", LONG % "''")
    with in_language("de"):
        assert "die Antwort ist leer" in shell("check", path).out
        assert '"message": "the answer is empty"' in shell("check", "--json", path).out
