"""The targets of the fuzzer: all readers of files and texts that others may have written."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from flashdesign.content.anki.markdown.html_to_markdown import to_markdown
from flashdesign.content.lint.note_lint import lint_decks
from flashdesign.content.note_form.form import read_text
from flashdesign.content.rendering.markdown import image_names, to_html, to_plain
from flashdesign.domain.drills.scratchpad import calculate_lines
from flashdesign.domain.formulas.formula import parse, parse_condition
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.cloze import split_gaps
from flashdesign.domain.notes.typed_answer import compare_words
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.search import parser
from flashdesign.errors import FlashDesignError
from flashdesign.services.imports.read_file import read_file

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "content" / "data"
TEXT_CHARS_MAX = 100_000
_DAMAGE_BYTES_MAX = 40


def words(text: str) -> tuple[str, ...]:
    """Return the words of `text`, separated by blanks."""
    return tuple(text.split())


# The tokens of each language; tokens with a blank or line break are listed separately.
_ORDINARY = (
    *words(
        "a B é 缓存 한국 Ł हिन्दी 🙂 \u200b \u202e \x00 0 1 9 12 1,234 1.5 ٣ ² 10 9999999999999999"
    ),
    *("word ", " ", "  ", "\n", "\n\n", "\t", "\r\n", "\u00a0"),
)
_MARKDOWN = (
    *words("* ** _ __ ~~ ` $ $$ [ ] ]( ![ ) ( < > | \\ &amp; &#0; http://a {{1:: :: }} {{c1::"),
    *words("[...] \\frac{a}{b} \\sqrt{ ^ \\begin{matrix} { }"),
    *("```\n", "> ", "- ", "1. ", "# ", "\n|-|-|\n"),
)
_HTML = (
    *words("<b> </b> <i> </i> <div> </div> <br> <p> <ul> <li> </ul> <table> <tr> </table> <sup>"),
    *words("</sup> <sub> <pre> </pre> <code> </code> <script> </script> <style> <!-- --> <ruby>"),
    *words("<![CDATA[ <rt> &lt; &#x110000; [latex] [/latex] \\( \\) \\[ \\] [sound:a.mp3] {{c1::"),
    *("::hint}}", "<svg>", "<", "<ol start=3>", "<td colspan=9>", "<img src=a.png>", "<a href='"),
)
_NUMBERS = (
    *words("k M G Ki B bit /s / per day h min ms % $ € e E ^ ** × * x 10^ ⁵ - – + ± ~ . , ' _ : ("),
    *words(") sqrt( min( log2( # dau"),
    *(" a ", "= ", "in ", " to "),
)
_SEARCH = (*words('deck: tag: is: due stability< >= lapses>3 " ( ) - flag: :'), "or ")
_YAML = (
    *words("&a *a !!python/object:os.system { } [ ] ' \" # % @"),
    *("- ", "? ", ": ", "| \n", ">\n", "format: 1\n", "id: a\n", "title: T\n", "cards:\n", "  "),
    *("kind: basic\n", "front: F\n", "back: B\n", "---\n"),
)
_OBSIDIAN = (
    *words(
        ":: ::: ? ?? == ** {{ }} {{1;; ^[ ] [^1] [[ ]] ![[a.png]] #flashcards #flashcards/a ```"
    ),
    *("Q::A\n", "\n?\n", "\n??\n", "==a==", "<!--SR:!2026-01-01,3,250-->", "---\ntags: [a]\n---\n"),
)
_CROWDANKI = (
    *words('{ } [ ] , : " null true 1 -1 1e999 "fields" "guid" "tags" "children" "note_models"'),
    *words(
        '"notes" "name" "__type__" "Deck" "Note" "flds" "tmpls" "qfmt" "{{Front}}" "media_files"'
    ),
)


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: `make` returns an input for it, and `take` reads it."""

    name: str
    make: Callable[[Random], bytes]
    take: Callable[[bytes, Path], object]


def random_text(tokens: tuple[str, ...], longest: int, chance: Random) -> bytes:
    """Return a text of these and ordinary tokens; sometimes a long repetition of a few."""
    length = int(longest ** chance.random())
    if chance.random() < 0.2:  # noqa: PLR2004 - one in five
        few = chance.choices((*tokens, *_ORDINARY), k=chance.randrange(1, 4))
        unit = "".join(few)
        repeated = unit * (length // max(1, len(unit)) + 1)
        return (repeated[:length] + "".join(chance.choices(tokens, k=3))).encode()
    out: list[str] = []
    size = 0
    while size < length:
        token = chance.choice(tokens if chance.random() < 0.6 else _ORDINARY)  # noqa: PLR2004
        out.append(token)
        size += len(token)
    return "".join(out).encode()


def damage_sample(samples: tuple[Path, ...], chance: Random) -> bytes:
    """Return one of the samples with a few parts changed, deleted or repeated."""
    out = bytearray(chance.choice(samples).read_bytes())
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(out) + 1), chance.randrange(1, _DAMAGE_BYTES_MAX)
        match chance.randrange(4):
            case 0:
                out[at : at + size] = chance.randbytes(size)
            case 1:
                del out[at : at + size]
            case 2:
                out[at:at] = out[at : at + size] * chance.randrange(1, 200)
            case _:
                out[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(out)


def text(name: str, tokens: tuple[str, ...], longest: int, take: Callable[[str], object]) -> Target:
    """Return the target of a function that reads a text."""
    return Target(name, partial(random_text, tokens, longest), lambda data, _: take(data.decode()))


def files(name: str, suffix: str, tokens: tuple[str, ...], *samples: str) -> Target:
    """Return the target of a file reader: damaged samples, and random texts if there are tokens."""
    paths = tuple(sorted(path for sample in samples for path in DATA.glob(sample)))

    def make(chance: Random) -> bytes:
        if tokens and chance.random() < 0.5:  # noqa: PLR2004 - one half each
            return random_text(tokens, TEXT_CHARS_MAX, chance)
        return damage_sample(paths, chance)

    def take(data: bytes, folder: Path) -> None:
        path = folder / f"file{suffix}"
        path.write_bytes(data)
        bundle = read_file(path)
        lint_decks(bundle.decks)

    return Target(name, make, take)


def _markdown(source: str) -> None:
    to_html(source)
    to_plain(source, is_revealed=False)
    image_names(source)
    split_gaps(source)


def _formula(source: str) -> None:
    for reader in (parse, parse_condition):
        try:
            reader(source, {"dau", "a"})
        except FlashDesignError:
            continue


def _quantity(source: str) -> None:
    for comma in (False, True):
        for unit in ("", "B/s", "requests/s", "%", "$"):
            try:
                parse_quantity(source, parse_unit(unit), decimal_comma=comma)
            except FlashDesignError:
                continue


TARGETS = (
    text("markdown", _MARKDOWN, TEXT_CHARS_MAX, _markdown),
    text("html", (*_HTML, *_MARKDOWN), TEXT_CHARS_MAX, to_markdown),
    text("number", _NUMBERS, 2_000, _quantity),
    text("scratch pad", _NUMBERS, 5_000, calculate_lines),
    text("formula", _NUMBERS, 5_000, _formula),
    text("search", _SEARCH, 2_000, parser.parse_search),
    text("typed answer", _MARKDOWN, 5_000, lambda source: compare_words(source, ["zebra", "a b"])),
    text("entry", _YAML, 20_000, lambda source: read_text(source, DeckId("mine"))),
    files("deck file", ".yaml", (*_YAML, *_MARKDOWN), "*.yaml"),
    files(
        "table", ".csv", (*_MARKDOWN, ",", ";", '"', "#html:true\n", "#columns:"), "imports/*.csv"
    ),
    files("obsidian", ".md", (*_OBSIDIAN, *_MARKDOWN), "imports/obsidian.md"),
    files("crowdanki", ".json", _CROWDANKI, "imports/crowdanki.json"),
    files("package", ".apkg", (), "imports/anki_*.apkg", "imports/script_html.apkg"),
)
