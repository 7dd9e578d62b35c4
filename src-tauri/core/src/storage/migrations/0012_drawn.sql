-- Drawn for the audit: the letter's dates go before the cycle's. And the regulator's numbers, as the owner has put them right.

ALTER TABLE cycle ADD COLUMN drawn_on TEXT;                             -- date of the letter; NULL = not drawn
ALTER TABLE cycle ADD COLUMN deadline_on TEXT;                          -- the letter's deadline; NULL = not drawn
ALTER TABLE cycle ADD COLUMN deferral INTEGER NOT NULL DEFAULT 0;       -- truth: asked for
ALTER TABLE cycle ADD COLUMN adjustments INTEGER NOT NULL DEFAULT 0;    -- truth: asked for
ALTER TABLE cycle ADD COLUMN drawn_note TEXT NOT NULL DEFAULT '';       -- what was asked, and what came of it

CREATE TABLE rule_number (
  name  TEXT PRIMARY KEY,         -- as in assets/hcpc/rules.json
  value INTEGER NOT NULL
) STRICT;
