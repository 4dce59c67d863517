"""What every entry of a deck file may say, whatever its kind."""

from dataclasses import dataclass

from flashdesign.content.framework import Common
from flashdesign.content.typed import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Common):
    """What every entry may say."""

    kind: str
    id: Id | None = None
    target_s: float | None = None
    suspended: bool = False
    replaces: tuple[str, ...] = ()
    guid: str = ""

    def __post_init__(self) -> None:
        if self.target_s is not None and self.target_s <= 0:
            msg = "'target_s' must be more than 0 seconds"
            raise ValueError(msg)
