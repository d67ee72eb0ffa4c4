"""The schema of the SQLite store, as numbered steps that are never edited once released.

`user_version` of the file is the number of steps it has seen.
"""

from __future__ import annotations

APPLICATION_ID = 0x68_61_66_7A  # "hafz"

_0001_TURNS = """
CREATE TABLE scope (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- a user who comes back after erasure is a new one
    user TEXT NOT NULL,
    assistant TEXT NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,  -- grows when rows of this scope change or go
    UNIQUE (user, assistant)
);
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (scope, name)
);
CREATE TABLE turn (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of writing; never used twice
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    id TEXT NOT NULL,
    time_us INTEGER NOT NULL,               -- UTC microseconds since 1970
    role INTEGER NOT NULL,                  -- 0 user, 1 assistant
    flags INTEGER NOT NULL,                 -- 1 recalled, 2 question
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    caption TEXT NOT NULL,
    terms BLOB NOT NULL,                    -- analysis.pack_terms; empty until it is analysed
    UNIQUE (scope, id)
);
CREATE INDEX turn_by_scope ON turn (scope, seq);
CREATE INDEX turn_by_session ON turn (session, seq);
CREATE TABLE embedder (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    dim INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE vector (
    embedder INTEGER NOT NULL REFERENCES embedder ON DELETE CASCADE,
    turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
    context INTEGER,                        -- the turn whose text was embedded with this one
    data BLOB NOT NULL,                     -- vectors.pack
    PRIMARY KEY (turn, embedder)
) WITHOUT ROWID;
CREATE TABLE outbox (
    turn INTEGER PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT
);
CREATE TABLE tombstone (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                     -- turn or user
    turn_id TEXT,                           -- no content, no name
    erased_us INTEGER NOT NULL
);
"""

_0002_TIERS = """
CREATE TABLE claim (
    turn INTEGER NOT NULL REFERENCES turn ON DELETE CASCADE,
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    origin TEXT NOT NULL,                   -- rules, told, or the model's name
    n INTEGER NOT NULL,                     -- order within the turn
    kind TEXT NOT NULL,                     -- fact, user_knowledge, assistant_knowledge, episode
    slot TEXT NOT NULL,
    value TEXT NOT NULL,
    statement TEXT NOT NULL,
    holding TEXT NOT NULL,                  -- holds, ended, wrong
    since_us INTEGER,                       -- when it holds or happened in the world
    until_us INTEGER,
    importance INTEGER NOT NULL,
    confidence REAL NOT NULL,
    recorded_us INTEGER NOT NULL,           -- when the store learnt it
    PRIMARY KEY (turn, origin, n)
) WITHOUT ROWID;
CREATE INDEX claim_by_scope ON claim (scope, kind);
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,                 -- the turn that began it; turns are numbered once
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    summary TEXT NOT NULL,
    keywords TEXT NOT NULL,                 -- one a line
    total BLOB,                             -- float32 sum of the turns' vectors
    n_chains INTEGER NOT NULL,
    stale INTEGER NOT NULL DEFAULT 0,       -- a turn of it was erased since it was described
    evicted_us INTEGER
);
CREATE INDEX segment_by_scope ON segment (scope);
CREATE INDEX segment_stale ON segment (id) WHERE stale;
CREATE TABLE segment_turn (
    turn INTEGER PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    segment INTEGER NOT NULL REFERENCES segment ON DELETE CASCADE,
    chain INTEGER NOT NULL,                 -- the first turn of the run it continues
    refined INTEGER NOT NULL DEFAULT 0      -- a model has read it
);
CREATE INDEX segment_turn_by_segment ON segment_turn (segment);
CREATE TABLE visit (
    turn INTEGER PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
    n INTEGER NOT NULL,
    last_us INTEGER NOT NULL
);
CREATE TABLE lease (
    scope INTEGER PRIMARY KEY REFERENCES scope ON DELETE CASCADE,
    worker TEXT NOT NULL,
    until_us INTEGER NOT NULL
);
CREATE TABLE token_use (
    day TEXT PRIMARY KEY,                   -- UTC
    tokens INTEGER NOT NULL
);
"""

MIGRATIONS: tuple[str, ...] = (_0001_TURNS, _0002_TIERS)
