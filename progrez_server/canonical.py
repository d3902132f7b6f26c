"""JSON with one spelling only, which is what gets signed."""

import json


def canonical(document: object) -> str:
    """Return JSON with sorted names, no spaces, and characters as themselves."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
