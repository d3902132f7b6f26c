"""What commands open the storage of this computer with: its folder, its passphrase, and who of staff types."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.unlocking import asked_email, asked_secret, unlocked
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.deps import Session as SignedIn
    from progrez_desktop.core.services.opening import Parts

PartsOf = Callable[[Path], "Parts"]


def staffed_group(app: typer.Typer, words: Words, parts: PartsOf, name: str) -> typer.Typer:
    """Return a group whose commands ask who of staff types."""
    made = _named(app, words, name)

    @made.callback()
    def begin(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
        who: Annotated[str | None, options.member_name(words)] = None,
        code_fd: Annotated[int | None, options.member_code_fd(words)] = None,
    ) -> None:
        context.obj = Storage(context.obj, parts, passphrase_fd, who, code_fd)

    return made


def group(app: typer.Typer, words: Words, parts: PartsOf, name: str) -> typer.Typer:
    """Return a command that has commands of its own, each of which is handed a `Storage` as the context's object."""
    made = _named(app, words, name)

    @made.callback()
    def begin(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        context.obj = Storage(context.obj, parts, passphrase_fd)

    return made


def _named(app: typer.Typer, words: Words, name: str) -> typer.Typer:
    made = App(words, f"cli.{name}.help", no_args_is_help=True)
    app.add_typer(made, name=name)
    return made


@dataclass(frozen=True)
class Storage:
    """The storage of one data folder, closed until a command opens it."""

    session: Session
    parts: PartsOf
    passphrase_fd: int | None
    who: str | None = None
    """Which of staff types, by their name."""
    code_fd: int | None = None
    """Where a command is handed the code of their app."""

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
