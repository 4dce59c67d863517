"""Find names that nothing has yet."""

from collections.abc import Iterable


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, or where it is taken the first of `name-2`, `name-3` that is free."""
    known = set(taken)
    if name not in known:
        return name
    return next(other for n in range(2, len(known) + 3) if (other := f"{name}-{n}") not in known)
