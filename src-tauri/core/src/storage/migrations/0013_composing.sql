-- The assessor's chair, the order of a profile's evidence, and what was done with the reminders of a cycle.

CREATE TABLE cycle_mark (
  cycle_id TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  standard INTEGER NOT NULL CHECK (standard BETWEEN 1 AND 5),
  sentence TEXT NOT NULL,                         -- digest of its words, so that nothing is written twice
  PRIMARY KEY (cycle_id, standard, sentence)
) STRICT;

CREATE TABLE cycle_exhibit (
  cycle_id    TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL,                      -- or the record, for a certificate that only the record speaks of
  place       INTEGER NOT NULL,                   -- from 0
  PRIMARY KEY (cycle_id, evidence_id)
) STRICT;

CREATE TABLE cycle_reminder (
  cycle_id TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  reminder TEXT NOT NULL,                         -- half-way, year, six-months, three-months, month
  until_on TEXT,                                  -- put off until this day; NULL = done
  PRIMARY KEY (cycle_id, reminder)
) STRICT;
