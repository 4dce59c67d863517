"""Each change of the table settings updates the preview; problems are reported."""

from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.csv.columns import Columns
from flashdesign.services.imports import table_form
from flashdesign.services.imports.table_form import TableForm, TablePreview

IMPORTS = Path(__file__).parents[2] / "content" / "data" / "imports"


def begun(name: str) -> TableForm:
    return table_form.default_form(IMPORTS / name)


def fronts(reading: TablePreview) -> list[str]:
    return [front for front, _, _ in reading.notes]


def test_a_table_is_read_as_is_likely_and_the_form_says_how() -> None:
    reading = table_form.preview_table(begun("anki_notes_plain.csv"))
    assert reading.count == len(reading.notes) == 12
    assert reading.form.separator == ","
    assert reading.form.columns == Columns(("front", "back", "tags"), has_header=False)
    assert [len(samples) for samples in reading.samples] == [3, 3, 3]
    assert reading.problem == ""


def test_the_first_line_can_be_said_to_name_the_columns() -> None:
    form = begun("excel_semicolon.csv")
    guessed = table_form.preview_table(form).form.columns
    assert guessed is not None
    with_header = table_form.preview_table(replace(form, columns=replace(guessed, has_header=True)))
    without = table_form.preview_table(replace(form, columns=replace(guessed, has_header=False)))
    assert (with_header.count, without.count) == (7, 8)
    assert fronts(without)[0] == "Frage"


def test_columns_can_change_places() -> None:
    form = begun("anki_notes_plain.csv")
    plain, turned = (
        table_form.preview_table(replace(form, columns=Columns(roles, has_header=False)))
        for roles in (("front", "back", "tags"), ("back", "front", ""))
    )
    assert turned.notes[0][:2] == plain.notes[0][1::-1]
    assert turned.notes[0][2] == ""


def test_without_a_question_there_is_nothing_to_bring() -> None:
    columns = Columns(("back", "", "tags"), has_header=False)
    reading = table_form.preview_table(replace(begun("anki_notes_plain.csv"), columns=columns))
    assert reading.problem == "No column is the question. Choose one."
    assert reading.bundle is None


@pytest.mark.parametrize(
    ("encoding", "first"),
    [
        pytest.param("iso-8859-1", "Café crème", id="the right one gives right text"),
        pytest.param("cp1252", "Café crème", id="a near one too"),
    ],
)
def test_an_encoding_is_asked_for_and_never_guessed(encoding: str, first: str) -> None:
    form = begun("latin1.csv")
    refused = table_form.preview_table(form)
    assert refused.problem == "This is not UTF-8 text. Choose its encoding."
    assert refused.notes == ()
    assert fronts(table_form.preview_table(replace(form, encoding=encoding)))[0] == first


def test_another_separator_gives_other_columns() -> None:
    filled = table_form.preview_table(replace(begun("latin1.csv"), encoding="cp1252")).form
    reading = table_form.preview_table(replace(filled, separator=";"))
    assert reading.form.columns is not None
    assert len(reading.form.columns.roles) == 1


def test_a_file_that_is_not_there_is_told() -> None:
    assert "no such file" in table_form.preview_table(begun("none.csv")).problem


def test_the_deck_is_titled_as_the_form_says() -> None:
    reading = table_form.preview_table(replace(begun("quizlet.tsv"), title="  My words "))
    assert reading.bundle is not None
    assert [deck.title for deck in reading.bundle.decks] == ["My words"]
    blank = table_form.preview_table(replace(begun("quizlet.tsv"), title=" "))
    assert blank.bundle is not None
    assert [deck.title for deck in blank.bundle.decks] == ["quizlet"]
