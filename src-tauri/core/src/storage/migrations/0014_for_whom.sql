-- For whom a file was made, in the owner's words.

ALTER TABLE export ADD COLUMN for_whom TEXT NOT NULL DEFAULT '';
