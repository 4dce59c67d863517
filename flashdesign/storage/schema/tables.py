"""The SQL tables in SQLAlchemy Core, identical to those that the migrations create."""

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    Table,
    Text,
    TypedColumns,
    and_,
    cast,
    func,
    text,
)

# The sort key of notes by question: the beginning of the front without leading punctuation.
FRONT_SORT_KEY = (
    "lower(substr(ltrim(CASE {owner}search_text WHEN '' THEN {owner}front"
    " ELSE {owner}search_text END, ' *_`#>~$[]!(\"''…“‘'), 1, 40))"
)

metadata = MetaData()


class SettingColumns(TypedColumns):
    """Small values by name; `value` is JSON."""

    key: Named[str] = Column(Text, primary_key=True)
    value: Named[str] = Column(Text)


class DeckColumns(TypedColumns):
    """Decks; `extra_*` raise the limits on study day `extra_day` only."""

    id: Named[int] = Column(Integer, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    title: Named[str] = Column(Text)
    description: Named[str] = Column(Text)
    parent_id: Named[int | None] = Column(Integer, ForeignKey("deck.id"))
    position: Named[int] = Column(Integer)
    origin: Named[str] = Column(Text)
    retention: Named[float | None] = Column(REAL)
    new_limit: Named[int | None] = Column(Integer)
    review_limit: Named[int | None] = Column(Integer)
    extra_day: Named[int | None] = Column(Integer)
    extra_new: Named[int] = Column(Integer, server_default=text("0"))
    extra_reviews: Named[int] = Column(Integer, server_default=text("0"))
    license: Named[str] = Column(Text, server_default=text("''"))
    language: Named[str] = Column(Text, server_default=text("'en'"))


class NoteColumns(TypedColumns):
    """Notes; `body` is JSON, and search reads `front`, `back`, `tags` and `search_text`.

    `guid` is its id in another program. If the user edited a built-in note, `shipped` is the
    built-in version, see `storage/notes/built_in_versions.py`.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    deck_id: Named[int] = Column(Integer, ForeignKey("deck.id"))
    position: Named[int] = Column(Integer)
    kind: Named[str] = Column(Text)
    body: Named[str] = Column(Text)
    front: Named[str] = Column(Text)
    back: Named[str] = Column(Text)
    tags: Named[str] = Column(Text)
    digest: Named[str] = Column(Text)
    gone: Named[int] = Column(Integer, server_default=text("0"))
    guid: Named[str] = Column(Text, server_default=text("''"))
    shipped: Named[str | None] = Column(Text)
    search_text: Named[str] = Column(Text, server_default=text("''"))


class CardColumns(TypedColumns):
    """Cards with the cache of their memory; `suspended` is 0, BY_USER or NOTE_GONE.

    `position` is the order to learn a deck's cards in, see `storage/rows/card_order.py`;
    `mature` is 1 if the card is in review with a stability of weeks.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    key: Named[str] = Column(Text, unique=True)
    note_id: Named[int] = Column(Integer, ForeignKey("note.id"))
    deck_id: Named[int] = Column(Integer, ForeignKey("deck.id"))
    part: Named[str] = Column(Text)
    position: Named[int] = Column(Integer)
    suspended: Named[int] = Column(Integer, server_default=text("0"))
    buried_until: Named[int] = Column(Integer, server_default=text("0"))
    flag: Named[int] = Column(Integer, server_default=text("0"))
    state: Named[int] = Column(Integer, server_default=text("0"))
    step: Named[int | None] = Column(Integer)
    due: Named[int | None] = Column(Integer)
    stability: Named[float | None] = Column(REAL)
    difficulty: Named[float | None] = Column(REAL)
    last_at: Named[int | None] = Column(Integer)
    last_day: Named[int | None] = Column(Integer)
    reps: Named[int] = Column(Integer, server_default=text("0"))
    lapses: Named[int] = Column(Integer, server_default=text("0"))
    mature: Named[int] = Column(Integer, server_default=text("0"))


class ReviewColumns(TypedColumns):
    """The review log, append-only; memories are computed from it. A row may set one in `memory`."""

    uid: Named[bytes] = Column(LargeBinary, primary_key=True)
    card_id: Named[int] = Column(Integer, ForeignKey("card.id"))
    at: Named[int] = Column(Integer)
    zone_min: Named[int] = Column(Integer)
    rollover_h: Named[int] = Column(Integer)
    rating: Named[int | None] = Column(Integer)
    duration_ms: Named[int] = Column(Integer)
    kind: Named[str] = Column(Text)
    revokes: Named[bytes | None] = Column(LargeBinary)
    algorithm: Named[str] = Column(Text)
    memory: Named[str | None] = Column(Text)


class ChangeColumns(TypedColumns):
    """Changes of a card's fields other than answers, each with the value before."""

    uid: Named[bytes] = Column(LargeBinary, primary_key=True)
    at: Named[int] = Column(Integer)
    card_id: Named[int] = Column(Integer, ForeignKey("card.id"))
    field: Named[str] = Column(Text)
    before: Named[int] = Column(Integer)
    after: Named[int] = Column(Integer)
    revokes: Named[bytes | None] = Column(LargeBinary)


class DayStatColumns(TypedColumns):
    """The log summed by study day and deck, updated in the same transaction."""

    day: Named[int] = Column(Integer, primary_key=True)
    deck_id: Named[int] = Column(Integer, ForeignKey("deck.id"), primary_key=True)
    answers: Named[int] = Column(Integer)
    passed: Named[int] = Column(Integer)
    new: Named[int] = Column(Integer)
    reviews: Named[int] = Column(Integer)
    reviews_passed: Named[int] = Column(Integer)
    duration_ms: Named[int] = Column(Integer)


class AttemptColumns(TypedColumns):
    """Attempts at drills; `uid` equals that of the log row if the drill was due.

    `drawn` and `posed` are JSON: the values, and the rest needed to show and grade it again.
    Truth, `value` and the mistakes are in base units; the row of `sprint` is added later.
    """

    uid: Named[bytes] = Column(LargeBinary, primary_key=True)
    card_id: Named[int] = Column(Integer, ForeignKey("card.id"))
    at: Named[int] = Column(Integer)
    version: Named[int] = Column(Integer)
    seed: Named[int] = Column(Integer)
    drawn: Named[str] = Column(Text)
    truth_low: Named[float] = Column(REAL)
    truth_high: Named[float] = Column(REAL)
    posed: Named[str] = Column(Text)
    target_s: Named[float] = Column(REAL)
    answer: Named[str] = Column(Text)
    value: Named[float | None] = Column(REAL)
    unit: Named[str] = Column(Text)
    ms: Named[int] = Column(Integer)
    is_timed: Named[int] = Column(Integer)
    hints: Named[int] = Column(Integer)
    error_log10: Named[float | None] = Column(REAL)
    automatic: Named[int] = Column(Integer)
    kept: Named[int] = Column(Integer)
    mistake: Named[int | None] = Column(Integer)
    rule: Named[int] = Column(Integer)
    mode: Named[str] = Column(Text)
    sprint: Named[bytes | None] = Column(LargeBinary)


class SprintColumns(TypedColumns):
    """Finished sprints: time, code and result."""

    uid: Named[bytes] = Column(LargeBinary, primary_key=True)
    at: Named[int] = Column(Integer)
    code: Named[str] = Column(Text)
    points: Named[float] = Column(REAL)
    total_ms: Named[int] = Column(Integer)


class OperationColumns(TypedColumns):
    """Undoable operations on notes; `decks` is JSON, see `storage/undo/operations.py`."""

    id: Named[int] = Column(Integer, primary_key=True)
    at: Named[int] = Column(Integer)
    said: Named[str] = Column(Text)
    undone: Named[int] = Column(Integer, server_default=text("0"))
    decks: Named[str] = Column(Text)
    cards: Named[str | None] = Column(Text)
    log: Named[bytes | None] = Column(LargeBinary)
    pictures: Named[str | None] = Column(Text)


class NoteChangeColumns(TypedColumns):
    """The other version of a note in an operation: JSON, or null if the note does not exist."""

    operation_id: Named[int] = Column(Integer, ForeignKey("operation.id"), primary_key=True)
    note: Named[str] = Column(Text, primary_key=True)
    other: Named[str | None] = Column(Text)


class MediaColumns(TypedColumns):
    """The names of a deck's pictures."""

    deck_id: Named[int] = Column(Integer, ForeignKey("deck.id"), primary_key=True)
    name: Named[str] = Column(Text, primary_key=True)
    digest: Named[str] = Column(Text)


class BlobColumns(TypedColumns):
    """The bytes of pictures by SHA-256; each stored once, even if many decks have it."""

    digest: Named[str] = Column(Text, primary_key=True)
    data: Named[bytes] = Column(LargeBinary)


class PageChecksumColumns(TypedColumns):
    """One row: the checksums of the file's pages, see `storage/connection/page_checksums.py`."""

    id: Named[int] = Column(Integer, primary_key=True)
    checksums: Named[bytes] = Column(LargeBinary)


setting = Table("setting", metadata, SettingColumns, sqlite_strict=True, sqlite_with_rowid=False)
deck = Table("deck", metadata, DeckColumns, sqlite_strict=True)
note = Table(
    "note",
    metadata,
    NoteColumns,
    Index("note_front", text(FRONT_SORT_KEY.format(owner=""))),
    sqlite_strict=True,
)
card = Table(
    "card",
    metadata,
    CardColumns,
    CheckConstraint("suspended in (0, 1, 2)", name="card_suspended"),
    CheckConstraint("flag between 0 and 7", name="card_flag"),
    sqlite_strict=True,
)
review = Table(
    "review",
    metadata,
    ReviewColumns,
    CheckConstraint("length(uid) = 16", name="review_uid"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
change = Table(
    "change",
    metadata,
    ChangeColumns,
    CheckConstraint("length(uid) = 16", name="change_uid"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
attempt = Table(
    "attempt",
    metadata,
    AttemptColumns,
    CheckConstraint("length(uid) = 16", name="attempt_uid"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
sprint = Table(
    "sprint",
    metadata,
    SprintColumns,
    CheckConstraint("length(uid) = 16", name="sprint_uid"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
operation = Table("operation", metadata, OperationColumns, sqlite_strict=True)
note_change = Table(
    "note_change", metadata, NoteChangeColumns, sqlite_strict=True, sqlite_with_rowid=False
)
media = Table("media", metadata, MediaColumns, sqlite_strict=True, sqlite_with_rowid=False)
blob = Table("blob", metadata, BlobColumns, sqlite_strict=True)
page_checksum = Table("page_checksum", metadata, PageChecksumColumns, sqlite_strict=True)
# As bytes: a body that is not valid text must not prevent other notes from being read.
NOTE_BODY = cast(note.c.body, LargeBinary)
day_stat = Table("day_stat", metadata, DayStatColumns, sqlite_strict=True, sqlite_with_rowid=False)

# An answer changes only `card_due`: each further index would be one more page to flush.
_not_suspended = card.c.suspended == 0
Index(
    "card_due",
    card.c.state,
    card.c.due,
    # These three let today's remaining cards be counted from the index alone.
    card.c.deck_id,
    card.c.note_id,
    card.c.buried_until,
    sqlite_where=_not_suspended,
)
Index(
    "card_new",
    card.c.deck_id,
    card.c.position,
    sqlite_where=and_(card.c.suspended == 0, card.c.state == 0),
)
Index("card_progress", card.c.deck_id, card.c.suspended, card.c.state, card.c.mature)
Index("card_note", card.c.note_id)
Index("note_deck", note.c.deck_id, note.c.position)
Index("note_guid", note.c.guid, sqlite_where=note.c.guid != "")
Index("note_drill", note.c.deck_id, note.c.position, sqlite_where=note.c.kind == "drill")
Index("note_gone", note.c.id, sqlite_where=note.c.gone != 0)
# Not on the bare column: SQLite would use it for drills instead of `note_drill`.
Index("note_kind", func.lower(note.c.kind))
Index("review_card", review.c.card_id, review.c.at)
Index("attempt_card", attempt.c.card_id, attempt.c.at)
