"""Opens what is locked on this machine; asks an operator for the passphrase where it takes one."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

import typer

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.harden import forbid_dumps
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Unlock

_ASKED = {"passphrase_needed": "cli.rate.passphrase", "passphrase_new": "cli.rate.passphrase_new"}


class _Opened(Protocol):
    def close(self) -> None: ...


T = TypeVar("T", bound=_Opened)


@contextmanager
def unlocked(open_it: "Callable[[Unlock | None], T]", words: Words, passphrase_fd: int | None) -> Iterator[T]:
    """Open with the key store of the system, else with a passphrase, and close at the end.

    Args:
        passphrase_fd: A file descriptor that gives it in one line; without one it is asked on the terminal.

    Raises:
        UsageFault: "passphrase_asked": there is no terminal to ask on.
    """
    forbid_dumps()  # before the first key is in memory
    try:
        opened = open_it(None)
    except LockedFault as locked:
        if locked.code not in _ASKED:
            raise
        opened = open_it(_typed(_ASKED[locked.code], words, passphrase_fd))
    try:
        yield opened
    finally:
        opened.close()


def _typed(question: str, words: Words, passphrase_fd: int | None) -> "Unlock":
    from progrez_desktop.core.services.opening import Unlock

    is_new = question == "cli.rate.passphrase_new"
    return Unlock(passphrase=asked_secret(words(question), passphrase_fd, "passphrase_asked", confirm=is_new))


def asked_secret(question: str, fd: int | None, refused: str, *, confirm: bool = False) -> str:
    """Return a secret from a file descriptor that gives it in one line, or else from the terminal; never from argv.

    Raises:
        UsageFault: `refused`: there is neither; "secret_not_given": nothing can be read there.
    """
    if fd is not None:
        try:
            with os.fdopen(fd, encoding="utf-8") as given:
                return given.readline().rstrip("\r\n")
        except (OSError, ValueError) as error:  # nothing is open there, or it is no text
            raise UsageFault("secret_not_given", fd=fd) from error
    if not sys.stdin.isatty():
        raise UsageFault(refused)
    typed: str = typer.prompt(question, hide_input=True, confirmation_prompt=confirm, err=True)
    return typed


def asked_email(words: Words) -> str:
    """Return the address of a person's account from the terminal.

    Raises:
        UsageFault: "email_asked": there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise UsageFault("email_asked")
    typed: str = typer.prompt(words("cli.result.email"), err=True)
    return typed
