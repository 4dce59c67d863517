"""What became of an estimate: how far off, why, and the way that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.banner import Banner, Tone
from flashdesign.ui.widgets.log_scale import LogScale, ScaleFigures
from flashdesign.ui.widgets.markdown_label import MarkdownLabel
from flashdesign.ui.widgets.panel import Panel
from flashdesign.ui.widgets.step_chain import ChainStep, StepChain


@dataclass(frozen=True, slots=True)
class VerdictFigures:
    """What to tell after an answer; `said`, `facts` and `grade` plain, the rest Markdown."""

    said: str
    facts: str
    grade: str
    scale: ScaleFigures | None
    mistake: str = ""
    steps: Sequence[ChainStep] = ()
    short_cut: str = ""
    assumptions: Sequence[str] = ()
    sources: str = ""


class DrillVerdict(Panel):
    """Tells how an estimate went.

    Signals:
        link_opened: the address of a source was pressed.
    """

    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.said, self.facts = label("", Role.HEADING, wrap=True), label("", Role.MUTED, wrap=True)
        self.mistake, self.scale, self.chain = Banner(), LogScale(), StepChain()
        self.mistake.close_button.hide()
        self._chain_head = label("How it comes about", Role.STRONG)
        self._assumed_head = label("Usual assumptions", Role.STRONG)
        self.short_cut, self.assumed = MarkdownLabel(), MarkdownLabel()
        self.sources = MarkdownLabel(Role.SMALL)
        self.body.setSpacing(GRID_PX)
        self.body.setContentsMargins(3 * GRID_PX, 2 * GRID_PX, 3 * GRID_PX, 2 * GRID_PX)
        told: tuple[QWidget, ...] = (self.said, self.facts, self.mistake, self.scale)
        told += (self._chain_head, self.chain, self.short_cut)
        for part in (*told, self._assumed_head, self.assumed, self.sources):
            self.body.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for text in (self.assumed, self.sources):
            text.link_opened.connect(self.link_opened)

    def set_figures(self, figures: VerdictFigures) -> None:
        """Show another verdict."""
        self.setAccessibleName(f"{figures.grade}. {figures.said}")
        self.said.setText(f"{figures.grade}: {figures.said}")
        self.facts.setText(figures.facts)
        self.scale.setVisible(figures.scale is not None)
        if figures.scale is not None:
            self.scale.set_table_shown(shown=False)
            self.scale.set_figures(figures.scale)
        self.mistake.dismiss()
        if figures.mistake:
            self.mistake.show_message(figures.mistake, Tone.WARNING)
        self.chain.set_steps(figures.steps)
        self._chain_head.setVisible(bool(figures.steps))
        self.short_cut.set_markdown(f"**Short cut:** {figures.short_cut}" * bool(figures.short_cut))
        self._assumed_head.setVisible(bool(figures.assumptions))
        self.assumed.set_markdown("\n\n".join(figures.assumptions))
        self.sources.set_markdown(figures.sources)
