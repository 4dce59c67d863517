"""Format 1: the schema that the first release wrote."""

STATEMENTS = (
    """
CREATE TABLE deck (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    parent_id INTEGER,
    position INTEGER NOT NULL,
    origin TEXT NOT NULL,
    retention REAL,
    new_limit INTEGER,
    review_limit INTEGER,
    extra_day INTEGER,
    extra_new INTEGER DEFAULT 0 NOT NULL,
    extra_reviews INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    FOREIGN KEY(parent_id) REFERENCES deck (id)
) STRICT
    """,
    """
CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE day_stat (
    day INTEGER NOT NULL,
    deck_id INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    new INTEGER NOT NULL,
    reviews INTEGER NOT NULL,
    reviews_passed INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    PRIMARY KEY (day, deck_id),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE note (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    deck_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    front TEXT NOT NULL,
    back TEXT NOT NULL,
    tags TEXT NOT NULL,
    digest TEXT NOT NULL,
    gone INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) STRICT
    """,
    """
CREATE INDEX note_deck ON note (deck_id, position)
    """,
    """
CREATE INDEX note_drill ON note (deck_id, position) WHERE kind = 'drill'
    """,
    """
CREATE TABLE card (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    note_id INTEGER NOT NULL,
    deck_id INTEGER NOT NULL,
    part TEXT NOT NULL,
    position INTEGER NOT NULL,
    suspended INTEGER DEFAULT 0 NOT NULL,
    buried_until INTEGER DEFAULT 0 NOT NULL,
    flag INTEGER DEFAULT 0 NOT NULL,
    state INTEGER DEFAULT 0 NOT NULL,
    step INTEGER,
    due INTEGER,
    stability REAL,
    difficulty REAL,
    last_at INTEGER,
    last_day INTEGER,
    reps INTEGER DEFAULT 0 NOT NULL,
    lapses INTEGER DEFAULT 0 NOT NULL,
    mature INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT card_suspended CHECK (suspended in (0, 1, 2)),
    CONSTRAINT card_flag CHECK (flag between 0 and 7),
    UNIQUE ("key"),
    FOREIGN KEY(note_id) REFERENCES note (id),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) STRICT
    """,
    """
CREATE INDEX card_due ON card (state, due, deck_id, note_id, buried_until) WHERE suspended = 0
    """,
    """
CREATE INDEX card_new ON card (deck_id, position) WHERE suspended = 0 AND state = 0
    """,
    """
CREATE INDEX card_note ON card (note_id)
    """,
    """
CREATE INDEX card_progress ON card (deck_id, suspended, state, mature)
    """,
    """
CREATE TABLE change (
    uid BLOB NOT NULL,
    at INTEGER NOT NULL,
    card_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    "before" INTEGER NOT NULL,
    "after" INTEGER NOT NULL,
    revokes BLOB,
    PRIMARY KEY (uid),
    CONSTRAINT change_uid CHECK (length(uid) = 16),
    FOREIGN KEY(card_id) REFERENCES card (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE review (
    uid BLOB NOT NULL,
    card_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    zone_min INTEGER NOT NULL,
    rollover_h INTEGER NOT NULL,
    rating INTEGER,
    duration_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    revokes BLOB,
    algorithm TEXT NOT NULL,
    PRIMARY KEY (uid),
    CONSTRAINT review_uid CHECK (length(uid) = 16),
    FOREIGN KEY(card_id) REFERENCES card (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE INDEX review_card ON review (card_id, at)
    """,
    """
CREATE TABLE attempt (
    uid BLOB NOT NULL,
    card_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    drawn TEXT NOT NULL,
    truth_low REAL NOT NULL,
    truth_high REAL NOT NULL,
    posed TEXT NOT NULL,
    target_s REAL NOT NULL,
    answer TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    ms INTEGER NOT NULL,
    is_timed INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    error_log10 REAL,
    automatic INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    mistake INTEGER,
    rule INTEGER NOT NULL,
    mode TEXT NOT NULL,
    sprint BLOB,
    PRIMARY KEY (uid),
    CONSTRAINT attempt_uid CHECK (length(uid) = 16),
    FOREIGN KEY(card_id) REFERENCES card (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE INDEX attempt_card ON attempt (card_id, at)
    """,
    """
CREATE TABLE sprint (
    uid BLOB NOT NULL,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    points REAL NOT NULL,
    total_ms INTEGER NOT NULL,
    PRIMARY KEY (uid),
    CONSTRAINT sprint_uid CHECK (length(uid) = 16)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE VIRTUAL TABLE note_fts USING fts5(
    front, back, tags,
    content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)
    """,
    """
CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts(rowid, front, back, tags)
    VALUES (new.id, new.front, new.back, new.tags);
END
    """,
    """
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags)
    VALUES ('delete', old.id, old.front, old.back, old.tags);
END
    """,
    """
CREATE TRIGGER note_fts_update AFTER UPDATE OF front, back, tags ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags)
    VALUES ('delete', old.id, old.front, old.back, old.tags);
    INSERT INTO note_fts(rowid, front, back, tags)
    VALUES (new.id, new.front, new.back, new.tags);
END
    """,
)
