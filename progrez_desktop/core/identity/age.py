"""Who may take part by themselves: sixteen or over. Pure; an age is compared here and kept nowhere."""

LEAST_AGE = 16
"""Dutch UAVG, article 5: under sixteen, consent is the parents' to give."""


def may_take_part(age: int) -> bool:
    return age >= LEAST_AGE
