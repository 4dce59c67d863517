"""The commands that bring decks in and take them out."""

from dataclasses import asdict

from flashdesign.cli.arguments import Arguments
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import OK, Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.parcels import Accepted, Plan
from flashdesign.services import deck_files, exporting, importing, listing, new_deck
from flashdesign.services.note_lines import differences, line_of
from flashdesign.services.reading import read_file
from flashdesign.services.wording import count, pictures, told_plain


def import_file(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Show what a file would change and, unless it is a dry run, do it."""
    assert arguments.file is not None
    parcel = read_file(
        surroundings.folder / arguments.file,
        deck=arguments.deck,
        encoding=arguments.encoding,
        table=arguments.table,
    )
    with collection(surroundings, arguments.collection) as context:
        plan, applied = importing.plan(context, parcel), importing.Applied()
        if not arguments.dry_run:
            applied = importing.apply(context, plan, Accepted(schedule=arguments.with_schedule))
    told = _told(plan, applied=not arguments.dry_run)
    if arguments.json:
        terminal.say_json(told)
        return OK
    for trouble in plan.parcel.troubles:
        terminal.say(f"{trouble.where}: {trouble.message}")
    if arguments.dry_run:
        _say_changes(plan, terminal)
    answers = f" {count(applied.answers, 'answer')} taken over." if applied.answers else ""
    done = " Nothing was changed." if arguments.dry_run else answers
    terminal.say(
        f"{count(len(plan.new), 'new note')} with {count(plan.cards, 'new card')}, "
        f"{len(plan.changed):,} changed, {plan.same:,} the same, {len(plan.gone):,} gone"
        f"{', ' + pictures(plan.pictures) if plan.pictures else ''}.{done}"
    )
    return OK


def export(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Write a deck to a file, in the format that its suffix names."""
    assert arguments.file is not None
    with collection(surroundings, arguments.collection) as context:
        deck = listing.find_deck(context, arguments.deck or "")
        file = surroundings.folder / arguments.file
        written = exporting.export(context, deck, file, with_schedule=arguments.with_schedule)
    if arguments.json:
        told = {"deck": deck, "file": str(arguments.file), **asdict(written)}
        for name in ("remarks", "damaged"):
            if not told[name]:
                del told[name]
        terminal.say_json(told)
        return OK
    plain = [told_plain(written.plain)] if written.plain else []
    done = f"{count(written.notes, 'note')} written to {arguments.file}."
    terminal.say(" ".join([done, *plain, *written.remarks]))
    if written.damaged:
        terminal.complain(f"flashdesign: {written.damage}")
    return OK


def begin_deck(arguments: Arguments, _surroundings: Surroundings, terminal: Terminal) -> int:
    """Write a deck file to begin with."""
    assert arguments.file is not None
    new_deck.begin(arguments.file, arguments.title)
    if arguments.json:
        terminal.say_json({"file": str(arguments.file)})
    else:
        terminal.say(f"{arguments.file} is yours to edit. Then: flashdesign import FILE")
    return OK


def fix_ids(arguments: Arguments, _surroundings: Surroundings, terminal: Terminal) -> int:
    """Write missing ids into a deck file."""
    assert arguments.file is not None
    written = deck_files.fix_ids(arguments.file)
    if arguments.json:
        terminal.say_json({"file": str(arguments.file), "written": written})
    else:
        terminal.say(f"{count(written, 'id')} written into {arguments.file}.")
    return OK


def _say_changes(plan: Plan, terminal: Terminal) -> None:
    for line in differences(plan):
        terminal.say(line)
    for note in plan.gone:
        terminal.say(f"gone: {line_of(note)}")


def _told(plan: Plan, *, applied: bool) -> dict[str, object]:
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
