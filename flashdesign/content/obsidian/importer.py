"""Import of flashcards of the Spaced Repetition plugin from Obsidian notes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from flashdesign.content.anki.markdown.html_to_markdown import to_markdown
from flashdesign.content.anki.read.media import deck_picture_name
from flashdesign.content.decks.imported_deck_ids import DeckIds
from flashdesign.content.decks.notes import generate_id
from flashdesign.content.decks.slugs import LEVEL_SEPARATOR, note_id
from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.obsidian.parser import Flashcard, FlashcardKind, ObsidianPage, read_page
from flashdesign.content.pictures.folder_pictures import read_folder_picture
from flashdesign.content.pictures.picture_file import PictureError
from flashdesign.domain.ids import CardKey, DeckId, card_key
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze, parts
from flashdesign.domain.notes.tags import tag_notices, valid_tags
from flashdesign.domain.scheduling import sm2
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportProblem, Picture, Progress
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, LazyText, _, as_lazy_text, ngettext

_INLINE = re.compile(
    r"(?P<code>(?P<fence>`{1,10})[^`]{1,4000}(?P=fence))"
    r"|<(?P<tag>sup|sub|b|strong|i|em|u|s|del|mark|kbd|span|small|font)(?:\s[^<>]{0,300})?>"
    r"[^<>`*_~=\[\]$\\{}]{1,300}</(?P=tag)>"
    r"|<ruby>(?:[^<>`*_~=\[\]$\\{}]|</?r[bpt]>){1,300}</ruby>"
    r"|(?P<end><br ?/?>[ \t]*\n?)"
)


def convert_html(text: str) -> str:
    """Return Markdown with tags for super- and subscript, emphasis, ruby and breaks converted.

    Other HTML, and HTML around Markdown, is left unchanged.
    """

    def convert(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if not found["end"]:
            return to_markdown(found[0], has_gaps=False).text
        if not text[found.end() :].strip():
            return ""
        line_before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        return " " if line_before.lstrip().startswith("|") else "\\\n"

    return _INLINE.sub(convert, text)


NOTE_SUFFIXES = frozenset({".md", ".markdown"})
MAX_BYTES = 8_000_000
MAX_NOTES = 5_000
_MAX_FILES = 50_000
_DUE_AT_MS = (4 + 12) * MS_PER_HOUR
_LONGEST_DAYS = 36_500
# The plugin writes this day for an unanswered card of a note with several cards.
_NOT_YET = "2000-01-01"
_GAP = re.compile(
    r"==(?!\s|=)(?P<marked>[^=\n]*(?:=[^=\n]+)*)==(?:\^\[(?P<hint>[^\]\n]{0,400})\])?(?:\[\^(?P<order>\d{1,3})\])?"
    r"|\{\{(?:(?P<number>\d{1,3})::)?(?P<curly>[^{}\n]+?)(?:::(?P<curly_hint>[^{}:\n]*))?\}\}"
)
_BOLD_GAP = re.compile(r"\*\*(?!\s)(?P<marked>[^*\n]+)\*\*")
_EMBEDDED = re.compile(r"!\[\[([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]")
_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\(<?([^<>()\n]+?)>?\)")
_HIGHLIGHT = re.compile(r"==(?!\s|=)([^=\n]*(?:=[^=\n]+)*)==")
_COMMENT = re.compile(r"%%[^%]*%%")
_BLOCK_FORMULA = re.compile(r"\$\$([^$\n]+)\$\$")


_Name = tuple[tuple[str, ...], str]


class ObsidianError(FlashDesignError):
    """A note cannot be read; `problem` is a sentence that follows the file's name."""

    def __init__(self, name: str, problem: str | LazyText, /, **values: object) -> None:
        super().__init__(
            N_("{name}: {problem}"), name=name, problem=as_lazy_text(problem, **values)
        )


def import_obsidian_notes(path: Path, deck: str | None = None) -> ImportBundle:
    """Return the flashcards of a note, or of all notes in a folder.

    Cards without a deck tag go into the deck titled `deck`, or else into one titled like the note.
    Raises ObsidianError if a note cannot be read or none has a flashcard.
    """
    files = _notes_in(path) if path.is_dir() else [path]
    pages = [(file, read_page(_text(file))) for file in files]
    reader = _VaultReader(path if path.is_dir() else path.parent)
    for file, page in pages:
        reader.add_page(file, page, deck)
    if not reader.notes:
        raise ObsidianError(
            path.name,
            N_(
                "it has no flashcard of Obsidian's Spaced Repetition plugin, such as "
                "Question::Answer."
            ),
        )
    return reader.bundle(path.name)


def _notes_in(folder: Path) -> list[Path]:
    found = (
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in NOTE_SUFFIXES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and file.is_file()
    )
    return list(islice(found, MAX_NOTES))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ObsidianError(
                path.name, N_("it is larger than {n} MB."), n=number(MAX_BYTES // 1_000_000)
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ObsidianError(path.name, N_("it is not UTF-8 text; save it as UTF-8.")) from error
    except OSError as error:
        raise ObsidianError(
            path.name, N_("it cannot be read: {reason}."), reason=error.strerror or error
        ) from error


class _VaultReader:
    """Collects notes from the pages of a vault, and the problems with them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, Path] | None = None
        self._decks: dict[tuple[str, ...], list[Note]] = defaultdict(list)
        self._schedules: list[tuple[_Name, Flashcard]] = []
        self._places: dict[str, Path] = {}
        self._seen: dict[_Name, Note] = {}
        self._change_counts: Counter[str] = Counter()
        self.problems: list[ImportProblem] = []

    @property
    def notes(self) -> int:
        """The number of notes."""
        return sum(map(len, self._decks.values()))

    def add_page(self, file: Path, page: ObsidianPage, deck: str | None) -> None:
        """Add the flashcards of a note."""
        title = deck or file.stem
        for line in page.bold_lines:
            message = _("bold text becomes a gap only if the plugin has scheduled it; left out")
            self.problems.append(ImportProblem(_place(file, line), message))
        for found in page.cards:
            where = _place(file, found.line)
            paths = [tuple(filter(None, tag.split("/"))) for tag in found.deck_tags]
            path = paths[0] if paths else _levels(title)
            if len(set(paths)) > 1:
                message = _("it is in several decks there; it was imported into {deck!r}")
                self.problems.append(
                    ImportProblem(where, message.format(deck=LEVEL_SEPARATOR.join(path)))
                )
            note = self._note(found, file, where, (*page.tags, *found.tags))
            if note is not None:
                self._keep(path, note, found, where)

    def bundle(self, name: str) -> ImportBundle:
        """Return all notes, decks, pictures and progress, with the problems found."""
        names = DeckIds(self._decks)
        notes: dict[DeckId, list[Note]] = defaultdict(list)
        placed: dict[_Name, Note] = {}
        for path, deck_notes in self._decks.items():
            deck = names.id_of(path)
            for note in deck_notes:
                placed[path, note.id] = replace(note, deck=deck)
                notes[deck].append(placed[path, note.id])
        decks = tuple(names.tree(notes))
        progress = dict(self._progress(placed))
        changes = (
            ImportProblem(_count_cards(amount), _(message))
            for message, amount in self._change_counts.items()
        )
        return ImportBundle(
            name,
            decks,
            tuple(self._pictures(notes)),
            progress,
            (*self.problems, *changes, *names.merge_notices(deck.id for deck in decks)),
            paths=names.paths,
        )

    def _note(self, found: Flashcard, file: Path, where: str, labels: Iterable[str]) -> Note | None:
        question = self._question(found, file, where)
        if isinstance(question, Basic) and not question.front:
            self.problems.append(ImportProblem(where, _("the question is empty; left out")))
            return None
        if wrong := find_problem(question):
            self.problems.append(
                ImportProblem(where, _("{problem}; left out").format(problem=wrong))
            )
            return None
        if isinstance(question, Basic) and not question.back:
            self.problems.append(ImportProblem(where, _("the answer is empty")))
        given = tuple(labels)
        self.problems += [ImportProblem(where, message) for message in tag_notices(given)]
        # The id of a block does not change when its text is edited.
        guid = f"obsidian:{file.stem}^{found.block_id}" if found.block_id else ""
        return Note(
            DeckId(""),
            note_id(guid) or generate_id(question),
            question,
            tags=valid_tags(given),
            guid=guid,
        )

    def _question(self, found: Flashcard, file: Path, where: str) -> Basic | Cloze:
        front, back = (self._markdown(side, file, where) for side in (found.front, found.back))
        if found.kind is FlashcardKind.GAPS:
            return Cloze(_with_gaps(front, _BOLD_GAP if found.is_bold_gap else _GAP))
        both = found.kind in (FlashcardKind.LINE_BOTH_WAYS, FlashcardKind.LINES_BOTH_WAYS)
        return Basic(
            self._embolden_highlights(front),
            self._embolden_highlights(back),
            reverse=both and bool(back),
        )

    def _embolden_highlights(self, text: str) -> str:
        plain = _HIGHLIGHT.sub(r"**\1**", text)
        if plain != text:
            self._change_counts[N_("highlighted text became bold")] += 1
        return plain

    def _markdown(self, text: str, file: Path, where: str) -> str:
        """Return a text with pictures, links, comments and HTML converted to our Markdown."""

        def replace_embedded(link: re.Match[str]) -> str:
            return self._image_link(link[1], "", file, where) or f"[{link[1].strip()}]"

        def replace_image(link: re.Match[str]) -> str:
            if link[2].startswith(("http://", "https://")):
                self._change_counts[N_("a picture on the web became a link to it")] += 1
                return f"[{link[1] or link[2]}]({link[2]})"
            image = self._image_link(unquote(link[2]), link[1], file, where)
            return image or f"[{link[1] or link[2]}]"

        def replace_link(link: re.Match[str]) -> str:
            self._change_counts[N_("a link to another note became plain text")] += 1
            return (link[2] or link[1]).strip()

        uncommented = _COMMENT.sub("", text)
        if uncommented != text:
            self._change_counts[N_("a comment (%%) was left out")] += 1
        plain = convert_html(uncommented)
        if plain != uncommented:
            self._change_counts[N_("HTML became Markdown")] += 1
        pictured = _IMAGE.sub(replace_image, _EMBEDDED.sub(replace_embedded, plain))
        return _BLOCK_FORMULA.sub(r"$\1$", _WIKI_LINK.sub(replace_link, pictured)).strip()

    def _image_link(self, target: str, words: str, file: Path, where: str) -> str:
        """Return the link to a picture of the vault; report a missing one and return ""."""
        place = self._find(target.split("#", maxsplit=1)[0].strip(), file)
        name = deck_picture_name(place.name) if place else None
        if place is None or name is None:
            message = _("{file!r} was not imported: there is no such picture next to the note")
            self.problems.append(ImportProblem(where, message.format(file=target)))
            return ""
        self._places[name] = place
        return f"![{words}](<{name}>)" if " " in name else f"![{words}]({name})"

    def _find(self, target: str, file: Path) -> Path | None:
        """Return a file next to the note, in the vault's folder, or anywhere in it by its name."""
        if "\0" in target:
            return None
        for folder in (file.parent, self._root):
            place = (folder / target).resolve()
            if place.is_relative_to(self._root.resolve()) and place.is_file():
                return place
        if self._files is None:
            paths = islice(self._root.rglob("*"), _MAX_FILES)
            self._files = {path.name: path for path in paths if deck_picture_name(path.name)}
        return self._files.get(Path(target).name)

    def _keep(self, path: tuple[str, ...], note: Note, found: Flashcard, where: str) -> None:
        before = self._seen.get((path, note.id))
        if before is not None:
            if before.question == note.question:
                message = _("it is the same card as an earlier one; left out")
                self.problems.append(ImportProblem(where, message))
                return
            others = (note_id(f"{note.id}-{suffix}") for suffix in range(2, 10_000))
            name = next(other for other in others if (path, other) not in self._seen)
            note = replace(note, id=name)
            self.problems.append(ImportProblem(where, _("an earlier card asks the same")))
        self._seen[path, note.id] = note
        self._decks[path].append(note)
        if found.schedule:
            self._schedules.append(((path, note.id), found))

    def _progress(self, placed: dict[_Name, Note]) -> Iterator[tuple[CardKey, Progress]]:
        for name, found in self._schedules:
            note = placed[name]
            for part, schedule in zip(parts(note.question), found.schedule, strict=False):
                memory = _memory(schedule.day, schedule.interval, schedule.ease)
                if memory is not None:
                    self._change_counts[_SCHEDULED] += 1
                    yield card_key(note.key, part), Progress(memory=memory)
                elif schedule.day != _NOT_YET:
                    self._change_counts[N_("its schedule cannot be read; it starts as new")] += 1

    def _pictures(self, notes: dict[DeckId, list[Note]]) -> Iterator[Picture]:
        from flashdesign.content.pictures.picture_links import picture_names

        for deck, deck_notes in notes.items():
            for name in picture_names(deck_notes):
                place = self._places.get(name)
                if place is None:
                    continue
                try:
                    yield read_folder_picture(place.parent, deck, name, place.name)
                except PictureError as error:
                    self.problems.append(ImportProblem(name, str(error)))


_SCHEDULED = N_(
    "if progress is imported, its due date is kept; stability is its interval, difficulty is "
    "derived from its ease, and its last answer is assumed to be one interval before that date"
)


def _place(file: Path, line: int) -> str:
    return _("{file}, line {line}").format(file=file.name, line=line)


def _count_cards(amount: int) -> str:
    return ngettext("{n} card", "{n} cards", amount).format(n=number(amount))


def _levels(title: str) -> tuple[str, ...]:
    return tuple(filter(None, (level.strip() for level in title.split(LEVEL_SEPARATOR)))) or (
        title,
    )


def _with_gaps(text: str, gap: re.Pattern[str]) -> str:
    """Return a text with gaps in our syntax, with their own numbers or else numbered in order."""
    numbers: dict[str, int] = {}

    def rewrite(match: re.Match[str]) -> str:
        groups = match.groupdict()
        inside = groups.get("marked") or groups.get("curly") or ""
        hint = groups.get("hint") or groups.get("curly_hint") or ""
        order = groups.get("order") or groups.get("number") or f"@{match.start()}"
        gap_number = numbers.setdefault(order, len(numbers) + 1)
        return f"{{{{{gap_number}::{inside}{'::' + hint if hint else ''}}}}}"

    return gap.sub(rewrite, text)


def _memory(day: str, interval: float, ease: float) -> Memory | None:
    """Return the memory of a card due on `day`, or None if the day or interval is invalid."""
    try:
        due_day = (date.fromisoformat(day) - date(1970, 1, 1)).days
    except ValueError:
        return None
    if day == _NOT_YET or due_day <= 0 or not 0 < interval <= _LONGEST_DAYS:
        return None
    stability, difficulty = sm2.memory_of(interval, max(1.01, ease / 100))
    due = due_day * MS_PER_DAY + _DUE_AT_MS
    last_at = max(1, due - round(max(1.0, interval)) * MS_PER_DAY)
    last_day = StudyMoment(last_at).day
    return Memory(State.REVIEW, None, due, stability, difficulty, last_at, last_day, reps=1)
