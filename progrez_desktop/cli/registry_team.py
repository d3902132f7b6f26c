"""`progrez registry team`: composing teams from the terminal, with what proves them, and the teams that were kept."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.registry_team_report import add_report
from progrez_desktop.cli.spoken import App
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.team import (
        Ask,
        Candidacy,
        Change,
        Composed,
        Person,
        Requirement,
        SavedTeam,
        SkillLine,
        Team,
        Wishes,
    )
    from progrez_desktop.core.services.recruiting.teams import Gathered
    from progrez_desktop.core.services.registry_deps import RegistryDeps

_REQUIREMENT = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?:([^=]+)(?:=(.+))?")
Codes = list[str] | None


def add(registry: typer.Typer, words: Words) -> None:
    team = App(words, "cli.registry.team.help", no_args_is_help=True)
    registry.add_typer(team, name="team")
    _add_composing(team, words)
    _add_kept(team, words)
    _add_asking(team, words)
    add_report(team, words)


def _add_composing(team: typer.Typer, words: Words) -> None:
    def told(name: str) -> str:
        return words(f"cli.registry.team.{name}")

    @team.command(help=told("compose.help"))
    def compose(
        context: typer.Context,
        size: Annotated[int, typer.Option(metavar="N", help=told("size"))] = 5,
        teams: Annotated[int, typer.Option(metavar="N", help=told("teams"))] = 1,
        of: Annotated[str | None, typer.Option("--of", metavar="ASSESSMENT", help=told("of"))] = None,
        fixed: Annotated[Codes, typer.Option("--with", metavar="CODE", help=told("with"))] = None,
        out: Annotated[Codes, typer.Option("--without", metavar="CODE", help=told("without"))] = None,
        apart: Annotated[Codes, typer.Option(metavar="CODE,CODE", help=told("apart"))] = None,
        together: Annotated[Codes, typer.Option(metavar="CODE,CODE", help=told("together"))] = None,
        need: Annotated[Codes, typer.Option("--need", metavar="N:NAME[=CODE,CODE]", help=told("need"))] = None,
        weight: Annotated[Codes, typer.Option("--weight", metavar="WISH=N", help=told("weight"))] = None,
        seconds: Annotated[float, typer.Option(metavar="S", min=0.1, max=600, help=told("seconds"))] = 10.0,
        names: Annotated[bool, options.names(words)] = False,
        keep: Annotated[str, typer.Option("--keep", metavar="NAME", help=told("keep"))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=told("json"))] = False,
    ) -> None:
        from progrez_desktop.core.model.team import Ask
        from progrez_desktop.core.services.recruiting import teams as composing

        with context.obj.opened() as deps:
            there = composing.pool(deps, of)
            if not there.people:
                raise UsageFault("team_nobody")
            ids = partial(_ids, deps, of)
            ask = Ask(
                size=size,
                teams=teams,
                assessment=of,
                wishes=_wishes(weight or [], there.skills),
                fixed=ids(fixed),
                out=ids(out),
                apart=tuple(ids(group.split(",")) for group in apart or ()),
                together=tuple(ids(group.split(",")) for group in together or ()),
                requirements=tuple(_requirement(one, ids) for one in need or ()),
                limit_s=seconds,
            )
            gathered = composing.gather(deps, ask, with_names=names)
            composed = composing.compose(gathered, _progress(words))
            composing.show(deps, gathered, composing.shown_people(composed))
            if keep and composed.proposals:
                _keep(deps, keep, ask, composed.proposals[0].teams)
        _print(asdict(composed), lambda: _composed(composed, words), as_json)
        if not composed.proposals:
            raise typer.Exit(1)


def _ids(deps: "RegistryDeps", of: str | None, codes: Sequence[str] | None) -> tuple[str, ...]:
    from progrez_desktop.core.services.recruiting import team_people

    found = team_people.find(deps, ",".join(codes or ()), of, least=0)
    return tuple(person.release_id for person in found)


def _keep(deps: "RegistryDeps", name: str, ask: "Ask", made: "Sequence[Team]") -> None:
    """Keep a team under its name, and the teams of a division with a number behind it."""
    from progrez_desktop.core.services.recruiting import teams

    for number, one in enumerate(made, 1):
        teams.save(deps, name if len(made) == 1 else f"{name} {number}", ask, one.release_ids)


def _add_kept(team: typer.Typer, words: Words) -> None:
    @team.command("list", help=words("cli.registry.team.list.help"))
    def show_all(
        context: typer.Context,
        as_json: Annotated[bool, options.team_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import teams

        with context.obj.opened() as deps:
            found = teams.teams(deps)
        _print([asdict(one) for one in found], lambda: [_kept(one, words) for one in found], as_json)
        if not found:
            print(words("cli.registry.team.none"), file=sys.stderr)

    @team.command(help=words("cli.registry.team.show.help"))
    def show(
        context: typer.Context,
        name: Annotated[str, options.team(words)],
        names: Annotated[bool, options.names(words)] = False,
        as_json: Annotated[bool, options.team_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import teams

        with context.obj.opened() as deps:
            kept, gathered, members = _opened(deps, name, names)
            looked = teams.look(gathered, members)
            teams.show(deps, gathered, [member.person for member in looked.members])
        told = {"saved": asdict(kept), "team": asdict(looked)}
        _print(told, lambda: [_kept(kept, words), *_team(looked, words)], as_json)

    @team.command(help=words("cli.registry.team.remove.help"))
    def remove(
        context: typer.Context,
        name: Annotated[str, options.team(words)],
    ) -> None:
        from progrez_desktop.core.services.recruiting import team_people, teams

        with context.obj.opened() as deps:
            teams.remove(deps, team_people.kept_as(deps, name).id)
        print(words("cli.registry.team.removed"), file=sys.stderr)


def _add_asking(team: typer.Typer, words: Words) -> None:
    @team.command(help=words("cli.registry.team.swap.help"))
    def swap(
        context: typer.Context,
        name: Annotated[str, options.team(words)],
        code: Annotated[str, options.code(words)],
        names: Annotated[bool, options.names(words)] = False,
        as_json: Annotated[bool, options.team_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import team_people, teams

        with context.obj.opened() as deps:
            _, gathered, members = _opened(deps, name, names)
            out = team_people.find_in(gathered, code).release_id
            change = teams.without(gathered, members, out)
            seen = [member.person for member in change.before.members]
            teams.show(deps, gathered, [*seen, *(one.person for one in change.replacements)])
        _print(asdict(change), lambda: _change(change, words), as_json)

    @team.command(help=words("cli.registry.team.candidate.help"))
    def candidate(
        context: typer.Context,
        name: Annotated[str, options.team(words)],
        code: Annotated[str, options.code(words)],
        names: Annotated[bool, options.names(words)] = False,
        as_json: Annotated[bool, options.team_json(words)] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import team_people, teams

        with context.obj.opened() as deps:
            _, gathered, members = _opened(deps, name, names)
            found = teams.candidate(gathered, members, team_people.find_in(gathered, code).release_id)
            teams.show(deps, gathered, [member.person for member in found.after.members])
        _print(asdict(found), lambda: _candidacy(found, words), as_json)


# What was typed


def _wishes(typed: Sequence[str], skills: Sequence[str]) -> "Wishes":
    from progrez_desktop.scoring.errors import ScoringError
    from progrez_desktop.scoring.teams.wishes import MOST_WEIGHT, WISHES, Wishes

    weights: dict[str, Any] = {}
    for one in typed:
        wish, _, number = one.partition("=")
        if wish not in WISHES or not number.isdecimal() or int(number) > MOST_WEIGHT:
            raise UsageFault("team_weight", typed=shown(one), wishes=", ".join(WISHES))
        weights[wish] = int(number)
    try:
        return replace(Wishes(), **weights).within(skills)
    except ScoringError:  # nothing is left that weighs anything
        raise UsageFault("team_weight", typed=shown(", ".join(typed)), wishes=", ".join(WISHES)) from None


def _requirement(typed: str, ids: Any) -> "Requirement":
    from progrez_desktop.core.model.team import Requirement

    found = _REQUIREMENT.fullmatch(typed)
    if found is None:
        raise UsageFault("team_need", typed=shown(typed))
    least, most, name, codes = found.groups()
    people = ids(codes.split(",")) if codes else ()
    return Requirement(name, int(least), int(most) if most else None, "" if codes else name, people)


def _opened(deps: "RegistryDeps", name: str, names: bool) -> "tuple[SavedTeam, Gathered, tuple[str, ...]]":
    from progrez_desktop.core.services.recruiting import team_people

    kept = team_people.kept_as(deps, name)
    gathered = team_people.gather_again(deps, kept, with_names=names)
    return kept, gathered, tuple(person.release_id for person in kept.members)


# What is told


def _print(document: Any, lines: Any, as_json: bool) -> None:
    if as_json:
        print(json.dumps(document, ensure_ascii=False))
        return
    for line in lines():
        print(line)


def _progress(words: Words) -> Any:
    def tell(done: int, of: int) -> None:
        if sys.stderr.isatty():
            print(words("cli.registry.reached", done=done, of=of), end="\r", file=sys.stderr)

    return tell


def _called(person: "Person") -> str:
    return f"{person.code}  {person.name}" if person.name else person.code


def _kept(team: "SavedTeam", words: Words) -> str:
    codes = ", ".join(person.code for person in team.members)
    lost = "  " + words.plural("cli.registry.team.lost", team.lost) if team.lost else ""
    return f"{team.id[:8]}  {team.name}: {codes}{lost}"


def _composed(composed: "Composed", words: Words) -> list[str]:
    from progrez_desktop.core.services.recruiting import team_words

    if not composed.proposals:
        return team_words.nobody(composed, words)
    lines = [team_words.proof(composed, words)]
    for number, proposal in enumerate(composed.proposals, 1):
        lines += ["", words("cli.registry.team.proposal", number=number, of=len(composed.proposals))]
        for team in proposal.teams:
            lines += _team(team, words)
    return [*lines, "", words("cli.registry.team.evidence")]


def _team(team: "Team", words: Words) -> list[str]:
    lines = []
    for member in team.members:
        stays = "" if member.stays is None else words("cli.registry.team.stays", percent=round(100 * member.stays))
        if member.stays_with is not None:
            stays = words("cli.registry.team.stays_with", percent=round(100 * member.stays_with))
        brings = words("cli.registry.team.brings", skills=", ".join(member.brings)) if member.brings else ""
        lines.append("  ".join(filter(None, (_called(member.person), brings, stays))))
    return lines + [f"    {_line(line, words)}" for line in team.skills]


def _line(line: "SkillLine", words: Words) -> str:
    if not line.of:
        return words("cli.registry.team.line_untold", skill=line.skill)
    numbers = {name: words.decimal(getattr(line, name), 1) for name in ("mean", "least", "most")}
    covered = words(f"cli.registry.team.{line.covered}")
    return words("cli.registry.team.line", skill=line.skill, covered=covered, of=line.of, **numbers)


def _change(change: "Change", words: Words) -> list[str]:
    lines = [words("cli.registry.team.without_one", who=_called(change.out))]
    if change.loses:
        lines.append(words("cli.registry.team.loses", skills=", ".join(change.loses)))
    lines += [words("cli.registry.team.replacement", who=_called(one.person)) for one in change.replacements]
    return lines if change.replacements else [*lines, words("cli.registry.team.no_replacement")]


def _candidacy(found: "Candidacy", words: Words) -> list[str]:
    if not found.may_show:
        return [words("cli.registry.team.not_shown", who=_called(found.person))]
    kinds = ("adds", "duplicates", "strains", "uncertain")
    lines = [
        words(f"cli.registry.team.{kind}", skills=", ".join(getattr(found, kind)))
        for kind in kinds
        if getattr(found, kind)
    ]
    if found.better is not None:
        lines.append(words("cli.registry.team.better", percent=round(100 * found.better)))
    return [_called(found.person), *lines]
