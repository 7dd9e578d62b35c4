-- Records whose search row is older than their words. A save only marks the record, so that writing stays quick; the next
-- search, check or backup makes the row again.
CREATE TABLE search_pending (
  rid INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER record_leaves_pending AFTER DELETE ON record BEGIN
  DELETE FROM search_pending WHERE rid = OLD.rid;
END;
