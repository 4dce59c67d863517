"""The `drill` command without an action: ask one drill in the terminal."""

from flashdesign.cli import drill_text
from flashdesign.cli.arguments import Arguments
from flashdesign.cli.keyboard import Keys, keys_of
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import OK, Surroundings
from flashdesign.cli.terminal import Terminal, plain
from flashdesign.domain.quantities import QuantityError
from flashdesign.services.drill_states import DrillAsked
from flashdesign.services.practice import PracticeSession

_QUIT = "q"


def estimate(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Ask one drill and show the feedback."""
    keys = keys_of(surroundings.stdin) if surroundings.keys is None else surroundings.keys
    with collection(surroundings, arguments.collection) as context:
        session = PracticeSession(context, count=1)
        try:
            _ask(session, terminal, keys)
        except (EOFError, KeyboardInterrupt):
            terminal.say()
        _show_feedback(session, terminal)
        session.close()
    return OK


def _ask(session: PracticeSession, terminal: Terminal, keys: Keys) -> None:
    """Ask the drill until the user answers, gives up or quits."""
    drill = session.state.drill
    assert drill is not None  # nothing was answered yet
    terminal.say(terminal.bold(" · ".join(part for part in (drill.title, drill.topic) if part)))
    terminal.say_wrapped(plain(drill.question))
    while session.state.feedback is None:
        terminal.say()
        terminal.say_wrapped(drill_text.asking(_asked(session)))
        terminal.flush()
        typed = keys.line()
        if typed.lower() == _QUIT:
            return
        _handle_line(session, typed, terminal)


def _handle_line(session: PracticeSession, typed: str, terminal: Terminal) -> None:
    drill = _asked(session)
    if typed.lower() == drill_text.HINT:
        session.hint()
        terminal.say_wrapped(drill_text.hint(_asked(session)))
    elif typed.lower() == drill_text.STEPS:
        session.ask_steps()
    elif not typed and drill.step is None:
        session.reveal()
    else:
        reading, _is_invalid = session.reading(typed)
        try:
            session.submit(typed)
        except QuantityError as error:
            terminal.say_wrapped(str(error))
        else:
            terminal.say(reading)


def _show_feedback(session: PracticeSession, terminal: Terminal) -> None:
    feedback = session.state.feedback
    if feedback is None:
        return
    terminal.say()
    terminal.say_wrapped(" ".join(filter(None, (feedback.said, feedback.off))))
    terminal.say_wrapped(drill_text.told(feedback))


def _asked(session: PracticeSession) -> DrillAsked:
    drill = session.state.drill
    assert drill is not None  # it stays until the next drill
    return drill
