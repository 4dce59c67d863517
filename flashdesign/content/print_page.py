"""Write notes as one page of HTML to read or print: no scripts, nothing from elsewhere."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape, unescape

from flashdesign.content.markdown import to_html
from flashdesign.content.picture_masks import covered, split
from flashdesign.domain.cards import DeckId, Note
from flashdesign.domain.faces import answer, parts, question

_STYLE = """\
body { font: 11pt/1.4 sans-serif; margin: 2em auto; max-width: 48em; padding: 0 1em; }
.gap { font-weight: 600; }
table.cards { border-collapse: collapse; width: 100%; }
table.cards > tbody > tr { break-inside: avoid; border-top: 1px solid #bbb; }
table.cards > tbody > tr > td { vertical-align: top; width: 50%; padding: .4em .8em; }
"""


_IMAGE = re.compile(r'<img src="([^"]*)"([^<>]*)>')
_TYPES = {"jpg": "jpeg"}

Load = Callable[[DeckId, str], bytes | None]


def _no_pictures(_deck: DeckId, _name: str) -> bytes | None:
    return None


def page_of(title: str, notes: Iterable[Note], load: Load = _no_pictures) -> str:
    """Return a page with a row for each card: its question, and its answer beside it.

    Pictures, which `load` returns, lie in the page itself.
    """
    rows = "\n".join(_row(note, part, load) for note in notes for part in parts(note.face))
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f'<table class="cards" width="100%"><tbody>\n{rows}\n</tbody></table></body></html>\n'
    )


def _row(note: Note, part: str, load: Load) -> str:
    asked = to_html(question(note.face, part), told=False)
    told = to_html(answer(note.face, part)) + (to_html(note.why) if note.why else "")
    row = f'<tr><td width="50%">{asked}</td><td width="50%">{told}</td></tr>'
    return _IMAGE.sub(lambda found: _embedded(found, note.deck, load), row)


def _embedded(found: re.Match[str], deck: DeckId, load: Load) -> str:
    name, masks = split(unescape(found[1]))
    data = load(deck, name)
    if data is None:
        return found[0]
    suffix = name.rpartition(".")[2].lower()
    source = f"data:image/{_TYPES.get(suffix, suffix)};base64,{b64encode(data).decode()}"
    return covered(f'<img src="{source}"{found[2]}>', masks)
