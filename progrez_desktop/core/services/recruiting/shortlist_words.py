"""What a filter would do to groups, in sentences: read before it is used as a shortlist."""

from collections.abc import Iterator, Mapping

from progrez_desktop.core.model.shortlist import Proposed
from progrez_desktop.core.model.statistics import CutImpact
from progrez_desktop.core.words import Words


def of_impact(proposed: Proposed, words: Words, names: Mapping[str, str] | None = None) -> Iterator[str]:
    """Give what has to be read; `names` of skills, by id."""
    names = names or {}
    shown = proposed.impact
    if not shown.is_cut:
        yield words("shortlist.no_cut")
        return
    yield words("shortlist.from_pool")
    for cut in shown.cuts:
        yield from _of_cut(cut, words, names)
    if shown.uncounted:
        yield words("shortlist.uncounted", skills=", ".join(names.get(one, one) for one in shown.uncounted))
    if shown.is_below_four_fifths:
        yield words("shortlist.four_fifths")
    if proposed.refused:
        skills = ", ".join(names.get(one, one) for one in proposed.refused)
        yield words("shortlist.refused", skills=skills)


def _of_cut(one: CutImpact, words: Words, names: Mapping[str, str]) -> Iterator[str]:
    skill = names.get(one.cut.skill, one.cut.skill)
    about = words("shortlist.about", skill=skill, sten=one.cut.sten, percent=20 * one.upper)
    for group in one.found:
        name = words(f"counting.group.{group.group}")
        ratio = getattr(group, "ratio", None)
        if ratio is None:
            told = words("shortlist.not_known", group=name)
        else:
            figures = {part: words.decimal(getattr(group, part), 2) for part in ("ratio", "low", "high")}
            against = words(f"counting.group.{getattr(group, 'against', '')}")
            told = words("shortlist.ratio", group=name, against=against, **figures)
        yield f"{about} {told}"
