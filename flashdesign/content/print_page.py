"""Write notes as one page of HTML to read or print: no scripts, nothing from elsewhere."""

from collections.abc import Iterable
from html import escape

from flashdesign.content.markdown import to_html
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import answer, parts, question

_STYLE = """\
body { font: 11pt/1.4 sans-serif; margin: 2em auto; max-width: 48em; padding: 0 1em; }
table.cards { border-collapse: collapse; width: 100%; }
table.cards > tbody > tr { break-inside: avoid; border-top: 1px solid #bbb; }
table.cards > tbody > tr > td { vertical-align: top; width: 50%; padding: .4em .8em; }
"""


def page_of(title: str, notes: Iterable[Note]) -> str:
    """Return a page with a row for each card: its question, and its answer beside it."""
    rows = "\n".join(_row(note, part) for note in notes for part in parts(note.face))
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}</style></head>\n<body><h1>{escape(title)}</h1>\n"
        f'<table class="cards"><tbody>\n{rows}\n</tbody></table></body></html>\n'
    )


def _row(note: Note, part: str) -> str:
    told = to_html(answer(note.face, part)) + (to_html(note.why) if note.why else "")
    return f"<tr><td>{to_html(question(note.face, part), told=False)}</td><td>{told}</td></tr>"
