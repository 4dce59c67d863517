"""Decks of drills with known values, and a drill to answer."""

from dataclasses import replace

from flashdesign.domain.drills.instance import draw
from flashdesign.domain.drills.template import OneOf, Template, WholeNumber
from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.services.drills.active_drill import ActiveDrill, DrawnDrill
from tests.support.drills.templates import BITS, DOWNTIME, MAIL, POSTS
from tests.support.learner import ManualClock

SUMS = DeckId("sums")
# The instance that the design works through: 300 million a month, half of them daily, 2 posts.
KNOWN = replace(
    POSTS,
    topic="QPS",
    params=(
        replace(POSTS.params[0], spread=OneOf((300e6,))),
        replace(POSTS.params[1], spread=OneOf((50.0,))),
        replace(POSTS.params[2], spread=WholeNumber(2, 2, 1)),
    ),
)
CHAIN = replace(
    KNOWN,
    steps=(
        replace(KNOWN.steps[0], ask=False),
        replace(KNOWN.steps[1], name="per_day", expr="dau * posts", unit="posts/day", say=""),
        replace(KNOWN.steps[1], expr="per_day / 86400"),
    ),
)
POSTS_CARD, BITS_CARD = CardKey("sums/posts"), CardKey("sums/bits")
FOUR = {
    "posts": KNOWN,
    "bits": replace(BITS, topic="id length", level=2, title="Bits"),
    "mail": replace(MAIL, topic="storage", level=3),
    "downtime": replace(DOWNTIME, topic="availability"),
}


def drill_deck(**templates: Template) -> Deck:
    """Return a deck of drills by their ids; `posts` has a hint."""
    return Deck(
        SUMS,
        "Sums",
        tuple(
            Note(SUMS, name, Drill(template), hint="A day has 86,400 s." if name == "posts" else "")
            for name, template in templates.items()
        ),
    )


def make_drill(
    template: Template = KNOWN,
    clock: ManualClock | None = None,
    *,
    hint: str = "",
    is_timed: bool = True,
    helps: bool = True,
) -> ActiveDrill:
    """Return a drill to answer."""
    note = Note(SUMS, "posts", Drill(template), hint=hint)
    drawn = DrawnDrill(
        note, draw(template, 0), 0, template.target_s, is_timed=is_timed, has_help=helps
    )
    return ActiveDrill(drawn, (clock or ManualClock()).monotonic)
