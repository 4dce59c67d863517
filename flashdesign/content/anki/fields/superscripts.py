"""Superscripts and subscripts as Unicode characters, or as small formulas."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from flashdesign.content.anki.fields.nodes import Item, ItemKind
from flashdesign.i18n.translation import _

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CHARACTERS = {"sup": _RAISED, "sub": _LOWERED}
_LATEX_SIGNS = {"sup": "^", "sub": "_"}
_CLOSING = re.compile(r"\}(?=\})")
_SPECIAL = re.compile(r"([{}$\\])")
_MAX_CHARACTERS = 120
_SHOWN_CHARACTERS = 60


def replace_shifts(items: list[Item], removed: dict[str, None]) -> list[Item]:
    """Return the items without super- and subscripts; add to `removed` what could not be kept."""
    if not any(item.style.shift for item in items):
        return items
    settled: list[Item] = []
    for is_shifted, run in groupby(items, lambda item: bool(item.style.shift)):
        found = list(run)
        settled += _settle_run(found, removed) if is_shifted else found
    return settled


def _settle_run(run: list[Item], removed: dict[str, None]) -> list[Item]:
    if all(item.is_gap_mark or _is_simple(item) for item in run):
        return [_unshifted(item, _shifted_text(item)) for item in run]
    texts = sum(len(item.text) for item in run)
    if texts <= _MAX_CHARACTERS and all(item.kind is ItemKind.TEXT for item in run):
        return [_formula(run)]
    return [_settle_item(item, removed) for item in run]


def _settle_item(item: Item, removed: dict[str, None]) -> Item:
    if item.kind is ItemKind.TEXT and len(item.text) <= _MAX_CHARACTERS and item.text.strip():
        return _formula([item])
    if item.kind is not ItemKind.BREAK and not item.is_gap_mark and item.text.strip():
        message = _("superscript or subscript became normal text: {text!r}")
        removed[message.format(text=item.text[:_SHOWN_CHARACTERS])] = None
    return _unshifted(item, item.text)


def _is_simple(item: Item) -> bool:
    """Return whether Unicode has a raised or lowered form of each character."""
    if item.kind not in (ItemKind.TEXT, ItemKind.CODE) or len(item.style.shift) != 1:
        return False
    table = _CHARACTERS[item.style.shift[0]]
    return all(ord(sign) in table or sign.isspace() for sign in item.text)


def _shifted_text(item: Item) -> str:
    return item.text if item.is_gap_mark else item.text.translate(_CHARACTERS[item.style.shift[0]])


def _unshifted(item: Item, text: str) -> Item:
    return replace(item, text=text, style=replace(item.style, shift=()))


def _formula(run: Sequence[Item]) -> Item:
    # Two braces in a row would end a gap around the formula.
    source = _CLOSING.sub("} ", _source(run, 0))
    return Item(ItemKind.FORMULA, source, replace(run[0].style, shift=()), "shift")


def _source(run: Sequence[Item], level: int) -> str:
    parts = []
    for way, group in groupby(run, lambda item: "".join(item.style.shift[level : level + 1])):
        items = list(group)
        if way:
            parts.append(f"{_LATEX_SIGNS[way]}{{{_source(items, level + 1)}}}")
        else:
            parts += [upright_latex(item.text) for item in items]
    return "".join(parts)


def upright_latex(text: str) -> str:
    """Return LaTeX that shows a text in upright letters."""
    pieces = _SPECIAL.split(text)
    parts = []
    for at, piece in enumerate(pieces):
        if at % 2:
            parts.append("\\backslash " if piece == "\\" else f"\\{piece}")
        elif piece:
            parts.append(f"\\text{{{piece}}}")
    return "".join(parts)
