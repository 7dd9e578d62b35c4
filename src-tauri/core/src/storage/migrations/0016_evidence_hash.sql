-- Which file of evidence left: the one that is there now may be another.

ALTER TABLE export_evidence ADD COLUMN sha256 TEXT;
