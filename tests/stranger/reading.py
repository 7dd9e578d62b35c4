"""What both ways in share: keys out of the portfolio's key, and reading the database.

Written from docs/data-format.md alone; uses no line of Triptych.
"""

import hashlib
import hmac
import json

from sqlcipher3 import dbapi2 as sqlite


def compact(value):
    """JSON as it is hashed: no white space, fields in their order."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def derive(key, label, length):
    """HKDF-SHA256 (RFC 5869) without a salt."""
    extracted = hmac.new(bytes(hashlib.sha256().digest_size), key, hashlib.sha256).digest()
    block, out, number = b"", b"", 1
    while len(out) < length:
        block = hmac.new(extracted, block + label + bytes([number]), hashlib.sha256).digest()
        out, number = out + block, number + 1
    return out[:length]


def key_check(key):
    """What stands in the envelope as `key_check`."""
    return derive(key, b"triptych/key-check/v1", 8).hex()


def opened(file, key):
    """The database in `file`; raises where the key is not its key."""
    database = sqlite.connect(file)
    database.execute(f"PRAGMA key = \"x'{derive(key, b'triptych/database/v1', 32).hex()}'\"")
    database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return database


def rows(database, sql, *values):
    cursor = database.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


def records(database):
    """Every record that is not in the bin, by its id, its text made from its sections."""
    found = {}
    for record in rows(database, "SELECT id, kind, title, first_line, date_on, body FROM record WHERE binned_at IS NULL"):
        sections = rows(database, "SELECT markdown FROM section WHERE record_id = ? ORDER BY position", record["id"])
        tags = rows(database, "SELECT statement_id FROM tag WHERE record_id = ?", record["id"])
        text = "\n\n".join(one["markdown"] for one in sections if one["markdown"])
        assert text == record["body"], "the body is the sections, joined"
        found[record["id"]] = {
            "kind": record["kind"],
            "title": record["title"] or record["first_line"],
            "date": record["date_on"],
            "text": text,
            "tags": sorted(one["statement_id"] for one in tags),
        }
    return found


def found(database, words):
    """Ids of the records in which the search index has `words`, an expression of FTS5."""
    sql = "SELECT id FROM record JOIN record_search ON record_search.rowid = rid WHERE record_search MATCH ?"
    return sorted(one["id"] for one in rows(database, sql, words))


def told(database, words):
    """All that the test compares, as JSON."""
    return json.dumps({"records": records(database), "found": found(database, words)}, ensure_ascii=False)
