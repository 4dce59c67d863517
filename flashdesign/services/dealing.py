"""Deal a drill: draw its values, and set the pace that this learner is held to."""

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
# Whoever checked the deck has seen this one drawn.
_CHECKED_SEED = 0


def deal(connection: Connection, note: Note, template: Template, seed: int) -> Dealt:
    """Return the drill with values drawn by `seed`, at the learner's own pace."""
    instance, drawn_by = drawn(template, seed)
    return Dealt(note, instance, drawn_by, own_pace_s(connection, note, template))


def own_pace_s(connection: Connection, note: Note, template: Template) -> float:
    """Return the seconds to aim at, after the learner's last right answers to this drill."""
    good = bands_of(template).good
    times = attempts.right_times(connection, CardKey(note.key), good, _PACE_ANSWERS)
    return own_target_s(template.target_s, times)


def drawn(template: Template, seed: int) -> tuple[Instance, int]:
    """Return what `seed` draws, or another one where it draws nothing, and the seed that did."""
    try:
        return draw(template, seed), seed
    except DrillError:
        return draw(template, _CHECKED_SEED), _CHECKED_SEED
