"""Teams of a registry: only of those who consented, own values only by each one's grant, and nobody stays who left."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.team import Ask, Need, Requirement, Wishes
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import team_people, teams
from tests.core.services.recruiting import desk_house
from tests.core.services.registry_house import DAY_MS, FIELDS, House, Sealed, new_house, server_of

WISHES = Wishes(
    *(1, 3, 2, 0),
    level_of=("empathy", "analytical"),
    weak_link_of=("empathy",),
    needs=(Need("analytical"),),
    mix_of=("empathy",),
    alike_in=(),
)
ASK = Ask(size=3, wishes=WISHES)
STENS = ((8.0, 4.0), (7.0, 5.0), (6.5, 8.0), (6.0, 7.5), (5.0, 9.0), (3.0, 6.0))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path)


def content(empathy: float, analytical: float, **other: object) -> dict[str, object]:
    scores = [desk_house.score("empathy", empathy), desk_house.score("analytical", analytical)]
    return desk_house.content(scores, **other)


def releases(
    house: House,
    purposes: tuple[str, ...] = ("profile", "teams"),
    stens: Sequence[tuple[float, float]] = STENS,
    days: int = 20,
) -> list[str]:
    people = [content(*one) for one in stens]
    return [one.release_id for one in desk_house.release(house, people, purposes=purposes, days=days)]


def composed(house: House, ask: Ask = ASK):
    gathered = teams.gather(house.deps, ask)
    return gathered, teams.compose(gathered)


def test_the_best_team_is_proposed_with_how_often_each_stays(house: House):
    ids = releases(house)
    gathered, found = composed(house)
    assert found.is_proven
    assert (found.pool, found.possible, found.gap) == (6, 20, 0)
    best = found.proposals[0].team
    assert set(best.release_ids) == {ids[0], ids[2], ids[1]} or best.value is not None
    every = [teams.look(gathered, team).value for team in _threes(ids)]
    assert best.value == pytest.approx(max(value for value in every if value is not None))
    assert found.draws == 200
    assert all(member.stays is not None and 0 <= member.stays <= 1 for member in best.members)


def _threes(ids: Sequence[str]):
    import itertools

    return itertools.combinations(ids, 3)


def test_who_did_not_consent_to_teams_is_in_no_number(house: House):
    releases(house, ("profile",))
    assert teams.pool(house.deps).people == 0
    with pytest.raises(UsageFault) as refused:
        teams.gather(house.deps, ASK)
    assert refused.value.code == "team_nobody"
    with pytest.raises(UsageFault, match="team_no_such_code"):
        team_people.find(house.deps, house.deps.store.profiles.rows(Query(), 0)[0].code, None)


def test_own_values_are_shown_where_each_grant_allows_it_and_are_told_by_no_line_else(house: House):
    ids = [*releases(house, stens=STENS[:4]), *releases(house, ("teams",), STENS[4:5])]
    gathered = teams.gather(house.deps, ASK)
    team = teams.look(gathered, [ids[0], ids[1], ids[2], ids[4]])
    shown = {member.person.release_id: member for member in team.members}
    assert shown[ids[0]].scores
    assert not shown[ids[4]].scores
    assert not shown[ids[4]].brings
    empathy = next(line for line in team.skills if line.skill == "empathy")
    assert (empathy.of, empathy.left_out) == (3, 1)
    assert empathy.least == pytest.approx(6.5)
    assert not team.wishes
    assert team.value is None


def test_on_paper_three_or_more_who_show_nothing_are_a_coarse_distribution(house: House):
    ids = releases(house, ("teams",))
    gathered = teams.gather(house.deps, ASK, audience="report")
    line = teams.look(gathered, ids[:4]).skills[0]
    assert (line.of, line.mean, line.least, line.most, line.mean_error) == (4, 7.0, 6.0, 8.0, 0.5)
    few = teams.look(gathered, ids[:2])
    assert few.value is None
    assert [line.of for line in few.skills] == [0, 0]


def test_how_often_somebody_stays_is_told_where_own_values_may_be(house: House):
    """Beside one other whose score is known, it would be the score itself."""
    (hidden,) = releases(house, ("teams",), STENS[:1])
    (shown,) = releases(house, stens=STENS[1:2])
    _, found = composed(house, Ask(size=2, wishes=WISHES))
    told = {one.person.release_id: one.stays for one in found.proposals[0].team.members}
    assert told == {hidden: None, shown: 1.0}


def test_teams_that_differ_by_one_tell_nothing_of_that_one(house: House):
    """Whoever shows nothing leaves each number as it was, whoever else is there, in every look that there is."""
    hidden = releases(house, ("teams",), [(2.0, 9.5), (9.0, 1.5), (5.0, 5.0), (7.5, 7.5)])
    shown = releases(house, stens=STENS[:2])
    gathered = teams.gather(house.deps, ASK)
    base = teams.look(gathered, shown)
    for some in ([], hidden[:1], hidden[:3], hidden[1:], hidden):
        members = [*shown, *some]
        team = teams.look(gathered, members)
        told = [(line.mean, line.mean_error, line.least, line.most, line.spread, line.reach) for line in team.skills]
        assert told == [(one.mean, one.mean_error, one.least, one.most, one.spread, one.reach) for one in base.skills]
        assert (team.value is None) == bool(some)
        for one in some:
            change = teams.without(gathered, members, one)
            assert not change.loses
            assert all(other.value is None for other in change.replacements if other.person.release_id in hidden)
            assert teams.candidate(gathered, shown, one).after.skills[0].mean == base.skills[0].mean


def test_a_look_is_written_down_and_told_before_it_is_shown(house: House):
    ids = releases(house)
    gathered, found = composed(house)
    people = teams.shown_people(found)
    teams.show(house.deps, gathered, people)
    actions = [event.action for event in house.deps.store.audit.events()]
    assert actions.count("team_looked") == 1
    reads = house.deps.store.database.rows("SELECT release_id FROM read")
    assert {row[0] for row in reads} == {person.release_id for person in people} <= set(ids)


def test_who_withdrew_meanwhile_is_not_shown(house: House):
    ids = releases(house)
    gathered, found = composed(house)
    _withdraw(house, found.proposals[0].team.release_ids[0])
    assert len(ids) == 6
    with pytest.raises(UsageFault, match="team_changed"):
        teams.show(house.deps, gathered, teams.shown_people(found))


def _withdraw(house: House, release_id: str) -> None:
    with house.deps.store.transaction():
        held = house.deps.store.profiles.held(release_id)
        assert held is not None
        house.deps.store.profiles.erase(release_id, held.erase_hash, 1)


def test_a_kept_team_loses_who_withdraws_at_once_and_says_so(house: House):
    ids = releases(house)
    ask = Ask(size=3, wishes=WISHES, fixed=(ids[0],), apart=((ids[0], ids[5]),))
    kept = teams.save(house.deps, "Flood watch", ask, ids[:3])
    assert (kept.ask, kept.lost, len(kept.members)) == (ask, 0, 3)
    _withdraw(house, ids[0])
    (left,) = teams.teams(house.deps)
    assert (left.lost, left.ask.fixed, left.ask.apart) == (1, (), ())
    assert {person.release_id for person in left.members} == set(ids[1:3])


def test_a_kept_team_loses_who_ends_and_who_no_longer_wants_to_be_in_teams(house: House):
    device = house.device()
    people = [content(*one) for one in STENS[:3]]
    sealed: list[Sealed] = desk_house.release(house, people, purposes=("profile", "teams"), device=device)
    short = releases(house, days=1, stens=STENS[3:4])
    ids = [*(one.release_id for one in sealed), *short]
    teams.save(house.deps, "Flood watch", ASK, ids)
    again = house.sealed(device, of=sealed[0], version=2, content=people[0], purposes=("profile",))
    server = server_of(house, device)
    server.seq = house.deps.store.heard().change_seq
    server.puts(again)
    assert registry.fetch(house.deps, server).renewed == 1
    assert teams.teams(house.deps)[0].lost == 1
    house.clock.wall_ms += 2 * DAY_MS
    (left,) = teams.teams(house.deps)
    assert (left.lost, {person.release_id for person in left.members}) == (2, set(ids[1:3]))


def test_taking_a_team_away_can_be_undone(house: House):
    ids = releases(house)
    kept = teams.save(house.deps, "Flood watch", ASK, ids[:3])
    removed = teams.remove(house.deps, kept.id)
    assert teams.teams(house.deps) == ()
    _withdraw(house, ids[0])
    back = teams.restore(house.deps, removed)
    assert (back.id, back.name, back.lost, len(back.members)) == (kept.id, "Flood watch", 1, 2)
    teams.rename(house.deps, kept.id, "‏" + "צוות " * 40)
    assert len(teams.saved(house.deps, kept.id).name) <= 300


@pytest.mark.parametrize(("name", "code"), [("", "team_unnamed"), ("x" * 301, "team_name_long")])
def test_a_team_has_a_name(house: House, name: str, code: str):
    with pytest.raises(UsageFault, match=code):
        teams.save(house.deps, name, ASK, releases(house)[:3])


def test_conditions_that_clash_are_named_in_people(house: House):
    ids = releases(house)
    ask = Ask(size=3, wishes=WISHES, fixed=(ids[0], ids[1]), apart=((ids[0], ids[1]), (ids[4], ids[5])))
    _, found = composed(house, ask)
    assert not found.proposals
    assert sorted(clash.kind for clash in found.clashes) == ["apart", "fixed", "fixed"]
    assert {person.release_id for clash in found.clashes for person in clash.people} == set(ids[:2])


def test_a_requirement_is_met_by_released_licences_and_by_roles(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(FIELDS, "drivers_licence", ["drivers_licence"])
    drivers = [content(3.0, 3.0, drivers_licence=licence) for licence in ("B", "b, BE", "AM")]
    found = desk_house.release(house, drivers, purposes=("profile", "teams", "drivers_licence"))
    ids = [*(one.release_id for one in found), *releases(house)]
    facts = teams.pool(house.deps).facts
    assert (facts["licence:B"], facts["licence:BE"], facts["licence:AM"]) == (2, 1, 1)
    needs = (Requirement("drives (B)", 2, fact="licence:B"), Requirement("chair", 1, people=(ids[-1],)))
    _, composition = composed(house, Ask(size=3, wishes=WISHES, requirements=needs))
    assert set(composition.proposals[0].team.release_ids) == {ids[0], ids[1], ids[-1]}
    _, none = composed(house, Ask(size=3, wishes=WISHES, requirements=(Requirement("drives", 3, fact="licence:B"),)))
    assert [(clash.kind, clash.name, clash.least, clash.there) for clash in none.clashes] == [
        ("requirement", "drives", 3, 2)
    ]


def test_everybody_is_divided_over_teams(house: House):
    ids = releases(house)
    _, found = composed(house, Ask(teams=2, wishes=WISHES, apart=((ids[0], ids[1]),)))
    sides = [set(team.release_ids) for team in found.proposals[0].teams]
    assert set.union(*sides) == set(ids)
    assert all(len(side) == 3 for side in sides)
    assert not any({ids[0], ids[1]} <= side for side in sides)
    assert found.is_proven
    assert found.draws == 200
    members = [one for proposal in found.proposals for team in proposal.teams for one in team.members]
    assert all((one.stays_with is not None) == one.may_show and one.stays is None for one in members)
    assert all(proposal.holds is not None for proposal in found.proposals)


def test_a_division_without_somebody_names_what_clashes_in_people(house: House):
    ids = releases(house)
    pair = (ids[4], ids[5])
    _, found = composed(house, Ask(teams=2, wishes=WISHES, out=(ids[0], ids[1]), apart=(pair,), together=(pair,)))
    assert {clash.kind for clash in found.clashes} == {"apart", "together"}
    assert {person.release_id for clash in found.clashes for person in clash.people} == set(pair)
    _, found = composed(house, Ask(teams=2, wishes=WISHES, out=(ids[0], ids[1])))
    assert len({one for team in found.proposals[0].teams for one in team.release_ids}) == 4
    with pytest.raises(UsageFault, match="team_too_few"):
        teams.gather(house.deps, Ask(teams=2, wishes=WISHES, out=tuple(ids[1:])))


def test_what_changes_without_somebody_and_who_is_the_best_instead(house: House):
    ids = releases(house)
    gathered = teams.gather(house.deps, ASK)
    change = teams.without(gathered, ids[:3], ids[2])
    assert change.loses == ("analytical",)
    every = {one: teams.look(gathered, [*ids[:2], one]).value for one in ids[3:]}
    first = change.replacements[0]
    assert first.value == pytest.approx(max(value for value in every.values() if value is not None))
    assert first.person.release_id == max(every, key=lambda one: every[one] or 0)


def test_what_somebody_would_add_duplicate_and_strain(house: House):
    ids = releases(house)
    gathered = teams.gather(house.deps, ASK)
    found = teams.candidate(gathered, ids[:2], ids[4])
    assert (found.adds, found.duplicates, found.strains) == (("analytical",), (), ("empathy",))
    assert found.better is not None


def test_of_somebody_who_shows_nothing_it_is_not_told_what_they_would_add(house: House):
    ids = releases(house)
    (hidden,) = releases(house, ("teams",), STENS[4:5])
    found = teams.candidate(teams.gather(house.deps, ASK), ids[:3], hidden)
    assert not found.may_show
    assert not (found.adds or found.duplicates or found.strains or found.uncertain)
    assert found.better is None


def test_the_report_shows_own_values_only_of_those_who_allow_the_team_that(house: House):
    ids = releases(house)
    gathered = teams.gather(house.deps, ASK, audience="report")
    assert not any(member.may_show for member in teams.look(gathered, ids[:4]).members)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (Ask(size=7, wishes=WISHES), "team_too_few"),
        (Ask(size=0, wishes=WISHES), "team_size"),
        (Ask(size=3, wishes=WISHES, fixed=("nobody",)), "team_person"),
        (Ask(size=3), "team_skill"),
    ],
)
def test_an_ask_that_cannot_be_is_refused(house: House, ask: Ask, code: str):
    releases(house)
    with pytest.raises(UsageFault) as refused:
        teams.gather(house.deps, ask)
    assert refused.value.code == code


def test_one_person_alone_is_a_team_of_one(house: House):
    (only,) = releases(house, stens=STENS[:1])
    _, found = composed(house, Ask(size=1, wishes=WISHES))
    assert found.proposals[0].team.release_ids == (only,)


def test_composing_tells_how_far_it_is_and_can_be_stopped(house: House):
    releases(house)
    told: list[tuple[int, int]] = []
    gathered = teams.gather(house.deps, ASK)
    found = teams.compose(gathered, lambda done, of: told.append((done, of)), lambda: len(told) > 20)
    assert found.was_cancelled
    assert found.proposals
    assert 0 < found.draws < 200
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]


def test_who_is_meant_is_said_by_a_code_or_a_release_and_of_two_nobody_alone_is(house: House):
    ids = releases(house, ("teams",))
    gathered = teams.gather(house.deps, ASK)
    first, other = gathered.persons[:2]
    typed = f"{first.code.lower()}, {other.release_id}"
    assert [one.release_id for one in team_people.find(house.deps, typed, None, least=2)] == [
        first.release_id,
        other.release_id,
    ]
    assert {first.release_id, other.release_id} <= set(ids)
    assert team_people.find(house.deps, "", None, least=0) == ()
    assert team_people.find_in(gathered, other.release_id) == other
    with pytest.raises(UsageFault, match="team_no_such_code"):
        team_people.find_in(gathered, typed)
