"""Asks GitHub, once and with the person's consent, what it tells everybody about one name. Nothing private is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlencode

from progrez_desktop import __version__
from progrez_desktop.core import github
from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault
from progrez_desktop.core.model.public_work import MOST_PROJECTS, Looked
from progrez_desktop.core.ports import Clock

if TYPE_CHECKING:
    from progrez_desktop.core.online.web import Reply

API = "https://api.github.com"
ACCEPT = "application/vnd.github+json, application/json;q=0.9"
"""The second for servers that know the description of GitHub alone: it describes plain JSON, and refuses the first."""
HEADERS: Mapping[str, str] = {"X-GitHub-Api-Version": "2022-11-28", "User-Agent": f"progrez-desktop/{__version__}"}
_A_PAGE, _MOST_PAGES = 100, 3
"""GitHub keeps at most 300 events."""
_LONGEST_MS = 60_000
"""Of all questions together, each of which has its own limit."""
_LEAVE = 10
"""Questions that are left for whoever else asks from this address."""


class Asks(Protocol):
    """As online.web.Web does."""

    def get(
        self, url: str, *, token: str | None = None, accept: str | None = None, headers: Mapping[str, str] | None = None
    ) -> "Reply": ...


@dataclass
class _Asking:
    """One look at GitHub, from its first question to its last."""

    web: Asks
    token: str | None
    clock: Clock
    until_ms: int
    """When it has taken long enough, by the monotonic clock."""
    left: int | None = None
    """How many more questions GitHub would answer."""

    def ask(self, address: str) -> "Reply":
        if self.clock.monotonic_ms() > self.until_ms:
            raise EnvironmentFault("online_slow")
        reply = self.web.get(address, token=self.token, accept=ACCEPT, headers=HEADERS)
        self.left = github.remaining(reply.headers)
        if reply.status == 200:
            return reply
        if reply.status == 429 or (reply.status == 403 and (self.left == 0 or "retry-after" in reply.headers)):
            raise EnvironmentFault("github_busy", again=self._again(reply.headers))
        if reply.status == 404:
            raise DataFault("github_no_such_name")
        code = "github_trouble" if reply.status >= 500 else "github_refused"
        raise EnvironmentFault(code, status=reply.status)

    def _again(self, headers: Mapping[str, str]) -> str:
        """The time of this day from which GitHub may be asked again."""
        at_ms = self.clock.now_ms() + 1000 * github.seconds_to_wait(headers)
        return f"{datetime.fromtimestamp(at_ms / 1000, UTC).astimezone():%H:%M}"

    def pages(self, address: str) -> tuple[list[Any], bool]:
        """Return what a list holds, and whether there is more of it."""
        found: list[Any] = []
        for _ in range(_MOST_PAGES):
            reply = self.ask(address)
            found += islice(github.listed(reply.json()), _A_PAGE)
            address = github.next_page(reply.headers.get("link", ""), address)
            if not address:
                return found, False
        return found, True


def look(web: Asks, user: str, clock: Clock, *, token: str | None = None, at: str = API) -> Looked:
    """Return what GitHub tells everybody about a name: at most 2 x 3 lists, and the languages of 30 projects.

    What takes too long before the languages is a fault; after that it ends the counting.

    Args:
        token: Of a sign-in with GitHub in this sitting, where there is one. It changes how often may be asked and
            nothing of what is.

    Raises:
        DataFault: "github_no_such_name", "github_odd_reply", "online_reply" and others of `online.web.Web`.
        EnvironmentFault: "github_busy" with the time from which it may be asked `again`, "github_refused",
            "github_trouble", and those of `online.web.Web`.
    """
    asking = _Asking(web, token, clock, clock.monotonic_ms() + _LONGEST_MS)
    person = f"{at}/users/{quote(user, safe='')}"
    order = urlencode({"type": "owner", "sort": "pushed", "direction": "desc", "per_page": _A_PAGE})
    repositories, has_more = asking.pages(f"{person}/repos?{order}")
    found = github.projects_of(repositories)
    events, _ = asking.pages(f"{person}/events/public?per_page={_A_PAGE}")
    weeks, odd_events = github.weeks_of(events)
    counted, cut_short = _counted(asking, found.repositories[:MOST_PROJECTS], at)
    languages, total = github.added_up(counted)
    return Looked(
        user=user,
        projects=found.projects[:MOST_PROJECTS],
        languages=languages,
        total_bytes=total,
        counted=len(counted),
        weeks=weeks,
        forks=found.forks,
        unreadable=found.unreadable + odd_events,
        has_more=has_more or len(found.projects) > MOST_PROJECTS,
        cut_short=cut_short,
    )


def _counted(asking: _Asking, repositories: tuple[str, ...], at: str) -> tuple[list[dict[str, int]], bool]:
    """Return the bytes by language of each project that could be counted, and whether counting ended before its end."""
    found: list[dict[str, int]] = []
    for repository in repositories:
        if asking.left is not None and asking.left < _LEAVE:
            return found, True
        owner, name = repository.split("/")
        try:
            reply = asking.ask(f"{at}/repos/{quote(owner, safe='')}/{quote(name, safe='')}/languages")
            found.append(github.bytes_of(reply.json()))
        except Fault as fault:
            if fault.code == "github_no_such_name":  # it went a moment ago
                continue
            if fault.code == "online_stopped":  # by the person
                raise
            return found, True
    return found, False
