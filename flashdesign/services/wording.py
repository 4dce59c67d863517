"""Sentences that several screens and commands use."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashdesign.formatting import megabytes, number
from flashdesign.i18n import ngettext

if TYPE_CHECKING:
    from flashdesign.domain.parcels import Picture


def count(amount: int, noun: str, plural: str = "") -> str:
    """Return "1 card", "2 cards", "1,000 cards"; going away in favor of `ngettext`."""
    return f"{number(amount)} {noun if amount == 1 else plural or noun + 's'}"


def pictures(images: "Sequence[Picture]") -> str:
    """Return "3 pictures (1.2 MB)": their number and total size."""
    size = megabytes(sum(image.size for image in images))
    return ngettext("{n} picture ({size})", "{n} pictures ({size})", len(images)).format(
        n=number(len(images)), size=size
    )


def told_plain(notes: int) -> str:
    """Return a sentence on the notes of a package whose types Anki does not have."""
    return ngettext(
        "{n} note was exported as Basic (Anki has no matching type).",
        "{n} notes were exported as Basic (Anki has no matching type).",
        notes,
    ).format(n=number(notes))
