"""Pieces of Markdown as the writer of fields needs them; signs of its own stand for breaks."""

import re
from collections.abc import Sequence

BREAK, MATH_OPEN, MATH_CLOSE, _BLOCK, _INDENT, _HARD, _NO_SPACE = (
    chr(0xE000 + at) for at in range(7)
)
PARAGRAPH = "\n\n"
_MAX_FORMULA_CHARACTERS = 400
_SPACES = re.compile(r" {2,}")
_BREAKS = re.compile(f"[ \n{BREAK}]*[\n{BREAK}][ \n{BREAK}]*")
_FORMULA = re.compile(f"{MATH_OPEN}([^{MATH_OPEN}{MATH_CLOSE}]*){MATH_CLOSE}")
_PLACED = re.compile(f"^([ ]*)(.*?){_BLOCK}([0-9]+){_BLOCK}", re.MULTILINE)
_ESCAPED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"
    r"|`"
    r"|\*(?!(?<=\s\*)\s)"
    r"|(?<![^\W_])_|_(?![^\W_])"
    r"|\[(?=[^\[\]]*\]\(|\.\.\.\]|…\])"
    r"|\$(?=\S[^$\n]*\$)"
    r"|&(?=#?\w+;)"
)
_MAY_BE_ESCAPED = re.compile(r"[\\`*_\[$&]")
_MAY_BE_LIST = re.compile(r"\s*[-+~0-9]")
_LIST_SIGN = re.compile(r"^(\s*)(?:([-+~])|(\d{1,9})([.)]))(?=\s|~~)")


def escaped(text: str, *, is_line_start: bool) -> str:
    """Return text so that Markdown shows it as it is."""
    text = text.replace("\u00a0", " ")
    if _MAY_BE_ESCAPED.search(text):
        text = _ESCAPED.sub(lambda sign: "\\" + sign[0], text)
    if is_line_start and _MAY_BE_LIST.match(text):
        text = _LIST_SIGN.sub(r"\1\3\\\2\4", text)
    return text


def add_marked(parts: list[str], text: str, mark: str) -> None:
    """Add text that is emphasised, its outer spaces outside of the marks."""
    inner = text.strip(f" \n{BREAK}")
    if not (mark and inner) or "\n" in inner:
        parts.append(text)
        return
    start = text.index(inner)
    before, after = text[:start], text[start + len(inner) :]
    if not before and parts and parts[-1].endswith(_NO_SPACE + mark):
        parts[-1] = parts[-1][: -len(mark) - 1]
    else:
        parts.append(before + mark)
    parts += [inner + _NO_SPACE + mark, after] if after else [inner + _NO_SPACE + mark]


def link(text: str, url: str) -> str:
    """Return a link, or only its words where it leads nowhere."""
    words = text.strip()
    if not url or not words or "\n" in words:
        return text
    safe = re.sub(r"[\s<>\ue000-\ue00f]", "", url)
    return f"[{words}](<{safe}>)" if re.search(r"[()\\]", safe) else f"[{words}]({safe})"


def picture(name: str, title: str) -> str:
    """Return a picture."""
    words = re.sub(r"[\[\]\\`\s]+", " ", title).strip()
    return f"![{words}](<{name}>)" if re.search(r"[ ()]", name) else f"![{words}]({name})"


def code(text: str) -> str:
    """Return code within a line."""
    words = " ".join(text.replace("\u00a0", " ").split(" ")).strip()
    if not words:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {words} {fence}" if longest else f"`{words}`"


def block(number: int) -> str:
    """Return the sign in whose place a block of code will stand."""
    return f"{_BLOCK}{number}{_BLOCK}"


def listed(items: Sequence[str], *, is_ordered: bool) -> str:
    """Return a list; what an item has below its first line is indented."""
    lines = []
    for at, item in enumerate(filter(None, items), start=1):
        sign = f"{at}. " if is_ordered else "- "
        indent = _INDENT * len(sign)
        tight = re.sub(rf"\n\n(?={_INDENT}*(?:- |\d+\. ))", "\n", item)
        lines.append(sign + re.sub(r"\n(?!\n)", f"\n{indent}", tight))
    return PARAGRAPH + "\n".join(lines) + PARAGRAPH


def in_cell(text: str) -> str:
    """Return a cell of a table: one line, without the sign between cells."""
    words = re.sub(rf"[\s{BREAK}{_HARD}{_INDENT}]+", " ", text).strip()
    return re.sub(rf"{_BLOCK}[0-9]+{_BLOCK}", "", words).replace("|", "\\|")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table, or lines where it has one column only."""
    width = max((len(row) for row in rows), default=0)
    if width <= 1:
        return PARAGRAPH + PARAGRAPH.join(row[0] for row in rows if row) + PARAGRAPH
    full = [[*row, *[""] * (width - len(row))] for row in rows if row]
    lines = [f"| {' | '.join(row)} |" for row in full]
    lines.insert(1, "|" + " --- |" * width)
    return PARAGRAPH + "\n".join(lines) + PARAGRAPH


def tidy(text: str) -> str:
    """Return text with its breaks reduced: one break, or an empty line."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if "\n" in text or BREAK in text:
        text = _BREAKS.sub(_reduced, text)
    return text.strip(f"\n {_HARD}")


def finished(text: str, blocks: Sequence[str]) -> str:
    """Return Markdown without any signs of this module's own."""
    if MATH_OPEN in text:
        text = _FORMULA.sub(_formula, text)
    text = text.replace(MATH_OPEN, "\\\\(").replace(MATH_CLOSE, "\\\\)").replace(_NO_SPACE, "")
    text = tidy(text).replace(_HARD, "\\\n").replace(_INDENT, " ")
    if blocks:
        text = _PLACED.sub(lambda place: _fenced(place, blocks), text)
    return text.strip("\n")


def _reduced(breaks: re.Match[str]) -> str:
    found = breaks[0]
    if "\n" not in found:
        return _HARD if found.count(BREAK) == 1 else PARAGRAPH
    if BREAK in found or found.count("\n") > 1:
        return PARAGRAPH
    return "\n"


def _formula(found: re.Match[str]) -> str:
    words = " ".join(re.sub(rf"[{BREAK}{_HARD}{_INDENT}]", " ", found[1]).split())
    if not words:
        return ""
    if len(words) > _MAX_FORMULA_CHARACTERS or "{{" in words:
        return code(words)
    return "$" + re.sub(r"(?<!\\)\$", r"\\$", words) + "$"


def _fenced(place: re.Match[str], blocks: Sequence[str]) -> str:
    text = blocks[int(place[3])]
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    indent = place[1] or " " * (len(place[2]) if place[2] in ("- ", "1. ") else 0)
    lines = f"\n{indent}".join([fence, *text.split("\n"), fence])
    return place[1] + place[2] + lines
