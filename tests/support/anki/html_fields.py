"""Generated HTML of note fields, and an independent reader of what it shows."""

import re
import unicodedata
from html import escape, unescape
from html.parser import HTMLParser
from random import Random

from hypothesis import strategies as st

FORMULAS = {
    r"\(x+y\)": "x+y",
    r"\[a^2\]": "a2",
    "[$]z[/$]": "z",
    r"[latex]$k$[/latex]": "k",
    r"\(\begin{pmatrix}1&2\\3&4\end{pmatrix}\)": r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\(\frac{n}{\log_2 m}\)": "n/log2m",
}
DROPPED = ("script", "style", "iframe", "svg", "textarea", "select", "noscript", "video", "object")
_SIGNS = {"rt": "()", "q": "“”"}
_CODE = ("code", "kbd", "tt", "pre")
_BEGINS = re.compile(r"[\\\[]")
_TAG = re.compile(r"<[^<>]*>")


class Oracle(HTMLParser):
    """Collects the visible characters of HTML, and the tags whose contents must be reported."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.dropped: set[str] = set()
        self.hidden: list[str] = []
        self._unseen: list[str] = []
        self._code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED:
            self.dropped.add(tag)
            self._unseen.append(tag)
        elif tag == "rp" or "display:none" in (dict(attrs).get("style") or ""):
            self._unseen.append(tag)
        elif tag in _SIGNS and not self._unseen:
            self.seen.append(_SIGNS[tag][0])
        if tag in _CODE or "Consolas" in (dict(attrs).get("style") or "") or tag in self._code:
            self._code.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and self._unseen[-1] == tag:
            self._unseen.pop()
        elif tag in _SIGNS and not self._unseen:
            self.seen.append(_SIGNS[tag][1])
        if tag in self._code:
            self._code.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Nothing in code is a formula.
            self.seen.append(_BEGINS.sub("\\g<0>\ufffc", data) if self._code else data)
        elif self._unseen[-1] not in (*DROPPED, "rp"):
            self.hidden.append(data.strip())


def read(html: str) -> Oracle:
    """Return the visible characters of HTML."""
    oracle = Oracle()
    oracle.feed(html)
    oracle.close()
    return oracle


def seen_in(html: str) -> str:
    """Return the characters that a field shows, with rendered formulas, without space."""
    text = "".join(read(html).seen)
    for source, shown in FORMULAS.items():
        text = text.replace(source, shown)
    return signs(text.replace("\ufffc", ""))


def seen_of(html: str) -> str:
    """Return the characters that HTML of this program shows, without space."""
    return signs(unescape(_TAG.sub("", html)))


def signs(text: str) -> str:
    """Return text with super- and subscripts as normal characters, without space."""
    text = text.replace("⟦", "[[").replace("⟧", "]]")
    return "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


_WORDS = (
    [
        "word", "two words", " a ", "Note:", '"quoted"', "日本", "「語」", "10", "x", "é", "  ",
        "snake_case", "__init__", "*args", "**kw", "2*3*4", "a * b", "`tick`", "\\ ", "\\n", "$5",
        "$x$", "#", "# head", "> q", "- item", "+", "1.", "12) x", "[a](b)", "[x]", "[...]", "![i]",
        "~~no~~", "~", "a|b", "|", "---", "--- | ---", "&copy;", "&", "a&b;", "<b>", "<", "{{x}}",
        "{{1::y}}", "⟦z⟧", "http://e.org/a_b", "a::b", "}}", "{", "***", "___", "!", "_", "```",
        "C++", "C#", "\u200b", "\U0001f600", "ﬁ", "=", ":", ".", ",", "…", "1", "(", ")", "\u00a0",
        "\u2003", "~~~", "\u00ad", "'", "|-|", "@",
    ]
)  # fmt: skip
_ANY = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Zl", "Zp"), exclude_characters="\\"),
    max_size=6,
)
_WORD = st.sampled_from(_WORDS)
TEXTS = st.one_of(_WORD, _WORD, _WORD, _ANY).map(escape) | st.sampled_from(
    [escape(formula, quote=False) for formula in FORMULAS]
)
_INLINE_TAGS = (
    [
        "b", "strong", "i", "em", "u", "s", "del", "code", "kbd", "span", "font", "mark", "sup",
        "sub", "small", "q", "cite", "a", "tt",
        'span style="font-weight:700"', 'b style="font-weight:normal"', "span class=x",
        'span style="font-style: italic; white-space:pre-wrap"', 'a href="https://e.org/a_(b)"',
        'span style="text-decoration:line-through"', 'span style="vertical-align:super"',
    ]
)  # fmt: skip
_BLOCK_TAGS = (
    [
        "p", "div", "blockquote", "h1", "h3", "pre", "center", "section", "details", "dl", "dd",
        'p class="MsoNormal"', 'div style="font-family: Consolas; white-space: pre"',
    ]
)  # fmt: skip
_OTHERS = (
    [
        "<br>", "<br/>", "<!-- no -->", "<wbr>", "&nbsp;&nbsp;", "<img src=gone.png>", "\n", "<hr>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "&lt;tag&gt;", "<o:p></o:p>", "<b></b>",
    ]
)  # fmt: skip

_ATOMS = TEXTS | st.sampled_from(_OTHERS)


def wrapped(tag: str, inside: str) -> str:
    """Return HTML in a tag, which may have attributes."""
    return f"<{tag}>{inside}</{tag.split(maxsplit=1)[0]}>"


def _lists(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inside, min_size=1, max_size=3)
    begins = st.sampled_from(["ul", "ol", 'ol start="3"'])
    ends = st.sampled_from(["</li>", ""])
    return st.builds(
        lambda tag, inner, end: wrapped(tag, "".join(f"<li>{item}{end}" for item in inner)),
        begins,
        items,
        ends,
    )


def _tables(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.sampled_from(["td", "th", "td colspan=2", "td rowspan=2"])
    row = st.lists(st.tuples(cells, inside), min_size=1, max_size=3)
    return st.lists(row, min_size=1, max_size=3).map(
        lambda rows: wrapped(
            "table",
            "".join(wrapped("tr", "".join(wrapped(*cell) for cell in row)) for row in rows),
        )
    )


def _hidden(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(wrapped, st.sampled_from(DROPPED), st.just("lost words")),
        st.just('<span style="display:none">unseen words</span>'),
        inside,
    )


_INLINE = st.recursive(
    _ATOMS,
    lambda inside: st.builds(
        wrapped, st.sampled_from(_INLINE_TAGS), st.lists(inside, max_size=3).map("".join)
    ),
    max_leaves=6,
)
_SEVERAL = st.lists(_INLINE, max_size=4).map("".join)
_BLOCKS = st.recursive(
    _SEVERAL,
    lambda inside: st.one_of(
        st.builds(wrapped, st.sampled_from(_BLOCK_TAGS), inside),
        _lists(inside),
        _tables(inside),
        _hidden(inside),
        st.lists(inside, max_size=3).map("".join),
    ),
    max_leaves=8,
)
FIELDS = st.lists(_BLOCKS, max_size=4).map("".join)
"""Fields whose tags are all closed."""

_MESSY_TAGS = st.sampled_from(
    [
        f"<{end}{tag}>"
        for tag in (
            "b", "i", "s", "code", "span", "p", "div", "ul", "ol", "li", "table", "tr", "td", "th",
            "pre", "blockquote", "dl", "dt", "h2", "a", "sup", "tbody", "caption", "center",
        )
        for end in ("", "/")
    ]
)  # fmt: skip
MESSY = st.lists(st.one_of(_MESSY_TAGS, _ATOMS, _MESSY_TAGS, TEXTS), max_size=25).map("".join)
"""Fields whose tags are in any order."""

_GAPS = st.sampled_from(
    ["{{c1::", "{{c2::", "}}", "}}", "{{c1::word}}", "{{c2::a b::which?}}", "{{c3::<b>x</b>y}}"]
)
CLOZES = st.lists(st.one_of(_GAPS, _INLINE, _BLOCKS), min_size=2, max_size=8).map("".join)
"""Fields with the marks of gaps in any order."""


def random_field(chance: Random, levels: int = 4) -> str:
    """Return a random field like those of real notes; faster than a strategy."""
    parts = []
    for _ in range(chance.randint(1, 4)):
        kind = chance.random()
        if not levels or kind < 0.45:
            words = chance.choices(_WORDS, k=chance.randint(1, 6))
            parts.append(escape(chance.choice(["", " "]).join(words)))
        elif kind < 0.5:
            parts.append(escape(chance.choice(list(FORMULAS)), quote=False))
        elif kind < 0.55:
            parts.append(chance.choice(_OTHERS))
        elif kind < 0.75:
            parts.append(
                wrapped(
                    chance.choice(_INLINE_TAGS),
                    random_field(chance, levels - 2) if levels > 1 else "x",
                )
            )
        elif kind < 0.85:
            parts.append(wrapped(chance.choice(_BLOCK_TAGS), random_field(chance, levels - 1)))
        elif kind < 0.93:
            items = [random_field(chance, levels - 1) for _ in range(chance.randint(1, 3))]
            tag = chance.choice(["ul", "ol", 'ol start="3"'])
            parts.append(wrapped(tag, "".join(f"<li>{item}</li>" for item in items)))
        else:
            rows = [
                "".join(
                    wrapped("td", random_field(chance, levels - 2) if levels > 1 else "y")
                    for _ in range(2)
                )
                for _ in range(chance.randint(1, 3))
            ]
            parts.append(wrapped("table", "".join(wrapped("tr", row) for row in rows)))
    return "".join(parts)
