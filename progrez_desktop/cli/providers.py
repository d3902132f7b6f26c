"""`progrez providers`: who may tell this computer who somebody is."""

from typing import Annotated

import typer

from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    providers = group(app, words, parts, "providers")

    @providers.command("list", help=words("cli.providers.list"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import provider_settings

        with context.obj.opened() as deps:
            for one in provider_settings.providers(deps):
                secret = words("cli.providers.with_secret") if one.client_secret else ""
                print(one.name, one.kind, one.issuer, one.client_id, "+".join(one.ways), one.title, secret, sep="  ")

    @providers.command("add", help=words("cli.providers.add"))
    def put(
        context: typer.Context,
        kind: Annotated[str, typer.Argument(metavar="KIND", help=words("cli.providers.kind"))],
        client_id: Annotated[str, typer.Option(metavar="ID", help=words("cli.providers.client_id"))],
        issuer: Annotated[str | None, typer.Option(metavar="URL", help=words("cli.providers.issuer"))] = None,
        title: Annotated[str | None, typer.Option(metavar="TEXT", help=words("cli.providers.title"))] = None,
        name: Annotated[str | None, typer.Option(metavar="NAME", help=words("cli.providers.name"))] = None,
        way: Annotated[list[str] | None, typer.Option(metavar="browser|phone", help=words("cli.providers.way"))] = None,
        secret: Annotated[bool, typer.Option("--secret", help=words("cli.providers.secret"))] = False,
        secret_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.providers.secret_fd"))] = None,
    ) -> None:
        from progrez_desktop.core.model.provider import WAYS
        from progrez_desktop.core.services import provider_settings

        given = ""
        if secret or secret_fd is not None:
            given = asked_secret(words("cli.providers.secret_asked"), secret_fd, "client_secret_asked")
        made = provider_settings.prepared(
            kind, client_id, given, name=name, title=title, issuer=issuer, ways=way or WAYS
        )
        with context.obj.opened() as deps:
            provider_settings.add(deps, made)
        print(words("cli.providers.added", name=made.name, title=made.title))

    @providers.command("remove", help=words("cli.providers.remove"))
    def remove(
        context: typer.Context,
        name: Annotated[str, typer.Argument(metavar="NAME", help=words("cli.providers.which"))],
    ) -> None:
        from progrez_desktop.core.services import provider_settings

        with context.obj.opened() as deps:
            gone = provider_settings.remove(deps, name)
        print(words("cli.providers.removed", title=gone.title))
