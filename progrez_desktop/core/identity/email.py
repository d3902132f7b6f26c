"""E-mail addresses: one spelling for each, what is wrong with a mistyped one, and the keyed hash that finds it."""

import hmac
import re
import unicodedata
from typing import Literal

EmailFault = Literal[
    "email_empty", "email_without_at", "email_two_ats", "email_without_name", "email_without_ending", "email_not_valid"
]
_MOST_CHARACTERS = 254
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_NAME = re.compile(r"[^\s@\"(),:;<>\[\\\]\x00-\x1f\x7f]+")


def normalise_email(text: str) -> str:
    """Return the one spelling under which an address is known: composed, trimmed, without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())


def email_fault(text: str) -> EmailFault | None:
    """Return what is wrong with an address as typed, or None. It need not exist; it must be able to."""
    address = normalise_email(text)
    name, at, domain = address.rpartition("@")
    if not address:
        return "email_empty"
    if not at:
        return "email_without_at"
    if "@" in name:
        return "email_two_ats"
    if not name:
        return "email_without_name"
    labels = domain.split(".")
    if len(labels) < 2 or not labels[-1]:
        return "email_without_ending"
    if len(address) > _MOST_CHARACTERS or not _is_well_formed(name, labels):
        return "email_not_valid"
    return None


def email_lookup(directory_key: bytes, text: str) -> bytes:
    """Return HMAC-SHA256(directory key, normalised address): finds an account and can't be read or guessed back."""
    return hmac.digest(directory_key, normalise_email(text).encode("utf-8", "surrogatepass"), "sha256")


def _is_well_formed(name: str, labels: list[str]) -> bool:
    if not _NAME.fullmatch(name) or name.startswith(".") or name.endswith(".") or ".." in name:
        return False
    if any("\ud800" <= sign <= "\udfff" for sign in name):  # half of a character
        return False
    return all(len(label) <= 63 and _LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
