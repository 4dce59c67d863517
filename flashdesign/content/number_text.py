"""Validate the unit, answer and range of a number card."""

from flashdesign.domain.faces import Number
from flashdesign.domain.quantities import QuantityError, parse_unit, read
from flashdesign.i18n import _


def broken_number(face: Number) -> str | None:
    """Return the first problem with the unit, the answer or the range, or None."""
    try:
        unit = parse_unit(face.unit)
    except QuantityError as error:
        return _("the unit {unit!r} cannot be read: {problem}").format(
            unit=face.unit, problem=error
        )
    try:
        answer = read(face.answer, unit).exact
        bounds = [read(bound, unit).exact for bound in face.span or ()]
    except QuantityError as error:
        return _("the number cannot be read: {problem}").format(problem=error)
    if bounds and not bounds[0] <= answer <= bounds[1]:
        return _("'range' must go from low to high and include the answer {answer}").format(
            answer=face.answer
        )
    return None
