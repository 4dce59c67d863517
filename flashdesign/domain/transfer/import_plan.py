"""Imported decks, notes, pictures and progress, and the plan of an import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.scheduling.memory import Memory, Rating


class ImportedReview(NamedTuple):
    """A review in another program; `at` is UTC ms, `name` is its id in that program.

    A tuple, because an import can have hundreds of thousands.
    """

    name: str
    at: int
    rating: Rating
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a card in another program; `memory` is the state after the last answer.

    Without a memory it is calculated from the answers; `due` then overrides its due date. Answers
    get their ids from `name`, or from the card's key if it is empty.
    """

    suspended: bool = False
    flag: int = 0
    answers: tuple[ImportedReview, ...] = ()
    memory: Memory | None = None
    name: str = ""
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture used in notes of a deck; `digest` is the SHA-256 of the bytes that `load` returns.

    `size` is the number of bytes, or 0 if unknown.
    """

    deck: DeckId
    name: str
    digest: str
    load: Callable[[], bytes]
    size: int = 0


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something that was not imported or was changed by the import, and its place in the file."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportBundle:
    """The decks of a file, parents before children.

    With `has_full_decks` the file has its decks in full, so that notes missing from it were
    deleted. With `is_plain_text_only` it has questions and answers as plain text and little else.
    With `has_all_fields` it has all fields of each note, as this program writes them. `paths` has
    the titles, from the root down, of the decks whose ids were made from titles.
    """

    name: str
    decks: tuple[Deck, ...]
    pictures: tuple[Picture, ...] = ()
    progress: Mapping[CardKey, Progress] = field(default_factory=dict)
    problems: tuple[ImportProblem, ...] = ()
    has_full_decks: bool = False
    is_plain_text_only: bool = False
    has_all_fields: bool = False
    paths: Mapping[DeckId, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A note in the collection and in the file; `after` has the key it has in the collection."""

    before: Note
    after: Note


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The changes of an import: notes by group, and `cards`, the number of new cards.

    Notes come with their index in the deck; for `moved` only the index changed. `deck_changes` are
    decks whose own fields (without notes) change, before and after; before is None for a new, empty
    deck. `pictures` are those not in the collection yet. In `bundle`, the keys of `progress` are
    those of the cards in the collection.
    """

    bundle: ImportBundle
    new: tuple[tuple[int, Note], ...] = ()
    changed: tuple[tuple[int, Change], ...] = ()
    same: int = 0
    removed: tuple[Note, ...] = ()
    cards: int = 0
    moved: tuple[tuple[int, Note], ...] = ()
    deck_changes: tuple[tuple[Deck | None, Deck], ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the import would change no deck, note or picture."""
        notes = (self.new, self.changed, self.removed, self.moved)
        return not any((*notes, self.deck_changes, self.pictures))


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The groups of a plan to apply, and whether to import progress."""

    new: bool = True
    changed: bool = True
    removed: bool = True
    schedule: bool = False
