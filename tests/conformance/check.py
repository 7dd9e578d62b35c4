"""Holds PDFs against PDF/UA-1 and PDF/A-2a, by PyPI's `page-validation`.

Prints, as JSON, by file what each of the two has against it: the rule and what is said of it; nothing for a file that
follows both. A rule that is broken many times is told once.
"""

import json
import sys

from page import validate_pdf

PROFILES = ("ua1", "2a")


def against(path, profile):
    report = validate_pdf(path, profile=profile)
    told = {failure.rule_id: failure.message for failure in reversed(report.failures)}
    if not report.is_compliant and not told:
        told["?"] = "not compliant, and nothing says why"
    return [f"{profile}: {rule}: {message}" for rule, message in sorted(told.items())]


found = {path: [line for profile in PROFILES for line in against(path, profile)] for path in sys.argv[1:]}
json.dump(found, sys.stdout)
