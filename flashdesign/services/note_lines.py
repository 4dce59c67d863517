"""Say a note in a line, and of what changes what it was and what it becomes."""

from collections.abc import Iterator
from itertools import zip_longest

from flashdesign.content.plain_line import plain_line
from flashdesign.domain import faces
from flashdesign.domain.cards import Deck, Note
from flashdesign.domain.parcels import Change, Plan
from flashdesign.services.wording import count

_LONGEST_LINE = 160
_SHOWN_BEFORE = 40
_BESIDES = {
    "why": "reason", "hint": "hint", "tags": "tags", "facts": "facts", "source": "source",
    "as_of": "date", "related": "related notes", "target_s": "time", "suspended": "suspended",
    "guid": "name elsewhere",
}  # fmt: skip
_OF_A_DECK = ("title", "parent", "description", "retention", "license", "language")


def line_of(note: Note) -> str:
    """Return what the first card of a note asks, and its answer."""
    return _cut(_cards(note)[0])


def difference(change: Change) -> str:
    """Return the first card that differs, before and after; else what differs besides the cards."""
    before, after = change.before, change.after
    for old, new in zip_longest(_cards(before), _cards(after), fillvalue=""):
        if old != new:
            since = _common(old, new)
            return f"− {_cut(old, since)}\n+ {_cut(new, since)}"
    told = [
        said for name, said in _BESIDES.items() if getattr(before, name) != getattr(after, name)
    ]
    if before.face != after.face:
        is_same = _sources(before) == _sources(after)
        told.insert(0, "how it is asked" if is_same else "how it is written")
    return f"{line_of(after)} ({', '.join(told) or 'its id'})"


def differences(plan: Plan) -> Iterator[str]:
    """Yield what a plan would change: of decks, of notes, and of the order of those."""
    for before, after in plan.heads:
        yield head_difference(before, after)
    for _, change in plan.changed:
        yield difference(change)
    if plan.moved:
        yield f"{count(len(plan.moved), 'note')} in another place of the deck"


def head_difference(before: Deck | None, after: Deck) -> str:
    """Return what a deck says otherwise of itself."""
    if before is None:
        return f"The deck “{after.title}” is new, and empty"
    told = [
        f"{name}: {_cut(str(old or '–'))} → {_cut(str(new or '–'))}"
        for name in _OF_A_DECK
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    return f"The deck “{before.title}” ({'; '.join(told)})"


def _cards(note: Note) -> list[str]:
    return [f"{plain_line(asked)} → {plain_line(told)}" for asked, told in _sources(note)]


def _sources(note: Note) -> list[tuple[str, str]]:
    """Return question and answer of each card as they are written."""
    face = note.face
    return [(faces.question(face, part), faces.answer(face, part)) for part in faces.parts(face)]


def _common(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _cut(text: str, since: int = 0) -> str:
    """Return a text that fits into a line, from shortly before the place `since` if need be."""
    if since > _LONGEST_LINE - _SHOWN_BEFORE:
        text = "…" + text[since - _SHOWN_BEFORE :]
    return text if len(text) <= _LONGEST_LINE else text[: _LONGEST_LINE - 1] + "…"
