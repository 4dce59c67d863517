"""Notes as one HTML page to read or print, without scripts or external resources."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape, unescape

from flashdesign.content.rendering.markdown import to_html
from flashdesign.content.rendering.picture_masks import draw_masks, split_masks
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import answer, parts, prompt_text

_STYLE = """\
body { font: 11pt/1.4 sans-serif; margin: 2em auto; max-width: 48em; padding: 0 1em; }
.gap { font-weight: 600; }
table.cards { border-collapse: collapse; width: 100%; }
table.cards > tbody > tr { break-inside: avoid; border-top: 1px solid #bbb; }
table.cards > tbody > tr > td { vertical-align: top; width: 50%; padding: .4em .8em; }
"""


_IMAGE = re.compile(r'<img src="([^"<]*)"([^<>]*)>')
_TYPES = {"jpg": "jpeg"}

Load = Callable[[DeckId, str], bytes | None]


def _no_pictures(_deck: DeckId, _name: str) -> bytes | None:
    return None


def build_page(title: str, notes: Iterable[Note], load: Load = _no_pictures) -> str:
    """Return a page with a row for each card: question on the left, answer on the right.

    Pictures, which `load` returns, are embedded in the page.
    """
    rows = "\n".join(_row(note, part, load) for note in notes for part in parts(note.question))
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f'<table class="cards" width="100%"><tbody>\n{rows}\n</tbody></table></body></html>\n'
    )


def _row(note: Note, part: str, load: Load) -> str:
    question_html = to_html(prompt_text(note.question, part), is_revealed=False)
    answer_html = to_html(answer(note.question, part)) + (to_html(note.why) if note.why else "")
    row = f'<tr><td width="50%">{question_html}</td><td width="50%">{answer_html}</td></tr>'
    return _IMAGE.sub(lambda image: _embed(image, note.deck, load), row)


def _embed(image: re.Match[str], deck: DeckId, load: Load) -> str:
    name, masks = split_masks(unescape(image[1]))
    data = load(deck, name)
    if data is None:
        return image[0]
    suffix = name.rpartition(".")[2].lower()
    source = f"data:image/{_TYPES.get(suffix, suffix)};base64,{b64encode(data).decode()}"
    return draw_masks(f'<img src="{source}"{image[2]}>', masks)
