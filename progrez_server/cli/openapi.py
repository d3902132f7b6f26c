"""`progrez-server openapi`: what can be asked of a server, for programs that are not ours."""

import json

import typer


def add(app: typer.Typer) -> None:
    app.command()(openapi)


def openapi() -> None:
    """Print the OpenAPI 3.1 document of this version."""
    from progrez_server.api.application import routed
    from progrez_server.api.openapi import describe

    typer.echo(json.dumps(describe(routed()), indent=2, ensure_ascii=False))
