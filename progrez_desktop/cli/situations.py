"""`progrez situations`: how each work situation is keyed, and the key that responses would give it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.streams import writing
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.situation_keying import SituationStanding


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    situation_of = Annotated[str, typer.Argument(metavar="SITUATION", help=words("cli.situations.situation"))]
    situations = group(app, words, parts, "situations")

    @situations.command(help=words("cli.situations.show.help"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import situation_keying

        with context.obj.opened() as deps:
            skills = {skill.id: skill.short_name[words.language] for skill in deps.assessment.skills}
            rows = [_row(row, skills[row.skill_id], words) for row in situation_keying.standings(deps)]
        print_table([words(f"cli.situations.column.{name}") for name in ("situation", "skill", "key", "here")], rows)

    @situations.command(help=words("cli.situations.use.help"))
    def use(context: typer.Context, situation: situation_of) -> None:
        from progrez_desktop.core.services import measures_told, situation_keying

        with context.obj.opened() as deps:
            made = situation_keying.use(deps, situation)
        told = measures_told.validity(made.r, made.low, made.high, words)
        print(words("cli.situations.used", name=situation, told=told))
        print(f"    {made.id}")

    @situations.command(help=words("cli.situations.drop.help"))
    def drop(context: typer.Context, situation: situation_of) -> None:
        from progrez_desktop.core.services import situation_keying

        with context.obj.opened() as deps:
            situation_keying.standing(deps, situation)
            dropped = situation_keying.drop(deps, situation)
        print(words("cli.situations.dropped" if dropped else "cli.situations.none", name=situation))

    @situations.command(help=words("cli.situations.save.help"))
    def save(
        context: typer.Context,
        key: Annotated[str, typer.Argument(metavar="KEY", help=words("cli.situations.key"))],
        out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help=words("cli.out"))] = None,
    ) -> None:
        from progrez_desktop.core.services import situation_keying

        with context.obj.opened() as deps:
            content = situation_keying.exported(deps, key)
        with writing(out) as file:
            file.write(content)


def _row(row: "SituationStanding", skill: str, words: Words) -> list[str]:
    from progrez_desktop.core.services.measures_told import key_here, key_used

    return [row.situation_id, skill, key_used(row, words), key_here(row, words)]
