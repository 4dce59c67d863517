"""The commands that keep the collection safe: backup, restore, rebuild, doctor."""

from difflib import get_close_matches
from pathlib import Path

from flashdesign.cli.arguments import Arguments
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import FAILED, OK, Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import CollectionOpenError, FlashDesignError, NotFoundError
from flashdesign.i18n import N_
from flashdesign.paths import Places
from flashdesign.services import archive as archiving
from flashdesign.services import doctor as examination
from flashdesign.services import keeping, opening, wording
from flashdesign.services.doctor import Finding, Machine


def backup(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Make a verified copy of the collection."""
    with collection(surroundings, arguments.collection) as context:
        copy = keeping.back_up(context)
    if arguments.json:
        terminal.say_json({"file": str(copy)})
    else:
        terminal.say(f"The collection was copied to {copy}")
    return OK


def archive(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Write the whole collection to one file that another computer can take."""
    target = arguments.file or Path()
    with collection(surroundings, arguments.collection) as context:
        notes = archiving.write(context, surroundings.folder / target)
    if arguments.json:
        terminal.say_json({"file": str(target), "notes": notes})
    else:
        terminal.say(f"The collection with {wording.count(notes, 'note')} was written to {target}.")
    return OK


def restore(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Put a backup in the collection's place, without opening what may be damaged."""
    places = surroundings.places(arguments.collection)
    copy = _find_copy(places, arguments.file or Path())
    done = keeping.restore_closed(places, copy, surroundings.clock)
    with collection(surroundings, arguments.collection):
        pass
    if arguments.json:
        kept = None if done.kept is None else str(done.kept)
        answers = {"merged": done.merged, "all_answers_read": done.is_whole}
        answers["unreadable"] = done.unreadable
        terminal.say_json({"restored": str(copy), "kept": kept, **answers})
        return OK
    terminal.say(f"The collection is {copy.name} again.")
    if done.kept is not None:
        terminal.say(f"The file it replaces is kept as {done.kept}")
    if done.merged:
        terminal.say(f"{wording.count(done.merged, 'newer row')} of the log were carried over.")
    if done.unreadable:
        parts = wording.count(done.unreadable, "part")
        terminal.say(f"{parts} of {copy.name} could not be read and were left out.")
    if not done.is_whole:
        terminal.say("Some of the replaced file's log could not be read.")
    return OK


def rebuild(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Recompute all due dates and daily counts from the log."""
    with collection(surroundings, arguments.collection, rebuilds=False) as context:
        changed = keeping.rebuild(context)
    if arguments.json:
        terminal.say_json({"changed": changed})
    else:
        terminal.say(
            "All due dates and daily counts were recomputed; "
            f"{wording.count(changed, 'card')} changed."
        )
    return OK


def begin_collection(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Begin an empty collection where the one that was there is missing."""
    places = surroundings.places(arguments.collection)
    opening.begin_collection(places)
    with collection(surroundings, arguments.collection):
        pass
    if arguments.json:
        terminal.say_json({"file": str(places.collection)})
    else:
        terminal.say(f"An empty collection was created at {places.collection}")
    return OK


def doctor(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Examine the machine and the collection; fails where something is wrong with them."""
    machine = examination.machine(surroundings.environ)
    found = _examine(arguments, surroundings)
    if arguments.json:
        terminal.say_json(_machine_json(machine) | {"collection": _finding_json(found)})
    else:
        _say_machine(machine, terminal)
        _say_finding(found, terminal)
    wrong = len(machine.missing) + len(found.problems)
    if wrong:
        terminal.flush()
        terminal.complain(f"flashdesign: {wording.count(wrong, 'thing')} must be set right.")
    return FAILED if wrong else OK


def _find_copy(places: Places, named: Path) -> Path:
    """Return the backup meant: a path, or a name in the backups' folder."""
    for path in (named, places.backups / named):
        if path.is_file():
            return path
    known = [path.name for path in places.backups.glob("*")] if places.backups.is_dir() else []
    near = get_close_matches(named.name, known, n=1)
    raise NotFoundError(
        N_("There is no backup {name!r}."), name=str(named), nearest=near[0] if near else None
    )


def _examine(arguments: Arguments, surroundings: Surroundings) -> Finding:
    path = surroundings.places(arguments.collection).collection
    try:
        with collection(surroundings, arguments.collection) as context:
            notices = tuple(notice.sentence for notice in opening.notices(context))
            made = keeping.copies(context)
            newest = str(made[0].path) if made else None
            return Finding(path, keeping.check(context), notices, newest)
    except CollectionOpenError as error:
        if surroundings.ask_window is not None:
            raise  # the window can tell
        return Finding(path, (str(error),))
    except FlashDesignError as error:
        return Finding(path, (str(error),))


def _machine_json(machine: Machine) -> dict[str, object]:
    return {
        "versions": machine.versions,
        "system": machine.system,
        "missing_libraries": [library.library for library in machine.missing],
        "window": " ".join(machine.window) if machine.window else None,
        "socket": " ".join(machine.socket) if machine.socket else None,
    }


def _finding_json(found: Finding) -> dict[str, object]:
    return {
        "file": str(found.path),
        "problems": found.problems,
        "notices": found.notices,
        "newest_backup": found.newest_backup,
    }


def _say_machine(machine: Machine, terminal: Terminal) -> None:
    rows = [*machine.versions.items(), ("system", machine.system)]
    width = max(len(name) for name, _ in rows)
    for name, text in rows:
        terminal.say(f"{name:<{width}}  {text}")
    terminal.say()
    for line in machine.window or ("The window can open here.",):
        terminal.say(line)
    for line in machine.socket or ():
        terminal.say(line)
    terminal.say()


def _say_finding(found: Finding, terminal: Terminal) -> None:
    terminal.say(f"Collection: {found.path}")
    terminal.say(f"Newest backup: {found.newest_backup or 'none yet'}")
    for sentence in found.notices:
        terminal.say(sentence)
    for problem in found.problems or ("The collection is sound.",):
        terminal.say(problem)
