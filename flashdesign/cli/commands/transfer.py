"""The commands for import and export, and for deck files."""

from dataclasses import asdict

from flashdesign.cli.environment import OK, CliEnvironment
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.transfer.import_plan import ImportOptions, ImportPlan
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.browse import card_listing
from flashdesign.services.deck_pictures import format_pictures
from flashdesign.services.exports import deck_files, new_deck
from flashdesign.services.exports import export as export_export
from flashdesign.services.exports.export import basic_notes_remark
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.diff import note_line, plan_differences
from flashdesign.services.imports.read_file import read_file
from flashdesign.services.job_progress import pause_garbage_collection


@pause_garbage_collection()
def import_file(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Import a file, or only show its changes for a dry run."""
    assert arguments.file is not None
    bundle = read_file(
        environment.folder / arguments.file,
        deck=arguments.deck,
        encoding=arguments.encoding,
        table=arguments.table,
    )
    with open_collection(environment, arguments.collection) as context:
        plan, applied = import_plan.plan(context, bundle), apply.ImportResult()
        if not arguments.dry_run:
            applied = apply.apply(context, plan, ImportOptions(schedule=arguments.with_schedule))
    if arguments.json:
        terminal.print_json(_plan_json(plan, applied=not arguments.dry_run))
        return OK
    for problem in plan.bundle.problems:
        terminal.print(f"{problem.where}: {problem.message}")
    if arguments.dry_run:
        _print_changes(plan, terminal)
        sentence = _("Preview: {changes}. Nothing was changed.").format(changes=_counts(plan))
    else:
        sentence = _("Imported: {changes}.").format(changes=_counts(plan))
    if applied.answers:
        answers = ngettext("{n} review imported.", "{n} reviews imported.", applied.answers)
        sentence += " " + answers.format(n=number(applied.answers))
    terminal.print(sentence)
    return OK


def _counts(plan: ImportPlan) -> str:
    """Return the number of notes in each group of a plan, of new cards and of pictures."""
    new, changed, removed = len(plan.new), len(plan.changed), len(plan.removed)
    counts = [
        (ngettext("{n} new note", "{n} new notes", new), new),
        (ngettext("{n} new card", "{n} new cards", plan.cards), plan.cards),
        (ngettext("{n} changed", "{n} changed", changed), changed),
        (ngettext("{n} unchanged", "{n} unchanged", plan.same), plan.same),
        (ngettext("{n} removed", "{n} removed", removed), removed),
    ]
    parts = [text.format(n=number(count)) for text, count in counts]
    parts += [format_pictures(plan.pictures)] if plan.pictures else []
    return ", ".join(parts)


@pause_garbage_collection()
def export(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Export a deck to a file, in the format of its suffix."""
    assert arguments.file is not None
    with open_collection(environment, arguments.collection) as context:
        deck = card_listing.find_deck(context, arguments.deck or "")
        file = environment.folder / arguments.file
        written = export_export.export(context, deck, file, with_schedule=arguments.with_schedule)
    if arguments.json:
        values = {
            "deck": deck,
            "file": str(arguments.file),
            "notes": written.notes,
            "plain": written.basic_notes,
        }
        if written.remarks:
            values["remarks"] = written.remarks
        if written.damaged_notes:
            values["damaged"] = written.damaged_notes
        terminal.print_json(values)
        return OK
    plain = [basic_notes_remark(written.basic_notes)] if written.basic_notes else []
    sentence = ngettext("{n} note saved to {file}.", "{n} notes saved to {file}.", written.notes)
    sentence = sentence.format(n=number(written.notes), file=arguments.file)
    terminal.print(" ".join([sentence, *plain, *written.remarks]))
    if written.damaged_notes:
        terminal.print_error(f"flashdesign: {written.damage_remark}")
    return OK


def create_deck(arguments: Arguments, _environment: CliEnvironment, terminal: Terminal) -> int:
    """Write an example deck file."""
    assert arguments.file is not None
    new_deck.create_deck_file(arguments.file, arguments.title)
    if arguments.json:
        terminal.print_json({"file": str(arguments.file)})
    else:
        terminal.print(
            _("{file} was created. Edit it, then run: flashdesign import {file}").format(
                file=arguments.file
            )
        )
    return OK


def fix_ids(arguments: Arguments, _environment: CliEnvironment, terminal: Terminal) -> int:
    """Add missing ids to a deck file."""
    assert arguments.file is not None
    written = deck_files.add_ids(arguments.file)
    if arguments.json:
        terminal.print_json({"file": str(arguments.file), "written": written})
    else:
        sentence = ngettext("{n} id added to {file}.", "{n} ids added to {file}.", written)
        terminal.print(sentence.format(n=number(written), file=arguments.file))
    return OK


def _print_changes(plan: ImportPlan, terminal: Terminal) -> None:
    for line in plan_differences(plan):
        terminal.print(line)
    for note in plan.removed:
        terminal.print(_("removed: {note}").format(note=note_line(note)))


def _plan_json(plan: ImportPlan, *, applied: bool) -> dict[str, object]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "gone": len(plan.removed),
        "cards": plan.cards,
        "pictures": len(plan.pictures),
        "picture_bytes": sum(picture.size for picture in plan.pictures),
        "problems": [asdict(problem) for problem in plan.bundle.problems],
        "applied": applied,
    }
