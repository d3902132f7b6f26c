"""Who may take part: sixteen or over. Asked before anything else, and nothing of the answer is stored. Pure."""

LEAST_AGE = 16
"""Under sixteen, consent is the parents' to give (Dutch UAVG, article 5)."""


def may_take_part(age_years: int, *, organisation_answers: bool = False) -> bool:
    """Return whether a person of this age may take part.

    Args:
        organisation_answers: The assessment says that its organisation is the controller responsible for minors.
    """
    return organisation_answers or age_years >= LEAST_AGE
