"""A text to be read aloud, and in which language it is written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Aloud:
    text: str
    language: str
    """Of the text itself, whatever the window speaks."""
