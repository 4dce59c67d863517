"""The `check` command: the quality of cards."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from flashdesign.cli.environment import FAILED, OK, CliEnvironment
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.content.decks.deck_file import build_deck
from flashdesign.content.lint import note_lint
from flashdesign.content.note_kinds.anki_cloze import ANKI_SYNTAX_NOTICE
from flashdesign.content.system_design import loader
from flashdesign.content.yaml.reader import Document, MappingNode, Node, ScalarNode, read
from flashdesign.domain.notes.note import Deck
from flashdesign.errors import DeckFormatError, NotFoundError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.paths import decks_folder


@dataclass(frozen=True, slots=True)
class _Fault:
    """A problem at a line of a file, with the rule `format`, or in a note."""

    rule: str
    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    note: str | None = None

    @property
    def place(self) -> str:
        """The position in the form that editors understand."""
        return self.note or f"{self.file}:{self.line}:{self.column}"


def check(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List the problems; fail if there are any."""
    faults = _faults(arguments.file or environment.decks or decks_folder())
    if arguments.json:
        terminal.print_json_list(asdict(fault) for fault in faults)
    else:
        for fault in faults:
            terminal.print(f"{fault.place}: {fault.message} [{fault.rule}]")
        if not faults:
            terminal.print(_("No problems found."))
    if faults:
        terminal.flush()
        terminal.print_error(f"flashdesign: {problem_count(len(faults))}")
    return FAILED if faults else OK


def problem_count(count: int) -> str:
    """Return how many problems were found, as a sentence."""
    return ngettext("{n} problem found.", "{n} problems found.", count).format(n=number(count))


def _faults(path: Path) -> list[_Fault]:
    if not path.exists():
        raise NotFoundError(N_("There is no deck file {name!r}."), name=str(path))
    cloze_faults: list[_Fault] = []
    try:
        decks = loader.load_built_in_decks(path) if path.is_dir() else _decks_of(path, cloze_faults)
    except DeckFormatError as error:
        return [
            _Fault("format", problem.message, str(error.path), problem.line, problem.column)
            for problem in error.problems
        ]
    findings = note_lint.lint_decks(decks)
    return cloze_faults + [
        _Fault(finding.rule, finding.message, note=finding.note) for finding in findings
    ]


def _decks_of(path: Path, cloze_faults: list[_Fault]) -> tuple[Deck, ...]:
    """Return the deck of a deck file, or of one content file in a folder of the built-in decks.

    Gaps in Anki's syntax are added to `cloze_faults`.
    """
    document = read(path)
    if _value(document.root, "content") is None:
        file = build_deck(document)
        cloze_faults += [
            _Fault("cloze-spelling", _(ANKI_SYNTAX_NOTICE), str(path), line, 1)
            for line, _note_id in file.anki_gap_lines
        ]
        return (file.deck,)
    above = (folder for folder in path.parents if (folder / loader.ROOT_FILE).is_file())
    decks = loader.load_built_in_decks(next(above, path.parent))
    return tuple(_deck_of_content(decks, document))


def _deck_of_content(decks: tuple[Deck, ...], document: Document) -> Iterator[Deck]:
    deck_id = _value(_value(document.root, "deck"), "id")
    return (deck for deck in decks if isinstance(deck_id, ScalarNode) and deck.id == deck_id.text)


def _value(node: Node | None, name: str) -> Node | None:
    return node.values.get(name) if isinstance(node, MappingNode) else None
