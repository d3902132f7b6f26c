"""`progrez norms`: norms that grew on this computer, beside the shipped ones."""

from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.local_norms import ScaleStanding


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    scale_of = Annotated[str, typer.Argument(metavar="SCALE", help=words("cli.norms.scale"))]
    norms = group(app, words, parts, "norms")

    @norms.command(help=words("cli.norms.show.help"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import local_norms

        with context.obj.opened() as deps:
            skills = {skill.id: skill.short_name[words.language] for skill in deps.assessment.skills}
            rows = [_row(row, skills[row.skill_id], words) for row in local_norms.standings(deps)]
        print_table([words(f"cli.norms.column.{name}") for name in ("skill", "scale", "here", "used")], rows)

    @norms.command(help=words("cli.norms.compare.help"))
    def compare(context: typer.Context, scale: scale_of) -> None:
        from progrez_desktop.core.services import local_norms, measures_told

        with context.obj.opened() as deps:
            row = local_norms.standing(deps, scale)
        if row.comparison is None:
            print(words("cli.norms.nothing", scale=scale, why=measures_told.norm_here(row, words)))
            return
        for line in measures_told.norms_compared(row.comparison, words):
            print(line)

    @norms.command(help=words("cli.norms.use.help"))
    def use(
        context: typer.Context,
        scale: scale_of,
        site: Annotated[str, typer.Option(metavar="NAME", help=words("cli.norms.site"))],
    ) -> None:
        from progrez_desktop.core.services import local_norms, measures_told, norm_groups

        with context.obj.opened() as deps:
            before = local_norms.standing(deps, scale)
            made = local_norms.use(deps, scale, site)
        for line in measures_told.norms_compared(before.comparison, words) if before.comparison else ():
            print(line)
        print(words("cli.norms.used", scale=scale, name=norm_groups.local_name(made, words)))
        print(f"    {made.id}")

    @norms.command(help=words("cli.norms.drop.help"))
    def drop(context: typer.Context, scale: scale_of) -> None:
        from progrez_desktop.core.services import local_norms

        with context.obj.opened() as deps:
            local_norms.standing(deps, scale)
            dropped = local_norms.drop(deps, scale)
        print(words("cli.norms.dropped" if dropped else "cli.norms.none", scale=scale))


def _row(row: "ScaleStanding", skill: str, words: Words) -> list[str]:
    from progrez_desktop.core.services.measures_told import norm_here, norm_used

    return [skill, row.scale, norm_here(row, words), norm_used(row, words)]
