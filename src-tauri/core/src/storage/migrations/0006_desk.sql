-- The writing desk: CPD facts in full, what a record said before, what is different since, templates, saved filters.

ALTER TABLE cpd_facts ADD COLUMN sub_type TEXT NOT NULL DEFAULT '';
ALTER TABLE cpd_facts ADD COLUMN cost_pence INTEGER;
ALTER TABLE cpd_facts ADD COLUMN standards TEXT NOT NULL DEFAULT ''; -- figures 1 to 4, in order: '134'
ALTER TABLE cpd_facts ADD COLUMN next_step TEXT NOT NULL DEFAULT '';

-- What a record said before it was changed. Kept beside the undo history, which forgets: nothing here is followed by it.
CREATE TABLE record_version (
  id        TEXT PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  at        TEXT NOT NULL, -- when this was saved
  content   TEXT NOT NULL  -- JSON
) STRICT;
CREATE INDEX record_version_record ON record_version (record_id, at DESC);

-- What is different now, some weeks after an activity. A row without words: it was asked, and left.
CREATE TABLE echo (
  record_id TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  said_at   TEXT NOT NULL,
  text      TEXT NOT NULL DEFAULT ''
) STRICT;

-- What a new record of a kind may begin with.
CREATE TABLE template (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  content TEXT NOT NULL  -- JSON, without codes, actions and dates
) STRICT;

-- A question to the list that has a name.
CREATE TABLE saved_filter (
  id    TEXT PRIMARY KEY,
  name  TEXT NOT NULL COLLATE NOCASE,
  query TEXT NOT NULL    -- JSON
) STRICT;
