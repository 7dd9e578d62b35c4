-- FTS5's own `secure-delete` loses its count when a long text is taken out (SQLite 3.53.4): the index is then called damaged
-- though no word is. It is off from here on; emptying the bin makes the index anew without what went. What it has spoilt
-- is made again.
INSERT INTO record_search (record_search, rank) VALUES ('secure-delete', 0);
INSERT INTO record_search (record_search) VALUES ('rebuild');
