-- Supervision: whom one meets, what is agreed with them, what is taken to the next session, and one's own measure.

-- Two directories: those who supervise the owner, and those whom she supervises. A group stands in it under its own name.
CREATE TABLE supervision_person (
  id           TEXT PRIMARY KEY,
  side         TEXT NOT NULL CHECK (side IN ('supervisor', 'supervisee')),
  name         TEXT NOT NULL,
  role         TEXT NOT NULL DEFAULT '',
  profession   TEXT NOT NULL DEFAULT '',
  registration TEXT NOT NULL DEFAULT '',
  contact      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE supervision_agreement (
  id        TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES supervision_person (id),
  type      TEXT NOT NULL,                -- clinical | managerial | peer | group
  place     TEXT NOT NULL,                -- in-person | remote | both
  start_on  TEXT NOT NULL,
  review_on TEXT,
  end_on    TEXT,
  frequency TEXT NOT NULL DEFAULT '',
  minutes   INTEGER,
  purpose   TEXT NOT NULL DEFAULT '',
  keeper    TEXT NOT NULL DEFAULT '',     -- who keeps records
  limits    TEXT NOT NULL DEFAULT ''      -- limits of confidentiality
) STRICT;
CREATE INDEX supervision_agreement_person ON supervision_agreement (person_id);

-- What of a session is not in its record's row.
CREATE TABLE supervision_facts (
  record_id    TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  type         TEXT,                      -- clinical | managerial | peer | group; NULL = not said
  agreement_id TEXT REFERENCES supervision_agreement (id) ON DELETE SET NULL,
  given        INTEGER NOT NULL DEFAULT 0 -- truth: the owner supervised
) STRICT;
CREATE INDEX supervision_facts_agreement ON supervision_facts (agreement_id);

-- What is taken to supervision. The passage is kept as it was marked; a session that goes leaves it waiting.
CREATE TABLE agenda_item (
  id         TEXT PRIMARY KEY,
  record_id  TEXT REFERENCES record (id) ON DELETE CASCADE,
  quote      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  added_at   TEXT NOT NULL,
  session_id TEXT REFERENCES record (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX agenda_item_record ON agenda_item (record_id);
CREATE INDEX agenda_item_session ON agenda_item (session_id);

-- One's own measure: no row, and none of its columns, is there until she sets it.
CREATE TABLE supervision_aim (
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  every_weeks  INTEGER,
  client_hours INTEGER
) STRICT;

-- Client hours of a year that stand in no case note of this portfolio.
CREATE TABLE client_hours (
  year    INTEGER PRIMARY KEY,
  minutes INTEGER NOT NULL
) STRICT;

-- Whose an agreed action is; NULL: the owner's own.
ALTER TABLE action ADD COLUMN owner TEXT;
