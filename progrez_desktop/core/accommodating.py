"""How what somebody chose for themselves becomes what holds in a sitting. Pure."""

from dataclasses import replace

from progrez_desktop.core.model.accommodations import Accommodations


def within(sitting: Accommodations, wanted: Accommodations) -> Accommodations:
    """Return what holds in a sitting that is going on, once its person wants something else.

    Extra time that a sitting was given stays, so that no change ends it. Times that said nothing for a part of it say
    nothing for the whole.
    """
    more = max(sitting, wanted, key=lambda one: one.extra_time_percent)
    return replace(
        wanted,
        extra_time_percent=more.extra_time_percent,
        extra_time_from=more.extra_time_from,
        no_times=sitting.no_times or wanted.no_times,
    )


def chosen(before: Accommodations, wanted: Accommodations, *, by_staff: str | None) -> Accommodations:
    """Return what somebody's own choice comes to.

    Args:
        by_staff: Id of the organisation whose invigilator alone gives extra time; None where everybody takes it.
    """
    if by_staff is not None:
        kept = (before.extra_time_percent, before.extra_time_from)
        return replace(wanted, extra_time_percent=kept[0], extra_time_from=kept[1])
    same = wanted.extra_time_percent == before.extra_time_percent
    return replace(wanted, extra_time_from=before.extra_time_from if same else "")


def counted_here(one: Accommodations, *, by_staff: str | None) -> Accommodations:
    """Return what counts under a procedure: where its invigilator alone gives extra time, no other does."""
    if by_staff is None or one.extra_time_from == by_staff:
        return one
    return replace(one, extra_time_percent=0, extra_time_from="")


def given_by(organisation_id: str, given: Accommodations) -> Accommodations:
    """Return what an invigilator gave, with whose extra time it is."""
    return replace(given, extra_time_from=organisation_id if given.extra_time_percent else "")
