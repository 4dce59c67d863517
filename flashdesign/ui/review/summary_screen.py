"""Summary of a review session: its figures and the missed cards."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.review.state import SummaryAnswer
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.theme.roles import ButtonKind, button
from flashdesign.ui.widgets.charts.stat_tiles import TileRow
from flashdesign.ui.widgets.layout.page import Page, section


class SummaryScreen(Page):
    """Shows the result of a review session.

    Signals:
        home_requested: go back to Home.
        misses_requested: practice the missed cards again (their keys).
    """

    home_requested = Signal()
    misses_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Done"), primary=_("Back to the decks"), parent=parent)
        self._missed: list[str] = []
        self.figures = TileRow((_("answers"), _("recall"), _("time"), _("time per answer")))
        self.retry_button = button("", ButtonKind.PLAIN, self)
        self.header.addWidget(self.retry_button)
        self.heading, self.missed_cards = section(_("Missed today")), CardView(self)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.missed_cards, 1)
        self.body.addStretch(0)
        self.primary_triggered.connect(self.home_requested)
        self.retry_button.clicked.connect(lambda: self.misses_requested.emit(self._missed))

    def render_summary(self, answered: Sequence[SummaryAnswer], waits_ms: int | None) -> None:
        """Show the answers of a session; `waits_ms` is when the next card is due, if any."""
        missed = {a.key: a for a in answered if a.rating is Rating.AGAIN}
        self._missed = list(missed)
        self.set_title(_("Done for now") if answered else _("Nothing to review"))
        next_card = _("Next card in {time}.")
        self.set_subtitle(
            "" if waits_ms is None else next_card.format(time=formatting.wait(waits_ms))
        )
        spent_s = sum(answer.duration_ms for answer in answered) / 1000
        answers, recall, time, pace = self.figures.tiles
        answers.set_value(number(len(answered)))
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


def _compute_recall(answered: Sequence[SummaryAnswer]) -> float | None:
    """Return the share of cards that were recalled at their first answer in this session."""
    first: dict[str, Rating] = {}
    for answer in answered:
        first.setdefault(answer.key, answer.rating)
    passed = sum(rating is not Rating.AGAIN for rating in first.values())
    return passed / len(first) if first else None
