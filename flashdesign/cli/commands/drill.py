"""The `drill` commands: list drills, show one with drawn values, grade an answer."""

from collections import Counter
from collections.abc import Callable
from math import isfinite

from flashdesign.cli.commands import attempts, drill_text
from flashdesign.cli.environment import FAILED, OK, CliEnvironment
from flashdesign.cli.keyboard import Keys, open_keys
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal, one_line, to_plain_text
from flashdesign.domain.drills.grading import Truth, Verdict, grade_estimate
from flashdesign.domain.drills.instance import Instance, draw, format_quantity, read_answer, task
from flashdesign.domain.drills.template import Template
from flashdesign.domain.notes.note import Note
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import Quantity, quantity_in_words
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import grade_name
from flashdesign.i18n.formatting import has_decimal_comma, plain_number
from flashdesign.i18n.translation import _
from flashdesign.paths import decks_folder
from flashdesign.services.drills import catalog as drill_catalog
from flashdesign.services.drills.catalog import DrillCatalog
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.drills.state import DrillPrompt

_QUIT = "q"


def estimate(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Ask one drill and show the feedback."""
    keys = open_keys(environment.stdin) if environment.keys is None else environment.keys
    with open_collection(environment, arguments.collection) as context:
        session = PracticeSession(context, count=1)
        try:
            _ask(session, terminal, keys)
        except (EOFError, KeyboardInterrupt):
            terminal.print()
        _show_feedback(session, terminal)
        session.close()
    return OK


def _ask(session: PracticeSession, terminal: Terminal, keys: Keys) -> None:
    """Ask the drill until the user answers, gives up or quits."""
    drill = session.state.drill
    assert drill is not None  # nothing was answered yet
    terminal.print(terminal.bold(" · ".join(part for part in (drill.title, drill.topic) if part)))
    terminal.print_wrapped(to_plain_text(drill.question))
    while session.state.feedback is None:
        terminal.print()
        terminal.print_wrapped(drill_text.format_prompt(_asked(session)))
        terminal.flush()
        typed = keys.line()
        if typed.lower() == _QUIT:
            return
        _handle_line(session, typed, terminal)


def _handle_line(session: PracticeSession, typed: str, terminal: Terminal) -> None:
    drill = _asked(session)
    if typed.lower() == drill_text.HINT:
        session.hint()
        terminal.print_wrapped(drill_text.hint(_asked(session)))
    elif typed.lower() == drill_text.STEPS:
        session.ask_steps()
    elif not typed and drill.step is None:
        session.reveal()
    else:
        reading, _is_invalid = session.describe_input(typed)
        try:
            session.submit(typed)
        except QuantityError as error:
            terminal.print_wrapped(str(error))
        else:
            terminal.print(reading)


def _show_feedback(session: PracticeSession, terminal: Terminal) -> None:
    feedback = session.state.feedback
    if feedback is None:
        return
    terminal.print()
    terminal.print_wrapped(" ".join(filter(None, (feedback.verdict, feedback.error_text))))
    terminal.print_wrapped(drill_text.format_feedback(feedback))


def _asked(session: PracticeSession) -> DrillPrompt:
    drill = session.state.drill
    assert drill is not None  # it stays until the next drill
    return drill


_COLLECTION_ACTIONS: dict[str | None, Callable[[Arguments, CliEnvironment, Terminal], int]] = {
    None: estimate,
    "attempts": attempts.attempts,
    "regrade": attempts.regrade,
}


def drill(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Run a drill command."""
    action = _COLLECTION_ACTIONS.get(arguments.action)
    if action is not None:
        return action(arguments, environment, terminal)
    catalog = _load_catalog(arguments, environment)
    if arguments.action == "list":
        return _list(catalog, arguments, terminal)
    note, template = catalog.find(arguments.template)
    instance = draw(template, arguments.seed)
    if arguments.action == "show":
        return _show(note, instance, arguments, terminal)
    return _score(instance, arguments, terminal)


def _load_catalog(arguments: Arguments, environment: CliEnvironment) -> DrillCatalog:
    """Return the drills of the collection, which include the built-in ones.

    Without `--collection` and before there is a collection, return the built-in drills alone.
    """
    is_open = environment.context is not None
    chosen = arguments.collection
    if chosen is not None or is_open or environment.paths(None).collection.exists():
        with open_collection(environment, arguments.collection) as context:
            return drill_catalog.catalog_of_collection(context)
    from flashdesign.content.system_design.loader import load_built_in_decks

    return drill_catalog.catalog_of_decks(load_built_in_decks(environment.decks or decks_folder()))


def _list(catalog: DrillCatalog, arguments: Arguments, terminal: Terminal) -> int:
    if arguments.json:
        terminal.print_json_list(_line(note, template) for note, template in catalog.drills)
        return OK
    ids = Counter(note.id for note, _template in catalog.drills)
    rows = [
        (
            note.id if ids[note.id] == 1 else note.key,
            str(template.level),
            plain_number(template.target_s),
            _title(note, template),
        )
        for note, template in catalog.drills
    ]
    headings = (_("DRILL"), _("LEVEL"), _("SECONDS"), _("TITLE"))
    terminal.print_table(headings, rows, number_columns=(1, 2))
    return OK


def _show(note: Note, instance: Instance, arguments: Arguments, terminal: Terminal) -> int:
    if arguments.json:
        terminal.print_json(_instance_json(note, instance, arguments.seed))
        return OK
    template = instance.template
    terminal.print_wrapped(one_line(instance.question))
    terminal.print()
    for assumption in template.assumptions:
        text = _("assume {name} = {value}").format(
            name=assumption.name,
            value=format_quantity(
                assumption.usual, parse_unit(assumption.unit), decimal_comma=has_decimal_comma()
            ),
        )
        terminal.print_wrapped(f"  {text}  {one_line(assumption.say)}")
    for step in instance.steps:
        terminal.print_wrapped(
            f"  {step.name} = {step.text}  {one_line(step.explanation)}".rstrip()
        )
    terminal.print()
    terminal.print_wrapped(f"→ {instance.truth_text}")
    if template.short_cut:
        terminal.print_wrapped(_("Shortcut: {text}").format(text=one_line(template.short_cut)))
    return OK


def _score(instance: Instance, arguments: Arguments, terminal: Terminal) -> int:
    try:
        # An empty answer is graded; one that cannot be read is not.
        given = read_answer(instance, arguments.answer) if arguments.answer.strip() else None
    except QuantityError as error:
        if not arguments.json:
            raise
        terminal.print_json({"error": str(error)})
        return FAILED
    value = None if given is None else given.value
    verdict = grade_estimate(task(instance), value, seconds=arguments.seconds)
    if arguments.json:
        terminal.print_json(_verdict_json(instance, given, verdict))
        return OK
    if given is not None:
        terminal.print(_("Reads as {value}.").format(value=quantity_in_words(given)))
    terminal.print(
        _("{grade}: {reason}.").format(
            grade=grade_name(verdict.rating), reason=_(verdict.reason.value)
        )
    )
    mistake = _mistake(instance, verdict)
    if mistake:
        terminal.print_wrapped(one_line(mistake))
    terminal.print(f"→ {instance.truth_text}")
    return OK


def _line(note: Note, template: Template) -> dict[str, object]:
    return {
        "id": note.id,
        "deck": note.deck,
        "title": _title(note, template),
        "level": template.level,
        "target_s": _number(template.target_s),
    }


def _title(note: Note, template: Template) -> str:
    return template.title or note.id


def _instance_json(note: Note, instance: Instance, seed: int) -> dict[str, object]:
    template, scale = instance.template, float(instance.unit.scale)
    return {
        "id": note.id,
        "version": template.version,
        "seed": seed,
        "question": instance.question,
        "values": {name: _number(value) for name, value in instance.values.items()},
        "truth": _truth(instance),
        "unit": template.unit,
        "target_s": _number(template.target_s),
        "steps": [
            {"name": s.name, "say": s.explanation, "value": _number(s.value), "unit": s.unit}
            for s in instance.steps
        ],
        "mistakes": [
            {"say": mistake.explanation, "value": _number(mistake.value / scale)}
            for mistake in instance.mistakes
        ],
    }


def _verdict_json(
    instance: Instance, given: Quantity | None, verdict: Verdict
) -> dict[str, object]:
    error = verdict.error_log10
    return {
        "reading": None if given is None else _reading(instance, given),
        "truth": _truth(instance),
        "error_log10": error if isfinite(error) else None,
        "grade": verdict.rating.name.lower(),
        "mistake": _mistake(instance, verdict),
    }


def _reading(instance: Instance, given: Quantity) -> dict[str, object]:
    value = float(given.exact / instance.unit.scale)
    return {
        "value": _number(value),
        "unit": instance.template.unit,
        "text": quantity_in_words(given),
    }


def _mistake(instance: Instance, verdict: Verdict) -> str | None:
    return None if verdict.mistake is None else instance.mistakes[verdict.mistake].explanation


def _truth(instance: Instance) -> object:
    truth: Truth = instance.truth
    scale = float(instance.unit.scale)
    if isinstance(truth, tuple):
        return [_number(end / scale) for end in truth]
    return _number(truth / scale)


def _number(value: float) -> float | int:
    """Return a whole number as an int, without a decimal point."""
    return int(value) if value.is_integer() else value
