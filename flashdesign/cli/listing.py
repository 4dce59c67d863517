"""The commands that list: decks, what is due, cards, the log."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from flashdesign import formatting
from flashdesign.cli.arguments import Arguments
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import OK, Surroundings
from flashdesign.cli.terminal import Terminal, one_line
from flashdesign.domain.cards import DeckId
from flashdesign.domain.moments import MS_PER_MINUTE, as_date, as_utc
from flashdesign.domain.reviews import Review, Uid
from flashdesign.domain.statistics import DayStat
from flashdesign.services import listing, wording
from flashdesign.services.decks import DeckLine, Overview, overview
from flashdesign.services.listing import ListedCard
from flashdesign.services.study_statistics import DAYS, study_statistics
from flashdesign.services.today import Counts

_INDENT = "  "


def decks(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """List the decks and how far each is."""
    with collection(surroundings, arguments.collection) as context:
        lines = overview(context).decks
    if arguments.json:
        terminal.say_json_list(_deck_json(line) for line in lines)
        return OK
    depths = _depths(lines)
    rows = [
        (
            _INDENT * depths[line.id] + line.id,
            f"{line.total:,}",
            f"{line.seen:,}",
            formatting.percent(line.mastery),
            line.title,
        )
        for line in lines
    ]
    headings = ("DECK", "CARDS", "SEEN", "KNOWN", "TITLE")
    terminal.say_table(headings, rows, numbers=("CARDS", "SEEN", "KNOWN"))
    return OK


def due(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Tell what is left to do today."""
    with collection(surroundings, arguments.collection) as context:
        today = overview(context)
    if arguments.json:
        terminal.say_json(_due_json(today))
        return OK
    depths = _depths(today.decks)
    rows = [
        (_INDENT * depths[line.id] + line.id, *_counts_text(line.today), line.title)
        for line in today.decks
        if line.today.total
    ]
    if rows:
        headings = ("DECK", "NEW", "LEARNING", "DUE", "TITLE")
        terminal.say_table(headings, rows, numbers=("NEW", "LEARNING", "DUE"))
        terminal.say()
    terminal.say(due_sentence(today))
    return OK


def cards(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """List the cards, of one deck or with some words."""
    with collection(surroundings, arguments.collection) as context:
        deck = None if arguments.deck is None else listing.find_deck(context, arguments.deck)
        search = (arguments.search or "").strip() or None
        with closing(listing.cards(context, deck=deck, search=search)) as found:
            if arguments.json:
                terminal.say_json_list(_card_json(card) for card in found)
            else:
                rows = (_card_row(card) for card in found)
                terminal.say_table(("CARD", "STATE", "DUE", "FRONT"), rows)
    return OK


def log(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """List every answer there is."""
    with (
        collection(surroundings, arguments.collection) as context,
        closing(listing.log(context)) as rows,
    ):
        if arguments.json:
            terminal.say_json_list(_row_json(row) for row in rows)
        else:
            table = (_log_row(row) for row in rows)
            headings = ("AT (UTC)", "KIND", "RATING", "SECONDS", "CARD")
            terminal.say_table(headings, table, numbers=("SECONDS",))
    return OK


def stats(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Show what the review log adds up to."""
    with collection(surroundings, arguments.collection) as context:
        found = study_statistics(context)
    if arguments.json:
        days = [_study_day_json(day) for day in found.days]
        terminal.say_json({**asdict(found), "days": days})
        return OK
    passed = "no reviews yet" if found.recall is None else formatting.percent(found.recall)
    terminal.say(f"Streak: {wording.count(found.streak, 'day')}")
    terminal.say(f"Recall in {DAYS} days: {passed}")
    terminal.say(f"Cards: {found.cards:,}, {found.seen:,} seen, {found.known:,} known")
    if found.days:
        headings = ("DAY", "ANSWERS", "PASSED", "NEW", "REVIEWS", "TIME")
        terminal.say()
        terminal.say_table(headings, map(_study_day_row, found.days), numbers=headings[1:])
    return OK


def _study_day_row(day: DayStat) -> tuple[str, ...]:
    counts = (day.answers, day.passed, day.new, day.reviews)
    return (
        f"{as_date(day.day)}",
        *(f"{count:,}" for count in counts),
        formatting.minutes(day.duration_ms / MS_PER_MINUTE),
    )


def _study_day_json(day: DayStat) -> dict[str, object]:
    return {
        "day": f"{as_date(day.day)}",
        "answers": day.answers,
        "passed": day.passed,
        "new": day.new,
        "reviews": day.reviews,
        "reviews_passed": day.reviews_passed,
        "minutes": round(day.duration_ms / MS_PER_MINUTE, 1),
    }


def due_sentence(today: Overview) -> str:
    """Return what is left today as a sentence."""
    left = today.today
    if not left.total:
        more = "" if today.next_due is None else f" The next card is due {_day(today.next_due)}."
        return f"Nothing is left for today.{more}"
    named = ((left.new, "new"), (left.learning, "learning"), (left.due, "to review"))
    counts = ", ".join(f"{number:,} {name}" for number, name in named if number)
    return f"Today: {counts}; {formatting.minutes(today.minutes)}."


def uuid_text(uid: Uid) -> str:
    """Return a uid as people write it."""
    return str(UUID(bytes=uid))


def iso(when: date | datetime) -> str:
    """Return a day as 2026-11-20, and an instant as 2026-11-20T18:30:00.000Z."""
    if not isinstance(when, datetime):
        return when.isoformat()
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _day(at: int) -> str:
    return f"on {as_utc(at):%Y-%m-%d}"


def _depths(lines: Sequence[DeckLine]) -> dict[DeckId, int]:
    """Return how deep in the tree each deck is; parents come first."""
    depths: dict[DeckId, int] = {}
    for line in lines:
        depths[line.id] = 0 if line.parent is None else depths[line.parent] + 1
    return depths


def _counts_text(counts: Counts) -> tuple[str, str, str]:
    return f"{counts.new:,}", f"{counts.learning:,}", f"{counts.due:,}"


def _deck_json(line: DeckLine) -> dict[str, object]:
    return {
        "deck": line.id,
        "title": line.title,
        "parent": line.parent,
        "cards": line.total,
        "seen": line.seen,
        "mastery": line.mastery,
        "new_limit": line.new_limit,
        "review_limit": line.review_limit,
        **_counts_json(line.today),
    }


def _due_json(today: Overview) -> dict[str, object]:
    return {
        **_counts_json(today.today),
        "minutes": round(today.minutes, 1),
        "answered_today": today.answered_today,
        "next_due": None if today.next_due is None else iso(as_utc(today.next_due)),
        "decks": [
            {"deck": line.id, "title": line.title, "parent": line.parent} | _counts_json(line.today)
            for line in today.decks
        ],
    }


def _counts_json(counts: Counts) -> dict[str, int]:
    return asdict(counts) | {"total": counts.total}


def _card_json(card: ListedCard) -> dict[str, object]:
    return {
        "key": card.key,
        "deck": card.deck,
        "kind": card.kind,
        "front": card.front,
        "back": card.back,
        "facts": card.facts,
        "state": card.state.name.lower(),
        "due": None if card.due is None else iso(card.due),
        "source": None if card.source is None else asdict(card.source),
        "as_of": card.as_of or None,
        "suspended": card.is_suspended,
    }


def _card_row(card: ListedCard) -> tuple[str, str, str, str]:
    state = "suspended" if card.is_suspended else card.state.name.lower()
    day = "" if card.due is None else f"{card.due:%Y-%m-%d}"
    return card.key, state, day, one_line(card.front)


def _row_json(row: Review) -> dict[str, object]:
    return {
        "uid": uuid_text(row.uid),
        "card": row.card,
        "at": iso(as_utc(row.moment.at)),
        "rating": None if row.rating is None else int(row.rating),
        "duration_ms": row.duration_ms,
        "kind": row.kind.value,
        "revokes": None if row.revokes is None else uuid_text(row.revokes),
    }


def _log_row(row: Review) -> tuple[str, ...]:
    rating = "" if row.rating is None else row.rating.name.lower()
    seconds = f"{row.duration_ms / 1000:.1f}"
    return f"{as_utc(row.moment.at):%Y-%m-%d %H:%M}", row.kind.value, rating, seconds, row.card
