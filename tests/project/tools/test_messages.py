"""Extraction, merging, compilation and checks of message catalogs, and the pseudo-language."""

import io
from gettext import GNUTranslations
from pathlib import Path

import pytest

from tools import messages
from tools.marked_calls import Message
from tools.marked_calls import messages as messages_in
from tools.messages import Project, placeholder_problem, pseudo_text

SOURCE = """\
_("Open {name!r}")
ngettext("{n} card", "{n} cards", n)
pgettext("verb", "Review")
"""
TRANSLATED = {
    'msgid "Open {name!r}"\nmsgstr ""': 'msgid "Open {name!r}"\nmsgstr "{name!r} öffnen"',
    'msgid "Review"\nmsgstr ""': 'msgid "Review"\nmsgstr "Üben"',
    'msgstr[0] ""': 'msgstr[0] "{n} Karte"',
    'msgstr[1] ""': 'msgstr[1] "{n} Karten"',
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with three messages and no language."""
    source = tmp_path / "flashdesign"
    source.mkdir()
    (source / "page.py").write_text(SOURCE, encoding="utf-8")
    assert messages.main(["extract"], Project(tmp_path)) == 0
    return Project(tmp_path)


@pytest.fixture
def german(project: Project) -> Path:
    """The German catalog of the project, translated and compiled."""
    messages.main(["update", "de"], project)
    path = messages.catalog_path(project.languages, "de")
    edit(path, TRANSLATED)
    messages.main(["compile"], project)
    return path


def edit(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def add_source(project: Project, source: str) -> None:
    (project.source / "more.py").write_text(source, encoding="utf-8")


def check_output(project: Project, capsys: pytest.CaptureFixture[str], code: int) -> str:
    capsys.readouterr()
    assert messages.main(["check"], project) == code
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param('_("a " "b")', [Message("a b")], id="a literal in two parts"),
        pytest.param('LazyText(N_("a"), b=_("c"))', [Message("a"), Message("c")], id="nested"),
        pytest.param(
            'LazyText.counted("a", "b", n, c=_("d"))',
            [Message("a", "b"), Message("d")],
            id="a count",
        ),
        pytest.param(
            'ngettext("a", "b", f(_("c")))', [Message("a", "b"), Message("c")], id="in a number"
        ),
        pytest.param('pgettext("c", "a")', [Message("a", context="c")], id="a context"),
        pytest.param('_(name); _(f"{a}"); _(""); x._("b"); _()', [], id="nothing to extract"),
    ],
)
def test_marked_messages_are_extracted(source: str, found: list[Message]) -> None:
    plain = [Message(item.singular, item.plural, item.context) for item in messages_in(source)]
    assert plain == found


def test_the_template_changes_only_with_the_messages(project: Project) -> None:
    before = project.template.read_bytes()
    (project.source / "page.py").write_text(f"x = 1\n\n\n{SOURCE}", encoding="utf-8")
    messages.main(["extract"], project)
    assert project.template.read_bytes() == before
    assert b"page.py" not in before
    assert b"POT-Creation-Date" not in before
    add_source(project, '_("One more")')
    messages.main(["extract"], project)
    assert b"One more" in project.template.read_bytes()


def test_a_percent_sign_is_no_format(project: Project) -> None:
    add_source(project, '_("{n} % of it")')
    messages.main(["extract"], project)
    assert "python-format" not in project.template.read_text(encoding="utf-8")


def test_a_translated_catalog_has_no_problems(
    project: Project, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_output(project, capsys, 0) == "3 messages, no problems\n"
    with german.with_suffix(".mo").open("rb") as file:
        catalog = GNUTranslations(file)
    assert catalog.gettext("Open {name!r}") == "{name!r} öffnen"
    assert catalog.ngettext("{n} card", "{n} cards", 2) == "{n} Karten"
    assert catalog.pgettext("verb", "Review") == "Üben"


def test_a_new_language_has_all_its_plural_forms(project: Project) -> None:
    messages.main(["update", "ru"], project)
    text = messages.catalog_path(project.languages, "ru").read_text(encoding="utf-8")
    assert "nplurals=3" in text
    assert 'msgstr[2] ""' in text


def test_an_unknown_language_is_refused(project: Project) -> None:
    with pytest.raises(SystemExit):
        messages.main(["update", "klingon"], project)


def test_fuzzy_translations_are_listed(
    project: Project, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.source / "page.py").write_text(SOURCE.replace("Open", "Opens"), encoding="utf-8")
    capsys.readouterr()
    messages.main(["update"], project)
    out = capsys.readouterr().out
    assert "de: 3 messages, 0 missing, 1 fuzzy" in out
    assert "  fuzzy: 'Opens {name!r}' -> '{name!r} öffnen'" in out
    assert "#, fuzzy" in german.read_text(encoding="utf-8")
    messages.main(["extract"], project)
    assert "de: 'Opens {name!r}' is fuzzy" in check_output(project, capsys, 1)


def test_a_stale_template_is_found(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    add_source(project, '_("One more")')
    assert "flashdesign.pot is stale" in check_output(project, capsys, 1)
    project.template.unlink()
    assert "flashdesign.pot is stale" in check_output(project, capsys, 1)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('"{name!r} öffnen"', '""', "'Open {name!r}' is not translated", id="none"),
        pytest.param(
            "{name!r} öffnen", "{x} öffnen", "with unknown placeholders: x", id="another name"
        ),
        pytest.param("{name!r} öffnen", "Öffnen", "without placeholders: name", id="none of them"),
        pytest.param("{name!r} öffnen", "{name öffnen", "with an unmatched brace", id="a brace"),
        pytest.param('"{n} Karten"', '""', "'{n} card' lacks a plural form", id="a plural"),
        pytest.param(
            '"{n} Karten"\n',
            '"{n} K"\nmsgstr[2] "{n} K"\n',
            "msg has more translations",
            id="3 forms",
        ),
        pytest.param("{n} Karten", "{n} {m}", "with unknown placeholders: m", id="in a plural"),
        pytest.param(
            '\nmsgctxt "verb"\nmsgid "Review"\nmsgstr "Üben"\n',
            "",
            "'Review' is missing",
            id="gone",
        ),
        pytest.param('msgid "Review"', 'msgid "View"', "'View' is no longer used", id="unused"),
        pytest.param("Üben", "Lernen", "flashdesign.mo does not match", id="not compiled"),
        pytest.param("msgid_plural", "msgid_plurals", "cannot be read", id="not a catalog"),
    ],
)
def test_a_problem_of_a_catalog_is_found(
    project: Project, german: Path, capsys: pytest.CaptureFixture[str], old: str, new: str,
    problem: str,
) -> None:  # fmt: skip
    edit(german, {old: new})
    assert problem in check_output(project, capsys, 1)


def test_a_compiled_catalog_does_not_depend_on_the_time(german: Path) -> None:
    with german.with_suffix(".mo").open("rb") as file:
        header = GNUTranslations(file).info()
    assert header["pot-creation-date"].startswith("2000-01-01")


def test_a_compiled_catalog_without_a_source_is_found(
    project: Project, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    german.unlink()
    assert "de: flashdesign.mo has no .po file" in check_output(project, capsys, 1)


def test_two_plurals_of_one_message_are_found(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    add_source(project, 'ngettext("{n} card", "{n} other cards", n)')
    assert "'{n} card' has several plurals" in check_output(project, capsys, 1)


@pytest.mark.parametrize(
    ("originals", "translation", "is_right"),
    [
        pytest.param(("{a} of {b}", ""), "{b}: {a}", True, id="another order"),
        pytest.param(("{a!r}", ""), "„{a}“", True, id="quotes of the language"),
        pytest.param(("one card", "{n} cards"), "{n} карта", True, id="a number in each form"),
        pytest.param(("{n} card", "{n} cards"), "Karte", False, id="no number"),
        pytest.param(("a gap {{1::x}}", ""), "eine Lücke {{1::y}}", True, id="literal braces"),
    ],
)
def test_placeholders(originals: tuple[str, str], translation: str, is_right: bool) -> None:
    assert (placeholder_problem(originals, translation) is None) is is_right


def test_a_plural_form_may_say_one_in_words() -> None:
    assert placeholder_problem(("a card", "{n} cards"), "Eine Karte") is None
    assert placeholder_problem(("{n} card", "{n} cards"), "Eine Karte") is not None


@pytest.mark.parametrize(
    ("text", "pseudo"),
    [
        ("Deck", "[Ďéçķ ~~]"),
        ("{n} cards, `--json` or --csv", "[{n} çåřďš, `--json` öř --csv ~~~~ ~~~~ ~~]"),
        ("<b>Go</b> &amp; {{1::x}}\n", "[<b>Ĝö</b> &amp; {{1::x}} ~~~~ ~~~~]\n"),
        (" ", " "),
    ],
)
def test_a_pseudo_text_keeps_what_is_no_word(text: str, pseudo: str) -> None:
    assert pseudo_text(text) == pseudo


def test_a_pseudo_catalog_can_be_loaded(project: Project, tmp_path: Path) -> None:
    add_source(project, 'pgettext("date", "%Y")')
    messages.main(["pseudo", str(tmp_path / "pseudo")], project)
    path = tmp_path / "pseudo" / "en_XA" / "LC_MESSAGES" / "flashdesign.mo"
    catalog = GNUTranslations(io.BytesIO(path.read_bytes()))
    assert catalog.ngettext("{n} card", "{n} cards", 1) == "[{n} çåřď ~~~~]"
    assert catalog.pgettext("date", "%Y") == "%Y"
    assert not (project.languages / "en_XA").exists()


def test_the_mirrored_pseudo_catalog_reads_from_right_to_left(
    project: Project, tmp_path: Path
) -> None:
    add_source(project, 'pgettext("date", "%Y")')
    messages.main(["pseudo", str(tmp_path)], project)
    path = tmp_path / "ar_XB" / "LC_MESSAGES" / "flashdesign.mo"
    catalog = GNUTranslations(io.BytesIO(path.read_bytes()))
    assert catalog.ngettext("{n} card", "{n} cards", 2) == "\u200f[{n} çåřďš ~~~~]"
    assert catalog.pgettext("date", "%Y") == "%Y"


def test_every_message_of_the_project_keeps_its_placeholders_in_the_pseudo_language() -> None:
    for entry in messages.entries(messages.extract_catalog(Project())):
        originals = messages.key_of(entry)[1:]
        for text in filter(None, originals):
            assert placeholder_problem(originals, pseudo_text(text)) is None
