"""Column roles are guessed from names, directives or cells."""

from pathlib import Path

import pytest

from flashdesign.content.csv.columns import guess_columns, resolve_columns
from flashdesign.content.csv.reader import Table, TableError, read_table


def table(folder: Path, text: str) -> Table:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path)


@pytest.mark.parametrize(
    ("text", "roles", "has_header"),
    [
        pytest.param("Q,A\nx,y\n", "front back", True, id="one letter each"),
        pytest.param(
            "Vorderseite;Rückseite;Schlagwörter\nx;y;z\n", "front back tags", True, id="German"
        ),
        pytest.param("正面,背面\nx,y\n", "front back", True, id="Chinese"),
        pytest.param(
            "id,Question,Answer,Notes,Foo\n1,x,y,z,w\n",
            "id front back why -",
            True,
            id="more of them",
        ),
        pytest.param(
            "Text,Extra\n{{c1::x}},y\n", "front why", True, id="names of a cloze's fields"
        ),
        pytest.param(
            "x,y,io net\nz,w,net db\n",
            "front back tags",
            False,
            id="repeated words are tags",
        ),
        pytest.param("x,y,one\nz,w,two\n", "front back tags", False, id="single words are tags"),
        pytest.param('x,y,"Because, so."\n', "front back why", False, id="a sentence is a reason"),
        pytest.param(
            "x,y,It Runs after New\nz,w,This Is Why It Works\n",
            "front back why",
            False,
            id="a phrase too",
        ),
        pytest.param("x,y,t,more\n", "front back tags why", False, id="other columns"),
        pytest.param("1,x,y\n2,z,w\n3,a,b\n", "- front back", False, id="numbered rows"),
        pytest.param("1,x\n2,y\n3,z\n", "front back", False, id="numbers that are asked for"),
        pytest.param("3,x,y\n5,z,w\n", "front back tags", False, id="other numbers"),
        pytest.param(
            "a,b,So it is.,t1 x\nc,d,E.,t1\n", "front back why tags", False, id="tags last"
        ),
        pytest.param("#guid column:1\ng1,x,y\n", "guid front back", False, id="the rest in order"),
        pytest.param(
            "#tags column:1\nt,x,y,w,v\n", "tags front back why why", False, id="more than usual"
        ),
        pytest.param(
            "#columns:Text,Back Extra,Tags\nx,y,z\n", "front why tags", False, id="names above"
        ),
        pytest.param(
            "#columns:Front,Back\nFront,Back\nx,y\n", "front back", True, id="names above and again"
        ),
        pytest.param(
            "#columns:Kanji,Meaning,Foo\nx,y,z\n", "front back -", False, id="unknown names"
        ),
        pytest.param("#notetype:Cloze\nx,y\n", "front why", False, id="the fields of a cloze"),
        pytest.param(
            "#notetype:Basic (optional reversed card)\nx,y,1\n",
            "front back reverse",
            False,
            id="a third field that asks to reverse",
        ),
        pytest.param(
            "#deck column:3\nx,y,D\n", "front back deck", False, id="a deck column at the end"
        ),
    ],
)
def test_roles_are_guessed(tmp_path: Path, text: str, roles: str, has_header: bool) -> None:
    columns = guess_columns(table(tmp_path, text))
    assert tuple(role or "-" for role in columns.roles) == tuple(roles.split())
    assert columns.has_header == has_header


TEXT = "front,back,more\nx,y,z\n"


@pytest.mark.parametrize(
    ("roles", "header", "found", "has_header"),
    [
        pytest.param(None, None, "front back -", True, id="nothing is given"),
        pytest.param(None, False, "front back -", False, id="no header"),
        pytest.param(("back", "front"), None, "back front -", True, id="columns alone"),
        pytest.param(("front", "", "back"), False, "front - back", False, id="both"),
    ],
)
def test_explicit_choices_win(
    tmp_path: Path,
    roles: tuple[str, ...] | None,
    header: bool | None,
    found: str,
    has_header: bool,
) -> None:
    columns = resolve_columns(table(tmp_path, TEXT), roles, has_header=header)
    assert tuple(role or "-" for role in columns.roles) == tuple(found.split())
    assert columns.has_header == has_header


def test_unknown_headings_get_the_usual_roles(tmp_path: Path) -> None:
    columns = resolve_columns(table(tmp_path, "Kana,Tags,Sense\nx,y,z\n"), None, has_header=True)
    assert columns.roles == ("front", "tags", "back")


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        pytest.param(("front",) * 4, "4 columns were named, but the table has 3", id="too many"),
        pytest.param(("back", "tags"), "no column was named as the question", id="no question"),
    ],
)
def test_invalid_roles_are_refused(tmp_path: Path, roles: tuple[str, ...], message: str) -> None:
    with pytest.raises(TableError, match=message):
        resolve_columns(table(tmp_path, TEXT), roles, has_header=None)
