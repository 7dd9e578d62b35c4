-- Evidence in full: its file, who made it, what it shows, whose consent it needs. The files lie beside the database.

ALTER TABLE evidence ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN file_name TEXT NOT NULL DEFAULT '';  -- as it was called; empty = no file
ALTER TABLE evidence ADD COLUMN media_type TEXT NOT NULL DEFAULT ''; -- what its content is
ALTER TABLE evidence ADD COLUMN size INTEGER;                        -- bytes; NULL = no file
ALTER TABLE evidence ADD COLUMN sha256 TEXT;                         -- of the content; NULL = no file
ALTER TABLE evidence ADD COLUMN number INTEGER;                      -- for the audit: one more than the highest when it was added
ALTER TABLE evidence ADD COLUMN people INTEGER NOT NULL DEFAULT 0;   -- truth: a client's work, or somebody's voice or face
ALTER TABLE evidence ADD COLUMN original_id TEXT REFERENCES evidence (id) ON DELETE SET NULL; -- what it is a redacted copy of
ALTER TABLE evidence ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE evidence ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence ADD COLUMN binned_at TEXT;
CREATE INDEX evidence_sha256 ON evidence (sha256);
CREATE INDEX evidence_original ON evidence (original_id);

-- Evidence that stood here before had no number.
UPDATE evidence SET updated_at = created_at,
  number = (SELECT count(*) FROM evidence AS other WHERE (other.created_at, other.id) <= (evidence.created_at, evidence.id));

CREATE TABLE evidence_statement (
  evidence_id  TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (evidence_id, statement_id)
) STRICT;

-- Whoever's work, voice or face it is, and what they agreed to.
CREATE TABLE consent (
  evidence_id  TEXT PRIMARY KEY REFERENCES evidence (id) ON DELETE CASCADE,
  who          TEXT NOT NULL,                     -- who gave it; a code for a client
  by_whom      TEXT NOT NULL CHECK (by_whom IN ('person', 'parent')), -- with capacity, or with parental responsibility
  child_view   TEXT NOT NULL DEFAULT '',          -- what the child says of it
  therapy_free INTEGER NOT NULL DEFAULT 0,        -- truth: told that therapy does not depend on it
  use_for      TEXT NOT NULL,
  given_on     TEXT NOT NULL,
  until_on     TEXT,
  withdrawn_on TEXT
) STRICT;

-- What of the register is a piece of evidence that left.
CREATE TABLE export_evidence (
  export_id   TEXT NOT NULL REFERENCES export (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL,
  PRIMARY KEY (export_id, evidence_id)
) STRICT;
CREATE INDEX export_evidence_evidence ON export_evidence (evidence_id);
