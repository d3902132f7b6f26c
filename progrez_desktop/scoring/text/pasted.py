"""Whether a text is another one over again: an earlier answer, or a template. Memory is bounded; no text is kept."""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.echo import MOST_PASTED, PASTED_RUN, runs

MOST_RUNS = 300_000
"""Runs of eight words that are remembered, as numbers: those of some 3,000 answers, in 40 MB at most."""

MOST_MEANINGS = 2_000
ALIKE = 0.985
"""Of answers to one question by different people, one in a thousand is so close to another one's meaning."""

LEAST_ALIKE_WORDS = 40
"""Short texts mean the same without being copied."""


class Earlier:
    """What was read before. The oldest is forgotten first."""

    def __init__(self) -> None:
        self._text_of: OrderedDict[int, int] = OrderedDict()
        self._texts = 0
        self._meanings = np.empty((0, 0), np.float32)
        self._next = 0

    def has_words(self, words: Sequence[str]) -> bool:
        """Whether most runs of eight words stood in one and the same earlier text."""
        mine = [self._text_of.get(hash(run)) for run in runs(words, PASTED_RUN)]
        most = Counter(text for text in mine if text is not None).most_common(1)
        return bool(most) and most[0][1] >= MOST_PASTED * len(mine)

    def has_meaning(self, words: Sequence[str], meaning: NDArray[Any]) -> bool:
        """Whether an earlier text of some length means the very same."""
        if len(words) < LEAST_ALIKE_WORDS or not len(self._meanings):
            return False
        return bool((self._meanings @ meaning.astype(np.float32)).max() >= ALIKE)

    def add(self, words: Sequence[str], meaning: NDArray[Any] | None = None) -> None:
        """Remember a text; its meaning where there is one."""
        self._texts += 1
        for run in runs(words, PASTED_RUN):
            mark = hash(run)
            self._text_of[mark] = self._texts
            self._text_of.move_to_end(mark)
        while len(self._text_of) > MOST_RUNS:
            self._text_of.popitem(last=False)
        if meaning is not None and len(words) >= LEAST_ALIKE_WORDS:
            self._remember(meaning)

    def _remember(self, meaning: NDArray[Any]) -> None:
        if not len(self._meanings):
            self._meanings = np.zeros((1, len(meaning)), np.float32)
        elif self._next == len(self._meanings) < MOST_MEANINGS:
            more = min(len(self._meanings), MOST_MEANINGS - len(self._meanings))
            self._meanings = np.vstack([self._meanings, np.zeros((more, len(meaning)), np.float32)])
        self._meanings[self._next % MOST_MEANINGS] = meaning
        self._next = (self._next + 1) % MOST_MEANINGS
