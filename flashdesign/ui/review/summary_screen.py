"""Summary of a review session: its figures, what can be studied next, and the missed cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.decks.daily_limits import EXTRA_NEW_CARDS
from flashdesign.services.decks.next_steps import NextSteps
from flashdesign.services.review.state import SummaryAnswer
from flashdesign.services.scheduling.today import Counts
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, button, label
from flashdesign.ui.widgets.charts.stat_tiles import TileRow
from flashdesign.ui.widgets.layout.page import Page, section
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow


class SummaryScreen(Page):
    """Shows the result of a review session.

    Signals:
        home_requested: go back to Home.
        misses_requested: practice the missed cards again (their keys).
        more_requested: study what is left today, with more new cards of a deck (its id) if not "".
        drills_requested: show the drills.
    """

    home_requested = Signal()
    misses_requested = Signal(list)
    more_requested = Signal(str)
    drills_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Done"), primary=_("Back to the decks"), parent=parent)
        self._missed: list[str] = []
        self._more_in = ""
        self.figures = TileRow(("", _("recall"), _("time"), _("time per answer")))
        self.retry_button = button("", ButtonKind.PLAIN, self)
        self.header.addWidget(self.retry_button)
        self.heading, self.missed_cards = section(_("Missed today")), CardView(self)
        self.tomorrow, self.more_button = label("", wrap=True), button("", ButtonKind.PLAIN)
        self.drills_button = button(_("Practice drills"), ButtonKind.PLAIN)
        self.body.addWidget(self.figures)
        self._add_next_steps()
        self.body.addWidget(self.heading)
        self.body.addWidget(self.missed_cards, 1)
        self.body.addStretch(0)
        self.primary_triggered.connect(self.home_requested)
        self.retry_button.clicked.connect(lambda: self.misses_requested.emit(self._missed))
        self.more_button.clicked.connect(lambda: self.more_requested.emit(self._more_in))
        self.drills_button.clicked.connect(lambda: self.drills_requested.emit())

    def _add_next_steps(self) -> None:
        self.body.addWidget(section(_("What next")))
        self.body.addWidget(self.tomorrow)
        steps = (self.more_button, self.drills_button)
        buttons = ResponsiveRow(lambda: sum(step.sizeHint().width() for step in steps) + GRID_PX)
        buttons.row.setSpacing(GRID_PX)
        for step in steps:
            buttons.row.addWidget(step, 0, Qt.AlignmentFlag.AlignLeading)
        buttons.row.addStretch(1)
        self.body.addWidget(buttons)

    def render_summary(self, answered: Sequence[SummaryAnswer], waits_ms: int | None) -> None:
        """Show the answers of a session; `waits_ms` is when the next card is due, if any.

        What is next follows with `render_next_steps`.
        """
        self.tomorrow.setText("")
        self.more_button.hide()
        missed = {a.key: a for a in answered if a.rating is Rating.AGAIN}
        self._missed = list(missed)
        self.set_title(_("Done for now") if answered else _("Nothing to review"))
        next_card = _("Next card in {time}.")
        self.set_subtitle(
            "" if waits_ms is None else next_card.format(time=formatting.wait(waits_ms))
        )
        spent_s = sum(answer.duration_ms for answer in answered) / 1000
        answers, recall, time, pace = self.figures.tiles
        answers.set_count(number(len(answered)), ngettext("answer", "answers", len(answered)))
        recall.set_value(formatting.percent(_compute_recall(answered)))
        time.set_value(formatting.clock(spent_s))
        pace.set_value(formatting.clock(spent_s / len(answered)) if answered else "–")
        retry = ngettext("Retry {n} missed card", "Retry {n} missed cards", len(missed))
        self.retry_button.setText(retry.format(n=number(len(missed))))
        for part in (self.retry_button, self.heading, self.missed_cards):
            part.setVisible(bool(missed))
        self.missed_cards.show_cards(
            [CardContent(miss.prompt, miss.answer) for miss in missed.values()]
        )

    def render_next_steps(self, steps: NextSteps) -> None:
        """Show what can be studied after the session."""
        self.tomorrow.setText(_format_tomorrow(steps.tomorrow))
        self._more_in = "" if steps.left else steps.more_in or ""
        left = ngettext(
            "Study {n} more card due today", "Study {n} more cards due today", steps.left
        )
        more = _("Learn {n} more")
        self.more_button.setText(
            left.format(n=number(steps.left))
            if steps.left
            else more.format(n=number(EXTRA_NEW_CARDS))
        )
        self.more_button.setVisible(bool(steps.left or steps.more_in))


def _format_tomorrow(tomorrow: Counts) -> str:
    """Return a sentence with the numbers of tomorrow's reviews and new cards."""
    again = tomorrow.learning + tomorrow.due
    texts = (
        (again, ngettext("{n} to review", "{n} to review", again)),
        (tomorrow.new, ngettext("{n} new", "{n} new", tomorrow.new)),
    )
    counts = " · ".join(text.format(n=number(count)) for count, text in texts if count)
    if not counts:
        return _("Nothing is due tomorrow.")
    return _("Tomorrow: {counts}").format(counts=counts)


def _compute_recall(answered: Sequence[SummaryAnswer]) -> float | None:
    """Return the share of cards that were recalled at their first answer in this session."""
    first: dict[str, Rating] = {}
    for answer in answered:
        first.setdefault(answer.key, answer.rating)
    passed = sum(rating is not Rating.AGAIN for rating in first.values())
    return passed / len(first) if first else None
