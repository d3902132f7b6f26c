"""Keeps one small secret in the key store of the operating system, and only in a store that really keeps secrets."""

import importlib
import sys
from collections.abc import Callable, Iterator
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


_OF_LINUX = ("keyring.backends.SecretService.", "keyring.backends.libsecret.", "keyring.backends.kwallet.")
_OF_SYSTEM = {"win32": ("keyring.backends.Windows.",), "darwin": ("keyring.backends.macOS.",)}


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


def find_store(
    prefer: str | None = None, load: "Callable[[str], type[KeyringBackend] | None] | None" = None
) -> SecretStore:
    """Return the key store of this computer; the environment and keyring's own settings have no say in it.

    Args:
        prefer: The backend that an earlier install wrote to; it is taken if it still works.
        load: Gives the class of an allowed backend, None where its module can't be had; keyring's own by default.

    Raises:
        EnvironmentFault: "keyring_absent", if this computer has no allowed store that works.
    """
    # One by one and by name: keyring's own search imports the stores of all systems, whatever plug-ins are
    # installed, and looks into each, which a start would wait for.
    load = load or _backend_class
    if prefer in ALLOWED_BACKENDS and (backend := _usable(prefer, load)):
        return KeyringStore(backend)
    usable = [backend for name in ALLOWED_BACKENDS if (backend := _usable(name, load))]
    if not usable:
        raise EnvironmentFault("keyring_absent")
    return KeyringStore(max(usable, key=lambda backend: backend.priority))


def _usable(name: str, load: "Callable[[str], type[KeyringBackend] | None]") -> "KeyringBackend | None":
    """Return the backend if it works here. Looking at one can already fail in ways of D-Bus: it doesn't work then."""
    kind = load(name)
    try:
        return kind() if kind is not None and kind.viable else None
    except Exception:  # noqa: BLE001 - what a backend raises while it is looked at says only that it can't be used
        return None


def _backend_class(name: str) -> "type[KeyringBackend] | None":
    if not name.startswith(_OF_SYSTEM.get(sys.platform, _OF_LINUX)):
        return None
    module, _, attribute = name.rpartition(".")
    found: type[KeyringBackend] = getattr(importlib.import_module(module), attribute)
    return found


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
