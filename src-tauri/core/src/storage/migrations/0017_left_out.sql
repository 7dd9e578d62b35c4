-- Evidence that was left out of a profile, and the number that a piece keeps while it is cited.

CREATE TABLE cycle_left_out (
  cycle_id    TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL,                      -- or the record, for a certificate that only the record speaks of
  PRIMARY KEY (cycle_id, evidence_id)
) STRICT;

ALTER TABLE cycle_exhibit ADD COLUMN number INTEGER;   -- from 1; NULL while nothing was cited
