"""Sprints (timed sets of drills): their codes, and the questions that a code gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import count, islice

from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import CardKey
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

SPRINT_LENGTH = 10
"""How many questions a sprint has."""
SEED_BITS = 18
_TOPIC_BITS, _LEVEL_BITS, _POOL_BITS, _CHECK_BITS = 12, 2, 4, 4
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTER_BITS = 5
_CODE_LENGTH = 8
_HALF = _CODE_LENGTH // 2
_INSTANCE_BYTES = 4
# Letters that are mistaken for digits when read aloud or copied by hand.
_READ_AS = str.maketrans("OIL", "011", " -–_")


class SprintCodeError(FlashDesignError):
    """A text is not the code of a sprint; `problem` is a sentence without a capital."""

    def __init__(self, text: str, problem: str | LazyText) -> None:
        self._problem = as_lazy_text(problem)
        super().__init__(
            N_("{text!r} is not a sprint code: {problem}"), text=text, problem=self._problem
        )
        self.text = text

    @property
    def problem(self) -> str:
        """Return what is wrong, as a sentence without a capital."""
        return str(self._problem)


@dataclass(frozen=True, slots=True)
class DrillFilter:
    """Topics and levels of drills; an empty set means all."""

    topics: frozenset[str] = frozenset()
    levels: frozenset[int] = frozenset()

    def fits(self, template: Template) -> bool:
        """Return whether the drill has one of the topics and levels."""
        has_topic = not self.topics or template.topic in self.topics
        return has_topic and (not self.levels or template.level in self.levels)


@dataclass(frozen=True, slots=True)
class SprintCode:
    """The content of a code; `topic_mark` is 0 for all topics, `level` 0 for all levels.

    `pool_mark` is a 4-bit checksum of the drills to choose from; other drills match it by chance
    in 1 case of 16.
    """

    seed: int
    topic_mark: int = 0
    level: int = 0
    pool_mark: int = 0


def encode(code: SprintCode) -> str:
    """Return the letters to share: "ABCD-EFGH"."""
    number = _payload(code)
    number = number << _CHECK_BITS | _check(number)
    shifts = range(_LETTER_BITS * (_CODE_LENGTH - 1), -1, -_LETTER_BITS)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in shifts)
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def decode(text: str) -> SprintCode:
    """Parse a typed code; raise SprintCodeError if it is not valid."""
    letters = text.upper().translate(_READ_AS)
    if len(letters) != _CODE_LENGTH:
        raise SprintCodeError(text, _wrong_length(len(letters)))
    number = 0
    for letter in letters:
        if letter not in _LETTERS:
            problem = LazyText(N_("{letter!r} is not used in codes."), letter=letter)
            raise SprintCodeError(text, problem)
        number = number << _LETTER_BITS | _LETTERS.index(letter)
    payload, check = divmod(number, 1 << _CHECK_BITS)
    if check != _check(payload):
        raise SprintCodeError(text, N_("a letter is wrong; compare it with the original."))
    payload, pool_mark = divmod(payload, 1 << _POOL_BITS)
    payload, level = divmod(payload, 1 << _LEVEL_BITS)
    seed, topic_mark = divmod(payload, 1 << _TOPIC_BITS)
    return SprintCode(seed, topic_mark, level, pool_mark)


def topic_mark(topic: str) -> int:
    """Return the number of a topic in a code, 0 for all topics ("")."""
    return _hash(f"topic\0{topic}") % ((1 << _TOPIC_BITS) - 1) + 1 if topic else 0


def pool_mark(pool: Mapping[CardKey, Template]) -> int:
    """Return a 4-bit checksum of drills and their versions."""
    versions = "\0".join(f"{key}\0{pool[key].version}" for key in sorted(pool))
    return _hash(f"pool\0{versions}") % (1 << _POOL_BITS)


def drills_for_code(code: SprintCode, pool: Mapping[CardKey, Template]) -> dict[CardKey, Template]:
    """Return the drills of the pool that have the code's topic and level."""
    return {
        key: template
        for key, template in pool.items()
        if code.topic_mark in (0, topic_mark(template.topic)) and code.level in (0, template.level)
    }


def questions(seed: int, keys: Iterable[CardKey]) -> tuple[tuple[CardKey, int], ...]:
    """Return the drills of a sprint in order, each with the seed of its values.

    No drill is repeated before all were used. If a drill is added to `keys`, most stay the same.
    """
    unique_keys = sorted(set(keys))
    if not unique_keys:
        return ()
    ranked = (
        key
        for turn in count()
        for key in sorted(unique_keys, key=lambda key: _hash(f"{seed}\0{turn}\0{key}"))
    )
    return tuple(
        (key, _hash(f"{seed}\0values\0{place}\0{key}") % (1 << 8 * _INSTANCE_BYTES))
        for place, key in enumerate(islice(ranked, SPRINT_LENGTH))
    )


def _wrong_length(letters: int) -> LazyText:
    return LazyText.counted(
        "it has {n} letter; {needed} are needed.",
        "it has {n} letters; {needed} are needed.",
        letters,
        n=number_text(letters),
        needed=number_text(_CODE_LENGTH),
    )


def _payload(code: SprintCode) -> int:
    number = code.seed
    for value, bits in (
        (code.topic_mark, _TOPIC_BITS),
        (code.level, _LEVEL_BITS),
        (code.pool_mark, _POOL_BITS),
    ):
        number = number << bits | value
    return number


def _check(payload: int) -> int:
    return _hash(f"check\0{payload}") % (1 << _CHECK_BITS)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
