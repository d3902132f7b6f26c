"""Drops what has ended by itself: assertions, buckets, codes, mail that nobody came for and where it went, notices."""

from progrez_server.parts import Parts
from progrez_server.settings import DAY_MS
from progrez_server.store import assertions, enrolment_codes, letters, limits, organisations, releases

_CODE_DAYS = 30
"""For how long somebody is told that a code was used or has ended, and not that there is none."""


def tidy(parts: Parts) -> None:
    """Do it for each organisation, in a short transaction of its own."""
    now_ms = parts.clock.now_ms()
    mail_before_ms = now_ms - parts.settings.mail_days * DAY_MS
    with parts.store.reading() as connection:
        orgs = organisations.ids(connection)
    for org in orgs:
        with parts.store.writing() as connection:
            assertions.forget(connection, org, now_ms)
            limits.forget(connection, org, now_ms - DAY_MS)
            enrolment_codes.forget(connection, org, now_ms - _CODE_DAYS * DAY_MS)
            letters.forget(connection, org, mail_before_ms, now_ms)
            releases.forget_senders(connection, org, mail_before_ms)
