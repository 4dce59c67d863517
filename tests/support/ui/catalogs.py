"""Message catalogs for tests."""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flashdesign.i18n import translation
from flashdesign.i18n.translation import DOMAIN
from tools.messages import PSEUDO, Project, make_pseudo

_HEADER = "Content-Type: text/plain; charset=UTF-8\n"
_MAGIC, _START = 0x950412DE, 28


def write_catalog(folder: Path, code: str, messages: Mapping[str, str]) -> None:
    """Write the compiled catalog of a language, as gettext reads it, below `folder`."""
    pairs = sorted({"": _HEADER, **messages}.items())
    texts = [text.encode() for pair in zip(*pairs, strict=True) for text in pair]
    offset, table = _START + 8 * len(texts), b""
    for text in texts:
        table += struct.pack("<II", len(text), offset)
        offset += len(text) + 1
    header = struct.pack(
        "<7I", _MAGIC, 0, len(pairs), _START, _START + 8 * len(pairs), 0, _START + len(table)
    )
    path = folder / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(header + table + b"".join(text + b"\0" for text in texts))


@contextmanager
def pseudo_language() -> Iterator[None]:
    """Show the pseudo-translation in this block; its catalog is in a temporary folder."""
    before, language = translation.LANGUAGES, translation.language()
    with TemporaryDirectory() as folder:
        make_pseudo(Project(), Path(folder))
        translation.LANGUAGES = Path(folder)
        translation.set_language(PSEUDO)
        try:
            yield
        finally:
            translation.LANGUAGES = before
            translation.set_language(language)
