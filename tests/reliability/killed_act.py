"""Operations on a collection, to be run in a process that is killed while they run."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from flashdesign.paths import HOME_VARIABLE, AppPaths
from flashdesign.services.collection import maintenance, settings
from flashdesign.services.collection.lifecycle import close_collection, open_collection
from flashdesign.services.context import Context
from flashdesign.services.editing import undo
from tests.support.shell import Shell

DAYS_LATER = 5


def shell(home: Path) -> Shell:
    """Return a shell on a day after all prepared answers."""
    ours = Shell(home)
    ours.clock.advance(days=DAYS_LATER)
    return ours


def command(*arguments: str, typed: tuple[str, ...] = ()) -> Callable[[Path], None]:
    """Return a function that runs a command; HOME in it is replaced by the folder."""

    def run(home: Path) -> None:
        found = [argument.replace("HOME", str(home)) for argument in arguments]
        result = shell(home)(*found, typed=typed)
        if result.code:
            sys.exit(result.err)

    return run


def service(act: Callable[[Context], object], *, closes: bool = True) -> Callable[[Path], None]:
    """Return a function that calls a service with the open collection and closes it."""

    def run(home: Path) -> None:
        ours = shell(home)
        paths = AppPaths(home / "collection.flashdesign", home=home)
        context = open_collection(paths, ours.clock, Random(7))
        act(context)
        if closes:
            close_collection(context)

    return run


def move(context: Context) -> None:
    """Move the collection to another folder."""
    home = context.paths.collection.parent
    os.environ[HOME_VARIABLE] = str(home)
    maintenance.move(context, home / "elsewhere" / "collection.flashdesign")


ACTS: dict[str, Callable[[Path], None]] = {
    "start": command("due"),
    "answer": command("review", typed=("", "3", "q")),
    "import_csv": command("import", "HOME/more.csv"),
    "import_apkg": command("import", "HOME/other.apkg", "--with-schedule"),
    "undo_import": service(undo.undo_latest),
    "backup": command("backup"),
    "archive": command("archive", "HOME/a.zip"),
    "restore": command("restore", "HOME/old.flashdesign"),
    "restore_archive": command("restore", "HOME/old.zip"),
    "fix_ids": command("fix-ids", "HOME/mine.yaml"),
    "settings": service(lambda context: settings.change(context, rollover_h=6, new_per_day=7)),
    "move": service(move, closes=False),
    "new_collection": command("new-collection"),
}
