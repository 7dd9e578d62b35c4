-- The files of a supervision agreement; and what shows people and was chosen for a CPD profile, one by one.

CREATE TABLE agreement_evidence (
  agreement_id TEXT NOT NULL REFERENCES supervision_agreement (id) ON DELETE CASCADE,
  evidence_id  TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  PRIMARY KEY (agreement_id, evidence_id)
) STRICT;
CREATE INDEX agreement_evidence_evidence ON agreement_evidence (evidence_id);

CREATE TABLE cycle_evidence (
  cycle_id    TEXT NOT NULL REFERENCES cycle (id) ON DELETE CASCADE,
  evidence_id TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
  use_for     TEXT NOT NULL,                      -- the consent it was chosen under: for what use,
  given_on    TEXT NOT NULL,                      -- since when,
  until_on    TEXT,                               -- and its last day; under another one it has to be chosen again
  PRIMARY KEY (cycle_id, evidence_id)
) STRICT;
CREATE INDEX cycle_evidence_evidence ON cycle_evidence (evidence_id);

-- Which number it had there; NULL where it had none.
ALTER TABLE export_evidence ADD COLUMN number INTEGER;
