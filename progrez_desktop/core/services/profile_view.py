"""Everything that a person sees of a result beside its scores: whom with, since when, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.model.contest import NOTHING_SAID, Said
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import access_log, comparing, contesting, norm_groups
from progrez_desktop.core.services.comparing import Earlier
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.own_age import ByAge, places_by_age

if TYPE_CHECKING:
    from progrez_desktop.core.model.local_measure import LocalNorm
    from progrez_desktop.scoring.norms import NormGroup


@dataclass(frozen=True)
class ProfileView:
    profile: Profile
    norms: "Mapping[str, NormGroup | LocalNorm]"
    """The groups behind the scores, by norm id; one that this version can't name is missing."""
    earlier: Earlier | None
    has_expired: bool
    by_age: ByAge | None
    """Beside people of the person's age, where they keep it in their safe; else only when they ask."""
    said: Said = NOTHING_SAID
    """What the person says against it."""


def view_of(deps: Deps, session: Session, profile: Profile) -> ProfileView:
    access_log.tell_once(deps, session, "profile_opened", attempt=profile.attempt_id)
    age = session.safe.own_age.years()
    return ProfileView(
        profile=profile,
        norms=norm_groups.groups_of(profile, deps.bank, deps.local_norm),
        earlier=comparing.since_last_time(deps, session, profile),
        has_expired=profile.has_expired(deps.today()),
        by_age=None if age is None else places_by_age(deps, profile, age),
        said=contesting.said(session, profile.attempt_id),
    )
