"""Which questions an interview asks: two for each skill that weighs much in the role, two more where it is uncertain.

The questions of the skills that weigh much are the same for every candidate of a role, in the same order: only what
everybody was asked compares people. What is added for one candidate fills in what the test left open.
"""

from collections.abc import Mapping
from functools import cache

from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.model.interview import Asked, Guide, Probe, Why
from progrez_desktop.core.model.role import CRITICAL, RoleProfile
from progrez_desktop.core.resources import resource_json
from progrez_desktop.scoring.fit import Fit

PROBES_A_SKILL = 2


@cache
def probes() -> Mapping[str, tuple[Probe, ...]]:
    """Return all probes there are, by skill.

    Raises:
        EnvironmentFault: "resource_missing", "resource_changed".
        DataFault: As `keep_contract`, where the file that ships was changed.
    """
    document = resource_json("interview", "probes.json")
    keep_contract(document, "interview-guide")
    return {skill: tuple(_probe(skill, one) for one in told) for skill, told in document["skills"].items()}


def probe_of(probe_id: str) -> Probe | None:
    """Return one by its id; None where a note is about one that no longer ships."""
    return next((one for one in probes().get(probe_id.partition("/")[0], ()) if one.id == probe_id), None)


def guide_for(role: RoleProfile, fits: Mapping[str, Fit | None]) -> Guide:
    """Return what is asked of one candidate, in both languages: the same for the same role and the same fits.

    Args:
        fits: How a candidate stands to the range of each skill that the role asks for; None, or left out, where that
            is not known. What is likely met, or not met, adds no questions.
    """
    shared = shared_skills(role)
    return Guide(
        shared=tuple(_asked(skill, "critical") for skill in shared),
        added=tuple(
            _asked(skill, "unknown" if fits.get(skill) is None else "uncertain")
            for skill in probes()
            if skill in role.wants and skill not in shared and fits.get(skill) in (None, "uncertain")
        ),
    )


def shared_skills(role: RoleProfile) -> tuple[str, ...]:
    """Return the skills that everybody is asked about, in the order of the questions.

    Those that are critical for the role; where none is, those that weigh most in it, or nobody could be compared.
    """
    most = max((want.importance for want in role.wants.values()), default=0)
    return tuple(
        skill for skill in probes() if skill in role.wants and role.wants[skill].importance >= min(most, CRITICAL)
    )


def _asked(skill: str, why: Why) -> Asked:
    return Asked(skill, why, probes()[skill][:PROBES_A_SKILL])


def _probe(skill: str, told: Mapping[str, object]) -> Probe:
    parts = {name: part for name, part in told.items() if name not in ("id", "anchors")}
    return Probe(skill=skill, id=f"{skill}/{told['id']}", anchors=tuple(told["anchors"]), **parts)  # type: ignore[arg-type]
