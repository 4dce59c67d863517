"""The command that reviews today's cards in the terminal, so that it also works over ssh."""

from collections.abc import Callable

from flashdesign.cli import card_text, drill_text
from flashdesign.cli.arguments import Arguments
from flashdesign.cli.keyboard import ENTER, Keys, keys_of
from flashdesign.cli.listing import due_sentence
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import OK, Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.boards import Board
from flashdesign.domain.quantities import QuantityError
from flashdesign.domain.ratings import Rating
from flashdesign.services import keeping, listing
from flashdesign.services.asking import Asked
from flashdesign.services.decks import overview
from flashdesign.services.drill_states import DrillAsked
from flashdesign.services.review import ReviewSession, ReviewState
from flashdesign.services.review_states import damaged_sentence

_LEAVE, _HELP = "q", "?"
_UNKNOWN = "-"
_GRADES = {str(int(rating)): rating for rating in Rating}


def review(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Hold a sitting until the cards, the input or the person's patience end."""
    keys = keys_of(surroundings.stdin) if surroundings.keys is None else surroundings.keys
    with collection(surroundings, arguments.collection) as context:
        deck = None if arguments.deck is None else listing.find_deck(context, arguments.deck)
        session = ReviewSession(context, deck)
        try:
            if session.state.asked is not None:
                Talk(session, terminal, keys, lambda: keeping.settle(context)).hold()
        except (EOFError, KeyboardInterrupt):
            terminal.say()
        session.close()
        if session.damaged:
            terminal.complain(f"flashdesign: {damaged_sentence(session.damaged)}")
        if session.answered:
            comes_back_ms = None if session.state.asked else session.comes_back_in_ms()
            terminal.say_wrapped(card_text.summary(session.answered, comes_back_ms))
        elif deck is not None and session.state.asked is None:
            terminal.say(f"Nothing is left for today in {deck}.")
        terminal.say(due_sentence(overview(context)))
    return OK


class Talk:
    """A sitting as a talk: shows a card, waits for a key, does what it says."""

    def __init__(
        self,
        session: ReviewSession,
        terminal: Terminal,
        keys: Keys,
        settle: Callable[[], None],
    ) -> None:
        """Begin a talk; `settle` is called while the person reads."""
        self._session, self._terminal, self._keys = session, terminal, keys
        self._settle = settle
        self._done_with: dict[str, Callable[[], ReviewState]] = {
            "s": session.suspend,
            "b": session.bury,
        }
        self._commands = {*self._done_with, "u", "f", _LEAVE, _HELP}

    def hold(self) -> None:
        """Go on until no card is left, or until the person leaves."""
        while (asked := self._session.state.asked) is not None:
            self._say_question(asked)
            self._terminal.flush()
            self._settle()
            if not self._finish_card():
                return

    def _finish_card(self) -> bool:
        """Ask for keys until the card leaves the table; False where the person does."""
        while (asked := self._session.state.asked) is not None:
            typed = self._ask(asked)
            command = self._command(typed, asked)
            if command == _LEAVE:
                return False
            if command in self._done_with:
                self._done_with[command]()
                return True
            if command == "u":
                if self._undo():
                    return True
            elif command is not None:
                self._stay(command)
            elif self._answer(typed, asked):
                return True
        return True

    def _ask(self, asked: Asked) -> str:
        """Say what can be typed now, and return what is."""
        state = self._session.state
        self._terminal.flush()
        if state.revealed:
            self._terminal.say(card_text.grades(state, self._suggested()))
        elif asked.drill is not None:
            self._terminal.say_wrapped(f"{drill_text.asking(asked.drill)}; ? helps")
        else:
            self._terminal.say(f"{_how_to_answer(asked)}, ? helps")
        self._terminal.flush()
        takes_line = asked.is_typed or bool(asked.need or asked.board or asked.drill)
        is_line = takes_line and not state.revealed
        return self._keys.line() if is_line else self._keys.key()

    def _command(self, typed: str, asked: Asked) -> str | None:
        """Return the command that was typed, if it is one; options go before commands."""
        if not self._session.state.revealed and typed in _letters(asked):
            return None
        return typed.lower() if typed.lower() in self._commands else None

    def _stay(self, command: str) -> None:
        """Do what leaves the card on the table."""
        if command == _HELP:
            self._terminal.say(card_text.HELP)
            return
        asked = self._session.flag().asked
        self._terminal.say("Flagged." if asked and asked.flagged else "The flag is off.")

    def _undo(self) -> bool:
        if not self._session.state.can_undo:
            self._terminal.say("There is nothing of today to undo.")
            return False
        self._session.undo()
        self._terminal.say("The last act was taken back.")
        return True

    def _answer(self, typed: str, asked: Asked) -> bool:
        """Show or grade as `typed` says; tell whether the card is done with."""
        if self._session.state.revealed:
            rating = self._suggested() if typed == ENTER else _GRADES.get(typed)
            if rating is None:
                self._terminal.say("1 to 4 grade the answer, ? helps")
                return False
            if rating not in self._session.state.offered:
                self._terminal.say("A drill's grade can be moved by one, no further.")
                return False
            self._session.grade(rating)
            return True
        self._reveal(typed, asked)
        return False

    def _reveal(self, typed: str, asked: Asked) -> None:
        """Show the answer, marked if one was given."""
        if asked.drill is not None:
            self._estimate(typed, asked.drill)
        elif typed == ENTER:
            self._session.reveal()
        elif asked.options and typed in _letters(asked):
            self._session.choose(card_text.LETTERS.index(typed))
        elif asked.is_typed:
            self._submit(typed)
        elif asked.board is not None:
            self._arrange(typed, asked.board)
        elif asked.need:
            self._name(typed)
        else:
            self._terminal.say("That key does nothing here.")
        if self._session.state.revealed:
            self._terminal.say()
            self._terminal.say_wrapped(card_text.answer(self._session.state, asked))
            self._terminal.say()

    def _estimate(self, typed: str, drill: DrillAsked) -> None:
        """Answer a drill or a step of it, or be helped."""
        if typed.lower() == drill_text.HINT:
            now = self._session.hint().asked
            if now is not None and now.drill is not None:
                self._terminal.say_wrapped(drill_text.hint(now.drill))
        elif typed.lower() == drill_text.STEPS:
            self._session.ask_steps()
        elif typed == ENTER and drill.step is None:
            self._session.reveal()
        else:
            self._submit(typed)

    def _arrange(self, typed: str, board: Board) -> None:
        """Put the choices of the typed letters into the rows, one after the other."""
        letters = [letter for letter in typed.lower() if letter.isalpha() or letter == _UNKNOWN]
        known = card_text.LETTERS[: len(board.choices)]
        if len(letters) != len(board.rows) or any(one not in known + _UNKNOWN for one in letters):
            rows = len(board.rows)
            self._terminal.say(f"Type {rows} letters from a to {known[-1]}, - for an unknown one.")
            return
        if board.once and any(letters.count(one) > 1 for one in known):
            self._terminal.say("Each letter goes into one place only.")
            return
        self._session.place([None if one == _UNKNOWN else known.index(one) for one in letters])

    def _name(self, typed: str) -> None:
        """Take further things to name, until an empty line."""
        texts = [typed]
        while (line := self._keys.line()) != ENTER:
            texts.append(line)
        self._session.name_items(texts)

    def _submit(self, typed: str) -> None:
        try:
            self._session.submit(typed)
        except QuantityError as error:
            self._terminal.say(str(error))

    def _suggested(self) -> Rating:
        outcome = self._session.state.outcome
        return Rating.GOOD if outcome is None else outcome.suggested

    def _say_question(self, asked: Asked) -> None:
        self._terminal.say()
        self._terminal.say(self._terminal.bold(card_text.place(self._session.state, asked)))
        self._terminal.say_wrapped(card_text.question(asked))
        self._terminal.say()


def _how_to_answer(asked: Asked) -> str:
    if asked.is_typed:
        unit = f" in {asked.unit}" if asked.unit else ""
        return f"Type your answer{unit}; Enter shows it"
    if asked.board is not None:
        return "Type the letters in their order, such as cab; Enter shows the answer"
    if asked.need:
        return f"Name {asked.need}, one a line; an empty line ends it, Enter shows the answer"
    if asked.options:
        return f"a-{card_text.LETTERS[len(asked.options) - 1]} choose; Enter shows the answer"
    return "Enter shows the answer"


def _letters(asked: Asked) -> tuple[str, ...]:
    # A board of one row is answered by one letter, which may be a command's too.
    is_single = asked.board is not None and len(asked.board.rows) == 1
    choices = asked.board.choices if asked.board and is_single else asked.options
    return tuple(card_text.LETTERS[: len(choices)])
