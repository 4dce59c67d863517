"""The base class of questions: their cards, the cards' texts, and the user's task."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from flashdesign.domain.notes.tasks import MatchingTask, NamingTask, Option


@dataclass(frozen=True, slots=True)
class Question(ABC):
    """What a note asks and which answers it accepts; each kind is a subclass.

    `kind` is its name in deck files, the search and stored notes; it never changes. All texts are
    Markdown. A `part` is the name of one of the note's cards. A card without options, rows to
    match, items to name or typed answers is graded by the user alone.
    """

    kind: ClassVar[str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the note's cards; the first card of most kinds has the empty name."""
        return ("",)

    @property
    @abstractmethod
    def written_text(self) -> str:
        """The question as its author wrote it, which tells the note from others."""

    @abstractmethod
    def prompt_text(self, part: str) -> str:
        """Return the front of a card."""

    @abstractmethod
    def answer_text(self, part: str) -> str:
        """Return the answer of a card."""

    def gives_away(self, shown: str, part: str) -> bool:
        """Return whether the front of the card `shown` has the answer of the card `part`."""
        return self.answer_text(part) in self.prompt_text(shown)

    @property
    def shown_unit(self) -> str:
        """The unit of the number that is asked for, "" for none."""
        return ""

    def options(self, _part: str, _seed: int) -> tuple[Option, ...]:
        """Return the options to show, drawn and shuffled by `_seed`; () if there are none."""
        return ()

    def matching(self, _part: str, _seed: int) -> MatchingTask | None:
        """Return the rows and choices to match, shuffled by `_seed`."""
        return None

    def naming(self) -> NamingTask | None:
        """Return the items to name."""
        return None

    def typed_answers(self, _part: str) -> tuple[str, ...]:
        """Return the texts of which one is to be typed; () if the answer is not typed."""
        return ()


@dataclass(frozen=True, slots=True)
class FrontQuestion(Question):
    """A question whose front is a text of its own, the same on all cards unless overridden."""

    front: str

    @property
    def written_text(self) -> str:
        return self.front

    def prompt_text(self, _part: str) -> str:
        return self.front
