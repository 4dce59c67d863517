"""All commands by name; their help is in `cli.parser`."""

from collections.abc import Callable, Mapping

from flashdesign.cli.commands import check, collection, drill, lists, review, transfer
from flashdesign.cli.environment import CliEnvironment
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal

COMMAND_FUNCTIONS: Mapping[str, Callable[[Arguments, CliEnvironment, Terminal], int]] = {
    "decks": lists.decks,
    "due": lists.due,
    "cards": lists.cards,
    "log": lists.log,
    "stats": lists.stats,
    "review": review.review,
    "backup": collection.backup,
    "archive": collection.archive,
    "restore": collection.restore,
    "rebuild": collection.rebuild,
    "doctor": collection.doctor,
    "check": check.check,
    "drill": drill.drill,
    "export": transfer.export,
    "fix-ids": transfer.fix_ids,
    "import": transfer.import_file,
    "new-collection": collection.new_collection,
    "new-deck": transfer.create_deck,
}
