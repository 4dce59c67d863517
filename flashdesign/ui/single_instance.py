"""One window a collection: a second start knocks and hands over the file it was called with."""

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300
_LONGEST_PATH_BYTES = 8_192
Opened = Callable[[Path | None], None]


class Door(QObject):
    """A local socket named after the collection; all that is read from it is the path of a file."""

    def __init__(self, collection: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = blake2b(str(collection).encode(), digest_size=8).hexdigest()
        self._name = f"flashdesign-{digest}"
        self._server: QLocalServer | None = None

    def knock(self, file: Path | None = None) -> bool:
        """Tell a window that has this collection to come to the front, and to import `file`.

        Returns False if there is none.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_WAIT_MS)
        if heard and file is not None:
            socket.write(os.fsencode(file))
            socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def listen(self, opened: Opened) -> None:
        """Call `opened` at each knock from now on, with the file that came with it."""
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

    def _answer(self, opened: Opened) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()

        def ended() -> None:
            told = bytes(socket.read(_LONGEST_PATH_BYTES).data())
            socket.deleteLater()
            opened(Path(os.fsdecode(told)) if told else None)

        if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
            socket.disconnected.connect(ended)
        else:
            ended()
