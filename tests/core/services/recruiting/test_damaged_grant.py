"""Of somebody whose grant nothing proves any more nothing is shown in any room, and the others stay."""

from collections.abc import Callable, Mapping

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.interview import Note
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.team import Ask
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import (
    combining,
    comparing_people,
    decisions,
    evidence_pack,
    interview_paper,
    interviewing,
    notes,
    one_candidate,
    team_reporting,
    teams,
)
from progrez_desktop.core.words import Words
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.interview_house import PROBE, interviewed
from tests.core.services.registry_house import House

SKILLS = shipped().assessment().skills
WORDS = Words("en")
PEOPLE = 4

People = list[str]


def _looked_at_as_a_team(house: House, people: People) -> None:
    gathered = teams.gather(house.deps, Ask(size=3))
    teams.show(house.deps, gathered, gathered.persons)


def _reported_on_as_a_team(house: House, people: People) -> None:
    kept = house.deps.store.teams.teams(house.clock.now_ms())[0]
    team_reporting.hand_out(house.deps, team_reporting.prepare(house.deps, kept.id), b"%PDF", lambda _: None)


def _noted(house: House, people: People) -> Note | None:
    return notes.keep_probe(house.deps, people[0], PROBE, 4, "Began the talk")


def _weighed(house: House, people: People) -> object:
    (role,) = house.deps.store.roles.all()
    return combining.sheet(house.deps, people[0], role)


def _decided(house: House, people: People) -> object:
    kept = decisions.terms(house.deps, WORDS)
    return decisions.decide(house.deps, people[0], "We invite her", "She planned the open day", kept)


ROOMS: Mapping[str, Callable[[House, People], object]] = {
    "page": lambda house, people: one_candidate.open_one(house.deps, people[0], SKILLS),
    "compared": lambda house, people: comparing_people.compare_people(house.deps, people[:2]),
    "interview": lambda house, people: interviewing.open_interview(house.deps, people[0]),
    "guide": lambda house, people: interview_paper.guide_as_pdf(house.deps, people[0], WORDS),
    "note": _noted,
    "weighed": _weighed,
    "decision": _decided,
    "evidence": lambda house, people: evidence_pack.of_candidate(house.deps, people[0], "en"),
    "team": _looked_at_as_a_team,
    "team report": _reported_on_as_a_team,
}


@pytest.fixture
def people(house: House) -> People:
    """Everybody was opened, and is in a team."""
    one = interviewed(house)
    told = content([score(skill.id, 6.0) for skill in SKILLS])
    sealed = release(house, [told] * PEOPLE, purposes=("profile", "teams"), device=one.device)
    found = [one.release_id for one in sealed]
    for release_id in found:
        one_candidate.open_one(house.deps, release_id, SKILLS)
    teams.save(house.deps, "Flood watch", Ask(size=PEOPLE), found)
    return found


@pytest.mark.parametrize("receipt", [b"\0", b"{}", b"[]"], ids=["no text", "no grants", "another document"])
@pytest.mark.parametrize("room", ROOMS)
def test_whose_grant_is_damaged_is_set_aside_wherever_they_are_looked_at(
    house: House, people: People, room: str, receipt: bytes
) -> None:
    ROOMS[room](house, people)
    house.deps.store.database.write("UPDATE document SET receipt = ? WHERE release_id = ?", (receipt, people[0]))
    with pytest.raises(DataFault, match="registry_grant_damaged"):
        ROOMS[room](house, people)
    assert [one.code for one in registry.refused(house.deps)] == ["grant_damaged"]
    assert people[0] not in {row.release_id for row in registry.rows(house.deps, Query(limit=-1))}
