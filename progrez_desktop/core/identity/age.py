"""Who may take part: sixteen or over. Asked before anything else, and nothing of the answer is stored. Pure."""

from datetime import date
from typing import Literal

LEAST_AGE = 16
_OLDEST = 120

AgeAnswer = Literal["may", "may_not", "ask_birthday", "not_a_year"]


def may_take_part(
    birth_year: int, today: date, *, birthday_was: bool | None = None, organisation_answers: bool = False
) -> AgeAnswer:
    """Return whether a person may take part.

    Args:
        birth_year: The only thing that is asked, as long as it settles the matter.
        birthday_was: Whether this year's birthday was already; asked of those who turn sixteen this year.
        organisation_answers: The assessment says that its organisation is the controller responsible for minors.

    Returns:
        "may", "may_not", "ask_birthday" (ask again with `birthday_was`), or "not_a_year" for one that can't be meant.

    Source:
        Dutch UAVG article 5: under sixteen, consent is the parents' to give.
    """
    turns = today.year - birth_year
    if not 0 <= turns <= _OLDEST:
        return "not_a_year"
    if organisation_answers or turns > LEAST_AGE:
        return "may"
    if turns < LEAST_AGE:
        return "may_not"
    if birthday_was is None:
        return "ask_birthday"
    return "may" if birthday_was else "may_not"
