"""Markdown of the inline items of a line."""

import re
from collections.abc import Callable
from itertools import groupby

from flashdesign.content.anki.fields.nodes import Item, ItemKind
from flashdesign.content.anki.markdown.escapes import Part, escape_line, place_style_marks
from flashdesign.content.anki.markdown.inline_tree import (
    GapNode,
    Node,
    leaves,
    nest_gaps,
    split_edges,
)

Attribute = Callable[[Item], str]
_STYLES: dict[str, Attribute] = {
    "link": lambda item: item.style.link,
    "struck": lambda item: "~~" if item.style.is_struck_out else "",
    "bold": lambda item: "**" if item.style.is_bold else "",
    "italic": lambda item: "*" if item.style.is_italic else "",
}
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "|": "%7C", "`": "%60"})
_FENCE = re.compile(r"`+")
_RISKY_ADDRESS = re.compile(r"[()*_~$&{}\[\]:]{2}|[()]")


def to_line(
    items: list[Item],
    *,
    has_gaps: bool = True,
    is_cell: bool = False,
    is_plain: bool = False,
    escapes_all: bool = False,
) -> str:
    """Return the items as Markdown; without styles if `is_plain`.

    In a cell there are no breaks, and `|` is escaped. `escapes_all` escapes all ASCII punctuation.
    """
    levels = tuple(
        level
        for level, attribute in _STYLES.items()
        if (level == "link" or not is_plain) and any(map(attribute, items))
    )
    writer = _Writer(levels, is_cell=is_cell)
    writer.write(nest_gaps(list(split_edges(items))), frozenset())
    text = escape_line(place_style_marks(writer.parts), has_gaps=has_gaps, escapes_all=escapes_all)
    return text.replace("|", "\\|") if is_cell else text


class _Writer:
    """Collects the parts of a line: texts and markup."""

    def __init__(self, levels: tuple[str, ...], *, is_cell: bool) -> None:
        self.parts: list[Part] = []
        self._is_cell = is_cell
        self._last_code = ""
        self._levels = levels

    def write(self, nodes: list[Node], active: frozenset[str], at: int = 0) -> None:
        """Write nodes, one level of style after another."""
        while at < len(self._levels) and self._levels[at] in active:
            at += 1
        if at == len(self._levels):
            for node in nodes:
                self._write_node(node, active)
            return
        level = self._levels[at]
        values = _style_values(nodes, _STYLES[level])
        for value, pairs in groupby(zip(values, nodes, strict=True), lambda pair: pair[0]):
            run = [node for _value, node in pairs]
            if not value:
                self.write(run, active, at + 1)
            elif level == "link":
                self._write_link(run, value, active, at)
            else:
                self.parts.append(Part("open", value))
                self.write(run, active | {level}, at + 1)
                self.parts.append(Part("close", value))

    def _write_link(self, run: list[Node], address: str, active: frozenset[str], at: int) -> None:
        begin = len(self.parts)
        self.parts.append(Part("markup", "["))
        self.write(run, active | {"link"}, at + 1)
        if [part.text for part in self.parts[begin + 1 :]] == ["…"]:
            # `[…]` would be a gap.
            self.parts[-1] = Part("markup", "&#8230;")
        safe = re.sub(r"\s", "%20", address.translate(_IN_ADDRESS))
        safe = safe.replace("}}", "%7D%7D").replace("::", "%3A%3A").replace("{{", "%7B%7B")
        shown = f"<{safe}>" if _RISKY_ADDRESS.search(safe) else safe
        self.parts.append(Part("markup", f"]({shown})"))

    def _write_node(self, node: Node, active: frozenset[str]) -> None:
        if isinstance(node, GapNode):
            self.parts.append(Part("gap", node.opening))
            self.write(node.children, active)
            self.parts.append(Part("gap", "}}"))
            return
        match node.kind:
            case ItemKind.TEXT:
                self.parts.append(Part("linked" if "link" in active else "text", node.text))
            case ItemKind.GAP_HINT:
                self.parts.append(Part("gap", "::"))
            case ItemKind.CODE:
                self._write_code(node.text)
            case ItemKind.FORMULA:
                self._write_formula(node.text)
            case ItemKind.PICTURE:
                self.parts.append(Part("markup", _picture(node.name, node.text)))
            case ItemKind.INDENT:
                self.parts.append(Part("markup", "&nbsp;" * len(node.text)))
            case _:
                self.parts.append(Part("markup", " " if self._is_cell else "\\\n"))

    def _write_formula(self, text: str) -> None:
        core = text.strip()
        space = Part("text", " ")
        self.parts += [space] if text[:1].isspace() else []
        self.parts += [Part("formula", f"${_escape_dollars(core)}$")] if core else []
        self.parts += [space] if core and text[-1:].isspace() else []

    def _write_code(self, text: str) -> None:
        words = " ".join(text.split("\n"))
        core = words.strip()
        if not core:
            self.parts.append(Part("text", " "))
            return
        if self.parts and self.parts[-1].kind == "code":
            # Right after other code its fence would not be read as one.
            self.parts.pop()
            core = f"{self._last_code}{words}".rstrip()
        self._last_code = core
        longest = max((len(run) for run in _FENCE.findall(core)), default=0)
        fence = "`" * (longest + 1)
        space = " " if longest else ""
        before, after = words[:1].isspace(), words[-1:].isspace()
        self.parts += [Part("text", " ")] if before and core == words.strip() else []
        self.parts.append(Part("code", f"{fence}{space}{core}{space}{fence}"))
        self.parts += [Part("text", " ")] if after else []


def _style_values(nodes: list[Node], attribute: Attribute) -> list[str]:
    """Return the attribute of each node; a blank one has it where both neighbors have it."""
    values: list[str | None] = [_style_value(node, attribute) for node in nodes]
    after = ""
    following: list[str] = []
    for value in reversed(values):
        after = after if value is None else value
        following.append(after)
    before, result = "", []
    for value, after in zip(values, reversed(following), strict=True):
        chosen = (before if before == after else "") if value is None else value
        result.append(chosen)
        before = chosen
    return result


def _style_value(node: Node, attribute: Attribute) -> str | None:
    if isinstance(node, GapNode):
        found = {attribute(item) for item in leaves([node]) if not item.is_blank}
        has_hint = any(item.kind is ItemKind.GAP_HINT for item in leaves([node]))
        return found.pop() if len(found) == 1 and not has_hint else ""
    if node.kind is ItemKind.GAP_HINT:
        return ""
    return None if node.is_blank else attribute(node)


def _escape_dollars(source: str) -> str:
    return re.sub(r"(\\.)|\$", lambda found: found[1] or "\\$", source)


def _picture(name: str, title: str) -> str:
    words = " ".join(re.sub(r"[\[\]\\`*_~$&{}|:!<>\s]+", " ", title).split())
    return f"![{words}](<{name}>)" if re.search(r"[ ()]", name) else f"![{words}]({name})"
