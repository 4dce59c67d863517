"""Turn a table into notes: which column is what, and a note for each record."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashdesign.content import foreign_names
from flashdesign.content.anki.html_markdown import to_markdown
from flashdesign.content.cloze_spelling import RESPELLED, is_of_anki, with_own_gaps
from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.foreign_names import LEVELS, note_id, tags
from flashdesign.content.markdown import to_plain
from flashdesign.content.table_text import Table
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.domain.faces import Basic, Cloze
from flashdesign.domain.parcels import Parcel, Trouble

ROLES = ("front", "back", "tags", "guid", "deck", "why", "kind", "")
_HEADINGS = {
    "front": "front", "question": "front", "term": "front", "frage": "front", "text": "front",
    "back": "back", "answer": "back", "definition": "back", "antwort": "back",
    "tags": "tags", "tag": "tags", "schlagwörter": "tags",
    "id": "guid", "guid": "guid", "deck": "deck", "why": "why", "extra": "why", "kind": "kind",
}  # fmt: skip
_GUARD = re.compile(r"'(?=[=+\-@])")
_BETWEEN_TAGS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The role of each column, "" for none, and whether the first record names them."""

    roles: tuple[str, ...]
    has_header: bool


def likely_columns(table: Table) -> Columns:
    """Return what the columns are most likely for, to be confirmed by the person."""
    width = max(len(record) for _, record in table.records)
    declared = _declared(table, width)
    if declared is not None:
        return declared
    first = table.records[0][1]
    named = [_HEADINGS.get(cell.strip().lower(), "") for cell in first]
    if "front" in named and "back" in named:
        return Columns(tuple(named) + ("",) * (width - len(named)), has_header=True)
    roles = ("front", "back", "tags")[:width]
    return Columns(roles + ("",) * (width - len(roles)), has_header=False)


def parcel_of(table: Table, title: str, columns: Columns | None = None) -> Parcel:
    """Return the notes of the table in the deck `title`, and what of it could not be taken."""
    chosen = columns or likely_columns(table)
    is_html = table.directives.get("html") == "true"
    troubles: list[Trouble] = []
    decks: dict[str, dict[str, Note]] = {}
    for line, cells in table.records[1 if chosen.has_header else 0 :]:
        said = dict(_said(chosen.roles, cells))
        if is_html:
            said = _of_html(said, line, troubles)
        name = said.get("deck") or title
        note = _note(said, deck_id(name), line, troubles)
        if note is None:
            continue
        if note.id in decks.setdefault(name, {}):
            troubles.append(Trouble(f"line {line}", "it is the same card as one before; left out"))
        decks[name].setdefault(note.id, note)
    made = tuple(
        Deck(deck_id(name), _path(name)[-1], tuple(found.values())) for name, found in decks.items()
    )
    return Parcel(
        table.path.name,
        made,
        troubles=tuple(troubles),
        is_table=not is_html,
        paths={deck_id(name): _path(name) for name in decks},
    )


@lru_cache(maxsize=1_024)
def deck_id(title: str) -> DeckId:
    """Return an id made of a title; one that has no Latin letters becomes a hash."""
    return foreign_names.deck_id(_path(title))


def _path(title: str) -> tuple[str, ...]:
    return tuple(filter(None, (level.strip() for level in title.split(LEVELS)))) or (title,)


def _declared(table: Table, width: int) -> Columns | None:
    places = {
        name.removesuffix(" column"): int(value)
        for name, value in table.directives.items()
        if name.endswith(" column") and value.isdigit()
    }
    if not places:
        return None
    roles = [""] * width
    for name, place in places.items():
        if 1 <= place <= width:
            roles[place - 1] = {"notetype": "kind"}.get(name, name)
    free = iter(("front", "back", "why"))
    return Columns(
        tuple((role if role in ROLES else "") if role else next(free, "") for role in roles),
        has_header=False,
    )


def _said(roles: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for role, cell in zip(roles, cells, strict=False):
        text = _GUARD.sub("", cell, count=1) if cell.startswith("'") else cell
        if role:
            yield role, text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _of_html(said: dict[str, str], line: int, troubles: list[Trouble]) -> dict[str, str]:
    """Return what was said in HTML as Markdown; what of it is not taken is told."""
    found = {role: to_markdown(said[role]) for role in ("front", "back", "why") if role in said}
    removed = dict.fromkeys(one for text in found.values() for one in text.removed)
    troubles += [Trouble(f"line {line}", one) for one in removed]
    return said | {role: text.text for role, text in found.items()}


def _note(said: dict[str, str], deck: DeckId, line: int, troubles: list[Trouble]) -> Note | None:
    where, front = f"line {line}", said.get("front", "")
    if not front:
        troubles.append(Trouble(where, "the question is empty; the record was left out"))
        return None
    face, why = _face(said, front)
    if isinstance(face, Basic) and not face.back:
        troubles.append(Trouble(where, "the answer is empty"))
    elif wrong := broken_rule(face):
        troubles.append(Trouble(where, f"{wrong}; the record was left out"))
        return None
    if is_of_anki(front) and all(one.message != RESPELLED for one in troubles):
        troubles.append(Trouble(where, RESPELLED))
    guid = said.get("guid", "")
    name = note_id(guid) or id_from_text(face)
    labels = tags(tuple(_BETWEEN_TAGS.split(said.get("tags", ""))))
    return Note(deck, name, face, why=why, guid=guid, tags=labels)


def _face(said: dict[str, str], front: str) -> tuple[Basic | Cloze, str]:
    """Return what the record asks, and what is told besides."""
    kind, back, why = said.get("kind", "").lower(), said.get("back", ""), said.get("why", "")
    gaps = with_own_gaps(front)
    if "cloze" in kind or gaps != front:
        return Cloze(gaps), "\n\n".join(filter(None, (back, why)))
    typed = (to_plain(back),) if back and "type in the answer" in kind else ()
    return Basic(front, back, reverse="reversed" in kind, accept=typed), why
