"""The color scheme and text size of the application; follows the desktop's scheme."""

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip

from flashdesign.domain.settings import ColorScheme
from flashdesign.paths import resources_folder
from flashdesign.ui.theme.colors import DARK, LIGHT, Tokens
from flashdesign.ui.theme.qt_palette import palette_for
from flashdesign.ui.theme.sizes import Sizes, sizes_for
from flashdesign.ui.theme.style_sheet import IMAGES_PREFIX, style_sheet


class Appearance(QObject):
    """Applies a color scheme and a text size to the application.

    Signals:
        changed: the color tokens or the text size changed.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: ColorScheme = ColorScheme.SYSTEM, text_scale: float = 1.0
    ) -> None:
        super().__init__(app)
        self._app = app
        self._system_font = QFont(app.font())
        self.scheme = scheme
        self.text_scale = text_scale
        QDir.setSearchPaths(IMAGES_PREFIX, [str(resources_folder() / "controls")])
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._apply()

    def apply(self, scheme: ColorScheme, text_scale: float) -> None:
        """Use another scheme and text size from now on."""
        if (scheme, text_scale) == (self.scheme, self.text_scale):
            return
        self.scheme, self.text_scale = scheme, text_scale
        self._apply()
        self.changed.emit()

    @property
    def tokens(self) -> Tokens:
        """The current color tokens."""
        return tokens_for(self.scheme, QGuiApplication.styleHints().colorScheme())

    @property
    def sizes(self) -> Sizes:
        """The current type sizes."""
        return sizes_for(self._system_font, self.text_scale)

    def _apply(self) -> None:
        tokens, sizes = self.tokens, self.sizes
        font = QFont(self._system_font)
        font.setPixelSize(sizes.body_px)
        self._app.setFont(font)
        self._app.setPalette(palette_for(tokens))
        QToolTip.setPalette(palette_for(tokens))
        self._app.setStyleSheet(style_sheet(tokens, sizes))

    def _follow_desktop(self) -> None:
        if self.scheme is ColorScheme.SYSTEM:
            self._apply()
            self.changed.emit()


def tokens_for(scheme: ColorScheme, desktop: Qt.ColorScheme) -> Tokens:
    """Return the color tokens of a scheme, given the scheme of the desktop."""
    if scheme is ColorScheme.SYSTEM:
        return DARK if desktop == Qt.ColorScheme.Dark else LIGHT
    return DARK if scheme is ColorScheme.DARK else LIGHT
