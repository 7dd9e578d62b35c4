-- Clients behind a wall: what is written about a client by its code, and, in a table of its own, who it is.

-- Truth: it has a page of its own, and stays although no record carries it.
ALTER TABLE client ADD COLUMN page INTEGER NOT NULL DEFAULT 0;

-- Codes that a client had before: an editor that still holds one means this client.
CREATE TABLE client_former (
  client_id TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  code      TEXT NOT NULL,
  PRIMARY KEY (client_id, code)
) STRICT;

-- What of a case note is not in its record's row.
CREATE TABLE case_facts (
  record_id  TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  attendance TEXT,                        -- did-not-attend | cancelled-by-client | cancelled-by-me; NULL = attended
  themes     TEXT NOT NULL DEFAULT '',
  risk       INTEGER NOT NULL DEFAULT 0,  -- truth: something in it is a risk
  ending     INTEGER NOT NULL DEFAULT 0   -- truth: it is about the ending
) STRICT;

CREATE TABLE client_page (
  client_id   TEXT PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  goals       TEXT NOT NULL DEFAULT '',
  themes      TEXT NOT NULL DEFAULT '',
  risk        TEXT NOT NULL DEFAULT '',
  summary     TEXT NOT NULL DEFAULT '',
  ended_on    TEXT,
  ending      TEXT NOT NULL DEFAULT '',
  rule        TEXT CHECK (rule IN ('adult', 'child', 'own')), -- NULL = as an adult
  rule_number INTEGER,                    -- years, or an age; NULL = the owner's usual one
  keep_until  TEXT,                       -- own rule
  hold        TEXT NOT NULL DEFAULT '',   -- why nothing of it may be erased; empty = it may
  version     INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Who it is. Nothing but the room behind the wall reads it.
CREATE TABLE client_identity (
  client_id  TEXT PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
  name       TEXT NOT NULL DEFAULT '',
  known_as   TEXT NOT NULL DEFAULT '',
  birth_year INTEGER,
  contacts   TEXT NOT NULL DEFAULT '',
  referrer   TEXT NOT NULL DEFAULT ''
) STRICT;

-- The owner's usual times of keeping: none is shipped.
CREATE TABLE retention_rule (
  id          INTEGER PRIMARY KEY CHECK (id = 1),
  adult_years INTEGER,
  child_age   INTEGER
) STRICT;

-- Somebody asked for everything about a client.
CREATE TABLE client_request (
  id               TEXT PRIMARY KEY,
  client_id        TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
  received_on      TEXT NOT NULL,
  due_on           TEXT NOT NULL,
  asker            TEXT NOT NULL CHECK (asker IN ('client', 'parent', 'solicitor', 'other')),
  authority        TEXT NOT NULL DEFAULT '',
  identity_checked INTEGER NOT NULL DEFAULT 0,
  harm             TEXT NOT NULL DEFAULT '',
  others           TEXT NOT NULL DEFAULT '',
  answered_on      TEXT
) STRICT;
CREATE INDEX client_request_client ON client_request (client_id);

-- That an erasure was done, and nothing of whom.
CREATE TABLE client_erasure (
  id         TEXT PRIMARY KEY,
  erased_on  TEXT NOT NULL,
  reason     TEXT NOT NULL DEFAULT '',
  case_notes INTEGER NOT NULL,
  records    INTEGER NOT NULL,
  kept       INTEGER NOT NULL
) STRICT;

-- If the owner cannot work: what a colleague needs to know.
CREATE TABLE handover (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  colleague  TEXT NOT NULL DEFAULT '',
  contact    TEXT NOT NULL DEFAULT '',
  supervisor TEXT NOT NULL DEFAULT '',
  insurer    TEXT NOT NULL DEFAULT '',
  wishes     TEXT NOT NULL DEFAULT '',
  made_on    TEXT                         -- the day a file or a sheet was last made of it
) STRICT;
