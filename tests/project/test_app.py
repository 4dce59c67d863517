"""The object graph: clock, window and command."""

import locale
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flashdesign.app import SystemClock, open_context, uses_decimal_comma
from flashdesign.i18n import translation
from flashdesign.paths import AppPaths
from tests.support.message_catalog import write_catalog
from tests.support.storage.collections import fill, opened

ROOT = Path(__file__).resolve().parents[2]
SUMMER_MS = round(datetime(2026, 7, 1, 12, tzinfo=UTC).timestamp() * 1000)
WINTER_MS = round(datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp() * 1000)
ZONES = """
from flashdesign.app import SystemClock
print(SystemClock().zone_min({summer}), SystemClock().zone_min({winter}))
"""

# What a start imports before Home is drawn.
_HOME = """
import sys
from flashdesign.services.collection import built_in_decks, lifecycle
from flashdesign.ui.app import main_controller

late = ("sqlalchemy", "yaml", "markdown_it", "pygments", "flashdesign.domain.notes.question_kinds")
print([name for name in late if name in sys.modules])
"""
# What a start imports for Home and for the first question, and what an answer and its undo run.
_FIRST_ANSWERS = """
import sys
from pathlib import Path
import flashdesign.ui.app.main_controller
import flashdesign.ui.review.screen
from flashdesign.app import open_context
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.paths import AppPaths
from flashdesign.services.collection import built_in_decks, lifecycle
from flashdesign.services.decks.overview import overview
from flashdesign.services.review.session import ReviewSession

context = open_context(AppPaths(Path(sys.argv[1])))
built_in_decks.is_current(context, Path("decks"))
lifecycle.notices(context)
print(overview(context).today.total)
session = ReviewSession(context)
for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY):
    session.reveal()
    session.grade(rating)
session.undo()
session.flag()
session.close()
print(session.state.left.total)
print("sqlalchemy" in sys.modules)
context.database.close()
"""


def test_the_window_starts_without_heavy_imports() -> None:
    heavy = ("sqlalchemy", "yaml", "fsrs", "markdown_it", "pygments", "sqlite3")
    script = (
        "import sys\n"
        "from flashdesign.ui.app import command_runner, startup\n"
        "from flashdesign.ui.window import single_instance\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_the_window_opens_without_the_page_of_imports() -> None:
    script = (
        "import sys\n"
        "from flashdesign.ui.app import main_controller\n"
        "print([name for name in sys.modules if name.endswith('_screen') or '.screen' in name])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "['flashdesign.ui.home.screen']"


def test_home_needs_no_notes_and_no_libraries() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HOME], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_home_and_the_answers_need_no_sqlalchemy(tmp_path: Path) -> None:
    path = tmp_path / "collection.flashdesign"
    with opened(path) as database:
        fill(database)
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_ANSWERS, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["3", "3", "False"]


def test_the_clock_never_goes_back() -> None:
    clock = SystemClock()
    earlier = clock.monotonic()
    assert clock.monotonic() >= earlier
    assert clock.now_ms() > round(datetime(2025, 1, 1, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.skipif(os.name == "nt", reason="TZ is read on POSIX only")
@pytest.mark.parametrize(
    ("zone", "offsets"),
    [
        pytest.param("UTC0", "0 0", id="at Greenwich"),
        pytest.param("CET-1CEST,M3.5.0,M10.5.0/3", "120 60", id="with a summer time"),
        pytest.param("IST-5:30", "330 330", id="half an hour off"),
    ],
)
def test_the_time_zone_depends_on_the_time(zone: str, offsets: str) -> None:
    script = ZONES.format(summer=SUMMER_MS, winter=WINTER_MS)
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == offsets


def test_a_collection_is_opened(tmp_path: Path) -> None:
    context = open_context(AppPaths(tmp_path / "collection.flashdesign"))
    assert context.paths.collection.is_file()
    context.database.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_without_a_display_there_is_an_error_of_two_lines() -> None:
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-m", "flashdesign"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 2
    assert "flashdesign review" in result.stderr


def test_a_command_needs_no_display(tmp_path: Path) -> None:
    bare = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FLASHDESIGN_HOME": str(tmp_path),
    }
    result = subprocess.run(
        [sys.executable, "-m", "flashdesign", "log", "--json"],
        env=bare,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "[]"


def test_the_locale_decides_the_decimal_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    before = locale.setlocale(locale.LC_NUMERIC)
    monkeypatch.setenv("LC_ALL", "C")
    assert uses_decimal_comma() is False
    monkeypatch.setenv("LC_ALL", "nowhere_AT_ALL")
    assert uses_decimal_comma() is False
    assert locale.setlocale(locale.LC_NUMERIC) == before


def test_another_language_decides_the_decimal_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_catalog(tmp_path, "de", {"decimal separator\x04.": ","})
    write_catalog(tmp_path, "ja", {"decimal separator\x04.": "."})
    monkeypatch.setattr(translation, "LANGUAGES", tmp_path)
    monkeypatch.setattr(translation, "_catalogs", {})
    monkeypatch.setenv("LC_ALL", "C")
    with translation.in_language("de"):
        assert uses_decimal_comma() is True
    with translation.in_language("ja"):
        assert uses_decimal_comma() is False
