"""What leaves the collection for another program: notes with what is known of their cards."""

from dataclasses import dataclass

from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.memory import NEW, Memory
from flashdesign.domain.reviews import Review


@dataclass(frozen=True, slots=True)
class ExportedCard:
    """A card as it stands; `reviews` is its part of the log."""

    part: str
    memory: Memory = NEW
    suspended: bool = False
    flag: int = 0
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A note and its cards."""

    note: Note
    cards: tuple[ExportedCard, ...]


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """A deck by the titles on the way to it, the root's first."""

    id: DeckId
    path: tuple[str, ...]
    notes: tuple[Exported, ...] = ()
    description: str = ""
