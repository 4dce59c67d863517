"""Say what keeps a note from being a good card: one fact, short, dated, asked fairly."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import assert_never

from flashdesign.content import drill_lint
from flashdesign.content.wording import (
    STOPWORDS,
    clauses,
    content_tokens,
    items,
    likeness,
    numbers,
    says,
    tokens,
    words,
)
from flashdesign.domain.cards import Deck, Note, NoteKey
from flashdesign.domain.faces import (
    GAP_CLOSE,
    GAP_OPEN,
    Basic,
    Choice,
    Classify,
    Cloze,
    Drill,
    Face,
    List,
    Match,
    Number,
    Order,
    answer,
    parts,
    question,
    step_of,
)

MOST_WORDS = 12
MOST_ITEMS = 4
MOST_GAPS = 2
_CHECKED_GAPS_MAX = 50
LONGEST_BY = 1.25
LONGEST_BY_CHARACTERS = 8
NEAR_DUPLICATE = 0.7
_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One way in which a note falls short."""

    note: NoteKey
    rule: str
    message: str


Rule = Callable[[Note], Iterator[str]]


def findings(decks: Iterable[Deck]) -> tuple[Finding, ...]:
    """Return what is to be mended in the decks, note by note, then the duplicates."""
    notes = [note for deck in decks for note in deck.notes]
    found = [finding for note in notes for finding in findings_of(note)]
    return (*found, *_duplicates(notes))


def findings_of(note: Note) -> tuple[Finding, ...]:
    """Return what is to be mended in one note, seen by itself."""
    names = ("many-gaps",) if _has_countless_gaps(note) else RULES
    return tuple(
        Finding(note.key, name, message) for name in names for message in RULES[name](note)
    )


def _has_countless_gaps(note: Note) -> bool:
    """Return whether only the number of gaps is worth a finding: the rest takes its square."""
    return isinstance(note.face, Cloze) and len(parts(note.face)) > _CHECKED_GAPS_MAX


def _no_answer(note: Note) -> Iterator[str]:
    if isinstance(note.face, Basic) and not note.face.back:
        yield "the answer is empty"


def _long_answer(note: Note) -> Iterator[str]:
    for text in _answers(note.face):
        if words(text) > MOST_WORDS:
            yield f"the answer has {words(text)} words; {MOST_WORDS} are enough: {text!r}"


def _two_facts(note: Note) -> Iterator[str]:
    for text in _answers(note.face):
        if clauses(text) > 1:
            yield f"the answer joins two facts; make two cards of it: {text!r}"


def _long_list(note: Note) -> Iterator[str]:
    if isinstance(note.face, List) and (note.face.need or len(note.face.items)) > MOST_ITEMS:
        yield f"the list is long; ask for {MOST_ITEMS}, or make an order of it"
    for text in _answers(note.face):
        if items(text) > MOST_ITEMS:
            yield f"the answer lists {items(text)} things; {MOST_ITEMS} are enough: {text!r}"


def _bare_yes_no(note: Note) -> Iterator[str]:
    for text in _answers(note.face):
        if tokens(text)[:1] in {("yes",), ("no",)} and words(text) == 1 and not note.why:
            yield f"the answer is only {text!r}; add the reason, in the answer or as `why`"


def _given_away(note: Note) -> Iterator[str]:
    face = note.face
    if isinstance(face, Order | Match | Classify):  # what to arrange is shown anyway
        return
    for part in parts(face):
        asked = question(face, part)
        rivals = [option.text for option in face.wrong] if isinstance(face, Choice) else []
        for text in _answers(face, part):
            offered = " or " in asked or any(says(asked, rival) for rival in rivals)
            if says(asked, text) and not offered:
                yield f"the question already says {text!r}"


def _no_unit(note: Note) -> Iterator[str]:
    face = note.face
    if not isinstance(face, Number) or face.unit or _HAS_UNIT.search(face.answer):
        return
    if not _COUNTS.search(face.front):
        yield "a number without a unit; name it, or ask how many, how often, by what factor"


def _ages(note: Note) -> Iterator[str]:
    face = note.face
    if not isinstance(face, Number | Cloze) or note.as_of == "timeless":
        return
    stated = any(numbers(text) for text in _answers(face))
    dated = bool(note.as_of) or bool(note.source and note.source.checked)
    if stated and _AGEING.search(f"{_shown(face)} {_unit(face)}") and not (dated and note.source):
        yield "a number that ages needs `source` and `as_of` (or `as_of: timeless`)"
    elif note.as_of and not note.source:
        yield f"it has `as_of: {note.as_of}` but no source"


def _longest_right(note: Note) -> Iterator[str]:
    face = note.face
    if isinstance(face, Choice):
        longest = max((len(option.text) for option in face.wrong), default=0)
        for text in face.correct:
            if len(text) > max(longest * LONGEST_BY, longest + LONGEST_BY_CHARACTERS):
                yield f"the right answer is by far the longest option: {text!r}"


def _odd_form(note: Note) -> Iterator[str]:
    face = note.face
    if not isinstance(face, Choice):
        return
    for feature, has in _FORMS.items():
        right = {has(text) for text in face.correct}
        wrong = {has(option.text) for option in face.wrong}
        if (right, wrong) in (({True}, {False}), ({False}, {True})):
            yield f"only the right answer {'has' if right == {True} else 'lacks'} {feature}"


def _many_gaps(note: Note) -> Iterator[str]:
    gaps = len(list(_answers(note.face))) if isinstance(note.face, Cloze) else 0
    if gaps > MOST_GAPS:
        yield f"the text has {gaps} gaps; {MOST_GAPS} are enough"


def _many_numbers(note: Note) -> Iterator[str]:
    for text in _answers(note.face):
        if numbers(text) > 1:
            yield f"the answer states {numbers(text)} numbers; ask for one: {text!r}"


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
    "drill-draws": drill_lint.failing_draws,
    "drill-mistakes": drill_lint.hidden_mistakes,
    "drill-numbers": drill_lint.odd_numbers,
    "drill-range": drill_lint.bare_range,
}

_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")
_HAS_UNIT = re.compile(r"[a-zµ%$€]", re.IGNORECASE)
_COUNTS = re.compile(
    r"how (?:many|often)|number of|what (?:power|exponent|ratio|factor)|factor|times|nines|count",
    re.IGNORECASE,
)
_AGEING = re.compile(
    r"\b(?:SSD|HDD|NVMe|disk seek|Redis|Memcached|Kafka|PostgreSQL|Postgres|MySQL|nginx|DynamoDB"
    r"|S3|Cassandra|AWS|Azure|GCP|price|prices|today|currently|typical)\b|\$|€",
    re.IGNORECASE,
)


def _capital(text: str) -> bool | None:
    """Tell whether a capital letter starts the text; None for a short name such as CDN."""
    first = (text.split(maxsplit=1) or [""])[0]
    return None if first[1:] != first[1:].lower() else first[:1].isupper()


_FORMS: dict[str, Callable[[str], bool | None]] = {
    "a full stop": lambda text: text.endswith("."),
    "a capital letter at its start": _capital,
    "a number at its start": lambda text: text[:1].isdigit(),
}


def _answers(face: Face, only: str | None = None) -> Iterator[str]:
    """Yield the texts that count as answers, of all parts or of one."""
    for part in parts(face) if only is None else (only,):
        match face:
            case Basic():
                yield answer(face, part)
            case Cloze():
                yield from _GAP.findall(answer(face, part))
            case Choice():
                yield from face.correct
            case Order() | Match() | Classify() | List():
                yield from _things(face, part)
            case Number():
                yield face.answer
            case Drill():
                return
            case _:
                assert_never(face)


def _things(face: Order | Match | Classify | List, part: str) -> Iterator[str]:
    match face:
        case Order(items=steps):
            step = step_of(face, part)
            yield from steps if step is None else (steps[step],)
        case Match(pairs=pairs):
            yield from (right for _, right in pairs)
        case Classify(buckets=buckets):
            yield from (item for bucket in buckets for item in bucket.items)
        case List(items=named):
            yield from (item.text for item in named)


def _shown(face: Face) -> str:
    return " ".join(question(face, part) for part in parts(face))


def _unit(face: Face) -> str:
    return face.unit if isinstance(face, Number) else ""


@dataclass(frozen=True)
class _Asked:
    """One card's question."""

    note: NoteKey
    tokens: tuple[str, ...]

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that carry meaning."""
        return frozenset(token for token in self.tokens if token not in STOPWORDS)


def _duplicates(notes: Iterable[Note]) -> Iterator[Finding]:
    """Find cards that ask the same, or nearly the same for the same answer."""
    same: dict[tuple[str, ...], list[_Asked]] = defaultdict(list)
    alike: dict[tuple[str, ...], list[_Asked]] = defaultdict(list)
    for note in notes:
        for part in () if _has_countless_gaps(note) else parts(note.face):
            asked = _Asked(note.key, tokens(question(note.face, part)))
            same[asked.tokens].append(asked)
            alike[content_tokens(" ".join(_answers(note.face, part)))].append(asked)
    for group in same.values():
        for asked in group[1:]:
            yield Finding(asked.note, "duplicate", f"{group[0].note} asks the same question")
    for group in alike.values():
        # An answer that so many share, such as "Yes", does not make two questions alike.
        for first, second in combinations(group[:_MOST_COMPARED], 2):
            if first.note != second.note and _near(first, second):
                message = f"{first.note} asks nearly the same for the same answer"
                yield Finding(second.note, "near-duplicate", message)


def _near(first: _Asked, second: _Asked) -> bool:
    if first.tokens == second.tokens:
        return False
    return likeness(first.content, second.content) >= NEAR_DUPLICATE
