"""The commands for import and export."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from tests.support.shell import Shell

DECK = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Q, back: A}\n"
HOSTILE = Path(__file__).parents[2] / "content" / "data" / "imports"
NOTHING = {"pictures": 0, "picture_bytes": 0, "changed": 0, "same": 0, "gone": 0, "problems": []}


@pytest.fixture
def deck(tmp_path: Path) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    return str(path)


def test_an_import_shows_what_it_changed(shell: Shell, deck: str) -> None:
    dry = shell("import", deck, "--dry-run", "--json").json
    assert dry == NOTHING | {"new": 1, "cards": 1, "applied": False}
    done = shell("import", deck)
    assert (done.code, done.err) == (0, "")
    assert done.out == "Imported: 1 new note, 1 new card, 0 changed, 0 unchanged, 0 removed.\n"
    again = shell("import", deck, "--json").json
    assert again == NOTHING | {"new": 0, "same": 1, "cards": 0, "applied": True}


def test_a_dry_run_shows_what_would_change(shell: Shell, deck: str) -> None:
    more = DECK + "- {id: bb, kind: basic, front: B, back: B}\n"
    Path(deck).write_text(more, encoding="utf-8")
    shell("import", deck)
    Path(deck).write_text(DECK.replace("back: A", "back: Other"), encoding="utf-8")
    assert shell("import", deck, "--dry-run").lines == [
        "− Q → A",
        "+ Q → Other",
        "removed: B → B",
        "Preview: 0 new notes, 0 new cards, 1 changed, 0 unchanged, 1 removed. "
        "Nothing was changed.",
    ]


def test_a_table_goes_into_the_given_deck(shell: Shell) -> None:
    path = HOSTILE / "excel_semicolon.csv"
    done = shell("import", str(path), "--deck", "Netze")
    assert done.lines[0] == "line 7: the answer is empty"
    assert done.lines[1].startswith("Imported: 7 new notes, 7 new cards")
    assert "netze" in shell("decks", "--json").out


def test_the_number_of_imported_reviews_is_shown(shell: Shell) -> None:
    done = shell("import", str(HOSTILE / "anki_scheduled.apkg"), "--with-schedule")
    assert done.lines[-1].endswith("0 removed. 248 reviews imported.")


@pytest.mark.parametrize("name", ["yaml_bomb.yaml", "deep_yaml.yaml", "latin1.csv", "none.csv"])
def test_a_refused_file_is_reported_in_one_line(shell: Shell, name: str) -> None:
    done = shell("import", str(HOSTILE / name))
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert name in done.err


def test_the_check_command_lists_further_problems(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("format: 1\n", encoding="utf-8")
    result = shell("import", str(path)).err
    assert result.endswith("(and 2 more; `flashdesign check FILE` lists them)\n")
    assert len(shell("check", str(path)).lines) == 3


def test_an_export_shows_its_file(shell: Shell, deck: str, tmp_path: Path) -> None:
    shell("import", deck)
    target = tmp_path / "out.csv"
    done = shell("export", "mine", str(target))
    assert done.out == f"1 note saved to {target}.\n"
    assert target.read_text(encoding="utf-8").splitlines()[1] == "mine/aa,Mine,basic,Q,A,,,"
    result = shell("export", "mine", str(target), "--json").json
    assert result == {"deck": "mine", "file": str(target), "notes": 1, "plain": 0}


def test_a_package_for_anki_can_hold_the_schedule(shell: Shell, deck: str, tmp_path: Path) -> None:
    shell("import", deck)
    target = tmp_path / "out.apkg"
    done = shell("export", "mine", str(target), "--with-schedule")
    assert (done.code, done.out) == (0, f"1 note saved to {target}.\n")
    assert target.read_bytes().startswith(b"PK")
    refused = shell("export", "mine", str(tmp_path / "out.csv"), "--with-schedule")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "title"),
    [
        pytest.param([], "mine", id="named like its file"),
        pytest.param(["--title", 'My "first": deck'], "My 'first': deck", id="with a title"),
    ],
)
def test_a_new_deck_has_no_problems_and_can_be_imported(
    shell: Shell, tmp_path: Path, more: list[str], title: str
) -> None:
    path = str(tmp_path / "mine.yaml")
    assert shell("new-deck", path, *more).code == 0
    assert shell("check", path).out == "No problems found.\n"
    assert shell("import", path, "--json").json == NOTHING | {"new": 4, "cards": 4, "applied": True}
    assert title in shell("decks").out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("mine.yaml", "a file with this name already", id="an existing file"),
        pytest.param("mine.txt", "must end in .yaml", id="another suffix"),
        pytest.param("none/mine.yaml", "so the deck file was not written", id="a missing folder"),
    ],
)
def test_a_new_deck_that_cannot_be_created(
    shell: Shell, tmp_path: Path, name: str, expected: str
) -> None:
    (tmp_path / "mine.yaml").write_text("mine", encoding="utf-8")
    done = shell("new-deck", str(tmp_path / name))
    assert (done.code, done.out) == (1, "")
    assert expected in done.err
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == "mine"


def test_missing_ids_are_added(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    card = "- {kind: basic, front: Q, back: A}\n"
    path.write_text(f"format: 1\nid: mine\ntitle: Mine\ncards:\n{card}", encoding="utf-8")
    assert shell("fix-ids", str(path)).out == f"1 id added to {path}.\n"
    assert shell("fix-ids", str(path), "--json").json == {"file": str(path), "written": 0}
    assert "- {id: x-" in path.read_text(encoding="utf-8")


def test_a_new_deck_refers_to_an_existing_schema(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    shell("new-deck", str(path))
    address = path.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert Path(url2pathname(urlsplit(address).path)).is_file()


TABLE = "Prompt;Reply;Topic\n2*3;<b>6</b>;maths\n**x**;y;letters\n"


def fronts(shell: Shell) -> list[str]:
    return [card["front"] for card in shell("cards", "--deck", "table", "--json").json]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param("--header", ["2\\*3", "\\*\\*x\\*\\*"], id="the first row names columns"),
        pytest.param(
            "--no-header", ["Prompt", "2\\*3", "\\*\\*x\\*\\*"], id="the first row is a card"
        ),
        pytest.param("--header --markdown", ["2*3", "**x**"], id="Markdown"),
        pytest.param("--header --html --columns answer,question,tags", ["**6**", "y"], id="HTML"),
        pytest.param("--header --plain --columns=skip,front,back", ["<b>6</b>", "y"], id="plain"),
        pytest.param(
            "--no-header --separator=tab --columns front",
            ["Prompt;Reply;Topic", "2\\*3;<b>6</b>;maths", "\\*\\*x\\*\\*;y;letters"],
            id="another separator",
        ),
    ],
)
def test_options_set_how_a_table_is_read(
    shell: Shell, tmp_path: Path, options: str, found: list[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert shell("import", str(path), *options.split()).code == 0
    assert fronts(shell) == found


def test_the_separators_of_quizlet_can_be_set(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_text("CAP - a theorem - of Brewer;;RAFT - consensus;;", encoding="utf-8")
    shell("import", str(path), "--separator", " - ", "--row-separator", ";;")
    cards = shell("cards", "--deck", "table", "--json").json
    assert [(card["front"], card["back"]) for card in cards] == [
        ("CAP", "a theorem - of Brewer"),
        ("RAFT", "consensus"),
    ]


@pytest.mark.parametrize(
    ("options", "code", "expected"),
    [
        pytest.param(
            "--columns=front,foo",
            2,
            "there is no column 'foo'; the columns are: front,",
            id="a name",
        ),
        pytest.param("--columns=back", 2, "has no question", id="no question"),
        pytest.param(
            "--columns=front,back,why,tags",
            1,
            "4 columns were named, but the table has 3",
            id="many",
        ),
        pytest.param(
            "--separator=", 2, "cannot separate columns: give comma, semicolon", id="no separator"
        ),
        pytest.param(
            "--separator=123456789", 2, "cannot separate columns", id="a separator that is too long"
        ),
        pytest.param("--row-separator=", 2, "cannot separate rows", id="no row separator"),
        pytest.param("--html --plain", 2, "not allowed with", id="two formats"),
        pytest.param("--header --no-header", 2, "not allowed with", id="two headers"),
    ],
)
def test_invalid_table_options_are_explained(
    shell: Shell, tmp_path: Path, options: str, code: int, expected: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    done = shell("import", str(path), *options.split())
    assert done.code == code
    assert expected in done.err


def test_only_a_table_has_columns(shell: Shell, deck: str) -> None:
    done = shell("import", deck, "--columns", "front,back")
    assert (done.code, done.err) == (
        1,
        "flashdesign: mine.yaml: it is not a table: columns, separator, format and encoding apply "
        "only to .csv, .tsv, .txt.\n",
    )


def test_an_export_reports_what_it_leaves_out(shell: Shell, deck: str, tmp_path: Path) -> None:
    text = DECK.replace("title: Mine", "title: Mine\ndescription: All of it")
    Path(deck).write_text(text, encoding="utf-8")
    shell("import", deck)
    done = shell("export", "mine", str(tmp_path / "out.csv"))
    assert done.out.endswith("Tables do not contain deck descriptions.\n")
