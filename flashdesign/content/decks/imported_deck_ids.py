"""Ids and parents for the decks of another program, some of which are merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import normalize

from flashdesign.content.decks.slugs import LEVEL_SEPARATOR, deck_id, fold_title
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.i18n.translation import _

Path = tuple[str, ...]


class DeckIds:
    """The ids of a file's decks and of their ancestors, by their titles from the root down."""

    def __init__(self, paths: Iterable[Path]) -> None:
        file_paths = list(dict.fromkeys(paths))
        ancestors = (path[:depth] for path in file_paths for depth in range(1, len(path)))
        self.paths: dict[DeckId, Path] = {}
        self._ids: dict[Path, DeckId] = {}
        # The file's own decks come first, so that their own spelling of a title is used.
        for path in (*file_paths, *ancestors):
            self._ids[path] = deck_id(path)
            self.paths.setdefault(self._ids[path], path)

    def id_of(self, path: Path) -> DeckId:
        """Return the id of one of the decks or of their ancestors."""
        return self._ids[path]

    def tree(self, notes: Mapping[DeckId, Sequence[Note]]) -> Iterator[Deck]:
        """Yield the decks that have notes, and their ancestors, parents first."""
        used = {
            self._ids[self.paths[deck][:depth]]
            for deck in notes
            for depth in range(1, len(self.paths[deck]) + 1)
        }
        for deck in sorted(used, key=self._folded_path):
            path = self.paths[deck]
            parent = self._ids[path[:-1]] if path[1:] else None
            yield Deck(deck, path[-1], tuple(notes.get(deck, ())), parent)

    def _folded_path(self, deck: DeckId) -> Path:
        return tuple(map(fold_title, self.paths[deck]))

    def merge_notices(self, used: Iterable[DeckId]) -> Iterator[ImportProblem]:
        """Yield a notice for each deck that was merged with one of another spelling."""
        used_ids = set(used)
        for path, deck in self._ids.items():
            kept = self.paths[deck]
            if deck in used_ids and path[-1] != kept[-1]:
                is_same_text = normalize("NFC", path[-1]) == normalize("NFC", kept[-1])
                message = (
                    _("it was merged with {deck!r}: their names differ only in their Unicode form")
                    if is_same_text
                    else _("it was merged with {deck!r}: their names differ only in case")
                )
                where = _("deck {deck}").format(deck=LEVEL_SEPARATOR.join(path))
                yield ImportProblem(where, message.format(deck=LEVEL_SEPARATOR.join(kept)))
