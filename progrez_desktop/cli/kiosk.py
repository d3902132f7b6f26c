"""Commands of an operator that look into the storage of this computer, with a passphrase where it takes one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.unlocking import asked_email, asked_secret, unlocked
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.deps import Session as SignedIn
    from progrez_desktop.core.services.opening import Parts

PartsOf = Callable[[Path], "Parts"]


def group(app: typer.Typer, words: Words, parts: PartsOf, name: str) -> typer.Typer:
    """Return a command that has commands of its own, each of which is handed a `Kiosk` as the context's object."""
    made = App(words, f"cli.{name}.help", no_args_is_help=True)
    app.add_typer(made, name=name)

    @made.callback()
    def begin(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.rate.passphrase_fd"))] = None,
    ) -> None:
        context.obj = Kiosk(context.obj, parts, passphrase_fd)

    return made


@dataclass(frozen=True)
class Kiosk:
    """Opens the device database of this data folder."""

    session: Session
    parts: PartsOf
    passphrase_fd: int | None

    @contextmanager
    def opened(self) -> "Iterator[Deps]":
        from progrez_desktop.core.services import opening

        open_it = partial(opening.open_storage, self.parts(self.session.data_dir))
        with unlocked(open_it, self.session.words, self.passphrase_fd) as opened:
            if opened.machine_recovery_code:  # this was the first start of the installation, and it is shown once
                code = (self.session.words("cli.rate.recovery"), opened.machine_recovery_code)
                print(*code, sep="\n    ", file=sys.stderr)
            yield opened.deps

    @contextmanager
    def signed_in(self, email: str | None, password_fd: int | None) -> "Iterator[tuple[Deps, SignedIn]]":
        """Open somebody's safe with their password, and close it at the end."""
        from progrez_desktop.core.services import accounts, packs

        words = self.session.words
        with self.opened() as deps:
            address = email if email is not None else asked_email(words)
            password = asked_secret(words("cli.result.password"), password_fd, "password_asked")
            session = accounts.sign_in(deps, address, password)
            try:
                yield packs.deps_for(deps, session), session
            finally:
                accounts.sign_out(session)
