"""Decks that are hard to export, and what of their notes must be the same after an import."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

from flashdesign.content.decks import importer
from flashdesign.domain.ids import DeckId, full_key
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.domain.source import Source
from flashdesign.domain.transfer.import_plan import ImportBundle, Picture
from flashdesign.services.context import Context
from flashdesign.services.imports import apply, plan
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import decks as note_decks

CONTENT = Path(__file__).parents[1] / "content" / "data"
HARD = DeckId("hard")
PICTURE = b"GIF89a" + b"\0" * 20
# The id and deck of a note may depend on the format.
_PLACE = frozenset({"deck", "id", "guid", "replaces", "related"})


def hard_deck() -> Deck:
    """Return a deck with all fields of notes, in texts that are hard to export."""
    found = Note(
        HARD,
        "all",
        Basic(
            "*Is* `a|b` < 2^32 & $x_1$?",
            "- one\n- two\n\n1. three",
            reverse=True,
            reverse_front="Back?",
            accept=("x y", "=z"),
        ),
        why="**Why** not, [a link](https://example.org/x_(y))?\n\n```sql\nSELECT 1;\n```",
        hint="'hint",
        tags=("b-tree", "storage/lsm", "日本語"),
        facts=("F001",),
        source=Source("Own, words", "https://example.org", "2026-11-20"),
        as_of="2026-11",
        related=("picture", "gaps"),
        target_s=12.5,
        suspended=True,
        priority=1,
    )
    questions: dict[str, Question] = {
        "picture": Basic("![A plan](p.gif) what?", "See ![](<with space.gif>)"),
        "guard": Basic("'=1", "-5"),
        "guards": Basic("''@", "＝1"),  # noqa: RUF001 - a formula to some spreadsheets
        "typed": Basic("Port of HTTPS?", "**443**", accept=("443/tcp",)),
        "both": Basic("To", "Fro", reverse=True),
        "lines": Basic("hard\\\nbreak", "line1\nline2\n\npara2 \u00a0 nbsp"),
        "entity": Basic("a &lt; b &amp;amp; `&lt;`", "<b>literal</b> <!-- c --> \\* ~~s~~ **x:**y"),
        "gaps": Cloze("{{1::a `b`::hint}} and {{2::{{3::nested}} $x^{2}$}} } {{1::again}}"),
        "braces": Basic("`{{c1::no gap}}` {{FrontSide}} [sound:x.mp3]", "{% if x %} ::"),
        "choice": MultipleChoice(
            "Which?",
            ("A", "B"),
            (WrongOption("C", "so; it, is"), WrongOption("D"), WrongOption("=E")),
            3,
        ),
        "order": Ordering("Order", ("a", "b → c", "- d"), extra=("e",)),
        "steps": Ordering("Steps", ("one", "two", "three"), overlap=2),
        "match": Match("Match", (("a", "1"), ("b", "2")), extra=("3",)),
        "classify": Classify("Classify", (Bucket("x", ("a", "b, c")), Bucket("y", ("d",)))),
        "list": List("List", (Item("a", ("A", "aa")), Item("b"), Item("c")), need=2),
        "number": Number("N?", "52.6", "min", ("52", "53"), (0.1, 0.2, 0.3)),
    }
    rest = tuple(
        Note(HARD, name, question, why=f"why {name}") for name, question in questions.items()
    )
    return Deck(HARD, "Hard: a / b", (found, *rest))


def shelf() -> tuple[Deck, ...]:
    """Return the decks: all nine kinds, and the hard deck."""
    files = (CONTENT / "kinds.yaml", CONTENT / "imports" / "roundtrip.yaml")
    read = [deck for file in files for deck in importer.read_deck_bundle(file).decks]
    return (hard_deck(), *(replace(deck, parent=HARD) for deck in read))


def store(context: Context, decks: Iterable[Deck]) -> None:
    """Store decks in a collection, with the pictures of the hard one."""
    pictures = tuple(
        Picture(HARD, name, sha256(PICTURE).hexdigest(), lambda: PICTURE)
        for name in ("p.gif", "with space.gif")
    )
    bundle = ImportBundle("store", tuple(decks), pictures, has_full_decks=True, has_all_fields=True)
    apply.apply(context, plan.plan(context, bundle))


def notes_in(context: Context) -> dict[DeckId, tuple[Note, ...]]:
    """Return the notes of all decks that are not empty, in order."""
    found: dict[DeckId, dict[str, Note]] = {}
    with context.database.read() as connection:
        decks = frozenset(deck.id for deck in note_decks.decks(connection))
        for card in cards.cards(connection, decks=decks):
            found.setdefault(card.card.deck, {})[card.note.id] = card.note
    return {deck: tuple(there.values()) for deck, there in found.items()}


def said_by(note: Note) -> Mapping[str, object]:
    """Return all content of a note, without its id and deck."""
    names = (field.name for field in fields(note))
    return {name: getattr(note, name) for name in names if name not in _PLACE}


def related_in(decks: Iterable[Iterable[Note]]) -> list[list[tuple[int, int]]]:
    """Return for each note, in order, the positions of its existing related notes."""
    shelf = [list(deck) for deck in decks]
    places = {
        note.key: (at, number) for at, deck in enumerate(shelf) for number, note in enumerate(deck)
    }
    return [
        [places[key] for item in note.related if (key := full_key(note.deck, item)) in places]
        for deck in shelf
        for note in deck
    ]
