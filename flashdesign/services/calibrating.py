"""How well the learner estimates, by the last attempts."""

from flashdesign.domain.calibration import Calibration, calibrate
from flashdesign.services.context import Context
from flashdesign.storage import attempts
from flashdesign.storage.database import Connection

LAST = 100


def calibration(context: Context, last: int = LAST) -> Calibration:
    """Return what the last attempts amount to; those taken back do not count."""
    with context.database.read() as connection:
        return calibration_of(connection, last)


def calibration_of(connection: Connection, last: int = LAST) -> Calibration:
    """Return the same within a read that is under way."""
    return calibrate(attempts.newest(connection, last))
