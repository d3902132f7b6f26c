"""`progrez sitting`: an open sitting goes from one kiosk of an organisation to another, by files on a stick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    sitting = group(app, words, parts, "sitting")
    _add_leaving(sitting, words)
    _add_arriving(sitting, words)


def _add_leaving(sitting: typer.Typer, words: Words) -> None:
    out = Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help=words("cli.sitting.out"))]
    source = Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.sitting.source"))]
    secret = Annotated[int | None, options.password_fd(words)]

    @sitting.command(help=words("cli.sitting.address"))
    def address(
        context: typer.Context,
        out: out,
        organisation: Annotated[str | None, options.organisation(words)] = None,
    ) -> None:
        from progrez_desktop.core.documents.writing import put, whole_file
        from progrez_desktop.core.services import enrolling, moved_sittings

        with context.obj.opened() as deps:
            known = enrolling.chosen(deps, organisation)
            content = moved_sittings.address(deps, known.organisation_id)
            with whole_file(out) as file:
                put(file, content)
        print(words("moved.address_saved", name=out.name))

    @sitting.command(help=words("cli.sitting.move"))
    def move(
        context: typer.Context,
        source: source,
        out: out,
        email: Annotated[str | None, options.email(words)] = None,
        password_fd: secret = None,
    ) -> None:
        from progrez_desktop.cli.unlocking import asked_email
        from progrez_desktop.core.keys.moving_papers import MAX_PAPER_BYTES
        from progrez_desktop.core.services import accounts, moved_sittings, packs
        from progrez_desktop.core.store.sealed_file import read_file

        with context.obj.opened() as deps:
            to = moved_sittings.read_address(deps, read_file(source, MAX_PAPER_BYTES))
            address = email if email is not None else asked_email(words)
            password = asked_secret(words("cli.result.password"), password_fd, "password_asked")
            session = accounts.sign_in(deps, address, password)
            try:
                moved_sittings.move(packs.deps_for(deps, session), session, password, to, out)
            finally:
                accounts.sign_out(session)
        print(words("moved.away", kiosk=to.name, name=out.name))


def _add_arriving(sitting: typer.Typer, words: Words) -> None:
    source = Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.sitting.source"))]
    secret = Annotated[int | None, options.password_fd(words)]

    @sitting.command(help=words("cli.sitting.take"))
    def take(
        context: typer.Context,
        source: source,
        arrived: Annotated[
            Path | None, typer.Option("--arrived", metavar="FILE", help=words("cli.sitting.word"))
        ] = None,
        password_fd: secret = None,
    ) -> None:
        from progrez_desktop.core.documents.writing import put, whole_file
        from progrez_desktop.core.keys.moving_papers import MAX_BYTES
        from progrez_desktop.core.services import accounts, moved_sittings
        from progrez_desktop.core.store.sealed_file import read_file

        data = read_file(source, MAX_BYTES)
        with context.obj.opened() as deps:
            head = moved_sittings.look(deps, data)
            password = asked_secret(words("cli.result.password"), password_fd, "password_asked")
            accounts.sign_out(moved_sittings.take_in(deps, data, password))
            if arrived is not None:
                with whole_file(arrived) as file:
                    put(file, moved_sittings.arrival(deps, head))
        print(words("moved.here", kiosk=head.from_name))

    @sitting.command(help=words("cli.sitting.arrived"))
    def arrived(context: typer.Context, source: source) -> None:
        from progrez_desktop.core.keys.moving_papers import MAX_PAPER_BYTES
        from progrez_desktop.core.services import moved_sittings
        from progrez_desktop.core.store.sealed_file import read_file

        with context.obj.opened() as deps:
            is_new = moved_sittings.hear_arrival(deps, read_file(source, MAX_PAPER_BYTES))
        print(words("moved.let_go" if is_new else "moved.nothing_kept"), file=sys.stderr)
