"""What an import brings, whatever kind of file it came from, and what it would do here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdesign.domain.cards import CardKey, Deck, DeckId, Note
from flashdesign.domain.memory import Memory
from flashdesign.domain.ratings import Rating


class PastAnswer(NamedTuple):
    """An answer given in another program; `at` is UTC ms, `name` is what that program calls it.

    A tuple, as there are very many of them.
    """

    name: str
    at: int
    rating: Rating
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What another program knew of a card; `memory` holds from the last answer on.

    Without a memory the answers tell it, but for `due`, where that is known of a review. Answers
    are told apart by `name`, or else by the card's key.
    """

    suspended: bool = False
    flag: int = 0
    answers: tuple[PastAnswer, ...] = ()
    memory: Memory | None = None
    name: str = ""
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that notes of a deck name; `digest` is the SHA-256 of what `load` returns.

    `size` counts its bytes, 0 where nobody asked.
    """

    deck: DeckId
    name: str
    digest: str
    load: Callable[[], bytes]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be taken, or was changed on the way, and where it stood."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Decks as a file brings them, parents before children.

    `is_whole` says that the file states its decks in full: notes it does not have are gone.
    `is_table` says that it tells questions and answers word by word, and little else;
    `tells_all`, that it tells each note in full, as this program writes it. `paths` has the titles
    from the root down of the decks whose ids were made of these.
    """

    name: str
    decks: tuple[Deck, ...]
    pictures: tuple[Picture, ...] = ()
    progress: Mapping[CardKey, Progress] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    is_whole: bool = False
    is_table: bool = False
    tells_all: bool = False
    paths: Mapping[DeckId, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """A note as it stands here and as the file has it; `after` bears the key that it has here."""

    before: Note
    after: Note


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: notes by group, and `cards`, the number of cards that are new.

    Notes come with their place in the deck; `moved` are the same but for that. `heads` are decks
    without notes of which the file says something else, before and after; before is None where one
    is new and empty. `pictures` are those that are not here yet. In the parcel, progress goes by
    the keys that cards have here.
    """

    parcel: Parcel
    new: tuple[tuple[int, Note], ...] = ()
    changed: tuple[tuple[int, Change], ...] = ()
    same: int = 0
    gone: tuple[Note, ...] = ()
    cards: int = 0
    moved: tuple[tuple[int, Note], ...] = ()
    heads: tuple[tuple[Deck | None, Deck], ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it would do nothing to decks, notes and pictures."""
        notes = (self.new, self.changed, self.gone, self.moved)
        return not any((*notes, self.heads, self.pictures))


@dataclass(frozen=True, slots=True)
class Accepted:
    """Which groups of a plan are to be done, and whether progress is taken over."""

    new: bool = True
    changed: bool = True
    gone: bool = True
    schedule: bool = False
