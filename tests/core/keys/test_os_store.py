"""Only a key store that really keeps secrets is used, whatever the environment says."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError

from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.keys import os_store
from progrez_desktop.core.keys.os_store import KeyringStore, find_store


class Memory(KeyringBackend):
    """A backend that passes for one of the allowed ones by its name."""

    priority = 5

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault


def named(module: str, name: str = "Keyring", priority: float = 5) -> type[Memory]:
    return type(name, (Memory,), {"__module__": module, "__qualname__": name, "priority": priority})


SecretService = named("keyring.backends.SecretService")
Libsecret = named("keyring.backends.libsecret", priority=4.8)


def test_an_allowed_backend_keeps_and_gives_back() -> None:
    store = KeyringStore(SecretService())
    store.write("a", "secret")
    assert (store.read("a"), store.read("b")) == ("secret", None)
    store.delete("a")
    assert store.read("a") is None


@pytest.mark.parametrize(
    "backend",
    [null.Keyring(), fail.Keyring(), ChainerBackend(), Memory(), named("keyrings.alt.file", "PlaintextKeyring")()],
    ids=lambda backend: os_store.backend_name(backend),
)
def test_null_fail_chained_unknown_and_plaintext_backends_are_refused(backend: KeyringBackend) -> None:
    with pytest.raises(EnvironmentFault) as told:
        KeyringStore(backend)
    assert told.value.code == "keyring_absent"


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (KeyringLocked(), "keyring_locked"),
        (NoKeyringError(), "keyring_absent"),
        (InitError(), "keyring_absent"),
        (PasswordSetError("no"), "keyring_failed"),
        (KeyringError(), "keyring_failed"),
        (OSError(1783, "stub received bad data"), "keyring_failed"),
    ],
)
def test_what_a_backend_raises_is_told(raised: Exception, code: str) -> None:
    store = KeyringStore(SecretService(raised))
    for action in (lambda: store.read("a"), lambda: store.write("a", "secret"), lambda: store.delete("a")):
        with pytest.raises(Fault) as told:
            action()
        assert told.value.code == code
        assert "secret" not in str(told.value)


def having(*kinds: type[Memory]) -> Callable[[str], type[KeyringBackend] | None]:
    """A computer that has these key stores and no others."""
    return {f"{kind.__module__}.{kind.__qualname__}": kind for kind in kinds}.get


def test_the_best_allowed_store_is_taken_and_the_earlier_one_if_it_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    here = having(Libsecret, SecretService)
    assert find_store(load=here).backend == "keyring.backends.SecretService.Keyring"
    assert find_store("keyring.backends.libsecret.Keyring", here).backend == "keyring.backends.libsecret.Keyring"
    assert find_store("keyring.backends.Windows.WinVaultKeyring", here).backend == (
        "keyring.backends.SecretService.Keyring"
    )


def test_a_store_that_may_not_be_used_is_not_even_looked_at() -> None:
    loud = named("keyrings.alt.file", "PlaintextKeyring", priority=99)
    here = having(loud, SecretService)
    assert find_store(load=here).backend == "keyring.backends.SecretService.Keyring"
    assert find_store("keyrings.alt.file.PlaintextKeyring", here).backend == "keyring.backends.SecretService.Keyring"


@pytest.mark.parametrize("raised", [RuntimeError(), OSError(), NameError()])
def test_a_store_that_fails_when_looked_at_is_passed_over(raised: Exception) -> None:
    class Broken(Memory):
        def __init__(self) -> None:
            raise raised

    Broken.__module__, Broken.__qualname__ = "keyring.backends.kwallet", "DBusKeyring"
    assert find_store("keyring.backends.kwallet.DBusKeyring", having(Broken, Libsecret)).backend == (
        "keyring.backends.libsecret.Keyring"
    )


def test_a_computer_without_an_allowed_store_says_so() -> None:
    with pytest.raises(EnvironmentFault) as told:
        find_store(load=having())
    assert told.value.code == "keyring_absent"


def test_only_the_stores_of_this_system_are_imported(repo: Path) -> None:
    """Asked in a fresh process: keyring's stores of other systems, its plug-ins and its own choice stay out of it."""
    asked = (
        "import sys\n"
        "from progrez_desktop.core.errors import EnvironmentFault\n"
        "from progrez_desktop.core.keys.os_store import find_store\n"
        "try: find_store()\n"
        "except EnvironmentFault: pass\n"
        "print(*sorted(name for name in sys.modules if name.startswith('keyring.backends.')))"
    )
    ended = subprocess.run([sys.executable, "-c", asked], cwd=repo, capture_output=True, text=True, check=True)
    others = {"linux": {"Windows", "macOS"}, "win32": {"SecretService", "macOS"}, "darwin": {"SecretService"}}
    assert not {name.split(".")[2] for name in ended.stdout.split()} & others[sys.platform]


def test_every_allowed_name_is_a_backend_of_keyring_itself() -> None:
    """A misspelt name would lock out every user of that store; Windows and macOS modules import anywhere."""
    import importlib

    for name in os_store.ALLOWED_BACKENDS:
        module, _, attribute = name.rpartition(".")
        assert issubclass(getattr(importlib.import_module(module), attribute), KeyringBackend)
