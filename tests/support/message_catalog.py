"""Compiled message catalogs for tests."""

import struct
from collections.abc import Mapping
from pathlib import Path

from flashdesign.i18n.translation import DOMAIN

_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
_MAGIC, _START = 0x950412DE, 28


def write_catalog(folder: Path, code: str, messages: Mapping[str, str]) -> None:
    r"""Write the compiled catalog of a language, as gettext reads it, below `folder`.

    A message may have its context before a \x04, its plural after a \0; there are two plural forms.
    """
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
