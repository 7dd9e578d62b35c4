"""Holds docs/data-format.md against a portfolio: tables, columns, keys, settings, version.

    python described.py PORTFOLIO.DB WORDS.TXT DATA-FORMAT.MD

Prints a sentence for each difference, and ends with 1 when there is one.
"""

import re
import sys
from pathlib import Path

from open_with_words import key_of
from reading import opened, rows

SQLITES_OWN = re.compile(r"sqlite_|record_search_")


def in_words(text):
    """{table: {column: type}} and the keys of settings, as the text has them."""
    tables, settings, table = {}, set(), None
    for line in text.splitlines():
        if heading := re.match(r"#+ (.*)", line):
            named = re.fullmatch(r"`(\w+)`", heading[1])
            table = named[1] if named else heading[1]
            if named:
                tables[table] = {}
        elif row := re.match(r"\| `([\w:<>-]+)` \| ([^|]*) \|", line):
            if table in tables:
                tables[table][row[1]] = row[2].strip()
            elif table == "Settings":
                settings.add(row[1])
    return tables, settings


def in_fact(database):
    """The same of a database."""
    tables = {}
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if SQLITES_OWN.match(name):
            continue
        columns = rows(database, "SELECT name, type, pk FROM pragma_table_info(?)", name)
        tables[name] = {one["name"]: f"{one['type'] or 'FTS5'}{', key' if one['pk'] else ''}" for one in columns}
    # What stands behind a colon is an id.
    return tables, {re.sub(":.*", ":<id>", one["key"]) for one in rows(database, "SELECT key FROM setting")}


def differences(described, there):
    (told, told_settings), (tables, settings) = described, there
    for name in sorted(told.keys() | tables.keys()):
        if name not in told or name not in tables:
            yield f"the table {name} is {'not described' if name in tables else 'described, but not there'}"
            continue
        for column in sorted(told[name].keys() | tables[name].keys()):
            said, found = told[name].get(column), tables[name].get(column)
            if said != found:
                yield f"the column {name}.{column} is {found or 'not there'}; the text says {said or 'nothing of it'}"
    for key in sorted(settings - told_settings):
        yield f"the setting {key} is not described"


if __name__ == "__main__":
    _, file, words, text = sys.argv
    database = opened(file, key_of(Path(words).read_text(encoding="utf-8").split()))
    found = list(differences(in_words(Path(text).read_text(encoding="utf-8")), in_fact(database)))
    print("\n".join(found))
    sys.exit(bool(found))
