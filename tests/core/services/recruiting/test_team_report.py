"""A team's report: three members or more, own values only where allowed, the reader on each page, each member told."""

import io
import random
from typing import Any

import pytest
from pypdf import PdfReader

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.team import Ask, SavedTeam
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import team_reporting, teams
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.registry_house import House, server_of

SKILLS = shipped().assessment().skills


def people(count: int, seed: int = 3) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    return [
        content([score(skill.id, round(min(9.5, max(1.5, chance.gauss(6, 1.6))), 2)) for skill in SKILLS])
        for _ in range(count)
    ]


def team_of(house: House, count: int, values: int = 0) -> SavedTeam:
    """Have people release for teams, `values` of them with their own values, and keep them as a team."""
    device = house.device()
    server = server_of(house, device)
    for number, one in enumerate(people(count)):
        purposes = ("teams", "team_values") if number < values else ("profile", "teams")
        server.puts(house.sealed(device, content=one, purposes=purposes))
    registry.fetch(house.deps, server)
    name_reader(house.deps, "Noor {van} der Berg")
    members = [row.release_id for row in house.deps.store.teams.pool(house.deps.mark_ms()).rows]
    return teams.save(house.deps, "Flood-watch team", Ask(size=count), members)


def text_of_pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def made(house: House, team: SavedTeam, language: str = "en") -> list[str]:
    prepared = team_reporting.prepare(house.deps, team.id)
    report = team_reporting.report_of(prepared, SKILLS, language)
    kept: list[bytes] = []
    team_reporting.hand_out(house.deps, prepared, team_reporting.drawn(report, language), kept.append)
    return text_of_pages(kept[0])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_reader_stands_on_each_page(house: House, language: str) -> None:
    pages = made(house, team_of(house, 4), language)
    assert len(pages) >= 6
    assert all("Noor {van} der Berg" in page for page in pages)


def test_own_values_stand_in_it_only_of_those_who_allowed_that(house: House) -> None:
    team = team_of(house, 5, values=2)
    prepared = team_reporting.prepare(house.deps, team.id)
    report = team_reporting.report_of(prepared, SKILLS, "en")
    shown = [member for member in report.team.members if member.may_show]
    assert len(shown) == 2
    assert all(not member.scores and not member.brings for member in report.team.members if not member.may_show)
    text = " ".join(made(house, team))
    assert "Members who allow it" in text
    assert "3 did not" in text


def test_where_nobody_allowed_own_values_no_value_of_one_person_is_in_it(house: House) -> None:
    text = " ".join(made(house, team_of(house, 4)))
    assert "Members who allow it" not in text
    assert "Nobody allowed own values to be shown" in text
    assert "Nothing that is needed rests on a single member who may be told of." in text


def test_two_members_get_no_report(house: House) -> None:
    with pytest.raises(UsageFault, match="team_report_small"):
        team_reporting.prepare(house.deps, team_of(house, 2).id)


def test_nobody_is_handed_a_report_before_they_said_who_they_are(house: House) -> None:
    release(house, people(3), purposes=("teams",))
    members = [row.release_id for row in house.deps.store.teams.pool(house.deps.mark_ms()).rows]
    team = teams.save(house.deps, "Night shift", Ask(size=3), members)
    with pytest.raises(UsageFault, match="reader_unnamed"):
        team_reporting.prepare(house.deps, team.id)


def test_that_it_was_saved_is_written_down_and_each_member_is_told_before_the_file_is_there(house: House) -> None:
    team = team_of(house, 4)
    prepared = team_reporting.prepare(house.deps, team.id)
    told: list[tuple[str, int]] = []

    def save(_: bytes) -> None:
        today = house.clock.now_ms() // 86_400_000
        told.extend((one.event, one.count) for one in house.deps.store.profiles.untold(today + 1))

    assert team_reporting.hand_out(house.deps, prepared, b"%PDF", save) == 4
    assert told == [("exported", 1)] * 4
    assert [event.action for event in house.deps.store.audit.events()][-1] == "team_reported"
    assert len(team_reporting.prepare(house.deps, team.id).before) == 1


def test_nothing_leaves_of_a_team_that_somebody_left_meanwhile(house: House) -> None:
    team = team_of(house, 4)
    prepared = team_reporting.prepare(house.deps, team.id)
    with house.deps.store.transaction():
        house.deps.store.profiles.forget([team.members[0].release_id])
    with pytest.raises(UsageFault, match="team_changed"):
        team_reporting.hand_out(house.deps, prepared, b"%PDF", lambda _: pytest.fail("it was handed out"))


def test_a_name_of_three_hundred_signs_breaks_no_page(house: House) -> None:
    team = team_of(house, 3)
    teams.rename(house.deps, team.id, "Waterwacht " * 27)
    assert len(made(house, team)) >= 6


def test_the_same_report_gives_the_same_bytes(house: House) -> None:
    prepared = team_reporting.prepare(house.deps, team_of(house, 3).id)
    report = team_reporting.report_of(prepared, SKILLS, "nl")
    assert team_reporting.drawn(report, "nl") == team_reporting.drawn(report, "nl")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_sign_of_it_can_be_printed(house: House, language: str) -> None:
    text = "".join(made(house, team_of(house, 6, values=3), language))
    assert not {"\ufffd", "⚠", "✕"} & set(text)


def test_it_names_nobody_who_is_not_in_the_team(house: House) -> None:
    team = team_of(house, 8, values=8)
    members = [person.release_id for person in team.members]
    others = [person.code for person in team.members[4:]]
    ask = Ask(size=4, fixed=(members[0],), out=(members[5],), apart=((members[1], members[6]),))
    small = teams.save(house.deps, "Night shift", ask, members[:4])
    text = " ".join(made(house, small))
    assert not [code for code in others if code in text]
    assert "1 person stayed out on purpose" in text


def test_of_a_division_the_report_says_how_many_draws_and_how_often_it_is_as_good(house: House) -> None:
    kept = team_of(house, 6, 6)
    divided = teams.save(house.deps, "Half", Ask(teams=2), [one.release_id for one in kept.members[:3]])
    said = " ".join(made(house, divided))
    assert "Of 200 draws over the margins there was time for 200" in said
    assert "of the draws over the margins it is as good as the best" in said
