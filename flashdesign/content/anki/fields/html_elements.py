"""HTML elements that begin blocks, that end others, and that are not shown."""

BLOCKS = frozenset(
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "li", "table", "tr",
        "td", "th", "thead", "tbody", "tfoot", "blockquote", "dl", "dt", "dd", "section",
        "article", "header", "footer", "caption", "center", "details", "summary", "figure",
        "figcaption", "pre", "main", "nav", "aside", "address", "form", "fieldset", "legend",
    }
)  # fmt: skip
LISTS = frozenset({"ul", "ol", "menu", "dir"})
CELLS = frozenset({"td", "th"})
IN_TABLES = frozenset({*CELLS, "tr", "thead", "tbody", "tfoot", "table", "caption"})
ENDED_BY = {
    "li": {"li"}, "tr": {"tr", "td", "th", "caption"}, "td": {"td", "th"}, "th": {"td", "th"},
    "p": {"p"}, "dt": {"dt", "dd", "p"}, "dd": {"dt", "dd", "p"}, "rt": {"rt", "rp"},
    "rp": {"rt", "rp"},
}  # fmt: skip
BARRIERS = frozenset({*LISTS, *CELLS, "li", "table", "ruby"})
# These end others only if no element is open in between: it would end with them.
NOT_THROUGH_OTHERS = frozenset({"p", "dt", "dd"})
HIDDEN_TAGS = frozenset(
    {
        "script", "style", "iframe", "object", "applet", "template", "noscript", "svg",
        "video", "audio", "canvas", "head", "title", "textarea", "select", "frameset", "rp",
        "datalist",
    }
)  # fmt: skip
HIDDEN_VOID_TAGS = frozenset(
    {"embed", "link", "meta", "base", "frame", "input", "source", "param", "track", "area", "col"}
)
VOID_TAGS = frozenset({"br", "img", "hr", "wbr"})
# The other tags that are not shown contain words that a browser shows.
TEXTLESS_TAGS = frozenset({"script", "style", "head", "title", "template", "rp", "datalist"})
HARMLESS = frozenset({"title", "head", "meta", "source", "param", "rp", "col", "track"})
# What a browser puts around a text: a reading next to its character, and quotation marks.
QUOTES = {"rt": (" (", ")"), "q": ("“", "”")}
