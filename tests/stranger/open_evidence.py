"""Opens the files of evidence with the 24 recovery words and says what is in them.

    python open_evidence.py PORTFOLIO.DB WORDS.TXT

The files lie in `attachments` beside the database, in the age format; PyPI's `pyrage` opens them. Written from
docs/data-format.md alone; uses no line of Triptych.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path

import pyrage

from open_with_words import key_of
from reading import derive, opened

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32(prefix, data):
    """BIP-173: how age writes a key."""
    bits = int.from_bytes(data, "big") << (-len(data) * 8 % 5)
    count = -(-len(data) * 8 // 5)
    values = [bits >> 5 * (count - 1 - at) & 31 for at in range(count)]
    check = 1
    for value in [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix] + values + [0] * 6:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for at, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> at & 1 else 0
    check ^= 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return prefix + "1" + "".join(LETTERS[value] for value in values)


def files(database, key):
    """{title: what is in its file} of all evidence."""
    identity = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", derive(key, b"triptych/attachments/v1", 32)).upper())
    names = derive(key, b"triptych/attachment-names/v1", 32)
    found = {}
    for title, sha256, size in opened(database, key).execute("SELECT title, sha256, size FROM evidence WHERE sha256 IS NOT NULL"):
        name = hmac.new(names, bytes.fromhex(sha256), hashlib.sha256).hexdigest() + ".age"
        content = pyrage.decrypt((Path(database).parent / "attachments" / name).read_bytes(), [identity])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (size, sha256), "this is another file"
        found[title] = content.decode()
    return found


if __name__ == "__main__":
    _, database, words = sys.argv
    print(json.dumps(files(database, key_of(Path(words).read_text(encoding="utf-8").split()))))
