"""The text of a new deck file: a sample card of each simple kind, and optional keys."""

_TEXT = """\
# A deck of cards. Each card has an id that never changes, so you can edit its text and keep your
# progress. Texts are Markdown; put a text with a colon or a brace in quotes.
format: 1
id: {id}
title: {title}
cards:
  - id: first-question
    kind: basic
    front: Which part of a request's path does a cache spare?
    back: The slow store behind it.
    # why: shown below the answer
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


def new_deck_text(deck: str, title: str, schema: str = "") -> str:
    """Return the text of a valid deck file with the id `deck`.

    `schema` is the address of the JSON Schema that an editor uses to complete and check the file.
    """
    first_line = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return first_line + _TEXT.format(id=deck, title=f'"{title}"')
