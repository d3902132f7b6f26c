"""The world's failures, each with a code that becomes a sentence for the person.

    Fault                       what a person can be told (never caught to be hidden)
    ├── DataFault               exit 1: a file, line or database is not what it should be
    ├── UsageFault              exit 2: the request itself makes no sense
    ├── LockedFault             exit 3: a wrong password, a held lock, a locked store
    └── EnvironmentFault        exit 4: disk full, read-only, something missing on this machine

Mistakes of our own are ordinary Python exceptions and are not part of this tree.
"""

from typing import ClassVar


class Fault(Exception):  # noqa: N818 - the world's failures are no errors of ours
    """A failure of the world around us, told by code and parameters, never by text.

    Args:
        code: Names the sentence `error.<code>` in resources/translations.
        params: Values for that sentence. Never a secret and never what a person wrote.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    @property
    def message_key(self) -> str:
        return f"error.{self.code}"

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in sorted(self.params.items()))
        return f"{self.code} ({shown})" if shown else self.code


class DataFault(Fault):
    """A file, a line or a database is not what it should be."""

    exit_status = 1


class UsageFault(Fault):
    """The request itself can't be carried out as it was made."""

    exit_status = 2


class LockedFault(Fault):
    """Somebody or something else holds the key: wrong password, second instance, locked store."""

    exit_status = 3


class EnvironmentFault(Fault):
    """The machine can't do it now: disk full, folder read-only, a part is missing."""

    exit_status = 4
