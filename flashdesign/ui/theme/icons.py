"""Line icons, drawn on a 24-unit grid as painter paths."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GRID_UNITS = 24.0
_STROKE_UNITS = 1.75
_ICON_SIZES_PX = (16, 24, 32, 48)

# Each shape is a letter and numbers: M x y, L x y, C six numbers, Z closes,
# O x y r is a circle, R x y w h r a rounded box, A x y r start sweep an arc in degrees.
_SHAPES = {
    "home": "M 4 11 L 12 4 L 20 11 M 6 9.5 L 6 20 L 18 20 L 18 9.5 M 10 20 L 10 14 L 14 14 L 14 20",
    "browse": "O 11 11 6.5 M 16 16 L 20.5 20.5",
    "search": "O 11 11 6.5 M 16 16 L 20.5 20.5",
    "statistics": "M 3.5 20.5 L 20.5 20.5 M 7 17 L 7 12 M 12 17 L 12 4.5 M 17 17 L 17 9",
    "settings": "M 3.5 8 L 12 8 M 17 8 L 20.5 8 O 14.5 8 2.5 M 3.5 16 L 7 16 M 12 16 L 20.5 16 "
    "O 9.5 16 2.5",
    "study": "R 4 7.5 12.5 12.5 2.5 M 8 4 L 17.5 4 C 19 4 20 5 20 6.5 L 20 16",
    "drill": "O 12 13.5 7.5 M 12 13.5 L 12 9.5 M 9.5 2.8 L 14.5 2.8 M 18 6.5 L 19.3 5.2",
    "quiz": "O 12 12 8.5 M 9.5 9.8 C 9.5 6.6 14.5 6.6 14.5 9.8 C 14.5 11.8 12 11.8 12 13.8 "
    "M 12 16.8 L 12 16.9",
    "edit": "M 4 20 L 4.8 16 L 16 4.8 L 19.2 8 L 8 19.2 Z M 13.5 7.3 L 16.7 10.5",
    "import": "M 12 4 L 12 15 M 7.5 10.5 L 12 15 L 16.5 10.5 M 4 16 L 4 20 L 20 20 L 20 16",
    "export": "M 12 15 L 12 4 M 7.5 8.5 L 12 4 L 16.5 8.5 M 4 16 L 4 20 L 20 20 L 20 16",
    "plus": "M 12 5 L 12 19 M 5 12 L 19 12",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "cross": "M 6 6 L 18 18 M 18 6 L 6 18",
    "check": "M 5 12.5 L 10 17.5 L 19 7",
    "warning": "M 12 4 L 21 19.5 L 3 19.5 Z M 12 10 L 12 14 M 12 16.8 L 12 16.9",
    "error": "O 12 12 8.5 M 12 7.5 L 12 12.8 M 12 16.2 L 12 16.3",
    "info": "O 12 12 8.5 M 12 11 L 12 16.5 M 12 7.7 L 12 7.8",
    "undo": "M 8.5 4.5 L 4 9 L 8.5 13.5 M 4 9 L 14.5 9 C 22 9 22 19.5 14.5 19.5 L 9 19.5",
    "more": "O 5.5 12 0.6 O 12 12 0.6 O 18.5 12 0.6",
    "keyboard": "R 2.5 6 19 12 2.5 M 6.5 10 L 6.6 10 M 10.2 10 L 10.3 10 M 13.8 10 L 13.9 10 "
    "M 17.5 10 L 17.6 10 M 8 14.2 L 16 14.2",
    "flag": "M 5.5 21 L 5.5 4 L 18.5 4 L 15.5 8.5 L 18.5 13 L 5.5 13",
    "pause": "M 8.5 5.5 L 8.5 18.5 M 15.5 5.5 L 15.5 18.5",
    "play": "M 7.5 5 L 18.5 12 L 7.5 19 Z",
    "clock": "O 12 12 8.5 M 12 7 L 12 12 L 15.5 14",
    "book": "M 12 6.5 C 10 4.8 7 4.5 3.5 4.5 L 3.5 18 C 7 18 10 18.3 12 20 C 14 18.3 17 18 20.5 18 "
    "L 20.5 4.5 C 17 4.5 14 4.8 12 6.5 L 12 20",
    "arrow-right": "M 4.5 12 L 19.5 12 M 13.5 6 L 19.5 12 L 13.5 18",
    "chevron-down": "M 6 9.5 L 12 15.5 L 18 9.5",
    "chevron-right": "M 9.5 6 L 15.5 12 L 9.5 18",
    "trash": "M 4 6.5 L 20 6.5 M 9 6.5 L 9 4 L 15 4 L 15 6.5 M 6 6.5 L 7 20 L 17 20 L 18 6.5 "
    "M 10.2 10.5 L 10.4 16 M 13.8 10.5 L 13.6 16",
    "tag": "M 4 4 L 12 4 L 20.5 12.5 L 12.5 20.5 L 4 12 Z M 8.2 8.2 L 8.3 8.3",
    "target": "O 12 12 8.5 O 12 12 4.5 O 12 12 0.6",
    "suspend": "O 12 12 8.5 M 6 18 L 18 6",
    "bury": "M 4 20.5 L 20 20.5 M 12 4 L 12 15.5 M 7.5 11 L 12 15.5 L 16.5 11",
    "bold": "M 7.5 5 L 12.5 5 C 17 5 17 12 12.5 12 L 7.5 12 M 12.5 12 C 18.5 12 18.5 19 13 19 "
    "L 7.5 19 L 7.5 5 M 8.6 5 L 8.6 19",
    "italic": "M 10 5 L 17.5 5 M 6.5 19 L 14 19 M 13.8 5 L 10.2 19",
    "code": "M 8.5 7 L 3.5 12 L 8.5 17 M 15.5 7 L 20.5 12 L 15.5 17",
    "code-block": "R 3 4.5 18 15 2.5 M 10 9 L 7 12 L 10 15 M 14 9 L 17 12 L 14 15",
    "list": "O 5 6.5 0.6 O 5 12 0.6 O 5 17.5 0.6 M 9.5 6.5 L 20 6.5 M 9.5 12 L 20 12 "
    "M 9.5 17.5 L 20 17.5",
    "link": "M 9.5 8 L 7 8 C 1.7 8 1.7 16 7 16 L 9.5 16 M 14.5 8 L 17 8 C 22.3 8 22.3 16 17 16 "
    "L 14.5 16 M 8.5 12 L 15.5 12",
    "formula": "M 17.5 7.5 L 17.5 5 L 6.5 5 L 12.5 12 L 6.5 19 L 17.5 19 L 17.5 16.5",
    "gap": "M 7 5.5 L 3.5 5.5 L 3.5 18.5 L 7 18.5 M 17 5.5 L 20.5 5.5 L 20.5 18.5 L 17 18.5 "
    "O 8.2 12 0.6 O 12 12 0.6 O 15.8 12 0.6",
    "picture": "R 3 5 18 14 2.5 O 8.3 9.8 1.6 M 4.5 18 L 10.5 12.5 L 14 15.8 L 16.5 13.5 L 20.5 17",
}
# These point in the direction of reading and are mirrored with the layout.
_DIRECTED = frozenset({"undo", "arrow-right", "chevron-right"})
_COUNTS = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 3, "R": 5, "A": 5}
ICON_NAMES: tuple[str, ...] = tuple(_SHAPES)


def paint(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into `rect` in one color."""
    scale = min(rect.width(), rect.height()) / _GRID_UNITS
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    is_mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    painter.scale(-scale if is_mirrored and name in _DIRECTED else scale, scale)
    painter.translate(-_GRID_UNITS / 2, -_GRID_UNITS / 2)
    pen = QPen(color, _STROKE_UNITS)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(_path(name), pen)
    painter.restore()


def icon(name: str, color: str) -> QIcon:
    """Return an icon in one color, for buttons and menus."""
    result = QIcon()
    for size_px in _ICON_SIZES_PX:
        pixmap = QPixmap(size_px, size_px)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, name, QRectF(0, 0, size_px, size_px), QColor(color))
        painter.end()
        result.addPixmap(pixmap)
    return result


@cache
def _path(name: str) -> QPainterPath:
    path = QPainterPath()
    words = iter(_SHAPES[name].split())
    for letter in words:
        _add(path, letter, [float(next(words)) for _ in range(_COUNTS[letter])])
    return path


def _add(path: QPainterPath, letter: str, numbers: list[float]) -> None:
    match letter, numbers:
        case "M", [x, y]:
            path.moveTo(x, y)
        case "L", [x, y]:
            path.lineTo(x, y)
        case "C", [x1, y1, x2, y2, x, y]:
            path.cubicTo(x1, y1, x2, y2, x, y)
        case "O", [x, y, radius]:
            path.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        case "R", [x, y, width, height, radius]:
            path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        case _:
            path.closeSubpath()
