"""The command that says which cards are not well made."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from flashdesign.cli.arguments import Arguments
from flashdesign.cli.surroundings import FAILED, OK, Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.content import library, lint
from flashdesign.content.cloze_spelling import RESPELLED
from flashdesign.content.deck_file import deck_of
from flashdesign.content.yaml_text import Document, Fields, Node, Scalar, read
from flashdesign.domain.cards import Deck
from flashdesign.errors import DeckFormatError, NotFoundError
from flashdesign.i18n import N_
from flashdesign.paths import decks_folder
from flashdesign.services import wording


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is to be mended, at a line of a file or in a note; rule `format` for the former."""

    rule: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    note: str | None = None

    @property
    def place(self) -> str:
        """Where it is, as an editor understands it."""
        return self.note or f"{self.file}:{self.line}:{self.column}"


def check(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """List what is to be mended; fails where there is anything."""
    faults = _faults(arguments.file or surroundings.decks or decks_folder())
    if arguments.json:
        terminal.say_json_list(asdict(fault) for fault in faults)
    else:
        for fault in faults:
            terminal.say(f"{fault.place}: {fault.message} [{fault.rule}]")
        if not faults:
            terminal.say("Nothing is to be mended.")
    if faults:
        terminal.flush()
        terminal.complain(f"flashdesign: {wording.count(len(faults), 'thing')} to be mended.")
    return FAILED if faults else OK


def _faults(path: Path) -> list[_Fault]:
    if not path.exists():
        raise NotFoundError(N_("There is no deck file {name!r}."), name=str(path))
    spelled: list[_Fault] = []
    try:
        decks = library.shipped(path) if path.is_dir() else _decks_of(path, spelled)
    except DeckFormatError as error:
        return [
            _Fault("format", problem.message, str(error.path), problem.line, problem.column)
            for problem in error.problems
        ]
    found = lint.findings(decks)
    return spelled + [_Fault(one.rule, one.message, note=one.note) for one in found]


def _decks_of(path: Path, spelled: list[_Fault]) -> tuple[Deck, ...]:
    """Return the deck of a deck file, or of one content file among those beside it.

    Gaps in Anki's spelling are noted in `spelled`.
    """
    document = read(path)
    if _value(document.root, "content") is None:
        file = deck_of(document)
        spelled += [
            _Fault("cloze-spelling", RESPELLED, str(path), line, 1) for line, _ in file.respelled
        ]
        return (file.deck,)
    return tuple(_named(library.shipped(path.parent), document))


def _named(decks: tuple[Deck, ...], document: Document) -> Iterator[Deck]:
    name = _value(_value(document.root, "deck"), "id")
    return (deck for deck in decks if isinstance(name, Scalar) and deck.id == name.text)


def _value(node: Node | None, name: str) -> Node | None:
    return node.values.get(name) if isinstance(node, Fields) else None
