"""Source code as HTML: one span per token, in a table with one cell."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import escape

from flashdesign.ui.theme.colors import Tokens

_CELL_PADDING_PX = 12
_MAX_HIGHLIGHTED = 20_000
_BREAK = "\0"
_SPACE_BETWEEN = re.compile(r"(?<=\S) +(?=\S)")


@lru_cache(maxsize=4)
def code_renderer(tokens: Tokens) -> Callable[[str, str], str]:
    """Return a function that renders (code, language) as HTML in the colors of `tokens`."""

    def render(code: str, language: str) -> str:
        body = "".join(
            _render_span(text, color)
            for text, color in _mark_breaks(code, _split_tokens(code, language, tokens))
        )
        return (
            f'<table class="code" width="100%" cellspacing="0" cellpadding="{_CELL_PADDING_PX}">'
            f'<tr><td bgcolor="{tokens.code_background}"><code>{body}</code></td></tr></table>'
        )

    return render


def _render_span(text: str, color: str) -> str:
    words = escape(text).replace(" ", "&nbsp;").replace("\t", "&nbsp;" * 4).replace("\n", "<br>")
    words = words.replace(_BREAK, " ")
    return f'<span style="color:{color}">{words}</span>' if color else words


def _mark_breaks(code: str, tokens: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the tokens with a mark for each space that a long line may be broken at.

    Without one, Qt breaks the line inside a word. Indentation is never broken.
    """
    marked = _SPACE_BETWEEN.sub(lambda found: f"{found[0][:-1]}{_BREAK}", code)
    place = 0
    for text, color in tokens:
        yield marked[place : place + len(text)], color
        place += len(text)


def _split_tokens(code: str, language: str, tokens: Tokens) -> Iterator[tuple[str, str]]:
    if not language or len(code) > _MAX_HIGHLIGHTED:
        yield code, ""
        return
    # Imported late: it takes 30 ms, and only code in a named language needs it.
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language.split(maxsplit=1)[0], stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield code, ""
        return
    for kind, text in lexer.get_tokens(code):
        yield text, _find_color(str(kind), tokens)


def _find_color(kind: str, tokens: Tokens) -> str:
    by_prefix = (
        ("Token.Comment", tokens.code_comment),
        ("Token.Keyword", tokens.code_keyword),
        ("Token.Operator.Word", tokens.code_keyword),
        ("Token.Name.Function", tokens.code_name),
        ("Token.Name.Class", tokens.code_name),
        ("Token.Name.Tag", tokens.code_name),
        ("Token.Name.Builtin", tokens.code_name),
        ("Token.Literal.String", tokens.code_string),
        ("Token.Literal.Number", tokens.code_number),
    )
    return next((color for prefix, color in by_prefix if kind.startswith(prefix)), "")
