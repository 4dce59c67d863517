"""Parser of the flashcards of the Spaced Repetition plugin in an Obsidian note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_INLINE_CODE = re.compile(r"(?<!`)(`{1,8})(?!`)[^`\n]+\1(?!`)")
_CODE_OR_COMMENT = re.compile(
    r"(?P<code>^[ \t]*(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ \t]*(?P=fence)|\Z)"
    r"|(?<!`)(?P<signs>`{1,8})(?!`)[^`\n]+(?P=signs)(?!`))"
    r"|%%(?>[^%]+|%(?!%))*+%%",
    re.MULTILINE,
)
_CURLY = re.compile(r"\{\{[^{}\n]*\}\}")
_TAG = re.compile(r"(?:^|(?<=\s))#([^\s#,.;:!?()\[\]{}\"'`]+)")
_TAGS_BEFORE = re.compile(r"(?:#[^\s#,.;:!?()\[\]{}\"'`]+(?:\s+|$))+")
_SCHEDULE = re.compile(r"<!--SR:([^<>\n]*)-->")
_ONE_CARD = re.compile(r"!(\d{4}-\d{2}-\d{2}),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")
_BLOCK_NAME = re.compile(r"\s\^([A-Za-z0-9-]+)\s*$")
_HIGHLIGHT = re.compile(r"==(?!\s|=)[^=\n]*(?:=[^=\n]+)*==")
_BOLD = re.compile(r"\*\*(?!\s)[^*\n]+\*\*")
_MATTER_ITEM = re.compile(r"[\s\-\[\],\"'#]+")
DECK_TAGS = ("flashcards", "flashcard")


class FlashcardKind(Enum):
    """How a flashcard is written."""

    LINE = auto()
    LINE_BOTH_WAYS = auto()
    LINES = auto()
    LINES_BOTH_WAYS = auto()
    GAPS = auto()


@dataclass(frozen=True, slots=True)
class CardSchedule:
    """A card's schedule in the plugin: due day, interval in days, ease in percent."""

    day: str
    interval: float
    ease: float


@dataclass(frozen=True, slots=True)
class Flashcard:
    """A flashcard: its first line, its two sides or its text with gaps, its tags and schedules.

    `tags` are the deck tags that apply to it, `tags` other tags at its start; `name` is the id
    of its block. With `is_bold_gap`, bold text in it is a gap.
    """

    line: int
    kind: FlashcardKind
    front: str
    back: str = ""
    deck_tags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    block_id: str = ""
    schedule: tuple[CardSchedule, ...] = ()
    is_bold_gap: bool = False


@dataclass(frozen=True, slots=True)
class ObsidianPage:
    """The flashcards of a note, the note's own tags, and lines whose bold text is no gap."""

    cards: tuple[Flashcard, ...]
    tags: tuple[str, ...] = ()
    bold_lines: tuple[int, ...] = ()


def read_page(text: str) -> ObsidianPage:
    """Return the flashcards in the text of a note."""
    lines = _blank_comments(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    tags, first = _front_matter(lines)
    reader = _PageReader(tuple(tag for tag in tags if is_deck_tag(tag)))
    for begin, block in _blocks(lines, first):
        reader.read(begin, block)
    others = tuple(tag for tag in tags if not is_deck_tag(tag))
    return ObsidianPage(tuple(reader.cards), others, tuple(reader.bold_lines))


def _blank_comments(text: str) -> str:
    """Return a note with its comments (%%) emptied; line numbers stay the same."""

    def blank(found: re.Match[str]) -> str:
        return found[0] if found["code"] else "\n".join(["%%%%"] * (found[0].count("\n") + 1))

    return _CODE_OR_COMMENT.sub(blank, text) if "%%" in text else text


def is_deck_tag(tag: str) -> bool:
    """Return whether a tag names a deck of flashcards."""
    return tag.split("/", maxsplit=1)[0].lower() in DECK_TAGS


def _front_matter(lines: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the tags in the front matter of a note, and the index of the line after it."""
    if not lines or lines[0].strip() != "---":
        return (), 0
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)
    tags: list[str] = []
    is_open = False
    for line in lines[1:end]:
        name, colon, rest = line.partition(":")
        items = line
        if colon and not line[:1].isspace() and name.strip().lower() in ("tags", "tag"):
            is_open, items = True, rest
        elif line[:1] not in (" ", "\t", "-"):
            is_open = False
        if is_open:
            tags += filter(None, _MATTER_ITEM.split(items))
    return tuple(dict.fromkeys(tags)), end + 1 if end else 0


def _blocks(lines: Sequence[str], first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks between empty lines, each with the index of its first line."""
    block: list[str] = []
    fence = ""
    for at in range(first, len(lines)):
        line = lines[at]
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        if line.strip() or fence:
            block.append(line)
        elif block:
            yield at - len(block), block
            block = []
    if block:
        yield len(lines) - len(block), block


class _PageReader:
    """Reads blocks in order; a deck tag applies to the cards after it."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        self._tags = tags
        self.cards: list[Flashcard] = []
        self.bold_lines: list[int] = []

    def read(self, begin: int, block: Sequence[str]) -> None:
        """Read a block whose first line has the index `begin`."""
        pending: list[str] = []
        place, split, both, fence = begin, -1, False, False
        lines = iter(enumerate(block))
        for at, line in lines:
            is_mark = _FENCE.match(line) is not None
            fence = fence != is_mark
            if fence or is_mark:
                pending.append(line)
                continue
            if self._read_tag_line(line):
                self._flush(place, pending, split, both=both)
                pending, place, split = [], begin + at + 1, -1
                continue
            if line.strip() in ("?", "??") and pending and split < 0:
                split, both = len(pending), line.strip() == "??"
                continue
            if split < 0 and (cut := _separator(line)) is not None:
                self._flush(place, pending, split, both=both)
                following = block[at + 1] if at + 1 < len(block) else ""
                is_scheduled = _SCHEDULE.match(following.strip()) is not None
                if is_scheduled:
                    next(lines)
                whole = f"{line} {following.strip()}" if is_scheduled else line
                self._add_line(begin + at, whole, *cut)
                pending, place = [], begin + at + 1 + is_scheduled
                continue
            pending.append(line)
        self._flush(place, pending, split, both=both)

    def _read_tag_line(self, line: str) -> bool:
        """Return whether a line has only tags; its deck tags apply from here on."""
        if not _TAGS_BEFORE.fullmatch(line.strip()):
            return False
        deck_tags = tuple(tag for tag in _TAG.findall(line.strip()) if is_deck_tag(tag))
        if deck_tags:
            self._tags = deck_tags
        return True

    def _add_line(self, line: int, text: str, at: int, width: int) -> None:
        kind = FlashcardKind.LINE_BOTH_WAYS if width > len("::") else FlashcardKind.LINE
        card = self._clean(Flashcard(line + 1, kind, text[:at], text[at + width :]))
        if card.front or card.back:
            self.cards.append(card)

    def _flush(self, line: int, pending: Sequence[str], split: int, *, both: bool) -> None:
        """Add the pending lines as a flashcard if they are one."""
        if not pending:
            return
        if split >= 0:
            kind = FlashcardKind.LINES_BOTH_WAYS if both else FlashcardKind.LINES
            sides = "\n".join(pending[:split]), "\n".join(pending[split:])
            self.cards.append(self._clean(Flashcard(line + 1, kind, *sides)))
            return
        text = "\n".join(pending)
        plain = _INLINE_CODE.sub("", text)
        if _HIGHLIGHT.search(plain) or _CURLY.search(plain):
            self.cards.append(self._clean(Flashcard(line + 1, FlashcardKind.GAPS, text)))
        elif _BOLD.search(plain):
            if _SCHEDULE.search(text):
                self.cards.append(
                    self._clean(Flashcard(line + 1, FlashcardKind.GAPS, text, is_bold_gap=True))
                )
            elif self._tags:
                self.bold_lines.append(line + 1)

    def _clean(self, found: Flashcard) -> Flashcard:
        """Return a flashcard with tags, schedule and block name moved from its text to fields."""
        front, back = found.front.strip(), found.back.strip()
        scheduled = tuple(
            CardSchedule(day, float(interval), float(ease))
            for comment in _SCHEDULE.findall(f"{front}\n{back}")
            for day, interval, ease in _ONE_CARD.findall(comment)
        )
        front, back = (_SCHEDULE.sub("", side).strip() for side in (front, back))
        name = _BLOCK_NAME.search(back or front)
        front, back = (_BLOCK_NAME.sub("", side).strip() for side in (front, back))
        before = _TAGS_BEFORE.match(front)
        own = tuple(_TAG.findall(before[0])) if before else ()
        decks = tuple(tag for tag in own if is_deck_tag(tag)) or self._tags
        return replace(
            found,
            front=front[before.end() :].strip() if before else front,
            back=back,
            deck_tags=decks,
            tags=tuple(tag for tag in own if not is_deck_tag(tag)),
            block_id=name[1] if name else "",
            schedule=scheduled,
        )


def _separator(line: str) -> tuple[int, int] | None:
    """Return the position and width of a line's separator outside code and gaps, or None."""
    hidden = _CURLY.sub(_blank, _INLINE_CODE.sub(_blank, _SCHEDULE.sub(_blank, line)))
    for mark in (":::", "::"):
        at = hidden.find(mark)
        if at >= 0:
            return at, len(mark)
    return None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
