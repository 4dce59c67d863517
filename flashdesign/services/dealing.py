"""Draw a drill's values and its target time for this user."""

from flashdesign.domain.cards import CardKey, Note
from flashdesign.domain.drill_instances import Instance, draw
from flashdesign.domain.drill_numbers import DrillError
from flashdesign.domain.drills import Template, bands_of
from flashdesign.domain.scoring import own_target_s
from flashdesign.services.drill_table import Dealt
from flashdesign.storage import attempts
from flashdesign.storage.database import Connection

SEED_BITS = 32
_PACE_ANSWERS = 20
# The check of a deck draws every drill with this seed.
_CHECKED_SEED = 0


def deal(connection: Connection, note: Note, template: Template, seed: int) -> Dealt:
    """Return the drill with values drawn by `seed` and the user's own target time."""
    instance, drawn_by = drawn(template, seed)
    return Dealt(note, instance, drawn_by, own_pace_s(connection, note, template))


def own_pace_s(connection: Connection, note: Note, template: Template) -> float:
    """Return the target time by the user's last correct answers to this drill."""
    good = bands_of(template).good
    times = attempts.right_times(connection, CardKey(note.key), good, _PACE_ANSWERS)
    return own_target_s(template.target_s, times)


def drawn(template: Template, seed: int) -> tuple[Instance, int]:
    """Return the values drawn by `seed`, or by another one if that fails, and the seed used."""
    try:
        return draw(template, seed), seed
    except DrillError:
        return draw(template, _CHECKED_SEED), _CHECKED_SEED
