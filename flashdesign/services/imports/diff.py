"""Notes and their changes as short lines of text, for the preview of an import."""

from collections.abc import Iterator
from itertools import zip_longest

from flashdesign.content.rendering.plain_line import markdown_to_line
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.transfer.import_plan import Change, ImportPlan
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext

_MAX_LINE = 160
_SHOWN_BEFORE = 40
_FIELD_LABELS = {
    "why": N_("explanation"),
    "hint": N_("hint"),
    "tags": N_("tags"),
    "facts": N_("facts"),
    "source": N_("source"),
    "as_of": N_("valid as of"),
    "related": N_("related notes"),
    "target_s": N_("target time"),
    "suspended": N_("suspended"),
    "guid": N_("id in other programs"),
    "priority": N_("priority"),
}
_DECK_LABELS = {
    "title": N_("title"),
    "parent": N_("parent"),
    "description": N_("description"),
    "retention": N_("retention"),
    "license": N_("license"),
    "language": N_("language"),
}


def note_line(note: Note) -> str:
    """Return question and answer of a note's first card."""
    return _shorten(_card_lines(note)[0])


def note_difference(change: Change) -> str:
    """Return the first card that differs, before and after, or else names of the changed fields."""
    before, after = change.before, change.after
    for old, new in zip_longest(_card_lines(before), _card_lines(after), fillvalue=""):
        if old != new:
            start = _common_length(old, new)
            return f"− {_shorten(old, start)}\n+ {_shorten(new, start)}"
    differing = [
        _(label)
        for name, label in _FIELD_LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    if before.question != after.question:
        is_same = _questions_and_answers(before) == _questions_and_answers(after)
        differing.insert(0, _("question settings") if is_same else _("formatting"))
    return f"{note_line(after)} ({', '.join(differing) or _('id')})"


def plan_differences(plan: ImportPlan) -> Iterator[str]:
    """Yield a line for each changed deck and note of a plan, and one on the order of the notes."""
    for before, after in plan.deck_changes:
        yield deck_difference(before, after)
    for _position, change in plan.changed:
        yield note_difference(change)
    if plan.moved:
        yield ngettext(
            "{n} note moved within the deck", "{n} notes moved within the deck", len(plan.moved)
        ).format(n=number(len(plan.moved)))


def deck_difference(before: Deck | None, after: Deck) -> str:
    """Return the settings of a deck that change."""
    if before is None:
        return _("Deck “{title}”: new and empty").format(title=after.title)
    differing = [
        _("{label}: {old} → {new}").format(
            label=_(label), old=_shorten(str(old or "–")), new=_shorten(str(new or "–"))
        )
        for name, label in _DECK_LABELS.items()
        if (old := getattr(before, name)) != (new := getattr(after, name))
    ]
    return _("Deck “{title}” ({changes})").format(title=before.title, changes="; ".join(differing))


def _card_lines(note: Note) -> list[str]:
    return [
        f"{markdown_to_line(question)} → {markdown_to_line(answer)}"
        for question, answer in _questions_and_answers(note)
    ]


def _questions_and_answers(note: Note) -> list[tuple[str, str]]:
    """Return question and answer of each card in Markdown."""
    question = note.question
    return [
        (question_kinds.prompt_text(question, part), question_kinds.answer(question, part))
        for part in question_kinds.parts(question)
    ]


def _common_length(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(first), len(second)))


def _shorten(text: str, start: int = 0) -> str:
    """Return a text that fits on a line; it is cut shortly before `start` if that is far in."""
    if start > _MAX_LINE - _SHOWN_BEFORE:
        text = "…" + text[start - _SHOWN_BEFORE :]
    return text if len(text) <= _MAX_LINE else text[: _MAX_LINE - 1] + "…"
