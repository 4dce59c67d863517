"""Notes from the records of a table that another program or a person wrote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from flashdesign.content.anki.markdown.html_to_markdown import to_markdown as of_html
from flashdesign.content.anki.note_type_names import BuiltInNoteType, find_note_type
from flashdesign.content.csv.columns import Columns
from flashdesign.content.csv.option_names import CellFormat
from flashdesign.content.csv.reader import Table
from flashdesign.content.decks.notes import generate_id
from flashdesign.content.decks.slugs import note_id
from flashdesign.content.note_kinds.anki_cloze import ANKI_SYNTAX_NOTICE, to_anki_gaps, to_own_gaps
from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.rendering.markdown import is_picture_name, to_plain
from flashdesign.content.rendering.plain_to_markdown import escape_markdown as of_plain
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.cloze import numbers
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.notes.tags import tag_notices, valid_tags
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.i18n.translation import _

_BETWEEN_TAGS = re.compile(r"[\s,;]+")
# Long enough and not only digits: another file does not have the same one by chance.
_GUID = re.compile(r"(?=.*\D)\S{8,}", re.DOTALL)
_NO = frozenset({"", "0", "-", "n", "no", "false", "nein", "non", "нет", "否"})
_JOINED = {"tags": " ", "front": "\n\n", "back": "\n\n", "why": "\n\n"}


@dataclass(frozen=True, slots=True)
class _Texts:
    """The texts of a record, as Markdown."""

    front: str
    back: str
    why: str


class RecordReader:
    """Makes notes from records; repeated messages are reported once per table."""

    def __init__(self, table: Table, columns: Columns, text_format: CellFormat | None) -> None:
        self._table, self._roles = table, columns.roles
        declared = CellFormat.HTML if table.directives.is_html else CellFormat.PLAIN
        self.text_format = text_format or declared
        self._reported: set[str] = set()
        self._known_tags: set[tuple[str, ...]] = set()

    def deck_of(self, cells: Sequence[str]) -> str:
        """Return the deck of a record, or ""."""
        return self._values(cells).get("deck", "") if "deck" in self._roles else ""

    def note(
        self, cells: Sequence[str], deck: DeckId, line: int, problems: list[ImportProblem]
    ) -> Note | None:
        """Return the note made from a record, or None after adding to `problems`."""
        values = self._values(cells)
        report = _Reporter(line, problems, self._reported)
        note_type = self._note_type(values, report)
        question, why = self._question(values, note_type, report)
        if not (question.text if isinstance(question, Cloze) else question.front):
            report.always(_("the question is empty; the record was left out"))
            return None
        if isinstance(question, Basic) and not question.back:
            report.always(_("the answer is empty"))
        guid = values.get("guid", "")
        if not _GUID.fullmatch(guid):
            name, guid = self._hashed_id(values.get("id") or guid), ""
        else:
            name = note_id(guid)
        labels = self._tags(values.get("tags", ""), report)
        name = name or generate_id(self._as_typed(question, values.get("front", "")))
        return Note(deck, name, question, why=why, guid=guid, tags=labels)

    def _values(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the cells of a record by role; columns with the same role are joined."""
        values: dict[str, list[str]] = {}
        for role, cell in zip(self._roles, cells, strict=False):
            bare = cell.strip()
            if not role or not bare:
                continue
            text = cell if role in ("front", "back", "why") else bare
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            values.setdefault(role, []).append(text)
        return {role: _JOINED.get(role, " ").join(texts) for role, texts in values.items()}

    def _note_type(self, values: Mapping[str, str], report: "_Reporter") -> BuiltInNoteType | None:
        """Return the note type of a record, or None if it has none or an unknown one."""
        name = values.get("kind") or self._table.directives.notetype
        note_type = find_note_type(name)
        if name and note_type is None:
            message = _("the note type “{name}” is unknown: imported as question and answer")
            report.once(message.format(name=name))
        return note_type

    def _question(
        self, values: Mapping[str, str], note_type: BuiltInNoteType | None, report: "_Reporter"
    ) -> tuple[Basic | Cloze, str]:
        """Return the question of a record, and its explanation."""
        raw = values.get("front", "")
        marked = to_own_gaps(raw)
        is_cloze = note_type.is_cloze if note_type else marked != raw
        problem = find_problem(Cloze(marked)) if is_cloze else None
        if is_cloze and not problem:
            texts = self._texts(values, marked, report, keeps_gaps=True)
            if not texts.front or numbers(texts.front):
                if note_type is None:
                    report.once(_(ANKI_SYNTAX_NOTICE))
                return Cloze(texts.front), "\n\n".join(filter(None, (texts.back, texts.why)))
            problem = _("its gap has no text")
        if problem:
            report.always(_("{problem}; imported as a plain question").format(problem=problem))
            if not values.get("back"):
                values = {"back": values.get("why", "")}
        texts = self._texts(values, raw, report, keeps_gaps=False)
        reverse = _is_reversed(values, note_type)
        if reverse and not texts.back:
            report.always(_("the reverse card has no question; it was left out"))
        is_typed = note_type is not None and note_type.is_typed and bool(texts.back)
        accept = (to_plain(texts.back),) if is_typed else ()
        question = Basic(
            texts.front, texts.back, reverse=reverse and bool(texts.back), accept=accept
        )
        return question, texts.why

    def _texts(
        self, values: Mapping[str, str], front: str, report: "_Reporter", *, keeps_gaps: bool
    ) -> _Texts:
        texts = (front, values.get("back", ""), values.get("why", ""))
        return _Texts(
            *[
                self._markdown(text, report, keeps_gaps=keeps_gaps and not at)
                for at, text in enumerate(texts)
            ]
        )

    def _as_typed(self, question: Basic | Cloze, front: str) -> Basic | Cloze:
        """Return the question that the id is made from, unescaped: escaping may change later."""
        if self.text_format is not CellFormat.PLAIN:
            return question
        typed = front.strip()
        return Cloze(to_own_gaps(typed)) if isinstance(question, Cloze) else Basic(typed, "")

    def _markdown(self, text: str, report: "_Reporter", *, keeps_gaps: bool) -> str:
        match self.text_format:
            case CellFormat.PLAIN:
                return of_plain(text, keeps_gaps=keeps_gaps)
            case CellFormat.MARKDOWN:
                return text.strip()
            case CellFormat.HTML:
                html = to_anki_gaps(text) if keeps_gaps else text
                converted = of_html(html.strip(), self._picture_name, has_gaps=keeps_gaps)
                for message in dict.fromkeys(converted.removed):
                    report.always(message)
                for message in converted.changed_styles:
                    report.once(message)
                return to_own_gaps(converted.text) if keeps_gaps else converted.text

    def _picture_name(self, source: str) -> str | None:
        """Return the name of a picture if its file is next to the table."""
        try:
            has_file = is_picture_name(source) and (self._table.path.parent / source).is_file()
        except OSError:  # not a valid file name
            return None
        return source if has_file else None

    def _hashed_id(self, row_id: str) -> str:
        """Return an id that is unique across tables for one that is unique in this table."""
        if not row_id:
            return ""
        text = f"{self._table.path.name}\n{row_id}"
        return "t-" + blake2b(text.encode(), digest_size=8).hexdigest()

    def _tags(self, cell: str, report: "_Reporter") -> tuple[str, ...]:
        header = self._table.directives
        words = cell.split() if "tags" in header.places else _BETWEEN_TAGS.split(cell)
        given = tuple(filter(None, (*header.tags.split(), *words)))
        if given not in self._known_tags:
            self._known_tags.add(given)
            for message in tag_notices(given):
                report.once(message)
        return valid_tags(given)


class _Reporter:
    """Adds messages on a line to `problems`; `reported` has those of the whole table."""

    def __init__(self, line: int, problems: list[ImportProblem], reported: set[str]) -> None:
        self._line, self._problems, self._reported = line, problems, reported

    def always(self, message: str) -> None:
        where = _("line {n}").format(n=self._line)
        self._problems.append(ImportProblem(where, message))

    def once(self, message: str) -> None:
        if message not in self._reported:
            self._reported.add(message)
            self.always(message)


def _is_reversed(values: Mapping[str, str], note_type: BuiltInNoteType | None) -> bool:
    if note_type is not None and note_type.reverse:
        return True
    return values.get("reverse", "").lower() not in _NO
