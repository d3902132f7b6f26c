"""What may be said of people side by side, in words: the same on screen and at the terminal."""

from collections.abc import Callable
from functools import partial

from progrez_desktop.core.model.compared import PersonBeside, Placed, SkillAmong
from progrez_desktop.core.words import Words

Sentence = Callable[[Words], str]


def verdict(skill: SkillAmong, words: Words) -> str:
    """Return what may be said of all of them in one skill."""
    if not skill.compared:
        return words("compare.said.not_compared")
    if not skill.differs:
        return words("compare.said.none")
    return words("compare.said.one_of_two" if len(skill.placed) == 2 else "compare.said.some")


def score(placed: Placed, words: Words) -> str:
    margin = placed.margin
    if margin is None:
        return words("candidates.no_score")
    return words("one_candidate.band", low=margin.low, high=margin.high, sten=margin.sten)


def standing(placed: Placed, words: Words) -> str:
    """Return whom this one is likely above or below, by code, and that they say something against the score."""
    told = []
    if placed.likely_above:
        told.append(words("compare.above", codes=", ".join(placed.likely_above)))
    if placed.likely_below:
        told.append(words("compare.below", codes=", ".join(placed.likely_below)))
    if not told:
        told.append(words("compare.said.none" if placed.is_compared else "compare.said.not_compared"))
    if placed.is_contested:
        told.append(words("compare.contested"))
    return " ".join(told)


def caveats(skill: SkillAmong) -> list[Sentence]:
    keys = [f"compare.apart.{why}" for why in skill.apart]
    if not skill.is_one_norm:
        keys.append("compare.other_norm")
    return [partial(_say, key) for key in keys]


def _say(key: str, words: Words) -> str:
    return words(key)


def finished(who: PersonBeside, words: Words) -> str:
    return words.date(who.finished_ms) if who.finished_ms is not None else words("compare.no_day")


def about(who: PersonBeside, words: Words) -> str:
    """Return what has to be known of somebody's result before it is read beside another one."""
    told = [words(f"compare.quality.{who.quality or 'unknown'}")]
    if who.has_expired:
        told.append(words("compare.expired"))
    if who.is_contested:
        told.append(words("candidates.contested"))
    return " · ".join(told)
