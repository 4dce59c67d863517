"""The note types that a package brings along, and which of them a face needs."""

from dataclasses import dataclass

_BASE_ID = 1_763_683_200_000
"""Ids are fixed for good: by them a second import knows the note types of the first."""

FRONT, BACK, REVERSE, EXTRA, TEXT = "Front", "Back", "Reverse Front", "Extra", "Text"
OWN = "FlashDesign "
"""How the names of these note types begin."""

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
class Template:
    """How one card of a note type asks and tells, in Anki's own language of templates."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type; `required` has for each template the field without which it makes no card."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    required: tuple[str, ...]
    is_cloze: bool = False

    def as_json(self, at_s: int) -> dict[str, object]:
        """Return the note type as a collection of schema 11 keeps it."""
        return {
            "id": self.id,
            "name": self.name,
            "type": int(self.is_cloze),
            "mod": at_s,
            "usn": -1,
            "sortf": 0,
            "did": None,
            "tmpls": [_template_json(at, one) for at, one in enumerate(self.templates)],
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
    f"{OWN}cloze",
    (TEXT, EXTRA),
    (Template("Cloze", "{{cloze:Text}}", "{{cloze:Text}}" + _EXTRA),),
    (TEXT,),
    is_cloze=True,
)


def basic(*, typed: bool = False, reverse: bool = False, own_reverse: bool = False) -> NoteType:
    """Return the note type of a question and its answer.

    `own_reverse`: the way back asks something else than the answer.
    """
    flags = typed | (reverse << 1) | (own_reverse << 2)
    asked_back = REVERSE if own_reverse else BACK
    forth = _typed_card() if typed else _card("Card 1", FRONT, BACK)
    templates = (forth, _card("Card 2", asked_back, FRONT)) if reverse else (forth,)
    fields = (FRONT, BACK, REVERSE, EXTRA) if own_reverse else (FRONT, BACK, EXTRA)
    return NoteType(
        _BASE_ID + 1 + flags,
        _name(typed=typed, reverse=reverse, own_reverse=own_reverse),
        fields,
        templates,
        (FRONT, asked_back)[: len(templates)],
    )


def _name(*, typed: bool, reverse: bool, own_reverse: bool) -> str:
    said = [
        word
        for word, holds in (
            ("reversed", reverse and not own_reverse),
            ("reversed by its own question", own_reverse),
            ("typed", typed),
        )
        if holds
    ]
    return f"{OWN}basic ({', '.join(said)})" if said else f"{OWN}basic"


def _card(name: str, asked: str, told: str) -> Template:
    return Template(
        name,
        f"{{{{{asked}}}}}",
        f"{{{{FrontSide}}}}{_ANSWER_LINE}{{{{{told}}}}}{_EXTRA}",
    )


def _typed_card() -> Template:
    typed = f"{{{{type:{BACK}}}}}"
    asked = f"{{{{{FRONT}}}}}"
    return Template("Card 1", f"{asked}\n\n{typed}", f"{asked}{_ANSWER_LINE}{typed}{_EXTRA}")


def _template_json(at: int, template: Template) -> dict[str, object]:
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
