"""What a procedure is called: by its title where it is the one that ships, else by its id."""

from collections.abc import Mapping
from functools import cache

from progrez_desktop.core.words import Words


def procedure_name(assessment: str, words: Words) -> str:
    ours, titles = _shipped()
    return titles[words.language] if assessment == ours else assessment


@cache  # read and checked once: a list asks for it in each row
def _shipped() -> tuple[str, Mapping[str, str]]:
    from progrez_desktop.core.packs.shipped import shipped

    assessment = shipped().assessment()
    return assessment.id, assessment.title
