"""`progrez registry`: a recruiter's registry from the terminal. Rows are by date or by code, and never by a score."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import (
    options,
    registry_candidate,
    registry_devices,
    registry_interview,
    registry_keeping,
    registry_list,
    registry_statistics,
    registry_team,
)
from progrez_desktop.cli.registry_compare import add_compare
from progrez_desktop.cli.registry_deciding import add_deciding
from progrez_desktop.cli.registry_reader import add_reader
from progrez_desktop.cli.registry_roles import add_role
from progrez_desktop.cli.registry_room import RegistryRoom, releases_of
from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.storage import PartsOf
from progrez_desktop.cli.streams import reading
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.cli.staff import Door
    from progrez_desktop.core.model.registry import Detail, Fetched
    from progrez_desktop.core.services.registry_deps import RegistryDeps


def add(app: typer.Typer, words: Words, parts: PartsOf, window: Callable[[Session], int] | None = None) -> None:
    """Add its commands; without one of them, the window of the registry is opened."""
    registry = App(words, "cli.registry.help", no_args_is_help=window is None)
    app.add_typer(registry, name="registry")

    @registry.callback(invoke_without_command=window is not None)
    def begin(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
        staff_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.registry.staff_fd"))] = None,
        code_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.registry.code_fd"))] = None,
    ) -> None:
        session: Session = context.obj
        if context.invoked_subcommand is None and window is not None:
            raise typer.Exit(window(session))
        context.obj = RegistryRoom(session, parts, passphrase_fd, staff_fd, code_fd)

    _add_reading(registry, words)
    _add_leaving(registry, words)
    registry_list.add_list(registry, words)
    _add_fetching(registry, words)
    _add_signing_in(registry, words)
    _add_trusting(registry, words)
    _add_clock(registry, words)
    add_reader(registry, words)
    add_compare(registry, words)
    registry_interview.add(registry, words)
    registry_candidate.add(registry, words)
    add_role(registry, words)
    add_deciding(registry, words)
    registry_keeping.add(registry, words)
    registry_devices.add(registry, words)
    registry_statistics.add(registry, words)
    registry_team.add(registry, words)


def _add_reading(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.show.help"))
    def show(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        names: Annotated[bool, options.names(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import registry

        with context.obj.opened() as deps:
            for release_id in releases_of(deps, code):
                for line in _told(registry.detail(deps, release_id), words, names):
                    print(line)

    @registry.command(help=words("cli.registry.log.help"))
    def log(context: typer.Context) -> None:
        from progrez_desktop.core.services.recruiting.deeds import sentence

        with context.obj.opened() as deps:
            for event in deps.store.audit.events():
                print(words.moment(event.at_ms), sentence(event, words), sep="  ")

    @registry.command(help=words("cli.registry.refused.help"))
    def refused(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry

        with context.obj.opened() as deps:
            found = registry.refused(deps)
        for one in found:
            print(words.moment(one.at_ms), one.release_id[:8], words(f"registry.refused.{one.code}"), sep="  ")
        if not found:
            print(words("cli.registry.none_refused"), file=sys.stderr)


def _add_leaving(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.message.help"))
    def message(
        context: typer.Context,
        code: Annotated[str, options.code(words)],
        text: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.registry.message.text"))],
    ) -> None:
        from progrez_desktop.core.services import registry_reads

        with context.obj.opened() as deps:
            registry_reads.message(deps, releases_of(deps, code)[0], text)
        print(words("cli.registry.message.waits"))


def _add_fetching(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.fetch.help"))
    def fetch(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry

        def tell(done: int, of: int) -> None:
            if sys.stderr.isatty():
                print(words("cli.registry.reached", done=done, of=of), end="\r", file=sys.stderr)

        with context.obj.online() as (deps, relay):
            fetched = registry.fetch(deps, relay, tell)
        for line in _brought(fetched, words):
            print(line)


def _add_signing_in(registry: typer.Typer, words: Words) -> None:
    @registry.command("sign-in", help=words("cli.registry.sign_in.help"))
    def sign_in(
        context: typer.Context,
        way: Annotated[str, options.way(words)] = "browser",
        no_browser: Annotated[bool, options.no_browser(words)] = False,
    ) -> None:
        with context.obj.opened() as deps:
            _door(deps, words).let_in(deps.clock, deps.entropy, way, opens=not no_browser)

    @registry.command("sign-out", help=words("cli.registry.sign_out.help"))
    def sign_out(context: typer.Context) -> None:
        with context.obj.opened() as deps:
            _door(deps, words).let_out()


def _door(deps: "RegistryDeps", words: Words) -> "Door":
    from progrez_desktop.cli.staff import Door
    from progrez_desktop.core.services import registry_online

    card, reach = registry_online.card_of(deps), registry_online.reach_of(deps)
    return Door(deps.store.staff_tokens, card, "workstation", reach, words)


def _add_trusting(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.settings.trust"))
    def trust(
        context: typer.Context,
        file: Annotated[Path | None, options.certificates(words)] = None,
        none: Annotated[bool, options.no_certificates(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import authorities, registry_online

        if (file is None) != none:
            raise UsageFault("authorities_which")
        pem = None
        if file is not None:
            with reading(file) as opened:
                pem = opened.read(authorities.MOST_BYTES)
        with context.obj.opened() as deps:
            registry_online.trust(deps, pem)
        print(words("cli.settings.trusted_none" if none else "cli.settings.trusted"))


def _add_clock(registry: typer.Typer, words: Words) -> None:
    @registry.command("clock-is-right", help=words("cli.retention.trust.help"))
    def trust(context: typer.Context) -> None:
        from progrez_desktop.core.services import registry_expiry

        with context.obj.opened() as deps:
            standing = registry_expiry.trust_clock(deps)
        print(words("cli.retention.clock", now=words.moment(standing.clock_ms)))


def _told(detail: "Detail", words: Words, names: bool) -> list[str]:
    row = detail.row
    lines = [f"{row.code}  {row.assessment}"]
    if names and row.name:
        lines.append(words("cli.registry.person", name=row.name, email=shown(detail.content.get("email", ""))))
    for permit in detail.permits:
        purpose = words(f"consent.{permit.purpose}.title")
        lines.append(words("cli.registry.permit", purpose=purpose, until=words.date(permit.until_ms)))
    lines += [
        words("cli.registry.score", skill=skill, sten=margin.sten, low=margin.low, high=margin.high)
        if margin is not None
        else words("cli.registry.no_score", skill=skill)
        for skill, margin in row.scores.items()
    ]
    if row.is_contested:
        lines.append(words("cli.registry.contested"))
    lines.append(words("cli.registry.told" if detail.can_be_told else "cli.registry.not_told"))
    return lines


def _brought(fetched: "Fetched", words: Words) -> list[str]:
    numbers = ("new", "renewed", "erased", "expired", "ended", "told", "refused", "periods")
    lines = [
        words.plural(f"cli.registry.brought.{name}", getattr(fetched, name))
        for name in numbers
        if getattr(fetched, name)
    ]
    if fetched.periods is None:
        lines.append(words("registry.no_counts"))
    if fetched.server_rolled_back:
        lines.append(words("registry.rolled_back"))
    if fetched.keys_missing:
        lines.append(words.plural("registry.keys_missing", fetched.keys_missing))
    return lines or [words("cli.registry.brought.nothing")]
