"""What a session of chosen cards would be: how many cards, and what it does to their schedules."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.ids import CardKey, NoteKey, card_key
from flashdesign.domain.notes.question_kinds import parts
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.browse import search
from flashdesign.services.context import Context
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import cards
from flashdesign.storage.queries import queue


@dataclass(frozen=True, slots=True)
class StudyOffer:
    """The cards of a session in their order, and how many of them are new, due and early.

    `early` cards are reviewed ahead of their due date; `left_out` are suspended or buried.
    """

    cards: tuple[CardKey, ...]
    new: int
    due: int
    early: int
    left_out: int


def study_offer(context: Context, rows: Sequence[int]) -> StudyOffer:
    """Return the session of the cards in these rows, started now."""
    keys, _notes = search.keys(context, rows)
    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
        waiting = queue.chosen_cards(connection, keys, moment.day)
    new = sum(card.queue_kind is QueueKind.NEW for card in waiting)
    early = sum(_is_early(card, moment.day_end) for card in waiting)
    return StudyOffer(
        tuple(card.card for card in waiting),
        new,
        len(waiting) - new - early,
        early,
        len(keys) - len(waiting),
    )


def new_cards(context: Context, notes: Sequence[NoteKey]) -> list[CardKey]:
    """Return the cards of these notes that are new and neither suspended nor buried."""
    with context.database.read() as connection:
        moment = context.moment(stored_settings.load(connection))
        found = cards.notes_of(connection, notes)
        keys = [
            card_key(key, part)
            for key in notes
            if key in found
            for part in parts(found[key].question)
        ]
        waiting = queue.chosen_cards(connection, keys, moment.day)
    return [card.card for card in waiting if card.queue_kind is QueueKind.NEW]


def describe_offer(offer: StudyOffer) -> list[str]:
    """Return sentences on what the session asks and what its answers do to due dates."""
    told = []
    if offer.new:
        new = ngettext(
            "{n} card is new. It starts today, whatever the daily limit.",
            "{n} cards are new. They start today, whatever the daily limit.",
            offer.new,
        )
        told.append(new.format(n=number(offer.new)))
    if offer.due:
        due = ngettext("{n} card is due.", "{n} cards are due.", offer.due)
        told.append(due.format(n=number(offer.due)))
    if offer.early:
        early = ngettext(
            "{n} card is not due yet. Your answer counts and moves its due date: an early review "
            "adds less than one on time.",
            "{n} cards are not due yet. Your answers count and move their due dates: an early "
            "review adds less than one on time.",
            offer.early,
        )
        told.append(early.format(n=number(offer.early)))
    if offer.left_out:
        left_out = ngettext(
            "{n} suspended or buried card is left out.",
            "{n} suspended or buried cards are left out.",
            offer.left_out,
        )
        told.append(left_out.format(n=number(offer.left_out)))
    return told or [_("There is no card to study.")]


def _is_early(card: QueuedCard, day_end: int) -> bool:
    return card.queue_kind is QueueKind.DUE and card.due >= day_end
