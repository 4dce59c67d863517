"""Text that is cut if it does not fit."""

from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.layout.elided_label import ElidedLabel


def test_what_does_not_fit_is_in_the_tooltip(qtbot: QtBot) -> None:
    text = ElidedLabel("Queues, streams and back-pressure")
    qtbot.addWidget(text)
    text.resize(text.sizeHint())
    text.show()
    assert text.text() == "Queues, streams and back-pressure"
    assert text.toolTip() == ""
    text.resize(80, text.height())
    assert text.text().endswith("…")
    assert text.toolTip() == text.whole_text == text.accessibleName()
    assert text.minimumSizeHint().width() < 80
