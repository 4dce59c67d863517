"""The Anki note types of a package, and which one a note needs."""

from dataclasses import dataclass

_BASE_ID = 1_763_683_200_000
"""Ids never change: by them a second import recognizes the note types of the first."""

FRONT, BACK, REVERSE, EXTRA, TEXT = "Front", "Back", "Reverse Front", "Extra", "Text"
NAME_PREFIX = "FlashDesign "
"""The prefix of these note types' names."""

_ANSWER_LINE = "\n\n<hr id=answer>\n\n"
_EXTRA = "{{#Extra}}\n\n<div class=extra>{{Extra}}</div>{{/Extra}}"
_CSS = """\
.card { font-family: arial; font-size: 20px; line-height: 1.5; text-align: center;
  color: black; background-color: white; }
.extra { font-size: 16px; color: #666; margin-top: 1em; }
.extra:empty { display: none; }
pre, table { text-align: left; display: inline-block; }
.gap, .cloze { font-weight: bold; color: blue; }
.nightMode .cloze { color: lightblue; }
"""
_LATEX_BEFORE = """\
\\documentclass[12pt]{article}
\\special{papersize=3in,5in}
\\usepackage[utf8]{inputenc}
\\usepackage{amssymb,amsmath}
\\pagestyle{empty}
\\setlength{\\parindent}{0in}
\\begin{document}
"""
_LATEX_AFTER = "\\end{document}"


@dataclass(frozen=True, slots=True)
class CardTemplate:
    """Question and answer of a card of a note type, in Anki's template language."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; `required` has, for each template, the field without which it makes no card."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[CardTemplate, ...]
    required: tuple[str, ...]
    is_cloze: bool = False

    def as_json(self, at_s: int) -> dict[str, object]:
        """Return the note type as JSON of a schema 11 collection."""
        return {
            "id": self.id,
            "name": self.name,
            "type": int(self.is_cloze),
            "mod": at_s,
            "usn": -1,
            "sortf": 0,
            "did": None,
            "tmpls": [_template_json(at, card) for at, card in enumerate(self.templates)],
            "flds": [_field_json(at, name) for at, name in enumerate(self.fields)],
            "css": _CSS,
            "latexPre": _LATEX_BEFORE,
            "latexPost": _LATEX_AFTER,
            "latexsvg": False,
            "req": [[at, "any", [self.fields.index(n)]] for at, n in enumerate(self.required)],
            "tags": [],
            "vers": [],
        }


CLOZE = NoteType(
    _BASE_ID,
    f"{NAME_PREFIX}cloze",
    (TEXT, EXTRA),
    (CardTemplate("Cloze", "{{cloze:Text}}", "{{cloze:Text}}" + _EXTRA),),
    (TEXT,),
    is_cloze=True,
)


def basic_note_type(
    *, typed: bool = False, reverse: bool = False, own_reverse: bool = False
) -> NoteType:
    """Return the note type of a basic note.

    With `own_reverse`, the reverse card has a question of its own instead of the answer.
    """
    flags = typed | (reverse << 1) | (own_reverse << 2)
    reverse_field = REVERSE if own_reverse else BACK
    forward = _typed_card() if typed else _card("Card 1", FRONT, BACK)
    templates = (forward, _card("Card 2", reverse_field, FRONT)) if reverse else (forward,)
    fields = (FRONT, BACK, REVERSE, EXTRA) if own_reverse else (FRONT, BACK, EXTRA)
    return NoteType(
        _BASE_ID + 1 + flags,
        _name(typed=typed, reverse=reverse, own_reverse=own_reverse),
        fields,
        templates,
        (FRONT, reverse_field)[: len(templates)],
    )


def _name(*, typed: bool, reverse: bool, own_reverse: bool) -> str:
    words = [
        word
        for word, applies in (
            ("reversed", reverse and not own_reverse),
            ("reversed by its own question", own_reverse),
            ("typed", typed),
        )
        if applies
    ]
    return f"{NAME_PREFIX}basic ({', '.join(words)})" if words else f"{NAME_PREFIX}basic"


def _card(name: str, question: str, answer: str) -> CardTemplate:
    return CardTemplate(
        name,
        f"{{{{{question}}}}}",
        f"{{{{FrontSide}}}}{_ANSWER_LINE}{{{{{answer}}}}}{_EXTRA}",
    )


def _typed_card() -> CardTemplate:
    typed = f"{{{{type:{BACK}}}}}"
    front = f"{{{{{FRONT}}}}}"
    return CardTemplate("Card 1", f"{front}\n\n{typed}", f"{front}{_ANSWER_LINE}{typed}{_EXTRA}")


def _template_json(at: int, template: CardTemplate) -> dict[str, object]:
    return {
        "name": template.name,
        "ord": at,
        "qfmt": template.question,
        "afmt": template.answer,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
        "bfont": "",
        "bsize": 0,
    }


def _field_json(at: int, name: str) -> dict[str, object]:
    return {
        "name": name,
        "ord": at,
        "sticky": False,
        "rtl": False,
        "font": "Arial",
        "size": 20,
        "media": [],
    }
