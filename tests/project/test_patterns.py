"""No regular expression of the program is slow: each is tested with its worst texts."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from pathlib import Path
from time import process_time
from typing import Any

import pytest

import flashdesign
from flashdesign.content.yaml.dataclass_builder import Pattern

ROOT = Path(flashdesign.__file__).parent
LIMIT_S = 0.5
CHARACTERS = 100_000
# Short ones first: an exponential pattern would never finish on a long text.
STAGES = (20, 26, 32, 250, 1_000)
ALL_STAGES = (*range(18, 44, 2), 300, 1_000, 3_000)
# Repetitions of a longer part: between 32 and 250 characters, an exponential time could grow a
# million times.
REPETITIONS = (8, 12, 16, 20, 26)
FUNCTIONS = frozenset(
    ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
)
# Patterns that are built where they are used, with an example of each.
MADE_IN_PLACE = {
    "domain/notes/find_replace.py": [r"a\ \.\*b", r"(?i)a\ \.\*b"],  # escaped texts
    "content/pictures/picture_links.py": [r"(!\[[^\[\]]*\]\(<?)(a\.png|b c\.png)(?=[\s)>])"],
    "content/lint/text_metrics.py": [r",\s++and\s+", r"(?<!\s)\s++and\s+"],
    "content/yaml/dataclass_builder.py": [],  # the patterns of annotations
    "storage/connection/leftovers.py": [
        r"a(-rescued)?-\d{8}-\d{6}(-before-[a-z]+(-\d+)?)?\.b\.part(-journal|-wal|-shm)?"
    ],
}
_POOL = "a1 .\n<{é=_Z\x00"
_CATEGORIES = {"DIGIT": "1", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "!", "WORD": "a"}
_PARSER: Any = importlib.import_module("re._parser")


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages([str(ROOT)], "flashdesign."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def as_lazy_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """Return a pattern of bytes as the pattern of text that does the same work."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def compiled(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:  # noqa: C901
    """Yield the patterns that a value is or contains."""
    if isinstance(value, re.Pattern):
        yield as_lazy_text(value)
    elif isinstance(value, Pattern):
        yield re.compile(value.regex)
    elif depth > 3 or isinstance(value, str | int):
        return
    elif isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from compiled(item, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            if not isinstance(item, str | int):
                yield from compiled(item, depth + 1)
    elif hasattr(value, "__metadata__"):
        yield from compiled(value.__metadata__, depth + 1)


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the syntax trees of the files that use patterns."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}
    return {path: ast.parse(text) for path, text in sources.items() if "import re\n" in text}


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, bool]]:
    """Yield the calls of `re` in a file, and whether each runs at import."""
    at_import = {
        id(node)
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
                if name in FUNCTIONS:
                    yield node, id(node) in at_import
            case _:
                pass


@cache
def in_place() -> list[tuple[str, str | None]]:
    """Return the patterns that are not compiled at import, None for one built from parts."""
    found: list[tuple[str, str | None]] = []
    for path, tree in trees().items():
        for call, is_at_import in calls(tree):
            if not is_at_import:
                first = call.args[0]
                is_plain = isinstance(first, ast.Constant)
                text = first.value if is_plain else None  # type: ignore[attr-defined]
                text = text.decode("latin-1") if isinstance(text, bytes) else text
                found.append((str(path.relative_to(ROOT)), text))
    return found


@dataclass(frozen=True)
class Used:
    """A pattern, where it is, and whether it is matched only at the beginning of texts."""

    text: str
    flags: int
    place: str
    is_anchored: bool = False


def searching() -> set[str]:
    """Return the names of patterns that are searched for anywhere in a text, or passed on."""
    others: set[str] = set()
    for path, tree in trees().items():
        nodes = list(ast.walk(tree))
        owners = {id(node.value): node.attr for node in nodes if isinstance(node, ast.Attribute)}
        for node in nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                name = f"{path.relative_to(ROOT.parent).with_suffix('')}".replace("/", ".")
                if owners.get(id(node)) not in ("match", "fullmatch"):
                    others.add(f"{name}.{node.id}")
    return others


@cache
def all_patterns() -> list[Used]:
    """Return every pattern of the program."""
    found: dict[tuple[str, int], Used] = {}
    not_anchored = searching()
    for module in modules():
        for name, value in vars(module).items():
            place = f"{module.__name__}.{name}"
            is_anchored = isinstance(value, re.Pattern) and place not in not_anchored
            for pattern in compiled(value):
                key = pattern.pattern, pattern.flags
                before = found.get(key)
                is_both = is_anchored and (before is None or before.is_anchored)
                found[key] = Used(*key, before.place if before else place, is_both)
    for place, text in in_place():
        for pattern_text in MADE_IN_PLACE.get(place, []) if text is None else [text]:
            key = pattern_text, re.compile(pattern_text).flags
            found[key] = Used(*key, place)
    return list(found.values())


def sample(nodes: Any) -> str:
    """Return a short text that a part of a pattern matches, or nearly matches."""
    return "".join(_sample_of(str(code), value) for code, value in nodes)


def _sample_of(code: str, value: Any) -> str:  # noqa: C901, PLR0911
    match code:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return next(char for char in _POOL if ord(char) != value)
        case "ANY":
            return "a"
        case "IN":
            return str(members(value)[0])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return sample(value[2]) * max(1, min(int(value[0]), 50))
        case "SUBPATTERN":
            return sample(value[3])
        case "ATOMIC_GROUP":
            return sample(value)
        case "BRANCH":
            return sample(value[1][0])
        case _:
            return ""


def members(parts: Any) -> list[str]:
    """Return a few characters of a character class."""
    found = []
    is_negated = False
    if "CATEGORY_SPACE" in str(parts):
        found.append("\n")
    for code, value in parts:
        match str(code):
            case "NEGATE":
                is_negated = True
            case "LITERAL":
                found.append(chr(value))
            case "RANGE":
                found += [chr(value[0]), chr((value[0] + value[1]) // 2)]
            case "CATEGORY":
                found.append(_CATEGORIES.get(str(value).removeprefix("CATEGORY_"), "!"))
            case _:
                pass
    if is_negated:
        found = [char for char in _POOL if char not in found] or ["a"]
    return list(dict.fromkeys(found))[:4] or ["a"]


def pieces(nodes: Any, before: str = "") -> Iterator[tuple[str, str]]:  # noqa: C901
    """Yield the parts that may repeat, each with the text before it."""
    for at, (code, value) in enumerate(nodes):
        prefix = before + sample(nodes[:at])
        match str(code):
            case "IN":
                yield from ((prefix, char) for char in members(value))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield prefix, sample(value[2])
                yield from pieces(value[2], prefix)
            case "SUBPATTERN":
                yield from pieces(value[3], prefix)
            case "ATOMIC_GROUP":
                yield from pieces(value, prefix)
            case "BRANCH":
                for branch in value[1]:
                    yield prefix, sample(branch)
                    yield from pieces(branch, prefix)
            case "ASSERT" | "ASSERT_NOT":
                yield from pieces(value[1], prefix)
            case _:
                yield prefix, _sample_of(str(code), value)


def worst_cases(pattern: re.Pattern[str], *, is_thorough: bool) -> list[tuple[str, str, str]]:
    """Return texts to attack a pattern with: prefix, repeated part, suffix."""
    most, paired = (24, 5) if is_thorough else (10, 3)
    tree = _PARSER.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    whole = sample(tree)
    found = dict.fromkeys((before, piece) for before, piece in pieces(tree) if piece)
    repeated = list(dict.fromkeys(piece for _, piece in found))[:10]
    cases: dict[tuple[str, str, str], None] = {}
    for before, piece in islice(found, most):
        cases[before, piece, "\x00"] = None
        cases["", before + piece, "\x00"] = None
    for piece in repeated:
        cases["", piece, ""] = cases["", piece, "\x00"] = cases["", piece, "a"] = None
    for first, second in product(repeated[:paired], repeated[:paired]):
        cases["", first + second, "\x00"] = None
        cases[whole[:-1], first + second, "a"] = None
    for near_miss in (whole, whole[:-1], whole[1:]):
        if near_miss:
            cases["", near_miss, "\x00"] = None
    return list(cases)


def spent_s(
    pattern: re.Pattern[str],
    case: tuple[str, str, str],
    characters: int,
    *,
    is_anchored: bool = False,
) -> float:
    """Return how long a pattern takes for a text of `characters` characters."""
    before, piece, after = case
    text = before + piece * (characters // len(piece)) + after
    begin = process_time()
    for _ in () if is_anchored else pattern.finditer(text):
        pass
    pattern.match(text)
    pattern.fullmatch(text)
    return process_time() - begin


def sizes(piece: str, stages: tuple[int, ...]) -> list[int]:
    """Return the lengths of the texts to try, in which a part is repeated ever more often."""
    between = {count * len(piece) for count in REPETITIONS} if len(piece) > 1 else set()
    return sorted({*stages, *(size for size in between if min(stages) < size < max(stages))})


def slow(
    used: Used, *, is_thorough: bool = False, limit_s: float = LIMIT_S
) -> list[tuple[Any, ...]]:
    """Return the texts for which a pattern takes too long; the worst ones are also tried longer."""
    pattern = re.compile(used.text, used.flags)
    spent: dict[tuple[str, str, str], float] = {}
    stages = ALL_STAGES if is_thorough else STAGES
    for case in worst_cases(pattern, is_thorough=is_thorough):
        for characters in sizes(case[1], stages):
            spent[case] = spent_s(pattern, case, characters, is_anchored=used.is_anchored)
            if spent[case] > limit_s:
                return [(used.place, case, characters)]
    worst = sorted(spent, key=lambda case: -spent[case])[: None if is_thorough else 2]
    for case, characters in product(worst, (4_000, 20_000, CHARACTERS)):
        if spent_s(pattern, case, characters, is_anchored=used.is_anchored) > limit_s:
            return [(used.place, case, characters)]
    return []


def test_each_pattern_is_linear() -> None:
    assert [found for used in all_patterns() for found in slow(used)] == []


@pytest.mark.nightly
def test_each_pattern_is_linear_in_all_its_worst_cases() -> None:
    for used in all_patterns():
        assert slow(used, is_thorough=True) == []


def test_all_patterns_are_found() -> None:
    assert len(all_patterns()) > 90
    places = {used.place for used in all_patterns()}
    assert "flashdesign.services.imports.wrong_file_types._WEB_PAGE" in places, "a pattern of bytes"
    hidden = [place for place, text in in_place() if text is None and place not in MADE_IN_PLACE]
    assert hidden == []
    for path in sorted(ROOT.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:from re import|import re as)", source, re.MULTILINE), path


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(r"\d+(?:[., ]?\d+)*x", id="exponential"),
        pytest.param(r"(?:a|a)+$", id="exponential in its branches"),
        pytest.param(r"\s*;", id="quadratic in spaces"),
        pytest.param(r"\S*\w\S*", id="quadratic in non-spaces"),
        pytest.param(r"\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)", id="comments"),
    ],
)
def test_a_slow_pattern_is_found(text: str) -> None:
    used = Used(text, re.compile(text, re.DOTALL).flags, "here")
    assert slow(used, limit_s=0.02) != []
