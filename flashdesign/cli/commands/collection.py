"""The commands for the collection: backup, archive, restore, rebuild, new-collection, doctor."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.cli.collection import collection
from flashdesign.cli.commands.check import problem_count
from flashdesign.cli.environment import FAILED, OK, Surroundings
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import CollectionOpenError, FlashDesignError, NotFoundError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.paths import Places
from flashdesign.services.collection import doctor as collection_doctor
from flashdesign.services.collection import lifecycle, maintenance
from flashdesign.services.collection.doctor import Finding, Machine
from flashdesign.services.exports import archive as export_archive

if TYPE_CHECKING:
    from flashdesign.storage.backup.restore import Restored


def backup(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Write a verified copy of the collection."""
    with collection(surroundings, arguments.collection) as context:
        copy = maintenance.back_up(context)
    if arguments.json:
        terminal.say_json({"file": str(copy)})
    else:
        terminal.say(_("The collection was copied to {file}").format(file=copy))
    return OK


def archive(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Export the whole collection to one file, for another computer."""
    target = arguments.file or Path()
    with collection(surroundings, arguments.collection) as context:
        notes = export_archive.write(context, surroundings.folder / target)
    if arguments.json:
        terminal.say_json({"file": str(target), "notes": notes})
    else:
        sentence = ngettext(
            "The collection with {n} note was saved to {file}.",
            "The collection with {n} notes was saved to {file}.",
            notes,
        )
        terminal.say(sentence.format(n=number(notes), file=target))
    return OK


def restore(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Replace the collection with a backup, without opening a file that may be damaged."""
    places = surroundings.places(arguments.collection)
    copy = _find_copy(places, arguments.file or Path())
    restored = maintenance.restore_closed(places, copy, surroundings.clock)
    with collection(surroundings, arguments.collection):
        pass
    if arguments.json:
        kept = None if restored.kept is None else str(restored.kept)
        answers = {"merged": restored.merged, "all_answers_read": restored.is_whole}
        answers["unreadable"] = restored.unreadable
        terminal.say_json({"restored": str(copy), "kept": kept, **answers})
        return OK
    _say_restored(copy.name, restored, terminal)
    return OK


def _say_restored(name: str, restored: "Restored", terminal: Terminal) -> None:
    terminal.say(_("{name} was restored.").format(name=name))
    if restored.kept is not None:
        terminal.say(_("The replaced file is kept as {file}").format(file=restored.kept))
    if restored.merged:
        sentence = ngettext(
            "{n} newer entry of the review log was merged.",
            "{n} newer entries of the review log were merged.",
            restored.merged,
        )
        terminal.say(sentence.format(n=number(restored.merged)))
    if restored.unreadable:
        sentence = ngettext(
            "{n} part of {name} could not be read and was skipped.",
            "{n} parts of {name} could not be read and were skipped.",
            restored.unreadable,
        )
        terminal.say(sentence.format(n=number(restored.unreadable), name=name))
    if not restored.is_whole:
        terminal.say(_("Some of the replaced file's review log could not be read."))


def rebuild(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Recalculate all due dates and daily counts from the review log."""
    with collection(surroundings, arguments.collection, rebuilds=False) as context:
        changed = maintenance.rebuild(context)
    if arguments.json:
        terminal.say_json({"changed": changed})
    else:
        sentence = ngettext(
            "All due dates and daily counts were recalculated; {n} card changed.",
            "All due dates and daily counts were recalculated; {n} cards changed.",
            changed,
        )
        terminal.say(sentence.format(n=number(changed)))
    return OK


def begin_collection(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Create an empty collection in place of one that is missing."""
    places = surroundings.places(arguments.collection)
    lifecycle.begin_collection(places)
    with collection(surroundings, arguments.collection):
        pass
    if arguments.json:
        terminal.say_json({"file": str(places.collection)})
    else:
        terminal.say(_("An empty collection was created at {file}").format(file=places.collection))
    return OK


def doctor(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Check the computer and the collection; fail if there are problems."""
    machine = collection_doctor.machine(surroundings.environ)
    finding = _examine(arguments, surroundings)
    if arguments.json:
        terminal.say_json(_machine_json(machine) | {"collection": _finding_json(finding)})
    else:
        _say_machine(machine, terminal)
        _say_finding(finding, terminal)
    problems = len(machine.missing) + len(finding.problems)
    if problems:
        terminal.flush()
        terminal.complain(f"flashdesign: {problem_count(problems)}")
    return FAILED if problems else OK


def _find_copy(places: Places, file: Path) -> Path:
    """Return the path of a backup given by its path or by its name in the backups folder."""
    for path in (file, places.backups / file):
        if path.is_file():
            return path
    backups = [path.name for path in places.backups.glob("*")] if places.backups.is_dir() else []
    near = get_close_matches(file.name, backups, n=1)
    raise NotFoundError(
        N_("There is no backup {name!r}."), name=str(file), nearest=near[0] if near else None
    )


def _examine(arguments: Arguments, surroundings: Surroundings) -> Finding:
    path = surroundings.places(arguments.collection).collection
    try:
        with collection(surroundings, arguments.collection) as context:
            notices = tuple(notice.sentence for notice in lifecycle.notices(context))
            backups = maintenance.copies(context)
            newest = str(backups[0].path) if backups else None
            return Finding(path, maintenance.check(context), notices, newest)
    except CollectionOpenError as error:
        if surroundings.ask_window is not None:
            raise  # the window can run the check
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


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "file": str(finding.path),
        "problems": finding.problems,
        "notices": finding.notices,
        "newest_backup": finding.newest_backup,
    }


def _say_machine(machine: Machine, terminal: Terminal) -> None:
    rows = [*machine.versions.items(), (_("system"), machine.system)]
    width = max(len(name) for name, _version in rows)
    for name, text in rows:
        terminal.say(f"{name:<{width}}  {text}")
    terminal.say()
    for line in machine.window or (_("The window can open here."),):
        terminal.say(line)
    for line in machine.socket or ():
        terminal.say(line)
    terminal.say()


def _say_finding(finding: Finding, terminal: Terminal) -> None:
    terminal.say(_("Collection: {file}").format(file=finding.path))
    terminal.say(_("Newest backup: {file}").format(file=finding.newest_backup or _("none yet")))
    for sentence in finding.notices:
        terminal.say(sentence)
    for problem in finding.problems or (_("The collection is OK."),):
        terminal.say(problem)
