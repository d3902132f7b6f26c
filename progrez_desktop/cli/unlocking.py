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
    from progrez_desktop.core.keys.second_factor import FidoKey
    from progrez_desktop.core.services.opening import Unlock

_NEW, _NEEDED = "passphrase_new", "passphrase_needed"


class _Opened(Protocol):
    def close(self) -> None: ...


T = TypeVar("T", bound=_Opened)


@contextmanager
def unlocked(open_it: "Callable[[Unlock | None], T]", words: Words, passphrase_fd: int | None) -> Iterator[T]:
    """Open with the key store of the system, else with a passphrase, and close at the end.

    Args:
        passphrase_fd: A file descriptor that gives it in one line; without one it is asked on the terminal.

    Raises:
        LockedFault: "passphrase_asked", "passphrase_not_chosen": there is neither that nor a terminal to ask on.
        UsageFault: "passphrase_not_the_same": a new one was not given twice.
    """
    forbid_dumps()  # before the first key is in memory
    try:
        opened = open_it(None)
    except LockedFault as locked:
        if locked.code not in (_NEW, _NEEDED):
            raise
        opened = open_it(_typed(locked.code, words, passphrase_fd))
    try:
        yield opened
    finally:
        opened.close()


def _typed(code: str, words: Words, passphrase_fd: int | None) -> "Unlock":
    from progrez_desktop.core.services.opening import Unlock

    if code == _NEW:
        return Unlock(passphrase=_new_passphrase(words, passphrase_fd))
    return Unlock(passphrase=asked_secret(words("cli.rate.passphrase"), passphrase_fd, "passphrase_asked"))


def _new_passphrase(words: Words, fd: int | None) -> str:
    """Return what opens this folder from now on, given twice: with a slip in it, nothing would open it again."""
    if fd is not None:
        first, again = _lines(fd, 2)
    elif sys.stdin.isatty():
        first = _hidden(words("cli.rate.passphrase_new"))
        again = _hidden(words("cli.rate.passphrase_again"))
    else:
        first = again = ""
    if not again:
        raise LockedFault("passphrase_not_chosen")
    if first != again:
        raise UsageFault("passphrase_not_the_same")
    return first


def asked_secret(question: str, fd: int | None, refused: str, again: str | None = None) -> str:
    """Return a secret from a file descriptor that gives it in one line, or else from the terminal; never from argv.

    Args:
        again: What a terminal asks a second time for, where the secret is a new one.

    Raises:
        LockedFault: `refused`: there is neither.
        UsageFault: "secret_not_given": nothing can be read there.
    """
    if fd is not None:
        return _lines(fd, 1)[0]
    if not sys.stdin.isatty():
        raise LockedFault(refused)
    return _hidden(question, again)


def security_key(words: Words) -> "FidoKey":
    """Return what speaks with the security key that is plugged in, and says when to touch it."""
    from progrez_desktop.core.keys.second_factor import FidoKey

    def touch() -> None:
        print(words("cli.registry.touch"), file=sys.stderr)

    def pin() -> str:
        return asked_secret(words("cli.registry.pin"), None, "factor_key_refused")

    return FidoKey(touch=touch, ask_pin=pin)


def _hidden(question: str, again: str | None = None) -> str:
    typed: str = typer.prompt(question, hide_input=True, err=True, confirmation_prompt=again or False)
    return typed


def _lines(fd: int, count: int) -> list[str]:
    try:
        with os.fdopen(fd, encoding="utf-8") as given:
            return [given.readline().rstrip("\r\n") for _ in range(count)]
    except (OSError, ValueError) as error:  # nothing is open there, or it is no text
        raise UsageFault("secret_not_given", fd=fd) from error


def asked_email(words: Words) -> str:
    """Return the address of a person's account from the terminal.

    Raises:
        UsageFault: "email_asked": there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise UsageFault("email_asked")
    typed: str = typer.prompt(words("cli.result.email"), err=True)
    return typed
