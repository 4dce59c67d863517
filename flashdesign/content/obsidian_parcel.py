"""Make a parcel of notes of Obsidian that hold flashcards of its Spaced Repetition plugin."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from flashdesign.content.anki.media import picture_name
from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.folder_pictures import picture_in
from flashdesign.content.foreign_decks import DeckNames
from flashdesign.content.foreign_names import LEVELS, note_id, rewritten_tags, tags
from flashdesign.content.obsidian_html import without_html
from flashdesign.content.obsidian_text import Found, Kind, Page, read_page
from flashdesign.content.picture_files import PictureError
from flashdesign.domain import sm2
from flashdesign.domain.cards import CardKey, DeckId, Note, card_key
from flashdesign.domain.faces import Basic, Cloze, parts
from flashdesign.domain.memory import Memory, State
from flashdesign.domain.moments import MS_PER_DAY, MS_PER_HOUR, Moment
from flashdesign.domain.parcels import Parcel, Picture, Progress, Trouble
from flashdesign.errors import FlashDesignError

NOTES = frozenset({".md", ".markdown"})
MAX_BYTES = 8_000_000
MOST_NOTES = 5_000
_MOST_FILES = 50_000
_DUE_AT_MS = (4 + 12) * MS_PER_HOUR
_LONGEST_DAYS = 36_500
# The plugin writes this day for a card of several that was not answered yet.
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
    """A note cannot be read; `problem` is a sentence, the file's name is put before it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


def read_notes(path: Path, deck: str | None = None) -> Parcel:
    """Return the flashcards of a note, or of all notes in a folder.

    Those without the tag of a deck go into the deck titled `deck`, else as the note is called.
    Raises ObsidianError where a note cannot be read or none has a flashcard.
    """
    files = _notes_in(path) if path.is_dir() else [path]
    pages = [(file, read_page(_text(file))) for file in files]
    taken = _Taken(path if path.is_dir() else path.parent)
    for file, page in pages:
        taken.take(file, page, deck)
    if not taken.notes:
        problem = (
            "it has no flashcard of Obsidian's Spaced Repetition plugin, such as Question::Answer."
        )
        raise ObsidianError(path.name, problem)
    return taken.parcel(path.name)


def _notes_in(folder: Path) -> list[Path]:
    found = (
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in NOTES
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and file.is_file()
    )
    return list(islice(found, MOST_NOTES))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ObsidianError(path.name, f"it is larger than {MAX_BYTES // 1_000_000} MB.")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ObsidianError(path.name, "it is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        problem = f"it cannot be read: {error.strerror or error}."
        raise ObsidianError(path.name, problem) from error


class _Taken:
    """What was taken of notes, and what was not."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, Path] | None = None
        self._decks: dict[tuple[str, ...], list[Note]] = defaultdict(list)
        self._schedules: list[tuple[_Name, Found]] = []
        self._places: dict[str, Path] = {}
        self._seen: dict[_Name, Note] = {}
        self._changed: Counter[str] = Counter()
        self.troubles: list[Trouble] = []

    @property
    def notes(self) -> int:
        """How many notes there are."""
        return sum(map(len, self._decks.values()))

    def take(self, file: Path, page: Page, deck: str | None) -> None:
        """Take the flashcards of a note."""
        title = deck or file.stem
        for line in page.bold_lines:
            said = "bold text becomes a gap only if the plugin has scheduled it as one; left out"
            self.troubles.append(Trouble(f"{file.name}, line {line}", said))
        for found in page.cards:
            where = f"{file.name}, line {found.line}"
            paths = [tuple(filter(None, tag.split("/"))) for tag in found.tags]
            path = paths[0] if paths else _levels(title)
            if len(set(paths)) > 1:
                said = f"it is in several decks there; it was imported into {LEVELS.join(path)!r}"
                self.troubles.append(Trouble(where, said))
            note = self._note(found, file, where, (*page.tags, *found.own_tags))
            if note is not None:
                self._keep(path, note, found, where)

    def parcel(self, name: str) -> Parcel:
        """Return all that was taken."""
        names = DeckNames(self._decks)
        notes: dict[DeckId, list[Note]] = defaultdict(list)
        placed: dict[_Name, Note] = {}
        for path, found in self._decks.items():
            deck = names.of(path)
            for note in found:
                placed[path, note.id] = replace(note, deck=deck)
                notes[deck].append(placed[path, note.id])
        decks = tuple(names.tree(notes))
        progress = dict(self._progress(placed))
        told = (Trouble(_cards(many), what) for what, many in self._changed.items())
        return Parcel(
            name,
            decks,
            tuple(self._pictures(notes)),
            progress,
            (*self.troubles, *told, *names.troubles(deck.id for deck in decks)),
            paths=names.paths,
        )

    def _note(self, found: Found, file: Path, where: str, labels: Iterable[str]) -> Note | None:
        face = self._face(found, file, where)
        if isinstance(face, Basic) and not face.front:
            self.troubles.append(Trouble(where, "the question is empty; left out"))
            return None
        if wrong := broken_rule(face):
            self.troubles.append(Trouble(where, f"{wrong}; left out"))
            return None
        if isinstance(face, Basic) and not face.back:
            self.troubles.append(Trouble(where, "the answer is empty"))
        given = tuple(labels)
        self.troubles += [Trouble(where, one) for one in rewritten_tags(given)]
        # A block's name lasts when its words are edited.
        guid = f"obsidian:{file.stem}^{found.name}" if found.name else ""
        return Note(
            DeckId(""), note_id(guid) or id_from_text(face), face, tags=tags(given), guid=guid
        )

    def _face(self, found: Found, file: Path, where: str) -> Basic | Cloze:
        front, back = (self._markdown(side, file, where) for side in (found.front, found.back))
        if found.kind is Kind.GAPS:
            return Cloze(_with_gaps(front, _BOLD_GAP if found.bold else _GAP))
        both = found.kind in (Kind.LINE_BOTH_WAYS, Kind.LINES_BOTH_WAYS)
        return Basic(self._unmarked(front), self._unmarked(back), reverse=both and bool(back))

    def _unmarked(self, text: str) -> str:
        plain = _HIGHLIGHT.sub(r"**\1**", text)
        if plain != text:
            self._changed["highlighted text became bold"] += 1
        return plain

    def _markdown(self, text: str, file: Path, where: str) -> str:
        """Return a text with pictures and links as they are written here."""

        def embedded(link: re.Match[str]) -> str:
            return self._shown(link[1], "", file, where) or f"[{link[1].strip()}]"

        def image(link: re.Match[str]) -> str:
            if link[2].startswith(("http://", "https://")):
                self._changed["a picture on the web became a link to it"] += 1
                return f"[{link[1] or link[2]}]({link[2]})"
            return self._shown(unquote(link[2]), link[1], file, where) or f"[{link[1] or link[2]}]"

        def linked(link: re.Match[str]) -> str:
            self._changed["a link to another note became plain text"] += 1
            return (link[2] or link[1]).strip()

        without = _COMMENT.sub("", text)
        if without != text:
            self._changed["a comment (%%) was left out"] += 1
        plain = without_html(without)
        if plain != without:
            self._changed["HTML became Markdown"] += 1
        shown = _IMAGE.sub(image, _EMBEDDED.sub(embedded, plain))
        return _BLOCK_FORMULA.sub(r"$\1$", _WIKI_LINK.sub(linked, shown)).strip()

    def _shown(self, target: str, words: str, file: Path, where: str) -> str:
        """Return the link to a picture of the vault, empty after telling that it is not taken."""
        place = self._find(target.split("#", maxsplit=1)[0].strip(), file)
        name = picture_name(place.name) if place else None
        if place is None or name is None:
            said = f"{target!r} was not imported: there is no such picture beside the note"
            self.troubles.append(Trouble(where, said))
            return ""
        self._places[name] = place
        return f"![{words}](<{name}>)" if " " in name else f"![{words}]({name})"

    def _find(self, target: str, file: Path) -> Path | None:
        """Return a file of the vault: beside the note, below the folder, or by its name alone."""
        if "\0" in target:
            return None
        for folder in (file.parent, self._root):
            place = (folder / target).resolve()
            if place.is_relative_to(self._root.resolve()) and place.is_file():
                return place
        if self._files is None:
            there = islice(self._root.rglob("*"), _MOST_FILES)
            self._files = {one.name: one for one in there if picture_name(one.name)}
        return self._files.get(Path(target).name)

    def _keep(self, path: tuple[str, ...], note: Note, found: Found, where: str) -> None:
        before = self._seen.get((path, note.id))
        if before is not None:
            if before.face == note.face:
                self.troubles.append(
                    Trouble(where, "it is the same card as an earlier one; left out")
                )
                return
            others = (note_id(f"{note.id}-{number}") for number in range(2, 10_000))
            name = next(one for one in others if (path, one) not in self._seen)
            note = replace(note, id=name)
            self.troubles.append(Trouble(where, "an earlier card asks the same"))
        self._seen[path, note.id] = note
        self._decks[path].append(note)
        if found.schedule:
            self._schedules.append(((path, note.id), found))

    def _progress(self, placed: dict[_Name, Note]) -> Iterator[tuple[CardKey, Progress]]:
        for name, found in self._schedules:
            here = placed[name]
            for part, known in zip(parts(here.face), found.schedule, strict=False):
                memory = _memory(known.day, known.interval, known.ease)
                if memory is not None:
                    self._changed[_SCHEDULED] += 1
                    yield card_key(here.key, part), Progress(memory=memory)
                elif known.day != _NOT_YET:
                    self._changed["its schedule cannot be read; it starts as new"] += 1

    def _pictures(self, notes: dict[DeckId, list[Note]]) -> Iterator[Picture]:
        from flashdesign.content.note_pictures import picture_names

        for deck, found in notes.items():
            for name in picture_names(found):
                place = self._places.get(name)
                if place is None:
                    continue
                try:
                    yield picture_in(place.parent, deck, name, place.name)
                except PictureError as error:
                    self.troubles.append(Trouble(name, str(error)))


_SCHEDULED = (
    "if progress is imported, its due date is kept; stability is its interval, difficulty is "
    "derived from its ease, and its last answer is assumed to be one interval before that date"
)


def _cards(many: int) -> str:
    return f"{many:,} card{'s' if many > 1 else ''}"


def _levels(title: str) -> tuple[str, ...]:
    return tuple(filter(None, (level.strip() for level in title.split(LEVELS)))) or (title,)


def _with_gaps(text: str, gap: re.Pattern[str]) -> str:
    """Return a text with gaps as they are spelled here, numbered as there or one after another."""
    numbers: dict[str, int] = {}

    def spelled(found: re.Match[str]) -> str:
        said = found.groupdict()
        inside = said.get("marked") or said.get("curly") or ""
        hint = said.get("hint") or said.get("curly_hint") or ""
        order = said.get("order") or said.get("number") or f"at {found.start()}"
        number = numbers.setdefault(order, len(numbers) + 1)
        return f"{{{{{number}::{inside}{'::' + hint if hint else ''}}}}}"

    return gap.sub(spelled, text)


def _memory(day: str, interval: float, ease: float) -> Memory | None:
    """Return the memory of a card that is due on a day, None where that cannot be."""
    try:
        due_day = (date.fromisoformat(day) - date(1970, 1, 1)).days
    except ValueError:
        return None
    if day == _NOT_YET or due_day <= 0 or not 0 < interval <= _LONGEST_DAYS:
        return None
    stability, difficulty = sm2.memory_of(interval, max(1.01, ease / 100))
    due = due_day * MS_PER_DAY + _DUE_AT_MS
    last_at = max(1, due - round(max(1.0, interval)) * MS_PER_DAY)
    last_day = Moment(last_at).day
    return Memory(State.REVIEW, None, due, stability, difficulty, last_at, last_day, reps=1)
