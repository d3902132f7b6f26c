"""`progrez audit`: whether a line is missing from a log of this computer, or was changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.audit import Finding


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    audit = group(app, words, parts, "audit")
    fd = Annotated[int | None, options.password_fd(words)]

    @audit.command(help=words("cli.audit.verify"))
    def verify(
        context: typer.Context,
        email: Annotated[str | None, typer.Option(metavar="ADDRESS", help=words("cli.audit.email"))] = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import accounts
        from progrez_desktop.core.services import audit as audits

        with context.obj.opened() as deps:
            found = audits.of_device(deps)
            if email is not None:
                session = accounts.sign_in(
                    deps, email, asked_secret(words("cli.result.password"), password_fd, "password_asked")
                )
                try:
                    found = (*found, audits.of_person(deps, session))
                finally:
                    accounts.sign_out(session)
        for finding in found:
            print(_told(finding, words))
        if not all(finding.is_whole for finding in found):
            raise typer.Exit(1)


def _told(finding: "Finding", words: Words) -> str:
    state = "whole" if finding.is_whole else "broken"
    return words(f"cli.audit.{finding.log}.{state}", n=finding.lines, number=finding.broken_at)
