-- The first house of the portfolio. Migrations only add: no later file drops or renames what stands here.
-- Dates are ISO 8601 text (YYYY-MM-DD), moments are RFC 3339 in UTC, ids are UUID text, truth is 0 or 1.
-- `WITHOUT ROWID` is left to small tables of pairs; whatever the journal follows has a declared primary key.

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT;

-- Who writes ---------------------------------------------------------------------------------------------------
CREATE TABLE profile (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  name             TEXT NOT NULL DEFAULT '',
  profession       TEXT,            -- art | drama | music | assistant
  registration     TEXT NOT NULL DEFAULT '',
  registered_since TEXT,
  level            TEXT,            -- framework level; NULL = not sure yet
  version          INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO profile (id) VALUES (1);

CREATE TABLE role (
  id           TEXT PRIMARY KEY,
  title        TEXT NOT NULL,
  setting      TEXT NOT NULL DEFAULT '',
  start_on     TEXT,
  end_on       TEXT,
  own_practice INTEGER NOT NULL,
  employer     TEXT,
  position     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Records ------------------------------------------------------------------------------------------------------
CREATE TABLE record (
  rid            INTEGER PRIMARY KEY,   -- the search index's row; never reused while the record exists
  id             TEXT NOT NULL UNIQUE,
  kind           TEXT NOT NULL CHECK (kind IN ('reflection', 'case-note', 'supervision', 'cpd')),
  title          TEXT NOT NULL DEFAULT '',
  date_on        TEXT NOT NULL,
  date_to        TEXT,
  minutes        INTEGER,
  draft          INTEGER NOT NULL DEFAULT 1,
  role_id        TEXT REFERENCES role (id) ON DELETE SET NULL,
  model          TEXT,                  -- reflections: the reflection model
  session_number INTEGER,               -- case notes
  setting        TEXT,                  -- case notes
  supervisor     TEXT,                  -- supervision
  format         TEXT,                  -- supervision: individual | group | peer
  remote         INTEGER,               -- supervision
  themes         TEXT,                  -- supervision
  body           TEXT NOT NULL DEFAULT '', -- the sections, joined
  first_line     TEXT NOT NULL DEFAULT '', -- stands in for an empty title
  public_name    TEXT,                  -- what others may read in a list; NULL = the proposal
  version        INTEGER NOT NULL DEFAULT 1,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL,
  finished_at    TEXT,
  binned_at      TEXT
) STRICT;
CREATE INDEX record_by_date ON record (date_on DESC, rid DESC) WHERE binned_at IS NULL;
CREATE INDEX record_by_kind ON record (kind, date_on DESC, rid DESC) WHERE binned_at IS NULL;
CREATE INDEX record_by_update ON record (updated_at DESC, rid DESC) WHERE binned_at IS NULL;
CREATE INDEX record_by_title ON record (title COLLATE NOCASE, rid) WHERE binned_at IS NULL;
CREATE INDEX record_drafts ON record (date_on DESC, rid DESC) WHERE binned_at IS NULL AND draft = 1;
CREATE INDEX record_binned ON record (binned_at DESC) WHERE binned_at IS NOT NULL;
CREATE INDEX record_role ON record (role_id);

CREATE TABLE section (
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  stage     TEXT NOT NULL,
  markdown  TEXT NOT NULL,
  PRIMARY KEY (record_id, position)
) STRICT;

-- A finished case note is closed: what comes later stands below it.
CREATE TABLE addition (
  id        TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  added_at  TEXT NOT NULL,
  markdown  TEXT NOT NULL
) STRICT;
CREATE INDEX addition_record ON addition (record_id);

CREATE TABLE cpd_facts (
  record_id     TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  type          TEXT,             -- work-based | professional | formal | self-directed | other
  provider      TEXT NOT NULL DEFAULT '',
  certificate   INTEGER NOT NULL DEFAULT 0,
  learnt        TEXT NOT NULL DEFAULT '',
  practice      TEXT NOT NULL DEFAULT '',
  service_users TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE action (
  id        TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  text      TEXT NOT NULL,
  due_on    TEXT,
  done_on   TEXT
) STRICT;
CREATE INDEX action_record ON action (record_id);
CREATE INDEX action_open ON action (due_on) WHERE done_on IS NULL;

CREATE TABLE client (
  id   TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE record_client (
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  client_id TEXT NOT NULL REFERENCES client (id),
  PRIMARY KEY (record_id, client_id)
) STRICT;
CREATE INDEX record_client_client ON record_client (client_id);

CREATE TABLE keyword (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

CREATE TABLE record_keyword (
  record_id  TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  keyword_id TEXT NOT NULL REFERENCES keyword (id),
  PRIMARY KEY (record_id, keyword_id)
) STRICT;
CREATE INDEX record_keyword_keyword ON record_keyword (keyword_id);

CREATE TABLE link (
  from_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  to_id   TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  kind    TEXT NOT NULL,          -- reflects-on | led-to | discussed-in
  PRIMARY KEY (from_id, to_id, kind)
) STRICT;
CREATE INDEX link_to ON link (to_id);

-- The framework's statements are data of the app, so a tag names them by id only.
CREATE TABLE tag (
  record_id    TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  statement_id TEXT NOT NULL,
  claim        TEXT NOT NULL DEFAULT '',
  tagged_at    TEXT NOT NULL,
  PRIMARY KEY (record_id, statement_id)
) STRICT;
CREATE INDEX tag_statement ON tag (statement_id, record_id);

CREATE TABLE assessment (
  id           TEXT PRIMARY KEY,
  statement_id TEXT NOT NULL,
  answer       TEXT,              -- not-yet | developing | confident | not-my-role | next-for-me; NULL = taken back
  note         TEXT NOT NULL DEFAULT '',
  by_on        TEXT,
  answered_at  TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_statement ON assessment (statement_id, answered_at DESC);

-- Evidence: what it is; its file comes later. -------------------------------------------------------------------
CREATE TABLE evidence (
  id          TEXT PRIMARY KEY,
  title       TEXT NOT NULL,
  kind        TEXT NOT NULL,      -- self-made | showing-reflection | from-others
  date_on     TEXT,
  description TEXT NOT NULL DEFAULT '',
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE record_evidence (
  record_id   TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (record_id, evidence_id)
) STRICT;
CREATE INDEX record_evidence_evidence ON record_evidence (evidence_id);

-- The HCPC profile ----------------------------------------------------------------------------------------------
CREATE TABLE cycle (
  id           TEXT PRIMARY KEY,
  start_on     TEXT NOT NULL,
  end_on       TEXT NOT NULL,
  summary      TEXT NOT NULL DEFAULT '',
  introduction TEXT NOT NULL DEFAULT '',
  confirmed    TEXT,              -- SHA-256 of the lines the owner has confirmed
  version      INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE cycle_gap (
  cycle_id    TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  from_month  TEXT NOT NULL,      -- YYYY-MM
  to_month    TEXT NOT NULL,
  explanation TEXT NOT NULL,
  PRIMARY KEY (cycle_id, from_month)
) STRICT;

-- A row only where the owner departs from the rule of what is listed, or chooses the record for the statement.
CREATE TABLE cycle_record (
  cycle_id      TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  record_id     TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  listed        INTEGER,          -- NULL = by the rule
  chosen        INTEGER,          -- order in the statement; NULL = not chosen
  what          TEXT NOT NULL DEFAULT '',
  learnt        TEXT NOT NULL DEFAULT '',
  quality       TEXT NOT NULL DEFAULT '',
  service_users TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (cycle_id, record_id)
) STRICT;
CREATE INDEX cycle_record_record ON cycle_record (record_id);

-- What left the house: kept as it left.
CREATE TABLE export (
  id          TEXT PRIMARY KEY,
  kind        TEXT NOT NULL,      -- hcpc
  cycle_id    TEXT,
  exported_at TEXT NOT NULL,
  final       INTEGER NOT NULL,
  file_name   TEXT NOT NULL,
  sha256      TEXT NOT NULL,      -- of the file's bytes
  document    TEXT                -- JSON of the document, for final exports
) STRICT;
CREATE TABLE export_record (
  export_id TEXT NOT NULL REFERENCES export (id) ON DELETE CASCADE,
  record_id TEXT NOT NULL,
  sha256    TEXT NOT NULL,        -- of the record's content as exported
  PRIMARY KEY (export_id, record_id)
) STRICT;

-- Every change, and how to take it back -------------------------------------------------------------------------
-- A revision is one change the user made: one transaction, or all the saves of one visit to the editor.
CREATE TABLE revision (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  op       TEXT NOT NULL,
  subject  TEXT,                  -- the record it is about, so that erasure finds it
  visit    TEXT,
  at       TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN ('done', 'undone', 'kept')) -- kept: cannot be undone (any more)
) STRICT;
CREATE INDEX revision_state ON revision (state, id);
CREATE INDEX revision_subject ON revision (subject);

-- One row per table row changed in a revision, with what stood before and after, as JSON objects; in order of rowid.
CREATE TABLE change (
  revision_id INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
  tbl         TEXT NOT NULL,
  key         TEXT NOT NULL,      -- JSON array of the primary key
  before      TEXT,
  after       TEXT,
  PRIMARY KEY (revision_id, tbl, key)
) STRICT;

-- Search ----------------------------------------------------------------------------------------------------------
CREATE VIRTUAL TABLE record_search USING fts5 (
  title, body, claims, keywords, statements,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO record_search (record_search, rank) VALUES ('secure-delete', 1);
INSERT INTO record_search (record_search, rank) VALUES ('rank', 'bm25(8.0, 1.0, 2.0, 4.0, 0.5)');
-- A record that goes, goes from the index too, whoever deletes it.
CREATE TRIGGER record_leaves_search AFTER DELETE ON record BEGIN
  DELETE FROM record_search WHERE rowid = OLD.rid;
END;
