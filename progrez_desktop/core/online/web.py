"""Asks other computers over HTTPS, each reply within a size and a time; whatever goes wrong is a fault with a sentence.

    with Web() as web:
        reply = web.get("https://api.github.com/users/someone", accept="application/vnd.github+json")
        if reply.status == 200:
            entries = reply.json()

A status is the caller's to read: 404 or 429 is a reply, and `reply.headers` has its names in small letters. `stop` may
be called from another thread and ends what is under way. Tests hand over `Web(loopback=True)` and their own server.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import read_json
from progrez_desktop.core.online.guard import Guard, Limits, mount, told

if TYPE_CHECKING:
    import requests

_MOST_REDIRECTS = 3


@dataclass(frozen=True)
class Reply:
    """What a computer answered, whatever its status."""

    url: str
    status: int
    headers: Mapping[str, str]
    """By name, in small letters."""
    body: bytes = field(repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def json(self) -> Any:
        """Return what the body says.

        Raises:
            DataFault: "online_reply": it does not call itself JSON, or is none.
        """
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
            raise DataFault("online_reply", host=self.host)
        try:
            return read_json(self.body)
        except DataFault as wrong:
            raise DataFault("online_reply", host=self.host) from wrong


class Web:
    """One errand on the network, of which nothing stays on this computer.

    Raises from each request:
        EnvironmentFault: "online_offline", "online_slow", "online_stopped", "online_certificate".
        DataFault: "online_too_large", "online_redirected" (to another host, or to http), "online_reply" (not HTTP).
        UsageFault: "online_not_https": an address that is never asked.
    """

    def __init__(
        self, *, loopback: bool = False, limits: Limits | None = None, authorities: Path | None = None
    ) -> None:
        """Make one.

        Args:
            loopback: Asks http://127.0.0.1 as well: for tests, and for a server that a pinned card puts there.
            authorities: A file with certificates (PEM) that are trusted beside those of the system.
        """
        self._guard = Guard(limits or Limits(), loopback=loopback, authorities=authorities)
        self._sessions: list[requests.Session] = []

    def __enter__(self) -> "Web":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(
        self, url: str, *, token: str | None = None, accept: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Ask for one address; a redirect is followed within its own host and nowhere else.

        Args:
            token: Sent as a bearer token.
        """
        wanted = {"Accept": accept or "application/json", **(headers or {})}
        if token is not None:
            wanted["Authorization"] = f"Bearer {token}"
        return self._ask("GET", url, wanted)

    def post(self, url: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Reply:
        """Send a form. No redirect of it is ever followed."""
        return self._ask("POST", url, {"Accept": "application/json", **(headers or {})}, data=form)

    def delete(self, url: str, what: Mapping[str, str], *, headers: Mapping[str, str] | None = None) -> Reply:
        """Ask to forget what is named as JSON. No redirect of it is ever followed."""
        return self._ask("DELETE", url, {"Accept": "application/json", **(headers or {})}, json=what)

    def send(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        """Send bytes as they are, with any method. Of what is not a GET, no redirect is ever followed."""
        return self._ask(method, url, headers, data=body)

    def prepare(self, session: "requests.Session") -> None:
        """Put a session of a library above requests under the same limits; what asks with it stands within `told`."""
        session.max_redirects = _MOST_REDIRECTS
        mount(session, self._guard)
        self._sessions.append(session)

    @contextmanager
    def told(self, url: str) -> Iterator[None]:
        """Tell what goes wrong inside the block as a fault, and of whom."""
        self._guard.check(url)
        with told(urlsplit(url).hostname or "", self._guard):
            yield

    def check(self, url: str) -> None:
        """Let pass an address that may be asked.

        Raises:
            UsageFault: "online_not_https".
        """
        self._guard.check(url)

    def stop(self) -> None:
        """End what is under way and refuse what comes after. For another thread."""
        self._guard.end("online_stopped")

    def close(self) -> None:
        """Let go of the connections."""
        while self._sessions:
            self._sessions.pop().close()
        self._guard.let_go()

    def _ask(self, method: str, url: str, headers: Mapping[str, str], **sent: Any) -> Reply:
        with self.told(url):
            return reply_of(self._session().request(method, url, headers=headers, **sent))

    def _session(self) -> "requests.Session":
        import requests

        if not self._sessions:
            self.prepare(requests.Session())
        return self._sessions[0]


def reply_of(response: "requests.Response") -> Reply:
    """Return what came, as everything above this room reads it."""
    lowered = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.url, response.status_code, lowered, response.content)
