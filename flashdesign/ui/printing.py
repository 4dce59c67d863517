"""Write decks to files, and as a PDF too, which takes Qt."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from flashdesign.domain.cards import DeckId
from flashdesign.services import exporting
from flashdesign.services.context import Context

_DOTS_PER_INCH = 300
_POINTS = 10
# Qt knows no `break-inside`, and would leave out the lines between the rows.
_STYLE = """
td { border-top: 1px solid #bbb; padding: 4px 8px; }
th { text-align: left; }
.gap { font-weight: 600; }
"""


def write_deck(context: Context, deck: DeckId, path: Path, with_schedule: bool) -> None:
    """Write a deck in the format that the suffix of `path` names."""
    if path.suffix.lower() == ".pdf":
        html = exporting.page(context, deck)
        exporting.write(path, partial(write_pdf, html, deck))
    else:
        exporting.export(context, deck, path, with_schedule=with_schedule)


def write_pdf(html: str, title: str, file: BinaryIO) -> int:
    """Write a page of HTML as a PDF, on A4; return how many bytes that is."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("FlashDesign")
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # The document puts margins of its own around each page.
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.print_(writer)
    buffer.close()
    return file.write(buffer.data().data())
