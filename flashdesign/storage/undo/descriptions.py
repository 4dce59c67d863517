"""Descriptions of operations: stored as a message and its values, shown in the current language.

Older versions stored an English sentence, which is shown as it is.
"""

import json
import string
from contextlib import suppress

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import LazyText, as_lazy_text

_MESSAGE, _PLURAL, _NUMBER, _VALUES = "message", "plural", "number", "values"


def to_stored(description: str | LazyText) -> str:
    """Return a description as the text that is stored."""
    text = as_lazy_text(description)
    return json.dumps(_to_json(text), ensure_ascii=False) if text.values else text.message


def from_stored(stored: str) -> LazyText:
    """Return a stored description; one that cannot be read is shown as it is stored."""
    if stored.startswith("{"):
        with suppress(ValueError, RecursionError):
            return _from_json(json.loads(stored))
    return LazyText(stored)


def _to_json(text: LazyText) -> dict[str, object]:
    values = {name: _value_to_json(value) for name, value in text.values.items()}
    counted = {_PLURAL: text.plural, _NUMBER: text.number} if text.plural else {}
    return {_MESSAGE: text.message, **counted, _VALUES: values}


def _value_to_json(value: object) -> object:
    if isinstance(value, LazyText):
        return _to_json(value)
    return value if isinstance(value, int) else str(value)


def _from_json(stored: object) -> LazyText:
    """Return a text; raise ValueError if it is none, or has placeholders without a value."""
    match stored:
        case {"message": str(message), "values": dict(values), **counted}:
            shown = {name: _shown_value(value) for name, value in values.items()}
        case _:
            raise ValueError(stored)
    plural, count = counted.get(_PLURAL, ""), counted.get(_NUMBER, 0)
    if not isinstance(plural, str) or not isinstance(count, int):
        raise ValueError(stored)  # noqa: TRY004 - a damaged row, as above
    for form in (message, plural):
        _check_placeholders(form, set(shown))
    text = LazyText(message, **shown)
    text.plural, text.number = plural, count
    return text


def _shown_value(value: object) -> str | LazyText:
    match value:
        case bool():
            raise ValueError(value)
        case str():
            return value
        case int():
            return number(value)
        case _:
            return _from_json(value)


def _check_placeholders(form: str, names: set[str]) -> None:
    for _text, field, spec, conversion in string.Formatter().parse(form):
        if spec or conversion or (field is not None and field not in names):
            raise ValueError(form)
