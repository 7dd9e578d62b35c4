-- What leaves: which file of evidence it was, and how a statement is put together.

-- Which file of evidence left: the one that is there now may be another.

ALTER TABLE export_evidence ADD COLUMN sha256 TEXT;

-- How the statement of a profile is put together, and the aims of a plan that it may follow.

ALTER TABLE cycle ADD COLUMN assembled_by TEXT NOT NULL DEFAULT 'activity';   -- activity, standard, plan

CREATE TABLE cycle_aim (
  id       TEXT PRIMARY KEY,
  cycle_id TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                      -- from 0
  text     TEXT NOT NULL                          -- one line
) STRICT;
CREATE INDEX cycle_aim_cycle ON cycle_aim (cycle_id);

CREATE TABLE aim_record (
  aim_id    TEXT NOT NULL REFERENCES cycle_aim (id) ON DELETE CASCADE,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (aim_id, record_id)
) STRICT;
CREATE INDEX aim_record_record ON aim_record (record_id);
