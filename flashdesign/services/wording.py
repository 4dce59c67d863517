"""Sentences that several screens and commands share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashdesign.formatting import megabytes, number
from flashdesign.i18n import ngettext

if TYPE_CHECKING:
    from flashdesign.domain.parcels import Picture


def count(amount: int, noun: str, plural: str = "") -> str:
    """Return "1 card", "2 cards", "1,000 cards"; going away in favor of `ngettext`."""
    return f"{number(amount)} {noun if amount == 1 else plural or noun + 's'}"


def pictures(several: "Sequence[Picture]") -> str:
    """Return "3 pictures (1.2 MB)": their number and total size."""
    size = megabytes(sum(picture.size for picture in several))
    return ngettext("{n} picture ({size})", "{n} pictures ({size})", len(several)).format(
        n=number(len(several)), size=size
    )


def told_plain(notes: int) -> str:
    """Return how many notes of a package are of kinds that Anki does not have."""
    return ngettext(
        "{n} note became plain front and back: Anki has no such kind.",
        "{n} notes became plain front and back: Anki has no such kind.",
        notes,
    ).format(n=number(notes))
