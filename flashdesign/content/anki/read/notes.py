"""Conversion of Anki notes to notes of this program, with a report of everything left out."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flashdesign.content.anki.markdown.html_to_markdown import ConvertedText, PictureOf, to_markdown
from flashdesign.content.anki.read import image_occlusion
from flashdesign.content.anki.read.database import NoteRow
from flashdesign.content.anki.read.exported_notes import restore_own_note
from flashdesign.content.anki.read.note_types import CardTemplate, NoteType
from flashdesign.content.anki.read.templates import (
    SPECIAL_FIELDS,
    answer_side,
    extra_fields,
    has_reverse,
    is_empty,
    question_side,
    render,
    sides_around_gaps,
    used_fields,
)
from flashdesign.content.decks.notes import generate_id
from flashdesign.content.decks.slugs import note_id
from flashdesign.content.note_kinds.anki_cloze import drop_invalid_gaps, to_own_gaps
from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.pictures.picture_links import picture_names
from flashdesign.content.rendering.markdown import image_names, is_picture_name, to_plain
from flashdesign.content.rendering.picture_masks import Mask, add_masks
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.cloze import numbers
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.notes.tags import tag_notices, valid_tags
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext

_GAP = re.compile(r"\{\{c([0-9]{1,9})(?:,[0-9]{1,9})*+::")
_NAMED_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """An imported note, with its card parts by the numbers of their cards in Anki.

    `is_own`: it comes from a package of our own, possibly as one of several rows of one note.
    """

    note: Note
    cards: Mapping[int, str]
    pictures: tuple[str, ...]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """A question, its explanation, and its card parts by card number in Anki."""

    question: Basic | Cloze
    cards: Mapping[int, str]
    why: str = ""
    suffix: str = ""


class NoteReader:
    """Converts one note after another; `problems` has remarks on the last one."""

    def __init__(self, picture_of: PictureOf) -> None:
        self._picture_of = picture_of
        self.problems: list[str] = []
        self._unused: dict[tuple[str, str], tuple[int, str]] = {}
        self._restyled: dict[str, tuple[int, str]] = {}
        self._looks: dict[str, None] = {}
        self._pictures: dict[str, None] = {}

    def read(
        self, row: NoteRow, kind: NoteType, deck: DeckId, cards: Collection[int]
    ) -> tuple[ImportedNote, ...]:
        """Return the notes made of it: one note, or one for each of its templates."""
        self.problems, self._pictures, self._looks = [*tag_notices(row.tags)], {}, {}
        taken = self._convert(row, kind, deck, cards)
        for look in self._looks:
            notes, first = self._restyled.get(look, (0, ""))
            self._restyled[look] = (notes + 1, first or note_label(row))
        return taken

    def _convert(
        self, row: NoteRow, kind: NoteType, deck: DeckId, cards: Collection[int]
    ) -> tuple[ImportedNote, ...]:
        own = restore_own_note(row, deck, cards)
        if isinstance(own, tuple):
            return (self._take_own(*own),)
        if own is not None:
            self._report(own)
        fields = dict(zip(kind.fields, row.fields, strict=False))
        if kind.is_cloze and image_occlusion.is_occlusion(fields):
            questions = tuple(self._read_occlusion(fields, cards))
            return tuple(self._make_note(row, deck, question, "") for question in questions)
        if image_occlusion.is_of_old_add_on(fields):
            self._report(
                _(
                    "its whole picture is shown, also with the question: the add-on Image "
                    "Occlusion Enhanced hides parts of it by SVG masks, which cannot be shown"
                )
            )
        self._report_unused(row, kind, fields, cards)
        why = "\n\n".join(self._text(fields.pop(name, "")) for name in extra_fields(kind))
        fields |= dict.fromkeys(SPECIAL_FIELDS - {"Tags", "CardFlag"}, "-") | {
            "Tags": " ".join(row.tags)
        }
        read_questions = self._read_cloze if kind.is_cloze else self._read_templates
        return tuple(
            self._make_note(row, deck, question, why)
            for question in read_questions(kind, fields, cards)
            if self._can_be_asked(question)
        )

    def _report_unused(
        self, row: NoteRow, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> None:
        """Count the fields that no card shows, and report those that the type does not have."""
        used = {*used_fields(kind, frozenset(cards)), *extra_fields(kind)}
        for name, html in fields.items():
            if name not in used and not is_empty(html):
                notes, first = self._unused.get((kind.name, name), (0, html))
                self._unused[kind.name, name] = (notes + 1, first)
        for html in row.fields[len(kind.fields) :]:
            if not is_empty(html):
                message = _("it has more fields than its type; left out: {text!r}")
                self._report(message.format(text=_short(html)))

    def summary(self) -> Iterator[ImportProblem]:
        """Yield remarks on many notes: differences in looks, and fields that no card shows."""
        for look, (notes, first) in sorted(self._restyled.items()):
            message = _("{change}; the first is {note}").format(change=look, note=first)
            amount = ngettext("{n} note", "{n} notes", notes).format(n=number(notes))
            yield ImportProblem(amount, message)
        for (kind, name), (notes, html) in sorted(self._unused.items()):
            message = ngettext(
                "its field {name!r} is on no card; left out in {n} note: {words!r}",
                "its field {name!r} is on no card; left out in {n} notes: {words!r}",
                notes,
            )
            words = _short(html) or html[:_NAMED_CHARACTERS]
            shown = message.format(name=name, n=number(notes), words=words)
            yield ImportProblem(_("note type {name!r}").format(name=kind), shown)

    def _take_own(self, note: Note, cards: Mapping[int, str]) -> ImportedNote:
        names = picture_names((note,))
        for name in names:
            if is_picture_name(name) and self._picture_of(name) is None:
                self._report(_("the picture {name!r} is not in the file").format(name=name))
        pictures = tuple(name for name in names if self._picture_of(name) == name)
        return ImportedNote(note, cards, pictures, is_own=True)

    def _make_note(self, row: NoteRow, deck: DeckId, made: _Draft, why: str) -> ImportedNote:
        name = note_id((note_id(row.guid) or generate_id(made.question)) + made.suffix)
        guid = row.guid + made.suffix if row.guid else ""
        question = made.question
        note = Note(deck, name, question, why=made.why or why, tags=valid_tags(row.tags), guid=guid)
        return ImportedNote(note, made.cards, tuple(self._pictures))

    def _can_be_asked(self, made: _Draft) -> bool:
        question = made.question
        if isinstance(question, Basic) and not question.front:
            self._report(_("its question is empty; left out"))
            return False
        if problem := find_problem(question):
            self._report(_("{problem}; left out").format(problem=problem))
            return False
        if isinstance(question, Basic) and not question.back:
            self._report(_("its answer is empty"))
        return True

    def _read_templates(
        self, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> Iterator[_Draft]:
        templates = {template.ord: template for template in kind.templates}
        numbers_left = sorted(set(cards))
        if {0, 1} <= set(cards) and has_reverse(kind):
            numbers_left = [at for at in numbers_left if at > 1]
            yield self._with_reverse(self._basic(templates[0], fields))
        for at in numbers_left:
            if at in templates:
                suffix = f"-t{at + 1}" if at else ""
                yield _Draft(self._basic(templates[at], fields), {at: ""}, suffix=suffix)
            else:
                self._report(_("its card {n} has no template; left out").format(n=at + 1))

    def _with_reverse(self, question: Basic) -> _Draft:
        if question.back:
            return _Draft(Basic(question.front, question.back, reverse=True), {0: "", 1: "r"})
        self._report(_("its reverse card has no question and was left out"))
        return _Draft(question, {0: ""})

    def _basic(self, template: CardTemplate, fields: Mapping[str, str]) -> Basic:
        question, answer = question_side(template), answer_side(template)
        front = self._text(render(question, fields, hides_typed=True))
        back = self._text(render(answer, fields))
        typed = to_plain(self._text(fields.get(question.typed, ""))) if question.typed else ""
        return Basic(front, back, accept=(typed,) if typed else ())

    def _read_cloze(
        self, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> Iterator[_Draft]:
        if not kind.templates:
            self._report(_("its type has no template; left out"))
            return
        side = question_side(kind.templates[0])
        gaps = [f"c{at + 1}" for at in cards]
        html = render(side, {**fields, **dict.fromkeys(gaps, "-")})
        text = self._text(html, has_gaps=True)
        rest = {name: "" if name in side.fields else value for name, value in fields.items()}
        rest |= dict.fromkeys(gaps, "-")
        sides = (self._text(render(other, rest)) for other in sides_around_gaps(kind.templates[0]))
        why = "\n\n".join(filter(None, sides))
        text, impossible = drop_invalid_gaps(text)
        for mark in impossible:
            message = _("its gap {gap} is not asked; use a number from 1 to 999")
            self._report(message.format(gap=f"{mark}…}}}}"))
        if not _GAP.search(text):
            self._report(_("it has no gap; imported as question and answer"))
            yield _Draft(Basic(text, why), dict.fromkeys(sorted(cards)[:1], ""))
            return
        question = Cloze(to_own_gaps(text))
        existing = set(numbers(question.text))
        for at in sorted(set(cards)):
            if at + 1 not in existing:
                self._report(_("its card {n} no longer has a gap; left out").format(n=at + 1))
        parts = {at: f"c{at + 1}" for at in cards if at + 1 in existing}
        yield _Draft(question, parts, why)

    def _read_occlusion(
        self, fields: Mapping[str, str], cards: Collection[int]
    ) -> Iterator[_Draft]:
        """Yield a question for each hidden part of a picture."""
        hidden = next(name for name, text in fields.items() if "::image-occlusion:" in text)
        found = image_occlusion.read_occlusion(fields[hidden])
        texts = {name: self._text(text) for name, text in fields.items() if name != hidden}
        shown = next((name for name, text in texts.items() if image_names(text)), None)
        if shown is None:
            self._report(_("its picture is not in the file; left out"))
            return
        picture = image_names(texts.pop(shown))[0]
        header = texts.pop(next((name for name in texts if name.lower() == "header"), ""), "")
        why = "\n\n".join(filter(None, texts.values()))
        for problem in found.problems:
            self._report(problem)
        existing = sorted(at for at in set(cards) if at + 1 in found.parts)
        for at in sorted(set(cards) - set(existing)):
            message = _("its card {n} hides no part of its picture; left out")
            self._report(message.format(n=at + 1))
        for at in existing:
            hidden, shown = _words_of_part(at + 1, len(found.parts))
            question = _picture(picture, hidden, found.question_masks(at + 1))
            answer = _picture(picture, shown, found.answer_masks(at + 1))
            front = "\n\n".join(filter(None, (header, question)))
            yield _Draft(Basic(front, answer), {at: ""}, why, suffix=f"-o{at + 1}")
        if existing:
            self._report(_("each hidden part of its picture became a separate card"))

    def _text(self, html: str, *, has_gaps: bool = False) -> str:
        found: ConvertedText = to_markdown(html, self._picture_of, has_gaps=has_gaps)
        self._pictures |= dict.fromkeys(found.pictures)
        self._looks |= dict.fromkeys(found.changed_styles)
        for removed in found.removed:
            self._report(removed)
        return found.text

    def _report(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def _words_of_part(number: int, total: int) -> tuple[str, str]:
    """Return the words for a part that is hidden, and shown.

    In English: they become part of the note, which must not depend on the language.
    """
    part = f"part {number} of {total}"
    return f"{part} is hidden", f"{part} is shown"


def _picture(name: str, words: str, masks: Iterable[Mask]) -> str:
    source = add_masks(name, masks)
    return f"![{words}](<{source}>)" if " " in source else f"![{words}]({source})"


def note_label(row: NoteRow) -> str:
    """Return a few words by which the user can find the note."""
    short = next(filter(None, map(_short, row.fields)), "")
    return _("“{words}”").format(words=short) if short else _("note {id}").format(id=row.guid)


def _short(html: str) -> str:
    words = _words(html)
    return words[: _NAMED_CHARACTERS - 1] + "…" if len(words) > _NAMED_CHARACTERS else words


def _words(html: str) -> str:
    if "::image-occlusion:" in html:
        return ""
    text = _GAP.sub("", to_markdown(html[:2_000]).text).replace("}}", "")
    return " ".join(to_plain(text).split())
