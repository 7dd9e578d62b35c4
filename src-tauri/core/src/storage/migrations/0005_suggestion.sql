-- Statements that are not to be suggested for a record again.
CREATE TABLE suggestion_dismissed (
  record_id    TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  statement_id TEXT NOT NULL,
  PRIMARY KEY (record_id, statement_id)
) STRICT;
