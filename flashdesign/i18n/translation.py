"""Translation of what the user reads. English needs no catalog, so gettext loads only for others.

`_`, `ngettext` and `pgettext` translate at once; `N_` marks a constant that `_` translates at use.
A `LazyText` keeps its message and values and becomes a sentence when it is shown, as errors do.
Logs and `--json` are written inside `in_language(ENGLISH)`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
DOMAIN = "flashdesign"
LANGUAGES = Path(__file__).with_name("languages")

VARIABLE = "FLASHDESIGN_LANGUAGE"
# In the order in which they are tried; the last three are those of POSIX.
_VARIABLES = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
# POSIX's names for the absence of a language, which means English.
_NO_LANGUAGE = ("C", "POSIX")

_catalogs: dict[str, "NullTranslations"] = {}
_default = [ENGLISH]
_language: ContextVar[str | None] = ContextVar("language", default=None)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalog, English first."""
    found = LANGUAGES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo") if LANGUAGES.is_dir() else ()
    return (ENGLISH, *sorted(path.parents[1].name for path in found))


def language_from(environ: Mapping[str, str]) -> str:
    """Return the language that the environment sets: the first that has a catalog.

    A value such as `de_DE.UTF-8` or `de-DE` is a language with or without its country.
    """
    available = languages()
    for variable in _VARIABLES:
        name = environ.get(variable, "").partition(".")[0].partition("@")[0].replace("-", "_")
        for code in (name, name.partition("_")[0]):
            if code in _NO_LANGUAGE:
                return ENGLISH
            if code in available:
                return code
    return ENGLISH


def set_language(code: str) -> None:
    """Show everything from now on in the language `code`, one of `languages()`."""
    _default[0] = code


def language() -> str:
    """Return the code of the language that sentences are shown in."""
    return _language.get() or _default[0]


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Use another language in this block; other threads keep theirs."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Return `message` in the current language."""
    catalog = _catalog()
    return message if catalog is None or not message else catalog.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the singular or plural of a message for `number`, in the current language."""
    catalog = _catalog()
    if catalog is None:
        return singular if number == 1 else plural
    return catalog.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Return `message` in the current language; `context` tells apart two uses of one word."""
    catalog = _catalog()
    return message if catalog is None else catalog.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a constant for translation and return it unchanged; `_` translates it at use."""
    return message


class LazyText:
    """A message and its values, made a sentence in the current language when it is shown."""

    __slots__ = ("message", "number", "plural", "values")

    def __init__(self, message: str, /, **values: object) -> None:
        self.message, self.values = message, values
        self.plural, self.number = "", 0

    @classmethod
    def counted(cls, singular: str, plural: str, number: int, /, **values: object) -> "LazyText":
        """Return a text with the singular or plural for `number`."""
        text = cls(singular, **values)
        text.plural, text.number = plural, number
        return text

    def __str__(self) -> str:
        shown = ngettext(self.message, self.plural, self.number) if self.plural else _(self.message)
        return shown.format(**self.values) if self.values else shown

    def __repr__(self) -> str:
        return f"LazyText({self.message!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyText) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __bool__(self) -> bool:
        return bool(self.message)


def as_lazy_text(message: str | LazyText, /, **values: object) -> LazyText:
    """Return a LazyText; a `str` is a message marked with `N_`, or one without words."""
    return message if isinstance(message, LazyText) else LazyText(message, **values)


def _catalog() -> "NullTranslations | None":
    code = language()
    if code == ENGLISH:
        return None
    if code not in _catalogs:
        from gettext import translation

        _catalogs[code] = translation(DOMAIN, LANGUAGES, [code], fallback=True)
    return _catalogs[code]
