"""The commands for import and export, and for deck files."""

from dataclasses import asdict

from flashdesign.cli.collection import collection
from flashdesign.cli.environment import OK, Surroundings
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.transfer.import_plan import Accepted, Plan
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.browse import listing
from flashdesign.services.exports import deck_files, new_deck
from flashdesign.services.exports import export as export_export
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.diff import differences, line_of
from flashdesign.services.imports.read_file import read_file
from flashdesign.services.media import pictures, told_plain


def import_file(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Import a file, or only show its changes for a dry run."""
    assert arguments.file is not None
    parcel = read_file(
        surroundings.folder / arguments.file,
        deck=arguments.deck,
        encoding=arguments.encoding,
        table=arguments.table,
    )
    with collection(surroundings, arguments.collection) as context:
        plan, applied = import_plan.plan(context, parcel), apply.Applied()
        if not arguments.dry_run:
            applied = apply.apply(context, plan, Accepted(schedule=arguments.with_schedule))
    if arguments.json:
        terminal.say_json(_plan_json(plan, applied=not arguments.dry_run))
        return OK
    for trouble in plan.parcel.troubles:
        terminal.say(f"{trouble.where}: {trouble.message}")
    if arguments.dry_run:
        _say_changes(plan, terminal)
        sentence = _("Preview: {changes}. Nothing was changed.").format(changes=_counts(plan))
    else:
        sentence = _("Imported: {changes}.").format(changes=_counts(plan))
    if applied.answers:
        answers = ngettext("{n} review imported.", "{n} reviews imported.", applied.answers)
        sentence += " " + answers.format(n=number(applied.answers))
    terminal.say(sentence)
    return OK


def _counts(plan: Plan) -> str:
    """Return the number of notes in each group of a plan, of new cards and of pictures."""
    new, changed, gone = len(plan.new), len(plan.changed), len(plan.gone)
    counts = [
        (ngettext("{n} new note", "{n} new notes", new), new),
        (ngettext("{n} new card", "{n} new cards", plan.cards), plan.cards),
        (ngettext("{n} changed", "{n} changed", changed), changed),
        (ngettext("{n} unchanged", "{n} unchanged", plan.same), plan.same),
        (ngettext("{n} removed", "{n} removed", gone), gone),
    ]
    parts = [text.format(n=number(count)) for text, count in counts]
    parts += [pictures(plan.pictures)] if plan.pictures else []
    return ", ".join(parts)


def export(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Export a deck to a file, in the format of its suffix."""
    assert arguments.file is not None
    with collection(surroundings, arguments.collection) as context:
        deck = listing.find_deck(context, arguments.deck or "")
        file = surroundings.folder / arguments.file
        written = export_export.export(context, deck, file, with_schedule=arguments.with_schedule)
    if arguments.json:
        values = {"deck": deck, "file": str(arguments.file), **asdict(written)}
        for name in ("remarks", "damaged"):
            if not values[name]:
                del values[name]
        terminal.say_json(values)
        return OK
    plain = [told_plain(written.plain)] if written.plain else []
    sentence = ngettext("{n} note saved to {file}.", "{n} notes saved to {file}.", written.notes)
    sentence = sentence.format(n=number(written.notes), file=arguments.file)
    terminal.say(" ".join([sentence, *plain, *written.remarks]))
    if written.damaged:
        terminal.complain(f"flashdesign: {written.damage}")
    return OK


def begin_deck(arguments: Arguments, _surroundings: Surroundings, terminal: Terminal) -> int:
    """Write an example deck file."""
    assert arguments.file is not None
    new_deck.begin(arguments.file, arguments.title)
    if arguments.json:
        terminal.say_json({"file": str(arguments.file)})
    else:
        terminal.say(
            _("{file} was created. Edit it, then run: flashdesign import FILE").format(
                file=arguments.file
            )
        )
    return OK


def fix_ids(arguments: Arguments, _surroundings: Surroundings, terminal: Terminal) -> int:
    """Add missing ids to a deck file."""
    assert arguments.file is not None
    written = deck_files.fix_ids(arguments.file)
    if arguments.json:
        terminal.say_json({"file": str(arguments.file), "written": written})
    else:
        sentence = ngettext("{n} id added to {file}.", "{n} ids added to {file}.", written)
        terminal.say(sentence.format(n=number(written), file=arguments.file))
    return OK


def _say_changes(plan: Plan, terminal: Terminal) -> None:
    for line in differences(plan):
        terminal.say(line)
    for note in plan.gone:
        terminal.say(_("removed: {note}").format(note=line_of(note)))


def _plan_json(plan: Plan, *, applied: bool) -> dict[str, object]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "gone": len(plan.gone),
        "cards": plan.cards,
        "pictures": len(plan.pictures),
        "picture_bytes": sum(picture.size for picture in plan.pictures),
        "problems": [asdict(trouble) for trouble in plan.parcel.troubles],
        "applied": applied,
    }
