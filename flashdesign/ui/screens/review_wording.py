"""What the review screen says: counts, grades, waits and verdicts in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashdesign import formatting
from flashdesign.domain.boards import Board
from flashdesign.domain.faces import GAP_OPEN
from flashdesign.domain.faces import Option as FaceOption
from flashdesign.domain.preferences import Buttons, Preferences
from flashdesign.domain.ratings import Rating
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.review import ReviewState
from flashdesign.ui.widgets.card_view import CardContent
from flashdesign.ui.widgets.choice_list import ChoiceList, Option
from flashdesign.ui.widgets.grade_bar import Grade

TOOLS = {
    "why": "Why this card?",
    "edit": "Edit",
    "flag": "Flag",
    "bury": "Bury",
    "suspend": "Suspend",
    "undo": "Undo",
}
_LABELS = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}
_TWO = {Rating.AGAIN: "Missed", Rating.GOOD: "Got it"}
_ACTION = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
_TWO_KEYS = {Rating.AGAIN: "review.again", Rating.GOOD: "review.hard"}
_OPTION_ACTIONS = tuple(_ACTION.values())


def place(asked: Asked) -> str:
    """Return where the card is from, and what is remarkable about it."""
    remarks = [asked.deck_title]
    if asked.flagged:
        remarks.append("flagged")
    if asked.is_leech:
        remarks.append("often missed: reword it, or suspend it")
    return " · ".join(remarks)


def left(state: ReviewState) -> str:
    """Return what is left: "3 new · 2 learning · 14 to review"."""
    counts = state.left
    named = ((counts.new, "new"), (counts.learning, "learning"), (counts.due, "to review"))
    return " · ".join(f"{number:,} {name}" for number, name in named if number)


def content(state: ReviewState) -> CardContent:
    """Return what the card view shows."""
    asked = state.asked
    if asked is None:
        return CardContent("")
    if not state.revealed:
        return CardContent(asked.prompt, hint=asked.hint)
    has_gap = GAP_OPEN in asked.prompt
    if asked.board is not None or (asked.options and not has_gap):  # what is right is marked there
        return CardContent(asked.prompt, why=_why(asked), source=_source(asked))
    return CardContent(asked.prompt, asked.answer, why=_why(asked), source=_source(asked))


def whole(asked: Asked) -> CardContent:
    """Return a card with all that belongs to it, asked and answered."""
    return CardContent(asked.prompt, asked.answer, asked.hint, _why(asked), _source(asked))


def grades(state: ReviewState, preferences: Preferences, keys: Mapping[str, str]) -> list[Grade]:
    """Return the grade buttons: two or four, each with its wait and its key."""
    return [
        Grade(
            rating,
            name,
            _wait(state, rating, preferences),
            keys[_ACTION[rating]]
            if preferences.buttons is Buttons.FOUR
            else keys[_TWO_KEYS[rating]],
            rating.name.lower(),
        )
        for rating, name in _names(preferences).items()
        if rating in state.offered
    ]


def grading(state: ReviewState, preferences: Preferences) -> Preferences:
    """Return the preferences to grade by: a drill's rule decides between four grades."""
    is_drill = state.asked is not None and state.asked.drill is not None
    return replace(preferences, buttons=Buttons.FOUR) if is_drill else preferences


def offered(rating: Rating, preferences: Preferences) -> Rating:
    """Return the grade among those on offer that stands for `rating`."""
    if preferences.buttons is Buttons.FOUR:
        return rating
    return Rating.AGAIN if rating is Rating.AGAIN else Rating.GOOD


def rating_of_key(at: int, preferences: Preferences) -> Rating:
    """Return the grade of the first, second, third or fourth grade key."""
    if preferences.buttons is Buttons.FOUR:
        return Rating(at + 1)
    return Rating.AGAIN if at == 0 else Rating.GOOD


def options(shown: Sequence[FaceOption], keys: Mapping[str, str]) -> list[Option]:
    """Return the lines of a choice with their keys."""
    bound = [keys[action] for action in _OPTION_ACTIONS] + [""] * len(shown)
    return [Option(option.text, key) for option, key in zip(shown, bound, strict=False)]


def board_choices(board: Board, keys: Mapping[str, str]) -> list[Option]:
    """Return what can be put into a board's rows, with their keys: digits after those bound."""
    bound = [keys[action] for action in _OPTION_ACTIONS]
    bound += [str(digit) for digit in range(len(bound) + 1, 10)] + [""] * len(board.choices)
    return [Option(text, key) for text, key in zip(board.choices, bound, strict=False)]


def show_verdict(
    choices: ChoiceList, shown: tuple[FaceOption, ...], outcome: Outcome | None
) -> None:
    """Mark what was right, what was chosen, and why the others are wrong."""
    right = [at for at, option in enumerate(shown) if option.right]
    chosen = [] if outcome is None or outcome.chosen is None else [outcome.chosen]
    reasons = {at: option.why for at, option in enumerate(shown) if option.why}
    choices.show_verdict(right, chosen, reasons)


def _names(preferences: Preferences) -> dict[Rating, str]:
    return _LABELS if preferences.buttons is Buttons.FOUR else _TWO


def _wait(state: ReviewState, rating: Rating, preferences: Preferences) -> str:
    if not preferences.show_intervals or rating not in state.waits:
        return ""
    return formatting.wait(state.waits[rating])


def _why(asked: Asked) -> str:
    compared = [f"*Compare:* {question} → {answer}" for question, answer in asked.neighbours]
    return "\n\n".join(part for part in (asked.why, *compared) if part)


def _source(asked: Asked) -> str:
    source = asked.source
    if source is None:
        return f"As of {asked.as_of}" if asked.as_of not in ("", "timeless") else ""
    title = f"[{source.title}]({source.url})" if source.url else source.title
    age = asked.as_of if asked.as_of != "timeless" else ""
    checked = source.checked and f"checked {source.checked}"
    return " · ".join(part for part in (title, age and f"as of {age}", checked) if part)
