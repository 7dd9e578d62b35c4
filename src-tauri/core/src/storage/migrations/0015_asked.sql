-- HCPC asked for more: its letter, its points, what is answered to each and what goes with the answer.

CREATE TABLE cycle_letter (
  id          TEXT PRIMARY KEY,
  cycle_id    TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  letter_on   TEXT NOT NULL,                      -- date of the letter
  deadline_on TEXT NOT NULL,
  version     INTEGER NOT NULL DEFAULT 1,         -- counts the saves
  confirmed   TEXT                                -- SHA-256 of the lines that were confirmed
) STRICT;
CREATE INDEX cycle_letter_cycle ON cycle_letter (cycle_id);

CREATE TABLE letter_point (
  id        TEXT PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES cycle_letter (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,                     -- from 0
  text      TEXT NOT NULL,                        -- what HCPC asks
  answer    TEXT NOT NULL DEFAULT ''              -- Markdown
) STRICT;
CREATE INDEX letter_point_letter ON letter_point (letter_id);

CREATE TABLE point_record (
  point_id  TEXT NOT NULL REFERENCES letter_point (id) ON DELETE CASCADE,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (point_id, record_id)
) STRICT;
CREATE INDEX point_record_record ON point_record (record_id);

CREATE TABLE point_evidence (
  point_id    TEXT NOT NULL REFERENCES letter_point (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (point_id, evidence_id)
) STRICT;
CREATE INDEX point_evidence_evidence ON point_evidence (evidence_id);

ALTER TABLE export ADD COLUMN letter_id TEXT;     -- the letter that an addendum answers
