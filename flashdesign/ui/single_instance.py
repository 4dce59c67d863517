"""One window a collection: other processes reach it through a local socket of this user alone."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from flashdesign import __version__
from flashdesign.private_files import is_private
from flashdesign.services.handed_commands import (
    CommandCall,
    CommandResult,
    WindowError,
    call_from_json,
    call_to_json,
)
from flashdesign.services.socket_place import name_of, new_socket_path, socket_paths
from flashdesign.ui.frames import FrameError, Frames, Message, packed
from flashdesign.ui.peers import is_own_peer

_CONNECT_MS, _HEARD_MS = 300, 3_000
_SIGN_OF_LIFE_EVERY_MS = 2_000
# Longer than an import holds up a window that wants to show something.
_PATIENCE_MS = 60_000
_FLUSH_MS, _TURN_MS = 2_000, 20
# Each character takes twelve bytes at most: a pair of escapes.
_CHUNK_CHARS = 200_000
_CLOSED = (
    "The window with this collection was closed before the command was done. Check whether it was "
    "carried out, then try again."
)
_SILENT = (
    "The window with this collection does not respond. Wait until it does, or close it; then try "
    "again."
)
_SILENT_MEANWHILE = (
    "The window with this collection started the command and no longer responds. Check "
    "there whether it was carried out before you try again."
)
_OTHER_VERSION = (
    "The window with this collection runs FlashDesign {}, this command is {}. Close the window, "
    "then try again."
)
Opened = Callable[[Path | None], None]
Answer = Callable[[CommandResult], None]
# Takes a command, whom to give its result, and what tells whether anybody still waits for it.
Take = Callable[[CommandCall, Answer, Callable[[], bool]], None]
# Writes a part of what a command wrote, to "out" or "err".
Write = Callable[[str, str], object]


class Door(QObject):
    """The socket of one collection, for the window that listens and for those who call."""

    def __init__(
        self,
        collection: Path,
        parent: QObject | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(parent)
        self._collection, self._environ = collection, environ
        self._server: QLocalServer | None = None
        self._file: tuple[int, int] | None = None
        self._visits: set[_Visit] = set()

    @property
    def is_listening(self) -> bool:
        """Whether other processes can reach this window."""
        return self._server is not None and self._file == _file_at(self._server.fullServerName())

    def knock(self, file: Path | None = None) -> bool:
        """Tell a window that has this collection to come to the front, and to import `file`.

        Returns False where no window of this user answers.
        """
        socket = self._connected()
        if socket is None:
            return False
        told = None if file is None else os.fsdecode(file)
        socket.write(packed({"version": __version__, "open": told}))
        try:
            return any(message.get("heard") for message in messages(socket, _HEARD_MS))
        except WindowError:
            return False

    def ask(self, call: CommandCall, write: Write, patience_ms: int = _PATIENCE_MS) -> int | None:
        """Have the window run a command, `write` what it writes, and return its exit code.

        Returns None where no window has this collection. Raises WindowError where the window says
        nothing for `patience_ms`, is closed meanwhile, or refuses.
        """
        socket = self._connected()
        if socket is None:
            return None
        socket.write(packed({"version": __version__, "command": call_to_json(call)}))
        for message in messages(socket, patience_ms):
            if "refused" in message:
                raise WindowError(str(message["refused"]))
            for stream in ("out", "err"):
                if stream in message:
                    write(stream, str(message[stream]))
            if "code" in message:
                return int(message["code"])
        raise WindowError(_CLOSED)

    def listen(self, opened: Opened, take: Take) -> bool:
        """Hear other processes from now on; return whether they can reach this window.

        `opened` is called with the file that is to be imported, if any; `take` with a command and
        with whom to give its result.
        """
        name = self._new_name()
        # Qt would take the place of another window's socket as it does of one that was left behind.
        if name is None or self._connected() is not None:
            return False
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._welcome(opened, take))
        if not server.listen(name):
            server.deleteLater()
            return False
        self._server = server
        self._file = _file_at(name)
        return True

    def close(self) -> None:
        """Hear nobody any more; what was answered is sent first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for visit in tuple(self._visits):
            visit.leave()

    def _new_name(self) -> str | None:
        if sys.platform == "win32":
            return self._pipe
        path = new_socket_path(self._collection, self._environ)
        return None if path is None else str(path)

    @property
    def _pipe(self) -> str:
        return f"flashdesign-{name_of(self._collection)}"

    def _names(self) -> Iterator[str]:
        if sys.platform == "win32":
            yield self._pipe
        for path in socket_paths(self._collection, self._environ):
            if is_private(path.parent) and path.exists():
                yield str(path)

    def _connected(self) -> QLocalSocket | None:
        """Return a connection to the window, made sure that it is one of this user."""
        for name in self._names():
            socket = QLocalSocket()
            socket.connectToServer(name)
            if socket.waitForConnected(_CONNECT_MS) and is_own_peer(socket.socketDescriptor()):
                return socket
            socket.abort()
        return None

    def _welcome(self, opened: Opened, take: Take) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if not is_own_peer(socket.socketDescriptor()):
                socket.abort()
                socket.deleteLater()
                continue
            visit = _Visit(socket, opened, take, self)
            self._visits.add(visit)
            visit.ended.connect(lambda one=visit: self._visits.discard(one))
            visit.read()


class _Visit(QObject):
    """One process that called, until it leaves."""

    ended = Signal()

    def __init__(self, socket: QLocalSocket, opened: Opened, take: Take, parent: QObject) -> None:
        super().__init__(parent)
        socket.setParent(self)
        self._socket, self._opened, self._take = socket, opened, take
        self._frames = Frames()
        self._alive = QTimer(self)
        self._alive.timeout.connect(lambda: self._say({"waiting": True}))
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self._end)

    def read(self) -> None:
        """Take what arrived."""
        try:
            for message in self._frames.take(bytes(self._socket.readAll().data())):
                self._hear(message)
        except FrameError:
            self._socket.abort()
        if not self._is_connected:
            self._end()

    def leave(self) -> None:
        """Send what is still to be sent, and hang up."""
        self._alive.stop()
        for _ in range(0, _FLUSH_MS, _TURN_MS):
            if not self._socket.bytesToWrite() or not self._is_connected:
                break
            self._socket.waitForBytesWritten(_TURN_MS)
        self._socket.abort()

    def _hear(self, message: Message) -> None:
        if "open" in message:
            self._say({"heard": True})
            told = message["open"]
            self._opened(Path(told) if isinstance(told, str) else None)
            return
        version = message.get("version")
        call = call_from_json(message.get("command"))
        if version != __version__ or call is None:
            self._say({"refused": _OTHER_VERSION.format(__version__, version)})
            return
        QTimer.singleShot(0, self, lambda: self._begin(call))

    def _begin(self, call: CommandCall) -> None:
        """Hand a command on, unless whoever called has given up while the window was busy."""
        self._socket.waitForReadyRead(0)  # notices that the other end was closed
        if not self._is_connected:
            return
        self._say({"waiting": True})
        self._alive.start(_SIGN_OF_LIFE_EVERY_MS)
        self._take(call, self._answer, self._is_waiting)

    def _is_waiting(self) -> bool:
        return isValid(self) and self._is_connected

    def _answer(self, result: CommandResult) -> None:
        if not isValid(self):
            return  # whoever called has left
        self._alive.stop()
        for stream, text in (("out", result.out), ("err", result.err)):
            for start in range(0, len(text), _CHUNK_CHARS):
                self._say({stream: text[start : start + _CHUNK_CHARS]})
        self._say({"code": result.code})

    def _say(self, message: Message) -> None:
        if self._is_connected:
            self._socket.write(packed(message))

    @property
    def _is_connected(self) -> bool:
        return self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState

    def _end(self) -> None:
        self._alive.stop()
        self.ended.emit()
        self.deleteLater()


def _file_at(name: str) -> tuple[int, int] | None:
    """Return which file a socket is, or None where it is none."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def messages(socket: QLocalSocket, patience_ms: int) -> Iterator[Message]:
    """Yield what the window says until it hangs up; raise WindowError where it is silent."""
    frames, silent = Frames(), _SILENT
    try:
        while True:
            for message in frames.take(bytes(socket.readAll().data())):
                silent = _SILENT_MEANWHILE
                yield message
            if _has_more(socket, patience_ms):
                continue
            if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
                raise WindowError(silent)
            yield from frames.take(bytes(socket.readAll().data()))
            return
    except FrameError as error:
        raise WindowError(_SILENT) from error
    finally:
        socket.abort()


def _has_more(socket: QLocalSocket, patience_ms: int) -> bool:
    """Wait for what the window says; in short turns, as Qt lets neither Ctrl-C nor threads in."""
    for _ in range(0, patience_ms, _TURN_MS):
        if socket.waitForReadyRead(_TURN_MS):
            return True
        if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            break
    return False
