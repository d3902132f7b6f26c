"""Providers on this computer, ours and a real one, and the network that reaches nothing else."""

from collections.abc import Iterator

import pytest

from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.web import Web
from tests.identity_provider import HostileProvider, provider_here
from tests.oidc_house import OidcProvider, oidc_provider
from tests.organisations import Organisation


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileProvider]:
    # oauthlib's own look at addresses: a second one, for ours refuses http in every run but a test's.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with provider_here() as provider:
        yield provider


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(loopback=True, limits=Limits(bytes=1 << 20, silence_s=0.5, whole_s=1.0)) as web:
        yield web


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcProvider]:
    with oidc_provider(tmp_path_factory.mktemp("oidc")) as provider:
        yield provider


@pytest.fixture
def oidc(running: OidcProvider) -> OidcProvider:
    running.person()
    return running


@pytest.fixture
def card(oidc: OidcProvider) -> Card:
    """Of an organisation whose staff sign in there."""
    return Organisation.made(sign_in=oidc.sign_in("a" * 32)).card
