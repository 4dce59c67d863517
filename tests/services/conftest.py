"""A learner with an empty collection in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import Learner


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """A learner at noon of a Monday; the collection is closed at the end."""
    person = Learner(tmp_path)
    yield person
    person.context.database.close()
