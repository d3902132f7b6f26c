"""The keyed hash that finds an account by who its owner is to a provider."""

import hmac
import json


def provider_lookup(directory_key: bytes, issuer: str, subject: str) -> bytes:
    """Return HMAC-SHA256(directory key, issuer and subject): finds an account and can't be read or guessed back."""
    # As JSON, so that no other pair is written the same; an address of an e-mail never begins with a bracket.
    named = json.dumps([issuer, subject], ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(directory_key, named.encode(), "sha256")
