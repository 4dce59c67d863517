"""Everything in a table is imported or reported: characters, tags, decks and rows."""

import csv
import io
import re
import tempfile
from html import unescape
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashdesign.content.csv.importer import import_table
from flashdesign.content.csv.option_names import CellFormat
from flashdesign.content.csv.reader import TableError, read_table
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.notes.cloze import mark_gaps
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Cloze, answer, parts, prompt_text
from flashdesign.domain.transfer.import_plan import ImportBundle

_SIGNS = st.sampled_from(
    [*"ab é水\n\"',;\t|*_`~[]()$&{}#=+-1.<>\\", "{{c1::", "}}", "<br>", "](http://x)"]
)
_TEXTS = st.lists(_SIGNS, min_size=1, max_size=10).map("".join).filter(str.strip)
_TAGS = st.lists(st.sampled_from(["lsm", "a::b", "C++", "日本", "!!", 'x"y', "x_y"]), max_size=3)
_DECKS = st.sampled_from(["", "One", "One::Two", "Сети", "网络", "C#", "C++", "one"])
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
_KINDS = st.sampled_from(["", "Basic", "Cloze", "Einfach (und die umgekehrte Richtung)", "Kanji"])
_ROWS = st.lists(
    st.tuples(_TEXTS, _TEXTS, _TEXTS, _TAGS, _DECKS, st.integers(1, 9)), min_size=1, max_size=5
)
_INVISIBLE = re.compile(r"[\s\xa0]+")
_GAP = re.compile(r"\{\{c?\d+(?:,\d+)*::|\}\}|::")


def written(
    rows: list[tuple[str, str, str, list[str], str, int]], separator: str, kind: str
) -> str:
    out = io.StringIO()
    out.write(f"#separator:{_SEPARATORS[separator]}\n#HTML: false\n#notetype:{kind}\n#tags:all\n")
    out.write("#guid column:6\n# tags Column:4\n#deck column:5\n")
    rest = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    rest.writerows((a, b, c, " ".join(tags), deck, number) for a, b, c, tags, deck, number in rows)
    return out.getvalue()


def shown(markdown: str) -> str:
    """Return the visible characters, without spaces."""
    html = re.sub(r"</?(?:p|br|span)(?: [^<>]*)?>", "", to_html(markdown))
    return _INVISIBLE.sub("", unescape(html))


def visible(text: str) -> str:
    """Return the characters of a cell; gaps are replaced by their contents."""
    return _INVISIBLE.sub("", text)


def visible_text(note: Note) -> str:
    question = note.question
    sides = (
        [mark_gaps(question.text, 0)]
        if isinstance(question, Cloze)
        else [prompt_text(question), answer(question)]
    )
    return "".join(shown(text) for text in (*sides, note.why))


def named(bundle: ImportBundle) -> str:
    return "\n".join(f"{problem.where}: {problem.message}" for problem in bundle.problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_ROWS, st.sampled_from(list(_SEPARATORS)), _ENCODINGS, _KINDS)
def test_nothing_is_lost_silently(
    rows: list[tuple[str, str, str, list[str], str, int]], separator: str, encoding: str, kind: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(written(rows, separator, kind), encoding=encoding, newline="")
        bundle = import_table(read_table(path, None if encoding != "utf-16" else encoding))
    notes = [note for deck in bundle.decks for note in deck.notes]
    titles = {deck.id: deck.title for deck in bundle.decks}
    problems = named(bundle)
    left_out = problems.count("left out\n") + problems.endswith("left out")
    texts = ["".join(map(visible, row[:3])) for row in rows]
    for note in notes:
        found = visible_text(note)
        gapless = [_GAP.sub("", text) for text in texts]
        is_there = found in texts or _GAP.sub("", found) in gapless
        assert is_there, (found, texts)
        assert "all" in note.tags
    assert len(notes) + left_out >= len(rows), problems
    for _, _, _, tags, deck, _ in rows:
        for tag in tags:
            is_taken = any(tag in note.tags for note in notes)
            assert is_taken or repr(tag) in problems or left_out
        last = deck.rpartition("::")[2] or "t"
        assert last.casefold() in map(str.casefold, titles.values()) or left_out


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_SIGNS, max_size=30).map("".join), st.sampled_from(list(CellFormat)))
def test_any_text_is_a_table_or_refused_with_a_sentence(text: str, text_format: CellFormat) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.txt"
        path.write_text(text, encoding="utf-8", newline="")
        try:
            bundle = import_table(read_table(path), text_format=text_format)
        except TableError as error:
            assert "\n" not in str(error)  # noqa: PT017 - it may be refused, or not
            return
    for note in (note for deck in bundle.decks for note in deck.notes):
        assert prompt_text(note.question, parts(note.question)[0])
