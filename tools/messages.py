"""Messages for translators: extract, update, compile, check, and make a pseudo-translation.

The template and the catalogs are in `flashdesign/i18n/languages`. The template has no dates and
line numbers, so it changes only with the messages.
"""

import argparse
import io
import math
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from tools.marked_calls import Message, messages

ROOT = Path(__file__).resolve().parent.parent
DOMAIN = "flashdesign"
# As in Android and Chrome: Qt reads texts of any "ar" from right to left.
PSEUDO, MIRRORED_PSEUDO = "en_XA", "ar_XB"
# A text that begins with it is laid out from right to left.
RIGHT_TO_LEFT_MARK = "\N{RIGHT-TO-LEFT MARK}"
WIDTH_CHARACTERS = 100
_HEADER_COMMENT = "# Messages of FlashDesign."
# Dates, Babel's version, and values that nobody has filled in.
_DROPPED_HEADERS = re.compile(
    rb'^"(?:(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To): .*'
    rb"|Last-Translator: FULL NAME .*|Language-Team: .*<LL@li\.org>.*)\n",
    re.MULTILINE,
)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# Babel reads "5 % of" as a format of Python's `%` operator, which no message uses.
_WRONG_FLAG = "python-format"
_FIELD = re.compile(r"(?<!\{)\{[^{}]*\}(?!\})")
# Only messages of argparse have these.
_PERCENT_FIELD = re.compile(r"%\(\w+\)[sr]|%[sr](?!\w)")


@dataclass(frozen=True, slots=True)
class Project:
    """Where the sources and the catalogs of a project are."""

    root: Path = ROOT

    @property
    def source(self) -> Path:
        """The folder of the modules."""
        return self.root / "flashdesign"

    @property
    def languages(self) -> Path:
        """The folder of the template, and of a folder for each language."""
        return self.source / "i18n" / "languages"

    @property
    def template(self) -> Path:
        """The file of the template."""
        return self.languages / f"{DOMAIN}.pot"

    def catalogs(self) -> list[Path]:
        """Return the translated catalogs, sorted by language."""
        return sorted(self.languages.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def catalog_path(languages: Path, code: str) -> Path:
    """Return the path of the catalog of a language."""
    return languages / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def language_of(path: Path) -> str:
    """Return the code of a catalog's language."""
    return path.parents[1].name


def new_catalog(locale: str | None = None) -> Catalog:
    """Return an empty catalog."""
    return Catalog(
        locale=locale,
        project="FlashDesign",
        version="",
        header_comment=_HEADER_COMMENT,
        charset="utf-8",
        fuzzy=False,
    )


def extract_messages(project: Project) -> Iterator[Message]:
    """Yield the messages that the modules mark."""
    for path in sorted(project.source.rglob("*.py")):
        yield from messages(path.read_text(encoding="utf-8"))


def conflicting_plurals(found: Iterable[Message]) -> list[str]:
    """Return the singulars with several plurals: a catalog can hold only one of these."""
    plurals: dict[tuple[str, str], set[str]] = {}
    for message in found:
        if message.plural:
            plurals.setdefault((message.context, message.singular), set()).add(message.plural)
    return sorted(singular for (_, singular), known in plurals.items() if len(known) > 1)


def extract_catalog(project: Project) -> Catalog:
    """Return the template: all messages that the modules mark."""
    catalog = new_catalog()
    for message in extract_messages(project):
        id_ = (message.singular, message.plural) if message.plural else message.singular
        catalog.add(id_, context=message.context or None)
    for entry in catalog:
        entry.flags.discard(_WRONG_FLAG)
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as the text of a .po file that depends on its messages only."""
    file = io.BytesIO()
    write_po(
        file,
        catalog,
        width=WIDTH_CHARACTERS,
        no_location=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return _DROPPED_HEADERS.sub(b"", file.getvalue())


def mo_bytes(catalog: Catalog) -> bytes:
    """Return a catalog as the content of a .mo file, without fuzzy translations."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def read_catalog(path: Path) -> Catalog:
    """Return the catalog in a .po file."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=language_of(path), abort_invalid=True)
    # Otherwise Babel writes the current minute into each .mo file, as the .po file has no date.
    catalog.creation_date = _NO_DATE
    for entry in catalog:
        entry.flags.discard(_WRONG_FLAG)
    return catalog


def entries(catalog: Catalog) -> Iterator[Entry]:
    """Yield the messages of a catalog without its header."""
    return (entry for entry in catalog if entry.id)


def key_of(entry: Entry) -> tuple[str, str, str]:
    """Return what identifies a message: context, singular and plural."""
    singular, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
    return entry.context or "", singular, plural


def forms_of(entry: Entry) -> tuple[str, ...]:
    """Return the translations of a message, one for each plural form, "" for a missing one."""
    translation = entry.string or ""
    return (translation,) if isinstance(translation, str) else tuple(translation)


# ----------------------------------------------------------------------------------- commands


def extract(project: Project) -> int:
    """Write the template."""
    catalog = extract_catalog(project)
    project.languages.mkdir(parents=True, exist_ok=True)
    project.template.write_bytes(po_bytes(catalog))
    print(f"{project.template.name}: {len(catalog)} messages")
    return 0


def update(project: Project, codes: list[str]) -> int:
    """Merge the messages of the sources into the catalogs; `codes` are created if missing."""
    template = extract_catalog(project)
    paths = {catalog_path(project.languages, code) for code in codes}
    for path in sorted({*project.catalogs(), *paths}):
        code = language_of(path)
        catalog = read_catalog(path) if path.is_file() else new_catalog(code)
        catalog.update(template)
        catalog.header_comment = _HEADER_COMMENT
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        fuzzy = [entry for entry in entries(catalog) if entry.fuzzy]
        missing = [entry for entry in entries(catalog) if not all(forms_of(entry))]
        print(f"{code}: {len(catalog)} messages, {len(missing)} missing, {len(fuzzy)} fuzzy")
        for entry in fuzzy:
            print(f"  fuzzy: {key_of(entry)[1]!r} -> {forms_of(entry)[0]!r}")
    return 0


def compile_catalogs(project: Project) -> int:
    """Write the .mo file of each catalog."""
    for path in project.catalogs():
        path.with_suffix(".mo").write_bytes(mo_bytes(read_catalog(path)))
        print(f"{language_of(path)}: compiled")
    return 0


def make_pseudo(project: Project, folder: Path) -> int:
    """Write the catalogs of both pseudo-languages below a folder, as `i18n.LANGUAGES` has them."""
    template = extract_catalog(project)
    for code, mark in ((PSEUDO, ""), (MIRRORED_PSEUDO, RIGHT_TO_LEFT_MARK)):
        catalog = deepcopy(template)
        # Babel has no locale data for the pseudo-regions.
        catalog.locale = "en"
        for entry in entries(catalog):
            _set_pseudo(entry, mark)
        path = catalog_path(folder, code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
        print(f"{path.with_suffix('.mo')}: {len(catalog)} messages")
    return 0


def _set_pseudo(entry: Entry, mark: str) -> None:
    """Set the pseudo-translation of a message, which begins with `mark`."""
    is_kept = entry.context in KEPT_CONTEXTS

    def change(message: str) -> str:
        return message if is_kept else mark + pseudo_text(message)

    entry.string = change(entry.id) if isinstance(entry.id, str) else tuple(map(change, entry.id))


def check(project: Project) -> int:
    """Print every problem of the template and the catalogs; return 1 if there is one."""
    template = extract_catalog(project)
    problems = [
        f"{singular!r} has several plurals in the sources"
        for singular in conflicting_plurals(extract_messages(project))
    ]
    if not project.template.is_file() or project.template.read_bytes() != po_bytes(template):
        problems.append(f"{project.template.name} is stale: run `tools/messages.py extract`")
    for path in project.catalogs():
        problems += [f"{language_of(path)}: {text}" for text in catalog_problems(path, template)]
    for path in project.languages.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"):
        if not path.with_suffix(".po").is_file():
            problems.append(f"{language_of(path)}: {path.name} has no .po file")
    print("\n".join(problems) or f"{len(template)} messages, no problems")
    return 1 if problems else 0


# ------------------------------------------------------------------------------------- checks


def catalog_problems(path: Path, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalog and its .mo file."""
    try:
        catalog = read_catalog(path)
    except (PoFileError, UnknownLocaleError, ValueError) as error:
        yield f"cannot be read: {error}"
        return
    known = {key_of(entry): entry for entry in entries(catalog)}
    wanted = {key_of(entry) for entry in entries(template)}
    for key in sorted(wanted - known.keys()):
        yield f"{key[1]!r} is missing: run `tools/messages.py update`"
    for key in sorted(known.keys() - wanted):
        yield f"{key[1]!r} is no longer used: run `tools/messages.py update`"
    for key in sorted(known.keys() & wanted):
        yield from (f"{key[1]!r} {text}" for text in entry_problems(known[key]))
    mo = path.with_suffix(".mo")
    if not mo.is_file() or mo.read_bytes() != mo_bytes(catalog):
        yield f"{mo.name} does not match {path.name}: run `tools/messages.py compile`"


def entry_problems(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with the translation of a message."""
    if entry.fuzzy:
        yield "is fuzzy"
    forms = forms_of(entry)
    if not any(forms):
        yield "is not translated"
        return
    if not all(forms):
        yield "lacks a plural form"
    for form in filter(None, forms):
        if problem := placeholder_problem(key_of(entry)[1:], form):
            yield problem


def placeholder_problem(originals: tuple[str, str], translation: str) -> str | None:
    """Return how the placeholders of a translation differ from those of its message, or None.

    A plural form may lack what the singular lacks: "a card" for "{n} cards".
    """
    singular, plural = originals
    names, required = placeholders(singular), placeholders(singular)
    if plural:
        names, required = names | placeholders(plural), names & placeholders(plural)
    found = placeholders(translation)
    if not is_format(translation) and all(map(is_format, originals)):
        return f"is translated with an unmatched brace: {translation!r}"
    if wrong := found - names:
        return f"is translated with unknown placeholders: {', '.join(sorted(wrong))}"
    if lost := required - found:
        return f"is translated without placeholders: {', '.join(sorted(lost))}"
    return None


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders of a message, without conversions and formats."""
    names = {re.split(r"[!:]", field.strip("{}"))[0] for field in _FIELD.findall(text)}
    return names.union(_PERCENT_FIELD.findall(text))


def is_format(text: str) -> bool:
    """Return whether `str.format` can read a text."""
    try:
        list(string.Formatter().parse(text))
    except ValueError:
        return False
    return True


# ------------------------------------------------------------------------------ pseudo-language

# Formats of numbers and dates, which are no words.
KEPT_CONTEXTS = frozenset({"decimal separator", "thousands separator", "date", "date and time"})
GROWTH = 0.4
_ACCENTS = str.maketrans(
    "ABCDEGHIJKLMNOPRSTUWYZabcdeghijklmnoprstuwyz", "ÂƁÇĎÉĜĤÎĴĶĻḾÑÖƤŘŠŢÛŴÝŽåƀçďéĝĥîĵķļḿñöƥřšţûŵýž"
)
_PADDING = "~~~~ "
# Placeholders, code, options of commands, tags of HTML and keys of Qt stay as they are.
_KEPT = re.compile(r"(\{+[^{}]*\}+|`[^`]*`|--[\w-]+|<[^<>]+>|&\w+;|%(?:\(\w+\))?\w)")


def pseudo_text(message: str) -> str:
    """Return a message with accents, in brackets and 40 % longer; outer whitespace stays."""
    text = message.strip()
    if not text:
        return message
    before, _text, after = message.partition(text)
    parts = _KEPT.split(text)
    accented = "".join(
        part if at % 2 else part.translate(_ACCENTS) for at, part in enumerate(parts)
    )
    length = math.ceil(len(text) * GROWTH)
    padding = (_PADDING * (length // len(_PADDING) + 1))[:length].rstrip()
    return f"{before}[{accented} {padding}]{after}"


def language_code(text: str) -> str:
    """Return a language code that Babel has plural rules for, or raise ValueError."""
    try:
        return str(Locale.parse(text))
    except UnknownLocaleError as error:
        raise ValueError(text) from error


def main(arguments: list[str], project: Project | None = None) -> int:
    """Run a command and return its exit code."""
    place = project or Project()
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "compile", "check"):
        commands.add_parser(name)
    update_command = commands.add_parser("update")
    update_command.add_argument("codes", nargs="*", type=language_code, metavar="CODE")
    commands.add_parser("pseudo").add_argument("folder", type=Path, metavar="FOLDER")
    chosen = parser.parse_args(arguments)
    run: dict[str, Callable[[], int]] = {
        "extract": lambda: extract(place),
        "update": lambda: update(place, chosen.codes),
        "compile": lambda: compile_catalogs(place),
        "pseudo": lambda: make_pseudo(place, chosen.folder),
        "check": lambda: check(place),
    }
    return run[chosen.command]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
