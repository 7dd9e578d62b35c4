-- What the owner answered to the privacy check of a profile, and what left knowingly.

CREATE TABLE cycle_answer (
  cycle_id TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  found    TEXT NOT NULL,                         -- digest of what it is about, so that no name is written twice
  action   TEXT NOT NULL CHECK (action IN ('replace', 'remove', 'keep', 'other-word')),
  words    TEXT NOT NULL DEFAULT '',              -- the words that stand there, or the reason
  PRIMARY KEY (cycle_id, found)
) STRICT;

ALTER TABLE export ADD COLUMN kept TEXT NOT NULL DEFAULT '[]'; -- JSON: what could tell who somebody is and stayed
