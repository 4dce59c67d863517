"""Say whether the texts of a number card can be read as what they claim to be."""

from flashdesign.domain.faces import Number
from flashdesign.domain.numerals import QuantityError, read_number


def broken_number(face: Number) -> str | None:
    """Return what is wrong with the answer, the unit or the range, or None."""
    try:
        answer = read_number(face.answer).number
        bounds = [read_number(bound).number for bound in face.span or ()]
    except QuantityError as error:
        return f"the number cannot be read: {error}"
    if bounds and not bounds[0] <= answer <= bounds[1]:
        return f"'range' must go from low to high and hold the answer {face.answer}"
    return None
