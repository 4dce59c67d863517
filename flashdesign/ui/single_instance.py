"""One window a collection: a second start knocks, and the first one comes to the front."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300


class Door(QObject):
    """A local socket named after the collection; nothing is read from it but the knock."""

    def __init__(self, collection: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = blake2b(str(collection).encode(), digest_size=8).hexdigest()
        self._name = f"flashdesign-{digest}"
        self._server: QLocalServer | None = None

    def knock(self) -> bool:
        """Tell a window that has this collection to come to the front; False if there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_WAIT_MS)
        socket.abort()
        return heard

    def listen(self, opened: Callable[[], None]) -> None:
        """Call `opened` at each knock from now on."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._answer(opened))
        if not server.listen(self._name):
            # A window that was killed leaves its socket behind.
            QLocalServer.removeServer(self._name)
            server.listen(self._name)
        self._server = server

    def close(self) -> None:
        """Hear no knock any more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self, opened: Callable[[], None]) -> None:
        if self._server is not None:
            self._server.nextPendingConnection().deleteLater()
            opened()
