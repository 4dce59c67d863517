"""The YAML dumpers of deck files: PyYAML's own, and libyaml's for the same text."""

import re
from typing import Any

import yaml

LINE_WIDTH = 100
# libyaml folds quoted texts elsewhere, escapes emoji in quotes, and ends some files with "...".
_MAY_DIFFER = re.compile(r'(?:^|[-:?,] |[\[{])"|\.\.\.\n\Z', re.MULTILINE)


class Dumper(yaml.SafeDumper):
    """Writes several lines as a block, and repeated values without aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


class _LibyamlDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same with libyaml's emitter, where PyYAML has it: ten times as fast."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def dump(value: object) -> str:
    """Return a mapping or a list as YAML in block style; the text does not depend on libyaml."""
    text = _dump_with(_LibyamlDumper, value)
    return _dump_with(Dumper, value) if _MAY_DIFFER.search(text) else text


def _dump_with(dumper: Any, value: object) -> str:
    text: str = yaml.dump(
        value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=LINE_WIDTH
    )
    return text


# Characters that other YAML readers take for a line end, or that YAML allows only escaped.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _UNSAFE.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


Dumper.add_representer(str, _represent_text)
_LibyamlDumper.add_representer(str, _represent_text)
