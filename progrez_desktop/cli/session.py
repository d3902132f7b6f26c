"""What every command is handed: the language to speak and the folder with the data."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from progrez_desktop.core.words import LANGUAGES, Words


@dataclass(frozen=True)
class Session:
    """`language_asked` is what --language said; without it a window goes by the person's own preference."""

    words: Words
    language_asked: str | None
    data_dir: Path


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """Return the language that --language asks for, else that of the terminal, else English.

    It is needed before the arguments are parsed, because help and refusals are sentences too.
    """
    for argument, following in pairwise((*arguments, "")):
        name, equals, value = argument.partition("=")
        if name == "--language":
            asked = value if equals else following
            return asked if asked in LANGUAGES else LANGUAGES[0]
    terminal = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return terminal[:2] if terminal[:2] in LANGUAGES else LANGUAGES[0]
