"""The text of a deck file to begin with: a card of each simple kind, and what may be said."""

_TEXT = """\
# A deck of cards. Each card has an id that never changes, so that an edit of its words keeps what
# you know of it. Texts are Markdown; put those with a colon or a brace in quotes.
format: 1
id: {id}
title: {title}
cards:
  - id: first-question
    kind: basic
    front: Which part of a request's path does a cache spare?
    back: The slow store behind it.
    # why: told below the answer
    # tags: [caching]
    # reverse: true
  - id: first-gap
    kind: cloze
    text: "A write-through cache writes to the {{{{1::store}}}} before it answers."
  - id: first-choice
    kind: choice
    front: Which policy evicts what was used longest ago?
    correct: [LRU]
    wrong: [{{text: LFU, why: That one counts how often.}}, FIFO]
  - id: first-number
    kind: number
    front: How many seconds are there in a day?
    answer: 86400
    unit: s
"""


def text_of(deck: str, title: str, schema: str = "") -> str:
    """Return a deck file with the id `deck` that reads without a fault.

    `schema` is the address of the JSON Schema by which an editor completes and checks.
    """
    told = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return told + _TEXT.format(id=deck, title=f'"{title}"')
