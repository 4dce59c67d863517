"""The variants of the screenshots: English, a pseudo-translation, and a mirrored layout."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize, Qt

from flashdesign.domain.settings import ColorScheme
from flashdesign.i18n.translation import ENGLISH
from tests.support.ui.catalogs import pseudo_language, shown_language
from tools.messages import Project, make_pseudo

Look = tuple[ColorScheme, float, QSize]
WINDOW, SMALL_WINDOW = QSize(1120, 760), QSize(560, 480)
_SIZES = {"wide": QSize(1280, 800), "low": QSize(1024, 600), "small": SMALL_WINDOW}


@dataclass(frozen=True, slots=True)
class Variant:
    """The looks of a variant by the end of their file name: color scheme, scale and size.

    With a direction, the texts are those of the pseudo-translation, else of `language`.
    """

    looks: Mapping[str, Look]
    pseudo: Qt.LayoutDirection | None = None
    language: str = ENGLISH

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Show windows that are built in this block in this variant."""
        if self.pseudo is None:
            with shown_language(self.language):
                yield
            return
        with TemporaryDirectory() as folder:
            make_pseudo(Project(), Path(folder))
            with pseudo_language(Path(folder), self.pseudo):
                yield


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
    "german": Variant(_light("german"), language="de"),
    "pseudo": Variant(_light("pseudo"), Qt.LayoutDirection.LeftToRight),
    "mirrored": Variant(_light("mirrored"), Qt.LayoutDirection.RightToLeft),
}
