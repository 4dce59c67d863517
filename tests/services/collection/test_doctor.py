"""Diagnostics of a machine: versions, system and bug reports."""

import pytest

from flashdesign import __version__
from flashdesign.services.collection.doctor import bug_report, system_report, versions
from flashdesign.services.collection.qt_requirements import MissingLibrary


def test_versions_include_the_program_and_its_libraries() -> None:
    found = versions()
    assert found["FlashDesign"] == __version__
    assert found["fsrs"] == "6.3.2"
    assert {"Python", "SQLAlchemy", "PyYAML"} <= found.keys()


def test_the_machine_report_is_complete() -> None:
    seen = system_report({"QT_QPA_PLATFORM": "offscreen"})
    assert seen.versions == versions()
    assert seen.system
    assert all(isinstance(library, MissingLibrary) for library in seen.missing)


def test_a_bug_report_names_versions_system_and_trace() -> None:
    def fail() -> None:
        problem = "the queue is upside down"
        raise LookupError(problem)

    with pytest.raises(LookupError) as caught:
        fail()
    report = bug_report(caught.value)
    assert f"FlashDesign {__version__}" in report
    assert system_report({}).system in report
    assert report.endswith("LookupError: the queue is upside down")
    assert "in fail" in report
