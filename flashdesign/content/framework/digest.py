"""A hash of the built-in decks, to see quickly whether they have changed since the last update."""

from hashlib import sha256
from pathlib import Path

import flashdesign

GENERATOR_VERSION = 1
"""Increment this when a generator's texts change between two releases."""


def shipped_digest(folder: Path) -> str:
    """Return the SHA-256 of the deck files and both version numbers, in hexadecimal."""
    state = sha256(f"{flashdesign.__version__}\0{GENERATOR_VERSION}".encode())
    for path in sorted(folder.rglob("*.yaml")):
        data = path.read_bytes()
        state.update(f"\0{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        state.update(data)
    return state.hexdigest()
