"""Fixtures of the service tests, for tests of damage, kills and full disks."""

from tests.services.conftest import learner
from tests.storage.conftest import path

__all__ = ["learner", "path"]
