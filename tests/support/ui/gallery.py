"""Windows with every widget in typical, empty and long states."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.ui.app.shortcuts_sheet import KeyGroup, KeyTable
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.cards.grade_bar import Grade, GradeBar
from flashdesign.ui.cards.inputs.choice_list import ChoiceList, ShownOption
from flashdesign.ui.drills.widgets.drill_card import TimeRing
from flashdesign.ui.home.deck_model import DeckRow
from flashdesign.ui.home.deck_tree import DeckTree
from flashdesign.ui.review.forgetting_curve import Curve, CurvePoint, ForgettingCurve, ReviewMark
from flashdesign.ui.settings.key_edit import KeyEdit
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.charts.bar_chart import Bar, BarChart
from flashdesign.ui.widgets.charts.heat_map import HeatMap
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.charts.stat_tiles import StatTile
from flashdesign.ui.widgets.controls.number_field import NumberField
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page, section
from flashdesign.ui.widgets.layout.panel import Panel
from flashdesign.ui.window.banner import Banner, Tone
from flashdesign.ui.window.sheet import Sheet
from flashdesign.ui.window.sidebar import Sidebar, SidebarEntry
from flashdesign.ui.window.toast import Toast

NEWS = (
    (Tone.INFO, "A note."),
    (Tone.SUCCESS, "Saved."),
    (
        Tone.WARNING,
        "The folder is synced by another program; two machines writing at once can damage it.",
    ),
    (Tone.ERROR, "Line 3: answer is missing"),
)
TODAY = date(2026, 11, 20)
ENTRIES = (
    SidebarEntry("home", "Home", "home"),
    SidebarEntry("browse", "Browse", "browse"),
    SidebarEntry("statistics", "Statistics", "statistics"),
    SidebarEntry("settings", "Settings", "settings", at_bottom=True),
)
GRADES = (
    Grade(Rating.AGAIN, "Again", "10 min", "1", "again"),
    Grade(Rating.HARD, "Hard", "4 days", "2", "hard"),
    Grade(Rating.GOOD, "Good", "11 days", "3", "good"),
    Grade(Rating.EASY, "Easy", "26 days", "4", "easy"),
)
TWO_GRADES = (
    Grade(Rating.AGAIN, "Missed", "10 min", "1", "again"),
    Grade(Rating.GOOD, "Got it", "11 days", "Space", "good"),
)
DECKS = (
    DeckRow("framework", "Interview framework", None, 4, 1, 12, 0.62, 80),
    DeckRow("phases", "The four phases", "framework", 0, 1, 3, 0.91, 20),
    DeckRow("steps", "High-level design", "framework", 4, 0, 9, 0.4, 60),
    DeckRow("numbers", "Latency and numbers every engineer knows", None, 20, 0, 103, 0.82, 210),
    DeckRow("consistency", "Consistency models", None, 3, 0, 0, 0.05, 44),
    DeckRow("long", "Queues, streams and back-pressure: " * 4, None, 0, 0, 0, None, 0),
)
CARD = CardContent(
    "Why does an LSM-tree write faster than a B-tree, and what does it pay?",
    "Writes go to a `WAL` and an in-memory table, then flush as sorted runs: **sequential** I/O "
    "only. It pays in *read*, *space* and *compaction* amplification.\n\n"
    "| engine | write amp | reads (point) |\n|---|--:|---|\n| B-tree | page / row | 1–2 seeks |\n"
    "| LSM, levelled | ≈ 10 × levels | 1 per level, bloom-filtered |\n",
    hint="think of what the disk head does",
    why="A page must be read before it is written; a run is only appended.",
    source="[Log-structured merge trees](https://example.org/lsm), checked 2026-11",
)
CLOZE = (
    f"Linearizability: each read that starts after a write completed {GAP_OPEN}{{}}{GAP_CLOSE} "
    "that write or a later one."
)
LONG = CardContent(
    "A question may be so long that it is no heading any more. " * 4,
    "Consistent hashing:\n\n```python\ndef owner(key: str, ring: list[int]) -> int:\n"
    "    h = hash(key) % 2**32      # position\n    return bisect.bisect(ring, h) % len(ring)\n"
    "```\n\nSteps:\n\n1. hash the key\n2. walk clockwise\n3. take $R = \\frac{n}{2} + 1$ replicas, "
    "about $10^{-3} \\times \\log_2 n$ and $\\lambda \\le \\mu$\n\n- one\n- two\n\n"
    "שלום עולם, זהו טקסט מימין לשמאל.\n\n" + "More text to scroll through. " * 80,
)


def home() -> QWidget:
    """Return a page like Home."""
    page = Page("Good evening", "42 cards due, about 14 minutes", "Start today’s review")
    tiles = QHBoxLayout()
    tiles.setSpacing(2 * GRID_PX)
    for name, value, detail in (
        ("due now", "42", ""), ("new today", "12", ""), ("recall, 30 days", "91%", "target 90%"),
        ("streak", "9 days", ""),
    ):  # fmt: skip
        tiles.addWidget(StatTile(name, value, detail))
    page.body.addLayout(tiles)
    page.body.addWidget(section("Decks"))
    tree = DeckTree()
    tree.set_rows(DECKS)
    tree.select("numbers")
    page.body.addWidget(tree, 1)
    return page


def review(content: CardContent, grades: Sequence[Grade] = GRADES) -> QWidget:
    """Return a revealed card."""
    page = Page("", scrolls=False)
    top = QHBoxLayout()
    top.addWidget(ElidedLabel("Storage engines", role=TextRole.MUTED), 1)
    top.addWidget(label("17 of 42", TextRole.MUTED))
    page.body.addLayout(top)
    line = ProgressLine()
    line.set_progress(17, 42)
    page.body.addWidget(line)
    card = CardView()
    card.show_card(content)
    page.body.addWidget(card, 1)
    bar = GradeBar()
    bar.set_grades(grades, suggested=Rating.GOOD)
    page.body.addWidget(bar)
    return page


def answers() -> QWidget:
    """Return options, a number field and a timer."""
    page = Page("Estimation drill", "Question 3 of 10", "Check")
    page.header.addWidget(button("Skip", ButtonKind.QUIET))
    panel, row = Panel(), QHBoxLayout()
    ring = TimeRing()
    ring.set_time(41, 60)
    row.addWidget(ring)
    row.setSpacing(3 * GRID_PX)
    field = NumberField()
    field.set_unit("bytes")
    field.set_text("432 TB")
    field.set_reading("Reads as 432 × 10¹² bytes", is_error=False)
    column = QVBoxLayout()
    column.addWidget(label("How much storage does one year of messages take?", TextRole.HEADING))
    column.addWidget(field)
    wrong = NumberField()
    wrong.set_text("4,,3")
    wrong.set_reading("Not a number: write 4.3k, 4e3 or 4,300", is_error=True)
    column.addWidget(wrong)
    row.addLayout(column, 1)
    panel.body.addLayout(row)
    page.body.addWidget(panel)
    page.body.addLayout(_choices())
    page.body.addStretch(1)
    return page


def _choices() -> QHBoxLayout:
    options = tuple(
        ShownOption(text, key)
        for text, key in zip(
            ("sequential consistency", "serializability", "`snapshot` isolation, which is a good "
             "deal longer than the others and so wraps", "read committed"), "ABCD", strict=True,
        )
    )  # fmt: skip
    opened, found = ChoiceList(), ChoiceList()
    opened.set_options(options)
    opened.set_marked([2])
    found.set_options(options)
    found.show_verdict([0], [1], {1: "That is the multi-object family.", 0: "It implies it."})
    both = QHBoxLayout()
    both.setSpacing(2 * GRID_PX)
    for each in (opened, found):
        both.addWidget(each, 1)
    return both


def statistics() -> QWidget:
    """Return charts with and without figures."""
    page = Page("Statistics", "The last 26 weeks")
    heat = HeatMap()
    counts = {TODAY - timedelta(days=n): (n * n * 7 + n) % 61 % 47 for n in range(170)}
    heat.set_days(counts, TODAY)
    first = Panel("Reviews")
    first.body.addWidget(heat)
    page.body.addWidget(first)
    row = QHBoxLayout()
    row.setSpacing(2 * GRID_PX)
    bars = BarChart("Forecast", "cards")
    bars.set_bars(
        [Bar(f"+{n}" if n else "today", 55 / (1 + n / 7) + n % 4 * 5, n == 0) for n in range(30)]
    )
    curve = ForgettingCurve()
    points = [CurvePoint(n / 4, _saw(n / 4)) for n in range(161)]
    marks = (
        ReviewMark(0, "Good", passed=True),
        ReviewMark(3, "Again", passed=False),
        ReviewMark(8, "Good", passed=True),
    )
    curve.set_curve(Curve(tuple(points), marks, 20.0, 0.9))
    for title, chart in (
        ("Forecast", bars),
        ("Forgetting curve", curve),
        ("Empty", BarChart("Drills", "points")),
    ):
        panel = Panel(title)
        panel.body.addWidget(chart)
        row.addWidget(panel, 1)
    page.body.addLayout(row)
    return page


def _saw(day: float) -> float:
    start, stability = next((s, b) for s, b in ((8, 20), (3, 4), (0, 3)) if day >= s)
    return float((1 + 19 / 81 * (day - start) / stability) ** -0.5)


def settings() -> QWidget:
    """Return forms, banners and empty states."""
    page = Page("Settings", narrow=True)
    for tone, words in NEWS:
        banner = Banner()
        banner.show_message(words, tone, "Show me" if tone is Tone.WARNING else "")
        page.body.addWidget(banner)
    panel = Panel("Review")
    combo, spin, on, off = QComboBox(), QSpinBox(), Switch("on"), Switch("off")
    combo.addItems(["System", "Light", "Dark"])
    spin.setRange(0, 999)
    spin.setValue(20)
    on.setChecked(True)
    key, clash, line = KeyEdit("Ctrl+Z", action="Undo"), KeyEdit("1", action="Again"), QLineEdit()
    clash.set_conflict("Also used for Missed")
    line.setPlaceholderText("A name")
    for title, more, control in (
        ("Appearance", "", combo), ("New cards per day", "Of all decks together", spin),
        ("Time limits", "Drills run against the clock", on),
        ("Two buttons", "Missed or Got it", off),
        ("Undo", "", key), ("Again", "", clash), ("Name", "", line),
    ):  # fmt: skip
        panel.body.addWidget(SettingRow(title, more, control))
    page.body.addWidget(panel)
    row = QHBoxLayout()
    for kind in ButtonKind:
        row.addWidget(button(kind.value.title(), kind))
    disabled = button("Disabled", ButtonKind.PRIMARY)
    disabled.setEnabled(False)
    row.addWidget(disabled)
    row.addStretch(1)
    page.body.addLayout(row)
    return page


def empty() -> QWidget:
    """Return an empty page."""
    page = Page("Browse", scrolls=False)
    page.body.addWidget(
        EmptyState("No cards match", "Clear the search", "browse", detail="Try fewer words."), 1
    )
    return page


def keys() -> KeyTable:
    """Return the table of keys."""
    review_keys = (
        ("Space", "Show the answer"),
        ("1 – 4", "Grade"),
        ("Ctrl+Z", "Undo the last answer"),
    )
    anywhere = (("Ctrl+1", "Home"), ("?", "This list"), ("Ctrl+Shift+F", "Search all cards"))
    return KeyTable((KeyGroup("Review", review_keys), KeyGroup("Everywhere", anywhere)))


PAGES = {
    "home": home,
    "review": lambda: review(CARD),
    "question": lambda: review(CardContent(CLOZE.format("…")), TWO_GRADES),
    "cloze": lambda: review(
        CardContent(CLOZE.format("…"), CLOZE.format("must return")), TWO_GRADES
    ),
    "long": lambda: review(LONG),
    "answers": answers,
    "statistics": statistics,
    "settings": settings,
    "empty": empty,
}


def gallery(name: str, width_px: int = 1180, height_px: int = 780) -> QWidget:
    """Return a window with the sidebar and one page of the gallery."""
    window = QWidget()
    window.resize(width_px, height_px)
    sidebar = Sidebar("FlashDesign", ENTRIES, window)
    sidebar.set_current("home")
    sidebar.set_badge("home", "42")
    sidebar.fit(width_px)
    layout = QHBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(sidebar)
    layout.addWidget(PAGES[name](), 1)
    return window


def with_sheet(window: QWidget) -> Sheet:
    """Open the table of keys over a window."""
    sheet = Sheet(window)
    sheet.open_with("Keys", keys())
    return sheet


def with_toast(window: QWidget) -> Toast:
    """Show a message with an action at the lower edge of a window."""
    toast = Toast(window)
    toast.resize(window.width(), 0)
    toast.show_message("Card buried until tomorrow", "Undo", lasts_ms=0)
    height = toast.sizeHint().height()
    toast.setGeometry(0, window.height() - height, window.width(), height)
    return toast
