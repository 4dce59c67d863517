"""What can be studied after a session: what is left today, what is due tomorrow, new cards."""

from dataclasses import dataclass

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.services.context import Context
from flashdesign.services.decks.visible_decks import visible_decks
from flashdesign.services.scheduling.today import Counts, learning_until
from flashdesign.services.scheduling.todays_counts import todays_counts
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.queries import queue


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Cards left today and planned for tomorrow, and a top deck with more new cards."""

    left: int
    tomorrow: Counts
    more_in: DeckId | None


def next_steps(context: Context) -> NextSteps:
    """Return what can be studied now and tomorrow."""
    with context.database.read() as connection:
        settings = stored_settings.load(connection)
        moment = context.moment(settings)
        decks, keys = note_decks.decks(connection), note_decks.deck_keys(connection)
        today = todays_counts(connection, settings, moment, decks, keys)
        next_day = moment._replace(at=moment.day_end)
        tomorrow = todays_counts(connection, settings, next_day, decks, keys)
        answers = queue.todays_answers(connection, moment.day_start(moment.day), keys)
        waiting = queue.waiting_note_counts(
            connection, moment, learning_until(moment), answers, keys
        )[QueueKind.NEW]
        tops = [deck.id for deck in visible_decks(connection, decks) if deck.parent is None]
    more_in = next(
        (top for top in tops if any(waiting.get(deck) for deck in subtree(decks, top))), None
    )
    return NextSteps(today.left.total, tomorrow.left, more_in)
