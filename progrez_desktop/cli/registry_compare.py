"""`progrez registry compare`: two to six people side by side at the terminal, by code."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.registry_room import releases_of
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.compared import Compared


def add_compare(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.compare.help"))
    def compare(
        context: typer.Context,
        codes: Annotated[list[str], typer.Argument(metavar="CODE…", help=words("cli.registry.compare.codes"))],
    ) -> None:
        from progrez_desktop.core.services.recruiting.comparing_people import compare_people

        with context.obj.opened() as deps:
            found = compare_people(deps, [releases_of(deps, code)[0] for code in codes])
        _tell(found, words)


def _tell(found: "Compared", words: Words) -> None:
    from progrez_desktop.core.services.recruiting import comparison_view as view

    for who in found.people:
        print(who.code, view.finished(who, words), view.about(who, words), sep="  ")
    if found.without_role:
        print(words("compare.without_role"))
    columns = ("who", "score", "said")
    for skill in found.skills:
        print(f"\n{skill.skill_id}: {view.verdict(skill, words)}")
        rows = [
            [who.code, view.score(placed, words), view.standing(placed, words)]
            for who, placed in zip(found.people, skill.placed, strict=True)
        ]
        print_table([words(f"compare.column.{name}") for name in columns], rows)
        for sentence in view.caveats(skill):
            print(sentence(words))
    if found.left_out:
        print(words("cli.registry.compare.left_out", skills=", ".join(found.left_out)), file=sys.stderr)
    if not found.skills:
        print(words("compare.nothing_shared"), file=sys.stderr)
    print(words("compare.told"), file=sys.stderr)
