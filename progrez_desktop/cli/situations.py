"""`progrez situations`: how each work situation is keyed, and the key that responses would give it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.kiosk import PartsOf, group
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
        from progrez_desktop.core.services import situation_keying

        with context.obj.opened() as deps:
            made = situation_keying.use(deps, situation)
        print(words("cli.situations.used", name=situation, told=_validity(made.r, made.low, made.high, words)))
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
    key = words("cli.situations.reasoned")
    if row.in_use is not None:
        told = _validity(row.in_use.r, row.in_use.low, row.in_use.high, words)
        key = words("cli.situations.estimated", told=told)
    return [row.situation_id, skill, key, _here(row, words)]


def _here(row: "SituationStanding", words: Words) -> str:
    from progrez_desktop.scoring.situation_keys import EstimatedKey

    found = row.found
    if isinstance(found, EstimatedKey):
        told, reasoned = _validity(found.r, found.low, found.high, words), words.decimal(found.r_of_reasoning, 2)
        return words("cli.situations.found", told=told, reasoned=reasoned)
    return words(f"cli.situations.why.{found.why}")


def _validity(r: float, low: float, high: float, words: Words) -> str:
    shown = (words.decimal(value, 2) for value in (r, low, high))
    return words("cli.situations.validity", **dict(zip(("r", "low", "high"), shown, strict=True)))
