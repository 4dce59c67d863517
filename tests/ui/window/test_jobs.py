"""Jobs: work runs in a thread, and its result or error arrives in the window's thread."""

import gc
import sys
import threading
from functools import partial

from PySide6.QtCore import QObject, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from flashdesign.ui.window import jobs


def test_work_runs_in_a_thread_and_its_result_comes_back(qtbot: QtBot) -> None:
    here = threading.get_ident()
    received: list[tuple[int, int]] = []
    wanted_by = QObject()
    jobs.start(
        wanted_by,
        threading.get_ident,
        lambda there: received.append((there, threading.get_ident())),
        lambda _: None,
    )
    qtbot.waitUntil(lambda: bool(received))
    there, back = received[0]
    assert there != here
    assert back == here


def test_a_failure_comes_back_unchanged(qtbot: QtBot) -> None:
    received: list[BaseException] = []
    wanted_by, error = QObject(), ValueError("no")

    def fail() -> None:
        raise error

    jobs.start(wanted_by, fail, lambda _: None, received.append)
    qtbot.waitUntil(lambda: bool(received))
    assert received == [error]


def test_a_deleted_owner_is_not_called() -> None:
    received: list[object] = []
    wanted_by = QObject()
    gate = threading.Event()
    jobs.start(wanted_by, gate.wait, received.append, received.append)
    delete(wanted_by)
    gate.set()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert received == []


def test_many_jobs_all_come_back(qtbot: QtBot) -> None:
    received: list[int] = []
    wanted_by = QObject()
    for number in range(200):
        jobs.start(wanted_by, partial(abs, -number), received.append, lambda _: None)
    qtbot.waitUntil(lambda: len(received) == 200)
    assert sorted(received) == list(range(200))


def test_the_garbage_collector_does_not_slow_down_large_work(qtbot: QtBot) -> None:
    received: list[object] = []
    wanted_by, turn_s = QObject(), sys.getswitchinterval()
    gc.enable()
    jobs.start_large(wanted_by, gc.isenabled, received.append, received.append)
    qtbot.waitUntil(lambda: bool(received))
    assert received == [False]
    assert gc.isenabled()
    assert sys.getswitchinterval() == turn_s
