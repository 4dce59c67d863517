"""Turn the notes of a collection into notes of this program, telling what could not be taken."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flashdesign.content.anki import occlusion
from flashdesign.content.anki.collection_types import CardTemplate, NoteType
from flashdesign.content.anki.database import NoteRow
from flashdesign.content.anki.html_markdown import Converted, PictureOf, to_markdown
from flashdesign.content.anki.own_notes import own_note
from flashdesign.content.anki.templates import (
    SPECIAL,
    asking,
    besides_gaps,
    is_empty,
    is_mirrored,
    rendered,
    said_besides,
    telling,
    used_fields,
)
from flashdesign.content.cloze_spelling import with_own_gaps, with_possible_gaps
from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.foreign_names import note_id, rewritten_tags, tags
from flashdesign.content.markdown import images, is_image_name, to_plain
from flashdesign.content.note_pictures import picture_names
from flashdesign.content.picture_masks import Mask, with_masks
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.cloze_gaps import numbers
from flashdesign.domain.faces import Basic, Cloze
from flashdesign.domain.parcels import Trouble

_GAP = re.compile(r"\{\{c([0-9]{1,9})(?:,[0-9]{1,9})*+::")
_NAMED_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """A note as it was taken, with the cards that it stands for by the number of each there.

    `is_own`: our own package has it, maybe as one of several rows for the same note.
    """

    note: Note
    cards: Mapping[int, str]
    pictures: tuple[str, ...]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    """A face made of texts, what is told besides, and which cards it stands for."""

    face: Basic | Cloze
    cards: Mapping[int, str]
    why: str = ""
    suffix: str = ""


class Reader:
    """Turns one note after another; what was not taken of it is gathered in `troubles`."""

    def __init__(self, picture_of: PictureOf) -> None:
        self._picture_of = picture_of
        self.troubles: list[str] = []
        self._unused: dict[tuple[str, str], tuple[int, str]] = {}
        self._restyled: dict[str, tuple[int, str]] = {}
        self._looks: dict[str, None] = {}
        self._pictures: dict[str, None] = {}

    def read(
        self, row: NoteRow, kind: NoteType, deck: DeckId, cards: Collection[int]
    ) -> tuple[Taken, ...]:
        """Return what the note becomes: one note, or one for each template that it is asked by."""
        self.troubles, self._pictures, self._looks = [*rewritten_tags(row.tags)], {}, {}
        taken = self._taken(row, kind, deck, cards)
        for look in self._looks:
            notes, first = self._restyled.get(look, (0, ""))
            self._restyled[look] = (notes + 1, first or called(row))
        return taken

    def _taken(
        self, row: NoteRow, kind: NoteType, deck: DeckId, cards: Collection[int]
    ) -> tuple[Taken, ...]:
        own = own_note(row, deck, cards)
        if isinstance(own, tuple):
            return (self._own(*own),)
        if own is not None:
            self._tell(own)
        fields = dict(zip(kind.fields, row.fields, strict=False))
        if kind.is_cloze and occlusion.is_occlusion(fields):
            made = tuple(self._occluded(fields, cards))
            return tuple(self._note(row, deck, one, "") for one in made)
        if occlusion.is_of_old_add_on(fields):
            self._tell(
                "its picture is shown whole, also at the question: the add-on Image Occlusion "
                "Enhanced hides parts of it by SVG masks, which cannot be shown"
            )
        self._tell_unused(row, kind, fields, cards)
        why = "\n\n".join(self._text(fields.pop(name, "")) for name in said_besides(kind))
        fields |= dict.fromkeys(SPECIAL - {"Tags", "CardFlag"}, "-") | {"Tags": " ".join(row.tags)}
        faces = self._cloze if kind.is_cloze else self._sides
        return tuple(
            self._note(row, deck, one, why)
            for one in faces(kind, fields, cards)
            if self._can_be_asked(one)
        )

    def _tell_unused(
        self, row: NoteRow, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> None:
        """Count the fields that no card shows, and tell of those that the type does not have."""
        used = {*used_fields(kind, frozenset(cards)), *said_besides(kind)}
        for name, html in fields.items():
            if name not in used and not is_empty(html):
                notes, first = self._unused.get((kind.name, name), (0, html))
                self._unused[kind.name, name] = (notes + 1, first)
        for html in row.fields[len(kind.fields) :]:
            if not is_empty(html):
                self._tell(f"it has more fields than its type; left out: {_short(html)!r}")

    def summary(self) -> Iterator[Trouble]:
        """Yield what holds for many notes: what looks otherwise, and fields that no card shows."""
        for look, (notes, first) in sorted(self._restyled.items()):
            yield Trouble(_amount(notes), f"{look}; the first is {first}")
        for (kind, name), (notes, html) in sorted(self._unused.items()):
            words = _short(html) or html[:_NAMED_CHARACTERS]
            said = f"its field {name!r} is on no card; left out in {_amount(notes)}: {words!r}"
            yield Trouble(f"note type {kind!r}", said)

    def _own(self, note: Note, cards: Mapping[int, str]) -> Taken:
        names = picture_names((note,))
        for name in names:
            if is_image_name(name) and self._picture_of(name) is None:
                self._tell(f"the picture {name!r} is not in the file")
        there = tuple(name for name in names if self._picture_of(name) == name)
        return Taken(note, cards, there, is_own=True)

    def _note(self, row: NoteRow, deck: DeckId, made: _Made, why: str) -> Taken:
        name = note_id((note_id(row.guid) or id_from_text(made.face)) + made.suffix)
        guid = row.guid + made.suffix if row.guid else ""
        face = made.face
        said = made.why or why
        note = Note(deck, name, face, why=said, tags=tags(row.tags), guid=guid)
        return Taken(note, made.cards, tuple(self._pictures))

    def _can_be_asked(self, made: _Made) -> bool:
        face = made.face
        if isinstance(face, Basic) and not face.front:
            self._tell("its question is empty; left out")
            return False
        if wrong := broken_rule(face):
            self._tell(f"{wrong}; left out")
            return False
        if isinstance(face, Basic) and not face.back:
            self._tell("its answer is empty")
        return True

    def _sides(
        self, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> Iterator[_Made]:
        known = {template.ord: template for template in kind.templates}
        numbers_left = sorted(set(cards))
        if {0, 1} <= set(cards) and is_mirrored(kind):
            numbers_left = [number for number in numbers_left if number > 1]
            yield self._both_ways(self._basic(known[0], fields))
        for number in numbers_left:
            if number in known:
                suffix = f"-t{number + 1}" if number else ""
                yield _Made(self._basic(known[number], fields), {number: ""}, suffix=suffix)
            else:
                self._tell(f"its card {number + 1} has no template; left out")

    def _both_ways(self, face: Basic) -> _Made:
        if face.back:
            return _Made(Basic(face.front, face.back, reverse=True), {0: "", 1: "r"})
        self._tell("its reverse has no question; that card was left out")
        return _Made(face, {0: ""})

    def _basic(self, template: CardTemplate, fields: Mapping[str, str]) -> Basic:
        asks, tells = asking(template), telling(template)
        front = self._text(rendered(asks, fields, hides_typed=True))
        back = self._text(rendered(tells, fields))
        typed = to_plain(self._text(fields.get(asks.typed, ""))) if asks.typed else ""
        return Basic(front, back, accept=(typed,) if typed else ())

    def _cloze(
        self, kind: NoteType, fields: Mapping[str, str], cards: Collection[int]
    ) -> Iterator[_Made]:
        if not kind.templates:
            self._tell("its type has no template; left out")
            return
        asks = asking(kind.templates[0])
        gaps = [f"c{number + 1}" for number in cards]
        text = self._text(rendered(asks, {**fields, **dict.fromkeys(gaps, "-")}), has_gaps=True)
        rest = {name: "" if name in asks.fields else value for name, value in fields.items()}
        rest |= dict.fromkeys(gaps, "-")
        sides = (self._text(rendered(side, rest)) for side in besides_gaps(kind.templates[0]))
        why = "\n\n".join(filter(None, sides))
        text, impossible = with_possible_gaps(text)
        for one in impossible:
            self._tell(f"its gap {one}…}}}} is not asked by that number: use 1 to 999")
        if not _GAP.search(text):
            self._tell("it has no gap; imported as question and answer")
            yield _Made(Basic(text, why), dict.fromkeys(sorted(cards)[:1], ""))
            return
        face = Cloze(with_own_gaps(text))
        there = set(numbers(face.text))
        for number in sorted(set(cards)):
            if number + 1 not in there:
                self._tell(f"its card {number + 1} has no gap any more; left out")
        parts = {number: f"c{number + 1}" for number in cards if number + 1 in there}
        yield _Made(face, parts, why)

    def _occluded(self, fields: Mapping[str, str], cards: Collection[int]) -> Iterator[_Made]:
        """Yield a question for each hidden part of a picture."""
        hidden = next(name for name, text in fields.items() if "::image-occlusion:" in text)
        found = occlusion.read(fields[hidden])
        texts = {name: self._text(text) for name, text in fields.items() if name != hidden}
        shown = next((name for name, text in texts.items() if images(text)), None)
        if shown is None:
            self._tell("its picture is not in the file; left out")
            return
        picture = images(texts.pop(shown))[0]
        header = texts.pop(next((name for name in texts if name.lower() == "header"), ""), "")
        why = "\n\n".join(filter(None, texts.values()))
        for one in found.troubles:
            self._tell(one)
        there = sorted(number for number in set(cards) if number + 1 in found.parts)
        for number in sorted(set(cards) - set(there)):
            self._tell(f"its card {number + 1} hides no part of its picture; left out")
        for number in there:
            part = f"part {number + 1} of {len(found.parts)}"
            asks = _picture(picture, f"{part} is hidden", found.asked(number + 1))
            tells = _picture(picture, f"{part} is shown", found.others(number + 1))
            front = "\n\n".join(filter(None, (header, asks)))
            yield _Made(Basic(front, tells), {number: ""}, why, suffix=f"-o{number + 1}")
        if there:
            self._tell("each hidden part of its picture is a card of its own here")

    def _text(self, html: str, *, has_gaps: bool = False) -> str:
        found: Converted = to_markdown(html, self._picture_of, has_gaps=has_gaps)
        self._pictures |= dict.fromkeys(found.pictures)
        self._looks |= dict.fromkeys(found.restyled)
        for removed in found.removed:
            self._tell(removed)
        return found.text

    def _tell(self, trouble: str) -> None:
        if trouble not in self.troubles:
            self.troubles.append(trouble)


def _picture(name: str, words: str, masks: Iterable[Mask]) -> str:
    source = with_masks(name, masks)
    return f"![{words}](<{source}>)" if " " in source else f"![{words}]({source})"


def _amount(notes: int) -> str:
    return f"{notes:,} note{'s' if notes > 1 else ''}"


def called(row: NoteRow) -> str:
    """Return a few words by which a person finds a note again."""
    short = next(filter(None, map(_short, row.fields)), "")
    return f"“{short}”" if short else f"note {row.guid}"


def _short(html: str) -> str:
    words = _words(html)
    return words[: _NAMED_CHARACTERS - 1] + "…" if len(words) > _NAMED_CHARACTERS else words


def _words(html: str) -> str:
    if "::image-occlusion:" in html:
        return ""
    text = _GAP.sub("", to_markdown(html[:2_000]).text).replace("}}", "")
    return " ".join(to_plain(text).split())
