"""Detection of imported notes that have the id of an unrelated note in the collection."""

import re
from collections.abc import Iterable, Iterator

from flashdesign.domain import faces
from flashdesign.domain.cards import Note
from flashdesign.domain.parcels import Change, Trouble
from flashdesign.formatting import number
from flashdesign.i18n import ngettext
from flashdesign.services.note_lines import line_of

_WORD = re.compile(r"\w+")


def overwritten(name: str, changes: Iterable[Change]) -> Iterator[Trouble]:
    """Yield a problem if the file `name` would replace notes by unrelated ones of the same id."""
    unrelated = [change for change in changes if _is_unrelated(change)]
    if unrelated:
        message = ngettext(
            "{n} note would be replaced by an unrelated one: same id, no word in common "
            "(“{example}”). If the id is the same only by chance, do not accept the change",
            "{n} notes would be replaced by unrelated ones: same id, no word in common "
            "(such as “{example}”). If the ids are the same only by chance, do not accept the "
            "changes",
            len(unrelated),
        )
        example = line_of(unrelated[0].before)
        yield Trouble(name, message.format(n=number(len(unrelated)), example=example))


def _is_unrelated(change: Change) -> bool:
    before, after = _words(change.before), _words(change.after)
    return bool(before and after) and not before & after


def _words(note: Note) -> set[str]:
    """Return the words in the questions and answers of a note's cards."""
    return {
        word.casefold()
        for part in faces.parts(note.face)
        for text in (faces.question(note.face, part), faces.answer(note.face, part))
        for word in _WORD.findall(text)
    }
