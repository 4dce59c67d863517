"""The `review` command: today's cards in the terminal, also over ssh."""

from collections.abc import Callable

from flashdesign.cli.commands import drill_text, review_text
from flashdesign.cli.commands.lists import due_sentence
from flashdesign.cli.environment import OK, CliEnvironment
from flashdesign.cli.keyboard import ENTER, Keys, open_keys
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.browse import card_listing
from flashdesign.services.collection import maintenance
from flashdesign.services.decks.overview import overview
from flashdesign.services.drills.state import DrillPrompt
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.review.state import ReviewState, damaged_cards_warning

_QUIT, _HELP = "q", "?"
_UNKNOWN = "-"
_GRADES = {str(int(rating)): rating for rating in Rating}


def review(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Review cards until none is left, the input ends or the user quits."""
    keys = open_keys(environment.stdin) if environment.keys is None else environment.keys
    with open_collection(environment, arguments.collection) as context:
        deck = None if arguments.deck is None else card_listing.find_deck(context, arguments.deck)
        session = ReviewSession(context, deck)
        try:
            if session.state.card is not None:
                ReviewPrompt(
                    session, terminal, keys, lambda: maintenance.checkpoint_log(context)
                ).run()
        except (EOFError, KeyboardInterrupt):
            terminal.print()
        session.close()
        if session.damaged_cards:
            terminal.print_error(f"flashdesign: {damaged_cards_warning(session.damaged_cards)}")
        if session.answers:
            comes_back_ms = None if session.state.card else session.ms_until_next()
            terminal.print_wrapped(review_text.summary(session.answers, comes_back_ms))
        elif deck is not None and session.state.card is None:
            terminal.print(_("{deck} is done for today.").format(deck=deck))
        terminal.print(due_sentence(overview(context)))
    return OK


class ReviewPrompt:
    """A review session at the prompt: it shows a card, waits for a key and runs its command."""

    def __init__(
        self,
        session: ReviewSession,
        terminal: Terminal,
        keys: Keys,
        settle: Callable[[], None],
    ) -> None:
        """Keep the session; `settle` is called while the user reads a question."""
        self._session, self._terminal, self._keys = session, terminal, keys
        self._settle = settle
        self._removing: dict[str, Callable[[], ReviewState]] = {
            "s": session.suspend,
            "b": session.bury,
        }
        self._commands = {*self._removing, "u", "f", _QUIT, _HELP}

    def run(self) -> None:
        """Ask cards until none is left or the user quits."""
        while (asked := self._session.state.card) is not None:
            self._print_question(asked)
            self._terminal.flush()
            self._settle()
            if not self._finish_card():
                return

    def _finish_card(self) -> bool:
        """Handle input until the card is done; return False when the user quits."""
        while (asked := self._session.state.card) is not None:
            typed = self._read_input(asked)
            command = self._command(typed, asked)
            if command == _QUIT:
                return False
            if command in self._removing:
                self._removing[command]()
                return True
            if command == "u":
                if self._undo():
                    return True
            elif command is not None:
                self._run_staying(command)
            elif self._answer(typed, asked):
                return True
        return True

    def _read_input(self, asked: Prompt) -> str:
        """Show what can be typed now, and return what the user types."""
        state = self._session.state
        self._terminal.flush()
        if state.is_revealed:
            self._terminal.print(review_text.grades(state, state.suggested_grade))
        elif asked.drill is not None:
            prompt = "; ".join([drill_text.format_prompt(asked.drill), _("? shows help")])
            self._terminal.print_wrapped(prompt)
        else:
            self._terminal.print("; ".join([_how_to_answer(asked), _("? shows help")]))
        self._terminal.flush()
        takes_line = asked.is_typed or bool(asked.need or asked.matching or asked.drill)
        is_line = takes_line and not state.is_revealed
        return self._keys.line() if is_line else self._keys.key()

    def _command(self, typed: str, asked: Prompt) -> str | None:
        """Return the typed command, or None; the letter that fills a single row is none."""
        if not self._session.state.is_revealed and typed in _letters_of_row(asked):
            return None
        return typed.lower() if typed.lower() in self._commands else None

    def _run_staying(self, command: str) -> None:
        """Run a command after which the same card is still current."""
        if command == _HELP:
            self._terminal.print(_(review_text.HELP))
            return
        asked = self._session.flag().card
        self._terminal.print(_("Flagged.") if asked and asked.is_flagged else _("Unflagged."))

    def _undo(self) -> bool:
        if not self._session.state.can_undo:
            self._terminal.print(_("Nothing to undo today."))
            return False
        self._session.undo()
        self._terminal.print(self._session.undone_text)
        return True

    def _answer(self, typed: str, asked: Prompt) -> bool:
        """Show or grade the answer as typed; return whether the card is done."""
        if self._session.state.is_revealed:
            suggested = self._session.state.suggested_grade
            rating = suggested if typed == ENTER else _GRADES.get(typed)
            if rating is None:
                self._terminal.print(_("1 to 4 grade the answer; ? shows help"))
                return False
            if rating not in self._session.state.allowed_grades:
                self._terminal.print(_("A drill's grade can be changed by one step only."))
                return False
            self._session.grade(rating)
            return True
        self._reveal(typed, asked)
        return False

    def _reveal(self, typed: str, asked: Prompt) -> None:
        """Mark what was typed, if anything, and show the answer."""
        if asked.drill is not None:
            self._answer_drill(typed, asked.drill)
        elif typed == ENTER:
            self._session.reveal()
        elif typed in [*review_text.DIGITS[: len(asked.options)]]:
            self._session.choose(review_text.DIGITS.index(typed))
        elif asked.is_typed:
            self._submit(typed)
        elif asked.matching is not None:
            self._arrange(typed, asked.matching)
        elif asked.need:
            self._list_items(typed)
        else:
            self._terminal.print(_("This key has no function here."))
        if self._session.state.is_revealed:
            self._terminal.print()
            self._terminal.print_wrapped(review_text.answer(self._session.state, asked))
            self._terminal.print()

    def _answer_drill(self, typed: str, drill: DrillPrompt) -> None:
        """Answer a drill or one of its steps, or show a hint or the steps."""
        if typed.lower() == drill_text.HINT:
            asked = self._session.hint().card
            if asked is not None and asked.drill is not None:
                self._terminal.print_wrapped(drill_text.hint(asked.drill))
        elif typed.lower() == drill_text.STEPS:
            self._session.ask_steps()
        elif typed == ENTER and drill.step is None:
            self._session.reveal()
        else:
            self._submit(typed)

    def _arrange(self, typed: str, task: MatchingTask) -> None:
        """Put the choices of the typed letters into the rows, in order."""
        letters = [letter for letter in typed.lower() if letter.isalpha() or letter == _UNKNOWN]
        valid = review_text.LETTERS[: len(task.choices)]
        is_valid = all(letter in valid + _UNKNOWN for letter in letters)
        rows = len(task.rows)
        if len(letters) != rows or not is_valid:
            sentence = ngettext(
                "Type {n} letter from a to {last}, or - for an unknown one.",
                "Type {n} letters from a to {last}, with - for an unknown one.",
                rows,
            )
            self._terminal.print(sentence.format(n=rows, last=valid[-1]))
            return
        if task.once and any(letters.count(letter) > 1 for letter in valid):
            self._terminal.print(_("Each letter can be used only once."))
            return
        self._session.submit_arrangement(
            [None if letter == _UNKNOWN else valid.index(letter) for letter in letters]
        )

    def _list_items(self, typed: str) -> None:
        """Read further items until an empty line, and mark them."""
        texts = [typed]
        while (line := self._keys.line()) != ENTER:
            texts.append(line)
        self._session.submit_items(texts)

    def _submit(self, typed: str) -> None:
        try:
            self._session.submit(typed)
        except QuantityError as error:
            self._terminal.print(str(error))

    def _print_question(self, asked: Prompt) -> None:
        self._terminal.print()
        self._terminal.print(self._terminal.bold(review_text.header(self._session.state, asked)))
        self._terminal.print_wrapped(review_text.question(asked))
        self._terminal.print()


def _how_to_answer(asked: Prompt) -> str:
    if asked.is_typed and asked.unit:
        return _("Type your answer in {unit}; Enter shows it").format(unit=asked.unit)
    if asked.is_typed:
        return _("Type your answer; Enter shows it")
    if asked.matching is not None:
        return _("Type the letters in order, such as cab; Enter shows the answer")
    if asked.need:
        return ngettext(
            "List {n} item, one per line; an empty line ends the list, Enter shows the answer",
            "List {n} items, one per line; an empty line ends the list, Enter shows the answer",
            asked.need,
        ).format(n=asked.need)
    if asked.options:
        last = review_text.DIGITS[len(asked.options) - 1]
        return _("1-{last} choose; Enter shows the answer").format(last=last)
    return _("Enter shows the answer")


def _letters_of_row(asked: Prompt) -> tuple[str, ...]:
    """Return the letters that answer a task of one row, which are commands otherwise."""
    if asked.matching is None or len(asked.matching.rows) != 1:
        return ()
    return tuple(review_text.LETTERS[: len(asked.matching.choices)])
