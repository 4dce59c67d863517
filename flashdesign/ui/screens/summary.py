"""The end of a sitting: how it went, and what was missed, to be looked at again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashdesign import formatting
from flashdesign.domain.ratings import Rating
from flashdesign.services import wording
from flashdesign.services.review import Answered
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.card_view import CardContent, CardView
from flashdesign.ui.widgets.page import Page, section
from flashdesign.ui.widgets.tile_row import TileRow


class SummaryScreen(Page):
    """Show what a sitting came to.

    Signals:
        home_requested: go back to the decks.
        misses_requested: go over the missed cards again, out of turn (their keys).
    """

    home_requested = Signal()
    misses_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Done", primary="Back to the decks", parent=parent)
        self._missed: list[str] = []
        self.figures = TileRow(("answers", "recall", "time", "an answer"))
        self.again = button("", Kind.PLAIN, self)
        self.header.addWidget(self.again)
        self.heading, self.misses = section("Worth another look"), CardView(self)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.misses, 1)
        self.body.addStretch(0)
        self.primary_triggered.connect(self.home_requested)
        self.again.clicked.connect(lambda: self.misses_requested.emit(self._missed))

    def render_summary(self, answered: Sequence[Answered], waits_ms: int | None) -> None:
        """Make the page agree with a sitting; `waits_ms` tells when more comes back, if it does."""
        missed = {a.key: a for a in answered if a.rating is Rating.AGAIN}
        self._missed = list(missed)
        self.set_title("All done for now" if answered else "Nothing to review")
        comes_back = "" if waits_ms is None else f"More comes back in {formatting.wait(waits_ms)}."
        self.set_subtitle(comes_back)
        spent_s = sum(answer.duration_ms for answer in answered) / 1000
        answers, recall, time, pace = self.figures.tiles
        answers.set_value(f"{len(answered):,}")
        recall.set_value(formatting.percent(_recall(answered)))
        time.set_value(formatting.clock(spent_s))
        pace.set_value(formatting.clock(spent_s / len(answered)) if answered else "–")
        self.again.setText(f"Go over {wording.count(len(missed), 'missed card')}")
        for part in (self.again, self.heading, self.misses):
            part.setVisible(bool(missed))
        self.misses.show_cards([CardContent(miss.prompt, miss.answer) for miss in missed.values()])


def _recall(answered: Sequence[Answered]) -> float | None:
    """Return the share of first answers in this sitting that were right."""
    first: dict[str, Rating] = {}
    for answer in answered:
        first.setdefault(answer.key, answer.rating)
    passed = sum(rating is not Rating.AGAIN for rating in first.values())
    return passed / len(first) if first else None
