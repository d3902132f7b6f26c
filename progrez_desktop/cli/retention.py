"""`progrez retention`: until when safes are kept on this computer, and the sweep that destroys what is over."""

from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.tables import print_table
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.clock_standing import ClockStanding


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    retention = group(app, words, parts, "retention")
    _add_showing(retention, words)
    _add_sweep(retention, words)
    _add_trust(retention, words)


def _add_showing(retention: typer.Typer, words: Words) -> None:
    @retention.command(help=words("cli.retention.show.help"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import retention as terms

        with context.obj.opened() as deps:
            standing, found = terms.clock(deps), deps.device.retention.terms()
        rows = [
            (
                term.account_id,
                words.date(term.until_ms),
                words(f"cli.retention.choice.{term.choice}"),
                words("cli.retention.over" if term.until_ms <= standing.high_water_ms else "cli.retention.kept"),
            )
            for term in found
        ]
        print_table([words(f"cli.retention.column.{name}") for name in ("account", "until", "choice", "state")], rows)
        for line in _clock(standing, words):
            print(line)


def _add_sweep(retention: typer.Typer, words: Words) -> None:
    @retention.command(help=words("cli.retention.sweep.help"))
    def sweep(
        context: typer.Context,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words("cli.retention.dry_run"))] = False,
    ) -> None:
        from progrez_desktop.core.services import retention as terms

        with context.obj.opened() as deps:
            if dry_run:
                found = terms.to_destroy(deps, len(deps.device.retention.terms()))
                for term, _ in found:
                    print(term.account_id, words.date(term.until_ms), sep="  ")
                print(words.plural("cli.retention.would", len(found)))
            else:
                swept = terms.sweep(deps)
                print(words.plural("cli.retention.swept", swept.destroyed))
                if not swept.is_complete:
                    print(words("cli.retention.later"))
                if swept.left:
                    print(words.plural("cli.retention.left", swept.left))
            standing = terms.clock(deps)
        if standing.destroyed_before_ms is None:
            for line in _clock(standing, words):
                print(line)


def _add_trust(retention: typer.Typer, words: Words) -> None:
    @retention.command("clock-is-right", help=words("cli.retention.trust.help"))
    def trust(context: typer.Context) -> None:
        from progrez_desktop.core.services import retention as terms

        with context.obj.opened() as deps:
            for line in _clock(terms.trust_clock(deps), words):
                print(line)


def _clock(standing: "ClockStanding", words: Words) -> list[str]:
    """Return what this computer takes the time to be, and whether it may destroy anything by it."""
    days = standing.agreed_ms // 86_400_000
    lines = [words("cli.retention.clock", now=words.moment(standing.clock_ms))]
    if standing.destroyed_before_ms is not None:
        return [*lines, words("cli.retention.believed")]
    if standing.is_behind:
        lines.append(words("cli.retention.behind", latest=words.moment(standing.high_water_ms)))
    return [*lines, words.plural("cli.retention.not_believed", days)]
