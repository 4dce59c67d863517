"""Export of notes to a file of any format; Qt writes a PDF."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from flashdesign.services.context import Context
from flashdesign.services.exports import export
from flashdesign.services.exports.export import ExportResult
from flashdesign.services.exports.selection import ExportSelection
from flashdesign.services.job_progress import ProgressReporter

_DOTS_PER_INCH = 300
_POINTS = 10
# Qt does not support `break-inside`, and would drop the lines between the rows.
_STYLE = """
td { border-top: 1px solid #bbb; padding: 4px 8px; }
th { text-align: left; }
.gap { font-weight: 600; }
"""


def export_notes(
    context: Context,
    wanted: ExportSelection,
    path: Path,
    reporter: ProgressReporter,
    *,
    with_schedule: bool = False,
) -> ExportResult:
    """Write a deck or selected notes in the format of the suffix of `path`."""
    if path.suffix.lower() != ".pdf":
        return export.export(context, wanted, path, with_schedule=with_schedule, reporter=reporter)
    html, written = export.html_page(context, wanted, reporter)
    export.write_atomically(path, partial(_print, html, path.stem, reporter))
    return written


def _print(html: str, title: str, reporter: ProgressReporter, file: BinaryIO) -> int:
    reporter.check()
    size = write_pdf(html, title, file)
    reporter.check()
    return size


def write_pdf(html: str, title: str, file: BinaryIO) -> int:
    """Write HTML as a PDF in A4; return its size in bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("FlashDesign")
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # QTextDocument adds its own margins to each page.
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
