"""Search for a name that is not in use."""

from collections.abc import Iterable


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, or if it is taken the first of `name-2`, `name-3`, ... that is free."""
    used = set(taken)
    if name not in used:
        return name
    return next(other for n in range(2, len(used) + 3) if (other := f"{name}-{n}") not in used)
