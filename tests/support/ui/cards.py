"""Cards that are hard to show: very long, right to left, with code, a table or a formula."""

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.domain.source import Source

ODD = DeckId("odd")

CODE = """Where does a key live?

```python
def owner(key: str, ring: list[int]) -> int:
    position = hash(key) % 2**32
    return ring[bisect.bisect(ring, position) % len(ring)]  # the first node clockwise from there
```
"""
TABLE = """An LSM-tree writes runs, a B-tree rewrites pages:

| engine | write amplification | point read | range read | space |
|---|--:|---|---|--:|
| B-tree | page / row | 1–2 seeks | in order | 1.5 × |
| LSM, levelled | ≈ 10 × levels | 1 a level, bloom-filtered | merged | 1.1 × |
"""
FORMULA = r"With $L = \lambda W$ and $\lambda = 10^4$ a second, how many are in the system?"
RIGHT_TO_LEFT = "מהו משפט CAP, ומה נותנים עליו?"
RIGHT_TO_LEFT_ANSWER = "בזמן פיצול של הרשת בוחרים בין עקביות לבין זמינות."
LONG_CHARS = 20_000


def long_text(chars: int = LONG_CHARS) -> str:
    """Return text of this many characters, in paragraphs."""
    paragraph = "Every replica applies the same log in the same order. " * 8 + "\n\n"
    return (paragraph * (chars // len(paragraph) + 1))[:chars]


def many_questions() -> dict[str, Question]:
    """Return questions that ask for several items, by name."""
    phases = ("Understand and scope", "High-level design", "Deep dive", "Wrap up")
    return {
        "order": Ordering("Put the four phases in order.", phases, extra=("Write the code",)),
        "step": Ordering("The phases of a design interview, in order?", phases, overlap=1),
        "match": Match(
            "Match quality and measure.",
            (
                ("availability", "share of requests that are answered, over a year"),
                ("latency", "time per request, at the `p99`"),
                ("throughput", "requests per second"),
            ),
            extra=("bytes on disk",),
        ),
        "classify": Classify(
            "Vertical or horizontal?",
            (
                Bucket("vertical", ("a bigger machine", "faster disks")),
                Bucket("horizontal", ("shard the table", "add web nodes behind the balancer")),
            ),
        ),
        "list": List(
            "Name the five quantities of a capacity estimate.",
            (
                Item("QPS"),
                Item("peak QPS", ("peak load",)),
                Item("storage"),
                Item("bandwidth"),
                Item("cache", ("memory",)),
            ),
        ),
        "typed": Basic("What is written before the page?", "The write-ahead log", accept=("WAL",)),
    }


def odd_questions() -> dict[str, Question]:
    """Return questions that are hard to show, by name."""
    return {
        "long": Basic(long_text(), "It was long."),
        "rtl": Basic(RIGHT_TO_LEFT, RIGHT_TO_LEFT_ANSWER),
        "code": Basic("How does consistent hashing find a node?", CODE),
        "table": Basic("What do B-trees and LSM-trees pay?", TABLE),
        "formula": Basic(FORMULA, r"$L = \lambda W$, so $10^4 \times 0.2 = 2\,000$."),
        "options": MultipleChoice(
            "A read must see the last write, and any one of five nodes may be down. " * 2,
            correct=("Quorums of three for reads and for writes: each pair shares a node. " * 2,),
            wrong=(
                WrongOption(
                    "Write to all, read from one. " * 4, "One node down stops writes. " * 3
                ),
                WrongOption("Write to one, read from all. " * 4, "One node down stops reads. " * 3),
                WrongOption(
                    "Quorums of two and two. " * 4, "Two and two need not meet in five. " * 3
                ),
            ),
        ),
        "gaps": Cloze(
            "In {{1::linearizability::model}}, a read that starts after a write ended sees it."
        ),
        "number": Number(
            "Storage of one year of messages?",
            "432 TB",
            "byte",
            bands="open",
        ),
        **many_questions(),
    }


def odd_deck(*names: str, parent: DeckId | None = None) -> Deck:
    """Return a deck of the named unusual cards, or of all."""
    questions = odd_questions()
    notes = tuple(
        Note(
            ODD,
            name,
            questions[name],
            hint="think of what the disk head does" if name == "table" else "",
            why="A page is read before it is written." if name == "table" else "",
            source=Source("Log-structured merge trees", "https://example.org/lsm", "2026-11")
            if name == "table"
            else None,
        )
        for name in names or questions
    )
    return Deck(ODD, "Odd cards", notes, parent)
