"""Who may take part: the one rule about age. Pure; the age is compared and kept nowhere."""

LEAST_AGE = 16
"""Article 5 of the Dutch GDPR Implementation Act: below it a parent would have to consent."""


def may_take_part(age: int) -> bool:
    return age >= LEAST_AGE
