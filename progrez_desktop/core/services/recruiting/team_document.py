"""What a kept team was composed by, as it is kept: wishes in one document, conditions on people as rows of theirs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from progrez_desktop.core.model.team import Ask, Need, Person, Requirement, SavedTeam, Wishes
from progrez_desktop.core.store.recruiting.teams import KeptTeam

Condition = tuple[str, int, str]
"""Kind, number of the group, release."""


def kept(team: SavedTeam, conditions: Sequence[Condition]) -> KeptTeam:
    """Return a team as it is kept."""
    members = tuple(person.release_id for person in team.members)
    return KeptTeam(team.id, team.name, team.made_ms, _document(team.ask), members, tuple(conditions), team.lost)


def fields_of(name: str, ask: Ask, members: Sequence[str]) -> dict[str, str]:
    """Return a team that is not kept yet, a text each: its name, what it is composed by, and who is in it."""
    return {
        "name": name,
        "document": json.dumps(_document(ask)),
        "conditions": json.dumps(conditions(ask)),
        "members": json.dumps(list(members)),
    }


def of_fields(fields: Mapping[str, str]) -> SavedTeam:
    """Return the team of `fields_of`, kept or not; its people are known by their releases."""
    members, told = json.loads(fields["members"]), json.loads(fields["conditions"])
    document = json.loads(fields["document"])
    composed_by = ask(KeptTeam("", fields["name"], 0, document, tuple(members), tuple(map(tuple, told)), 0))
    return SavedTeam("", fields["name"], 0, tuple(Person(one, "") for one in members), 0, composed_by)


def conditions(ask: Ask) -> list[Condition]:
    """Return the conditions on people, one a row."""
    groups: dict[str, Sequence[tuple[str, ...]]] = {
        "fixed": [ask.fixed],
        "out": [ask.out],
        "apart": ask.apart,
        "together": ask.together,
        "role": [one.people for one in ask.requirements],
        "only": [ask.only],
    }
    return [
        (kind, number, release_id)
        for kind, found in groups.items()
        for number, group in enumerate(found)
        for release_id in dict.fromkeys(group)
    ]


def ask(team: KeptTeam) -> Ask:
    """Return what a kept team was composed by, with those of its conditions whose people are still here."""
    told, groups = team.document, _groups(team.conditions)
    wishes = dict(told["wishes"])
    needs = tuple(Need(**one) for one in wishes.pop("needs"))
    requirements = tuple(
        Requirement(one["name"], one["least"], one["most"], one["fact"], groups.get(("role", number), ()))
        for number, one in enumerate(told["requirements"])
    )
    return Ask(
        size=told["size"],
        teams=told["teams"],
        assessment=told["assessment"],
        only=groups.get(("only", 0), ()),
        wishes=Wishes(**{name: _tuple(value) for name, value in wishes.items()}, needs=needs),
        fixed=groups.get(("fixed", 0), ()),
        out=groups.get(("out", 0), ()),
        apart=_several(groups, "apart"),
        together=_several(groups, "together"),
        requirements=requirements,
        limit_s=told["limit_s"],
        seed=told["seed"],
    )


def _document(ask: Ask) -> dict[str, Any]:
    """Return all of it that is of nobody."""
    requirements = [asdict(replace(one, people=())) for one in ask.requirements]
    plain = {name: getattr(ask, name) for name in ("size", "teams", "assessment", "limit_s", "seed")}
    return {**plain, "wishes": asdict(ask.wishes), "requirements": requirements}


def _groups(conditions: Sequence[Condition]) -> dict[tuple[str, int], tuple[str, ...]]:
    groups: dict[tuple[str, int], tuple[str, ...]] = {}
    for kind, number, release_id in conditions:
        groups[kind, number] = (*groups.get((kind, number), ()), release_id)
    return groups


def _several(groups: dict[tuple[str, int], tuple[str, ...]], kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(group for (of, _), group in sorted(groups.items()) if of == kind and len(group) > 1)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
