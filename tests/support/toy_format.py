"""A toy import format, as a contributor adds one: `.qa`, a line `question :: answer` for each note.

Only this module knows it. `formats.FORMATS` is where it is added.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flashdesign.content.decks.slugs import deck_id, note_id
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem
from flashdesign.services.imports import formats
from flashdesign.services.imports.formats import ImportFormat, ReadRequest

_SEPARATOR = " :: "
_FIRST_LINE = b"#qa\n"


def _read(request: ReadRequest) -> ImportBundle:
    path: Path = request.path
    deck = deck_id((path.stem,))
    notes, problems = [], []
    for at, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        front, separator, back = line.partition(_SEPARATOR)
        if separator:
            notes.append(Note(deck, note_id(front), Basic(front, back)))
        else:
            problems.append(ImportProblem(f"line {at}", f"it has no `{_SEPARATOR.strip()}`"))
    return ImportBundle(
        path.name,
        (Deck(deck, path.stem, tuple(notes)),),
        problems=tuple(problems),
        has_full_decks=True,
        has_all_fields=True,
    )


QA = ImportFormat(
    name="qa",
    title="a list of questions",
    endings=(".qa",),
    read=_read,
    recognizes=lambda head: head.startswith(_FIRST_LINE),
    is_watched=True,
)


@contextmanager
def qa_format() -> Iterator[ImportFormat]:
    """Add the format, and remove it at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "FORMATS", (*formats.FORMATS, QA))
        yield QA


def write_qa(path: Path, *lines: str) -> Path:
    """Write a file of this format."""
    path.write_text("\n".join(("#qa", *lines)) + "\n", encoding="utf-8", newline="\n")
    return path
