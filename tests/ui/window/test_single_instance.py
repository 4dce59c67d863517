"""One window per collection: only processes of this user reach it."""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from flashdesign import __version__
from flashdesign.services.collection.forwarded_command import (
    CommandResult,
    ForwardedCommand,
    ForwardingError,
    call_to_json,
)
from flashdesign.services.collection.socket_folder import new_socket_path
from flashdesign.ui.window.single_instance import Answer, SingleInstance, pack, read_messages
from tests.support.ui.other_thread import beside

posix = pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file")
CALL = ForwardedCommand(("due", "--json"), "/home/ada", 80, is_bold=True, encoding="utf-8")


COMMAND = pack({"version": __version__, "command": call_to_json(CALL)})


def ignore(_file: Path | None) -> None:
    """Import nothing."""


def refuse(_call: ForwardedCommand, _answer: Answer, _is_waiting: Callable[[], bool]) -> None:
    """Run nothing, and reply nothing."""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """The path of a collection."""
    return tmp_path / "collection.flashdesign"


@pytest.fixture
def instance(collection: Path) -> Iterator[SingleInstance]:
    """The socket of a collection."""
    instance = SingleInstance(collection)
    yield instance
    instance.close()


def knock(qtbot: QtBot, collection: Path, file: Path | None = None) -> bool:
    """Connect as a second start does."""
    return beside(qtbot, lambda: SingleInstance(collection).notify(file))


def test_nobody_answers_without_an_open_window(instance: SingleInstance) -> None:
    assert not instance.notify()
    assert instance.run_command(CALL, lambda *_: None) is None


def test_the_first_window_gets_each_second_start(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    heard: list[int] = []
    instance.listen(lambda _: heard.append(1), refuse)
    assert knock(qtbot, collection)
    assert knock(qtbot, collection)
    assert len(heard) == 2


def test_a_file_is_passed_on(qtbot: QtBot, instance: SingleInstance, collection: Path) -> None:
    heard: list[Path | None] = []
    instance.listen(heard.append, refuse)
    file = collection.with_name("mein Stapel ü\udcff.yaml")
    assert knock(qtbot, collection, file)
    assert knock(qtbot, collection)
    assert heard == [file, None]


def test_another_collection_has_another_socket(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    instance.listen(ignore, refuse)
    assert not knock(qtbot, collection.with_name("other.flashdesign"))


def test_a_closed_socket_accepts_nothing(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    instance.listen(ignore, refuse)
    instance.close()
    assert not knock(qtbot, collection)


@posix
def test_a_socket_left_by_a_killed_window_is_replaced(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    left = new_socket_path(collection)
    assert left is not None
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(left))
    assert left.exists()
    assert not instance.notify()
    assert instance.listen(ignore, refuse)
    assert knock(qtbot, collection)


@posix
def test_a_second_window_does_not_take_the_socket_of_the_first(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    instance.listen(ignore, refuse)
    second = SingleInstance(collection)
    assert not second.listen(ignore, refuse)
    assert not second.is_listening
    assert knock(qtbot, collection)


@posix
def test_only_this_user_can_reach_the_socket(instance: SingleInstance) -> None:
    instance.listen(ignore, refuse)
    (server,) = instance.findChildren(QLocalServer)
    path = Path(server.fullServerName())
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(CommandResult(0, "Today: 3 new.\n"), id="a line"),
        pytest.param(CommandResult(1, "", "flashdesign: There is no deck.\n"), id="an error"),
        pytest.param(CommandResult(0, "ü🂡\n" * 400_000, "and more\n"), id="megabytes"),
    ],
)
def test_a_command_gets_its_output_and_exit_code(
    qtbot: QtBot, instance: SingleInstance, collection: Path, result: CommandResult
) -> None:
    calls: list[ForwardedCommand] = []

    def run(call: ForwardedCommand, answer: Answer, _is_waiting: Callable[[], bool]) -> None:
        calls.append(call)
        answer(result)

    instance.listen(ignore, run)
    written = {"out": "", "err": ""}

    def write(stream: str, text: str) -> None:
        written[stream] += text

    assert (
        beside(qtbot, lambda: SingleInstance(collection).run_command(CALL, write))
        == result.exit_code
    )
    assert written == {"out": result.out, "err": result.err}
    assert calls == [CALL]


def test_the_call_arrives_unchanged(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    calls: list[ForwardedCommand] = []

    def run(call: ForwardedCommand, answer: Answer, _is_waiting: Callable[[], bool]) -> None:
        calls.append(call)
        answer(CommandResult(0))

    instance.listen(ignore, run)
    odd = ForwardedCommand(("import", "ü\udcff.csv"), "/tmp/\udcfe", None, encoding="cp1252")
    for call in (odd, replace(odd, is_changing=True, is_bold=True, columns=7, is_large=True)):
        ask = partial(SingleInstance(collection).run_command, call, lambda *_: None)
        assert beside(qtbot, ask) == 0
        assert calls[-1] == call


def test_a_window_closed_in_the_meantime_is_reported(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    instance.listen(ignore, lambda *_: instance.close())
    with pytest.raises(ForwardingError, match="was closed before the command finished"):
        beside(qtbot, lambda: SingleInstance(collection).run_command(CALL, lambda *_: None))


def test_pending_replies_are_sent_before_the_socket_closes(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    def run(_call: ForwardedCommand, answer: Answer, _is_waiting: Callable[[], bool]) -> None:
        answer(CommandResult(0, "x" * 1_000_000))
        instance.close()

    instance.listen(ignore, run)
    received: list[str] = []
    ask = SingleInstance(collection).run_command
    assert beside(qtbot, lambda: ask(CALL, lambda _, text: received.append(text))) == 0
    assert sum(map(len, received)) == 1_000_000


@posix
def test_a_window_that_hangs_is_reported(collection: Path) -> None:
    path = new_socket_path(collection)
    assert path is not None
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(path))
        hung.listen()
        with pytest.raises(ForwardingError, match=r"does not respond\. Wait until it does"):
            SingleInstance(collection).run_command(CALL, lambda *_: None, patience_ms=1)
    path.unlink()


@posix
def test_a_window_that_hangs_later_is_reported_so(collection: Path) -> None:
    path = new_socket_path(collection)
    assert path is not None

    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(path))
        hung.listen()
        caller = QLocalSocket()
        caller.connectToServer(str(path))
        connection, _ = hung.accept()
        with connection:
            connection.sendall(pack({"waiting": True}))
            assert caller.waitForReadyRead()
            found = read_messages(caller, patience_ms=1)
            assert next(found) == {"waiting": True}
            with pytest.raises(ForwardingError, match="started the command and no longer responds"):
                next(found)
    path.unlink()


@posix
def test_a_client_that_left_before_the_reply_does_no_harm(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    asked: list[tuple[Answer, Callable[[], bool]]] = []
    instance.listen(ignore, lambda _, answer, is_waiting: asked.append((answer, is_waiting)))
    assert "waiting" in said_to(qtbot, collection, COMMAND)
    ((answer, is_waiting),) = asked
    qtbot.waitUntil(lambda: not is_waiting())
    answer(CommandResult(0, "too late"))
    assert knock(qtbot, collection)


@posix
def test_a_cancelled_command_is_not_run(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    calls: list[ForwardedCommand] = []
    instance.listen(ignore, lambda call, *_: calls.append(call))
    path = new_socket_path(collection)
    assert path is not None
    # The window is busy: it receives both at once.
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(path))
        caller.sendall(COMMAND)
    assert knock(qtbot, collection)
    assert knock(qtbot, collection)
    assert calls == []


@posix
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param({"version": "0.0", "command": {}}, "runs FlashDesign", id="another version"),
        pytest.param({"version": __version__, "command": 3}, "refused", id="no call"),
        pytest.param({}, "refused", id="nothing"),
    ],
)
def test_an_unknown_message_is_refused(
    qtbot: QtBot,
    instance: SingleInstance,
    collection: Path,
    message: dict[str, object],
    expected: str,
) -> None:
    instance.listen(ignore, refuse)
    assert expected in said_to(qtbot, collection, pack(message))


@posix
def test_invalid_bytes_end_the_connection(
    qtbot: QtBot, instance: SingleInstance, collection: Path
) -> None:
    instance.listen(ignore, refuse)
    assert said_to(qtbot, collection, b"\xff" * 100) == ""
    assert knock(qtbot, collection)


def said_to(qtbot: QtBot, collection: Path, data: bytes) -> str:
    """Return the window's reply to these bytes."""
    path = new_socket_path(collection)
    assert path is not None

    def call() -> bytes:
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(str(path))
            caller.sendall(data)
            try:
                return caller.recv(10_000)
            except ConnectionError:
                return b""

    answer = beside(qtbot, call)
    return json.dumps(json.loads(answer[4:])) if answer else ""
