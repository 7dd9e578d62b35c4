-- Reflection models of one's own.

CREATE TABLE reflection_model (
  id       TEXT PRIMARY KEY, -- stands in `record.model`, too
  name     TEXT NOT NULL COLLATE NOCASE,
  about    TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  stages   TEXT NOT NULL,             -- JSON: id, name, prompt of each, in order
  former   TEXT NOT NULL DEFAULT '[]', -- the same of stages it had once: words stand under them
  retired  INTEGER NOT NULL DEFAULT 0  -- not offered any more, and kept for what was written with it
) STRICT;
