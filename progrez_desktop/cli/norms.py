"""`progrez norms`: norms that grew on this computer, beside the shipped ones."""

from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.kiosk import PartsOf, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.local_norms import ScaleStanding
    from progrez_desktop.scoring.local_norms import NormsCompared


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
        from progrez_desktop.core.services import local_norms

        with context.obj.opened() as deps:
            row = local_norms.standing(deps, scale)
        if row.comparison is None:
            print(words("cli.norms.nothing", scale=scale, why=_here(row, words)))
            return
        for line in _compared(row.comparison, words):
            print(line)

    @norms.command(help=words("cli.norms.use.help"))
    def use(
        context: typer.Context,
        scale: scale_of,
        site: Annotated[str, typer.Option(metavar="NAME", help=words("cli.norms.site"))],
    ) -> None:
        from progrez_desktop.core.services import local_norms, norm_groups

        with context.obj.opened() as deps:
            before = local_norms.standing(deps, scale)
            made = local_norms.use(deps, scale, site)
        for line in _compared(before.comparison, words) if before.comparison else ():
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
    from progrez_desktop.core.services.norm_groups import local_name

    used = words("cli.norms.shipped", n=words.number(row.shipped.n))
    if row.in_use is not None:
        used = local_name(row.in_use, words)
        used = words("cli.norms.set_aside", name=used) if row.is_set_aside else used
    return [skill, row.scale, _here(row, words), used]


def _here(row: "ScaleStanding", words: Words) -> str:
    from progrez_desktop.scoring.local_norms import NoLocalNorm

    if isinstance(row.found, NoLocalNorm):
        return words(f"cli.norms.why.{row.found.why}")
    return words("cli.norms.found", n=words.about(row.found.n))


def _compared(told: "NormsCompared", words: Words) -> list[str]:
    def two(value: float) -> str:
        return words.decimal(value, 2)

    mean = {"shift": two(told.shift), "low": two(told.shift_low), "high": two(told.shift_high)}
    spread = {"spread": two(told.spread), "low": two(told.spread_low), "high": two(told.spread_high)}
    return [
        words("cli.norms.compared.people", local=words.about(told.local_n), shipped=words.number(told.shipped_n)),
        words("cli.norms.compared.mean", **mean),
        words("cli.norms.compared.spread", **spread),
        words(
            "cli.norms.compared.distance",
            distance=round(100 * told.distance),
            chance=round(100 * told.distance_by_chance),
        ),
        words("cli.norms.compared.stens", share=round(100 * told.other_sten), most=told.largest_move),
    ]
