"""Scenes of adding and editing notes for the screenshots."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication

from flashdesign.content.note_kinds.form_fields import FormValues
from flashdesign.domain.ids import NoteKey
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import notes
from flashdesign.services.editing.note_form import Draft
from flashdesign.services.editing.suggestions import Suggestion
from flashdesign.ui.edit.screen import EditScreen
from tests.support.ui.driver import RETURN, WindowDriver

_LONG = "Which part of the ring does a node take over when its neighbour leaves, and at what cost? "
_WHY = "Each node answers for the keys between its neighbour and itself: *only those* move."
_CHOICE: FormValues = {
    "front": "Which quorum reads its own writes?",
    "correct": (("R + W > N",),),
    "wrong": (("R + W = N", "The two sets need not meet."), ("W = N alone", ""), ("R = 1", "")),
    "tags": "quorum consistency",
}
_MATCH: FormValues = {
    "front": "Match quality and measure.",
    "pairs": (("availability", "uptime share"), ("latency", "time per request")),
    "extra": (("bytes on disk",),),
}
_CLASSIFY: FormValues = {
    "front": "Vertical or horizontal?",
    "buckets": (("vertical", "a bigger machine"), ("horizontal", "shard a table; add web nodes")),
}


def _form(driver: WindowDriver, kind: str, form: FormValues) -> EditScreen:
    driver.press("n", ctrl=True)
    screen = driver.window.pages.currentWidget()
    assert isinstance(screen, EditScreen)
    screen.begin(Draft(screen.head.selected_deck(), kind, form))
    QApplication.processEvents()
    screen.settle()
    screen.take_focus()
    return screen


def preview(driver: WindowDriver) -> None:
    """Switch to the preview in a small window."""
    screen = _form(driver, "classify", _CLASSIFY)
    driver.window.resize(driver.window.minimumSize())
    QApplication.processEvents()
    screen.press("edit.preview")


def empty(driver: WindowDriver) -> None:
    """Begin a note."""
    _form(driver, "basic", {})


def choice(driver: WindowDriver) -> None:
    """Write a choice."""
    _form(driver, "choice", _CHOICE)


def cloze(driver: WindowDriver) -> None:
    """Write a cloze of two cards."""
    text = "A shard holds {{1::some of the keys::which?}}; a replica holds {{2::the same ones}}."
    _form(driver, "cloze", {"text": text, "why": _WHY})


def match(driver: WindowDriver) -> None:
    """Write a match."""
    _form(driver, "match", _MATCH)


def drill(driver: WindowDriver) -> None:
    """Begin a drill."""
    _form(driver, "drill", {})


def drill_wrong(driver: WindowDriver) -> None:
    """Misspell a name in a drill's step."""
    screen = _form(driver, "drill", {})
    box = screen.form.text
    box.setPlainText(box.toPlainText().replace("average * peak", "averag * peak"))
    screen.settle()


def long(driver: WindowDriver) -> None:
    """Write long texts that do not fit, and a question that another note has."""
    known = next(iter(card_listing.iterate_cards(driver.learner.context, deck=None, search=None)))
    note = notes.note(driver.learner.context, NoteKey(known.key.partition("#")[0]))
    screen = _form(driver, "basic", {"front": _LONG * 3, "back": _LONG * 8, "why": _WHY})
    screen.form.show_suggestions([Suggestion("front", f"Possible duplicate: {_LONG}({note.key})")])


def more(driver: WindowDriver) -> None:
    """Show the folded fields of a choice."""
    screen = _form(driver, "choice", _CHOICE)
    screen.form.more.click()
    screen.take_focus()


def suggestions(driver: WindowDriver) -> None:
    """Write a note that could be better."""
    form: FormValues = {"front": "How long is a day?", "answer": "86400"}
    screen = _form(driver, "number", form)
    screen.settle()


def kinds(driver: WindowDriver) -> None:
    """Open the list of kinds."""
    _form(driver, "basic", {}).head.kind.showPopup()


def with_errors(driver: WindowDriver) -> None:
    """Add a note with errors."""
    _form(driver, "match", {**_MATCH, "pairs": (("availability", ""),), "as_of": "soon"})
    driver.press(RETURN, ctrl=True)


def picture(driver: WindowDriver) -> None:
    """Write a note with a picture."""
    image = QPixmap(320, 160)
    image.fill(QColor("teal"))
    screen = _form(driver, "basic", {"back": "A"})
    with TemporaryDirectory() as folder:
        image.save(f"{folder}/ring.png")
        taken = Path(folder, "ring.png").read_bytes()
    screen.preview.trial.add_picture("ring.png", taken)
    screen.form.fields["front"].set_value("Which ring is this?\n\n![ring](ring.png)")
    screen.settle()


def built_in(driver: WindowDriver) -> None:
    """Edit a built-in note."""
    known = next(iter(card_listing.iterate_cards(driver.learner.context, deck=None, search=None)))
    key = NoteKey(known.key.partition("#")[0])
    notes.save_note(driver.learner.context, key, notes.note(driver.learner.context, key))
    driver.controller.edit(key, "go.browse")


def changed_kind(driver: WindowDriver) -> None:
    """Change the kind of a note."""
    built_in(driver)
    screen = driver.window.pages.currentWidget()
    assert isinstance(screen, EditScreen)
    screen.head.pick_kind("cloze")
    screen.head.kind_changed.emit("cloze")
    screen.form.fields["text"].set_value("A shard holds {{1::some of the keys}}.")
    screen.settle()


SCENES = {
    "edit": choice,
    "edit-empty": empty,
    "edit-match": match,
    "edit-cloze": cloze,
    "edit-turned": preview,
    "edit-drill": drill,
    "edit-drill-wrong": drill_wrong,
    "edit-long": long,
    "edit-more": more,
    "edit-suggestions": suggestions,
    "edit-wrong": with_errors,
    "edit-kind": changed_kind,
    "edit-picture": picture,
    "edit-built-in": built_in,
}
