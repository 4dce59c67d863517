"""All commands by name; their help is in `arguments`."""

from collections.abc import Callable, Mapping

from flashdesign.cli import checking, drilling, keeping, listing, reviewing, transferring
from flashdesign.cli.arguments import Arguments
from flashdesign.cli.surroundings import Surroundings
from flashdesign.cli.terminal import Terminal

VERBS: Mapping[str, Callable[[Arguments, Surroundings, Terminal], int]] = {
    "decks": listing.decks,
    "due": listing.due,
    "cards": listing.cards,
    "log": listing.log,
    "stats": listing.stats,
    "review": reviewing.review,
    "backup": keeping.backup,
    "archive": keeping.archive,
    "restore": keeping.restore,
    "rebuild": keeping.rebuild,
    "doctor": keeping.doctor,
    "check": checking.check,
    "drill": drilling.drill,
    "export": transferring.export,
    "fix-ids": transferring.fix_ids,
    "import": transferring.import_file,
    "new-collection": keeping.begin_collection,
    "new-deck": transferring.begin_deck,
}
