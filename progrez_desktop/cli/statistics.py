"""`progrez statistics`: the periods of counting without names, the year's budget, and exactly what would leave."""

from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.scale_names import scale_names
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.counting import Period
    from progrez_desktop.core.services.deps import Deps


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    statistics = App(words, "cli.statistics.help")
    app.add_typer(statistics, name="statistics")

    @statistics.callback(invoke_without_command=True)
    def begin(
        context: typer.Context,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=words("cli.statistics.dry_run"))] = False,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        context.obj = Storage(context.obj, parts, passphrase_fd)
        if context.invoked_subcommand is not None:
            return
        with context.obj.opened() as deps:
            if dry_run:
                _print_leaving(deps)
            else:
                _print_periods(deps, words)

    @statistics.command(help=words("cli.statistics.close.help"))
    def close(context: typer.Context) -> None:
        from progrez_desktop.core.services import counting_periods

        with context.obj.opened() as deps:
            closed = counting_periods.close(deps)
            budget = counting_periods.budget(deps)
        print(words("cli.statistics.closed", day=_day(closed.opened_ms)))
        print(words("cli.statistics.next", day=_day(budget.next_ms)))

    @statistics.command("send", help=words("cli.statistics.send.help"))
    def send(context: typer.Context) -> None:
        from progrez_desktop.core.services import enrolling, sending
        from progrez_desktop.core.services import statistics as figures

        with context.obj.opened() as deps:
            organisation = deps.assessment.organisation
            if organisation is None:
                raise UsageFault("sending_not_enrolled")
            sending.check_ready(deps, organisation.id)
            with enrolling.relay_of(deps, organisation.id) as relay:
                gone = figures.send(deps, relay)
        print(words.plural("sending.periods", gone) if gone else words("cli.statistics.send.none"))


def _print_leaving(deps: "Deps") -> None:
    from progrez_desktop.core.services import statistics

    print(statistics.as_text(statistics.leaving(deps)))


def _print_periods(deps: "Deps", words: Words) -> None:
    from progrez_desktop.core.services import counting_periods

    going, periods = counting_periods.running(deps), deps.device.counters.periods()
    budget, watched = counting_periods.budget(deps), counting_periods.next_watched(deps)
    if not periods:
        print(words("cli.statistics.none"))
    names = scale_names(deps, words)
    for period in periods:
        print(_told(period, names, words))
    print(words("cli.statistics.budget", spent=words.decimal(budget.spent, 1), of=words.decimal(budget.yearly, 1)))
    if going is None:
        print(words("cli.statistics.next", day=_day(budget.next_ms)))
    question = words(f"counting.question.{watched.question}")
    print(words("cli.statistics.watched", skill=names[watched.skill], question=question))


def _told(period: "Period", names: dict[str, str], words: Words) -> str:
    state = "open" if period.closed_ms is None else "ended"
    until = period.ends_ms if period.closed_ms is None else period.closed_ms
    told = {"begin": _day(period.opened_ms), "end": _day(until), "skill": names.get(period.skill, period.skill)}
    question = words(f"counting.question.{period.question}")
    return words(f"cli.statistics.period.{state}", question=question, **told)


def _day(at_ms: int) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d}"
