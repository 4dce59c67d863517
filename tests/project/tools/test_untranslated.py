"""The lint for unmarked sentences: what it finds, what it ignores, and its exemptions."""

from pathlib import Path
from textwrap import indent

import pytest

from tools import untranslated
from tools.untranslated import lint_package, lint_source


def problems_of(source: str, *, at_import: bool = False) -> list[str]:
    """Return the problems of statements in a function, or in a module."""
    code = source if at_import else f"def f():\n{indent(source, '    ')}"
    return [finding.problem for finding in sorted(lint_source(code, "flashdesign.x").findings)]


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        pytest.param('TITLE = _("No cards")', True, id="a constant"),
        pytest.param('class A:\n    title = pgettext("a", "No cards")', True, id="of a class"),
        pytest.param('def f(title=_("No cards")):\n    pass', True, id="a default"),
        pytest.param('TITLE = N_("No cards")', False, id="a marked constant"),
        pytest.param('TITLE = LazyText.counted("A card", "Some cards", 2)', False, id="a LazyText"),
        pytest.param('def f():\n    return _("No cards")', False, id="in a function"),
        pytest.param('def f():\n    def g(a=_("No cards")): pass', False, id="within a function"),
        pytest.param('show = lambda: _("No cards")', False, id="in a lambda"),
    ],
)
def test_a_translation_at_import_is_found(source: str, *, is_found: bool) -> None:
    problem = "translated at import: mark it with N_, and translate it at use"
    assert problems_of(source, at_import=True) == [problem] * is_found


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param('x = "No cards"', "unmarked: 'No cards'", id="two words"),
        pytest.param('x = "Done, then go"', "unmarked: 'Done, then go'", id="a comma between"),
        pytest.param('x = f"{n} cards"', "unmarked: '{} cards'", id="a value and a word"),
        pytest.param('x = f"Deck {n}"', "unmarked: 'Deck {}'", id="a word and a value"),
        pytest.param('X = {"a": "No cards"}', "unmarked: 'No cards'", id="in a mapping"),
        pytest.param('def f(a="No cards"): pass', "unmarked: 'No cards'", id="a default"),
        pytest.param("x = '<b>No cards</b>'", "unmarked: '<b>No cards</b>'", id="within HTML"),
        pytest.param('raise DeckError("No cards")', "unmarked: 'No cards'", id="an error"),
        pytest.param(
            'LazyText("No cards")', "unmarked: 'No cards'", id="a LazyText that is not marked"
        ),
        pytest.param('_("{a}").format(a="No cards")', "unmarked: 'No cards'", id="a value"),
        pytest.param('ngettext("a", "b", f("No cards"))', "unmarked: 'No cards'", id="a number"),
        pytest.param('N_("No cards") if x else "No decks"', "unmarked: 'No decks'", id="a branch"),
        pytest.param('box.setText("Deck")', "unmarked: 'Deck'", id="a word in a setter"),
        pytest.param('box.setText("A" if x else "Deck")', "unmarked: 'Deck'", id="one of two"),
        pytest.param('box.setText(x or "Deck")', "unmarked: 'Deck'", id="a default text"),
        pytest.param('box.setText("Deck: " + x)', "unmarked: 'Deck:'", id="a sum"),
        pytest.param('box.setTabText(0, "Deck")', "unmarked: 'Deck'", id="the second argument"),
        pytest.param('label("Deck", TextRole.MUTED)', "unmarked: 'Deck'", id="a label"),
        pytest.param('QPushButton("Deck")', "unmarked: 'Deck'", id="a button"),
        pytest.param('p.add_argument("--x", help="decks")', "unmarked: 'decks'", id="help"),
        pytest.param('"No cards".split() + ["No decks"]', "unmarked: 'No decks'", id="a list"),
        pytest.param('x = f"Anki {n} deck"', "unmarked: 'Anki {} deck'", id="a name and a word"),
        pytest.param('x = f"flashdesign: no {n}"', "unmarked: 'flashdesign: no {}'", id="command"),
        pytest.param('x = f"{a}, {b} cards, {c}"', "unmarked: '{}, {} cards, {}'", id="a list"),
        pytest.param('x = "Use CAST or LIMIT"', "unmarked: 'Use CAST or LIMIT'", id="no SQL"),
        pytest.param('def f() -> "A b":\n    return "No cards"', "unmarked: 'No cards'", id="body"),
        pytest.param('x = "is: this; or that"', "unmarked: 'is: this; or that'", id="no CSS"),
    ],
)
def test_unmarked_text_is_found(source: str, problem: str) -> None:
    assert problems_of(source) == [problem]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('_("No cards")', id="marked"),
        pytest.param('N_("No cards")', id="a constant"),
        pytest.param('ngettext("One card", "{n} cards", n)', id="a count"),
        pytest.param('pgettext("a verb", "Go on")', id="a context"),
        pytest.param(
            'LazyText(N_("No cards"), a=LazyText.counted("a b", "c d", 1))', id="a LazyText"
        ),
        pytest.param("_(NAMES[x]); _(page.title); _(title())", id="a constant that is translated"),
        pytest.param('"""A doc string."""\nx = 1\n"""Of x too."""', id="docstrings"),
        pytest.param('def f():\n    """Do a thing."""', id="a docstring of a function"),
        pytest.param('log.warning("No cards for %s", x)', id="a log call"),
        pytest.param('raise ValueError("No cards")', id="a programmer error"),
        pytest.param('msg = f"No cards {x}"\nraise TypeError(msg)', id="its message"),
        pytest.param('assert x, "No cards"', id="an assertion"),
        pytest.param('x = "SELECT a FROM b WHERE c"', id="SQL"),
        pytest.param('x = f"{a} WHERE b.c = ? ORDER BY d.e"', id="the end of a query"),
        pytest.param('x = f"{a} AND b.c < {d}"', id="a condition of SQL"),
        pytest.param('x = f"b.c IN ({d}, {e})"', id="a list in SQL"),
        pytest.param('x = "b.key, b.part, c.due"', id="columns of SQL"),
        pytest.param('x = "color: red; margin: 0 auto;"', id="a style"),
        pytest.param('x = f"QLabel {{ color: {c}; }}"', id="a style sheet"),
        pytest.param('re.compile("a b"); x = r"any \\w+ word"', id="a regex"),
        pytest.param('x = \'<a b="c" d="e f">\'', id="a tag"),
        pytest.param('x == "No cards"; x in ("a b", "c d")', id="a comparison"),
        pytest.param('x.startswith("No cards")', id="a prefix"),
        pytest.param('match x:\n    case "No cards": pass', id="a pattern"),
        pytest.param('x["No cards"]', id="an index"),
        pytest.param('cast("dict[str, Any] | None", x)', id="a type"),
        pytest.param(
            'def f(a: "tuple[int, A]") -> "tuple[A | None, B]": pass', id="types in quotes"
        ),
        pytest.param('x = f"flashdesign: {error}\\n"', id="the command's name before a message"),
        pytest.param("x = f\"flashdesign: {_('No cards')}\"", id="and before a marked one"),
        pytest.param('x = f"{query} LIMIT {n}"', id="a part of SQL"),
        pytest.param('x = "COALESCE(CAST(a AS INTEGER), 0)"', id="a function of SQL"),
        pytest.param('x = "front, back, search_text"', id="columns"),
        pytest.param('CheckConstraint("flag between 0 and 7")', id="a constraint"),
        pytest.param('Tokens(text="#e7e9ee")', id="a color"),
        pytest.param('column.label("body")', id="a label in SQL"),
        pytest.param('raise FrameError("too long")', id="a broken message between processes"),
        pytest.param('x = "no-cards"; y = "{a} {b}"', id="identifiers"),
        pytest.param(
            'box.setText(""); box.setText("×"); QLabel("Anki")', id="nothing to translate"
        ),
        pytest.param('box.addAction(_("Deck"), f)', id="a marked label"),
        pytest.param("""x = f'{_("A b")}\\n{_("C d")}'""", id="paragraphs in an f-string"),
        pytest.param('x = _("A b") + "\\n\\n" + y', id="paragraphs in a sum"),
    ],
)
def test_other_text_is_left_alone(source: str) -> None:
    assert problems_of(source) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param('_(f"{n} cards")', "an f-string is marked", id="an f-string"),
        pytest.param('_("%s cards" % n)', "a message with `%` or `+` is marked", id="percent"),
        pytest.param('_("No " + x)', "a message with `%` or `+` is marked", id="a sum"),
        pytest.param('_("A b" if x else "C d")', "a choice of messages is marked", id="a choice"),
        pytest.param("N_(name)", "the message is not a literal", id="a name in N_"),
        pytest.param("ngettext(one, many, n)", "the message is not a literal", id="names"),
        pytest.param("x = f'{_(\"Deck\")}: {n}'", "a marked sentence in an f-string", id="glue"),
        pytest.param('x = _("Deck: {n}").format(n=1) + name', "a marked sentence in a sum", id="+"),
    ],
)
def test_a_marked_sentence_in_pieces_is_found(source: str, problem: str) -> None:
    assert [found.split(":")[0] for found in set(problems_of(source))] == [problem]


def make_package(root: Path, **modules: str) -> None:
    for name, source in modules.items():
        path = root / "flashdesign" / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")


def test_exempt_packages_functions_and_constants_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exempt = ("deck", "page.C", "page.f", "page.A.m")
    monkeypatch.setattr(
        untranslated, "EXEMPT", {f"flashdesign.{name}": "a test" for name in exempt}
    )
    text = '"No cards"'
    page = (
        f"C = {text}\ndef f():\n    return {text}\nclass A:\n    def m(self):\n        {text}[0]\n"
    )
    make_package(tmp_path, deck__a=f"x = {text}", page=f"{page}D: str = {text}\n")
    assert lint_package(tmp_path) == ["flashdesign/page.py:7: unmarked: 'No cards'"]


def test_an_exemption_of_nothing_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(untranslated, "EXEMPT", {"flashdesign.gone": "a test"})
    make_package(tmp_path, page="x = 1")
    assert untranslated.main([], tmp_path) == 1
    assert capsys.readouterr().out == "EXEMPT: there is no flashdesign.gone\n"
    monkeypatch.setattr(untranslated, "EXEMPT", {})
    assert untranslated.main([], tmp_path) == 0
