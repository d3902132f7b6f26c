"""Keeps one small secret in the key store of the operating system, and only in a store that really keeps secrets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from progrez_desktop.core.errors import EnvironmentFault, LockedFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Progrez Desktop"

# Allowed by name, because the others include a backend that accepts a write and returns nothing (null), and
# backends that write secrets to a plain file.
ALLOWED_BACKENDS = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
)


class SecretStore(Protocol):
    """A place of the operating system where a secret of this person or this service is kept."""

    @property
    def backend(self) -> str: ...

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, secret: str) -> None: ...

    def delete(self, name: str) -> None: ...


class KeyringStore:
    """A SecretStore over one allowed backend of the keyring package."""

    def __init__(self, keyring: "KeyringBackend") -> None:
        if backend_name(keyring) not in ALLOWED_BACKENDS:
            raise EnvironmentFault("keyring_absent")
        self._keyring = keyring
        self.backend = backend_name(keyring)

    def read(self, name: str) -> str | None:
        with _backend_faults():
            return self._keyring.get_password(SERVICE, name)

    def write(self, name: str, secret: str) -> None:
        with _backend_faults():
            self._keyring.set_password(SERVICE, name, secret)

    def delete(self, name: str) -> None:
        with _backend_faults():
            self._keyring.delete_password(SERVICE, name)


def find_store(prefer: str | None = None) -> SecretStore:
    """Return the key store of this computer; the environment and keyring's own settings have no say in it.

    Args:
        prefer: The backend that an earlier install wrote to; it is taken if it still works.

    Raises:
        EnvironmentFault: "keyring_absent", if this computer has no allowed store that works.
    """
    from keyring.backend import get_all_keyring

    usable = [backend for backend in get_all_keyring() if backend_name(backend) in ALLOWED_BACKENDS]
    if not usable:
        raise EnvironmentFault("keyring_absent")
    return KeyringStore(max(usable, key=lambda backend: (backend_name(backend) == prefer, backend.priority)))


def backend_name(keyring: object) -> str:
    return f"{type(keyring).__module__}.{type(keyring).__qualname__}"


@contextmanager
def _backend_faults() -> Iterator[None]:
    """Tell what a backend raises as "keyring_locked", "keyring_absent" or "keyring_failed"."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    try:
        yield
    except KeyringLocked as error:
        raise LockedFault("keyring_locked") from error
    except (NoKeyringError, InitError) as error:
        raise EnvironmentFault("keyring_absent") from error
    except Exception as error:  # D-Bus and Windows raise errors of their own that keyring does not wrap
        raise EnvironmentFault("keyring_failed", reason=type(error).__name__) from error
