"""Calibration of the user's estimates by the last attempts."""

from flashdesign.domain.calibration import Calibration, calibrate
from flashdesign.services.context import Context
from flashdesign.storage import attempts
from flashdesign.storage.database import Connection

LAST = 100


def calibration(context: Context, last: int = LAST) -> Calibration:
    """Return the calibration by the last attempts, without undone ones."""
    with context.database.read() as connection:
        return calibration_of(connection, last)


def calibration_of(connection: Connection, last: int = LAST) -> Calibration:
    """Return the same on an open connection."""
    return calibrate(attempts.newest(connection, last))
