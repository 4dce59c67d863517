"""Drills by name, of deck files or of the collection."""

from collections.abc import Iterable
from difflib import get_close_matches

from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.errors import NotFoundError
from flashdesign.i18n.translation import N_
from flashdesign.services.context import Context
from flashdesign.storage.notes import cards


class DrillCatalog:
    """A list of drills, in the order of their decks."""

    def __init__(self, found: Iterable[Note]) -> None:
        self._templates: dict[str, tuple[Note, Template]] = {
            note.key: (note, note.question.template)
            for note in found
            if isinstance(note.question, Drill)
        }

    @property
    def drills(self) -> tuple[tuple[Note, Template], ...]:
        """Return all drills, each with its note."""
        return tuple(self._templates.values())

    def find(self, name: str) -> tuple[Note, Template]:
        """Return the drill with the key or id `name`; raises NotFoundError with the nearest one."""
        if name in self._templates:
            return self._templates[name]
        by_id = {note.id: (note, template) for note, template in reversed(self.drills)}
        if name in by_id:
            return by_id[name]
        near = get_close_matches(name, (*by_id, *self._templates), n=1)
        raise NotFoundError(
            N_("There is no drill {name!r}."), name=name, nearest=near[0] if near else None
        )


def catalog_of_decks(decks: Iterable[Deck]) -> DrillCatalog:
    """Return the drills of decks."""
    return DrillCatalog(note for deck in decks for note in deck.notes)


def catalog_of_collection(context: Context, deck: DeckId | None = None) -> DrillCatalog:
    """Return the drills of the collection, or of one of its decks."""
    with context.database.read() as connection:
        found = cards.drills(connection)
        return DrillCatalog(stored.note for stored in found if deck in (None, stored.card.deck))


def template(context: Context, name: str) -> Template:
    """Return a drill of the collection by its key or id."""
    return catalog_of_collection(context).find(name)[1]
