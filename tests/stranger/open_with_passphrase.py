"""Opens a portfolio with its passphrase and says what is in it.

    python open_with_passphrase.py PORTFOLIO.DB PORTFOLIO.KEY.JSON PASSPHRASE.TXT SEARCH

The envelope is opened by PyPI's `argon2-cffi` and `pynacl`, the database by `sqlcipher3`. Written from docs/data-format.md
alone; uses no line of Triptych.
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError
from reading import compact, key_check, opened, told


def key_of(envelope, passphrase):
    """The portfolio's key."""
    sealed = envelope["sealed"]
    header, kdf = sealed["header"], sealed["header"]["kdf"]
    if hashlib.sha256(compact(sealed)).hexdigest() != envelope["sha256"]:
        sys.exit("the envelope is damaged")
    assert (header["format"], header["version"]) == ("triptych-envelope", 1)
    assert (header["cipher"], kdf["algorithm"]) == ("xchacha20-poly1305", "argon2id")
    wrapping = hash_secret_raw(
        unicodedata.normalize("NFKC", passphrase).encode(),
        bytes.fromhex(kdf["salt"]),
        time_cost=kdf["passes"],
        memory_cost=kdf["memory_kib"],
        parallelism=kdf["lanes"],
        hash_len=32,
        type=Type.ID,
        version=0x13,
    )
    wrapped, nonce = bytes.fromhex(sealed["wrapped_key"]), bytes.fromhex(sealed["nonce"])
    try:
        key = crypto_aead_xchacha20poly1305_ietf_decrypt(wrapped, compact(header), nonce, wrapping)
    except CryptoError:
        sys.exit("the passphrase does not open it")
    assert key_check(key) == header["key_check"], "the key is the one that the envelope speaks of"
    return key


if __name__ == "__main__":
    _, file, envelope, passphrase, search = sys.argv
    key = key_of(json.loads(Path(envelope).read_text(encoding="utf-8")), Path(passphrase).read_text(encoding="utf-8"))
    print(told(opened(file, key), search))
