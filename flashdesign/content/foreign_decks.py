"""Give the decks of another program ids and places here, and tell which of them become one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from flashdesign.content.foreign_names import LEVELS, deck_id, folded_title
from flashdesign.domain.cards import Deck, DeckId, Note
from flashdesign.domain.parcels import Trouble

Path = tuple[str, ...]


class DeckNames:
    """The decks of a file by their titles from the root down, and those above them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        given = list(dict.fromkeys(paths))
        self.paths: dict[DeckId, Path] = {}
        self._ids: dict[Path, DeckId] = {}
        # A deck of its own has the say over how its title is written.
        for path in (*given, *(one[:depth] for one in given for depth in range(1, len(one)))):
            self._ids[path] = deck_id(path)
            self.paths.setdefault(self._ids[path], path)

    def of(self, path: Path) -> DeckId:
        """Return the id of one of the decks, or of one above them."""
        return self._ids[path]

    def tree(self, notes: Mapping[DeckId, Sequence[Note]]) -> Iterator[Deck]:
        """Yield the decks that have notes, and those above them, parents first."""
        used = {
            self._ids[self.paths[name][:depth]]
            for name in notes
            for depth in range(1, len(self.paths[name]) + 1)
        }
        for name in sorted(used, key=self._folded):
            path = self.paths[name]
            parent = self._ids[path[:-1]] if path[1:] else None
            yield Deck(name, path[-1], tuple(notes.get(name, ())), parent)

    def _folded(self, name: DeckId) -> Path:
        return tuple(map(folded_title, self.paths[name]))

    def troubles(self, used: Iterable[DeckId]) -> Iterator[Trouble]:
        """Tell which names mean one deck here although they are written in several ways."""
        wanted = set(used)
        for path, name in self._ids.items():
            known = self.paths[name]
            if name in wanted and path[-1] != known[-1]:
                is_same = normalize("NFC", path[-1]) == normalize("NFC", known[-1])
                why = "only in how letters are composed" if is_same else "only in case"
                said = f"it was merged with {LEVELS.join(known)!r}: their names differ {why}"
                yield Trouble(f"deck {LEVELS.join(path)}", said)
