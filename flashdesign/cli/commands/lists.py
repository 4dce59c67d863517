"""The commands that list decks, due counts, cards, the log and statistics."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from flashdesign.cli.commands.review_text import left_counts
from flashdesign.cli.environment import OK, CliEnvironment
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal, one_line
from flashdesign.domain.ids import DeckId, ReviewId
from flashdesign.domain.scheduling.memory import State, grade_name
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, as_date, as_utc
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.browse import card_listing
from flashdesign.services.browse.card_listing import ListedCard
from flashdesign.services.decks.overview import DeckSummary, Overview, overview
from flashdesign.services.scheduling.statistics import DAYS, study_statistics
from flashdesign.services.scheduling.today import Counts

_INDENT = "  "


def decks(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List the decks with their progress."""
    with open_collection(environment, arguments.collection) as context:
        lines = overview(context).decks
    if arguments.json:
        terminal.print_json_list(_deck_json(line) for line in lines)
        return OK
    depths = _depths(lines)
    rows = [
        (
            _INDENT * depths[line.id] + line.id,
            number(line.total),
            number(line.seen),
            formatting.percent(line.mastery),
            line.title,
        )
        for line in lines
    ]
    headings = (_("DECK"), _("CARDS"), _("SEEN"), _("KNOWN"), _("TITLE"))
    terminal.print_table(headings, rows, number_columns=(1, 2, 3))
    return OK


def due(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Show today's remaining cards."""
    with open_collection(environment, arguments.collection) as context:
        today = overview(context)
    if arguments.json:
        terminal.print_json(_due_json(today))
        return OK
    depths = _depths(today.decks)
    rows = [
        (_INDENT * depths[line.id] + line.id, *_counts_text(line.today), line.title)
        for line in today.decks
        if line.today.total
    ]
    if rows:
        headings = (_("DECK"), _("NEW"), _("LEARNING"), _("DUE"), _("TITLE"))
        terminal.print_table(headings, rows, number_columns=(1, 2, 3))
        terminal.print()
    terminal.print(due_sentence(today))
    return OK


def cards(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List the cards, optionally of one deck or of a search."""
    with open_collection(environment, arguments.collection) as context:
        deck = None if arguments.deck is None else card_listing.find_deck(context, arguments.deck)
        search = (arguments.search or "").strip() or None
        with closing(card_listing.iterate_cards(context, deck=deck, search=search)) as listed:
            if arguments.json:
                terminal.print_json_list(_card_json(card) for card in listed)
            else:
                headings = (_("CARD"), _("STATE"), _("DUE"), _("FRONT"))
                rows = (_card_row(card) for card in listed)
                terminal.print_table(headings, rows, empty=_("No cards match."))
    return OK


def log(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List all rows of the review log."""
    with (
        open_collection(environment, arguments.collection) as context,
        closing(card_listing.iterate_reviews(context)) as rows,
    ):
        if arguments.json:
            terminal.print_json_list(_row_json(row) for row in rows)
        else:
            table = (_log_row(row) for row in rows)
            headings = (_("AT (UTC)"), _("KIND"), _("GRADE"), _("SECONDS"), _("CARD"))
            terminal.print_table(headings, table, number_columns=(3,))
    return OK


def stats(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Show statistics of the review log."""
    with open_collection(environment, arguments.collection) as context:
        statistics = study_statistics(context)
    if arguments.json:
        days = [_study_day_json(day) for day in statistics.days]
        terminal.print_json({**asdict(statistics), "days": days})
        return OK
    recall = statistics.recall
    passed = _("no reviews yet") if recall is None else formatting.percent(recall)
    streak = ngettext("Streak: {n} day", "Streak: {n} days", statistics.streak)
    terminal.print(streak.format(n=number(statistics.streak)))
    terminal.print(_("Recall over the last {n} days: {share}").format(n=DAYS, share=passed))
    terminal.print(
        _("Cards: {total}, {seen} seen, {known} known").format(
            total=number(statistics.cards),
            seen=number(statistics.seen),
            known=number(statistics.known),
        )
    )
    if statistics.days:
        headings = (_("DAY"), _("ANSWERS"), _("PASSED"), _("NEW"), _("REVIEWS"), _("TIME"))
        rows = map(_study_day_row, statistics.days)
        terminal.print()
        terminal.print_table(headings, rows, number_columns=range(1, len(headings)))
    return OK


def _study_day_row(day: DayStat) -> tuple[str, ...]:
    counts = (day.answers, day.passed, day.new, day.reviews)
    return (
        formatting.date(as_date(day.day)),
        *map(number, counts),
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
    """Return the remaining cards of today as a sentence."""
    left = today.today
    if left.total:
        return _("Today: {counts}; {time}.").format(
            counts=", ".join(left_counts(left.new, left.learning, left.due)),
            time=formatting.minutes(today.minutes),
        )
    if today.next_due is None:
        return _("Done for today.")
    next_day = formatting.date(as_utc(today.next_due))
    return _("Done for today. The next card is due on {date}.").format(date=next_day)


def uuid_text(uid: ReviewId) -> str:
    """Return a uid in the usual text form of a UUID."""
    return str(UUID(bytes=uid))


def iso(when: date | datetime) -> str:
    """Return a day as 2026-11-20, and a time as 2026-11-20T18:30:00.000Z."""
    if not isinstance(when, datetime):
        return when.isoformat()
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _depths(lines: Sequence[DeckSummary]) -> dict[DeckId, int]:
    """Return the depth of each deck in the tree; `lines` has parents first."""
    depths: dict[DeckId, int] = {}
    for line in lines:
        depths[line.id] = 0 if line.parent is None else depths[line.parent] + 1
    return depths


def _counts_text(counts: Counts) -> tuple[str, str, str]:
    return number(counts.new), number(counts.learning), number(counts.due)


def _deck_json(line: DeckSummary) -> dict[str, object]:
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
    state = pgettext("card state", "Suspended") if card.is_suspended else _state_name(card.state)
    day = "" if card.due is None else formatting.date(card.due)
    return card.key, state, day, one_line(card.front)


def _state_name(state: State) -> str:
    names = {
        State.NEW: pgettext("card state", "New"),
        State.LEARNING: pgettext("card state", "Learning"),
        State.REVIEW: pgettext("card state", "Review"),
        State.RELEARNING: pgettext("card state", "Relearning"),
    }
    return names[state]


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
    return (
        formatting.date_time(as_utc(row.moment.at)),
        _kind_name(row.kind),
        "" if row.rating is None else grade_name(row.rating),
        number(row.duration_ms / 1000, 1),
        row.card,
    )


def _kind_name(kind: ReviewKind) -> str:
    names = {
        ReviewKind.LEARN: pgettext("log entry", "Learn"),
        ReviewKind.REVIEW: pgettext("log entry", "Review"),
        ReviewKind.CRAM: pgettext("log entry", "Practice"),
        ReviewKind.MANUAL: pgettext("log entry", "Reset"),
        ReviewKind.SET: pgettext("log entry", "Import"),
        ReviewKind.REVOKE: pgettext("log entry", "Undo"),
    }
    return names[kind]
