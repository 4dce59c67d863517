-- A collection as format 3 left it. Never edit it: later versions must read this one.
PRAGMA application_id=1181500531;
PRAGMA user_version=3;
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
    extra_reviews INTEGER DEFAULT 0 NOT NULL, license TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT 'en' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    FOREIGN KEY(parent_id) REFERENCES deck (id)
) STRICT;
CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID, STRICT;
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
) WITHOUT ROWID, STRICT;
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
    guid TEXT DEFAULT '' NOT NULL,
    shipped TEXT, search_text TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key"),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) STRICT;
CREATE INDEX note_guid ON note (guid) WHERE guid != '';
CREATE INDEX note_deck ON note (deck_id, position);
CREATE INDEX note_drill ON note (deck_id, position) WHERE kind = 'drill';
CREATE INDEX note_gone ON note (id) WHERE gone != 0;
CREATE INDEX note_kind ON note (lower(kind));
CREATE INDEX note_front ON note (lower(substr(ltrim(CASE search_text WHEN '' THEN front ELSE search_text END, ' *_`#>~$[]!("''…“‘'), 1, 40)));
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
) STRICT;
CREATE INDEX card_due ON card (state, due, deck_id, note_id, buried_until) WHERE suspended = 0;
CREATE INDEX card_new ON card (deck_id, position) WHERE suspended = 0 AND state = 0;
CREATE INDEX card_note ON card (note_id);
CREATE INDEX card_progress ON card (deck_id, suspended, state, mature);
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
) WITHOUT ROWID, STRICT;
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
    memory TEXT,
    PRIMARY KEY (uid),
    CONSTRAINT review_uid CHECK (length(uid) = 16),
    FOREIGN KEY(card_id) REFERENCES card (id)
) WITHOUT ROWID, STRICT;
CREATE INDEX review_card ON review (card_id, at);
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
) WITHOUT ROWID, STRICT;
CREATE INDEX attempt_card ON attempt (card_id, at);
CREATE TABLE sprint (
    uid BLOB NOT NULL,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    points REAL NOT NULL,
    total_ms INTEGER NOT NULL,
    PRIMARY KEY (uid),
    CONSTRAINT sprint_uid CHECK (length(uid) = 16)
) WITHOUT ROWID, STRICT;
CREATE VIRTUAL TABLE note_fts USING fts5(
    front, back, tags, search_text,
    content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
    prefix='1 2 3'
);
INSERT INTO deck ("id", "key", "title", "description", "parent_id", "position", "origin", "retention", "new_limit", "review_limit", "extra_day", "extra_new", "extra_reviews", "license") VALUES (1, 'cache', 'Caching', '', NULL, 0, 'own', NULL, NULL, NULL, NULL, 0, 0, 'CC BY 4.0');
INSERT INTO deck ("id", "key", "title", "description", "parent_id", "position", "origin", "retention", "new_limit", "review_limit", "extra_day", "extra_new", "extra_reviews") VALUES (2, 'queues', 'Queues', '', 1, 1, 'own', NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO day_stat ("day", "deck_id", "answers", "passed", "new", "reviews", "reviews_passed", "duration_ms") VALUES (20000, 1, 1, 1, 1, 0, 0, 5000);
INSERT INTO day_stat ("day", "deck_id", "answers", "passed", "new", "reviews", "reviews_passed", "duration_ms") VALUES (20001, 1, 1, 1, 0, 0, 0, 5000);
INSERT INTO note ("id", "key", "deck_id", "position", "kind", "body", "front", "back", "tags", "digest", "gone") VALUES (1, 'cache/lru', 1, 0, 'basic', '{"face":{"back":"The entry unused for longest","front":"What does LRU evict?","kind":"basic"}}', 'What does LRU evict?', 'The entry unused for longest', '', '4f4b98b4ec4880478f48c23a8f992296', 0);
INSERT INTO note ("id", "key", "deck_id", "position", "kind", "body", "front", "back", "tags", "digest", "gone") VALUES (2, 'cache/ttl', 1, 1, 'basic', '{"face":{"back":"Time to live","front":"What is a TTL?","kind":"basic","reverse":true},"tags":["time"]}', 'What is a TTL?', 'Time to live', 'time', 'baa2c172aea91f8770983971b8ca8679', 0);
INSERT INTO note ("id", "key", "deck_id", "position", "kind", "body", "front", "back", "tags", "digest", "gone") VALUES (3, 'queues/kafka', 2, 0, 'cloze', '{"face":{"kind":"cloze","text":"A {{1::topic}} has {{2::partitions}}"},"why":"They scale."}', 'A topic has partitions', 'A topic has partitions
They scale.', '', '2cf06520ba4e631c0d6adeecd878d2d9', 0);
INSERT INTO card ("id", "key", "note_id", "deck_id", "part", "position", "suspended", "buried_until", "flag", "state", "step", "due", "stability", "difficulty", "last_at", "last_day", "reps", "lapses", "mature") VALUES (1, 'cache/lru', 1, 1, '', 0, 0, 0, 0, 2, NULL, 1728576000000, 7.31530074407728, 2.11121423578539513243e+00, 1728129600000, 20001, 2, 0, 0);
INSERT INTO card ("id", "key", "note_id", "deck_id", "part", "position", "suspended", "buried_until", "flag", "state", "step", "due", "stability", "difficulty", "last_at", "last_day", "reps", "lapses", "mature") VALUES (2, 'cache/ttl', 2, 1, '', 1000, 0, 0, 2, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0);
INSERT INTO card ("id", "key", "note_id", "deck_id", "part", "position", "suspended", "buried_until", "flag", "state", "step", "due", "stability", "difficulty", "last_at", "last_day", "reps", "lapses", "mature") VALUES (3, 'cache/ttl#r', 2, 1, 'r', 1001, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0);
INSERT INTO card ("id", "key", "note_id", "deck_id", "part", "position", "suspended", "buried_until", "flag", "state", "step", "due", "stability", "difficulty", "last_at", "last_day", "reps", "lapses", "mature") VALUES (4, 'queues/kafka#c1', 3, 2, 'c1', 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0);
INSERT INTO card ("id", "key", "note_id", "deck_id", "part", "position", "suspended", "buried_until", "flag", "state", "step", "due", "stability", "difficulty", "last_at", "last_day", "reps", "lapses", "mature") VALUES (5, 'queues/kafka#c2', 3, 2, 'c2', 1, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0);
INSERT INTO change ("uid", "at", "card_id", "field", "before", "after", "revokes") VALUES (X'01925CFAE70070008000000000000004', 1728136800000, 2, 'flag', 0, 2, NULL);
INSERT INTO review ("uid", "card_id", "at", "zone_min", "rollover_h", "rating", "duration_ms", "kind", "revokes", "algorithm") VALUES (X'01925766AE0070008000000000000000', 1, 1728043200000, 0, 4, 3, 5000, 'learn', NULL, 'fsrs6/6.3.2');
INSERT INTO review ("uid", "card_id", "at", "zone_min", "rollover_h", "rating", "duration_ms", "kind", "revokes", "algorithm") VALUES (X'01925C8D0A0070008000000000000001', 1, 1728129600000, 0, 4, 3, 5000, 'learn', NULL, 'fsrs6/6.3.2');
INSERT INTO review ("uid", "card_id", "at", "zone_min", "rollover_h", "rating", "duration_ms", "kind", "revokes", "algorithm") VALUES (X'01925C8D0A0070008000000000000002', 2, 1728129600000, 0, 4, 1, 5000, 'learn', NULL, 'fsrs6/6.3.2');
INSERT INTO review ("uid", "card_id", "at", "zone_min", "rollover_h", "rating", "duration_ms", "kind", "revokes", "algorithm") VALUES (X'01925CC3F88070008000000000000003', 2, 1728133200000, 0, 4, NULL, 0, 'revoke', X'01925C8D0A0070008000000000000002', 'fsrs6/6.3.2');
INSERT INTO attempt ("uid", "card_id", "at", "version", "seed", "drawn", "truth_low", "truth_high", "posed", "target_s", "answer", "value", "unit", "ms", "is_timed", "hints", "error_log10", "automatic", "kept", "mistake", "rule", "mode", "sprint") VALUES (X'01925C8D0A0070008000000000000005', 1, 1728129600000, 1, 7, '{"posts":2.0}', 3472.0, 3472.0, '{"bands":[0.1,0.2,0.28],"is_share":false,"mistakes":[["You divided by the hours of a year.",34246.6]],"question":"Posts per second?","title":"Posts","topic":"QPS","unit":"posts/s"}', 50.0, '3.5k', 3500.0, 'posts/s', 40000, 1, 0, 0.0035, 3, 3, NULL, 1, 'sprint', X'01925C8D0A0070008000000000000006');
INSERT INTO sprint ("uid", "at", "code", "points", "total_ms") VALUES (X'01925C8D0A0070008000000000000006', 1728129660000, '0000-0000', 95.5, 40000);
INSERT INTO note_fts(note_fts) VALUES ('rebuild');
CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts(rowid, front, back, tags, search_text)
    VALUES (new.id, new.front, new.back, new.tags, new.search_text);
END;
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags, search_text)
    VALUES ('delete', old.id, old.front, old.back, old.tags, old.search_text);
END;
CREATE TRIGGER note_fts_update AFTER UPDATE OF front, back, tags, search_text ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags, search_text)
    VALUES ('delete', old.id, old.front, old.back, old.tags, old.search_text);
    INSERT INTO note_fts(rowid, front, back, tags, search_text)
    VALUES (new.id, new.front, new.back, new.tags, new.search_text);
END;
CREATE TABLE operation (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    said TEXT NOT NULL,
    undone INTEGER DEFAULT 0 NOT NULL,
    decks TEXT NOT NULL,
    cards TEXT,
    log BLOB,
    pictures TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE note_change (
    operation_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    other TEXT,
    PRIMARY KEY (operation_id, note),
    FOREIGN KEY(operation_id) REFERENCES operation (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE media (
    deck_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (deck_id, name),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) WITHOUT ROWID, STRICT;
CREATE TABLE blob (
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (digest)
) STRICT;
CREATE TABLE page_checksum (
    id INTEGER NOT NULL,
    checksums BLOB NOT NULL,
    PRIMARY KEY (id)
) STRICT;
