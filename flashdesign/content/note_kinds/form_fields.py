"""The fields of the note form for each kind: labels and controls for the keys of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum, auto

from flashdesign.content.note_kinds.validation import MAX_OVERLAP
from flashdesign.domain.drills.grading import BANDS
from flashdesign.domain.notes.question_kinds import (
    MAX_OPTIONS_SHOWN,
    MIN_OPTIONS_SHOWN,
    MultipleChoice,
)
from flashdesign.domain.priority import PRIORITIES, USUAL_PRIORITY
from flashdesign.i18n.translation import N_, _, pgettext

Rows = tuple[tuple[str, ...], ...]
Value = str | bool | Rows
FormValues = Mapping[str, Value]
"""What the user typed, by the names of fields."""


class Control(Enum):
    """The control that a field is filled in with."""

    LINE = auto()
    TEXT = auto()
    SWITCH = auto()
    PICK = auto()
    ROWS = auto()
    TAGS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `name` is the entry's key, with a dot for a key in a nested mapping.

    `columns` are the headings of a row's cells. The first of `choices` is the default; `labels`,
    if any, are shown for them. A field that `is_optional` is left out of the entry if it is empty.
    One that `is_folded` is hidden until the user asks for more fields, and one with `needs` while
    that switch is off. The text of a field that `is_plain`, and of the cells of `plain_columns`
    (counted from 0), is not Markdown. Label, advice and columns are marked here; `translated`
    translates them and adds the labels.
    """

    name: str
    label: str
    shape: Control = Control.LINE
    advice: str = ""
    columns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    is_optional: bool = False
    is_folded: bool = False
    is_plain: bool = False
    plain_columns: tuple[int, ...] = ()
    needs: str = ""


_BANDS, _PRIORITY = "bands", "priority"
_FRONT = Field("front", N_("Question"), Control.TEXT)
_DEFAULT_SHOW = str(next(field.default for field in fields(MultipleChoice) if field.name == "show"))
_SHOW_CHOICES = tuple(str(number) for number in range(MIN_OPTIONS_SHOWN, MAX_OPTIONS_SHOWN + 1))
_EXTRA = Field(
    "extra",
    N_("Items that do not belong"),
    Control.ROWS,
    N_("Offered among the right ones, so that the last choice is not obvious."),
    (N_("Item"),),
    is_optional=True,
    is_folded=True,
)

BASIC_FORM = (
    _FRONT,
    Field("back", N_("Answer"), Control.TEXT),
    Field("reverse", N_("Also ask in reverse"), Control.SWITCH, is_folded=True),
    Field(
        "reverse_front",
        N_("Reverse question"),
        advice=N_("Leave empty to use the answer."),
        is_optional=True,
        is_folded=True,
        needs="reverse",
    ),
    Field(
        "accept",
        N_("Accepted answers"),
        Control.ROWS,
        N_("If you add any, the learner types the answer."),
        (N_("Answer"),),
        is_optional=True,
        is_folded=True,
        is_plain=True,
    ),
)
CLOZE_FORM = (
    Field(
        "text",
        N_("Text with gaps"),
        Control.TEXT,
        N_("A gap: {{1::answer}} or {{1::answer::hint}}."),
    ),
)
CHOICE_FORM = (
    _FRONT,
    Field(
        "correct",
        N_("Correct options"),
        Control.ROWS,
        N_("One is enough. If there are several, the card shows one of them each time."),
        (N_("Option"),),
    ),
    Field(
        "wrong",
        N_("Wrong options"),
        Control.ROWS,
        N_("At least two wrong options."),
        (N_("Option"), N_("Why it is wrong")),
    ),
    Field(
        "show",
        N_("Options shown"),
        Control.PICK,
        choices=tuple(dict.fromkeys((_DEFAULT_SHOW, *_SHOW_CHOICES))),
        is_folded=True,
    ),
)
ORDER_FORM = (
    _FRONT,
    Field("items", N_("Items in order"), Control.ROWS, N_("At least three items."), (N_("Item"),)),
    _EXTRA,
    Field(
        "overlap",
        N_("One card per step; items shown before it"),
        Control.PICK,
        N_("0: one card asks for the whole order."),
        choices=tuple(str(number) for number in range(MAX_OVERLAP + 1)),
        is_folded=True,
    ),
)
MATCH_FORM = (
    _FRONT,
    Field(
        "pairs",
        N_("Pairs"),
        Control.ROWS,
        N_("At least two pairs."),
        (N_("Item"), N_("Goes with")),
    ),
    _EXTRA,
)
CLASSIFY_FORM = (
    _FRONT,
    Field(
        "buckets",
        N_("Groups"),
        Control.ROWS,
        N_("At least two groups."),
        (N_("Group"), N_("Items (a; b)")),
    ),
)
LIST_FORM = (
    _FRONT,
    Field(
        "items",
        N_("Items"),
        Control.ROWS,
        N_("At least two items."),
        (N_("Item"), N_("Other names (a; b)")),
        plain_columns=(1,),
    ),
    Field(
        "need",
        N_("How many are required"),
        advice=N_("Leave empty for all of them."),
        is_plain=True,
        is_optional=True,
        is_folded=True,
    ),
)
NUMBER_FORM = (
    _FRONT,
    Field("answer", N_("Answer"), advice=N_("Such as 86400, 1.5M or 10^5."), is_plain=True),
    Field(
        "unit",
        N_("Unit"),
        advice=N_("Such as ms, GB or 1/s; empty for a plain number."),
        is_optional=True,
        is_plain=True,
    ),
    Field(
        "range",
        N_("Accepted range"),
        advice=N_("Such as 50 to 55; leave empty to accept the answer only."),
        is_plain=True,
        is_optional=True,
        is_folded=True,
    ),
    Field(
        _BANDS,
        N_("Tolerance"),
        Control.PICK,
        choices=("recall", *(name for name in BANDS if name != "recall")),
        is_folded=True,
    ),
)
COMMON = (
    Field("tags", N_("Tags"), Control.TAGS, N_("Separate with spaces."), is_plain=True),
    Field(
        "why",
        N_("Explanation"),
        Control.TEXT,
        N_("Shown after the answer."),
        is_optional=True,
        is_folded=True,
    ),
    Field("hint", N_("Hint"), is_optional=True, is_folded=True),
    Field("source.title", N_("Source"), is_optional=True, is_folded=True),
    Field("source.url", N_("URL"), is_optional=True, is_folded=True, is_plain=True),
    Field(
        "source.checked",
        N_("Checked on"),
        advice=N_("A day such as 2026-11-20."),
        is_plain=True,
        is_optional=True,
        is_folded=True,
    ),
    Field(
        "as_of",
        N_("Valid as of"),
        advice=N_("A year, month or day, or timeless."),
        is_plain=True,
        is_optional=True,
        is_folded=True,
    ),
    Field(
        _PRIORITY,
        N_("Priority"),
        Control.PICK,
        N_("New cards are introduced core first, extra last."),
        choices=(
            str(USUAL_PRIORITY),
            *(str(number) for number in PRIORITIES if number != USUAL_PRIORITY),
        ),
        is_optional=True,
        is_folded=True,
    ),
)


def translated(field: Field) -> Field:
    """Return a field with its texts in the current language."""
    columns = tuple(map(_, field.columns))
    labels = _choice_labels(field)
    label, advice = _(field.label), _(field.advice)
    return replace(field, label=label, advice=advice, columns=columns, labels=labels)


def _choice_labels(field: Field) -> tuple[str, ...]:
    """Return what is shown for the choices of a field, or nothing to show them as they are."""
    labels = {
        _BANDS: {
            "exact": pgettext("tolerance", "exact"),
            "recall": pgettext("tolerance", "recall"),
            "closed": pgettext("tolerance", "closed"),
            "open": pgettext("tolerance", "open"),
        },
        _PRIORITY: {
            "1": pgettext("priority", "core"),
            "2": pgettext("priority", "usual"),
            "3": pgettext("priority", "extra"),
        },
    }
    known = labels.get(field.name, {})
    return tuple(known[choice] for choice in field.choices) if known else ()
