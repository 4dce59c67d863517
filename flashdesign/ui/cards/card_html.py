"""The HTML and the style sheet of a card."""

import re
from dataclasses import dataclass
from string import Template

from flashdesign.content.rendering.displayed_text import displayed_html
from flashdesign.content.rendering.markdown import CodeRenderer, to_plain
from flashdesign.domain.notes.cloze import GAP_OPEN
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.sizes import Sizes

_SHORT_QUESTION_CHARS = 160
# With a line height over 100 %, a picture would have half its height free below it.
_WITH_PICTURE = re.compile(r"<p>((?:(?!</?p>).)*<img )", re.DOTALL)
_CSS = Template("""
p { margin-top: 0; margin-bottom: ${gap_px}px; line-height: 148%; }
ul, ol { margin-top: 0; margin-bottom: ${gap_px}px; }
li { margin-bottom: 4px; line-height: 140%; }
a { color: $accent; text-decoration: underline; }
code { font-family: '$mono'; font-size: ${code_px}px; background-color: $code_background; }
.code { margin-top: 4px; margin-bottom: ${gap_px}px; }
.short p, .lone p { font-size: ${question_px}px; line-height: 130%; }
.lone { font-weight: 600; }
.gap { color: $accent; font-weight: 600; }
.formula { font-family: 'STIX Two Text', 'Cambria', 'Georgia', 'DejaVu Serif', 'serif'; }
.note { color: $muted; font-size: ${small_px}px; }
.note p { margin-bottom: 6px; }
.lead { font-weight: 600; }
table { margin-top: 0; margin-bottom: ${gap_px}px; border-collapse: collapse; }
th { color: $muted; font-weight: 600; font-size: ${small_px}px; text-align: left; }
td, th { border-bottom: 1px solid $line; }
.code td { border: none; }
hr { background-color: $line; margin-top: 8px; margin-bottom: 16px; }
""")


@dataclass(frozen=True, slots=True)
class CardContent:
    """The texts of a card in Markdown; without an answer it is not revealed yet.

    `similar` are other cards to compare it with.
    """

    question: str
    answer: str | None = None
    hint: str = ""
    why: str = ""
    source: str = ""
    similar: str = ""


def card_html(content: CardContent, code: CodeRenderer) -> str:
    """Return the card as HTML; the answer of a cloze replaces its question."""
    if not content.question:
        parts = []
    elif content.answer is None:
        parts = [_render_question(content.question, is_revealed=False, code=code)]
    elif GAP_OPEN in content.question:
        parts = [_render_question(content.answer, is_revealed=True, code=code)]
    else:
        parts = [
            _render_question(content.question, is_revealed=True, code=code),
            "<hr>",
            displayed_html(content.answer, code=code),
        ]
    parts += [_render_remark(_("Hint:"), content.hint), _render_remark(_("Why:"), content.why)]
    parts.append(_render_remark(_("Compare:"), content.similar))
    parts.append(_render_remark(_("Source:"), content.source))
    return _WITH_PICTURE.sub(r'<p style="line-height: 100%">\1', "".join(parts))


def card_css(tokens: Tokens, sizes: Sizes, mono: str, question_px: int) -> str:
    """Return the style sheet for a text document with cards; short questions have their size."""
    return _CSS.substitute(
        accent=tokens.accent,
        code_background=tokens.code_background,
        muted=tokens.muted,
        line=tokens.line,
        mono=mono,
        question_px=question_px,
        code_px=round(sizes.card_px * 0.9),
        small_px=sizes.body_px,
        gap_px=round(sizes.card_px * 0.6),
    )


def _render_question(text: str, *, is_revealed: bool, code: CodeRenderer) -> str:
    html = displayed_html(text, is_revealed=is_revealed, code=code)
    if len(to_plain(text)) > _SHORT_QUESTION_CHARS:
        return html
    name = "short" if GAP_OPEN in text else "lone"
    return f'<div class="{name}">{html}</div>'


def _render_remark(label: str, text: str) -> str:
    if not text:
        return ""
    body = displayed_html(text).replace("<p>", f'<p><span class="lead">{label}</span> ', 1)
    return f'<div class="note">{body}</div>'
