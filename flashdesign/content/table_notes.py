"""Make a note of a record of a table that another program, or a person, has written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from flashdesign.content.anki.html_markdown import to_markdown as of_html
from flashdesign.content.cloze_spelling import RESPELLED, with_anki_gaps, with_own_gaps
from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.foreign_names import note_id, rewritten_tags, tags
from flashdesign.content.markdown import is_image_name, to_plain
from flashdesign.content.note_type_names import KnownType, known_type
from flashdesign.content.plain_text import to_markdown as of_plain
from flashdesign.content.table_columns import Columns
from flashdesign.content.table_text import Table
from flashdesign.content.table_words import Format
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import Basic, Cloze
from flashdesign.domain.parcels import Trouble

_BETWEEN_TAGS = re.compile(r"[\s,;]+")
# Long enough, and no mere number: such a name is no other file's by chance.
_GUID = re.compile(r"(?=.*\D)\S{8,}", re.DOTALL)
_NO = frozenset({"", "0", "-", "n", "no", "false", "nein", "non", "нет", "否"})
_JOINED = {"tags": " ", "front": "\n\n", "back": "\n\n", "why": "\n\n"}


@dataclass(frozen=True, slots=True)
class _Texts:
    """What a record says, as Markdown."""

    front: str
    back: str
    why: str


class NoteMaker:
    """Makes one note after another; what can be told once for a whole table is told once."""

    def __init__(self, table: Table, columns: Columns, text_format: Format | None) -> None:
        self._table, self._roles = table, columns.roles
        declared = Format.HTML if table.header.is_html else Format.PLAIN
        self.text_format = text_format or declared
        self._told: set[str] = set()

    def deck_of(self, cells: Sequence[str]) -> str:
        """Return the deck that a record names, or nothing."""
        return self._said(cells).get("deck", "")

    def note(
        self, cells: Sequence[str], deck: DeckId, line: int, troubles: list[Trouble]
    ) -> Note | None:
        """Return the note that a record makes, or None after telling why it makes none."""
        said, told = self._said(cells), _Told(f"line {line}", troubles, self._told)
        kind = self._kind(said, told)
        face, why = self._face(said, kind, told)
        if not (face.text if isinstance(face, Cloze) else face.front):
            told.always("the question is empty; the record was left out")
            return None
        if isinstance(face, Basic) and not face.back:
            told.always("the answer is empty")
        guid = said.get("guid", "")
        if not _GUID.fullmatch(guid):
            name, guid = self._own_id(said.get("id") or guid), ""
        else:
            name = note_id(guid)
        labels = self._tags(said.get("tags", ""), told)
        name = name or id_from_text(self._as_typed(face, said.get("front", "")))
        return Note(deck, name, face, why=why, guid=guid, tags=labels)

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what a record says by role; columns of one role are joined."""
        said: dict[str, str] = {}
        for role, cell in zip(self._roles, cells, strict=False):
            text = cell.replace("\r\n", "\n").replace("\r", "\n")
            text = text if role in ("front", "back", "why") else text.strip()
            if not role or not text.strip():
                continue
            said[role] = said[role] + _JOINED.get(role, " ") + text if role in said else text
        return said

    def _kind(self, said: Mapping[str, str], told: "_Told") -> KnownType | None:
        """Return what kind of note is wanted, None where nothing known says so."""
        name = said.get("kind") or self._table.header.notetype
        found = known_type(name)
        if name and found is None:
            told.once(f"the note type “{name}” is unknown: imported as question and answer")
        return found

    def _face(
        self, said: Mapping[str, str], kind: KnownType | None, told: "_Told"
    ) -> tuple[Basic | Cloze, str]:
        """Return what the record asks, and what is told besides."""
        raw = said.get("front", "")
        marked = with_own_gaps(raw)
        wanted = kind.is_cloze if kind else marked != raw
        wrong = broken_rule(Cloze(marked)) if wanted else None
        if wanted and not wrong:
            if kind is None:
                told.once(RESPELLED)
            texts = self._texts(said, marked, told, keeps_gaps=True)
            return Cloze(texts.front), "\n\n".join(filter(None, (texts.back, texts.why)))
        if wrong:
            told.always(f"{wrong}; imported as a plain question")
            if not said.get("back"):
                said = {"back": said.get("why", "")}
        texts = self._texts(said, raw, told, keeps_gaps=False)
        reverse = _is_reversed(said, kind)
        if reverse and not texts.back:
            told.always("its reverse has no question; that card was left out")
        typed = (to_plain(texts.back),) if kind and kind.is_typed and texts.back else ()
        face = Basic(texts.front, texts.back, reverse=reverse and bool(texts.back), accept=typed)
        return face, texts.why

    def _texts(
        self, said: Mapping[str, str], front: str, told: "_Told", *, keeps_gaps: bool
    ) -> _Texts:
        found = [
            self._markdown(text, told, keeps_gaps=keeps_gaps and not at)
            for at, text in enumerate((front, said.get("back", ""), said.get("why", "")))
        ]
        return _Texts(*found)

    def _as_typed(self, face: Basic | Cloze, front: str) -> Basic | Cloze:
        """Return the face that the id is made of: how a plain text is escaped may change."""
        if self.text_format is not Format.PLAIN:
            return face
        typed = front.strip()
        return Cloze(with_own_gaps(typed)) if isinstance(face, Cloze) else Basic(typed, "")

    def _markdown(self, text: str, told: "_Told", *, keeps_gaps: bool) -> str:
        match self.text_format:
            case Format.PLAIN:
                return of_plain(text, keeps_gaps=keeps_gaps)
            case Format.MARKDOWN:
                return text.strip()
            case Format.HTML:
                html = with_anki_gaps(text) if keeps_gaps else text
                found = of_html(html.strip(), self._picture, has_gaps=keeps_gaps)
                for one in dict.fromkeys(found.removed):
                    told.always(one)
                for one in found.restyled:
                    told.once(one)
                return with_own_gaps(found.text) if keeps_gaps else found.text

    def _picture(self, source: str) -> str | None:
        """Return a picture's name where it lies beside the table."""
        is_there = is_image_name(source) and (self._table.path.parent / source).is_file()
        return source if is_there else None

    def _own_id(self, said: str) -> str:
        """Return an id for one that holds within its file: other tables have a 1 and 2 as well."""
        if not said:
            return ""
        return (
            "t-" + blake2b(f"{self._table.path.name}\n{said}".encode(), digest_size=8).hexdigest()
        )

    def _tags(self, said: str, told: "_Told") -> tuple[str, ...]:
        header = self._table.header
        parted = said.split() if "tags" in header.places else _BETWEEN_TAGS.split(said)
        given = tuple(filter(None, (*header.tags.split(), *parted)))
        for said_of_tag in rewritten_tags(given):
            told.once(said_of_tag)
        return tags(given)


class _Told:
    """Tells sentences at a line; some only the first time in a table."""

    def __init__(self, where: str, troubles: list[Trouble], known: set[str]) -> None:
        self._where, self._troubles, self._known = where, troubles, known

    def always(self, message: str) -> None:
        self._troubles.append(Trouble(self._where, message))

    def once(self, message: str) -> None:
        if message not in self._known:
            self._known.add(message)
            self.always(message)


def _is_reversed(said: Mapping[str, str], kind: KnownType | None) -> bool:
    if kind is not None and kind.reverse:
        return True
    return said.get("reverse", "").lower() not in _NO
