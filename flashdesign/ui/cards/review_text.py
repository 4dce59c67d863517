"""Texts of a card in the review: its content, counts, options and verdicts."""

from collections.abc import Mapping, Sequence

from flashdesign.content.rendering.displayed_text import displayed_plain
from flashdesign.domain.notes.cloze import GAP_OPEN
from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.question_kinds import Option as FaceOption
from flashdesign.domain.notes.question_kinds import Ordering
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.review.answer_marking import Marking
from flashdesign.services.review.prompt import Prompt
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.inputs.choice_list import ChoiceList, ShownOption
from flashdesign.ui.cards.offered_grades import GRADE_ACTIONS

_OPTION_ACTIONS = tuple(GRADE_ACTIONS.values())


def tool_labels() -> dict[str, str]:
    """Return the labels of the buttons below the card, by name."""
    return {
        "why": _("Why this card?"),
        "edit": pgettext("verb", "Edit"),
        "flag": pgettext("verb", "Flag"),
        "bury": pgettext("verb", "Bury"),
        "suspend": pgettext("verb", "Suspend"),
        "undo": pgettext("verb", "Undo"),
    }


def format_location(asked: Prompt) -> str:
    """Return the deck of the card, and whether it is flagged or a leech."""
    remarks = [asked.deck_title]
    if asked.is_flagged:
        remarks.append(_("flagged"))
    if asked.is_leech:
        remarks.append(_("often missed: reword or suspend it"))
    return " · ".join(remarks)


def format_remaining(state: ReviewState) -> str:
    """Return the remaining counts: "3 new · 2 learning · 14 to review"."""
    counts = state.left
    parts = (
        (counts.new, ngettext("{n} new", "{n} new", counts.new)),
        (counts.learning, ngettext("{n} learning", "{n} learning", counts.learning)),
        (counts.due, ngettext("{n} to review", "{n} to review", counts.due)),
    )
    return " · ".join(text.format(n=number(count)) for count, text in parts if count)


def visible_content(state: ReviewState) -> CardContent:
    """Return the content of the card view."""
    asked = state.card
    if asked is None:
        return CardContent("")
    if not state.is_revealed:
        return CardContent(asked.prompt, hint=asked.hint)
    if not _has_choices(asked):
        return CardContent(asked.prompt, asked.answer, why=asked.why, source=_format_source(asked))
    # The options or rows show the answer, except for the gap of a cloze.
    has_gap = GAP_OPEN in asked.prompt and asked.matching is None
    return CardContent(asked.prompt, asked.answer if has_gap else None)


def explanation_below(asked: Prompt, *, compares: bool) -> CardContent:
    """Return what is shown below the answer: similar cards if it `compares` with these.

    A card with options or rows also has its explanation and source there, since they are below
    these; other cards have them in the card view.
    """
    similar = _format_similar_cards(asked) if compares else ""
    if not _has_choices(asked):
        return CardContent("", similar=similar)
    return CardContent("", why=asked.why, source=_format_source(asked), similar=similar)


def offer_to_compare(asked: Prompt) -> str:
    """Return the label of the button that shows the similar cards, "" if there are none."""
    count = len(asked.similar_cards)
    text = ngettext("Compare with {n} similar card", "Compare with {n} similar cards", count)
    return text.format(n=number(count)) if count else ""


def spoken_text(state: ReviewState) -> str:
    """Return what a screen reader says: the question, or the verdict and the answer.

    A drill is said by its own widgets, so the text is empty.
    """
    asked, outcome = state.card, state.outcome
    if asked is None or asked.drill is not None:
        return ""
    if not state.is_revealed:
        return displayed_plain(asked.prompt)
    answer = _("Answer: {answer}").format(answer=displayed_plain(asked.answer))
    return " ".join(filter(None, (_spoken_verdict(asked, outcome), answer)))


def _spoken_verdict(asked: Prompt, outcome: Marking | None) -> str:
    if outcome is None:
        return ""
    if not asked.options or outcome.chosen_option is None:
        return outcome.verdict
    return _("Correct.") if asked.options[outcome.chosen_option].right else _("Incorrect.")


def full_content(asked: Prompt) -> CardContent:
    """Return a card with question, answer, hint, explanation, similar cards and source."""
    return CardContent(
        asked.prompt,
        asked.answer,
        asked.hint,
        asked.why,
        _format_source(asked),
        _format_similar_cards(asked),
    )


def make_options(shown: Sequence[FaceOption], keys: Mapping[str, str]) -> list[ShownOption]:
    """Return the options of a multiple-choice card with their keys."""
    numbers = _number_keys(len(shown), keys)
    return [ShownOption(option.text, key) for option, key in zip(shown, numbers, strict=True)]


def matching_rows(asked: Prompt) -> tuple[str, ...]:
    """Return the labels of the rows to fill; those of an order are places, unlike the keys."""
    rows = () if asked.matching is None else asked.matching.rows
    if asked.kind != Ordering.kind:
        return rows
    return tuple(_("Place {n}").format(n=number(at)) for at in range(1, len(rows) + 1))


def matching_choices(task: MatchingTask, keys: Mapping[str, str]) -> list[ShownOption]:
    """Return the choices of a matching task with their keys."""
    numbers = _number_keys(len(task.choices), keys)
    return [ShownOption(text, key) for text, key in zip(task.choices, numbers, strict=True)]


def _number_keys(count: int, keys: Mapping[str, str]) -> list[str]:
    """Return the keys of `count` choices: first the bound ones, then digits, then none."""
    bound = [keys[action] for action in _OPTION_ACTIONS]
    digits = map(str, range(len(bound) + 1, 10))
    numbers = [*bound, *("" if digit in bound else digit for digit in digits)]
    return [*numbers, *[""] * count][:count]


def show_verdict(
    choices: ChoiceList, shown: tuple[FaceOption, ...], outcome: Marking | None
) -> None:
    """Mark the right and the chosen options, and show why the others are wrong."""
    right = [at for at, option in enumerate(shown) if option.right]
    chosen = [] if outcome is None or outcome.chosen_option is None else [outcome.chosen_option]
    reasons = {at: option.why for at, option in enumerate(shown) if option.why}
    choices.show_verdict(right, chosen, reasons)


def _has_choices(asked: Prompt) -> bool:
    return asked.matching is not None or bool(asked.options)


def _format_similar_cards(asked: Prompt) -> str:
    return "\n\n".join(_format_similar(*card) for card in asked.similar_cards)


def _format_similar(question: str, answer: str) -> str:
    if GAP_OPEN in question:  # the answer is the question with its gap filled
        return answer
    return _("{question} → {answer}").format(question=question, answer=answer)


def _format_source(asked: Prompt) -> str:
    source = asked.source
    as_of = asked.as_of if asked.as_of != "timeless" else ""
    if source is None:
        return _("Valid as of {date}").format(date=as_of) if as_of else ""
    title = f"[{source.title}]({source.url})" if source.url else source.title
    parts = [title]
    if as_of:
        parts.append(_("valid as of {date}").format(date=as_of))
    if source.checked:
        parts.append(_("checked {date}").format(date=source.checked))
    return " · ".join(part for part in parts if part)
