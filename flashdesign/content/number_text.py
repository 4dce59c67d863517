"""Say whether the texts of a number card can be read as what they claim to be."""

from flashdesign.domain.faces import Number
from flashdesign.domain.quantities import QuantityError, parse_unit, read


def broken_number(face: Number) -> str | None:
    """Return what is wrong with the unit, the answer or the range, or None."""
    try:
        unit = parse_unit(face.unit)
    except QuantityError as error:
        return f"the unit {face.unit!r} cannot be read: {error}"
    try:
        answer = read(face.answer, unit).exact
        bounds = [read(bound, unit).exact for bound in face.span or ()]
    except QuantityError as error:
        return f"the number cannot be read: {error}"
    if bounds and not bounds[0] <= answer <= bounds[1]:
        return f"'range' must go from low to high and hold the answer {face.answer}"
    return None
