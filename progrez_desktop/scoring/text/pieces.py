"""Word pieces of a text as it was heard, for the branch of the model that reads whole sentences."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.hearing import Heard

MAX_PIECES = 256
"""With the two marks of begin and end: what the encoder was made for. A longer text is read in windows."""

_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_BETWEEN_NAMES = re.compile(r"[\s\-]*")
_BEGIN, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


def neutral_text(text: str, heard: Sequence[Heard], start: int = 0, end: int | None = None) -> str:
    """Return text[start:end] as it was heard, in lower case, with NEUTRAL for each run of names and each masked name.

    A single picture character becomes its own name, since the encoder knows words only. Tags are left out.
    """
    parts: list[str] = []
    last = start
    after_name = False
    for one in heard:
        gap, last = _gap(text[last : one.token.start]), one.token.end
        after_name = after_name and _BETWEEN_NAMES.fullmatch(gap) is not None and (one.named or not one.form)
        if not (one.named and after_name):
            parts += (gap, one.form if one.token.is_word else _sign(one.form))
        after_name = after_name or one.named
    parts.append(_gap(text[last:end]))
    return "".join(parts)


class Pieces:
    """Cuts texts into numbered pieces.

    Args:
        tokenizer: A WordPiece tokenizer as JSON, in the format of the package `tokenizers`, without marks of its own.

    Raises:
        ScoringError: "model_unreadable" when it is no such tokenizer.
    """

    def __init__(self, tokenizer: bytes) -> None:
        self._tokenizer = _tokenizer(tokenizer)
        begin, finish = (self._tokenizer.token_to_id(mark) for mark in (_BEGIN, _END))
        if begin is None or finish is None or self._tokenizer.token_to_id(_UNKNOWN) is None:
            raise ScoringError("model_unreadable", "tokenizer")
        self._begin, self._finish = begin, finish

    @property
    def size(self) -> int:
        """How many pieces there are."""
        return int(self._tokenizer.get_vocab_size())

    def windows(
        self, text: str, heard: Sequence[Heard], start: int = 0, end: int | None = None, most: int = MAX_PIECES
    ) -> list[list[int]]:
        """Return the ids of text[start:end], as it was heard, in runs of at most `most`, of nearly equal length.

        There is at least one run.
        """
        # Half a character, as broken texts have it, is nothing that could be read.
        neutral = neutral_text(text, heard, start, end)
        neutral = neutral.encode(errors="ignore").decode()
        ids: Sequence[int] = self._tokenizer.encode(neutral, add_special_tokens=False).ids
        room = most - 2
        runs = max(1, -(-len(ids) // room))
        size = -(-len(ids) // runs)
        return [[self._begin, *ids[run * size : (run + 1) * size], self._finish] for run in range(runs)]


def _gap(between: str) -> str:
    return _TAG.sub(" ", between)


def _sign(form: str) -> str:
    return form if form.isascii() else f" {unicodedata.name(form, '').lower()} "


def _tokenizer(content: bytes) -> Any:
    from tokenizers import Tokenizer

    # The package's faults share no narrower class.
    try:
        return Tokenizer.from_buffer(content)
    except Exception as cause:
        raise ScoringError("model_unreadable", "tokenizer") from cause
