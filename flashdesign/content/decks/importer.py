"""Import of deck files: their notes, and the pictures in the same folder."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from flashdesign.content.decks.deck_file import read_deck
from flashdesign.content.note_kinds.anki_cloze import ANKI_SYNTAX_NOTICE
from flashdesign.content.pictures.folder_pictures import read_folder_picture
from flashdesign.content.pictures.picture_file import PictureError
from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.content.rendering import markdown
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem, Picture
from flashdesign.i18n.translation import _


def read_deck_bundle(path: Path) -> ImportBundle:
    """Return the contents of a deck file; raise DeckFormatError with every problem in it."""
    file = read_deck(path)
    problems = [
        ImportProblem(
            note_id,
            _(
                "this card has no id: add one (`flashdesign fix-ids` does it), "
                "or an edit loses its progress"
            ),
        )
        for note_id in file.generated_ids
    ]
    problems += [
        ImportProblem(_("line {line}, {id}").format(line=line, id=note_id), _(ANKI_SYNTAX_NOTICE))
        for line, note_id in file.anki_gap_lines
    ]
    problems += _missing_related(file.deck)
    pictures, picture_problems = read_pictures(path.parent, file.deck)
    return ImportBundle(
        path.name,
        (file.deck,),
        tuple(pictures),
        problems=(*problems, *picture_problems),
        has_full_decks=True,
        has_all_fields=True,
    )


def read_pictures(folder: Path, deck: Deck) -> tuple[list[Picture], list[ImportProblem]]:
    """Return the pictures of a deck's notes in a folder, and the problems of those not usable."""
    pictures, problems = [], []
    for name, note_id in picture_names(deck.notes).items():
        try:
            pictures.append(_picture(folder, deck, name))
        except PictureError as error:
            problems.append(ImportProblem(note_id, str(error)))
    return pictures, problems


def _missing_related(deck: Deck) -> Iterator[ImportProblem]:
    """Yield a problem for each related note of this deck that does not exist."""
    own_ids = {note.id for note in deck.notes}
    for note in deck.notes:
        for name in note.related:
            related_id = name.removeprefix(f"{deck.id}/")
            if "/" in related_id or related_id in own_ids:
                continue
            near = get_close_matches(related_id, own_ids, n=1, cutoff=0.6)
            message = (
                _("its related note {name!r} does not exist; did you mean {nearest!r}?").format(
                    name=name, nearest=near[0]
                )
                if near
                else _("its related note {name!r} does not exist").format(name=name)
            )
            yield ImportProblem(note.id, message)


def _picture(folder: Path, deck: Deck, name: str) -> Picture:
    if not markdown.is_picture_name(name):
        problem = _("is skipped: it must be in the folder of this file, as {suffixes}").format(
            suffixes=", ".join(sorted(markdown.PICTURE_SUFFIXES))
        )
        raise PictureError(name, problem)
    return read_folder_picture(folder, deck.id, name, name)
