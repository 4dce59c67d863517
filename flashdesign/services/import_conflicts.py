"""Tell where a file seems to mean other notes than those of its names here."""

import re
from collections.abc import Iterable, Iterator

from flashdesign.domain import faces
from flashdesign.domain.cards import Note
from flashdesign.domain.parcels import Change, Trouble
from flashdesign.services.note_lines import line_of
from flashdesign.services.wording import count

_WORD = re.compile(r"\w+")


def overwritten(name: str, changes: Iterable[Change]) -> Iterator[Trouble]:
    """Yield a sentence where the file `name` overwrites notes by quite others of their ids."""
    others = [change for change in changes if _is_another(change)]
    if others:
        notes = count(len(others), "note")
        yield Trouble(
            name,
            f"{notes} would be replaced by unrelated ones: same id, no word in common "
            f"(such as “{line_of(others[0].before)}”). If the ids are the same only by "
            "chance, do not take the changes",
        )


def _is_another(change: Change) -> bool:
    before, after = _words(change.before), _words(change.after)
    return bool(before and after) and not before & after


def _words(note: Note) -> set[str]:
    """Return the words that the cards of a note ask and tell."""
    return {
        word.casefold()
        for part in faces.parts(note.face)
        for text in (faces.question(note.face, part), faces.answer(note.face, part))
        for word in _WORD.findall(text)
    }
