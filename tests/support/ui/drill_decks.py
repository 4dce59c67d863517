"""Drills for the tests of the window, and their answers."""

from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Drill
from tests.support.drills.templates import BITS, MAIL, POSTS

DRILLS = DeckId("drills")


def drill_deck(*templates: Template, hint: str = "First the users of a day.") -> Deck:
    """Return a deck with a note for each drill."""
    notes = tuple(
        Note(DRILLS, f"d{at}", Drill(template), hint=hint)
        for at, template in enumerate(templates or (POSTS, BITS, MAIL))
    )
    return Deck(DRILLS, "Drills", notes)
