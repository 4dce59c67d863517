"""One window per collection: other processes reach it through a local socket of this user."""

import json
import os
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from flashdesign import __version__
from flashdesign.i18n.translation import N_, _
from flashdesign.private_files import is_private
from flashdesign.services.collection.forwarded_command import (
    CommandResult,
    ForwardedCommand,
    ForwardingError,
    call_from_json,
    call_to_json,
)
from flashdesign.services.collection.socket_folder import name_of, new_socket_path, socket_paths

_SOL_LOCAL, _LOCAL_PEERCRED = 0, 1  # sys/un.h of macOS and BSD
_XUCRED = struct.Struct("IIh")  # version, uid, number of groups


def is_own_peer(descriptor: int) -> bool:
    """Return whether the process at the other end runs as this user.

    Also True if the system does not report the user: the socket's folder is private to this user.
    """
    if sys.platform == "win32" or descriptor < 0:
        return True
    with socket.socket(fileno=os.dup(descriptor)) as peer:
        uid = _peer_uid(peer)
    return uid is None or uid == os.getuid()


def _peer_uid(peer: socket.socket) -> int | None:
    try:
        if sys.platform == "linux":
            size = struct.calcsize("3i")
            raw = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            return int(struct.unpack("3i", raw)[1])
        raw = peer.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, 128)
        return int(_XUCRED.unpack_from(raw)[1])
    except (OSError, struct.error, AttributeError):
        return None


MAX_FRAME_BYTES = 4_000_000
_LENGTH = struct.Struct("!I")
Message = dict[str, Any]


class FrameError(ValueError):
    """Received data is not a message."""


def pack(message: Message) -> bytes:
    """Return a message as bytes; raise FrameError if it is too long."""
    body = json.dumps(message).encode("ascii")
    if len(body) > MAX_FRAME_BYTES:
        problem = "the message is too long"
        raise FrameError(problem)
    return _LENGTH.pack(len(body)) + body


class FrameReader:
    """Assembles messages from received chunks."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the complete messages; raise FrameError at the first that is invalid."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            if length > MAX_FRAME_BYTES:
                problem = "the message is too long"
                raise FrameError(problem)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body, self._buffer = self._buffer[_LENGTH.size : end], self._buffer[end:]
            yield _parse(body)


def _parse(body: bytes) -> Message:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FrameError(str(error)) from error
    if not isinstance(message, dict):
        problem = "the message is not an object"
        raise FrameError(problem)
    return message


_CONNECT_MS, _REPLY_MS = 300, 3_000
_KEEP_ALIVE_EVERY_MS = 2_000
# Longer than an import may block the window.
_PATIENCE_MS = 60_000
_FLUSH_MS, _POLL_MS = 2_000, 20
# JSON escapes a character with twelve bytes at most: a surrogate pair.
_CHUNK_CHARS = 200_000
_CLOSED = N_(
    "The window with this collection was closed before the command finished. Check whether it was "
    "carried out, then try again."
)
_SILENT = N_(
    "The window with this collection does not respond. Wait until it does, or close it; then try "
    "again."
)
_SILENT_AFTER_START = N_(
    "The window with this collection started the command and no longer responds. Check "
    "there whether it was carried out before you try again."
)
_OTHER_VERSION = N_(
    "The window with this collection runs FlashDesign {window}, but this "
    "command is from FlashDesign {command}. Close the window, then try "
    "again."
)
OnOpen = Callable[[Path | None], None]
Answer = Callable[[CommandResult], None]
# Takes a command, a function for its result, and one that returns whether its caller still waits.
Take = Callable[[ForwardedCommand, Answer, Callable[[], bool]], None]
# Writes a piece of a command's output to "out" or "err".
Write = Callable[[str, str], object]


class SingleInstance(QObject):
    """The socket of one collection, used by the listening window and by its clients."""

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
        self._clients: set[_Client] = set()

    @property
    def is_listening(self) -> bool:
        """Whether other processes can reach this window."""
        return self._server is not None and self._file == _file_at(self._server.fullServerName())

    def notify(self, file: Path | None = None) -> bool:
        """Raise the window that has this collection, and show the import of `file` there.

        Returns False if no window of this user answers.
        """
        socket = self._connect()
        if socket is None:
            return False
        path = None if file is None else os.fsdecode(file)
        socket.write(pack({"version": __version__, "open": path}))
        try:
            return any(message.get("heard") for message in read_messages(socket, _REPLY_MS))
        except ForwardingError:
            return False

    def run_command(
        self, call: ForwardedCommand, write: Write, patience_ms: int = _PATIENCE_MS
    ) -> int | None:
        """Have the window run a command, pass its output to `write`, and return its exit code.

        Returns None if no window has this collection. Raises ForwardingError if the window does not
        answer for `patience_ms`, is closed in the meantime, or refuses.
        """
        socket = self._connect()
        if socket is None:
            return None
        socket.write(pack({"version": __version__, "command": call_to_json(call)}))
        for message in read_messages(socket, patience_ms):
            if "refused" in message:
                raise ForwardingError(str(message["refused"]))
            for stream in ("out", "err"):
                if stream in message:
                    write(stream, str(message[stream]))
            if "code" in message:
                return int(message["code"])
        raise ForwardingError(_CLOSED)

    def listen(self, opened: OnOpen, take: Take) -> bool:
        """Accept connections from now on; return whether other processes can reach this window.

        `opened` is called with the file to import, if any; `take` with a command, a function for
        its result, and one that returns whether the caller still waits.
        """
        name = self._new_name()
        # Qt would replace another window's socket just like a stale one.
        if name is None or self._connect() is not None:
            return False
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(lambda: self._accept(opened, take))
        if not server.listen(name):
            server.deleteLater()
            return False
        self._server = server
        self._file = _file_at(name)
        return True

    def close(self) -> None:
        """Stop listening; pending replies are sent first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for client in tuple(self._clients):
            client.leave()

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

    def _connect(self) -> QLocalSocket | None:
        """Return a connection to the window if it runs as this user, else None."""
        for name in self._names():
            socket = QLocalSocket()
            socket.connectToServer(name)
            if socket.waitForConnected(_CONNECT_MS) and is_own_peer(socket.socketDescriptor()):
                return socket
            socket.abort()
        return None

    def _accept(self, opened: OnOpen, take: Take) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if not is_own_peer(socket.socketDescriptor()):
                socket.abort()
                socket.deleteLater()
                continue
            client = _Client(socket, opened, take, self)
            self._clients.add(client)
            client.ended.connect(lambda ended=client: self._clients.discard(ended))
            client.read()


class _Client(QObject):
    """A connected process, until it disconnects."""

    ended = Signal()

    def __init__(self, socket: QLocalSocket, opened: OnOpen, take: Take, parent: QObject) -> None:
        super().__init__(parent)
        socket.setParent(self)
        self._socket, self._opened, self._take = socket, opened, take
        self._frames = FrameReader()
        self._keep_alive = QTimer(self)
        self._keep_alive.timeout.connect(lambda: self._send({"waiting": True}))
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self._end)

    def read(self) -> None:
        """Read and handle the messages that arrived."""
        try:
            for message in self._frames.feed(bytes(self._socket.readAll().data())):
                self._handle(message)
        except FrameError:
            self._socket.abort()
        if not self._is_connected:
            self._end()

    def leave(self) -> None:
        """Send pending output, and disconnect."""
        self._keep_alive.stop()
        for _elapsed in range(0, _FLUSH_MS, _POLL_MS):
            if not self._socket.bytesToWrite() or not self._is_connected:
                break
            self._socket.waitForBytesWritten(_POLL_MS)
        self._socket.abort()

    def _handle(self, message: Message) -> None:
        if "open" in message:
            self._send({"heard": True})
            path = message["open"]
            self._opened(Path(path) if isinstance(path, str) else None)
            return
        version = message.get("version")
        call = call_from_json(message.get("command"))
        if version != __version__ or call is None:
            refusal = _(_OTHER_VERSION).format(window=__version__, command=version)
            self._send({"refused": refusal})
            return
        QTimer.singleShot(0, self, lambda: self._begin(call))

    def _begin(self, call: ForwardedCommand) -> None:
        """Pass a command on, unless its caller disconnected while the window was busy."""
        self._socket.waitForReadyRead(0)  # detects that the other end was closed
        if not self._is_connected:
            return
        self._send({"waiting": True})
        self._keep_alive.start(_KEEP_ALIVE_EVERY_MS)
        self._take(call, self._answer, self._is_waiting)

    def _is_waiting(self) -> bool:
        return isValid(self) and self._is_connected

    def _answer(self, result: CommandResult) -> None:
        if not isValid(self):
            return  # the caller has disconnected
        self._keep_alive.stop()
        for stream, text in (("out", result.out), ("err", result.err)):
            for start in range(0, len(text), _CHUNK_CHARS):
                self._send({stream: text[start : start + _CHUNK_CHARS]})
        self._send({"code": result.exit_code})

    def _send(self, message: Message) -> None:
        if self._is_connected:
            self._socket.write(pack(message))

    @property
    def _is_connected(self) -> bool:
        return self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState

    def _end(self) -> None:
        self._keep_alive.stop()
        self.ended.emit()
        self.deleteLater()


def _file_at(name: str) -> tuple[int, int] | None:
    """Return the device and inode of a socket's file, or None if it has none."""
    try:
        status = Path(name).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def read_messages(socket: QLocalSocket, patience_ms: int) -> Iterator[Message]:
    """Yield the window's messages until it disconnects; raise ForwardingError without an answer."""
    frames, problem = FrameReader(), _SILENT
    try:
        while True:
            for message in frames.feed(bytes(socket.readAll().data())):
                problem = _SILENT_AFTER_START
                yield message
            if _has_more(socket, patience_ms):
                continue
            if socket.state() is QLocalSocket.LocalSocketState.ConnectedState:
                raise ForwardingError(problem)
            yield from frames.feed(bytes(socket.readAll().data()))
            return
    except FrameError as error:
        raise ForwardingError(_SILENT) from error
    finally:
        socket.abort()


def _has_more(socket: QLocalSocket, patience_ms: int) -> bool:
    """Wait for data, in short steps: Qt blocks Ctrl-C and other threads while it waits."""
    for _elapsed in range(0, patience_ms, _POLL_MS):
        if socket.waitForReadyRead(_POLL_MS):
            return True
        if socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            break
    return False
