"""The window of teams in every state that a recruiter may meet."""

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.team import (
    Ask,
    Candidacy,
    Change,
    Clash,
    Composed,
    Covered,
    Margin,
    Member,
    Person,
    Pool,
    Proposal,
    Replacement,
    Requirement,
    SavedTeam,
    SkillLine,
    Team,
)
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

NAMES = ("Sanne de Vries", "Youssef Amrani", "Fatima El Idrissi", "Daan Bakker", "", "Noor Visser", "יעל כהן")
POOL = Pool(46, {"working-together": 46}, (), {"licence:B": 21})


def people(count: int, names: bool = True) -> tuple[Person, ...]:
    chance = random.Random(11)
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    codes = ["".join(chance.choice(signs) for _ in range(5)) for _ in range(count)]
    return tuple(
        Person(f"{n:032x}", f"{code[:3]}-{code[3:]}", NAMES[n % len(NAMES)] if names else "")
        for n, code in enumerate(codes)
    )


def made_team(
    skills: Sequence[str], size: int = 5, *, shown: int | None = None, names: bool = True, seed: int = 5
) -> Team:
    """An invented team, the same each time; of the first `shown` own values may be shown, by default of all."""
    chance = random.Random(seed)
    shown = size if shown is None else shown
    scores = [{skill: round(min(10.0, max(1.0, chance.gauss(6.2, 1.4))), 1) for skill in skills} for _ in range(size)]
    members = []
    for number, (person, own) in enumerate(zip(people(size, names), scores, strict=True)):
        may = number < shown
        best = sorted(own, key=lambda one: -own[one])[:2]
        margins = {
            skill: Margin(round(v), max(1, round(v) - 1), min(10, round(v) + 1), v, 0.8) for skill, v in own.items()
        }
        members.append(
            Member(
                person,
                may,
                tuple(best) if may and number != 4 else (),
                margins if may else {},
                0.98 - 0.13 * number if may else None,
                number == 0,
            )
        )
    return Team(
        tuple(members),
        74.2 if shown == size else None,
        {"weak_link": 0.7} if shown == size else {},
        tuple(_line(skill, [own[skill] for own in scores[:shown]]) for skill in skills),
    )


def _line(skill: str, stens: list[float]) -> SkillLine:
    if len(stens) < 2:
        return SkillLine(skill, 0)
    reach = sum(one >= 7 for one in stens)
    covered: Covered = "covered" if reach > 1 else "thin" if reach else "missing"
    mean, spread = statistics.mean(stens), statistics.stdev(stens)
    return SkillLine(skill, len(stens), 0, mean, 0.36, min(stens), max(stens), spread, reach, covered, mean < 5)


def _long_names(context: Context, given: "Material") -> TeamPage:
    """Names of three hundred signs, in one word and in many, and one that is written from right to left."""
    page = _page(context, given)
    found = composed(ids(given))
    team = found.proposals[0].team
    names = ("Wilhelmina" * 30, "van der Berg " * 23, "יעל כהן " * 37, "Daan Bakker", "")
    members = tuple(
        replace(one, person=replace(one.person, name=name)) for one, name in zip(team.members, names, strict=True)
    )
    page.show_composed(replace(found, proposals=(Proposal((replace(team, members=members),), 74.2),)))
    return page


def composed(
    skills: Sequence[str], *, teams: int = 1, shown: int | None = None, names: bool = True, size: int = 5
) -> Composed:
    made = tuple(
        Proposal(
            tuple(
                _of_teams(made_team(skills, size, shown=shown, names=names, seed=5 + 7 * n + m), teams)
                for m in range(teams)
            ),
            74.2 - n / 5,
        )
        for n in range(3)
    )
    return Composed(
        Ask(size=size, teams=teams),
        46,
        made,
        method="cp_sat",
        is_proven=teams == 1,
        gap=0.034,
        possible=1_370_754,
        took_s=0.3,
        draws=200 if teams == 1 else 32,
    )


def _of_teams(team: Team, teams: int) -> Team:
    if teams == 1:
        return team
    return replace(team, members=tuple(replace(one, stays=None, stays_with=one.stays) for one in team.members))


def ids(given: "Material") -> tuple[str, ...]:
    return tuple(one.id for one in given.assessment.skills)


def _page(context: Context, given: "Material", ask: Ask | None = None, pool: Pool = POOL) -> TeamPage:
    return TeamPage(
        context, given.assessment.skills, pool, ask or Ask(assessment="working-together"), "Flood-watch team"
    )


def _asked(context: Context, given: "Material") -> TeamPage:
    first, second, third, fourth, *_ = people(6, names=False)
    page = _page(context, given)
    page.take_found("fixed", (first,))
    page.take_found("out", (second,))
    page.take_found("apart", (third, fourth))
    page.form.fact.choose("licence:B")
    page.form.least.choose("2")
    page.form._add_fact()
    page.form.codes.edit.setText("7F3")
    page.form.codes.show_fault("error.team_no_such_code", typed="7F3")
    return page


def _proposed(context: Context, given: "Material", **how: object) -> TeamPage:
    page = _page(context, given)
    page.show_composed(composed(ids(given), **how))  # type: ignore[arg-type]
    return page


def _as_table(context: Context, given: "Material") -> TeamPage:
    page = _proposed(context, given)
    assert page.view is not None
    page.view.chart.table_button.click()
    return page


def _composing(context: Context, given: "Material", *, stopping: bool = False) -> TeamPage:
    page = _page(context, given)
    page.be_busy(True)
    page.show_composing()
    page.working.show_progress(37, 200)
    if stopping:
        page.working.stop_button.click()
    return page


def _without(context: Context, given: "Material", *, replaced: bool = True) -> TeamPage:
    page = _proposed(context, given)
    assert page.view is not None
    team = page.view.team
    out = team.members[0].person
    others = (Replacement(people(7)[5], 73.1), Replacement(people(7)[6], 72.8)) if replaced else ()
    page.show_change(Change(out, team, replace(team, value=69.4), ("creative_thinking",), others))
    return page


def _candidacy(context: Context, given: "Material", *, shown: bool = True) -> TeamPage:
    page = _proposed(context, given)
    assert page.view is not None
    team, who = page.view.team, people(7)[5]
    found = Candidacy(who, team, team, shown, better=0.71 if shown else None)
    if shown:
        found = replace(found, adds=("leadership",), duplicates=("empathy", "analytical"), strains=("composure",))
    page.show_candidacy(replace(found, uncertain=("initiative", "resilience") if shown else ()))
    return page


def _by_hand(context: Context, given: "Material") -> TeamPage:
    page = _proposed(context, given)
    page.show_own(made_team(ids(given), 4))
    return page


def _clashing(context: Context, given: "Material") -> TeamPage:
    page = _page(context, given)
    first, second, *_ = people(6)
    clashes = (
        Clash("fixed", (first,)),
        Clash("apart", (first, second)),
        Clash("requirement", name="licence:B", least=4, there=2),
    )
    page.show_composed(Composed(Ask(requirements=(Requirement("licence:B", 4, fact="licence:B"),)), 46, (), clashes))
    return page


def _fault(context: Context, given: "Material", code: str, **params: str | int) -> TeamPage:
    page = _page(context, given)
    page.show_composing()
    page.show_fault(UsageFault(code, **params))
    return page


def saved_teams() -> tuple[SavedTeam, ...]:
    who = people(5, names=False)
    return (
        SavedTeam("1" * 32, "Flood-watch team", MONDAY_MS, who, 0, Ask()),
        SavedTeam("2" * 32, "Night shift", MONDAY_MS, who[:3], 2, Ask()),
        SavedTeam("3" * 32, "אנשים " * 40 + "Wilhelmina" * 6, MONDAY_MS, (), 5, Ask()),
    )


def _removed(context: Context, _: "Material") -> TeamsPage:
    page = TeamsPage(context, POOL, saved_teams()[:1])
    page.show_removed("Night shift")
    return page


TEAM_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "34-teams-none": lambda c, _: TeamsPage(c, replace(POOL, people=0), ()),
    "34-teams": lambda c, _: TeamsPage(c, POOL, saved_teams()),
    "34-teams-removed": _removed,
    "35-team-begin": lambda c, m: _page(c, m),
    "35-team-nobody": lambda c, m: _page(c, m, pool=Pool(0, {}, (), {})),
    "35-team-one": lambda c, m: _page(c, m, pool=Pool(1, {"working-together": 1}, (), {})),
    "35-team-asked": _asked,
    "35-team-composing": lambda c, m: _composing(c, m),
    "35-team-stopping": lambda c, m: _composing(c, m, stopping=True),
    "35-team-proposed": lambda c, m: _proposed(c, m),
    "35-team-coded": lambda c, m: _proposed(c, m, names=False),
    "35-team-hidden": lambda c, m: _proposed(c, m, shown=0, names=False),
    "35-team-two": lambda c, m: _proposed(c, m, shown=1, size=2),
    "35-team-divided": lambda c, m: _proposed(c, m, teams=4),
    "35-team-long-names": _long_names,
    "35-team-table": _as_table,
    "35-team-without": lambda c, m: _without(c, m),
    "35-team-irreplaceable": lambda c, m: _without(c, m, replaced=False),
    "35-team-by-hand": _by_hand,
    "35-team-candidate": lambda c, m: _candidacy(c, m),
    "35-team-candidate-hidden": lambda c, m: _candidacy(c, m, shown=False),
    "35-team-clash": _clashing,
    "35-team-too-few": lambda c, m: _fault(c, m, "team_too_few", there=3, size=5),
    "35-team-changed": lambda c, m: _fault(c, m, "team_changed"),
}
