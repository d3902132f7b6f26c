"""How a registry reaches its server where the organisation has an authority of its own."""

import ssl
from pathlib import Path

import pytest
import trustme

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.services import registry_online
from tests.core.services.registry_house import new_house
from tests.web_server import listening


def test_a_registry_trusts_an_authority_of_the_organisation_once_staff_say_so_and_as_they_said(tmp_path: Path) -> None:
    house = new_house(tmp_path / "registry")
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with listening(context) as site:

        def asked() -> None:
            with registry_online.reach_of(house.deps)(site.origin) as web:
                web.get(f"{site.origin}/health")

        site.answers["/health"] = lambda to, _: to.say({})
        with pytest.raises(EnvironmentFault, match="online_certificate"):
            asked()
        with pytest.raises(EnvironmentFault, match="authorities_unreadable"):
            registry_online.trust(house.deps, b"no certificate")
        registry_online.trust(house.deps, authority.cert_pem.bytes())
        house.reopen()
        asked()
        house.parts.folder.authorities_file.write_bytes(trustme.CA().cert_pem.bytes())
        with pytest.raises(DataFault, match="authorities_changed"):
            asked()
        registry_online.trust(house.deps, None)
        with pytest.raises(EnvironmentFault, match="online_certificate"):
            asked()
    house.opened.close()
