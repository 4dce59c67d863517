"""Run a function in a thread, as another process would, while the window keeps running."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from pytestqt.qtbot import QtBot

Result = TypeVar("Result")


def beside(qtbot: QtBot, act: Callable[[], Result]) -> Result:
    """Return what `act` returns, or raise what it raises."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(act)
        qtbot.waitUntil(future.done, timeout=30_000)
    return future.result()
