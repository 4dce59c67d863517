"""The verdict on an estimate: error, mistake, worked solution and assumptions."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.drills.widgets.log_scale import LogScale, ScaleFigures
from flashdesign.ui.drills.widgets.step_chain import ChainStep, StepChain
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.markdown_label import MarkdownLabel
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.window.banner import Banner, Tone


@dataclass(frozen=True, slots=True)
class VerdictTexts:
    """The texts of a verdict; `headline`, `facts` and `grade` are plain, the rest is Markdown."""

    headline: str
    facts: str
    grade: str
    scale: ScaleFigures | None
    mistake: str = ""
    steps: Sequence[ChainStep] = ()
    shortcut: str = ""
    assumptions: Sequence[str] = ()
    sources: str = ""


class DrillVerdict(Panel):
    """Shows the verdict on an estimate.

    Signals:
        link_opened: the URL of a clicked source.
    """

    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.headline, self.facts = (
            label("", TextRole.HEADING, wrap=True),
            label("", TextRole.MUTED, wrap=True),
        )
        self.mistake, self.scale, self.chain = Banner(), LogScale(), StepChain()
        self.mistake.close_button.hide()
        self._chain_head = label(_("Worked solution"), TextRole.STRONG)
        self._assumed_head = label(_("Usual assumptions"), TextRole.STRONG)
        self.short_cut, self.assumptions = MarkdownLabel(), MarkdownLabel()
        self.sources = MarkdownLabel(TextRole.SMALL)
        self.body.setSpacing(GRID_PX)
        self.body.setContentsMargins(3 * GRID_PX, 2 * GRID_PX, 3 * GRID_PX, 2 * GRID_PX)
        parts: tuple[QWidget, ...] = (self.headline, self.facts, self.mistake, self.scale)
        parts += (self._chain_head, self.chain, self.short_cut)
        for part in (*parts, self._assumed_head, self.assumptions, self.sources):
            self.body.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for text in (self.assumptions, self.sources):
            text.link_opened.connect(self.link_opened)

    def set_figures(self, figures: VerdictTexts) -> None:
        """Show a verdict."""
        self.setAccessibleName(
            _("{grade}. {verdict}").format(grade=figures.grade, verdict=figures.headline)
        )
        self.headline.setText(
            _("{grade}: {verdict}").format(grade=figures.grade, verdict=figures.headline)
        )
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
        shortcut = _("**Shortcut:** {text}").format(text=figures.shortcut)
        self.short_cut.set_markdown(shortcut if figures.shortcut else "")
        self._assumed_head.setVisible(bool(figures.assumptions))
        self.assumptions.set_markdown("\n\n".join(figures.assumptions))
        self.sources.set_markdown(figures.sources)
