"""What is handed out of a registry as a file: to whom, for what, and who of it is still here."""

from dataclasses import dataclass
from typing import Literal, get_args

Form = Literal["csv", "json", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True)
class Handing:
    """What has to be said before a file is written."""

    form: Form
    purpose: str
    recipient: str
    language: str = "en"
    """Of what a workbook says about itself."""


@dataclass(frozen=True)
class Handed:
    """One file that was handed out: it can't be recalled, only asked for."""

    id: str
    at_ms: int
    form: Form
    purpose: str
    recipient: str
    reader: str
    people: int
    """How many were in it."""
    here: int
    """How many of them are still here: the others took their consent back or its time is over."""
