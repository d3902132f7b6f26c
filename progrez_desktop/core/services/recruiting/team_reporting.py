"""The report on a kept team: read from the registry, counted without it, and written down before it leaves.

`prepare` and `hand_out` need the registry (the lane of the store); `report_of` counts and `drawn` sets, on any lane.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.team_report import LEAST_MEMBERS, TeamSentences, render_team_report
from progrez_desktop.core.duty import day_of
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.team import Ask, Composed, Covered, SavedTeam
from progrez_desktop.core.model.team_report import TeamReport
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.norm_groups import group_of, name_of
from progrez_desktop.core.services.recruiting import team_people, team_roles, team_words, teams
from progrez_desktop.core.services.recruiting.reader import Reader, reader
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.recruiting.team_roles import Part
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import Bank

_LONGEST_S = 5.0
"""So long may be looked for teams that are as good."""


@dataclass(frozen=True)
class Prepared:
    """All that a report needs of the registry."""

    saved: SavedTeam
    gathered: Gathered
    consented: int
    reader: Reader
    made: date
    ends: date
    norms: tuple[tuple[str, int], ...]
    """Id and how many people."""
    before: tuple[date, ...]


def prepare(deps: RegistryDeps, team_id: str) -> Prepared:
    """Read what the report on a kept team rests on.

    Raises:
        UsageFault: "reader_unnamed"; "team_no_such"; "team_report_small": fewer than three members are left; as
            `teams.gather`.
    """
    found = reader(deps)
    saved = teams.saved(deps, team_id)
    if len(saved.members) < LEAST_MEMBERS:
        raise UsageFault("team_report_small", there=len(saved.members), least=LEAST_MEMBERS)
    gathered = team_people.gather_again(deps, saved, audience="report")
    now = deps.mark_ms()
    rows = [row for one in saved.members if (row := deps.store.profiles.row(one.release_id, now)) is not None]
    return Prepared(
        saved=saved,
        gathered=gathered,
        consented=deps.store.teams.count(now, saved.ask.assessment),
        reader=found,
        made=day_of(now),
        ends=day_of(min(row.until_ms for row in rows)),
        norms=_norms(deps, saved),
        before=tuple(
            day_of(event.at_ms)
            for event in deps.store.audit.events()
            if event.action == "team_reported" and event.subject_id == team_id
        ),
    )


def report_of(prepared: Prepared, skills: Sequence[Skill], language: str) -> TeamReport:
    """Count what the report tells; needs no registry."""
    words, gathered, saved = Words(language), prepared.gathered, prepared.saved
    members = [person.release_id for person in saved.members]
    team = teams.look(gathered, members)
    bank = _bank()
    return TeamReport(
        saved=saved,
        team=team,
        ask=saved.ask,
        consented=prepared.consented,
        composed=_again(gathered),
        without=tuple(teams.without(gathered, members, one) for one in members),
        own=tuple(teams.candidate(gathered, members, one.person.release_id) for one in team.members if one.may_show),
        reader=prepared.reader.name,
        trained_on=prepared.reader.trained_on,
        made=prepared.made,
        ends=prepared.ends,
        norms=tuple(dict.fromkeys(name_of(group_of(norm_id, n, bank), words) for norm_id, n in prepared.norms)),
        skills={skill.id: skill.short_name[language] for skill in skills},
        before=prepared.before,
    )


def drawn(report: TeamReport, language: str) -> bytes:
    """Return the report as a PDF."""
    words = Words(language)
    return render_team_report(report, words, sentences(report, words))


def hand_out(deps: RegistryDeps, prepared: Prepared, data: bytes, save: Callable[[bytes], None]) -> int:
    """Write down that a team's report leaves, which each member is told, and hand it to `save`; return how many.

    Raises:
        UsageFault: "team_changed": somebody went since it was read.
        DataFault: "registry_grant_damaged".
        EnvironmentFault: What the disk says. A file that could not be written was still told of.
    """
    now = deps.mark_ms()
    members = [person.release_id for person in prepared.saved.members]
    teams.check_live(deps, members)
    with deps.store.transaction():
        registry_reads.note(deps, members, "exported", now)
        deps.note("team_reported", prepared.saved.id, people=str(len(members)))
    save(data)
    return len(members)


def sentences(report: TeamReport, words: Words) -> TeamSentences:
    """Return what screen and paper say alike."""

    def called(skill: str) -> str:
        return report.skills.get(skill, skill)

    def parts(about: str, found: Sequence[Part]) -> list[tuple[str, str, str]]:
        return [
            (
                words(f"team.{about}.{one.name}"),
                ", ".join(map(called, one.skills)),
                _printed(one.covered, words),
            )
            for one in found
        ]

    lines = report.team.skills
    return TeamSentences(
        proof=team_words.proof(report.composed, words) if report.composed and report.composed.proposals else "",
        why=tuple(team_words.why(report.team, report.ask, called, words)),
        conditions=tuple(_conditions(report, words)),
        covered={line.skill: _printed(line.covered if line.of else None, words) for line in lines},
        roles=parts("role", team_roles.roles(lines)),
        phases=parts("phase", team_roles.phases(lines)),
    )


def _printed(found: Covered | None, words: Words) -> str:
    """Return it in words alone: paper has no signs for it."""
    return words(f"team_report.covered.{found}") if found else words("team.untold")


def _conditions(report: TeamReport, words: Words) -> Iterator[str]:
    """Say what was asked; whoever is not in the team is counted and not named."""
    ask: Ask = report.ask
    codes = {person.release_id: person.code for person in report.saved.members}
    size = words("team.size.people", size=ask.size)
    yield size if ask.teams == 1 else words("team.divide.many", teams=ask.teams)
    for release_id in ask.fixed:
        if release_id in codes:
            yield words("team.chip.fixed", people=codes[release_id])
    for kind, n in (("out", len(ask.out)), ("apart", len(ask.apart)), ("together", len(ask.together))):
        if n:
            yield words.plural(f"team_report.condition.{kind}", n)
    for wanted in ask.requirements:
        what = words("team_report.chosen_people") if wanted.people else team_words.requirement_name(wanted.name, words)
        yield words("team.chip.requirement", least=wanted.least, what=what)


def _again(gathered: Gathered) -> Composed:
    """Compose once more by the same wishes: what else would be as good today."""
    ask = replace(gathered.ask, limit_s=min(gathered.ask.limit_s, _LONGEST_S))
    return teams.compose(replace(gathered, ask=ask))


def _norms(deps: RegistryDeps, saved: SavedTeam) -> tuple[tuple[str, int], ...]:
    found: dict[tuple[str, int], None] = {}
    for person in saved.members:
        content: Mapping[str, list[Mapping[str, object]]] = json.loads(
            deps.store.profiles.document(person.release_id).content
        )
        for line in content.get("scores", ()):
            if line["scored"]:
                found[str(line["norm_id"]), int(str(line["norm_n"]))] = None
    return tuple(found)


def _bank() -> "Bank":
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring.bank import Bank

    return Bank.from_bytes(shipped().bank())
