"""How much of a text was taken over word by word from another one: the question, an earlier answer, a template."""

from collections.abc import Sequence

ECHO_RUN, MOST_ECHO = 5, 0.5
"""An answer echoes the question when more than this share of its runs of five words stand in it."""

PASTED_RUN, MOST_PASTED = 8, 0.6
"""An answer is pasted when at least this share of its runs of eight words stand in one other text."""


def taken_over(words: Sequence[str], other: Sequence[str], run: int) -> float:
    """Return the share of the text's runs of `run` words that also stand in `other`; 0 for a text too short for one."""
    there = set(runs(other, run))
    mine = runs(words, run)
    return sum(one in there for one in mine) / len(mine) if mine else 0.0


def runs(words: Sequence[str], run: int) -> list[tuple[str, ...]]:
    return [tuple(words[first : first + run]) for first in range(len(words) - run + 1)]
