"""Set-up of all tests: offscreen Qt, deletion of closed windows, reproducible examples."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from flashdesign.domain.drills.template import Template
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import KINDS, Drill

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if sys.platform != "win32":
    # Windows create their sockets here, separate from those of the user who runs the tests.
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="fd-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

settings.register_profile("gate", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("nightly", deadline=None, max_examples=3_000)
settings.load_profile("gate")
# Drills are not imported at the start, so the type of templates cannot be resolved by its name.
st.register_type_strategy(Drill, st.builds(Drill, st.from_type(Template)))
st.register_type_strategy(Question, st.sampled_from(KINDS).flatmap(st.from_type))


def pytest_collection() -> None:
    """Pause the garbage collector: what the collection of tests makes stays to the end."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Start the garbage collector again; it no longer walks through modules and tests."""
    gc.enable()
    gc.freeze()


@pytest.fixture(autouse=True)
def reap_windows() -> Iterator[None]:
    """Delete the windows that a test closed; otherwise each test is slower than the one before."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
