"""The variants of the screenshots: English, a pseudo-translation, and a mirrored layout."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from flashdesign.domain.preferences import ColorScheme
from tests.support.ui.catalogs import pseudo_language

Look = tuple[ColorScheme, float, QSize]
WINDOW, SMALL_WINDOW = QSize(1120, 760), QSize(560, 480)
_SIZES = {"wide": QSize(1280, 800), "low": QSize(1024, 600), "small": SMALL_WINDOW}
_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft


@dataclass(frozen=True, slots=True)
class Variant:
    """The looks of a variant by the end of their file name: color scheme, scale and size."""

    looks: Mapping[str, Look]
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
    is_pseudo: bool = False

    @contextmanager
    def applied(self, app: QApplication) -> Iterator[None]:
        """Use the language and the direction in this block, for windows that are built in it."""
        before = app.layoutDirection()
        with pseudo_language() if self.is_pseudo else nullcontext():
            app.setLayoutDirection(self.direction)
            yield
            app.setLayoutDirection(before)


def _light(name: str) -> dict[str, Look]:
    return {f"{name}-{size}": (ColorScheme.LIGHT, 1.0, px) for size, px in _SIZES.items()}


VARIANTS = {
    "english": Variant(
        {
            "light": (ColorScheme.LIGHT, 1.0, WINDOW),
            "dark": (ColorScheme.DARK, 1.0, WINDOW),
            "light-150": (ColorScheme.LIGHT, 1.5, WINDOW),
            "dark-150": (ColorScheme.DARK, 1.5, WINDOW),
            "small-150": (ColorScheme.LIGHT, 1.5, SMALL_WINDOW),
            "small": (ColorScheme.LIGHT, 1.0, SMALL_WINDOW),
        }
    ),
    "pseudo": Variant(_light("pseudo"), is_pseudo=True),
    "mirrored": Variant(_light("mirrored"), _RIGHT_TO_LEFT),
}
