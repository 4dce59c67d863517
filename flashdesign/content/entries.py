"""The fields that the deck file entries of all kinds have."""

from dataclasses import dataclass

from flashdesign.content.framework import Common
from flashdesign.content.typed import Id
from flashdesign.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Common):
    """The common fields of an entry."""

    kind: str
    id: Id | None = None
    target_s: float | None = None
    suspended: bool = False
    replaces: tuple[str, ...] = ()
    guid: str = ""

    def __post_init__(self) -> None:
        if self.target_s is not None and self.target_s <= 0:
            msg = _("'target_s' must be more than 0 seconds")
            raise ValueError(msg)
