"""Tests of the comparison of two revisions."""

import subprocess

import pytest

from tools.bench_compare import ROOT, above, compare, find_revision, main, worktree

BASE = [
    {"answer_p50_ms": 2.0, "memory_mb": 100.0, "floor_bare_qt_ms": 50.0, "cards": 10.0},
    {"answer_p50_ms": 4.0, "memory_mb": 100.0, "floor_bare_qt_ms": 50.0, "cards": 10.0},
    {"answer_p50_ms": 2.0, "memory_mb": 100.0, "floor_bare_qt_ms": 50.0, "cards": 10.0},
]
TREE = [
    {"answer_p50_ms": 2.5, "memory_mb": 105.0, "floor_bare_qt_ms": 60.0, "new_s": 1.0},
    {"answer_p50_ms": 2.5, "memory_mb": 105.0, "floor_bare_qt_ms": 60.0, "new_s": 1.0},
    {"answer_p50_ms": 9.0, "memory_mb": 105.0, "floor_bare_qt_ms": 60.0, "new_s": 1.0},
]


def test_the_medians_of_what_both_measured_are_compared() -> None:
    figures = compare(BASE, TREE)
    assert figures["answer_p50_ms"] == {"base": 2.0, "tree": 2.5, "ratio": 1.25}
    assert set(figures) == {"answer_p50_ms", "memory_mb", "floor_bare_qt_ms"}


def test_a_figure_of_zero_has_no_ratio() -> None:
    assert compare([{"gap_ms": 0.0}], [{"gap_ms": 1.0}]) == {"gap_ms": {"base": 0.0, "tree": 1.0}}


@pytest.mark.parametrize(
    ("fence", "expected"),
    [
        pytest.param(None, [], id="no fence"),
        pytest.param(1.1, ["answer_p50_ms"], id="a floor is not held to the fence"),
        pytest.param(1.04, ["answer_p50_ms", "memory_mb"], id="a lower fence"),
        pytest.param(1.3, [], id="all below the fence"),
    ],
)
def test_figures_above_the_fence(fence: float | None, expected: list[str]) -> None:
    assert above(compare(BASE, TREE), fence) == expected


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an archive has no revisions")
def test_an_unknown_revision_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--base", "no-such-revision"]) == 2
    assert "no-such-revision is no revision of this repository" in capsys.readouterr().err


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an archive has no revisions")
def test_the_files_of_a_revision_are_removed_afterwards() -> None:
    commit = find_revision("HEAD")
    with worktree(commit) as folder:
        assert (folder / "pyproject.toml").exists()
    assert not folder.exists()
    listed = subprocess.run(
        ["git", "worktree", "list"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert str(folder) not in listed.stdout
