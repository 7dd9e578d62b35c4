"""Unpacks a backup, once it is known to be as it was written.

    python unpack_backup.py BACKUP.ZIP WORDS.TXT FOLDER

With Python's `zipfile` and docs/data-format.md alone; uses no line of Triptych.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

from open_with_words import key_of
from reading import compact, derive

MEMBERS = ["HOW-TO-OPEN.txt", "portfolio.key.json", "portfolio.db", "MANIFEST.json"]


def checked(file, key):
    """{name: bytes} of a backup; ends the program where anything is not as its manifest says."""
    with zipfile.ZipFile(file) as backup:
        assert backup.namelist() == MEMBERS, "other members, or in another order"
        assert all(one.compress_type == zipfile.ZIP_STORED for one in backup.infolist()), "stored as they are"
        found = {name: backup.read(name) for name in MEMBERS}
    manifest = json.loads(found["MANIFEST.json"])
    facts = manifest["backup"]
    assert (facts["format"], facts["version"]) == ("triptych-backup", 1)
    for member in facts["members"]:
        content = found[member["name"]]
        if (len(content), hashlib.sha256(content).hexdigest()) != (member["size"], member["sha256"]):
            sys.exit(f"{member['name']} is not as it was written")
    sealed_by = derive(key, b"triptych/backup-seal/v1", 32)
    if derive(sealed_by, hashlib.sha256(compact(facts)).digest(), 32).hex() != manifest["seal"]:
        sys.exit("the manifest is not as it was written")
    return found


if __name__ == "__main__":
    _, file, words, folder = sys.argv
    found = checked(file, key_of(Path(words).read_text(encoding="utf-8").split()))
    for name in ["portfolio.db", "portfolio.key.json"]:
        (Path(folder) / name).write_bytes(found[name])
    print(found["HOW-TO-OPEN.txt"].decode())
