"""Opens a portfolio with its 24 recovery words and says what is in it.

    python open_with_words.py PORTFOLIO.DB WORDS.TXT SEARCH

The words become the key with Python's standard library; the list of words is the one that PyPI's `mnemonic` carries, the
database is read by PyPI's `sqlcipher3`. Written from docs/data-format.md alone; uses no line of Triptych.
"""

import hashlib
import importlib.resources
import sys
from pathlib import Path

from reading import opened, told

LIST = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"


def english():
    """BIP-39's English words, in their order."""
    file = importlib.resources.files("mnemonic").joinpath("wordlist/english.txt").read_bytes()
    assert hashlib.sha256(file).hexdigest() == LIST, "this is another list of words"
    return file.decode().split()


def key_of(words):
    """The 32 bytes that 24 words are."""
    if len(words) != 24:
        sys.exit(f"there are {len(words)} words, not 24")
    place = {word: number for number, word in enumerate(english())}
    unknown = [number for number, word in enumerate(words, 1) if word not in place]
    if unknown:
        sys.exit(f"not on the list: word {unknown}")
    bits = 0
    for word in words:
        bits = bits << 11 | place[word]
    key, check = (bits >> 8).to_bytes(32, "big"), bits & 0xFF
    if hashlib.sha256(key).digest()[0] != check:
        sys.exit("each word is on the list, but together they do not fit")
    return key


if __name__ == "__main__":
    _, file, words, search = sys.argv
    print(told(opened(file, key_of(Path(words).read_text(encoding="utf-8").split())), search))
