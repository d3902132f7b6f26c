"""Word pieces of a text, for the branch of the model that reads whole sentences: the same in training and product.

Before a text is cut into pieces, every word that says who somebody is becomes one and the same word. Two texts that
differ in such words alone are the same pieces, so that no reading can differ between them.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import tokens_of

MAX_PIECES = 256
"""With the two marks of begin and end: what the encoder was made for. A longer text is read in windows."""

NEUTRAL = "someone"

_NAME_MARK = re.compile(r"\[[A-Za-z]+\]")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_BETWEEN_NAMES = re.compile(r"[\s\-]*")
_BEGIN, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


def neutral_text(
    text: str,
    identity_words: frozenset[str],
    start: int = 0,
    end: int | None = None,
    known: frozenset[str] | None = None,
) -> str:
    """Return text[start:end] in lower case, with NEUTRAL for each run of identity words and each masked name.

    Where it is told which words are `known`, an unknown word with a capital, or of a script without capitals, counts
    as a name: no list holds all names. A single picture character becomes its own name, since the encoder knows words
    only. Tags are left out.
    """
    parts: list[str] = []
    last = start
    for token in tokens_of(text, start, end):
        gap, last = _gap(text[last : token.start]), token.end
        form = token.form.removesuffix("'s")
        named = token.is_word and (form in identity_words or _is_name(text[token.start : token.end], form, known))
        if named and parts and parts[-1] == NEUTRAL and _BETWEEN_NAMES.fullmatch(gap):
            continue
        parts += (gap, NEUTRAL if named else token.form if token.is_word else _sign(token.form))
    parts.append(_gap(text[last:end]))
    return "".join(parts)


class Pieces:
    """Cuts texts into numbered pieces.

    Args:
        tokenizer: A WordPiece tokenizer as JSON, in the format of the package `tokenizers`, without marks of its own.
        identity_words: Words in lower case that say who somebody is.
        known: Words in lower case that are no names, see neutral_text.

    Raises:
        ScoringError: "model_unreadable" when it is no such tokenizer.
    """

    def __init__(self, tokenizer: bytes, identity_words: frozenset[str], known: frozenset[str] | None = None) -> None:
        self._tokenizer = _tokenizer(tokenizer)
        self._identity_words = identity_words
        self._known = known
        begin, finish = (self._tokenizer.token_to_id(mark) for mark in (_BEGIN, _END))
        if begin is None or finish is None or self._tokenizer.token_to_id(_UNKNOWN) is None:
            raise ScoringError("model_unreadable", "tokenizer")
        self._begin, self._finish = begin, finish

    @property
    def size(self) -> int:
        """How many pieces there are."""
        return int(self._tokenizer.get_vocab_size())

    def windows(self, text: str, start: int = 0, end: int | None = None, most: int = MAX_PIECES) -> list[list[int]]:
        """Return the ids of text[start:end] in runs of at most `most`, of nearly equal length; at least one run."""
        # Half a character, as broken texts have it, is nothing that could be read.
        neutral = neutral_text(text, self._identity_words, start, end, self._known)
        neutral = neutral.encode(errors="ignore").decode()
        ids: Sequence[int] = self._tokenizer.encode(neutral, add_special_tokens=False).ids
        room = most - 2
        runs = max(1, -(-len(ids) // room))
        size = -(-len(ids) // runs)
        return [[self._begin, *ids[run * size : (run + 1) * size], self._finish] for run in range(runs)]


def _is_name(word: str, form: str, known: frozenset[str] | None) -> bool:
    return known is not None and form not in known and not word.islower() and any(map(str.isalpha, word))


def _gap(between: str) -> str:
    return _TAG.sub(" ", _NAME_MARK.sub(NEUTRAL, between))


def _sign(form: str) -> str:
    return form if form.isascii() else f" {unicodedata.name(form, '').lower()} "


def _tokenizer(content: bytes) -> Any:
    from tokenizers import Tokenizer

    # The package's faults share no narrower class.
    try:
        return Tokenizer.from_buffer(content)
    except Exception as cause:
        raise ScoringError("model_unreadable", "tokenizer") from cause
