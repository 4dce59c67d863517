"""Quality rules for notes: one short fact, dated and sourced, with a fair question."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from flashdesign.content.lint import drill_lint
from flashdesign.content.lint.text_metrics import (
    STOPWORDS,
    contains_answer,
    content_tokens,
    count_clauses,
    count_items,
    count_numbers,
    count_words,
    similarity,
    tokens,
)
from flashdesign.content.note_kinds.registry import kind_of
from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    List,
    MultipleChoice,
    Number,
    parts,
    prompt_text,
)
from flashdesign.i18n.translation import N_, _, ngettext

MAX_WORDS = 12
MAX_ITEMS = 4
MAX_GAPS = 2
_CHECKED_GAPS_MAX = 50
LONGEST_BY = 1.25
LONGEST_BY_CHARACTERS = 8
NEAR_DUPLICATE = 0.7
_MAX_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a note breaks."""

    note: NoteKey
    rule: str
    message: str


Rule = Callable[[Note], Iterator[str]]


def lint_decks(decks: Iterable[Deck]) -> tuple[Finding, ...]:
    """Return the findings for the decks: note by note, then the periods, then the duplicates."""
    decks = tuple(decks)
    notes = [note for deck in decks for note in deck.notes]
    note_findings = [finding for note in notes for finding in lint_note(note)]
    periods = [finding for deck in decks for finding in _mixed_periods(deck)]
    return (*note_findings, *periods, *_duplicates(notes))


def lint_note(note: Note) -> tuple[Finding, ...]:
    """Return the findings for one note by itself."""
    names = ("many-gaps",) if _has_countless_gaps(note) else RULES
    return tuple(
        Finding(note.key, name, message) for name in names for message in RULES[name](note)
    )


def _has_countless_gaps(note: Note) -> bool:
    """Return whether to check only the number of gaps: the other rules take quadratic time."""
    return isinstance(note.question, Cloze) and len(parts(note.question)) > _CHECKED_GAPS_MAX


def _no_answer(note: Note) -> Iterator[str]:
    if isinstance(note.question, Basic) and not note.question.back:
        yield _("the answer is empty")


def _long_answer(note: Note) -> Iterator[str]:
    for text in _answers(note.question):
        if count_words(text) > MAX_WORDS:
            yield ngettext(
                "the answer has {n} word; use at most {most}: {text!r}",
                "the answer has {n} words; use at most {most}: {text!r}",
                count_words(text),
            ).format(n=count_words(text), most=MAX_WORDS, text=text)


def _two_facts(note: Note) -> Iterator[str]:
    for text in _answers(note.question):
        if count_clauses(text) > 1:
            yield _("the answer has two facts; split it into two cards: {text!r}").format(text=text)


def _long_list(note: Note) -> Iterator[str]:
    if (
        isinstance(note.question, List)
        and (note.question.need or len(note.question.items)) > MAX_ITEMS
    ):
        yield _("the list is long; ask for at most {most}, or use an ordering").format(
            most=MAX_ITEMS
        )
    for text in _answers(note.question):
        if count_items(text) > MAX_ITEMS:
            yield ngettext(
                "the answer lists {n} item; use at most {most}: {text!r}",
                "the answer lists {n} items; use at most {most}: {text!r}",
                count_items(text),
            ).format(n=count_items(text), most=MAX_ITEMS, text=text)


def _bare_yes_no(note: Note) -> Iterator[str]:
    for text in _answers(note.question):
        if tokens(text)[:1] in {("yes",), ("no",)} and count_words(text) == 1 and not note.why:
            yield _("the answer is only {text!r}; add the reason to it or as `why`").format(
                text=text
            )


def _given_away(note: Note) -> Iterator[str]:
    question = note.question
    known = kind_of(question)
    if known.shows_answers:
        return
    for part in parts(question):
        asked = prompt_text(question, part)
        rivals = tuple(known.rivals(question))
        for text in dict.fromkeys(_answers(question, part)):
            if not contains_answer(asked, text) or " or " in asked:
                continue
            if not any(contains_answer(asked, rival) for rival in rivals):
                yield _("the question gives away the answer {text!r}").format(text=text)


def _no_unit(note: Note) -> Iterator[str]:
    question = note.question
    if not isinstance(question, Number) or question.unit or _HAS_UNIT.search(question.answer):
        return
    if not _COUNTS.search(question.front):
        yield _(
            "the number has no unit; add one, or ask for “how many”, “how often” or “what factor”"
        )


def _ages(note: Note) -> Iterator[str]:
    question = note.question
    if not isinstance(question, Number | Cloze) or note.as_of == "timeless":
        return
    has_number = any(count_numbers(text) for text in _answers(question))
    is_dated = bool(note.as_of) or bool(note.source and note.source.checked)
    may_age = has_number and _AGING.search(f"{_questions(question)} {_unit(question)}")
    if may_age and not (is_dated and note.source):
        yield _(
            "a number that may become outdated needs `source` and `as_of`, or `as_of: timeless`"
        )
    elif note.as_of and not note.source:
        yield _("it has `as_of: {date}` but no `source`").format(date=note.as_of)


def _longest_right(note: Note) -> Iterator[str]:
    question = note.question
    if isinstance(question, MultipleChoice):
        longest = max((len(option.text) for option in question.wrong), default=0)
        for text in question.correct:
            if len(text) > max(longest * LONGEST_BY, longest + LONGEST_BY_CHARACTERS):
                yield _("the right answer is by far the longest option: {text!r}").format(text=text)


def _odd_form(note: Note) -> Iterator[str]:
    question = note.question
    if not isinstance(question, MultipleChoice):
        return
    for form in _FORMS:
        right = {form.matches(text) for text in question.correct}
        wrong = {form.matches(option.text) for option in question.wrong}
        if (right, wrong) == ({True}, {False}):
            yield _(form.only_right)
        elif (right, wrong) == ({False}, {True}):
            yield _(form.all_but_right)


def _many_gaps(note: Note) -> Iterator[str]:
    gaps = len(list(_answers(note.question))) if isinstance(note.question, Cloze) else 0
    if gaps > MAX_GAPS:
        yield ngettext(
            "the text has {n} gap; use at most {most}",
            "the text has {n} gaps; use at most {most}",
            gaps,
        ).format(n=gaps, most=MAX_GAPS)


def _many_numbers(note: Note) -> Iterator[str]:
    for text in _answers(note.question):
        if count_numbers(text) > 1:
            yield ngettext(
                "the answer has {n} number; ask for one: {text!r}",
                "the answer has {n} numbers; ask for one: {text!r}",
                count_numbers(text),
            ).format(n=count_numbers(text), text=text)


def _mixed_periods(deck: Deck) -> Iterator[Finding]:
    """Yield the first of the fewer if some answers of a deck end with a period, others do not."""
    backs = [(note, note.question.back) for note in deck.notes if isinstance(note.question, Basic)]
    short = [(note, back) for note, back in backs if back and not _SENTENCES.search(back)]
    with_period = [note for note, back in short if _FINAL_PERIOD.search(back)]
    without = [note for note, back in short if not _FINAL_PERIOD.search(back)]
    if not with_period or not without:
        return
    if len(with_period) <= len(without):
        first, message = with_period[0], _("the answer ends with a period; most of the deck do not")
    else:
        first, message = without[0], _("the answer has no final period; most of the deck have one")
    yield Finding(first.key, "mixed-periods", message)


RULES: dict[str, Rule] = {
    "no-answer": _no_answer,
    "long-answer": _long_answer,
    "two-facts": _two_facts,
    "long-list": _long_list,
    "bare-yes-no": _bare_yes_no,
    "given-away": _given_away,
    "no-unit": _no_unit,
    "ages": _ages,
    "longest-right": _longest_right,
    "odd-form": _odd_form,
    "many-gaps": _many_gaps,
    "many-numbers": _many_numbers,
    "drill-draws": drill_lint.check_draws,
    "drill-mistakes": drill_lint.check_mistakes,
    "drill-numbers": drill_lint.check_numbers,
    "drill-range": drill_lint.check_range,
}

_SENTENCES = re.compile(r"[.!?]\s")
_FINAL_PERIOD = re.compile(r"(?<!\.)\.$")
_HAS_UNIT = re.compile(r"[a-zµ%$€]", re.IGNORECASE)
_COUNTS = re.compile(
    r"how (?:many|often)|number of|what (?:power|exponent|ratio|factor)|factor|times|nines|count",
    re.IGNORECASE,
)
_AGING = re.compile(
    r"\b(?:SSD|HDD|NVMe|disk seek|Redis|Memcached|Kafka|PostgreSQL|Postgres|MySQL|nginx|DynamoDB"
    r"|S3|Cassandra|AWS|Azure|GCP|price|prices|today|currently|typical)\b|\$|€",
    re.IGNORECASE,
)


def _has_capital(text: str) -> bool | None:
    """Return whether a capital letter starts the text; None for an abbreviation such as CDN."""
    first = (text.split(maxsplit=1) or [""])[0]
    return None if first[1:] != first[1:].lower() else first[:1].isupper()


@dataclass(frozen=True, slots=True)
class _Form:
    """A property of an option's text, and the messages where it sets the right answer apart."""

    matches: Callable[[str], bool | None]
    only_right: str
    all_but_right: str


_FORMS = (
    _Form(
        lambda text: text.endswith("."),
        N_("only the right answer ends with a period"),
        N_("only the right answer does not end with a period"),
    ),
    _Form(
        _has_capital,
        N_("only the right answer begins with a capital letter"),
        N_("only the right answer does not begin with a capital letter"),
    ),
    _Form(
        lambda text: text[:1].isdigit(),
        N_("only the right answer begins with a number"),
        N_("only the right answer does not begin with a number"),
    ),
)


def _answers(question: Question, only: str | None = None) -> Iterator[str]:
    """Yield the texts that count as answers, of all parts or of the part `only`."""
    known = kind_of(question)
    for part in parts(question) if only is None else (only,):
        yield from known.answers(question, part)


def _questions(question: Question) -> str:
    return " ".join(prompt_text(question, part) for part in parts(question))


def _unit(question: Question) -> str:
    return question.unit if isinstance(question, Number) else ""


@dataclass(frozen=True)
class _CardQuestion:
    """The question of one card, for comparing it with others."""

    note: NoteKey
    tokens: tuple[str, ...]

    @cached_property
    def content(self) -> frozenset[str]:
        """The words without stopwords."""
        return frozenset(token for token in self.tokens if token not in STOPWORDS)


def _duplicates(notes: Iterable[Note]) -> Iterator[Finding]:
    """Yield the cards with the question of another, or a similar question and the same answer."""
    by_question: dict[tuple[str, ...], list[_CardQuestion]] = defaultdict(list)
    by_answer: dict[tuple[str, ...], list[_CardQuestion]] = defaultdict(list)
    for note in notes:
        for part in () if _has_countless_gaps(note) else parts(note.question):
            asked = _CardQuestion(note.key, tokens(prompt_text(note.question, part)))
            by_question[asked.tokens].append(asked)
            by_answer[content_tokens(" ".join(_answers(note.question, part)))].append(asked)
    for group in by_question.values():
        for asked in group[1:]:
            message = _("{note} asks the same question").format(note=group[0].note)
            yield Finding(asked.note, "duplicate", message)
    for group in by_answer.values():
        # Answers of very many cards, such as "Yes", say nothing about their questions.
        for first, second in combinations(group[:_MAX_COMPARED], 2):
            if first.note != second.note and _is_similar(first, second):
                message = _("{note} asks nearly the same question with the same answer").format(
                    note=first.note
                )
                yield Finding(second.note, "near-duplicate", message)


def _is_similar(first: _CardQuestion, second: _CardQuestion) -> bool:
    if first.tokens == second.tokens:
        return False
    return similarity(first.content, second.content) >= NEAR_DUPLICATE
