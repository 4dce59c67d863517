"""The commands for the collection: backup, archive, restore, rebuild, new-collection, doctor."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.cli.commands.check import problem_count
from flashdesign.cli.environment import FAILED, OK, CliEnvironment
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import CollectionOpenError, FlashDesignError, NotFoundError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.paths import AppPaths
from flashdesign.services.collection import doctor as collection_doctor
from flashdesign.services.collection import lifecycle, maintenance
from flashdesign.services.collection.doctor import CollectionReport, SystemReport
from flashdesign.services.exports import archive as export_archive
from flashdesign.services.job_progress import pause_garbage_collection

if TYPE_CHECKING:
    from flashdesign.storage.backup.restore import RestoreResult


def backup(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Write a verified copy of the collection."""
    with open_collection(environment, arguments.collection) as context:
        copy = maintenance.back_up(context)
    if arguments.json:
        terminal.print_json({"file": str(copy)})
    else:
        terminal.print(_("The collection was copied to {file}").format(file=copy))
    return OK


def archive(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Export the whole collection to one file, for another computer."""
    target = arguments.file or Path()
    with open_collection(environment, arguments.collection) as context:
        notes = export_archive.write(context, environment.folder / target)
    if arguments.json:
        terminal.print_json({"file": str(target), "notes": notes})
    else:
        sentence = ngettext(
            "The collection with {n} note was saved to {file}.",
            "The collection with {n} notes was saved to {file}.",
            notes,
        )
        terminal.print(sentence.format(n=number(notes), file=target))
    return OK


def restore(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Replace the collection with a backup, without opening a file that may be damaged."""
    paths = environment.paths(arguments.collection)
    copy = _find_copy(paths, arguments.file or Path())
    restored = maintenance.restore_closed(paths, copy, environment.clock)
    with open_collection(environment, arguments.collection):
        pass
    if arguments.json:
        kept = None if restored.old_file is None else str(restored.old_file)
        answers = {"merged": restored.merged_count, "all_answers_read": restored.is_whole}
        answers["unreadable"] = restored.unreadable_count
        terminal.print_json({"restored": str(copy), "kept": kept, **answers})
        return OK
    _print_restored(copy.name, restored, terminal)
    return OK


def _print_restored(name: str, restored: "RestoreResult", terminal: Terminal) -> None:
    terminal.print(_("{name} was restored.").format(name=name))
    if restored.old_file is not None:
        terminal.print(_("The replaced file is kept as {file}").format(file=restored.old_file))
    if restored.merged_count:
        sentence = ngettext(
            "{n} newer entry of the review log was merged.",
            "{n} newer entries of the review log were merged.",
            restored.merged_count,
        )
        terminal.print(sentence.format(n=number(restored.merged_count)))
    if restored.unreadable_count:
        sentence = ngettext(
            "{n} part of {name} could not be read and was skipped.",
            "{n} parts of {name} could not be read and were skipped.",
            restored.unreadable_count,
        )
        terminal.print(sentence.format(n=number(restored.unreadable_count), name=name))
    if not restored.is_whole:
        terminal.print(_("Some of the replaced file's review log could not be read."))


@pause_garbage_collection()
def rebuild(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Recalculate all due dates and daily counts from the review log."""
    with open_collection(environment, arguments.collection, rebuilds=False) as context:
        changed = maintenance.rebuild(context)
    if arguments.json:
        terminal.print_json({"changed": changed})
    else:
        sentence = ngettext(
            "All due dates and daily counts were recalculated; {n} card changed.",
            "All due dates and daily counts were recalculated; {n} cards changed.",
            changed,
        )
        terminal.print(sentence.format(n=number(changed)))
    return OK


def new_collection(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Create an empty collection in place of one that is missing."""
    paths = environment.paths(arguments.collection)
    lifecycle.create_empty_collection(paths)
    with open_collection(environment, arguments.collection):
        pass
    if arguments.json:
        terminal.print_json({"file": str(paths.collection)})
    else:
        terminal.print(_("An empty collection was created at {file}").format(file=paths.collection))
    return OK


@pause_garbage_collection()
def doctor(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Check the computer and the collection; fail if there are problems."""
    machine = collection_doctor.system_report(environment.environ)
    finding = _examine(arguments, environment)
    if arguments.json:
        terminal.print_json(_system_json(machine) | {"collection": _finding_json(finding)})
    else:
        _print_system(machine, terminal)
        _print_finding(finding, terminal)
    problems = len(machine.missing) + len(finding.problems)
    if problems:
        terminal.flush()
        terminal.print_error(f"flashdesign: {problem_count(problems)}")
    return FAILED if problems else OK


def _find_copy(paths: AppPaths, file: Path) -> Path:
    """Return the path of a backup given by its path or by its name in the backups folder."""
    for path in (file, paths.backups / file):
        if path.is_file():
            return path
    backups = [path.name for path in paths.backups.glob("*")] if paths.backups.is_dir() else []
    near = get_close_matches(file.name, backups, n=1)
    raise NotFoundError(
        N_("There is no backup {name!r}."), name=str(file), nearest=near[0] if near else None
    )


def _examine(arguments: Arguments, environment: CliEnvironment) -> CollectionReport:
    path = environment.paths(arguments.collection).collection
    try:
        with open_collection(environment, arguments.collection) as context:
            notices = tuple(notice.sentence for notice in lifecycle.notices(context))
            backups = maintenance.list_backups(context)
            newest = str(backups[0].path) if backups else None
            return CollectionReport(path, maintenance.check(context), notices, newest)
    except CollectionOpenError as error:
        if environment.ask_window is not None:
            raise  # the window can run the check
        return CollectionReport(path, (str(error),))
    except FlashDesignError as error:
        return CollectionReport(path, (str(error),))


def _system_json(machine: SystemReport) -> dict[str, object]:
    return {
        "versions": machine.versions,
        "system": machine.system,
        "missing_libraries": [library.library for library in machine.missing],
        "window": " ".join(machine.window) if machine.window else None,
        "socket": " ".join(machine.socket) if machine.socket else None,
    }


def _finding_json(finding: CollectionReport) -> dict[str, object]:
    return {
        "file": str(finding.path),
        "problems": finding.problems,
        "notices": finding.notices,
        "newest_backup": finding.newest_backup,
    }


def _print_system(machine: SystemReport, terminal: Terminal) -> None:
    rows = [*machine.versions.items(), (_("system"), machine.system)]
    width = max(len(name) for name, _version in rows)
    for name, text in rows:
        terminal.print(f"{name:<{width}}  {text}")
    terminal.print()
    for line in machine.window or (_("The window can open here."),):
        terminal.print(line)
    for line in machine.socket or ():
        terminal.print(line)
    terminal.print()


def _print_finding(finding: CollectionReport, terminal: Terminal) -> None:
    terminal.print(_("Collection: {file}").format(file=finding.path))
    terminal.print(_("Newest backup: {file}").format(file=finding.newest_backup or _("none yet")))
    for sentence in finding.notices:
        terminal.print(sentence)
    for problem in finding.problems or (_("The collection is OK."),):
        terminal.print(problem)
