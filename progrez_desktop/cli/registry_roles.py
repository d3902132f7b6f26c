"""`progrez registry role`: what a role asks for, asked of experts, agreed on and locked."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from progrez_desktop.core.model.role import Method, RoleProfile, Want


def add_role(registry: typer.Typer, words: Words) -> None:
    role = App(words, "cli.role.help", no_args_is_help=True)
    registry.add_typer(role, name="role")
    _add_looking(role, words)
    _add_asking(role, words)
    _add_agreeing(role, words)


def _add_looking(role: typer.Typer, words: Words) -> None:
    @role.command("list", help=words("cli.role.list.help"))
    def show_all(context: typer.Context) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            found = roles.every(deps)
        headings = [words(f"cli.role.column.{name}") for name in ("number", "name", "procedure", "state")]
        print_table(
            headings, [(one.id[:8], one.name, one.assessment, words(f"role.state.{one.state}")) for one in found]
        )

    @role.command(help=words("cli.role.show.help"))
    def show(context: typer.Context, role: Annotated[str, options.role(words)]) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            for line in _told(roles.named(deps, role), words):
                print(line)


def _add_asking(role: typer.Typer, words: Words) -> None:
    @role.command(help=words("cli.role.new.help"))
    def new(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("cli.role.name"))],
        procedure: Annotated[str, typer.Argument(metavar="PROCEDURE", help=words("cli.role.procedure"))],
        nothing: Annotated[bool, typer.Option("--asks-nothing", help=words("cli.role.nothing"))] = False,
    ) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            made = (roles.read_without if nothing else roles.draft)(deps, name, procedure)
        print(made.id[:8], words(f"role.state.{made.state}"), sep="  ")

    @role.command(help=words("cli.role.view.help"))
    def view(
        context: typer.Context,
        role: Annotated[str, options.role(words)],
        expert: Annotated[str, typer.Argument(metavar="EXPERT", help=words("cli.role.expert"))],
        skill: Annotated[list[str], typer.Option("--skill", metavar="SKILL=4:6-10", help=words("cli.role.skill"))],
    ) -> None:
        from progrez_desktop.core.services.recruiting import roles

        wants = _wants(skill)
        with context.obj.opened() as deps:
            roles.say(deps, roles.named(deps, role).id, expert, wants)
        print(words("cli.role.said"), file=sys.stderr)

    @role.command(help=words("cli.role.drop.help"))
    def drop(context: typer.Context, role: Annotated[str, options.role(words)]) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            roles.drop(deps, roles.named(deps, role).id)
        print(words("cli.role.dropped"), file=sys.stderr)


def _add_agreeing(role: typer.Typer, words: Words) -> None:
    @role.command(help=words("cli.role.compare.help"))
    def compare(context: typer.Context, role: Annotated[str, options.role(words)]) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            for line in _told(roles.lay_side_by_side(deps, roles.named(deps, role).id), words):
                print(line)

    @role.command(help=words("cli.role.agree.help"))
    def agree(
        context: typer.Context,
        role: Annotated[str, options.role(words)],
        weights: Annotated[str, typer.Option(metavar="40,40,20", help=words("cli.role.weights"))],
        skill: Annotated[
            list[str] | None, typer.Option("--skill", metavar="SKILL=4:6-10", help=words("cli.role.skill"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import roles

        wants, parts = _wants(skill or []), _weights(weights)
        with context.obj.opened() as deps:
            one = roles.named(deps, role)
            for line in _told(roles.agree(deps, one.id, wants or one.wants, parts), words):
                print(line)

    @role.command(help=words("cli.role.lock.help"))
    def lock(context: typer.Context, role: Annotated[str, options.role(words)]) -> None:
        from progrez_desktop.core.services.recruiting import roles

        with context.obj.opened() as deps:
            for line in _told(roles.lock(deps, roles.named(deps, role).id), words):
                print(line)


def _told(one: "RoleProfile", words: Words) -> list[str]:
    from progrez_desktop.core.services.recruiting import role_words

    lines = [f"{one.id[:8]}  {one.name}  ({one.assessment}, {words(f'role.state.{one.state}')})"]
    if one.locked_ms is not None and one.is_empty:
        lines.append(words("role.reads_without"))
    lines += [
        words(
            "cli.role.want",
            skill=skill,
            importance=words(f"role.importance.{want.importance}"),
            low=want.range.low,
            high=want.range.high,
        )
        for skill, want in one.wants.items()
    ]
    lines += [
        words("cli.role.weight", method=words(f"role.method.{method}"), percent=round(weight * 100))
        for method, weight in one.weights.items()
    ]
    return [*lines, *role_words.of_agreement(one, words), *role_words.of_opened(one, words)]


def _wants(typed: list[str]) -> "dict[str, Want]":
    """Return what was typed as skill=importance:low-high; the range may be left out.

    Raises:
        UsageFault: "role_skill_typed".
    """
    import re

    from progrez_desktop.core.model.role import Want
    from progrez_desktop.scoring.errors import ScoringError
    from progrez_desktop.scoring.fit import SkillRange

    found = {}
    for one in typed:
        parts = re.fullmatch(r"([A-Za-z0-9_.-]{1,100})=([0-4])(?::(\d{1,2})-(\d{1,2}))?", one)
        try:
            if parts is None:
                raise UsageFault("role_skill_typed", typed=shown(one))
            skill, importance, low, high = parts.groups()
            found[skill] = Want(int(importance), SkillRange(int(low or 1), int(high or 10)))
        except ScoringError:
            raise UsageFault("role_skill_typed", typed=shown(one)) from None
    return found


def _weights(typed: str) -> "Mapping[Method, float]":
    from progrez_desktop.core.model.role import METHODS

    parts = typed.split(",")
    if len(parts) != len(METHODS) or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
        raise UsageFault("role_weights")
    return {method: int(part) / 100 for method, part in zip(METHODS, parts, strict=True)}
